"""Tokens of somebody else's issuer, with its keys served over HTTP by a real server."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest
from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from tests.service.conftest import Start

from tutorfleet.service.errors import Unauthorised, Unavailable
from tutorfleet.service.jwks import FRESH, RETRY, RemoteKeys
from tutorfleet.service.tokens import Expected
from tutorfleet.service.verifier import IssuerVerifier

ISSUER = "https://id.example.com/realms/school"
AUDIENCE = "tutorfleet"
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})


@dataclass
class Issuer:
    """What the issuer's server says next, and how often it was asked."""

    url: str = ""
    keys: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    asked: int = 0
    now: float = 0.0
    body: bytes | None = None


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    state = Issuer(keys=[RSA.as_dict(private=False), EC.as_dict(private=False)])

    async def answer(request: web.Request) -> web.Response:
        state.asked += 1
        if state.status == 302:
            raise web.HTTPFound("/elsewhere")
        if state.body is not None:
            return web.Response(body=state.body)
        return web.json_response({"keys": state.keys}, status=state.status)

    async def elsewhere(request: web.Request) -> web.Response:
        return web.json_response({"keys": state.keys})

    app = web.Application()
    app.router.add_get("/jwks", answer)
    app.router.add_get("/elsewhere", elsewhere)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    state.url = f"http://127.0.0.1:{runner.addresses[0][1]}/jwks"
    yield state
    await runner.cleanup()


@pytest.fixture
async def remote(issuer: Issuer) -> AsyncIterator[RemoteKeys]:
    async with aiohttp.ClientSession() as session:
        yield RemoteKeys(issuer.url, session, lambda: issuer.now)


@pytest.fixture
def verifier(remote: RemoteKeys) -> IssuerVerifier:
    return IssuerVerifier(remote, Expected(ISSUER, AUDIENCE))


def token(key: Any = RSA, alg: str = "RS256", kid: str | None = "rsa", **changes: Any) -> str:
    claims = {"sub": str(uuid4()), "iss": ISSUER, "aud": [AUDIENCE, "account"], "exp": int(time.time()) + 60} | changes
    header = {"alg": alg} | ({"kid": kid} if kid else {})
    return jwt.encode(
        header, {name: value for name, value in claims.items() if value is not None}, key, algorithms=[alg]
    )


@pytest.mark.parametrize(("key", "alg", "kid"), [(RSA, "RS256", "rsa"), (EC, "ES256", "ec")])
async def test_rs256_and_es256_are_believed(verifier: IssuerVerifier, key: Any, alg: str, kid: str) -> None:
    uid = uuid4()
    learner = await verifier.verify(token(key, alg, kid, sub=str(uid), email="a@b.c", groups=["operators"]))
    assert (learner.uid, learner.email, learner.groups) == (uid, "a@b.c", ("operators",))


BAD: dict[str, Callable[[], str]] = {
    "another issuer": lambda: token(iss="https://id.example.com/realms/other"),
    "another audience": lambda: token(aud="other"),
    "no audience": lambda: token(aud=None),
    "expired": lambda: token(exp=int(time.time()) - 60),
    "not yet": lambda: token(nbf=int(time.time()) + 600),
    "no end": lambda: token(exp=None),
    "an end that is no number": lambda: token(exp="tomorrow"),
    "endless": lambda: token(exp=float("nan")),
    "no subject": lambda: token(sub=None),
    "another algorithm": lambda: token(alg="RS512"),
    "a shared secret": lambda: token(OctKey.import_key("secret" * 10), "HS256"),
    "the other key's id": lambda: token(kid="ec"),
    "no id where there are two keys": lambda: token(kid=None),
    "another key of that id": lambda: token(RSAKey.generate_key(2048)),
}


@pytest.mark.parametrize("what", BAD)
async def test_a_bad_token_is_refused(verifier: IssuerVerifier, what: str) -> None:
    with pytest.raises(Unauthorised):
        await verifier.verify(BAD[what]())


