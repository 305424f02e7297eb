"""A library of one empty module, for pip to check the hash of and to install without a network."""

import hashlib
from pathlib import Path

from tutorfleet.cloud.packages import archive

NAME = "tiny-1-py3-none-any.whl"


def make(folder: Path) -> str:
    """Put the wheel into this folder; the line of a lock that names it."""
    made = archive.pack(
        {
            "tiny.py": b"",
            "tiny-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
            "tiny-1.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            "tiny-1.dist-info/RECORD": b"",
        }
    )
    (folder / NAME).write_bytes(made)
    return f"tiny==1 --hash=sha256:{hashlib.sha256(made).hexdigest()}\n"
