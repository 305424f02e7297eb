"""The learner's page at the edge: what anybody may ask for, and the cookie that counts beside the page's header alone; a real Envoy."""

import re
from collections.abc import Iterator

import pytest
from tests.host.test_edge_tokens import BAD

from support.edge_stand import Answer, Stand, key, stand, until
from tutorfleet.fleet.pages import FILES, NOT_FOUND, PAGES, SHARED
from tutorfleet.fleet.routes import OPERATORS
from tutorfleet.host import edge_listeners, edge_tokens

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGE = {"X-Tutorfleet-Page": "1"}
OPENED = [("GET", "/us-east-1/tags"), ("POST", "/us-west-2/chat"), ("GET", "/me/consent"), ("GET", "/conversations/x")]
STRANGE = [
    "/talk/",
    "/talk/a/b",
    "/talk/..",
    "/talk/.env",
    "/talk/%2e%2e",
    "/assets/",
    "/assets/../sw.js",
    "/assets/a/b.js",
]
NOWHERE = [
    *STRANGE,
    "/assets/..%2fsw.js",
    "//assets/x.js",
    "/Talk",
    "/sign-inn",
    "/icon-.png",
    "/icon-a/b.png",
    "/index.html",
]


@pytest.fixture(scope="module")
def edge() -> Iterator[Stand]:
    with stand(requests_per_minute=60_000, sign_ins_per_minute=60_000) as made:
        yield made


def cookie(token: str, **more: str) -> dict[str, str]:
    return {"Cookie": f"theme=dark; tutorfleet_id={token}; tutorfleet_ids=x"} | PAGE | more


def filled(path: str) -> str:
    return re.sub(r"\{\w+\}", "7a1f6c1e-1.x", path)


def seen(answer: Answer) -> dict[str, str]:
    """The headers that arrived behind the edge."""
    return {name.lower(): value for name, value in answer.json["headers"]}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_the_page_and_its_files_are_anybodys(edge: Stand, method: str, path: str) -> None:
    answer = edge.ask(method, f"{filled(path)}?a=1", None, None, **HTML)
    assert answer.status == 200
    assert method == "HEAD" or answer.json["worker"] == "service"


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_no_table_names_is_nobodys(edge: Stand, path: str) -> None:
    assert edge.ask("GET", path).status == 401
    assert edge.ask("GET", path, edge.token()).status == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/talk/", "/stats", "/metrics", "/us-east-1/nothing?a=1", "/me-too", "/sign-in/x"]
)
def test_a_browser_that_is_lost_is_shown_the_page_and_the_service_is_asked_for_one_address(
    edge: Stand, path: str
) -> None:
    answer = edge.ask("GET", path, None, None, **HTML)
    assert (answer.json["worker"], answer.json["path"].partition("?")[0]) == ("service", NOT_FOUND)


@pytest.mark.parametrize(
    "path", ["/me/consent", "/conversations/x", "/us-east-1/tags", "/fleet/status", "/us-east-1/pull"]
)
def test_what_needs_a_token_needs_it_whatever_is_accepted(edge: Stand, path: str) -> None:
    assert edge.ask("GET", path, None, None, **HTML).status == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/talk", "/sign-in", "/assets/a.js", "/config.json"])
def test_a_page_is_only_read(edge: Stand, method: str, path: str) -> None:
    assert edge.ask(method, path).status == 401
    assert edge.ask(method, path, edge.token()).status == 404


@pytest.mark.parametrize("path", sorted(SHARED))
def test_an_address_of_the_api_is_a_page_for_who_accepts_html_and_else_needs_a_token(edge: Stand, path: str) -> None:
    assert edge.ask("GET", path, None, None, **HTML).status == 200
    for accept in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        assert edge.ask("GET", path, None, None, **accept).status == 401
        assert edge.ask("GET", path, edge.token(), None, **accept).json["worker"] == "service"
        assert edge.ask("GET", path, None, None, **cookie(edge.token(), **accept)).json["worker"] == "service"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/session"),
        ("GET", "/session"),
        ("DELETE", "/session?everywhere=true"),
        ("POST", "/session/refresh"),
        ("POST", "/session/password"),
    ],
)
def test_the_session_is_the_services_to_judge(edge: Stand, method: str, path: str) -> None:
    answer = edge.ask(method, path, None, None, **cookie("expired"))
    assert (answer.status, answer.json["worker"], answer.json["path"]) == (200, "service", path)
    assert seen(answer)["x-tutorfleet-page"] == "1"
    assert "tutorfleet_id=expired" in seen(answer)["cookie"]


