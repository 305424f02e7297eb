"""What is wrong with a fleet and what to do about it, in plain words, from one look at it. Pure.

Every check is a function of the look; the order of the list is that of importance.
"""

from collections.abc import Callable, Iterator

from tutorfleet.host.seen import Level, Look, Problem, Process, Worker

OFTEN = 3
"""ends within five minutes, or of engines since the start, that are no accident"""
LONG = 2
"""replies that who comes now must wait for at least, where a queue is long"""
FEW = 4
"""places of a worker that has not loaded a model yet, to judge its queue by"""
ORDER: tuple[Level, ...] = ("error", "warning", "note")


def problems(look: Look) -> list[Problem]:
    """Everything that is wrong, the worst first; empty when all is well."""
    found = [each for check in CHECKS for each in check(look)]
    return sorted(found, key=lambda each: ORDER.index(each.level))


def database(look: Look) -> Iterator[Problem]:
    part = look.part("database")
    if part and part.state != "ready" and (part.state != "starting" or part.ended):
        todo = "It is started again by itself; why it ended: tutorfleet logs postgres"
        if part.state == "stuck":
            todo = (
                "Start the fleet again: tutorfleet down, then tutorfleet up. What it did last: tutorfleet logs postgres"
            )
        if part.pid is None and not part.ended:
            todo = "Look whether the database that `--database` or DATABASE_URL names runs and can be reached from here"
        what = f"The database does not answer ({part.detail}): nobody can sign in and nothing is stored"
        yield Problem(kind="database_away", level="error", where=part.name, what=what, todo=todo)


def edge(look: Look) -> Iterator[Problem]:
    part = look.part("edge")
    if part and part.state not in {"ready", "starting"}:
        what = f"The edge, which all requests of learners pass, is {said(part)}"
        yield Problem(kind="edge_away", level="error", where=part.name, what=what, todo=again(part))


def service(look: Look) -> Iterator[Problem]:
    part, below = look.part("service"), look.part("database")
    if (
        part
        and part.state not in {"ready", "starting"}
        and not (below and below.state != "ready" and part.state == "unwell")
    ):
        what = f"The service, which accounts, conversations and turns are kept by, is {said(part)}"
        yield Problem(kind="service_away", level="error", where=part.name, what=what, todo=again(part))


def nursery(look: Look) -> Iterator[Problem]:
    part = look.part("nursery")
    if part and part.state == "away":
        what = "The nursery, which starts workers and loads models, has ended: workers that are there go on"
        yield Problem(kind="nursery_away", level="warning", where=part.name, what=what, todo=again(part))


def unserved(look: Look) -> Iterator[Problem]:
    """A role that nobody does in a region."""
    for region in look.regions:
        for role in dict.fromkeys(each.role for each in region.workers):
            workers = [each for each in region.workers if each.role == role]
            if not any(each.state in {"ready", "starting"} for each in workers):
                others = serving(look, role)
                help_ = f"{', '.join(others)} answers for it" if others else f"no other region does {role} either"
                what = f"Nobody in {region.name} does {role}; {help_}"
                todo = f"Look at its workers: tutorfleet logs {workers[0].name}"
                yield Problem(
                    kind="role_unserved",
                    level="warning" if others else "error",
                    where=f"{region.name}.{role}",
                    what=what,
                    todo=todo,
                )


def serving(look: Look, role: str) -> list[str]:
    """The regions where somebody does it."""
    ready = {(region.name, each.role) for region in look.regions for each in region.workers if each.state == "ready"}
    return [region.name for region in look.regions if (region.name, role) in ready]


