"""What of a region's workers is reached: by learners and by operators at the edge, by the service at the region's balancer. Pure.

Learners use models and operators change them. Who is an operator is said by a token that was verified, and a request is routed once
more after that; without such a token only the refusal is left. A worker learns whose request it has by a header that the edge makes
from the token (what a learner sent under that name is gone by then), and is given no token: it could be a machine of somebody else's.
"""

from collections.abc import Callable, Iterator

from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.pages import HEADER
from tutorfleet.fleet.routes import (
    ADAPTER_CHANGES,
    API,
    FLEET_STATUS,
    OPENAI,
    OPERATORS,
    STORE_CHANGES,
    for_learners,
    role_for,
    rules,
)
from tutorfleet.host.edge_actions import direct, method, of_any_size, to_store, to_supervisor, to_workers
from tutorfleet.host.edge_clusters import FACTS, REGION, edge_cluster, region_cluster
from tutorfleet.host.edge_filters import JWT, NOT_FOR_LEARNERS, append
from tutorfleet.host.edge_json import Json, one_of

LEARNER = "x-tutorfleet-learner"
"""whose request it is: for the fairness of a worker's queue, never for a right"""
TOKENS = ("authorization", "cookie", HEADER)
"""what a token travels in, and what says that it may"""
ANSWERED = "x-tutorfleet-region"
"""the region that answered: another than the one that was asked, when that one has nobody"""
PART = "(?:[A-Za-z0-9_.:-]|%3[aA])*[A-Za-z0-9_-]"
"""one part of a path: never dots alone, nothing escaped but a colon"""
NAMES = f"{PART}(?:/{PART})*"
MODEL = f"{PART}(?:(?:/|%2[fF]){PART})*"
"""a model's name in a path: OpenAI's clients escape its slashes"""
GROUP_CLAIMS = ("cognito:groups", "groups")
"""where a token names groups: Cognito's place (and ours), and that of other issuers"""
USES = method("GET", "HEAD", "POST")
"""what OpenAI's API is asked by to use a model; the other methods change one"""
NOT_SHOWN = f"Only operators see how the whole fleet is, and this token is of none (group {OPERATORS})"
REFUSAL = f"Only operators change the models of a region, and this token is of none (group {OPERATORS})"


def models(fleet: Fleet, name: str, region: str) -> Iterator[Json]:
    """`/{name}/v1/models/{model}`, the one path in which an escaped slash is no trick: it stands between parts of a name."""
    if role := role_for(fleet, f"{OPENAI}models/x"):
        match = {"safe_regex": {"regex": f"/{name}{OPENAI}models/{MODEL}"}, **method("GET", "HEAD")}
        yield openai(fleet, match, region, role)


def region(fleet: Fleet, name: str, region: str) -> Iterator[Json]:
    """All that lies under `/{name}`: `/{name}/X`, `/{name}/api/X` and `/{name}/v1/X`. What is asked most comes first."""
    yield direct({"safe_regex": {"regex": f"/{name}/?"}, **method("GET", "HEAD")}, 200, fleet.health_body)
    exact, prefixes = for_learners(fleet)
    for rule in exact:
        if rule.path.startswith(API):
            yield from ollama(fleet, name, region, rule.path, rule.role)
        else:
            yield openai(fleet, {"path": f"/{name}{rule.path}"} | USES, region, rule.role, rule.path)
    yield from changes(fleet, name, region)
    for rule in prefixes:
        match = {"safe_regex": {"regex": f"/{name}{rule.path}{NAMES}"}} | USES
        yield openai(fleet, match, region, rule.role)


def balancer(fleet: Fleet, region: str) -> Iterator[Json]:
    """What the region's balancer answers, here and on AWS."""
    yield direct({"path": "/"}, 200, fleet.health_body)
    for rule in rules(fleet):
        match = {"prefix" if rule.prefix else "path": rule.path}
        yield to_workers(fleet, match, region_cluster(region, rule.role), rule.path)
    yield direct({"prefix": "/"}, 404, "There is nothing here")


