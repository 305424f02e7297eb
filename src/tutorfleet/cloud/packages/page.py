"""The client's pages as one zip, which Amplify serves. What our page must know of its fleet is added when it is published
(deploy/publishing.py), because only then it is known.
"""

from pathlib import Path

import tutorfleet
from tutorfleet.cloud.packages import archive
from tutorfleet.cloud.packages.errors import NotBuilt

OURS = Path(tutorfleet.__file__).parent / "service" / "web"
COMPRESSED = (".br", ".gz")
"""what our own service sends instead; Amplify compresses by itself"""


def built(folder: Path, pages: Path = OURS) -> Path:
    """The archive of a folder of built pages. Raises NotBuilt."""
    if not (pages / "index.html").exists():
        way_out = "build ours first: python3 scripts/web.py" if pages == OURS else "name a folder of built pages"
        raise NotBuilt(f"{pages} has no index.html; {way_out}")
    found = archive.read(pages)
    return archive.write(
        folder, "page", {name: content for name, content in found.items() if not name.endswith(COMPRESSED)}
    )
