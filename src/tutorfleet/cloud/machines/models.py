"""The models of the workers: pulled by one of them into the share that all have, and asked of each single one.

All workers read the same files (EFS), but a worker whose share is not mounted, or that is not configured, has others: that is what
`verify` finds. Every worker is asked on its own machine, past the balancer. Works alike with our worker and with Ollama.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tutorfleet.cloud.blueprint import WORKER_PORT, Blueprint
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.machines import commands
from tutorfleet.cloud.machines.commands import Machine, Said

PULL = "/api/pull"
TAGS = "/api/tags"
PULL_SECONDS = 7200
"""five gigabytes through a small NAT into EFS"""
ASK_SECONDS = 60
STARTER = "starter-"
"""how the names of the models that come with our worker begin"""
URL = f"http://127.0.0.1:{WORKER_PORT}"
CURL = "curl --silent --show-error --fail-with-body"
LOOK = (
    "set -o pipefail; "
    f"{CURL} --max-time 30 {URL}{TAGS} | "
    """python3 -c 'import json, sys; print(json.dumps({m["name"]: m["digest"] for m in json.load(sys.stdin)["models"]}))'"""
)
"""name -> digest: the whole answer of a worker with many models would be cut"""


@dataclass(frozen=True)
class Seen:
    """One worker and its models."""

    machine: Machine
    models: Mapping[str, str]
    """name with tag -> digest"""
    problem: str = ""
    """why it could not be asked"""


@dataclass(frozen=True)
class Findings:
    """What all workers have."""

    seen: tuple[Seen, ...]
    wanted: tuple[str, ...]
    """what the fleet's roles and its tutor name"""

    @property
    def names(self) -> list[str]:
        """Every model that one of them has or should have."""
        return sorted({*self.wanted, *(name for one in self.seen for name in one.models)})

    @property
    def differing(self) -> list[str]:
        """Names that do not mean the same model on every worker that answered."""
        answered = [one for one in self.seen if not one.problem]
        return [name for name in self.names if len({one.models.get(name) for one in answered}) > 1]

    @property
    def missing(self) -> list[str]:
        """Wanted names that some worker has not."""
        return [name for name in self.wanted if any(name not in one.models for one in self.seen if not one.problem)]

    @property
    def standing_in(self) -> list[str]:
        """Wanted names behind which a starter model stands, because the model itself was not pulled yet."""
        starters = {digest for one in self.seen for name, digest in one.models.items() if name.startswith(STARTER)}
        return [name for name in self.wanted if any(one.models.get(name) in starters for one in self.seen)]

    @property
    def good(self) -> bool:
        return not (self.differing or self.missing or any(one.problem for one in self.seen))


def verify(account: Account, blueprint: Blueprint, patience: Patience) -> Findings:
    """Ask every worker. Raises CloudError when there is none."""
    machines = commands.workers(account, blueprint)
    said = commands.tell(account, machines, bash(LOOK), ASK_SECONDS, patience)
    return Findings(tuple(seen(machine, said[machine.id]) for machine in machines), wanted(blueprint))


def pull(account: Account, blueprint: Blueprint, name: str, patience: Patience) -> Machine:
    """Have one worker, the writer, pull a model; that worker. Raises CloudError with what it said when it cannot."""
    writer = writer_of(commands.workers(account, blueprint), blueprint)
    body = msgspec.json.encode({"model": name, "stream": False}).decode()
    line = f"{CURL} --max-time {PULL_SECONDS} {URL}{PULL} --data {shlex.quote(body)}"
    said = commands.tell(account, [writer], [line], PULL_SECONDS, patience)[writer.id]
    if reason := problem_of(said):
        raise CloudError(f"{writer.name} cannot pull {name}: {reason}")
    return writer


def bash(line: str) -> Sequence[str]:
    """SSM gives lines to sh, which may know no pipefail."""
    return [f"bash -c {shlex.quote(line)}"]


def writer_of(machines: Iterable[Machine], blueprint: Blueprint) -> Machine:
    """The first worker of the home region that pulls are routed to, for two writers would fetch the same bytes twice."""
    from_home = [machine for machine in machines if machine.region == blueprint.home.region.name]
    pulls = [machine for machine in from_home if machine.role == role_of_pulls(blueprint)]
    if not pulls:
        raise CloudError(f"no worker of the role {role_of_pulls(blueprint)} runs in {blueprint.home.region.name}")
    return pulls[0]


def role_of_pulls(blueprint: Blueprint) -> str:
    """The role whose paths take what no other role names."""
    return next(role.name for role in blueprint.fleet.roles if "/api/*" in role.paths)


def wanted(blueprint: Blueprint) -> tuple[str, ...]:
    """The models of the description with their tags, as workers name them."""
    fleet = blueprint.fleet
    names = [name for role in fleet.roles for name in role.models]
    names += [fleet.tutor.chat, fleet.tutor.scoring, fleet.tutor.embed]
    return tuple(sorted({tagged(name) for name in names}))


def tagged(name: str) -> str:
    """`llama3` means `llama3:latest`."""
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def seen(machine: Machine, said: Said) -> Seen:
    """A worker's models from its answer, or the problem."""
    if not said.ok:
        return Seen(machine, {}, said.problem)
    try:
        return Seen(machine, msgspec.json.decode(said.output, type=dict[str, str]))
    except msgspec.DecodeError:
        return Seen(machine, {}, f"it answered {said.output.strip()[:80]!r}")


def problem_of(said: Said) -> str:
    """Why a pull did not succeed; "" if it did. A worker may say an error with the status 200, after it has begun."""
    try:
        told = msgspec.json.decode(said.output, type=dict[str, object])
    except msgspec.DecodeError:
        return "" if said.ok else said.problem
    return str(told["error"]) if "error" in told else ("" if said.ok else said.problem)
