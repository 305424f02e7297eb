"""The client of one registry of Ollama's shape (OCI distribution): a model's manifest and pieces of its blobs.

It trusts the registry with nothing: redirects are followed by hand and never back to http, the address of every
connection is checked (`reach.py`), a token goes to nobody but the registry, no answer is read further than it should
go, nothing is decompressed. Whether the bytes are the right ones is the download's matter.
"""

import asyncio
import errno
import re
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType

import aiohttp
import msgspec
from yarl import URL

from tutorfleet.models.errors import PullFailed
from tutorfleet.models.manifest import MANIFEST_TYPE
from tutorfleet.models.names import Name, check_digest
from tutorfleet.models.reach import Reach, is_loopback, socket_for
from tutorfleet.models.store import MAX_MANIFEST
from tutorfleet.models.terms import Terms

MAX_REDIRECTS = 5
MAX_TOKEN = 64 << 10
_PATIENCE = 4  # how many times the longest silence a small answer may take as a whole, drop by drop
_REDIRECTS = {301, 302, 303, 307, 308}
_PARAMETER = re.compile(r'([A-Za-z]+)="([^"]*)"')
_LOCATION = re.compile(r"[\x21-\x5b\x5d-\x7e]+")  # printable, without the backslash that browsers take for a slash
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class Unsettled(PullFailed):
    """It may go better next time. `after`: seconds that the other side asks us to wait."""

    def __init__(self, text: str, after: float = 0.0) -> None:
        super().__init__(text)
        self.after = after


class RangeIgnored(PullFailed):
    """The registry sends only whole blobs."""


class _Token(msgspec.Struct):
    token: str = ""
    access_token: str = ""


class Registry:
    """The registry that the name's host is; an asynchronous context manager.

    Speaks https, and http with a registry on this machine or where `insecure` says that the operator answers for it:
    then it may also lie in a private network.
    """

    def __init__(self, name: Name, *, insecure: bool = False, terms: Terms | None = None) -> None:
        self._name, self._terms = name, terms or Terms()
        try:
            local = is_loopback(URL(f"http://{name.host}").host or "")
            self._base = URL(f"{'http' if local or insecure else 'https'}://{name.host}")
        except ValueError as error:
            raise PullFailed(f"{name.host!r} is no address of a registry ({error})") from error
        self._abroad = self._session(Reach.LOOPBACK if local else Reach.PUBLIC)
        self._home = self._session(Reach.PRIVATE if insecure else Reach.LOOPBACK if local else Reach.PUBLIC)
        self._token = ""

    async def __aenter__(self) -> "Registry":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._home.close()
        await self._abroad.close()

    async def manifest(self) -> bytes:
        """The manifest exactly as the registry has it; raises PullFailed, Unsettled."""
        response = await self._get(
            f"manifests/{self._name.tag}", {"Accept": MANIFEST_TYPE}, missing="file does not exist"
        )
        try:
            return await self._read(response, MAX_MANIFEST, "the manifest")
        finally:
            response.release()

    async def blob(self, digest: str, start: int, end: int, size: int, *, skip: bool = False) -> AsyncGenerator[bytes]:
        """Bytes `start` to `end` of a blob of `size`, never more.

        Raises Unsettled if they break off, RangeIgnored if the registry sends the beginning instead (with `skip` that
        is read over), PullFailed for what will not be better next time.
        """
        path = f"blobs/{check_digest(digest)}"
        response = await self._get(path, {"Range": f"bytes={start}-{end - 1}"}, missing=f"{digest} does not exist")
        try:
            at = _first_byte(response, start, size, skip=skip)
            with self._explained():
                async for data in response.content.iter_any():
                    if piece := data[max(0, start - at) : end - at]:
                        yield piece
                    at += len(data)
                    if at >= end:
                        return
        finally:
            response.release()
        raise Unsettled(f"{self._base.host} broke off {digest[:19]} {end - at} bytes early")

    async def _get(self, path: str, headers: Mapping[str, str], missing: str) -> aiohttp.ClientResponse:
        url = self._base / f"v2/{self._name.namespace}/{self._name.model}/{path}"
        response = await self._follow(url, headers)
        if response.status == 401:
            response.release()
            self._token = await self._new_token(response.headers.get("WWW-Authenticate", ""))
            response = await self._follow(url, headers)
        if response.status in (200, 206):
            return response
        response.release()
        raise _refusal(response, str(self._base.host), missing)

    async def _follow(self, url: URL, headers: Mapping[str, str]) -> aiohttp.ClientResponse:
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._once(url, headers)
            if response.status not in _REDIRECTS:
                return response
            response.release()
            url = onward(url, response.headers.get("Location", ""))
        raise PullFailed(f"{self._base.host} redirects more than {MAX_REDIRECTS} times")

    async def _once(self, url: URL, headers: Mapping[str, str]) -> aiohttp.ClientResponse:
        own = url.origin() == self._base.origin()
        token = {"Authorization": f"Bearer {self._token}"} if own and self._token else {}
        with self._explained():
            session = self._home if own else self._abroad
            return await session.get(url, headers={**headers, **token}, allow_redirects=False)

    async def _new_token(self, challenge: str) -> str:
        response = await self._once(token_url(challenge, self._base), {})
        try:
            if response.status != 200:
                raise _refusal(response, str(self._base.host), "there is nobody who gives tokens")
            found = msgspec.json.decode(await self._read(response, MAX_TOKEN, "the token"), type=_Token)
        except msgspec.DecodeError as error:
            raise PullFailed(f"{self._base.host} gave no token ({_short(error)})") from error
        finally:
            response.release()
        token = found.token or found.access_token
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            raise PullFailed(f"{self._base.host} gave no token")
        return token

    async def _read(self, response: aiohttp.ClientResponse, limit: int, what: str) -> bytes:
        data = bytearray()
        with self._explained():
            async with asyncio.timeout(_PATIENCE * self._terms.stall_s):
                async for piece in response.content.iter_any():
                    data += piece
                    if len(data) > limit:
                        raise PullFailed(f"{what} from {self._base.host} has more than {limit >> 10} KiB")
        return bytes(data)

    def _session(self, reach: Reach) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, socket_factory=socket_for(reach)),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._terms.stall_s, sock_read=self._terms.stall_s),
            headers={"Accept-Encoding": "identity", "User-Agent": "tutorfleet"},
            auto_decompress=False,  # a compressed blob has the wrong digest, and a bomb stays as small as it came
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise Unsettled(
                f"{self._base.host} stalls: nothing, or too little, came in {self._terms.stall_s:g} seconds"
            ) from error
        except aiohttp.ClientSSLError as error:
            raise PullFailed(f"cannot trust {error.host} ({_short(error)})") from error
        except aiohttp.ClientConnectorError as error:
            if error.os_error.errno == errno.EACCES:
                raise PullFailed(f"cannot connect to {error.host}: {error.os_error.strerror}") from error
            raise Unsettled(f"cannot connect to {error.host} ({error.os_error.strerror or error})") from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise PullFailed(f"{self._base.host} sends what is not HTTP ({_short(error)})") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unsettled(f"{self._base.host} broke off ({_short(error)})") from error


