"""What of a region's workers learners and operators reach, and as whom a worker sees them: through a real Envoy."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openai
import pytest
from starlette.routing import Route

from support.edge_stand import Answer, Stand, stand, until
from tutorfleet.fleet.routes import LEARNERS, OPERATORS, STORE_CHANGES, changes_store
from tutorfleet.host import edge_regions
from tutorfleet.models.catalogue import Catalogue
from tutorfleet.service import accounts
from tutorfleet.worker.app import Worker
from tutorfleet.worker.engines import Engines
from tutorfleet.worker.settings import WorkerSettings

NAMES = [("us-east-1", "us-east-1"), ("us-west-2", "us-west-2"), ("us-west-1", "us-west-2")]
ROLES = {"chat": "chat", "generate": "scoring"}
GROUPS = "cognito:groups"


@pytest.fixture(scope="module")
def edge() -> Iterator[Stand]:
    with stand(requests_per_minute=60_000, body_bytes=200_000) as made:
        yield made


def operator(edge: Stand, sub: str = "rani") -> str:
    return edge.token(sub=sub, **{GROUPS: ["teachers", OPERATORS]})


def is_refused(answer: Answer) -> bool:
    said = answer.json["message"]
    return answer.status == 403 and OPERATORS in said and answer.json["error"] == said


@pytest.mark.parametrize("prefix", ["", "api/"])
@pytest.mark.parametrize(("name", "region"), NAMES)
@pytest.mark.parametrize("word", LEARNERS)
def test_a_region_answers_by_role(edge: Stand, prefix: str, name: str, region: str, word: str) -> None:
    answer = edge.ask("POST", f"/{name}/{prefix}{word}?a=1", edge.token(), b"{}")
    assert answer.status == 200
    role = ROLES.get(word, "llm")
    assert (answer.json["worker"], answer.json["path"]) == (f"{region}.{role}.primary", f"/api/{word}?a=1")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("name", "region"), NAMES)
@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("POST", "chat/completions", "chat"),
        ("POST", "completions", "scoring"),
        ("POST", "embeddings", "llm"),
        ("POST", "chat", "llm"),
        ("GET", "models", "llm"),
        ("GET", "models/orca-mini:latest", "llm"),
        ("GET", "models/orca-mini%3Alatest", "llm"),
        ("GET", "models/hf.co%2Fus%2Fmine:Q4_K_M", "llm"),
        ("GET", "models/hf.co/us/mine", "llm"),
    ],
)
def test_openais_api_is_answered_by_role(
    edge: Stand, name: str, region: str, method: str, path: str, role: str
) -> None:
    answer = edge.ask(method, f"/{name}/v1/{path}?a=1", edge.token(), b"{}" if method == "POST" else None)
    assert (answer.json["worker"], answer.json["path"]) == (f"{region}.{role}.primary", f"/v1/{path}?a=1")


@pytest.mark.parametrize("path", ["tags", "api/version", "ps", "v1/models", "v1/models/a:b"])
def test_head_works_where_get_does(edge: Stand, path: str) -> None:
    answer = edge.ask("HEAD", f"/us-east-1/{path}", edge.token())
    assert (answer.status, answer.body) == (200, b"")
    assert edge.ask("GET", f"/us-east-1/{path}", edge.token()).status == 200


@pytest.mark.parametrize("path", ["/us-east-1", "/us-east-1/", "/us-west-1"])
def test_a_regions_root_says_its_worked(edge: Stand, path: str) -> None:
    answer = edge.ask("GET", path, edge.token())
    assert (answer.status, answer.body) == (200, b"its Worked!")
    assert edge.ask("HEAD", path, edge.token()).status == 200


def test_a_balancer_has_the_same_rules_for_openais_api(edge: Stand) -> None:
    socket = edge.layout.balancer_socket("us-west-2")
    paths = ("/v1/completions", "/v1/chat/completions", "/v1/models")
    answers = [edge.over(socket, path, "POST", b"{}").json for path in paths]
    assert [each["worker"] for each in answers] == [f"us-west-2.{role}.primary" for role in ("scoring", "chat", "llm")]
    assert [each["path"] for each in answers] == list(paths)


def test_the_openai_package_needs_nothing_but_the_address_and_a_token(edge: Stand) -> None:
    with openai.OpenAI(base_url=f"http://127.0.0.1:{edge.port}/us-west-1/v1", api_key=edge.token()) as client:
        answer = client.with_raw_response.chat.completions.create(
            model="orca-mini", messages=[{"role": "user", "content": "Hello"}]
        )
        said = json.loads(answer.content)
    assert (said["worker"], said["path"]) == ("us-west-2.chat.primary", "/v1/chat/completions")


def test_the_openai_package_sees_a_bad_token_and_a_refusal_as_what_they_are(edge: Stand) -> None:
    url = f"http://127.0.0.1:{edge.port}/us-east-1/v1"
    client = openai.OpenAI(base_url=url, api_key="nonsense", max_retries=0)
    with client, pytest.raises(openai.AuthenticationError) as nobody:
        client.models.list()
    assert nobody.value.body == {"message": "Unauthorized", "type": "invalid_request_error"}
    client = openai.OpenAI(base_url=url, api_key=edge.token(), max_retries=0)
    with client, pytest.raises(openai.PermissionDeniedError) as learner:
        client.models.delete("orca-mini")
    assert learner.value.body == {"message": edge_regions.REFUSAL, "type": "invalid_request_error"}


def test_a_browser_may_send_what_openais_package_sends(edge: Stand) -> None:
    allowed = edge.ask("OPTIONS", "/us-east-1/v1/models").headers["access-control-allow-headers"].lower().split(",")
    sent = {"x-stainless-lang", "x-stainless-retry-count", "x-stainless-timeout", "x-stainless-helper-method"}
    assert sent <= set(allowed)


@pytest.mark.parametrize("shape", ["/us-east-1/{}", "/us-west-1/api/{}", "/us-east-1/{}/", "/us-east-1/{}/sha256:00"])
@pytest.mark.parametrize("change", [*STORE_CHANGES, "PULL"])
def test_v4_a_learner_may_not_change_the_store(edge: Stand, shape: str, change: str) -> None:
    assert is_refused(edge.ask("POST", shape.format(change), edge.token(), b"{}"))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "v1/models/orca-mini"),
        ("PUT", "v1/models/orca-mini"),
        ("PATCH", "v1/x"),
        ("POST", "v1/load_lora_adapter"),
        ("POST", "v1/Unload_Lora_Adapter"),
    ],
)
def test_v4_a_learner_may_not_change_models_by_openais_api_either(edge: Stand, method: str, path: str) -> None:
    answer = edge.ask(method, f"/us-east-1/{path}", edge.token(), b"{}")
    assert (answer.status, answer.json["error"]["message"]) == (403, edge_regions.REFUSAL)


def routes_of_a_worker() -> Iterator[tuple[str, str]]:
    """(method, path with something in its gaps) of every route but those for the worker's own host."""
    settings, nowhere = WorkerSettings(listen="unix:/nowhere"), Path("/nowhere")
    for route in Worker(settings, Catalogue(nowhere), Engines(settings, nowhere)).app().routes:
        assert isinstance(route, Route)
        path = re.sub(r"\{[^}]+\}", "x", route.path)
        if path.startswith(("/api/", "/v1/")):
            yield from ((method, path) for method in sorted(route.methods or ()))


