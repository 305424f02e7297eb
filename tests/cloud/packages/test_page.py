from pathlib import Path

import pytest

from tutorfleet.cloud.packages import archive, page
from tutorfleet.cloud.packages.errors import NotBuilt


def test_pages_travel_without_what_only_our_own_service_sends(tmp_path: Path) -> None:
    for name in ("index.html", "assets/a.js", "assets/a.js.br", "assets/a.js.gz"):
        (tmp_path / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / name).write_text(name)
    assert archive.unpacked(page.built(tmp_path, tmp_path / "pages")).keys() == {"index.html", "assets/a.js"}


def test_a_folder_without_pages_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="name a folder of built pages"):
        page.built(tmp_path, tmp_path)
