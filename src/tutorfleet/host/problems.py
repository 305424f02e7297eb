"""What is wrong with a fleet and what to do about it, from one look at it. Pure; the words stand in problem_words.py.

Every check is a function of the look. The worst comes first, and among equals what others follow from.
"""

from collections.abc import Callable, Iterator

from tutorfleet.host.problem_words import TODO, WHAT, Values
from tutorfleet.host.seen import Level, Look, Problem, Process, Said, Worker

OFTEN = 3
"""ends within five minutes, or of engines since the start, that are no accident"""
LONG = 2
"""replies that who comes now must wait for at least, where a queue is long"""
FEW = 4
"""places of a worker that has not loaded a model yet, to judge its queue by"""
ORDER: tuple[Level, ...] = ("error", "warning", "note")
FINE = frozenset({"ready", "starting"})
"""states that are no trouble"""
ERROR: Level = "error"
WARNING: Level = "warning"


def problems(look: Look) -> list[Problem]:
    """Everything that is wrong; empty when all is well."""
    found = [each for check in CHECKS for each in check(look)]
    return sorted(found, key=lambda each: ORDER.index(each.level))


def problem(kind: str, level: Level, where: str, todo: str, values: Values, what: str | None = None) -> Problem:
    """In both languages; `what` and `todo` name their words."""
    wrong, help_ = WHAT[what or kind].filled(values), TODO[todo].filled(values)
    return Problem(kind=kind, level=level, where=where, what=wrong.en, todo=help_.en, id=Said(wrong.id, help_.id))


def database(look: Look) -> Iterator[Problem]:
    part = look.part("database")
    if part and part.state != "ready" and (part.state != "starting" or part.ended):
        ours = part.pid is not None or part.ended
        todo = "start_again" if part.state == "stuck" else "wait" if ours else "find_database"
        yield problem("database_away", "error", part.name, todo, {"detail": part.detail, "log": log_of(part)})


def edge(look: Look) -> Iterator[Problem]:
    part = look.part("edge")
    if part and part.state not in FINE:
        yield of_process("edge_away", "error", part)


def service(look: Look) -> Iterator[Problem]:
    """Not of a service that has nothing but its database to complain about."""
    part, below = look.part("service"), look.part("database")
    follows = part and part.state == "unwell" and below and below.state != "ready"
    if part and part.state not in FINE and not follows:
        yield of_process("service_away", "error", part)


def nursery(look: Look) -> Iterator[Problem]:
    part = look.part("nursery")
    if part and part.state == "away":
        yield of_process("nursery_away", "warning", part)


def unserved(look: Look) -> Iterator[Problem]:
    """A role that nobody does in a region."""
    for region in look.regions:
        for role in dict.fromkeys(each.role for each in region.workers):
            workers = [each for each in region.workers if each.role == role]
            if not any(each.state in FINE for each in workers):
                yield in_region(region.name, role, serving(look, role), workers[0].name)


def in_region(region: str, role: str, others: list[str], log: str) -> Problem:
    what, level = ("role_unserved", WARNING) if others else ("role_unserved_anywhere", ERROR)
    values = {"region": region, "role": role, "others": ", ".join(others), "log": log}
    return problem("role_unserved", level, f"{region}.{role}", "look_at_workers", values, what)


def serving(look: Look, role: str) -> list[str]:
    """The regions where somebody does it."""
    ready = {(region.name, each.role) for region in look.regions for each in region.workers if each.state == "ready"}
    return [region.name for region in look.regions if (region.name, role) in ready]