def onward(url: URL, location: str) -> URL:
    """Where a redirect from `url` leads; raises PullFailed for a place where nobody should go."""
    try:
        target = url.join(URL(location, encoded=True)) if _LOCATION.fullmatch(location) else URL()
        port = target.port  # a wrong one shows itself only here
    except ValueError as error:
        raise PullFailed(f"{url.host} redirects to {location[:100]!r} ({error})") from error
    if target.scheme not in ("http", "https") or not target.host or not port or target.raw_user or target.raw_password:
        raise PullFailed(f"{url.host} redirects to {location[:100]!r}, which is no address to fetch from")
    if url.scheme == "https" and target.scheme == "http":
        raise PullFailed(f"{url.host} redirects to {target.host} without encryption")
    return target


def token_url(challenge: str, registry: URL) -> URL:
    """Where to ask for a token after a 401 with this challenge: at the registry, or at a host inside its domain."""
    scheme, _, rest = challenge.partition(" ")
    found = dict(_PARAMETER.findall(rest))
    if scheme.lower() != "bearer" or "realm" not in found:
        raise PullFailed(f"{registry.host} asks for a login, which pulling does not have")
    realm = onward(registry, found["realm"])
    inside = (realm.host or "").endswith(f".{registry.host}") and realm.is_default_port()
    if realm.origin() != registry.origin() and not inside:
        raise PullFailed(f"{registry.host} wants its tokens from {realm.host}, which is somebody else")
    return realm.update_query({key: found[key] for key in ("service", "scope") if key in found})


def _short(error: Exception) -> str:
    """What an error says, which may be what the other side sent."""
    return (str(error) or type(error).__name__)[:150]


def _first_byte(response: aiohttp.ClientResponse, start: int, size: int, *, skip: bool) -> int:
    """Where in the blob an answer begins; raises PullFailed if it speaks of another blob."""
    whole: int | None
    if response.status == 200:
        first, whole = 0, response.content_length
        if start and not skip:
            raise RangeIgnored(f"{response.url.host} sends only whole files")
    else:
        found = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if not found or int(found[1]) != start:
            raise PullFailed(f"{response.url.host} sends another part of the file than was asked for")
        first, whole = start, None if found[3] == "*" else int(found[3])
    if whole is not None and whole != size:
        raise PullFailed(f"{response.url.host} has a file of {whole} bytes where the manifest says {size}")
    return first


def _refusal(response: aiohttp.ClientResponse, host: str, missing: str) -> PullFailed:
    status = response.status
    if status == 404:
        return PullFailed(missing)
    if status in (408, 425, 429) or status >= 500:
        after = response.headers.get("Retry-After", "")
        return Unsettled(f"{host} answers {status}", float(after) if re.fullmatch(r"[0-9]{1,6}", after) else 0.0)
    return PullFailed(f"{host} answers {status}")