def workers_away(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        if each.state not in {"ready", "starting"}:
            kind = f"worker_{each.state}"
            yield Problem(
                kind=kind, level="warning", where=each.name, what=f"{each.name} is {said(each)}", todo=again(each)
            )


def said(one: Process) -> str:
    """Its state in words, with the reason."""
    words = {
        "away": "away",
        "stuck": "stuck: its process is there and does not answer",
        "draining": "stopping: somebody asked it to",
        "unwell": "there and cannot work",
    }[one.state]
    reason = (
        one.last_end and f"it {one.last_end}" if one.state == "away" else one.detail if one.state == "unwell" else ""
    )
    return f"{words} ({reason})" if reason else words


def again(one: Process) -> str:
    """What to do about a process: what has ended is started again by itself, what is stuck is not."""
    if one.state == "stuck" and one.pid:
        return f"End it and another is started at once: kill -9 {one.pid}. What it did last: tutorfleet logs {one.name}"
    if one.state == "unwell":
        return f"What it says: tutorfleet logs {one.name}"
    return f"It is started again by itself; why it ended: tutorfleet logs {one.name}"


def keeps_ending(look: Look) -> Iterator[Problem]:
    for each in (*look.parts, *look.workers):
        if each.ended >= OFTEN:
            what = f"{each.name} ended {each.ended} times in five minutes; the last time it {each.last_end}"
            todo = f"What it said: tutorfleet logs {log_of(each)}"
            if "SIGKILL" in each.last_end:
                todo += ". A kill that nobody sent is most often the system's, for want of memory: smaller models, or `up --small`"
            yield Problem(kind="keeps_ending", level="warning", where=each.name, what=what, todo=todo)


def log_of(one: Process) -> str:
    return "postgres" if one.name == "database" else one.name


def engines_end(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        if each.engine_restarts >= OFTEN:
            what = f"Engines of {each.name} died or got stuck {each.engine_restarts} times since it started"
            todo = (
                f"Why: tutorfleet logs {each.name}. Most often a model is too large for the machine; models that fit: "
                "tutorfleet models recommend"
            )
            yield Problem(kind="engines_end", level="warning", where=each.name, what=what, todo=todo)


def queues(look: Look) -> Iterator[Problem]:
    for each in look.workers:
        queued, limit = each.queued or 0, each.queue_limit
        if limit and queued >= limit:
            what = f"The queue of {each.name} is full ({queued} wait): who comes now is turned away"
            yield Problem(kind="queue_full", level="error", where=each.name, what=what, todo=relief(each))
        elif queued > LONG * max(each.slots or 0, FEW):
            what = f"{queued} requests wait for {each.name}, which computes {each.running or 0} at once"
            yield Problem(kind="queue_long", level="warning", where=each.name, what=what, todo=relief(each))


def relief(one: Worker) -> str:
    return (
        f"Give the role {one.role} a smaller model (tutorfleet models recommend), or a faster machine: `backend` of "
        f"[roles.{one.role}] in fleet.toml"
    )


def models_missing(look: Look) -> Iterator[Problem]:
    """One problem for each model that a role lacks, wherever it does."""
    lacking: dict[tuple[str, str, str], list[str]] = {}
    for each in look.workers:
        for model, why in each.failed.items():
            lacking.setdefault((each.role, model, why), []).append(each.name)
    for (role, model, why), names in lacking.items():
        what = f"The role {role} lacks its model {model}: {why}"
        todo = f"Fetch it: tutorfleet models pull {model}. Or name another in [roles.{role}] of fleet.toml. Then start the fleet again"
        yield Problem(kind="model_missing", level="error", where=", ".join(names), what=what, todo=todo)


def starters(look: Look) -> Iterator[Problem]:
    """Roles that have nothing but the models of the package."""
    roles = dict.fromkeys(each.role for each in look.workers)
    small = [role for role in roles if only_starters(look, role)]
    if small:
        what = f"Only the small starter models are here (for {', '.join(small)}): good to try everything, no real tutor"
        todo = "Choose real models for this machine: tutorfleet models recommend"
        yield Problem(kind="only_starters", level="note", where=", ".join(small), what=what, todo=todo)


def only_starters(look: Look, role: str) -> bool:
    loaded = [model for each in look.workers if each.role == role for model in each.models]
    return bool(loaded) and all(model.starter for model in loaded)


def versions(look: Look) -> Iterator[Problem]:
    ours = [each for each in (*look.workers, look.part("service")) if each and each.version]
    other = {each.version: each.name for each in ours if each.version != look.version}
    if other:
        found = ", ".join(f"{name} is {version}" for version, name in other.items())
        what = f"Parts of the fleet are of different versions: the fleet is {look.version}, {found}"
        todo = "Start it again, so that everything is of the version that is installed: tutorfleet down, then tutorfleet up"
        yield Problem(kind="versions_differ", level="warning", where="fleet", what=what, todo=todo)


def disk(look: Look) -> Iterator[Problem]:
    part = look.part("disk")
    if part and part.state != "ready":
        what = f"The disk of the models and the database is nearly full ({part.detail}): the database stops when it is"
        if part.state == "away":
            what = f"The disk of the models and the database does not answer ({part.detail})"
        todo = (
            "See what models take (tutorfleet models list) and remove some (tutorfleet models rm NAME, tutorfleet models gc), "
            "or free other space"
        )
        yield Problem(
            kind="disk_full", level="warning" if part.state == "low" else "error", where=part.name, what=what, todo=todo
        )


def memory(look: Look) -> Iterator[Problem]:
    part = look.part("memory")
    if part and part.state == "low":
        what = f"Memory is nearly used up ({part.detail}): the system may end a worker"
        todo = "End other programs, choose smaller models (tutorfleet models recommend), or start fewer workers: tutorfleet up --small"
        yield Problem(kind="memory_low", level="warning", where=part.name, what=what, todo=todo)


CHECKS: tuple[Callable[[Look], Iterator[Problem]], ...] = (
    *(database, edge, service, unserved, workers_away, nursery, keeps_ending, engines_end),
    *(queues, models_missing, disk, memory, versions, starters),
)
