"""The client of a registry: what it asks, where it goes and where it does not, and what it does when it is sent nonsense."""

import asyncio
import itertools
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from yarl import URL

from support.fake_registry import (
    Clock,
    FakeRegistry,
    Fault,
    bomb,
    cut,
    digest,
    drip,
    endless,
    garbage,
    other_range,
    other_size,
    redirect,
    refuse,
    silent,
    stall,
    whole,
)
from tutorfleet.models.errors import PullFailed
from tutorfleet.models.names import parse
from tutorfleet.models.registry import RangeIgnored, Registry, token_url
from tutorfleet.models.terms import Terms
from tutorfleet.models.web import Unsettled, onward

BLOB = bytes(range(256)) * 64
DIGEST = digest(BLOB)


@pytest.fixture
def name(registry: FakeRegistry) -> str:
    return registry.add("tiny", model=BLOB)


async def fetched(name: str, terms: Terms, start: int = 0, end: int = len(BLOB), *, skip: bool = False) -> bytes:
    """Bytes of the blob, as a download asks for them."""
    data = bytearray()
    async with (
        Registry(parse(name), terms=terms) as client,
        aclosing(client.blob(DIGEST, start, end, len(BLOB), skip=skip)) as stream,
    ):
        async for piece in stream:
            data += piece
    return bytes(data)


async def manifest_of(name: str, terms: Terms) -> bytes:
    async with Registry(parse(name), terms=terms) as client:
        return await client.manifest()


async def test_a_manifest_is_asked_for_by_ollamas_media_type_and_comes_as_it_is(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    assert await manifest_of(name, terms) == registry.documents["tiny"]
    asked = registry.requests[0]
    assert asked.path == "/v2/library/tiny/manifests/latest"
    assert asked.headers["accept"] == "application/vnd.docker.distribution.manifest.v2+json"
    assert asked.headers["accept-encoding"] == "identity"


async def test_a_range_of_a_blob_is_that_range(name: str, terms: Terms) -> None:
    assert await fetched(name, terms, 1000, 3000) == BLOB[1000:3000]


@pytest.mark.parametrize("host", ["a:b:c", "localhost:99999", "127.0.0.1:x"])
def test_a_host_that_is_no_address_is_refused(host: str) -> None:
    with pytest.raises(PullFailed, match="no address of a registry"):
        Registry(parse(f"{host}/library/tiny"))


async def test_v3_a_redirect_is_followed_five_times_and_not_six(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    again = redirect(f"http://{registry.host}{{path}}")
    registry.blobs = itertools.chain([again] * 5, [None])
    assert await fetched(name, terms) == BLOB
    registry.blobs = itertools.repeat(again)
    with pytest.raises(PullFailed, match="redirects more than 5 times"):
        await fetched(name, terms)


PLACES = [
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://10.0.0.1/",
    "http://192.168.1.1:8080/x",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::1]/",
]


@pytest.mark.parametrize("place", PLACES)
async def test_v15_a_redirect_to_a_place_inside_is_refused_when_connecting(
    registry: FakeRegistry, name: str, terms: Terms, place: str
) -> None:
    registry.blobs = itertools.repeat(redirect(place))
    with pytest.raises(PullFailed, match="are not allowed") as caught:
        await fetched(name, terms)
    assert not isinstance(caught.value, Unsettled)


@pytest.mark.parametrize("host", ["0x7f.1", "127.1", "2130706433", "10.0.0.1", "0"])
async def test_v15_a_registry_that_is_this_machine_or_a_private_one_in_disguise_is_refused(
    terms: Terms, host: str
) -> None:
    with pytest.raises(PullFailed, match=r"are not allowed|cannot connect|not a canonical"):
        await manifest_of(f"{host}/library/tiny", replace(terms, attempts=1))


async def test_v15_a_name_that_leads_inside_the_second_time_is_refused_then(
    registry: FakeRegistry, name: str, terms: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: what counts is the address of the connection, not that of an earlier look."""
    port = int(registry.host.rpartition(":")[2])
    answers = iter(["127.0.0.1", "169.254.169.254", "10.0.0.1"])

    def flips(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", flips)
    registry.blobs = itertools.chain(*([redirect(f"http://flips.example:{port}{{path}}"), None] for _ in range(3)))
    assert await fetched(name, terms) == BLOB
    for _ in range(2):
        registry.blobs = iter([redirect(f"http://flips.example:{port}{{path}}")])
        with pytest.raises(PullFailed, match="are not allowed"):
            await fetched(name, terms)


@pytest.mark.parametrize(
    "location",
    [
        "",
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http://good@127.0.0.1/",
        "http://user:password@example.com/",
        "http:\\\\example.com\\",
        "http://example.com\\@127.0.0.1/",
        "http://example.com/a b",
        "http://",
        "http://example.com:99999/",
        "http://exämple.com/",
    ],
)
def test_v15_a_redirect_to_what_is_no_plain_address_is_refused(location: str) -> None:
    with pytest.raises(PullFailed, match="redirects to"):
        onward(URL("https://registry.example/v2/x"), location)


def test_a_redirect_never_gives_up_encryption() -> None:
    with pytest.raises(PullFailed, match="without encryption"):
        onward(URL("https://registry.example/v2/x"), "http://cdn.example/x")


def test_a_signed_address_is_passed_on_as_it_is() -> None:
    signed = "https://cdn.example/a%2Fb%2bc?X-Signature=%2D%5F+a%3D&e="
    assert str(onward(URL("https://registry.example/v2/x"), signed)) == signed


def test_a_redirect_may_be_relative() -> None:
    assert str(onward(URL("https://registry.example/v2/x"), "/elsewhere")) == "https://registry.example/elsewhere"


@pytest.fixture
async def impostor(tmp_path: Path) -> AsyncIterator[str]:
    """The address of somebody who speaks https with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1)).sign(
        key, hashes.SHA256()
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + signed.public_bytes(Encoding.PEM)
    (tmp_path / "impostor.pem").write_bytes(pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "impostor.pem")
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_certificate_that_nobody_vouches_for_ends_it(
    registry: FakeRegistry, name: str, terms: Terms, impostor: str
) -> None:
    registry.blobs = iter([redirect(f"https://{impostor}/x")])
    with pytest.raises(PullFailed, match=r"cannot trust 127\.0\.0\.1") as caught:
        await fetched(name, terms)
    assert not isinstance(caught.value, Unsettled)


async def test_what_is_no_https_is_not_trusted_either(registry: FakeRegistry, name: str, terms: Terms) -> None:
    registry.blobs = iter([redirect(f"https://{registry.host}/x")])
    with pytest.raises(PullFailed, match=r"cannot trust 127\.0\.0\.1"):
        await fetched(name, terms)


CHALLENGE = 'Bearer realm="http://{host}/token",service="it",scope="repository:library/tiny:pull"'


async def test_a_token_is_fetched_when_the_registry_asks_for_one(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.token, registry.challenge = "Bearer abc", CHALLENGE.format(host=registry.host)
    registry.others["/token"] = b'{"token": "abc"}'
    assert await manifest_of(name, terms) == registry.documents["tiny"]
    assert registry.requests[1].path == "/token?service=it&scope=repository:library/tiny:pull"


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b'{"token": "a\\r\\nX: y"}', b'{"token": 5}', b"x" * 70000])
async def test_a_token_that_is_none_ends_the_pull(
    registry: FakeRegistry, name: str, terms: Terms, answer: bytes
) -> None:
    registry.token, registry.challenge = "Bearer abc", CHALLENGE.format(host=registry.host)
    registry.others["/token"] = answer
    with pytest.raises(PullFailed, match="token"):
        await manifest_of(name, terms)