@pytest.mark.parametrize(("method", "path"), sorted(set(routes_of_a_worker())))
def test_v12_every_route_of_a_worker_is_for_learners_or_for_operators(edge: Stand, method: str, path: str) -> None:
    guarded = changes_store(path) or method in {"PUT", "PATCH", "DELETE"}
    body = None if method in {"GET", "HEAD"} else b"{}"
    asked = [edge.ask(method, f"/us-east-1{path}", token, body) for token in (None, edge.token(), operator(edge))]
    assert [answer.status for answer in asked] == [401, 403 if guarded else 200, 200]


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {GROUPS: []},
        {GROUPS: ["Operators"]},
        {GROUPS: ["operators2", "my-operators"]},
        {GROUPS: "operators"},
        {GROUPS: [["operators"]]},
        {GROUPS: {"operators": True}},
        {GROUPS: None, "custom:groups": ["operators"]},
        {"scope": "operators", "role": "operators"},
    ],
    ids=str,
)
def test_only_the_group_itself_makes_an_operator(edge: Stand, claims: dict[str, object]) -> None:
    assert is_refused(edge.ask("POST", "/us-east-1/pull", edge.token(**claims), b"{}"))


@pytest.mark.parametrize("use", ["id", "access"])
@pytest.mark.parametrize(("name", "region"), NAMES)
@pytest.mark.parametrize("change", STORE_CHANGES)
def test_an_operator_changes_the_store_by_the_regions_llm_worker(
    edge: Stand, use: str, name: str, region: str, change: str
) -> None:
    token = edge.token(use=use, **{GROUPS: [OPERATORS]})
    rest = "/sha256:00" if change == "blobs" else ""
    answer = edge.ask("POST", f"/{name}/api/{change}{rest}?a=1", token, b"{}")
    assert (answer.json["worker"], answer.json["path"]) == (f"{region}.llm.primary", f"/api/{change}{rest}?a=1")
    assert edge.ask("POST", f"/{name}/{change}{rest}", token, b"{}").json["path"] == f"/api/{change}{rest}"


