"""The client of one registry of Ollama's shape (OCI distribution): a model's manifest and pieces of its blobs.

It trusts the registry with nothing (`web.py`); a token is asked for where the registry itself gives it. Whether the bytes are
the right ones is the download's matter.
"""

import re
from collections.abc import AsyncGenerator, Mapping
from types import TracebackType

import aiohttp
import msgspec
from yarl import URL

from tutorfleet.models.errors import PullFailed
from tutorfleet.models.manifest import MANIFEST_TYPE
from tutorfleet.models.names import Name, check_digest
from tutorfleet.models.reach import is_loopback
from tutorfleet.models.store import MAX_MANIFEST
from tutorfleet.models.terms import Terms
from tutorfleet.models.web import Unsettled, Web, onward, refusal, short

MAX_TOKEN = 64 << 10
_PARAMETER = re.compile(r'([A-Za-z]+)="([^"]*)"')
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


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
        self._name = name
        try:
            local = is_loopback(URL(f"http://{name.host}").host or "")
            base = URL(f"{'http' if local or insecure else 'https'}://{name.host}")
        except ValueError as error:
            raise PullFailed(f"{name.host!r} is no address of a registry ({error})") from error
        self._web = Web(base, insecure=insecure, terms=terms)

    async def __aenter__(self) -> "Registry":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._web.close()

    async def manifest(self) -> bytes:
        """The manifest exactly as the registry has it; raises PullFailed, Unsettled."""
        response = await self._get(
            f"manifests/{self._name.tag}", {"Accept": MANIFEST_TYPE}, missing="file does not exist"
        )
        try:
            return await self._web.read(response, MAX_MANIFEST, "the manifest")
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
            with self._web.explained():
                async for data in response.content.iter_any():
                    if piece := data[max(0, start - at) : end - at]:
                        yield piece
                    at += len(data)
                    if at >= end:
                        return
        finally:
            response.release()
        raise Unsettled(f"{self._web.base.host} broke off {digest[:19]} {end - at} bytes early")

    async def _get(self, path: str, headers: Mapping[str, str], missing: str) -> aiohttp.ClientResponse:
        url = self._web.base / f"v2/{self._name.namespace}/{self._name.model}/{path}"
        response = await self._web.get(url, headers)
        if response.status == 401:
            response.release()
            self._web.token = await self._new_token(response.headers.get("WWW-Authenticate", ""))
            response = await self._web.get(url, headers)
        if response.status in (200, 206):
            return response
        response.release()
        raise refusal(response, str(self._web.base.host), missing)

    async def _new_token(self, challenge: str) -> str:
        response = await self._web.once(token_url(challenge, self._web.base), {})
        try:
            if response.status != 200:
                raise refusal(response, str(self._web.base.host), "there is nobody who gives tokens")
            found = msgspec.json.decode(await self._web.read(response, MAX_TOKEN, "the token"), type=_Token)
        except msgspec.DecodeError as error:
            raise PullFailed(f"{self._web.base.host} gave no token ({short(error)})") from error
        finally:
            response.release()
        token = found.token or found.access_token
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            raise PullFailed(f"{self._web.base.host} gave no token")
        return token


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
