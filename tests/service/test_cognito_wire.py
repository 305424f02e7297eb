"""Cognito's protocol where AWS's client cannot go: shapes of errors, bodies that are none, the issuer's documents."""

import asyncio
from typing import Any

import aiohttp
import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from tests.service.conftest import PASSWORD, NewLearner, Service, Start
from tests.service.forged import claims_of

PREFIX = "AWSCognitoIdentityProviderService."
SIGN_IN = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "x@example.com", "PASSWORD": "y"}}


async def sent(
    client: aiohttp.ClientSession, body: bytes, target: str = f"{PREFIX}InitiateAuth", **headers: str
) -> Any:
    """Status, error type and body of whatever this is."""
    async with client.post("/", data=body, headers={"X-Amz-Target": target, **headers}) as answer:
        return answer.status, answer.headers.get("x-amzn-ErrorType"), await answer.json(content_type=None)


async def test_an_error_has_its_type_in_the_header_and_the_body(
    client: aiohttp.ClientSession, service: Service
) -> None:
    call = SIGN_IN | {"ClientId": service.settings.client_id}
    async with client.post("/", json=call, headers={"X-Amz-Target": f"{PREFIX}InitiateAuth"}) as answer:
        assert answer.status == 400
        assert answer.headers["x-amzn-ErrorType"] == "NotAuthorizedException"
        assert answer.headers["content-type"] == "application/x-amz-json-1.1"
        body = await answer.json(content_type=None)
        assert body == {"__type": "NotAuthorizedException", "message": "Incorrect username or password."}


async def test_tokens_are_not_to_be_cached(client: aiohttp.ClientSession, new_learner: NewLearner) -> None:
    headers = {"X-Amz-Target": f"{PREFIX}GetUser"}
    token = (await new_learner()).tokens["AccessToken"]
    async with client.post("/", json={"AccessToken": token}, headers=headers) as answer:
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "target", ["", "SignUp", f"{PREFIX}", f"{PREFIX}AdminCreateUser", f"{PREFIX}AdminSetUserPassword"]
)
async def test_no_other_action_is_there(client: aiohttp.ClientSession, target: str) -> None:
    assert (await sent(client, b"{}", target))[:2] == (400, "UnknownOperationException")


BODIES = {
    "nothing": (b"", "SerializationException"),
    "half": (b'{"ClientId": "', "SerializationException"),
    "bad UTF-8": (b'{"ClientId": "\xff"}', "SerializationException"),
    "half a character": (b'{"ClientId": "\\ud800"}', "SerializationException"),
    "null": (b"null", "InvalidParameterException"),
    "array": (b"[]", "InvalidParameterException"),
    "wrong type": (b'{"ClientId": 1, "AuthFlow": "x"}', "InvalidParameterException"),
    "missing": (b'{"ClientId": "x"}', "InvalidParameterException"),
    "deep": (b'{"ClientId": ' + b"[" * 30_000, "InvalidParameterException"),
    "deep where nothing is read": (b'{"x": ' + b"[" * 30_000, "SerializationException"),
}


@pytest.mark.parametrize("what", BODIES)
async def test_a_body_that_is_no_request_is_refused_and_the_service_lives_on(
    client: aiohttp.ClientSession, what: str
) -> None:
    """V17"""
    body, kind = BODIES[what]
    assert (await sent(client, body))[:2] == (400, kind)
    async with client.get("/healthz") as answer:
        assert answer.status == 200


async def test_a_body_larger_than_any_request_is_413(client: aiohttp.ClientSession) -> None:
    """V17"""
    assert (await sent(client, b" " * 900_000))[:2] == (413, "RequestTooLargeException")


@pytest.mark.parametrize("name", ["a\0b@example.com", "x" * 300 + "@example.com", "", "\u202e@example.com", "a@b@c"])
async def test_an_address_that_no_account_can_have_is_refused(
    client: aiohttp.ClientSession, service: Service, name: str
) -> None:
    person = [{"Name": "name", "Value": "Ayu"}]
    call = {"ClientId": service.settings.client_id, "Username": name, "Password": PASSWORD, "UserAttributes": person}
    async with client.post("/", json=call, headers={"X-Amz-Target": f"{PREFIX}SignUp"}) as answer:
        assert answer.status == 400
        assert answer.headers["x-amzn-ErrorType"] == "InvalidParameterException"


async def test_a_nul_in_a_password_or_a_name_to_sign_in_is_only_wrong(
    client: aiohttp.ClientSession, service: Service
) -> None:
    given = {"USERNAME": "\0' OR '1'='1", "PASSWORD": "\0"}
    call = SIGN_IN | {"ClientId": service.settings.client_id, "AuthParameters": given}
    async with client.post("/", json=call, headers={"X-Amz-Target": f"{PREFIX}InitiateAuth"}) as answer:
        assert answer.headers["x-amzn-ErrorType"] == "NotAuthorizedException"


