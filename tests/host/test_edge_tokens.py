"""Whose token opens the edge: V7, V11 and V13 of the bad inputs, through a real Envoy."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator

import pytest

from support.edge_stand import CLIENT, Stand, key, stand, until
from tutorfleet.fleet import parse
from tutorfleet.host import edge_tokens

PATHS = [("GET", "/us-east-1/tags"), ("GET", "/conversations/x"), ("POST", "/us-west-1/api/chat"), ("GET", "/nothing")]
OTHER_POOL = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_another"
FOREIGN = "https://login.example.org/realms/school"


@pytest.fixture(scope="module")
def edge() -> Iterator[Stand]:
    with stand() as made:
        yield made


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned(edge: Stand) -> str:
    return f"{part({'alg': 'none', 'typ': 'JWT', 'kid': 'k1'})}.{edge.token().split('.')[1]}."


def signed_with_the_public_key(edge: Stand) -> str:
    """The old trick: HMAC with the published RSA key as its secret."""
    signed = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'k1'})}.{edge.token().split('.')[1]}"
    made = hmac.digest(edge.key.as_pem(private=False), signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"


def altered(edge: Stand) -> str:
    head, claims, signature = edge.token().split(".")
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    return f"{head}.{part({**said, 'sub': 'bob'})}.{signature}"


BAD: dict[str, Callable[[Stand], str]] = {
    "empty": lambda edge: "",
    "sql": lambda edge: "' OR '1'='1",
    "words": lambda edge: "Bearer nonsense",
    "basic": lambda edge: "Basic YWRtaW46YWRtaW4=",
    "expired": lambda edge: edge.token(exp=1_700_000_000),
    "without an end": lambda edge: edge.token(exp=None),
    "not yet": lambda edge: edge.token(nbf=4_000_000_000),
    "wrong audience": lambda edge: edge.token(aud="another"),
    "no audience": lambda edge: edge.token(aud=None),
    "wrong client": lambda edge: edge.token(use="access", client_id="another"),
    "access token by its aud only": lambda edge: edge.token(use="access", client_id=None, aud=CLIENT),
    "id token by its client_id only": lambda edge: edge.token(aud=None, client_id=CLIENT),
    "refresh token": lambda edge: edge.token(use="refresh", aud=CLIENT, client_id=CLIENT),
    "no use": lambda edge: edge.token(token_use=None),
    "another pool": lambda edge: edge.token(iss=OTHER_POOL),
    "another's key": lambda edge: edge.token(key=key("k1")),
    "an unknown key": lambda edge: edge.token(key=key("k9")),
    "alg none": unsigned,
    "public key as secret": signed_with_the_public_key,
    "altered": altered,
}


@pytest.mark.parametrize("spelling", ["Bearer {}", "bearer {}", "{}"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_is_401_by_every_spelling_on_every_route(edge: Stand, name: str, spelling: str) -> None:
    token = spelling.format(BAD[name](edge)).strip()
    answers = [edge.ask(method, path, token) for method, path in PATHS]
    assert [answer.status for answer in answers] == [401] * len(PATHS)
    assert all(answer.json["message"] == "Unauthorized" for answer in answers)
    assert all(answer.headers["access-control-allow-origin"] == "*" for answer in answers)


@pytest.mark.parametrize("use", ["id", "access"])
@pytest.mark.parametrize("spelling", ["Bearer {}", "bearer {}", "{}"])
def test_a_good_token_opens_by_every_spelling(edge: Stand, use: str, spelling: str) -> None:
    assert edge.ask("GET", "/us-east-1/tags", spelling.format(edge.token(use=use))).status == 200


@pytest.mark.parametrize(
    "name", ["X-Api-Key", "X-Amzn-Oidc-Data", "Cookie", "Proxy-Authorization", "X-Forwarded-Authorization"]
)
def test_no_other_header_carries_a_token(edge: Stand, name: str) -> None:
    assert edge.ask("GET", "/us-east-1/tags", None, None, **{name: edge.token()}).status == 401


def test_a_token_in_the_address_does_not_count(edge: Stand) -> None:
    assert edge.ask("GET", f"/us-east-1/tags?access_token={edge.token()}").status == 401


def test_two_authorization_headers_do_not_open(edge: Stand) -> None:
    lines = [f"Authorization: Bearer {token}" for token in (BAD["altered"](edge), BAD["another's key"](edge))]
    received = edge.raw(
        "\r\n".join(["GET /us-east-1/tags HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]).encode()
    )
    assert received.startswith(b"HTTP/1.1 401")


def test_a_foreign_issuer_by_configuration_opens_with_its_own_audience_only() -> None:
    with stand() as edge:
        theirs = key("their-key")
        keys = {"keys": [theirs.as_dict(private=False)]}
        ours = edge_tokens.issuer(edge.issuer, CLIENT, {"keys": [edge.key.as_dict(private=False)]})
        edge.write(issuers=(ours, edge_tokens.issuer(FOREIGN, "tutor", keys, token_use=False)))

        def status(**claims: object) -> int:
            token = edge.token(**{"key": theirs, "iss": FOREIGN, "aud": "tutor", "token_use": None, **claims})  # type: ignore[arg-type]
            return edge.ask("GET", "/us-east-1/tags", f"Bearer {token}").status

        until(lambda: status() == 200)
        assert edge.ask("GET", "/us-east-1/tags", edge.token()).status == 200
        assert status(aud=["account", "tutor"]) == 200
        assert [status(aud="account"), status(iss=edge.issuer), status(exp=1_700_000_000), status(key=edge.key)] == [
            401
        ] * 4


def test_a_new_key_holds_and_an_old_one_ends_on_a_connection_that_stays_open() -> None:
    with stand() as edge:
        new = key("k2")
        before = edge.counter("listener_manager.listener_modified")
        edge.write(edge.key, new)
        until(lambda: edge.ask("GET", "/me", edge.token(key=new)).status == 200)
        assert edge.ask("GET", "/me", edge.token()).status == 200
        edge.write(new)
        until(lambda: edge.ask("GET", "/me", edge.token()).status == 401)
        assert edge.ask("GET", "/me", edge.token(key=new)).status == 200
        assert edge.counter("listener_manager.listener_modified") == before


def test_a_private_or_symmetric_key_never_reaches_a_file() -> None:
    mine = key("k1").as_dict(private=True)
    kept = json.loads(edge_tokens.issuer("i", "a", {"keys": [mine, {"kty": "oct", "k": "c2VjcmV0"}]}).jwks)["keys"]
    assert [set(each) for each in kept] == [{"kty", "kid", "use", "alg", "n", "e"}]


@pytest.mark.parametrize("jwks", [{}, {"keys": []}, {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}])
def test_an_edge_without_a_key_to_verify_with_is_refused(jwks: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="expected a JWKS with at least one"):
        edge_tokens.issuer("https://issuer", "a", jwks)


def test_issuer_and_client_follow_the_services_own_variables() -> None:
    keys = {"keys": [key("k1").as_dict(private=False)]}
    fleet = parse.default()
    ours = edge_tokens.issuer_from(fleet, keys, {})
    assert (ours.url, ours.audience, ours.token_use) == (
        f"https://cognito-idp.us-east-1.amazonaws.com/{fleet.pool}", CLIENT, True
    )  # fmt: skip
    env = {"TUTORFLEET_ISSUER": FOREIGN, "TUTORFLEET_CLIENT_ID": "tutor", "TUTORFLEET_JWKS_URL": f"{FOREIGN}/keys"}
    theirs = edge_tokens.issuer_from(fleet, keys, env)
    assert (theirs.url, theirs.audience, theirs.token_use) == (FOREIGN, "tutor", False)
