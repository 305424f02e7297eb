"""The learner's page: index.html for every address of it, the files that it loads, and what it must know of this service.

The built page is a folder beside this file (`web/`, made by scripts/web.py); without it a plain page stands at `/`. Files are read
once and looked up by their address, so no address leads out of the folder; a new build is taken up when its index.html has changed.
It never asks for a token: nothing here is anybody's own.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from tutorfleet import __version__
from tutorfleet.fleet.page_headers import ASK, FOREVER, HEADERS, policy
from tutorfleet.fleet.pages import FILES, HTML, NOT_FOUND, PAGES, SHARED
from tutorfleet.service.errors import NotFound
from tutorfleet.service.page import page
from tutorfleet.service.settings import Settings

INDEX = "/index.html"
CONFIG = "/config.json"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
CODINGS = {"br": ".br", "gzip": ".gz"}
"""best first; a file that was compressed when it was built lies beside the plain one"""


@dataclass(frozen=True)
class File:
    """One file, by the coding of its bytes; "" is the plain one, which there always is."""

    path: str
    bodies: Mapping[str, bytes]
    tags: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        tags = {coding: f'"{hashlib.sha256(body).hexdigest()[:20]}"' for coding, body in self.bodies.items()}
        object.__setattr__(self, "tags", tags)

    @property
    def lasting(self) -> str:
        """How long a browser may keep it."""
        return FOREVER if self.path.startswith("/assets/") else ASK


class Site:
    """The built page in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Mapping[str, File] = {}
        self._seen = 0

    def file(self, path: str) -> File | None:
        """The file at this address, of the newest build; while one takes the place of another, of the old one."""
        with suppress(OSError):
            seen = (self._folder / INDEX[1:]).stat().st_mtime_ns
            if seen != self._seen:
                self._files, self._seen = read(self._folder), seen
        return self._files.get(path)


class Shared(Route):
    """A page at an address of the API: only for whoever accepts HTML."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Route's."""
        wants = any(name == b"accept" and HTML.encode() in value for name, value in scope.get("headers", ()))
        return super().matches(scope) if wants else (Match.NONE, {})


def routes() -> list[BaseRoute]:
    """The pages, the files and the configuration."""
    pages = (Shared(path, index) if path in SHARED else Route(path, index) for path in PAGES)
    files = (Route(path, config if path == CONFIG else static) for path in FILES)
    return [*pages, Route(NOT_FOUND, lost), *files]


async def index(request: Request) -> Response:
    """Every page. Raises NotFound for all but the first while there is no build."""
    found = site_of(request).file(INDEX)
    if found is None and request.url.path == "/":
        return await page(request)
    response = answer(request, found)
    if request.url.path in SHARED:
        response.headers["vary"] = "accept, accept-encoding"
    return response


async def lost(request: Request) -> Response:
    """The page, for an address that there is not."""
    response = answer(request, site_of(request).file(INDEX))
    response.status_code = 404 if response.status_code == 200 else response.status_code
    return response


async def static(request: Request) -> Response:
    """One file of the build. Raises NotFound."""
    return answer(request, site_of(request).file(request.url.path))


async def config(request: Request) -> Response:
    """What the page must know before anybody has signed in."""
    settings: Settings = request.app.state.settings
    told = {
        "version": __version__,
        "auth": "tokens" if settings.jwks_url else "cookie",
        "cognito": elsewhere(settings) + "/",
        "clientId": settings.client_id,
        "api": "",
        "regions": list(settings.regions),
        "autoConfirm": settings.auto_confirm,
    }
    return answer(request, File(CONFIG, {"": msgspec.json.encode(told)}))


def answer(request: Request, found: File | None) -> Response:
    if found is None:
        raise NotFound("There is nothing here; the page itself is built by scripts/web.py")
    coding = best(request.headers.get("accept-encoding", ""), found)
    headers = {
        **HEADERS,
        "content-security-policy": policy(elsewhere(request.app.state.settings)),
        "cache-control": found.lasting,
        "etag": found.tags[coding],
        "vary": "accept-encoding",
        **({"content-encoding": coding} if coding else {}),
    }
    if is_known(request.headers.get("if-none-match", ""), found.tags[coding]):
        return Response(status_code=304, headers=headers)
    return Response(found.bodies[coding], headers=headers, media_type=KINDS[Path(found.path).suffix])


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def read(folder: Path) -> dict[str, File]:
    """Every file of a kind that a page loads, by its address."""
    plain = (path for path in folder.rglob("*") if path.suffix in KINDS and path.is_file())
    return {(address := f"/{path.relative_to(folder).as_posix()}"): File(address, codings(path)) for path in plain}


def codings(path: Path) -> dict[str, bytes]:
    beside = {coding: path.with_name(path.name + ending) for coding, ending in CODINGS.items()}
    packed = {coding: each.read_bytes() for coding, each in beside.items() if each.is_file()}
    return {**packed, "": path.read_bytes()}


def best(accepted: str, found: File) -> str:
    """The smallest coding that the browser takes."""
    parts = [each.replace(" ", "").lower().partition(";q=") for each in accepted.split(",")]
    taken = {name for name, _, weight in parts if weight.strip("0.") or not weight}
    return next((coding for coding in found.bodies if coding in taken), "")


def is_known(given: str, tag: str) -> bool:
    """Whether the browser has this already."""
    return given.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in given.split(",")}


def elsewhere(settings: Settings) -> str:
    """The origin of the Cognito that keeps the accounts; nothing if we do, or somebody who does not speak its protocol."""
    issuer = urlsplit(settings.issuer)
    ours = not settings.jwks_url or not (issuer.hostname or "").startswith("cognito-idp.")
    return "" if ours else f"{issuer.scheme}://{issuer.netloc}"
