"""The cookies of the learner's page: two tokens that no script can read, and the header without which none of them counts.

SameSite does not keep out another port of the same host, and a form of another page can be sent without asking. The header can
not: it is read here before any cookie is. What the tokens say is not known here.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from tutorfleet.fleet.pages import FROM_PAGE, HEADER, ID_COOKIE

REFRESH = "tutorfleet_refresh"
PATHS = {ID_COOKIE: "/", REFRESH: "/session"}
"""the id token is shown to every route, the other only where sessions begin and end"""


@dataclass(frozen=True)
class Cookie:
    """One that a browser is to keep for so many seconds."""

    name: str
    value: str
    seconds: int


def from_page(request: Request) -> bool:
    """Whether our own page sent this."""
    return request.headers.get(HEADER) == FROM_PAGE


def read(request: Request, name: str) -> str:
    """The cookie, or nothing; nothing too if another page sent it. Of two the first counts, as at the edge."""
    if not from_page(request):
        return ""
    pairs = (each.partition("=") for line in request.headers.getlist("cookie") for each in line.split(";"))
    return next((value.strip() for key, _, value in pairs if key.strip() == name), "")


def keep(request: Request, response: Response, *cookies: Cookie) -> None:
    """Have the browser keep these."""
    for each in cookies:
        attributes = {"path": PATHS[each.name], "secure": is_https(request), "httponly": True}
        response.set_cookie(each.name, each.value, each.seconds, samesite="strict", **attributes)  # type: ignore[arg-type]


def clear(request: Request, response: Response) -> None:
    """Have the browser forget both."""
    keep(request, response, *(Cookie(name, "", 0) for name in PATHS))


def is_https(request: Request) -> bool:
    """Whether the learner's browser came by https. Its Origin says so, and so does a proxy: who lies loses only cookies of its own."""
    proxied = request.headers.get("x-forwarded-proto") == "https"
    return proxied or request.headers.get("origin", "").startswith("https://")