@pytest.mark.parametrize("use", ["id", "access"])
@pytest.mark.parametrize("claim", [GROUPS, "groups"])
@pytest.mark.parametrize("verb", ["GET", "HEAD"])
def test_an_operator_sees_how_the_fleet_is(edge: Stand, use: str, claim: str, verb: str) -> None:
    answer = edge.ask(verb, "/fleet/status?x=1", edge.token(use=use, **{claim: [OPERATORS]}))
    assert answer.status == 200
    assert verb == "HEAD" or (answer.json["worker"], answer.json["path"]) == ("status", "/fleet/status?x=1")


def test_a_learner_does_not_see_how_the_fleet_is_and_is_told_why(edge: Stand) -> None:
    answer = edge.ask("GET", "/fleet/status", edge.token())
    assert (answer.status, answer.json["message"]) == (403, edge_regions.NOT_SHOWN)
    assert is_refused(answer)


def test_the_supervisor_is_not_given_the_operators_token_or_cookies(edge: Stand) -> None:
    answer = edge.ask("GET", "/fleet/status", operator(edge, "ayu"), Cookie="a=1")
    assert seen_as(answer) == ["ayu"]
    assert not {"authorization", "cookie"} & {name.lower() for name, _ in answer.json["headers"]}


def test_the_page_of_an_operator_sees_it_by_its_cookie_and_no_other_page_does(edge: Stand) -> None:
    cookie = f"tutorfleet_id={operator(edge)}"
    assert edge.ask("GET", "/fleet/status", None, None, Cookie=cookie, **{"X-Tutorfleet-Page": "1"}).status == 200
    assert edge.ask("GET", "/fleet/status", None, None, Cookie=cookie).status == 401


@pytest.mark.parametrize("path", ["/fleet/status/", "/fleet/", "/fleet/status/x", "/FLEET/status", "/fleet//status"])
def test_there_is_nothing_beside_the_fleets_status(edge: Stand, path: str) -> None:
    assert edge.ask("GET", path, operator(edge)).status == 404


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_fleets_status_is_only_read(edge: Stand, verb: str) -> None:
    assert edge.ask(verb, "/fleet/status", operator(edge), b"{}").status == 404


