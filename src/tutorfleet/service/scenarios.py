"""`GET /scenarios`: the plays that a learner may choose from, the same for everybody (`tutor/scenarios.py`).

A conversation gets one with its first turn (`turns.py`). What its character will say is told to nobody beforehand.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import answers
from tutorfleet.service.identity import learner_of
from tutorfleet.tutor import scenarios


def routes() -> list[BaseRoute]:
    """The list."""
    return [Route("/scenarios", show_all, methods=["GET"])]


async def show_all(request: Request) -> Response:
    """All of them."""
    await learner_of(request)
    return answers.data(scenarios.listed())