@pytest.mark.parametrize(("method", "path"), [("PUT", "/session"), ("GET", "/session/refresh"), ("POST", "/session/x")])
def test_of_the_session_only_what_there_is(edge: Stand, method: str, path: str) -> None:
    assert edge.ask(method, path).status == 401


@pytest.mark.parametrize(("method", "path"), OPENED)
@pytest.mark.parametrize("use", ["id", "access"])
def test_the_cookie_opens_what_a_header_opens(edge: Stand, method: str, path: str, use: str) -> None:
    assert edge.ask(method, path, None, None, **cookie(edge.token(use=use))).status == 200


@pytest.mark.parametrize(("method", "path"), OPENED)
@pytest.mark.parametrize("header", [None, "", "0", "true", "11", "1,1"])
def test_without_the_pages_header_the_cookie_opens_nothing(
    edge: Stand, method: str, path: str, header: str | None
) -> None:
    sent = {"Cookie": f"tutorfleet_id={edge.token()}"}
    sent |= {} if header is None else {"X-Tutorfleet-Page": header}
    assert edge.ask(method, path, None, None, **sent).status == 401


def test_the_header_alone_opens_nothing(edge: Stand) -> None:
    assert [edge.ask(method, path, None, None, **PAGE).status for method, path in OPENED] == [401] * len(OPENED)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_in_the_cookie_is_401(edge: Stand, name: str) -> None:
    answers = [edge.ask(method, path, None, None, **cookie(BAD[name](edge))) for method, path in OPENED]
    assert [answer.status for answer in answers] == [401] * len(OPENED)
    assert all(answer.json["message"] == "Unauthorized" for answer in answers)


@pytest.mark.parametrize("place", ["theme", "tutorfleet_refresh", "TUTORFLEET_ID", "tutorfleet_idx"])
def test_no_other_cookie_carries_a_token(edge: Stand, place: str) -> None:
    sent = PAGE | {"Cookie": f"{place}={edge.token()}"}
    assert edge.ask("GET", "/us-east-1/tags", None, None, **sent).status == 401


def test_of_a_header_and_a_cookie_the_header_decides(edge: Stand) -> None:
    both = cookie(edge.token(sub="alice"))
    assert (
        seen(edge.ask("GET", "/us-east-1/tags", edge.token(sub="bob"), None, **both))["x-tutorfleet-learner"] == "bob"
    )
    for bad in ("", "Bearer", "nonsense", BAD["expired"](edge), BAD["another's key"](edge)):
        assert edge.ask("GET", "/us-east-1/tags", bad, None, **both).status == 401


def test_of_two_cookies_the_first_counts_as_in_the_service(edge: Stand) -> None:
    tokens = [edge.token(sub=sub) for sub in ("alice", "bob")]
    sent = PAGE | {"Cookie": "; ".join(f"tutorfleet_id={token}" for token in tokens)}
    assert seen(edge.ask("GET", "/us-east-1/tags", None, None, **sent))["x-tutorfleet-learner"] == "alice"


@pytest.mark.parametrize("path", ["/us-east-1/tags", "/us-east-1/v1/models", "/us-west-1/api/ps"])
def test_a_worker_is_told_whose_cookie_it_was_and_sees_neither_cookie_nor_header(edge: Stand, path: str) -> None:
    headers = seen(edge.ask("GET", path, None, None, **cookie(edge.token(sub="alice"))))
    assert headers["x-tutorfleet-learner"] == "alice"
    assert not {"cookie", "authorization", "x-tutorfleet-page"} & headers.keys()


def test_the_service_gets_the_cookie_and_the_header_to_verify_again(edge: Stand) -> None:
    headers = seen(edge.ask("GET", "/me/consent", None, None, **cookie(edge.token())))
    assert (headers["x-tutorfleet-page"], "tutorfleet_id=" in headers["cookie"]) == ("1", True)


