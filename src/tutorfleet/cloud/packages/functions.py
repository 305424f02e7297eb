"""The packages of the Lambda functions: ours, and the one that the task hands out with the layer that it needs."""

import os
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

import tutorfleet
from tutorfleet.cloud import functions
from tutorfleet.cloud.packages import archive, certificates, wheels
from tutorfleet.cloud.packages.errors import NotBuilt

PROGRAM = ("__init__.py", "cloud/__init__.py", "lifeline.py")
ROOMS = ("fleet", "language", "tutor", "service", "cloud/functions")
"""of our own package, what a function imports"""
LARGEST = 250 * 1024 * 1024
"""bytes that Lambda takes, unpacked"""
OURS = ("conversations", "turns", "migrate")


def built(folder: Path) -> dict[str, Path]:
    """One archive under three names: three functions of one program, which is sent once. Raises NotBuilt."""
    found = content(folder)
    size = sum(len(file) for file in found.values())
    if size > LARGEST:
        raise NotBuilt(f"the functions take {size // 2**20} MiB unpacked, Lambda takes {LARGEST // 2**20}")
    return dict.fromkeys(OURS, archive.write(folder, "functions", found))


def content(cache: Path) -> dict[str, bytes]:
    """The libraries, our program, the certificates and what the Web Adapter starts."""
    return {
        **wheels.libraries(cache / "wheels"),
        **program(),
        "rds-ca.pem": certificates.authorities(cache),
        "run.sh": Path(functions.__file__).with_name("run.sh").read_bytes(),
    }


def program() -> dict[str, bytes]:
    """Our own modules, without the page, which Amplify serves."""
    package = Path(tutorfleet.__file__).parent
    found = {name: (package / name).read_bytes() for name in PROGRAM}
    for room in ROOMS:
        found |= {f"{room}/{name}": content for name, content in archive.read(package / room).items()}
    return {f"tutorfleet/{name}": content for name, content in found.items() if not name.startswith("service/web/")}


def handed_out(folder: Path, given: Path) -> dict[str, Path]:
    """The folder that `fleet.toml` names, and its layer. Raises NotBuilt."""
    return {
        "conversations": archive.write(folder, "conversations", source(given)),
        "layer": archive.write(folder, "layer", layer()),
    }


def source(given: Path) -> dict[str, bytes]:
    """The folder as it is. Raises NotBuilt."""
    if not given.is_dir():
        raise NotBuilt(f"cloud.application.function: {given} is no folder")
    return archive.read(given)


def layer() -> dict[str, bytes]:
    """`node_modules`, exactly as locked; a layer appears in /opt. Raises NotBuilt."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotBuilt("npm is not here: install Node.js 22 or newer, or run this in the environment of `make cloud`")
    with tempfile.TemporaryDirectory(prefix="tutorfleet-layer-") as place:
        locked = files("tutorfleet.cloud.packages") / "layer"
        for name in ("package.json", "package-lock.json", ".npmrc"):
            Path(place, name).write_bytes((locked / name).read_bytes())
        done = subprocess.run([npm, "ci"], cwd=place, check=False, capture_output=True, text=True, env=os.environ)
        if done.returncode:
            raise NotBuilt(f"the modules of the handed-out function cannot be installed: {done.stderr.strip()[-300:]}")
        modules = archive.read(Path(place, "node_modules"))
    return {f"node_modules/{name}": content for name, content in modules.items()}
