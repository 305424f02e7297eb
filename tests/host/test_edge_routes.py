"""Who answers what at the edge: every route, with and without a token, through a real Envoy."""

import json
from collections.abc import Iterator

import pytest

from support.edge_stand import Answer, Stand, stand, until
from tutorfleet.fleet import parse
from tutorfleet.host import edge_routes

UID = "7a1f6c1e-0000-4000-8000-000000000001"
POOL = parse.default().pool
NEEDS_TOKEN = [
    ("GET", "/us-east-1/tags"),
    ("GET", "/us-east-1"),
    ("GET", "/us-east-1/"),
    ("POST", "/us-east-1/chat"),
    ("POST", "/us-west-1/api/generate"),
    ("POST", "/us-east-1/pull"),
    ("DELETE", "/us-east-1/delete"),
    ("GET", f"/conversations/{UID}"),
    ("POST", f"/conversations/{UID}"),
    ("PUT", f"/conversations/{UID}/x"),
    ("DELETE", f"/conversations/{UID}"),
    ("GET", "/me"),
    ("DELETE", "/me/data"),
    ("PUT", "/"),
    ("DELETE", "/"),
    ("POST", "/healthz"),
    ("POST", f"/{POOL}/.well-known/jwks.json"),
    ("GET", f"/{POOL}/.well-known/other"),
    ("GET", "/metrics"),
    ("GET", "/stats"),
    ("GET", "/nothing"),
    ("GET", "/fleet/status"),
]
PUBLIC = [
    ("POST", "/"),
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", f"/{POOL}/.well-known/jwks.json"),
    ("GET", f"/{POOL}/.well-known/openid-configuration"),
    ("GET", "/healthz"),
]


@pytest.fixture(scope="module")
def edge() -> Iterator[Stand]:
    with stand(requests_per_minute=60_000, sign_ins_per_minute=60_000, body_bytes=200_000) as made:
        yield made


def is_an_error(answer: Answer, status: int) -> bool:
    said = answer.json
    return (
        answer.status == status
        and said["message"] == said["error"] != ""
        and said["request_id"] == answer.headers["x-request-id"]
        and answer.headers["access-control-allow-origin"] == "*"
        and answer.headers["content-type"] == "application/json"
    )


@pytest.mark.parametrize(("method", "path"), NEEDS_TOKEN)
def test_without_a_token_it_is_401_in_json_that_a_browser_may_read(edge: Stand, method: str, path: str) -> None:
    assert is_an_error(edge.ask(method, path), 401)


@pytest.mark.parametrize(("method", "path"), PUBLIC)
def test_a_public_route_needs_no_token(edge: Stand, method: str, path: str) -> None:
    answer = edge.ask(method, path)
    assert answer.status == 200
    assert method == "HEAD" or answer.json["worker"] == "service"


@pytest.mark.parametrize(("method", "path"), [*NEEDS_TOKEN, *PUBLIC])
def test_a_preflight_is_answered_without_a_token(edge: Stand, method: str, path: str) -> None:
    wanted = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": method}
    answer = edge.ask("OPTIONS", path, None, None, **wanted)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"GET", "POST", "PUT", "DELETE", "OPTIONS"} == set(answer.headers["access-control-allow-methods"].split(","))
    assert {"authorization", "content-type", "if-match", "if-none-match"} <= set(
        answer.headers["access-control-allow-headers"].lower().split(",")
    )