def test_an_operators_cookie_changes_the_store_and_a_learners_does_not(edge: Stand) -> None:
    operator = cookie(edge.token(**{"cognito:groups": [OPERATORS]}))
    answer = edge.ask("POST", "/us-east-1/pull", None, b"{}", **operator)
    assert (answer.status, answer.json["path"]) == (200, "/api/pull")
    assert not {"cookie", "authorization", "x-tutorfleet-page"} & seen(answer).keys()
    assert edge.ask("POST", "/us-east-1/pull", None, b"{}", **cookie(edge.token())).status == 403


def test_another_origins_page_is_never_allowed_to_send_the_header(edge: Stand) -> None:
    wanted = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "GET"}
    wanted |= {"Access-Control-Request-Headers": "x-tutorfleet-page"}
    for path in ("/me/consent", "/session", "/us-east-1/tags", "/"):
        answer = edge.ask("OPTIONS", path, None, None, **wanted)
        assert "tutorfleet" not in answer.headers["access-control-allow-headers"].lower()
        assert "*" not in answer.headers["access-control-allow-headers"]
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "name", ["x-tutorfleet-", "X-Tutorfleet-Pag", "x-tutorfleet-pages", "x-tutorfleet-learner", "x-tutorfleet-xpage"]
)
def test_every_other_header_of_ours_is_dropped_at_the_door(edge: Stand, name: str) -> None:
    assert name.lower() not in seen(edge.ask("GET", "/me", edge.token(), None, **{name: "1"}))


@pytest.mark.parametrize("text", ["", "p", "pag", "pages", "xpage", "paige", "page-", "learner"])
def test_all_but_a_word_is_every_other_text(text: str) -> None:
    found = re.compile(edge_listeners.all_but("page"))
    assert found.fullmatch(text)
    assert not found.fullmatch("page")


def test_the_quota_of_a_learner_is_one_for_header_and_cookie() -> None:
    with stand(requests_per_minute=6) as edge:
        kept, shown = cookie(edge.token(sub="alice")), edge.token(sub="alice")
        answers = [edge.ask("GET", "/me", None, None, **kept).status for _ in range(3)]
        answers += [edge.ask("GET", "/me", shown).status for _ in range(4)]
        assert answers == [200] * 6 + [429]
        assert edge.ask("GET", "/me", None, None, **kept).status == 429
        assert edge.ask("GET", "/me", None, None, **cookie(edge.token(sub="bob"))).status == 200


def test_signing_in_is_limited_by_address_whichever_way_it_is_done() -> None:
    with stand(sign_ins_per_minute=6) as edge:
        asked = ["/", "/session", "/session/refresh", "/session/password", "/", "/session", "/session"]
        answers = [edge.ask("POST", path, None, b"{}", **PAGE) for path in asked]
        assert [answer.status for answer in answers] == [200] * 6 + [429]
        assert answers[-1].headers["retry-after"] == "10"
        assert edge.ask("GET", "/session", None, None, **PAGE).status == 200


def test_a_foreign_issuers_cookie_opens_with_its_own_audience_only() -> None:
    with stand() as edge:
        theirs = key("their-key")
        ours = edge_tokens.issuer(
            edge.issuer, "localclientid0000000000001", {"keys": [edge.key.as_dict(private=False)]}
        )
        url, keys = "https://login.example.org/realms/school", {"keys": [theirs.as_dict(private=False)]}
        edge.write(issuers=(ours, edge_tokens.issuer(url, "tutor", keys, token_use=False)))

        def status(audience: str) -> int:
            token = edge.token(key=theirs, iss=url, aud=audience, token_use=None)
            return edge.ask("GET", "/us-east-1/tags", None, None, **cookie(token)).status

        until(lambda: status("tutor") == 200)
        assert status("account") == 401
        assert edge.ask("GET", "/us-east-1/tags", None, None, **cookie(edge.token())).status == 200


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/talk"), ("GET", "/assets/a.js"), ("GET", "/session"), ("GET", "/")]
)
def test_what_has_no_quota_names_none(edge: Stand, method: str, path: str) -> None:
    assert not [name for name in edge.ask(method, path, None, None, **PAGE).headers if name.startswith("x-ratelimit")]
