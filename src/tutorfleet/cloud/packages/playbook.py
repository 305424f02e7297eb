"""The package that State Manager hands to every worker: the playbook, what `fleet.toml` says of workers, and our own wheel with the
locked versions of what it needs. One archive, so that a worker takes all of it from one version.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from tutorfleet.cloud import machines
from tutorfleet.cloud.blueprint import SHARE, WORKER_PORT, Blueprint
from tutorfleet.cloud.packages import archive, wheel
from tutorfleet.fleet.description import Role

LOADING_SECONDS = 900
"""a model of five gigabytes over EFS, from another region"""
PLAYBOOK = Path(machines.__file__).with_name("playbook")
RELEASES = "/opt/tutorfleet"


def built(blueprint: Blueprint, folder: Path) -> Path:
    """The archive, in this folder. Raises NotBuilt."""
    return archive.write(folder, "playbook", content(blueprint, folder / "wheel"))


def content(blueprint: Blueprint, folder: Path) -> dict[str, bytes]:
    """Its files; `folder` is where the wheel is built, which Ollama does not need."""
    playbook = archive.read(PLAYBOOK)
    if blueprint.cloud.engine != "tutorfleet":
        return playbook | {"fleet.json": facts(blueprint)}
    ours = wheel.built(folder)
    locked = (files("tutorfleet.cloud.packages") / "worker.txt").read_bytes()
    release = archive.digest(ours.read_bytes() + locked)
    program = {ours.name: ours.read_bytes(), "requirements.txt": locked}
    return playbook | program | {"fleet.json": facts(blueprint, ours.name, f"{RELEASES}/{release}")}


def facts(blueprint: Blueprint, wheel_name: str = "", home: str = "") -> bytes:
    """The variables of the playbook; `home` is the folder of this release on a worker."""
    known = {
        "engine": blueprint.cloud.engine,
        "share": SHARE,
        "worker_port": WORKER_PORT,
        "wheel": wheel_name,
        "home": home,
        "workers": {role.name: settings(blueprint, role) for role in blueprint.fleet.roles},
    }
    return msgspec.json.format(msgspec.json.encode(known, order="sorted"), indent=2) + b"\n"


def settings(blueprint: Blueprint, role: Role) -> dict[str, Any]:
    """What a worker of ours is told (worker/settings.py); its name, region and store are added on the machine.

    Only the balancer reaches a worker, and it passes on whatever host and origin a learner named: the guard against pages of
    others, which protects a worker on a laptop, would refuse them.
    """
    return {
        "listen": f"0.0.0.0:{WORKER_PORT}",
        "role": role.name,
        "state": "/var/lib/tutorfleet",
        "runtime": "/run/tutorfleet",
        "aliases": dict(blueprint.fleet.aliases),
        "preload": list(role.models),
        "backend": role.backend,
        "pace": blueprint.fleet.limits.tokens_per_second,
        "load_s": LOADING_SECONDS,
        "hosts": ["*"],
    }
