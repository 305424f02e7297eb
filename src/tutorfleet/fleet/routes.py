"""Which role answers which path, and who may ask: the table behind Envoy's routes here and the listener rules of a balancer on AWS.

Pure. A path that stands in none of these tables does not exist for learners, whatever a worker would answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tutorfleet.fleet.description import Fleet

API, OPENAI = "/api/", "/v1/"
LEARNERS = ("version", "tags", "show", "ps", "chat", "generate", "embed", "embeddings")
"""what of Ollama's API anybody with a token may use, and all of OpenAI's but what the workers' own adapters are changed by"""
STORE_CHANGES = ("pull", "push", "create", "copy", "delete", "blobs")
"""what changes a model store; only operators may"""
ADAPTER_CHANGES = ("load_lora_adapter", "unload_lora_adapter")
"""what would change a vLLM behind `/v1/`; only operators may"""
FLEET_STATUS = "/fleet/status"
"""how the whole fleet is; only operators may see it"""
OPERATORS = "operators"
"""the group, in a token's claim `cognito:groups`"""
IDLE_SECONDS = 300
"""how long a balancer keeps a connection on which nothing happens; what stands behind it keeps it a little longer, for a
connection that it closes in the moment of a request costs the request"""
LONGER_SECONDS = IDLE_SECONDS + 15


@dataclass(frozen=True)
class Rule:
    """`path` is exact, or a prefix that ends in a slash."""

    path: str
    prefix: bool
    role: str


def rules(fleet: Fleet) -> tuple[Rule, ...]:
    """The path rules of every region's balancer, in the order in which they are tried: exact ones, then the longest prefix."""
    found = [rule(path, role.name) for role in fleet.roles for path in role.paths]
    return tuple(sorted(found, key=lambda each: (each.prefix, -len(each.path), each.path)))


def rule(path: str, role: str) -> Rule:
    prefix = path.endswith("/*")
    return Rule(path.removesuffix("*"), prefix, role)


def for_learners(fleet: Fleet) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """What a learner may ask of a region: exact paths (the words above, what the description names itself), and what is left of
    OpenAI's API."""
    ordered = rules(fleet)
    named = [each.path for each in ordered if not each.prefix and not changes_store(each.path)]
    paths = dict.fromkeys([*named, *(f"{API}{word}" for word in LEARNERS)])
    exact = (Rule(path, False, role) for path in paths if (role := role_for(fleet, path)))
    return tuple(exact), tuple(each for each in ordered if each.prefix and each.path == OPENAI)


def changes_store(path: str) -> bool:
    """Whether a request for this path of a worker may change what models there are."""
    first = path.removeprefix(API).removeprefix(OPENAI).split("/")[0].lower()
    return first in (STORE_CHANGES if path.startswith(API) else ADAPTER_CHANGES)


def role_for(fleet: Fleet, path: str) -> str | None:
    """The role that answers `path` at a region's balancer, or None."""
    for each in rules(fleet):
        if path == each.path or (each.prefix and path.startswith(each.path)):
            return each.role
    return None


def region_names(fleet: Fleet) -> Iterator[tuple[str, str]]:
    """(name in a learner's path, region that serves it), aliases included."""
    for region in fleet.regions:
        yield region.name, region.name
        for alias in region.aliases:
            yield alias, region.name