def test_an_operator_by_another_issuers_claim(edge: Stand) -> None:
    assert edge.ask("DELETE", "/us-east-1/delete", edge.token(groups=[OPERATORS]), b"{}").json["method"] == "DELETE"


def test_an_operator_asks_whether_a_blob_is_there(edge: Stand) -> None:
    path = f"/us-east-1/api/blobs/sha256:{'0' * 64}"
    assert edge.ask("HEAD", path, operator(edge)).status == 200
    assert edge.ask("HEAD", path, edge.token()).status == 403


def test_an_operator_is_one_by_every_spelling_of_the_same_token_and_again(edge: Stand) -> None:
    token = operator(edge)
    spellings = [token, f"Bearer {token}", f"bearer {token}"] * 2
    assert [edge.ask("POST", "/us-east-1/pull", each, b"{}").status for each in spellings] == [200] * 6


def test_one_connection_does_not_lend_an_operators_right_to_a_learner(edge: Stand) -> None:
    def request(token: str) -> bytes:
        head = (
            f"POST /us-east-1/pull HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\nContent-Length: 2\r\n\r\n"
        )
        return head.encode() + b"{}"

    received = edge.raw(request(operator(edge)) * 2 + request(edge.token()))
    assert [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"403"]


@pytest.mark.parametrize("change", ["/us-east-1/pull", "/us-east-1/v1/load_lora_adapter"])
def test_an_operator_of_another_audience_or_pool_is_nobody(edge: Stand, change: str) -> None:
    tokens = [
        edge.token(aud="another", **{GROUPS: [OPERATORS]}),
        edge.token(iss="https://cognito-idp.us-east-1.amazonaws.com/us-east-1_another", **{GROUPS: [OPERATORS]}),
        edge.token(exp=1_700_000_000, **{GROUPS: [OPERATORS]}),
    ]
    assert [edge.ask("POST", change, token, b"{}").status for token in tokens] == [401, 401, 401]


def test_a_store_is_changed_in_its_own_region_or_not_at_all(edge: Stand) -> None:
    clusters = {
        route["route"]["cluster"]
        for route in edge_regions.changes(edge.fleet, "us-west-1", "us-west-2")
        if "route" in route
    }
    assert clusters == {"us-west-2_llm"}


def test_a_blob_of_an_operator_may_be_larger_than_a_learners_request(edge: Stand) -> None:
    body = b"x" * 3_000_000
    path = "/us-east-1/api/blobs/sha256:00"
    assert edge.ask("POST", path, operator(edge), body).json["size"] == len(body)
    assert edge.ask("POST", "/us-east-1/create", operator(edge), body).status == 413


def test_a_learner_is_refused_before_a_blob_is_read(edge: Stand) -> None:
    head = f"POST /us-east-1/api/blobs/sha256:00 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {edge.token()}\r\n"
    assert edge.raw(f"{head}Content-Length: 9000000000\r\n\r\n".encode()).startswith(b"HTTP/1.1 403")


def seen_as(answer: Answer) -> list[str]:
    """Every learner that a worker was told."""
    return [value for name, value in answer.json["headers"] if name.lower() == edge_regions.LEARNER]


@pytest.mark.parametrize("path", ["tags", "api/chat", "v1/models", "v1/chat/completions"])
def test_a_worker_is_told_whose_request_it_is_and_not_the_token(edge: Stand, path: str) -> None:
    answer = edge.ask("POST", f"/us-east-1/{path}", edge.token(sub="ayu"), b"{}")
    assert seen_as(answer) == ["ayu"]
    assert "authorization" not in {name.lower() for name, _ in answer.json["headers"]}


@pytest.mark.parametrize("header", ["x-tutorfleet-learner", "X-Tutorfleet-Learner", "x_tutorfleet_learner"])
def test_a_forged_learner_does_not_arrive(edge: Stand, header: str) -> None:
    for path in ("/us-east-1/chat", "/us-west-1/v1/models", "/us-east-1/pull"):
        answer = edge.ask("POST", path, operator(edge, "ayu"), b"{}", **{header: "budi"})
        assert seen_as(answer) == ["ayu"]
        assert "budi" not in [value for _, value in answer.json["headers"]]


