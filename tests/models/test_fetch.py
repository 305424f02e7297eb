"""A GGUF file from the web: whole or not at all, gone on with where it was, and from nowhere where it should not be."""

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.errors import CorruptModel, ModelError, PullFailed
from tutorfleet.models.fetch import fetch
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms


@dataclass
class Host:
    """A web server with one file. Each of `cuts` breaks one answer off after so many bytes."""

    data: bytes
    etag: str = '"one"'
    cuts: list[int] = field(default_factory=list)
    says_length: bool = True
    redirect: str = ""
    asked: list[str] = field(default_factory=list)
    """The `Range` of each request, "" for none."""
    url: str = ""


class Handler(http.server.BaseHTTPRequestHandler):
    host: Host

    def log_message(self, *args: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        host, wanted = self.host, self.headers.get("Range", "")
        host.asked.append(wanted)
        if host.redirect:
            self.send_response(302)
            self.send_header("Location", host.redirect)
            self.end_headers()
            return
        same = self.headers.get("If-Range") == host.etag
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted and same else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(host.data) - 1}/{len(host.data)}")
        if host.says_length:
            self.send_header("Content-Length", str(len(host.data) - start))
        self.send_header("ETag", host.etag)
        self.end_headers()
        rest = host.data[start:]
        self.wfile.write(rest[: host.cuts.pop(0)] if host.cuts else rest)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    one = Host(make(tmp_path / "m.gguf").read_bytes())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"host": one}))
    one.url = f"http://127.0.0.1:{server.server_port}/m.gguf"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield one
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


async def no_pause(seconds: float) -> None:
    del seconds


TERMS = Terms(stall_s=5.0, attempts=4, pause=no_pause)


async def run(store: Store, address: str) -> list[str]:
    return [step.status async for step in fetch(store, address, parse("mine"), terms=TERMS)]


def files(store: Store) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file() and path.name != ".lock"]


async def test_a_file_becomes_a_model(store: Store, host: Host) -> None:
    assert (await run(store, host.url))[-1] == "success"
    assert Catalogue(store.root).find("mine").path.read_bytes() == host.data


async def test_nothing_but_the_model_stays(store: Store, host: Host) -> None:
    await run(store, host.url)
    assert not list((store.root / "fetched").iterdir())


async def test_what_was_broken_off_goes_on_where_it_was(store: Store, host: Host) -> None:
    host.cuts = [1000, 5000]
    await run(store, host.url)
    assert host.asked == ["", "bytes=1000-", "bytes=6000-"]
    assert Catalogue(store.root).find("mine").path.read_bytes() == host.data


async def test_a_file_that_changed_meanwhile_is_fetched_from_its_beginning(store: Store, host: Host) -> None:
    host.cuts = [1000, *[0] * 9]
    with pytest.raises(PullFailed, match="broke off"):
        await run(store, host.url)
    host.cuts, host.etag = [], '"two"'
    await run(store, host.url)
    assert Catalogue(store.root).find("mine").path.read_bytes() == host.data


async def test_a_file_that_is_no_model_is_refused_and_not_kept(store: Store, host: Host) -> None:
    host.data = b"<html>not found</html>" * 100
    with pytest.raises(CorruptModel, match="mine"):
        await run(store, host.url)
    assert not files(store)


async def test_v3_a_body_without_a_length_is_refused_before_it_is_read(store: Store, host: Host) -> None:
    host.says_length = False
    with pytest.raises(PullFailed, match="does not say how large"):
        await run(store, host.url)


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest", "http://10.0.0.1/m", "http://[::ffff:a9fe:a9fe]/", "file:///etc/passwd"]
)
async def test_v3_a_redirect_to_an_address_of_the_inside_is_refused(store: Store, host: Host, to: str) -> None:
    host.redirect = to
    with pytest.raises(PullFailed):
        await run(store, host.url)
    assert not files(store)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://host/x.gguf",
        "http://host.example/x.gguf",
        "https://user:pass@host/x",
        "https:///x",
        "m.gguf",
        "http://[bad/x",
    ],
)
async def test_an_address_that_nobody_should_ask_is_refused_before_anything_is_sent(store: Store, address: str) -> None:
    with pytest.raises(ModelError):
        await run(store, address)
    assert not files(store)