@pytest.mark.parametrize(
    "path", [f"/conversations/{UID}", "/conversations", f"/conversations/{UID}/a/turns", "/me", "/me/x"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_what_belongs_to_a_learner_goes_to_the_service(edge: Stand, method: str, path: str) -> None:
    answer = edge.ask(method, path, edge.token(), b"{}")
    assert (answer.json["worker"], answer.json["path"], answer.json["method"]) == ("service", path, method)


@pytest.mark.parametrize(
    "path",
    [
        "/../conversations",
        "/us-east-1/../conversations/x",
        "/us-east-1%2f../conversations",
        "/us-east-1%2ftags",
        "/us-east-1/%2e%2e/me",
        "/us-east-1/..%2fme",
        "/us-east-1/x%5c..",
        "/us-east-1\\..\\me",
        "//conversations/x",
        "/us-east-1//tags",
        "/conversations//x",
        "/conversations/./x",
        "/conversations/x/..",
        "/us-east-1/tags/",
        "/us-east-1/api/%74ags",
        "/us-east-1/nothing",
        "/us-east-1/api/v1/models",
        "/us-east-1/v2/models",
        "/us-east-1/healthz",
        "/us-east-1/api/healthz",
        "/us-east-1/metrics",
        "/us-east-1_tutorfleet",
        "/us-east-11/tags",
        "/us-east-2/tags",
        "/eu-west-1/tags",
        "/US-EAST-1/tags",
        "/mean",
        "/conversationsx",
        "/nothing",
    ],
)
def test_a_path_of_nowhere_is_404_even_for_a_learner(edge: Stand, path: str) -> None:
    assert is_an_error(edge.ask("GET", path, edge.token()), 404)


def test_the_balancer_of_a_region_answers_as_on_aws(edge: Stand) -> None:
    socket = edge.layout.balancer_socket("us-west-2")
    root = edge.over(socket, "/")
    assert (root.status, root.body) == (200, b"its Worked!")
    workers = [
        edge.over(socket, path, "POST", b"{}").json["worker"] for path in ("/api/generate", "/api/chat", "/api/x/y")
    ]
    assert workers == [f"us-west-2.{role}.primary" for role in ("scoring", "chat", "llm")]
    assert edge.over(socket, "/metrics").status == 404


def test_a_balancer_keeps_the_request_id_of_the_turn(edge: Stand) -> None:
    turn = {"x-request-id": "11111111-2222-4333-8444-555555555555"}
    answer = edge.over(edge.layout.balancer_socket("us-east-1"), "/api/chat", "POST", b"{}", **turn)
    assert dict(answer.json["headers"])["x-request-id"] == turn["x-request-id"] == answer.headers["x-request-id"]


def test_every_role_of_the_description_has_a_route_at_the_edge() -> None:
    table = json.dumps(edge_routes.tables(parse.default())["edge"])
    fleet = parse.default()
    assert all(f'"{region.name}_{role.name}_edge"' in table for region in fleet.regions for role in fleet.roles)


def test_headers_that_would_speak_for_a_learner_are_dropped(edge: Stand) -> None:
    forged = {
        "X-User": "bob",
        "x-user-sub": "bob",
        "X-Envoy-Max-Retries": "9",
        "X-Tutorfleet-Role": "root",
        "X-Request-Id": "me",
    }
    headers = edge.ask("GET", "/me", edge.token(), None, **forged).json["headers"]
    assert not [value for name, value in headers if value in {"bob", "9", "root", "me"}]


def test_workers_see_their_own_host_and_the_service_the_learners(edge: Stand) -> None:
    def host(path: str) -> str:
        return dict(edge.ask("GET", path, edge.token(), None, Host="tutor.example").json["headers"])["host"]

    assert (host("/us-east-1/tags"), host("/me")) == ("localhost", "tutor.example")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "x"]
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("GET", "/me"), ("OPTIONS", "/me"), ("GET", "/nothing")])
def test_a_host_name_that_is_not_ours_is_403_with_and_without_a_token(
    edge: Stand, host: str, method: str, path: str
) -> None:
    assert is_an_error(edge.ask(method, path, None, None, Host=host), 403)
    assert is_an_error(edge.ask(method, path, edge.token(), None, Host=host), 403)


@pytest.mark.parametrize("port", ["", ":1", ":8080"])
@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1", "[::1]", "tutor.example"])
def test_this_machine_and_the_names_of_the_description_are_answered_with_any_port(
    edge: Stand, host: str, port: str
) -> None:
    assert edge.ask("GET", "/me", edge.token(), None, Host=host + port).status == 200


def test_a_balancer_says_which_worker_answered_and_a_learner_is_not_told(edge: Stand) -> None:
    inside = edge.over(edge.layout.balancer_socket("us-west-2"), "/api/chat", "POST", b"{}")
    assert inside.headers["x-tutorfleet-worker"] == "us-west-2.chat.primary"
    assert "x-tutorfleet-worker" not in edge.ask("POST", "/us-west-2/chat", edge.token(), b"{}").headers


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_413(edge: Stand, chunked: bool) -> None:
    body = b"x" * 200_001
    if not chunked:
        assert is_an_error(edge.ask("POST", f"/conversations/{UID}", edge.token(), body), 413)
        return
    head = f"POST /us-east-1/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: {edge.token()}\r\nTransfer-Encoding: chunked\r\n\r\n"
    received = edge.raw(head.encode() + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))
    assert received.startswith(b"HTTP/1.1 413")
    assert b"access-control-allow-origin: *" in received


def test_a_body_at_the_limit_passes(edge: Stand) -> None:
    assert edge.ask("POST", "/us-east-1/embed", edge.token(), b"x" * 200_000).json["size"] == 200_000


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\nAuthorization: " + b"A" * 1_000_000 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET /us-east-1/tags HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: a\x00b\r\n\r\n",
    ],
)
def test_a_broken_request_is_4xx_and_the_edge_lives(edge: Stand, data: bytes) -> None:
    assert edge.raw(data).startswith(b"HTTP/1.1 4")
    assert edge.alive
    assert edge.ask("GET", "/healthz").status == 200


def test_the_access_log_is_json_and_holds_no_token(edge: Stand) -> None:
    token = edge.token(sub="logged")
    request = edge.ask("GET", "/us-west-2/tags", token).headers["x-request-id"]
    log = edge.layout.logs / "access.log"

    def found() -> list[dict[str, object]]:
        return [line for line in map(json.loads, log.read_text().splitlines()) if line["request_id"] == request]

    until(lambda: bool(found()))
    line = found()[0]
    assert (line["learner"], line["path"], line["status"], line["attempts"]) == ("logged", "/us-west-2/tags", 200, 1)
    assert token.split(".")[1] not in log.read_text()


def test_metrics_and_admin_are_not_at_the_learners_address(edge: Stand) -> None:
    assert {
        edge.ask("GET", path, edge.token()).status for path in ("/metrics", "/stats", "/config_dump", "/quitquitquit")
    } == {404}
    assert b"envoy_http_downstream_rq" in edge.admin("/stats/prometheus").body
    assert edge.alive


def test_nothing_is_compressed(edge: Stand) -> None:
    answer = edge.ask("GET", "/us-east-1/tags", edge.token(), None, **{"Accept-Encoding": "gzip, deflate"})
    assert "content-encoding" not in answer.headers
