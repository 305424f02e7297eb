"""The files of the page, from a build of this test's own, asked as a browser and as nobody's friend would."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from multidict import CIMultiDictProxy
from starlette.applications import Starlette
from tests.service.conftest import listening

from tutorfleet import __version__
from tutorfleet.fleet.pages import NOT_FOUND, PAGES, SHARED
from tutorfleet.service import web_files
from tutorfleet.service.app import handlers
from tutorfleet.service.settings import Settings

INDEX = b'<!doctype html><script type="module" src="/assets/main-B3x_k9-a.js"></script>'
SCRIPT = b"console.log('our own page');" * 100
FILES = {
    "index.html": INDEX,
    "assets/main-B3x_k9-a.js": SCRIPT,
    "assets/main-B3x_k9-a.js.gz": gzip.compress(SCRIPT),
    "assets/main-B3x_k9-a.js.br": b"what a browser would unpack",
    "assets/text-9a.woff2": b"a font",
    "favicon.svg": b"<svg/>",
    "icon-192.png": b"a picture",
    "manifest.webmanifest": b"{}",
    "sw.js": b"// a worker",
    ".built-from": b"a hash",
    "notes.md": b"not for a browser",
}
REGIONS = {"us-east-1": "http://127.0.0.1:1", "us-west-2": "http://127.0.0.1:1"}
SCRIPT_PATH = "/assets/main-B3x_k9-a.js"
HTML = {"Accept": "text/html,application/xhtml+xml"}
Answer = tuple[int, bytes, CIMultiDictProxy[str]]


class Asked:
    """One service, asked for its files as they lie on the wire."""

    def __init__(self, url: str) -> None:
        self.http = aiohttp.ClientSession(url, auto_decompress=False, skip_auto_headers=["Accept-Encoding"])

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.request(method, path, headers=asked) as answer:
            return answer.status, await answer.read(), answer.headers


@contextmanager
def pages(folder: Path, **settings: Any) -> Iterator[str]:
    """The address of a service that has only its pages, so it needs no database."""
    told = Settings(database="", web=folder, auto_confirm=True, regions=REGIONS, **settings)
    app = Starlette(routes=web_files.routes(), exception_handlers=handlers())
    app.state.settings, app.state.site = told, web_files.Site(folder)
    with listening(app, "off") as url:
        yield url


def write(folder: Path) -> Path:
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pages(write(tmp_path_factory.mktemp("built") / "web")) as made:
        yield made


@pytest.fixture
async def site(url: str) -> AsyncIterator[Asked]:
    asked = Asked(url)
    yield asked
    await asked.http.close()


@pytest.mark.parametrize("page", PAGES)
async def test_every_address_of_the_page_is_the_page(site: Asked, page: str) -> None:
    status, body, headers = await site.get(page.replace("{id}", "7a1f6c1e-0000-4000-8000-000000000001"), **HTML)
    assert (status, body, headers["content-type"]) == (200, INDEX, "text/html; charset=utf-8")


async def test_a_lost_browser_is_shown_the_page_and_told_that_there_is_nothing(site: Asked) -> None:
    status, body, headers = await site.get(NOT_FOUND, **HTML)
    assert (status, body, headers["content-type"]) == (404, INDEX, "text/html; charset=utf-8")
    assert (await site.get(NOT_FOUND, If_None_Match=headers["etag"]))[0] == 304


async def test_the_page_runs_its_own_files_only_and_asks_this_address_only(site: Asked) -> None:
    policy = (await site.get("/talk"))[2]["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


@pytest.mark.parametrize("path", ["/", "/sw.js", SCRIPT_PATH, "/favicon.svg", "/config.json"])
async def test_every_file_says_what_it_may_do_and_is_taken_for_what_it_is(site: Asked, path: str) -> None:
    headers = (await site.get(path))[2]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"].startswith("microphone=(self), camera=()")
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (SCRIPT_PATH, "text/javascript; charset=utf-8"),
        ("/assets/text-9a.woff2", "font/woff2"),
        ("/favicon.svg", "image/svg+xml"),
        ("/icon-192.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/sw.js", "text/javascript; charset=utf-8"),
    ],
)
async def test_a_file_has_its_type(site: Asked, path: str, kind: str) -> None:
    status, body, headers = await site.get(path)
    assert (status, body, headers["content-type"]) == (200, FILES[path[1:]], kind)


@pytest.mark.parametrize("path", ["/assets/text-9a.woff2", SCRIPT_PATH])
async def test_a_file_with_its_hash_in_its_name_is_kept_for_a_year(site: Asked, path: str) -> None:
    assert (await site.get(path))[2]["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/talk", "/sw.js", "/manifest.webmanifest", "/favicon.svg", "/config.json"])
async def test_what_may_change_is_asked_for_again_and_not_sent_again(site: Asked, path: str) -> None:
    _, body, headers = await site.get(path)
    assert (headers["cache-control"], len(body) > 0) == ("no-cache", True)
    for known in (headers["etag"], f'"other", W/{headers["etag"]}', "*"):
        status, body, again = await site.get(path, If_None_Match=known)
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert (await site.get(path, If_None_Match='"other"'))[0] == 200


@pytest.mark.parametrize(
    ("accepted", "coding", "ending"),
    [
        ("gzip, deflate, br, zstd", "br", ".br"),
        ("br;q=0.5, gzip;q=1.0", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("GZIP;q=0.1", "gzip", ".gz"),
        ("br;q=0, gzip", "gzip", ".gz"),
        ("br;q=0.0", "", ""),
        ("identity", "", ""),
        ("brr, xgzip", "", ""),
        (";;,,q=", "", ""),
    ],
)
async def test_what_is_packed_is_sent_so_to_whoever_unpacks_it(
    site: Asked, accepted: str, coding: str, ending: str
) -> None:
    _, body, headers = await site.get(SCRIPT_PATH, Accept_Encoding=accepted)
    assert (headers.get("content-encoding", ""), body) == (coding, FILES[SCRIPT_PATH[1:] + ending])
    assert (headers["vary"], headers["content-type"]) == ("accept-encoding", "text/javascript; charset=utf-8")


async def test_each_packing_has_a_tag_of_its_own(site: Asked) -> None:
    tags = {(await site.get(SCRIPT_PATH, Accept_Encoding=each))[2]["etag"] for each in ("br", "gzip", "identity")}
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/", "/welcome", SCRIPT_PATH, "/config.json"])
async def test_head_says_the_same_without_the_file(site: Asked, path: str) -> None:
    whole, head = await site.get(path), await site.get(path, "HEAD")
    assert (head[0], head[1]) == (200, b"")
    assert all(head[2][name] == whole[2][name] for name in ("content-length", "content-type", "etag", "cache-control"))


@pytest.mark.parametrize("asked", ["bytes=0-3", "bytes=-1", "bytes=5-1", "bytes=0-1,3-4", "nonsense"])
async def test_a_range_is_answered_with_the_whole(site: Asked, asked: str) -> None:
    status, body, _ = await site.get(SCRIPT_PATH, Range=asked)
    assert (status, body) == (200, SCRIPT)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/nothing.js",
        "/assets/main-B3x_k9-a.js.gz",
        "/assets/%2e%2e%2findex.html",
        "/assets/..%5c..%5cpage.html",
        "/assets/%00",
        "/index.html",
        "/.built-from",
        "/notes.md",
        "/icon-x.png",
        "/icon-..%2findex.png",
        "/page.html",
        "/talk/a/b",
        "/Talk",
        "/sign-in/x",
        "/favicon.ico",
        "/web/index.html",
    ],
)
async def test_an_address_that_no_table_names_is_nothing(site: Asked, path: str) -> None:
    status, body, _ = await site.get(path, **HTML)
    assert (status, b'"error"' in body) == (404, True)


@pytest.mark.parametrize(
    "line", ["/assets/../../page.html", "/assets/../settings.py", "//etc/passwd", "/../etc/passwd"]
)
async def test_dots_in_an_address_lead_nowhere(url: str, line: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(f"GET {line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    received = await reader.read()
    writer.close()
    assert received.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_a_page_is_only_read(site: Asked, method: str) -> None:
    assert (await site.get("/talk", method))[0] == 405


@pytest.mark.parametrize("path", sorted(SHARED))
async def test_an_address_of_the_api_is_a_page_only_for_who_wants_a_page(site: Asked, path: str) -> None:
    _, body, headers = await site.get(path, **HTML)
    assert (body, headers["vary"]) == (INDEX, "accept, accept-encoding")
    assert (await site.get(path, Accept="*/*"))[1] != INDEX
    assert (await site.get(path, Accept="application/json"))[1] != INDEX


async def test_a_new_build_is_taken_up(tmp_path: Path) -> None:
    built = write(tmp_path / "web")
    with pages(built) as url:
        site = Asked(url)
        await a_build_replaces_another(site, built)
        await site.http.close()


async def a_build_replaces_another(site: Asked, built: Path) -> None:
    before = (await site.get("/"))[2]["etag"]
    rebuilt = built.with_name("rebuilt")
    (rebuilt / "assets").mkdir(parents=True)
    (rebuilt / "assets" / "main-2.js").write_bytes(b"new")
    (rebuilt / "index.html").write_bytes(b"new")
    built.rename(built.with_name("old"))
    assert (await site.get("/"))[2]["etag"] == before
    rebuilt.rename(built)
    assert [(await site.get(path))[1] for path in ("/", "/assets/main-2.js")] == [b"new", b"new"]
    assert (await site.get(SCRIPT_PATH))[0] == 404


async def test_without_a_build_the_plain_page_stands_at_the_root_alone(tmp_path: Path) -> None:
    with pages(tmp_path / "nothing") as url:
        site = Asked(url)
        root, talk, script = [await site.get(path) for path in ("/", "/talk", SCRIPT_PATH)]
        await site.http.close()
    assert (root[0], b"tutorfleet chat" in root[1]) == (200, True)
    assert (talk[0], script[0], b"scripts/web.py" in talk[1]) == (404, 404, True)


async def test_the_configuration_says_where_accounts_are_and_which_regions_there_are(site: Asked) -> None:
    async with site.http.get("/config.json") as answer:
        assert await answer.json() == {
            "version": __version__,
            "auth": "cookie",
            "cognito": "/",
            "clientId": "localclientid0000000000001",
            "api": "",
            "regions": ["us-east-1", "us-west-2"],
            "autoConfirm": True,
        }


@pytest.mark.parametrize(
    ("issuer", "cognito", "connect"),
    [
        (
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc",
            "https://cognito-idp.us-east-1.amazonaws.com/",
            "connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com;",
        ),
        ("https://login.example.org/realms/school", "/", "connect-src 'self';"),
    ],
)
async def test_where_accounts_are_kept_elsewhere_the_page_is_told_and_may_ask_there(
    tmp_path: Path, issuer: str, cognito: str, connect: str
) -> None:
    with pages(write(tmp_path / "web"), issuer=issuer, jwks_url=f"{issuer}/.well-known/jwks.json") as url:
        site = Asked(url)
        async with site.http.get("/config.json") as answer:
            told = await answer.json()
        policy = (await site.get("/"))[2]["content-security-policy"]
        await site.http.close()
    assert (told["auth"], told["cognito"], connect in policy) == ("tokens", cognito, True)