def workers_away(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        if each.state not in FINE:
            yield of_process(f"worker_{each.state}", "warning", each, "worker")


def of_process(kind: str, level: Level, one: Process, what: str | None = None) -> Problem:
    """What has ended is started again by itself, what is stuck is not."""
    todo = {"stuck": "kill" if one.pid else "read", "unwell": "read"}.get(one.state, "wait")
    reason = (
        f"it {one.last_end}" if one.state == "away" and one.last_end else one.detail if one.state == "unwell" else ""
    )
    why = f" ({reason})" if reason else ""
    values = {"name": one.name, "state": one.state, "reason": why, "pid": one.pid, "log": log_of(one)}
    return problem(kind, level, one.name, todo, values, what)


def keeps_ending(look: Look) -> Iterator[Problem]:
    for each in (*look.parts, *look.workers):
        if each.ended >= OFTEN:
            todo = "read_killed" if "SIGKILL" in each.last_end else "read"
            values = {"name": each.name, "ended": each.ended, "last_end": each.last_end, "log": log_of(each)}
            yield problem("keeps_ending", "warning", each.name, todo, values)


def log_of(one: Process) -> str:
    return "postgres" if one.name == "database" else one.name


def engines_end(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        if each.engine_restarts >= OFTEN:
            values = {"name": each.name, "restarts": each.engine_restarts, "log": each.name}
            yield problem("engines_end", "warning", each.name, "fitting", values)


def queues(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        queued = each.queued or 0
        values = {"name": each.name, "role": each.role, "queued": queued, "running": each.running or 0}
        if each.queue_limit and queued >= each.queue_limit:
            yield problem("queue_full", "error", each.name, "faster", values)
        elif queued > LONG * max(each.slots or 0, FEW):
            yield problem("queue_long", "warning", each.name, "faster", values)


def backends(look: Look) -> Iterator[Problem]:
    """One problem for each backend that cannot be used, whoever needs it."""
    lost: dict[tuple[str, str, str], list[str]] = {}
    for each in look.workers:
        if each.backend and each.backend.problem:
            lost.setdefault((each.role, each.backend.url, each.backend.problem), []).append(each.name)
    for (role, url, why), names in lost.items():
        values = {"role": role, "url": url, "problem": why}
        yield problem("backend_away", "error", ", ".join(names), "find_backend", values)


def models_missing(look: Look) -> Iterator[Problem]:
    """One problem for each model that a role lacks, wherever it does."""
    lacking: dict[tuple[str, str, str, str], list[str]] = {}
    for each in look.workers:
        for model, why in missing(each).items():
            url = each.backend.url if each.backend else ""
            lacking.setdefault((each.role, model, why, url), []).append(each.name)
    for (role, model, why, url), names in lacking.items():
        values = {"role": role, "model": model, "why": why, "url": url}
        yield problem("model_missing", "error", ", ".join(names), "give_backend" if url else "pull", values)


def missing(worker: Worker) -> dict[str, str]:
    """What its role lacks now: a backend that does not answer lacks nothing that is known."""
    if worker.backend and worker.backend.problem:
        return {}
    there = {each.name for each in worker.models}
    return {model: why for model, why in worker.failed.items() if model not in there}


def starters(look: Look) -> Iterator[Problem]:
    """Roles that have nothing but the models of the package."""
    small = [role for role in dict.fromkeys(each.role for each in look.workers) if only_starters(look, role)]
    if small:
        yield problem("only_starters", "note", ", ".join(small), "recommend", {"roles": ", ".join(small)})


def only_starters(look: Look, role: str) -> bool:
    loaded = [model for each in look.workers if each.role == role for model in each.models]
    return bool(loaded) and all(model.starter for model in loaded)


def versions(look: Look) -> Iterator[Problem]:
    ours = [each for each in (*look.workers, look.part("service")) if each and each.version]
    other = {each.version: each.name for each in ours if each.version != look.version}
    if other:
        found = ", ".join(f"{name} {version}" for version, name in other.items())
        yield problem("versions_differ", "warning", "fleet", "one_version", {"version": look.version, "found": found})


def disk(look: Look) -> Iterator[Problem]:
    part = look.part("disk")
    if part and part.state != "ready":
        what = "disk_away" if part.state == "away" else "disk_full"
        level = WARNING if part.state == "low" else ERROR
        yield problem("disk_full", level, part.name, "make_room", {"detail": part.detail}, what)


def memory(look: Look) -> Iterator[Problem]:
    part = look.part("memory")
    if part and part.state == "low":
        yield problem("memory_low", "warning", part.name, "less_memory", {"detail": part.detail})


CHECKS: tuple[Callable[[Look], Iterator[Problem]], ...] = (
    *(database, edge, service, unserved, workers_away, nursery, keeps_ending, engines_end),
    *(queues, backends, models_missing, disk, memory, versions, starters),
)
