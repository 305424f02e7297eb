"""The learner's page as addresses: what of it anybody may ask for, and how its requests are told from those of other pages.

Read by the edge (which lets these through without a token) and by the service (which answers them). Pure. What stands on a page is
the web client's business (web/).
"""

import re

PAGES = (
    *("/", "/talk", "/talk/{id}", "/progress", "/notebook", "/notebook/review", "/scenarios", "/scenarios/{id}"),
    *("/placement", "/fleet", "/account", "/sign-in", "/sign-up", "/confirm", "/forgot", "/welcome"),
)
"""each is the same file, index.html: what it shows is decided in the browser"""
NOT_FOUND = "/not-found"
"""what the edge asks the service for, when a browser opens an address that there is not: the page, which says so, with status 404"""
SHARED = frozenset({"/scenarios"})
"""pages whose address is one of the API's too: whoever accepts text/html there opens the page"""
FILES = (
    "/assets/{file}",
    "/favicon.svg",
    "/icon-{size}.png",
    "/manifest.webmanifest",
    "/sw.js",
    "/early.js",
    "/config.json",
)
SIGN_IN = ("/session", "/session/refresh", "/session/password")
"""the page's session: it needs no token, it is where the page's cookies come from"""

TAKEN = frozenset(
    {path.split("/")[1] for path in (*PAGES, NOT_FOUND, *FILES, *SIGN_IN)} | {"conversations", "me", "healthz"}
)
"""first words of the service's own addresses: no region may be called so"""

HEADER = "x-tutorfleet-page"
"""`1` in every request of our own page. Another origin's page must ask before it may send it, and is never allowed to"""
FROM_PAGE = "1"
ID_COOKIE = "tutorfleet_id"
"""the id token; it counts only beside that header"""
HTML = "text/html"

GAP = "[A-Za-z0-9_-][A-Za-z0-9._-]*"


def pattern(path: str) -> str:
    """A regular expression (RE2's and Python's) for a path with gaps; a gap is one part of a path, safe to read in any way."""
    return "".join(GAP if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", path))
