"""`POST /me/check`: the corrections of a text that is no turn, and `GET /me/rules/{rule}`: why a rule corrects.

For a sentence that is said again, or one that is still being written. Nothing of it is stored, no worker is asked, and a text that needs
care is not corrected.
"""

from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.language import ranking, safety
from tutorfleet.language.check import check as rules_check
from tutorfleet.language.edits import Edit, apply
from tutorfleet.language.explain import explained
from tutorfleet.service import answers, bodies, learning_store
from tutorfleet.service.errors import NotFound
from tutorfleet.service.identity import learner_of
from tutorfleet.service.turn_runner import Turns
from tutorfleet.service.turns import BODY, TEXT


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client sends."""

    text: Annotated[str, msgspec.Meta(max_length=TEXT)]


def routes() -> list[BaseRoute]:
    """Asking the rules."""
    return [Route("/me/check", check, methods=["POST"]), Route("/me/rules/{rule}", explain, methods=["GET"])]


async def check(request: Request) -> Response:
    """All corrections of a text, in text order, and the text with all of them made."""
    owner = (await learner_of(request)).uid
    text = (await bodies.read(request, Body, limit=BODY, strict=True)).text
    turns: Turns = request.app.state.turns
    edits = await turns.checker.ask(unless_careful, text)
    async with turns.pool.connection() as connection:
        habits = await learning_store.habits(connection, owner)
    return answers.data({"edits": placed(ranking.rank(edits, habits)), "corrected": apply(text, edits)})


async def explain(request: Request) -> Response:
    """A rule with its reason and examples; 404 if there is none of this id."""
    await learner_of(request)
    turns: Turns = request.app.state.turns
    found = await turns.checker.ask(explained, request.path_params["rule"])
    if found is None:
        raise NotFound("No such rule")
    return answers.data(found)


def unless_careful(text: str) -> list[Edit]:
    """The corrections of a text, none if it is not the moment for any."""
    return [] if safety.notice(text) else rules_check(text)


def placed(ranked: list[Edit]) -> list[dict[str, Any]]:
    """Edits in text order, each with its place among them: the most useful is 1."""
    places = sorted(enumerate(ranked, 1), key=lambda each: (each[1].start, each[1].end))
    return [{**msgspec.to_builtins(edit), "place": place} for place, edit in places]
