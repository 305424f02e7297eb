"""The plain page at `/`, until the learner's web client stands there: what runs here and how to talk with it.

It has no script and asks no other host for anything.
"""

import base64
import hashlib
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tutorfleet import __version__

HTML = (files("tutorfleet.service") / "page.html").read_text("utf-8").replace("@@VERSION@@", __version__)
STYLE = HTML.partition("<style>")[2].partition("</style>")[0]
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def page(request: Request) -> Response:
    """GET or HEAD `/`."""
    return HTMLResponse(HTML, headers=HEADERS)
