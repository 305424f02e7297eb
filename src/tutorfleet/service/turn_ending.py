"""The end of a turn: everything that it brought, stored in the caller's one transaction, and its last events.

It also reads what earlier turns left: the talk for a prompt, the reply from events. Nothing is shown here.
"""

import secrets
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from tutorfleet.service import conversation_store, learning_store, turn_replacing, turn_store
from tutorfleet.service.conversation_store import Change, Connection
from tutorfleet.service.errors import Conflict, TooLarge
from tutorfleet.service.learning_store import Assessment, Mistake, NewMemory, Recorded
from tutorfleet.service.turn_journal import Journal
from tutorfleet.service.turn_store import Request, Row, State, Told
from tutorfleet.service.vectors import SIZE
from tutorfleet.tutor.memory import sentence_of
from tutorfleet.tutor.reply import Message
from tutorfleet.tutor.scene import scene_of
from tutorfleet.tutor.turn import Outcome, Past

TITLE = 50
"""characters"""
MESSAGES, SIZE_LIMIT = 5_000, 2 * 1024 * 1024
"""where a conversation is full: messages, characters of their JSON"""
RETRY_AFTER_MS = 3_000
LETTERS = string.ascii_letters + string.digits


async def store(
    connection: Connection, row: Row, lease: UUID, journal: Journal, outcome: Outcome
) -> list[dict[str, Any]]:
    """Store it all and return the last events. Raises LeaseLost, then nothing is stored. Call it inside a transaction."""
    shown = dict(enumerate(journal.lines))
    await conversation_store.lock(connection, row.owner, row.conversation)  # before the turn, as who deletes it does
    await turn_store.add_events(connection, row.owner, row.id, lease, shown)
    counts = row.request.replaces is None or succeeded(outcome)
    replaced = await turn_replacing.replace(connection, row, title) if counts else []
    recorded = await learn(connection, row, outcome) if counts else Recorded([], [])
    events = last_events(row, journal, outcome, recorded, replaced)
    await turn_store.add_events(connection, row.owner, row.id, lease, journal.numbered(events))
    kept = outcome.edits if counts else None
    await turn_store.end(connection, row.owner, row.id, state_of(outcome), kept, outcome.reply)
    return events


async def learn(connection: Connection, row: Row, outcome: Outcome) -> Recorded:
    """What the turn taught and what was said in it."""
    recorded = await learning_store.record(connection, row.owner, row.id, **taught(row, outcome))
    messages = said(row, outcome)
    await conversation_store.append(connection, row.owner, row.conversation, title(row.request.text), messages)
    return recorded


def succeeded(outcome: Outcome) -> bool:
    """Whether there is something to put in the place of an earlier turn: a failure is not, nor a stop before the first word."""
    return outcome.error is None and bool(outcome.reply or not outcome.stopped)


def taught(row: Row, outcome: Outcome) -> dict[str, Any]:
    """What the learning store keeps of this turn."""
    text = row.request.text
    judged = outcome.scores and outcome.level and Assessment(outcome.scores, outcome.level)
    vectors: Sequence[list[float] | None] = outcome.vectors or [None] * len(outcome.notes)
    pairs = zip(outcome.notes, vectors, strict=True)
    notes = [NewMemory(n.kind, n.text, n.category, n.detail, v if v and len(v) == SIZE else None) for n, v in pairs]
    mistakes = [Mistake(edit, sentence_of(text, edit)) for edit in outcome.edits or []]
    return {"mistakes": mistakes, "assessment": judged or None, "memories": notes}


def said(row: Row, outcome: Outcome) -> list[dict[str, Any]]:
    """The messages of this turn, as a client of the reference's kind has them."""
    asked = message("user", row.request.text, row, row.begun_at)
    answered = [message("assistant", outcome.reply, row, datetime.now(UTC))] if outcome.reply else []
    return [asked, *answered]


def message(role: str, content: str, row: Row, at: datetime) -> dict[str, Any]:
    return {**said_now(role, content, at), "turn": str(row.id)}


def said_now(role: str, content: str, at: datetime) -> dict[str, Any]:
    """A message that no turn brought."""
    number = "".join(secrets.choice(LETTERS) for _ in range(7))
    time = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": number, "role": role, "content": content, "createdAt": time}


def last_events(
    row: Row, journal: Journal, outcome: Outcome, recorded: Recorded, replaced: Sequence[UUID]
) -> list[dict[str, Any]]:
    """`error`, if it failed, and `done`."""
    ms = journal.milliseconds()
    told = {**summary(row, journal, outcome, recorded), "replaced": [str(turn) for turn in replaced]}
    done = {"seq": 0, "type": "done", "ms": ms, **told}
    if outcome.error is None:
        return [done]
    retry = {"retry": True, "retry_after_ms": RETRY_AFTER_MS}
    return [
        {"seq": 0, "type": "error", "ms": ms, "message": outcome.error, **retry},
        {**done, "message": outcome.error, **retry},
    ]