@pytest.mark.parametrize("use", ["id", "access"])
async def test_a_token_use_is_asked_for_where_the_settings_say_so(remote: RemoteKeys, use: str) -> None:
    verifier = IssuerVerifier(remote, Expected(ISSUER, AUDIENCE, "id"))
    if use == "id":
        assert await verifier.verify(token(token_use=use))
    else:
        with pytest.raises(Unauthorised):
            await verifier.verify(token(token_use=use))


async def test_a_subject_that_is_no_uuid_is_always_the_same_one(verifier: IssuerVerifier) -> None:
    first, second = await verifier.verify(token(sub="184467")), await verifier.verify(token(sub="184467"))
    assert first.uid == second.uid != (await verifier.verify(token(sub="184468"))).uid
    assert isinstance(first.uid, UUID)


async def test_one_key_needs_no_id(issuer: Issuer, verifier: IssuerVerifier) -> None:
    issuer.keys = issuer.keys[:1]
    assert await verifier.verify(token(kid=None))


async def test_keys_are_fetched_once_and_again_when_old(issuer: Issuer, verifier: IssuerVerifier) -> None:
    for _ in range(5):
        await verifier.verify(token())
    assert issuer.asked == 1
    issuer.now += FRESH
    await verifier.verify(token())
    assert issuer.asked == 2


async def test_an_unknown_id_fetches_again_but_not_for_everyone(issuer: Issuer, verifier: IssuerVerifier) -> None:
    await verifier.verify(token())
    fresh = RSAKey.generate_key(2048, {"kid": "fresh"})
    issuer.keys.append(fresh.as_dict(private=False))
    for _ in range(5):
        with pytest.raises(Unauthorised):
            await verifier.verify(token(fresh, kid="fresh"))
    assert issuer.asked == 1
    issuer.now += RETRY
    assert await verifier.verify(token(fresh, kid="fresh"))
    assert issuer.asked == 2


async def test_an_issuer_that_is_away_changes_nothing_while_its_keys_are_known(
    issuer: Issuer, verifier: IssuerVerifier
) -> None:
    await verifier.verify(token())
    issuer.status, issuer.now = 500, FRESH
    assert await verifier.verify(token())


@pytest.mark.parametrize("how", ["500", "302", "no JSON", "too large", "no keys", "weak keys"])
async def test_without_any_keys_nobody_is_let_in_and_the_reason_is_ours(
    issuer: Issuer, verifier: IssuerVerifier, how: str
) -> None:
    weak = RSA.as_dict(private=False) | {"n": "AQAB"}
    bodies = {"no JSON": b"<html>", "too large": b" " * 300_000}
    issuer.status = int(how) if how.isdigit() else 200
    issuer.body = bodies.get(how)
    issuer.keys = {"no keys": [], "weak keys": [weak, {"kty": "oct", "k": "AAAA"}]}.get(how, issuer.keys)
    with pytest.raises(Unavailable):
        await verifier.verify(token())


async def test_a_learner_of_another_issuer_leaves_and_the_account_is_theirs(issuer: Issuer, start: Start) -> None:
    service = start(jwks_url=issuer.url, issuer=ISSUER, client_id=AUDIENCE, token_use=None)
    uid = str(uuid4())
    headers = {"Authorization": token(sub=uid)}
    async with aiohttp.ClientSession(service.url, headers=headers) as client:
        body = {"id": str(uuid4()), "title": "x", "conversation": []}
        async with client.post(f"/conversations/{uid}", json=body) as answer:
            assert answer.status == 200
        async with client.delete("/me") as answer:
            left = (await answer.json())["data"]
    assert (left["account"], left["erased"]["conversations"]) == (False, 1)


async def test_a_key_whose_id_is_no_text_is_left_out(issuer: Issuer, verifier: IssuerVerifier) -> None:
    issuer.keys.insert(0, {**RSA.as_dict(private=False), "kid": ["rsa"]})
    assert await verifier.verify(token())


async def test_two_spellings_of_a_subject_are_two_learners(verifier: IssuerVerifier) -> None:
    uid = str(uuid4())
    spellings = [uid, uid.upper(), f"urn:uuid:{uid}", f"{{{uid}}}", uid.replace("-", "")]
    learners = {(await verifier.verify(token(sub=each))).uid for each in spellings}
    assert len(learners) == len(spellings)
    assert UUID(uid) in learners