def ollama(fleet: Fleet, name: str, region: str, path: str, role: str) -> Iterator[Json]:
    """A path of Ollama's API with and without its `/api`."""
    for start in (f"/{name}/", f"/{name}{API}"):
        match = {"path": start + path.removeprefix(API)}
        route = to_workers(fleet, match, edge_cluster(region, role), path, regions=len(fleet.regions))
        yield rewritten(signed(for_somebody(route)), prefix_rewrite=path)


def openai(fleet: Fleet, match: Json, region: str, role: str, path: str = OPENAI) -> Json:
    """A path of OpenAI's API."""
    route = to_workers(fleet, match, edge_cluster(region, role), path, regions=len(fleet.regions))
    return rewritten(signed(for_somebody(route)), regex_rewrite=without_region())


def changes(fleet: Fleet, name: str, region: str) -> Iterator[Json]:
    """What changes a store, in this region and no other: for operators first, and for everybody else the refusal."""
    for (role, blobs), words in by_role(fleet).items():
        match = {"safe_regex": {"regex": f"/{name}/(?:api/)?(?i:{one_of(words)})(?:/.*)?"}}
        yield from guarded(fleet, match, region, role, "/api", of_any_size if blobs else dict)
    role = role_for(fleet, f"{OPENAI}models")
    adapters = {"safe_regex": {"regex": f"/{name}{OPENAI}(?i:{one_of(ADAPTER_CHANGES)})(?:/.*)?"}}
    others = {"safe_regex": {"regex": f"/{name}{OPENAI}.*"}, **method("PUT", "PATCH", "DELETE")}
    for match in (adapters, others):
        yield from guarded(fleet, match, region, role)


def by_role(fleet: Fleet) -> dict[tuple[str | None, bool], list[str]]:
    """(who answers, whether it is about blobs, which may be large) -> words."""
    found: dict[tuple[str | None, bool], list[str]] = {}
    for word in STORE_CHANGES:
        found.setdefault((role_for(fleet, API + word), word == "blobs"), []).append(word)
    return found


def guarded(
    fleet: Fleet, match: Json, region: str, role: str | None, before: str = "", shaped: Callable[[Json], Json] = dict
) -> Iterator[Json]:
    # what a filter is told by its route is decided before the token is verified, so both routes must say the same of the size
    for claim in GROUP_CLAIMS if role else ():
        route = to_store(fleet, {**match, "dynamic_metadata": [in_group(claim)]}, region_cluster(region, str(role)))
        yield shaped(rewritten(for_somebody(route), regex_rewrite=without_region(before)))
    yield shaped(direct(match, NOT_FOR_LEARNERS, REFUSAL))


def fleet_status() -> Iterator[Json]:
    """How the fleet is, for operators; it needs neither the service nor the database."""
    match = {"path": FLEET_STATUS, **method("GET", "HEAD")}
    for claim in GROUP_CLAIMS:
        yield for_somebody(to_supervisor({**match, "dynamic_metadata": [in_group(claim)]}))
    yield direct(match, NOT_FOR_LEARNERS, NOT_SHOWN)


def in_group(claim: str) -> Json:
    """The token's claim is a list that names the operators' group."""
    member = {"string_match": {"exact": OPERATORS}}
    return {"filter": JWT, "path": [{"key": "jwt"}, {"key": claim}], "value": {"list_match": {"one_of": member}}}


def for_somebody(route: Json) -> Json:
    """The same route with the learner's id as a header, and without the token, wherever that stood."""
    learner = append({LEARNER: f"%DYNAMIC_METADATA({JWT}:jwt:sub)%"})
    return {**route, "request_headers_to_add": learner, "request_headers_to_remove": [*TOKENS]}


def signed(route: Json) -> Json:
    """The same route, whose answers say which region they come from."""
    return {**route, "response_headers_to_add": append({ANSWERED: f"%UPSTREAM_METADATA({FACTS}:{REGION})%"})}


def rewritten(route: Json, **how: str | Json) -> Json:
    return {**route, "route": {**route["route"], **how}}


def without_region(before: str = "") -> Json:
    """The path after the region's name, after `before` and without an `/api` of its own."""
    return {"pattern": {"regex": "^/[^/]+(?:/api)?(/.*)$"}, "substitution": f"{before}\\1"}