async def test_a_registry_that_does_not_like_its_own_token_is_asked_twice_and_no_more(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.token, registry.challenge = "Bearer other", CHALLENGE.format(host=registry.host)
    registry.others["/token"] = b'{"token": "abc"}'
    with pytest.raises(PullFailed, match="answers 401"):
        await manifest_of(name, terms)
    assert len(registry.asked("manifests")) == 2


async def test_v3_a_realm_of_somebody_else_is_not_asked(registry: FakeRegistry, name: str, terms: Terms) -> None:
    with FakeRegistry() as other:
        registry.token, registry.challenge = "Bearer abc", CHALLENGE.format(host=other.host)
        with pytest.raises(PullFailed, match="which is somebody else"):
            await manifest_of(name, terms)
        assert other.requests == []


@pytest.mark.parametrize(
    ("challenge", "allowed"),
    [
        ('Bearer realm="https://hub.example/token"', True),
        ('bearer realm="https://auth.hub.example/token"', True),
        ('Bearer realm="https://evil.example/token"', False),
        ('Bearer realm="https://evilhub.example/token"', False),
        ('Bearer realm="https://example/token"', False),
        ('Bearer realm="https://hub.example:8443/token"', False),
        ('Bearer realm="https://auth.hub.example:8443/token"', False),
        ('Bearer realm="http://hub.example/token"', False),
        ('Bearer realm="https://hub.example@evil.example/"', False),
        ('Bearer realm="file:///etc/passwd"', False),
        ('Basic realm="https://hub.example/"', False),
        ("Bearer", False),
        ("", False),
    ],
)
def test_tokens_come_from_the_registry_or_from_inside_its_domain(challenge: str, allowed: bool) -> None:
    if allowed:
        assert token_url(challenge, URL("https://hub.example")).host in ("hub.example", "auth.hub.example")
    else:
        with pytest.raises(PullFailed):
            token_url(challenge, URL("https://hub.example"))


async def test_a_token_goes_to_nobody_but_the_registry(registry: FakeRegistry, name: str, terms: Terms) -> None:
    with FakeRegistry() as cdn:
        cdn.add("tiny", model=BLOB)
        registry.token, registry.challenge = "Bearer abc", CHALLENGE.format(host=registry.host)
        registry.others["/token"] = b'{"access_token": "abc"}'
        registry.blobs = itertools.chain([None], itertools.repeat(redirect(f"http://{cdn.host}{{path}}")))
        assert await fetched(name, terms) == BLOB
        assert "authorization" in registry.requests[-1].headers
        assert "authorization" not in cdn.requests[0].headers


@pytest.mark.parametrize("fault", [refuse(500), refuse(503), refuse(429), cut(100), stall, silent])
async def test_v3_what_may_go_better_next_time_is_said_to_be_so(
    registry: FakeRegistry, name: str, terms: Terms, fault: Fault
) -> None:
    registry.blobs = iter([fault])
    with pytest.raises(Unsettled):
        await fetched(name, replace(terms, stall_s=0.2))


async def test_how_long_a_busy_registry_wants_us_to_wait_is_known(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = iter([refuse(429, Retry_After="7")])
    with pytest.raises(Unsettled) as caught:
        await fetched(name, terms)
    assert caught.value.after == 7.0


@pytest.mark.parametrize(
    "fault", [refuse(403), refuse(404), refuse(416), other_range, other_size(5), other_size(1 << 40)]
)
async def test_v3_what_will_not_be_better_next_time_ends_it(
    registry: FakeRegistry, name: str, terms: Terms, fault: Fault
) -> None:
    registry.blobs = iter([fault])
    with pytest.raises(PullFailed) as caught:
        await fetched(name, terms)
    assert not isinstance(caught.value, Unsettled)


async def test_v3_a_length_that_lies_is_found_before_a_byte_is_read(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = iter([other_size(5, status=200)])
    with pytest.raises(PullFailed, match=f"a file of 5 bytes where the manifest says {len(BLOB)}"):
        await fetched(name, terms)


async def test_v3_of_an_endless_body_no_more_is_taken_than_was_asked_for(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = iter([endless])
    assert len(await fetched(name, terms)) == len(BLOB)


async def test_v3_an_endless_manifest_is_left_at_four_mebibytes(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.manifests = iter([endless])
    with pytest.raises(PullFailed, match="more than 4096 KiB"):
        await manifest_of(name, terms)


async def test_v3_a_manifest_that_comes_drop_by_drop_is_not_waited_for(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.manifests = iter([drip])
    with pytest.raises(Unsettled):
        await manifest_of(name, replace(terms, stall_s=0.1))


async def test_v3_a_blob_that_unpacks_to_more_stays_packed(registry: FakeRegistry, name: str, terms: Terms) -> None:
    registry.blobs = iter([bomb])
    assert (await fetched(name, terms))[:2] == b"\x1f\x8b"


async def test_v3_a_manifest_that_unpacks_to_more_stays_packed(registry: FakeRegistry, name: str, terms: Terms) -> None:
    registry.manifests = iter([bomb])
    assert len(await manifest_of(name, terms)) < 1 << 20


async def test_what_a_registry_sends_does_not_make_an_error_longer(
    registry: FakeRegistry, name: str, terms: Terms
) -> None:
    registry.blobs = iter([garbage])
    with pytest.raises(PullFailed) as caught:
        await fetched(name, terms)
    assert len(str(caught.value)) < 300


async def test_a_registry_that_knows_no_ranges_is_found_out(registry: FakeRegistry, name: str, terms: Terms) -> None:
    registry.blobs = itertools.repeat(whole)
    assert await fetched(name, terms, 0, 500) == BLOB[:500]
    with pytest.raises(RangeIgnored):
        await fetched(name, terms, 500, 900)
    assert await fetched(name, terms, 500, 900, skip=True) == BLOB[500:900]


async def test_nobody_listening_is_worth_another_try(clock: Clock, terms: Terms) -> None:
    with FakeRegistry() as gone:
        name = gone.add("tiny", model=BLOB)
    with pytest.raises(Unsettled, match="cannot connect"):
        await manifest_of(name, terms)
