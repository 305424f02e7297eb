"""HTTP with a host that is trusted with nothing: registries of models, and places where a GGUF file lies.

Redirects are followed by hand and never back to http, the address of every connection is checked (`reach.py`), a token goes to nobody
but the host itself, no answer is read further than it should go, nothing is decompressed. What is asked for is the caller's matter.
"""

import asyncio
import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import aiohttp
from yarl import URL

from tutorfleet.models.errors import PullFailed
from tutorfleet.models.reach import Reach, is_loopback, socket_for
from tutorfleet.models.terms import Terms

MAX_REDIRECTS = 5
_PATIENCE = 4  # how many times the longest silence a small answer may take as a whole, drop by drop
_REDIRECTS = {301, 302, 303, 307, 308}
_LOCATION = re.compile(r"[\x21-\x5b\x5d-\x7e]+")  # printable, without the backslash that browsers take for a slash


class Unsettled(PullFailed):
    """It may go better next time. `after`: seconds that the other side asks us to wait."""

    def __init__(self, text: str, after: float = 0.0) -> None:
        super().__init__(text)
        self.after = after


class Web:
    """The client of the host that `base` names. Close it.

    `insecure`: the operator answers for the host, which may lie in a private network then.
    """

    def __init__(self, base: URL, *, insecure: bool = False, terms: Terms | None = None) -> None:
        self.base, self._terms = base, terms or Terms()
        local = is_loopback(base.host or "")
        self._abroad = self._session(Reach.LOOPBACK if local else Reach.PUBLIC)
        self._home = self._session(Reach.PRIVATE if insecure else Reach.LOOPBACK if local else Reach.PUBLIC)
        self.token = ""
        """Sent to the host itself as `Authorization: Bearer`."""

    async def close(self) -> None:
        """Close every connection."""
        await self._home.close()
        await self._abroad.close()

    async def get(self, url: URL, headers: Mapping[str, str]) -> aiohttp.ClientResponse:
        """The answer at the end of all redirects, whatever its status; raises PullFailed, Unsettled. Release it."""
        for _ in range(MAX_REDIRECTS + 1):
            response = await self.once(url, headers)
            if response.status not in _REDIRECTS:
                return response
            response.release()
            url = onward(url, response.headers.get("Location", ""))
        raise PullFailed(f"{self.base.host} redirects more than {MAX_REDIRECTS} times")

    async def once(self, url: URL, headers: Mapping[str, str]) -> aiohttp.ClientResponse:
        """The answer of this address, which may be a redirect."""
        own = url.origin() == self.base.origin()
        token = {"Authorization": f"Bearer {self.token}"} if own and self.token else {}
        with self.explained():
            session = self._home if own else self._abroad
            return await session.get(url, headers={**headers, **token}, allow_redirects=False)

    async def read(self, response: aiohttp.ClientResponse, limit: int, what: str) -> bytes:
        """A whole small answer; raises PullFailed if it has more than `limit` bytes, Unsettled if it breaks off."""
        data = bytearray()
        with self.explained():
            async with asyncio.timeout(_PATIENCE * self._terms.stall_s):
                async for piece in response.content.iter_any():
                    data += piece
                    if len(data) > limit:
                        raise PullFailed(f"{what} from {self.base.host} has more than {limit >> 10} KiB")
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
    def explained(self) -> Iterator[None]:
        """Make PullFailed or Unsettled of what goes wrong on the way."""
        try:
            yield
        except TimeoutError as error:
            raise Unsettled(
                f"{self.base.host} stalls: nothing, or too little, came in {self._terms.stall_s:g} seconds"
            ) from error
        except aiohttp.ClientSSLError as error:
            raise PullFailed(f"cannot trust {error.host} ({short(error)})") from error
        except aiohttp.ClientConnectorError as error:
            if error.os_error.errno == errno.EACCES:
                raise PullFailed(f"cannot connect to {error.host}: {error.os_error.strerror}") from error
            raise Unsettled(f"cannot connect to {error.host} ({error.os_error.strerror or error})") from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise PullFailed(f"{self.base.host} sends what is not HTTP ({short(error)})") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unsettled(f"{self.base.host} broke off ({short(error)})") from error


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


def refusal(response: aiohttp.ClientResponse, host: str, missing: str) -> PullFailed:
    """The error behind a status that is no success; `missing` is what a 404 means."""
    status = response.status
    if status == 404:
        return PullFailed(missing)
    if status in (408, 425, 429) or status >= 500:
        after = response.headers.get("Retry-After", "")
        return Unsettled(f"{host} answers {status}", float(after) if re.fullmatch(r"[0-9]{1,6}", after) else 0.0)
    return PullFailed(f"{host} answers {status}")


def short(error: Exception) -> str:
    """What an error says, which may be what the other side sent."""
    return (str(error) or type(error).__name__)[:150]