async def test_of_two_who_sign_up_at_once_one_has_the_address(client: aiohttp.ClientSession, service: Service) -> None:
    person = [{"Name": "name", "Value": "Ayu"}]
    call = {"ClientId": service.settings.client_id, "Username": "a@example.com", "Password": PASSWORD}
    headers = {"X-Amz-Target": f"{PREFIX}SignUp"}

    async def sign_up() -> int:
        async with client.post("/", json=call | {"UserAttributes": person}, headers=headers) as answer:
            return answer.status

    assert sorted(await asyncio.gather(*(sign_up() for _ in range(5)))) == [200, 400, 400, 400, 400]


async def test_a_hundred_guesses_at_once_are_counted_as_a_hundred(
    client: aiohttp.ClientSession, service: Service
) -> None:
    call = SIGN_IN | {"ClientId": service.settings.client_id}
    headers = {"X-Amz-Target": f"{PREFIX}InitiateAuth"}

    async def guess() -> str:
        async with client.post("/", json=call, headers=headers) as answer:
            message: str = (await answer.json(content_type=None))["message"]
            return message

    answers = await asyncio.gather(*(guess() for _ in range(40)))
    assert answers.count("Password attempts exceeded") == 30


async def test_tokens_verify_with_the_published_keys(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    async with client.get(f"/{service.settings.pool_id}/.well-known/jwks.json") as answer:
        document = await answer.json()
    assert set(document["keys"][0]) == {"kid", "kty", "alg", "use", "n", "e"}
    tokens = (await new_learner()).tokens
    for name in ("IdToken", "AccessToken"):
        assert jwt.decode(tokens[name], KeySet.import_key_set(document), algorithms=["RS256"]).claims["sub"]


async def test_the_openid_configuration_names_the_issuer_of_the_tokens(
    client: aiohttp.ClientSession, service: Service, new_learner: NewLearner
) -> None:
    async with client.get(f"/{service.settings.pool_id}/.well-known/openid-configuration") as answer:
        document = await answer.json()
    assert document["issuer"] == claims_of((await new_learner()).tokens["IdToken"])["iss"]
    assert document["jwks_uri"] == f"{document['issuer']}/.well-known/jwks.json"


@pytest.mark.parametrize("document", ["jwks.json", "openid-configuration"])
async def test_another_pool_is_not_found(client: aiohttp.ClientSession, document: str) -> None:
    async with client.get(f"/us-east-1_other/.well-known/{document}") as answer:
        assert answer.status == 404


async def test_the_private_half_of_a_key_is_in_no_answer(client: aiohttp.ClientSession, service: Service) -> None:
    async with client.get(f"/{service.settings.pool_id}/.well-known/jwks.json") as answer:
        keys = (await answer.json())["keys"]
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set().union(*keys)


async def test_with_anothers_issuer_there_are_no_accounts_here(start: Start) -> None:
    service = start(jwks_url="http://127.0.0.1:9/jwks", issuer="https://id.example.com")
    async with aiohttp.ClientSession(service.url) as client:
        status, kind, body = await sent(client, b'{"AuthFlow": "x", "ClientId": "x"}')
        assert (status, kind) == (400, "InvalidParameterException")
        assert "https://id.example.com" in body["message"]


def test_no_code_and_no_password_is_logged(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    async def whole() -> str:
        service = start(auto_confirm=False)
        person = [{"Name": "name", "Value": "Ayu"}]
        call = {"ClientId": service.settings.client_id, "Username": "a@example.com", "Password": PASSWORD}
        headers = {"X-Amz-Target": f"{PREFIX}SignUp"}
        async with aiohttp.ClientSession(service.url) as client:
            await client.post("/", json=call | {"UserAttributes": person}, headers=headers)
        assert service.settings.mailbox
        [letter] = service.settings.mailbox.glob("*.txt")
        return letter.read_text().split("\n\n")[2].strip()

    caplog.set_level("DEBUG")
    code = asyncio.run(whole())
    assert len(code) == 6
    assert code not in caplog.text
    assert PASSWORD not in caplog.text


async def test_a_database_that_is_away_is_an_internal_error_and_says_nothing_of_itself(
    client: aiohttp.ClientSession, service: Service
) -> None:
    with psycopg.connect(service.settings.database) as connection:
        connection.execute("ALTER TABLE accounts RENAME TO away")
    call = SIGN_IN | {"ClientId": service.settings.client_id}
    async with client.post("/", json=call, headers={"X-Amz-Target": f"{PREFIX}InitiateAuth"}) as answer:
        assert answer.status == 500
        assert await answer.json(content_type=None) == {
            "__type": "InternalErrorException",
            "message": "Something went wrong here; it has been logged",
        }
