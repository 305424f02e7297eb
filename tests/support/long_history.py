"""A learner with a long history, made in a moment: one real turn, copied in the fleet's own database as often as it takes.

talk = long_talk(fleet, learner, 300)         a conversation of 300 turns, "Message 1 …" to "Message 300 …"
titles = many_talks(fleet, learner, 500)      500 more conversations, a few a day
"""

import json
from typing import Any

import psycopg

from support.learner import Learner
from support.local_fleet import LocalFleet

SAID = "Yesterday I go to the beach with my friend."


def long_talk(fleet: LocalFleet, learner: Learner, turns: int) -> str:
    """A conversation; its id."""
    done = learner.turn(SAID)[-1]
    conversation = str(done["conversation"])
    texts = [f"Message {number} of {turns}. {SAID}" for number in range(1, turns + 1)]
    with connected(fleet) as connection:
        who = {"owner": learner.uid, "turn": done["turn"], "conversation": conversation, "texts": texts}
        made = connection.execute(COPY_TURNS, who).fetchall()
        connection.execute(
            COPY_EVENTS, {**who, "turns": [each[0] for each in made], "numbers": [each[1] for each in made]}
        )
        connection.execute("DELETE FROM turns WHERE owner = %(owner)s AND id = %(turn)s", who)
        turn_of = {number: str(turn) for turn, number in made}
        messages = [each for number, text in enumerate(texts, 1) for each in said(turn_of[number], text, done["reply"])]
        connection.execute(SAY, {**who, "messages": json.dumps(messages), "count": len(messages)})
    return conversation


def many_talks(fleet: LocalFleet, learner: Learner, count: int) -> list[str]:
    """Conversations without turns; their titles, the newest first."""
    titles = [f"Talk number {number}" for number in range(1, count + 1)]
    with connected(fleet) as connection:
        connection.execute(MANY, {"owner": learner.uid, "titles": titles})
    return titles


def said(turn: str, text: str, reply: str) -> list[dict[str, Any]]:
    return [
        {"id": f"u{turn[:6]}", "role": "user", "content": text, "turn": turn},
        {"id": f"a{turn[:6]}", "role": "assistant", "content": reply, "turn": turn},
    ]


def connected(fleet: LocalFleet) -> "psycopg.Connection[tuple[Any, ...]]":
    """The fleet's database; what was done is kept when the block ends."""
    return psycopg.connect(fleet.layout.database_url)


COPY_TURNS = """
INSERT INTO turns (owner, id, conversation, request, state, lease, lease_until, edits, reply, begun_at, ended_at)
SELECT owner, gen_random_uuid(), conversation, jsonb_set(request::jsonb, '{text}', to_jsonb(said.text))::json, 'done',
    lease, lease_until, edits, reply, begun_at - make_interval(mins => cardinality(%(texts)s::text[]) - number::int),
    ended_at - make_interval(mins => cardinality(%(texts)s::text[]) - number::int)
FROM turns, unnest(%(texts)s::text[]) WITH ORDINALITY AS said (text, number)
WHERE owner = %(owner)s AND id = %(turn)s
RETURNING id, substring(request->>'text' FROM 'Message ([0-9]+)')::int
"""
COPY_EVENTS = """
INSERT INTO turn_events (owner, turn, seq, event)
SELECT owner, made.turn, seq, jsonb_set(event::jsonb, '{turn}', to_jsonb(made.turn::text), false)::json
FROM turn_events AS event, unnest(%(turns)s::uuid[]) AS made (turn)
WHERE owner = %(owner)s AND event.turn = %(turn)s
"""
SAY = """
UPDATE conversations SET conversation = %(messages)s::json, messages = %(count)s
WHERE owner = %(owner)s AND id = %(conversation)s
"""
MANY = """
INSERT INTO conversations (owner, id, title, conversation, messages, created_at, updated_at)
SELECT %(owner)s, gen_random_uuid(), to_json(title), '[]', 0, at, at
FROM unnest(%(titles)s::text[]) WITH ORDINALITY AS talk (title, number),
    LATERAL (SELECT now() - make_interval(hours => 5 * number::int) AS at) AS moment
"""