def summary(row: Row, journal: Journal, outcome: Outcome, recorded: Recorded) -> dict[str, Any]:
    """Everything about the turn, from what was shown."""
    first = {event["type"]: event for event in reversed(journal.events)}
    corrections = first.get("corrections", {})
    used = [memory["id"] for memory in first.get("memory", {}).get("memories", [])]
    seams = [event for event in journal.events if event["type"] == "seam"]
    return {
        "turn": str(row.id),
        "conversation": str(row.conversation),
        "region": row.request.region,
        "model": row.request.model,
        "reply": outcome.reply,
        "corrections": corrections.get("edits", []),
        "corrected": corrections.get("corrected", row.request.text),
        "more": corrections.get("more", 0),
        "praise": fields(first.get("praise")),
        "explanation": fields(first.get("explanation")),
        "scores": msgspec.to_builtins(outcome.scores),
        "cefr": msgspec.to_builtins(outcome.level),
        "needed": outcome.level.needed if outcome.level else None,
        "seams": [fields(seam) for seam in seams],
        "memories": {"used": used, "stored": [str(number) for number in recorded.memories]},
        "scenario": msgspec.to_builtins(outcome.scenario),
        "stopped": outcome.stopped,
        "failed": outcome.error is not None,
        "timings_ms": timings(first, journal),
    }


def fields(event: dict[str, Any] | None) -> dict[str, Any] | None:
    """What an event says, without what every event has; None if there was none."""
    return {key: value for key, value in (event or {}).items() if key not in {"seq", "type", "ms"}} or None


def timings(first: dict[str, dict[str, Any]], journal: Journal) -> dict[str, int | None]:
    correction, word = first.get("corrections"), first.get("reply")
    return {
        "first_correction": correction["ms"] if correction else None,
        "first_word": word["ms"] if word else None,
        "done": journal.milliseconds(),
    }


def state_of(outcome: Outcome) -> State:
    return "failed" if outcome.error is not None else "stopped" if outcome.stopped else "done"


def new_conversation(ask: Request) -> Change:
    """A conversation that begins with this text, before its first turn has ended; one that plays a scenario has its name, and begins
    with what its character said."""
    scene = scene_of(ask.scenario)
    if scene is None:
        return Change(title=json_of(title(ask.text)), conversation="[]", messages=0)
    opening = said_now("assistant", scene.opening, datetime.now(UTC))
    name = getattr(scene.scenario.title, ask.language)
    return Change(title=json_of(name), conversation=json_of([opening]), messages=1, scenario=json_of(ask.scenario))


def json_of(value: Any) -> str:
    return msgspec.json.encode(value).decode()


async def require_scenario(connection: Connection, owner: UUID, conversation: UUID, ask: Request) -> None:
    """Raises Conflict where a turn names another scenario than the conversation's own."""
    if ask.scenario and ask.scenario != await conversation_store.scenario(connection, owner, conversation):
        raise Conflict("This conversation does not play that scenario; begin a new one")


def title(text: str) -> str:
    return text[:TITLE]


async def require_room(connection: Connection, owner: UUID, conversation: UUID, replaces: UUID | None = None) -> None:
    """Raises TooLarge for a conversation that is full: a client could not store it again, nor a prompt be made of it quickly.

    What goes because a turn is replaced takes no room.
    """
    messages, size = await conversation_store.size(connection, owner, conversation)
    if replaces and (kept := await turn_replacing.messages_before(connection, owner, conversation, [replaces])):
        messages, size = kept[1], len(kept[0])
    if messages >= MESSAGES or size >= SIZE_LIMIT:
        raise TooLarge("This conversation is full; begin a new one")


def history(stored: Sequence[Any]) -> list[Message]:
    """The talk so far; whatever a client stored that is no message is left out."""
    rows = [row for row in stored if isinstance(row, dict)]
    pairs = [(row.get("role"), row.get("content")) for row in rows]
    return [Message(role, sendable(text)) for role, text in pairs if isinstance(role, str) and isinstance(text, str)]


def past(told: Told, conversation: UUID) -> Past:
    """An earlier turn as the next one needs it."""
    return Past(told.request.text, told.edits, told.reply, told.conversation == conversation, told.praised)


def sendable(text: str) -> str:
    """Text that can be UTF-8: the reference client stores halves of surrogate pairs."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def reply_of(events: Sequence[dict[str, Any]]) -> str:
    """The reply as far as it was shown."""
    return "".join(event["text"] for event in events if event["type"] == "reply")
