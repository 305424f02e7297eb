"""Zip archives of which the same content is the same file: no dates, one order, and the name says the content.

So a package is sent to AWS, and a function or a worker changed, only when something of it is different.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""the oldest date that a zip can write"""
PLAIN, PROGRAM = 0o100644, 0o100755


def write(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """`name-HASH.zip` in this folder, with these files by their path in it. Shell scripts may be started."""
    made = pack(files)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{digest(made)}.zip"
    path.write_bytes(made)
    return path


def pack(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # unix, whose modes follow
            entry.external_attr = (PROGRAM if path.endswith(".sh") else PLAIN) << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpacked(archive: Path) -> dict[str, bytes]:
    """Every file of a zip or a wheel."""
    with zipfile.ZipFile(archive) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist() if not entry.is_dir()}


def read(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it; what Python compiled and what begins with a dot stays out."""
    return {
        found.relative_to(folder).as_posix(): found.read_bytes()
        for found in sorted(folder.rglob("*"))
        if found.is_file() and not hidden(found.relative_to(folder))
    }


def hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def digest(content: bytes) -> str:
    """Short, for a name."""
    return hashlib.sha256(content).hexdigest()[:16]
