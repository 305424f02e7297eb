"""A GGUF file from the web into the store: `async for step in fetch(Store(folder), "https://host/m.gguf", parse("m"))`.

Nobody says beforehand what its digest is, so it is fetched in one stream beside the store, and imported when it is whole and a usable
model. One that was broken off goes on where it was, if the host says that the file is still the same (its ETag). What a registry has
comes by `pull.py`, which knows digests.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
from yarl import URL

from tutorfleet.models.blobs import ask_for_room, explained
from tutorfleet.models.errors import CorruptModel, PullFailed, StoreError
from tutorfleet.models.names import Name
from tutorfleet.models.pull import Step
from tutorfleet.models.reach import is_loopback
from tutorfleet.models.store import Store
from tutorfleet.models.terms import MIB, Terms
from tutorfleet.models.web import Unsettled, Web, refusal

_STEP = 4 * MIB
"""Bytes between two words about progress."""


async def fetch(
    store: Store, address: str, name: Name, *, insecure: bool = False, terms: Terms | None = None
) -> AsyncIterator[Step]:
    """Fetch the file and store it under the name; the last step is "success". Raises PullFailed and what an import raises."""
    terms = terms or Terms()
    url = _checked(address, insecure=insecure)
    await asyncio.to_thread(store.check_case, name)
    part = _Part(store.root / "fetched", address)
    web = Web(url, insecure=insecure, terms=terms)
    try:
        failures = 0
        while not part.whole:
            try:
                async for step in _more(web, url, part):
                    failures = 0
                    yield step
            except Unsettled as error:
                failures += 1
                if failures >= terms.attempts:
                    raise
                await terms.pause(terms.delay(failures, error.after))
    finally:
        await web.close()
    yield Step("writing manifest")
    await asyncio.to_thread(_take_in, store, part, name)
    yield Step("success")


class _Part:
    """What has come so far, and the ETag of the file that it is of."""

    def __init__(self, folder: Path, address: str) -> None:
        key = hashlib.sha256(address.encode()).hexdigest()[:32]
        self.path, self._tag = folder / f"{key}.gguf", folder / f"{key}.etag"
        self.whole = False

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def headers(self) -> Mapping[str, str]:
        """Ask for the rest if it can be of the same file, else for all."""
        if not self.size or not self._tag.exists():
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._tag.read_text("ascii")}

    def begin(self, etag: str) -> None:
        """From the first byte."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")
        if etag and etag.isascii() and not etag.startswith("W/"):
            self._tag.write_text(etag, "ascii")
        else:
            self._tag.unlink(missing_ok=True)

    def add(self, data: bytes) -> int:
        """Write more of it; the bytes that are here now."""
        with self.path.open("ab") as file:
            file.write(data)
            return file.tell()

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)


async def _more(web: Web, url: URL, part: _Part) -> AsyncIterator[Step]:
    """One request: the rest of the file, or all of it."""
    response = await web.get(url, part.headers)
    try:
        total = _begun(response, part)
        here, told = part.size, -_STEP
        with web.explained(), explained(part.path):
            async for data in response.content.iter_chunked(MIB):
                here = part.add(data)
                if here > total:
                    raise PullFailed(f"{url.host} sends more than the {total} bytes that it announced")
                if here - told >= _STEP:
                    told = here
                    yield Step(f"pulling {part.path.stem[:12]}", part.path.stem, total, told)
        if here < total:
            raise Unsettled(f"{url.host} broke off {total - here} bytes early")
        part.whole = True
        yield Step(f"pulling {part.path.stem[:12]}", part.path.stem, total, total)
    finally:
        response.release()


def _begun(response: aiohttp.ClientResponse, part: _Part) -> int:
    """The file's size; the part is emptied where the host sends all of it. Raises PullFailed."""
    host = str(response.url.host)
    if response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {part.size}-"):
        size = response.headers["Content-Range"].rpartition("/")[2]
        total = int(size) if re.fullmatch(r"\d{1,18}", size) else 0
    elif response.status == 200:
        part.begin(response.headers.get("ETag", ""))
        total = response.content_length or 0
    else:
        if response.status in (206, 416):  # not the piece that was asked for: begin again
            part.drop()
            raise Unsettled(f"{host} sends another part of the file than was asked for")
        raise refusal(response, host, "file does not exist")
    if not total:
        raise PullFailed(f"{host} does not say how large the file is")
    with explained(part.path):
        ask_for_room(part.path.parent, 2 * total - part.size)
    return total


def _take_in(store: Store, part: _Part, name: Name) -> None:
    try:
        store.import_gguf(part.path, name)
    except StoreError:
        raise  # the disk may have room later
    except CorruptModel as error:
        part.drop()
        raise CorruptModel(name.short, error.reason) from error
    part.drop()


def _checked(address: str, *, insecure: bool) -> URL:
    try:
        url = URL(address)
        usable = url.scheme in ("http", "https") and url.host and url.port and not url.raw_user
    except ValueError as error:
        raise PullFailed(f"{address[:200]!r} is no address of a file ({error})") from error
    if not usable:
        raise PullFailed(f"{address[:200]!r} is no address of a file")
    if url.scheme == "http" and not insecure and not is_loopback(url.host or ""):
        raise PullFailed(f"{url.host} would be asked without encryption; say --insecure if that is right")
    return url