def test_a_learner_forged_twice_does_not_arrive(edge: Stand) -> None:
    lines = "".join(f"x-tutorfleet-learner: {each}\r\n" for each in ("budi", "sari", ""))
    head = f"GET /us-east-1/tags HTTP/1.1\r\nHost: localhost\r\nAuthorization: {edge.token(sub='ayu')}\r\n{lines}\r\n"
    received = edge.raw(head.encode())
    assert b"ayu" in received
    assert b"budi" not in received
    assert b"sari" not in received


@pytest.mark.parametrize("sub", ["a\r\nx-evil: 1", "a\nb", "a\x00b", ""])
def test_a_subject_that_is_no_name_never_becomes_headers(edge: Stand, sub: str) -> None:
    answer = edge.ask("GET", "/us-east-1/tags", edge.token(sub=sub))
    assert answer.status == 401


@pytest.mark.parametrize("sub", ["x" * 255, "auth0|62f", "CN=Ayu, O=School", "%REQ(authorization)%"])
def test_a_subject_of_another_issuer_arrives_as_it_is(edge: Stand, sub: str) -> None:
    assert seen_as(edge.ask("GET", "/us-east-1/tags", edge.token(sub=sub))) == [sub]


def test_the_service_is_not_told_a_learner_by_a_header(edge: Stand) -> None:
    assert seen_as(edge.ask("GET", "/me", edge.token())) == []


def test_a_balancer_passes_on_for_whom_the_service_asks(edge: Stand) -> None:
    socket = edge.layout.balancer_socket("us-east-1")
    answer = edge.over(socket, "/api/chat", "POST", b"{}", **{edge_regions.LEARNER: "ayu"})
    assert seen_as(answer) == ["ayu"]


def test_the_group_is_the_one_that_the_accounts_have() -> None:
    assert OPERATORS == accounts.OPERATORS


@pytest.mark.parametrize(
    "path",
    [
        "",
        "models/",
        "models/..%2f..%2fapi%2ftags",
        "models/../../api/pull",
        "models/%2e%2e",
        "models/..",
        "models/a%2f",
        "models/a%2f%2fb",
        "models/a%2f..%2fb",
        "models/a%00",
        "chat%2fcompletions",
        "%6dodels",
        "/models",
        "api/tags/../models",
    ],
)
def test_a_path_of_nowhere_is_404_in_the_shape_of_openais_api(edge: Stand, path: str) -> None:
    answer = edge.ask("GET", f"/us-east-1/v1/{path}", edge.token())
    assert answer.status == 404
    assert answer.json["error"] == {"message": "There is nothing here", "type": "not_found_error"}
    assert answer.json["message"] == "There is nothing here"


def test_a_request_that_is_too_large_is_said_in_the_shape_of_openais_api(edge: Stand) -> None:
    answer = edge.ask("POST", "/us-east-1/v1/chat/completions", edge.token(), b"x" * 200_001)
    assert (answer.status, answer.json["error"]["type"]) == (413, "invalid_request_error")
    assert edge.ask("POST", "/us-east-1/chat", edge.token(), b"x" * 200_001).json["error"] == answer.json["message"]


def test_the_longest_names_of_regions_are_still_served() -> None:
    names = ("a" * 31, "b" + "-9" * 15)
    with stand() as edge:
        first, *others = edge.fleet.regions
        edge.write(fleet=replace(edge.fleet, regions=(replace(first, aliases=names), *others)))
        until(lambda: edge.ask("GET", f"/{names[0]}/tags", edge.token()).status == 200)
        assert edge.ask("GET", f"/{names[1]}/v1/models/a%2Fb:c", edge.token()).status == 200
        assert edge.ask("POST", f"/{names[1]}/api/blobs/sha256:00", operator(edge), b"x").status == 200
