"""The session of the page, with a browser's own habits: a jar of cookies, and the page's header on every request."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from http.cookies import Morsel
from typing import Any
from uuid import uuid4

import aiohttp
import psycopg
import pytest
from tests.service.conftest import PASSWORD, NewLearner, Service, Start, ask
from tests.service.forged import bad_tokens, claims_of
from tests.service.talks import Signed
from yarl import URL

from tutorfleet.fleet.pages import ID_COOKIE
from tutorfleet.service.page_cookies import REFRESH

PAGE = {"X-Tutorfleet-Page": "1"}
ANOTHER = "Another-horse-2"


class Browser:
    """One browser with our page open in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True), headers=PAGE)

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        async with self.http.request(method, path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def sign_in(self, learner: Signed, password: str = PASSWORD) -> tuple[int, dict[str, Any]]:
        return await self.ask("POST", "/session", {"username": learner.email, "password": password})

    async def status(self, method: str, path: str, body: Any = None, **headers: str) -> int:
        return (await self.ask(method, path, body, **headers))[0]

    def cookies(self) -> dict[str, Morsel[str]]:
        return {each.key: each for each in self.http.cookie_jar}

    def lose(self, name: str) -> None:
        self.http.cookie_jar.clear(lambda each: each.key == name)

    def hold(self, name: str, value: str) -> None:
        """As if this had been the cookie's value."""
        self.lose(name)
        self.http.cookie_jar.update_cookies({name: value}, URL(self.url) / "session")


@pytest.fixture
async def browser(service: Service) -> AsyncIterator[Browser]:
    made = Browser(service.url)
    yield made
    await made.http.close()


@pytest.fixture
async def other(service: Service) -> AsyncIterator[Browser]:
    made = Browser(service.url)
    yield made
    await made.http.close()


@pytest.fixture
async def ayu(new_learner: NewLearner) -> Signed:
    return await new_learner()


async def test_a_password_becomes_a_session(browser: Browser, ayu: Signed) -> None:
    status, answer = await browser.sign_in(ayu)
    said = answer["data"]
    assert (status, said["user"], said["operator"]) == (200, {"sub": ayu.uid, "name": "Ayu", "email": ayu.email}, False)
    assert datetime.now(UTC) < datetime.fromisoformat(said["expires"]) < datetime.now(UTC) + timedelta(seconds=3601)


async def test_the_session_is_shown_again(browser: Browser, ayu: Signed) -> None:
    begun = (await browser.sign_in(ayu))[1]["data"]
    status, answer = await browser.ask("GET", "/session")
    assert (status, answer["data"]["user"], answer["data"]["operator"]) == (200, begun["user"], False)
    assert answer["data"]["expires"] == begun["expires"]


async def test_nobody_is_signed_in_where_nothing_was_kept(browser: Browser) -> None:
    assert await browser.ask("GET", "/session") == (200, {"status": "success", "data": None})


async def test_no_answer_shows_a_token(browser: Browser, ayu: Signed) -> None:
    answers = [
        await browser.sign_in(ayu),
        await browser.ask("GET", "/session"),
        await browser.ask("POST", "/session/refresh"),
    ]
    values = [each.value for each in browser.cookies().values()]
    assert len(values) == 2
    assert not [value for value in values if value in str(answers)]


async def test_no_script_and_no_other_site_gets_a_cookie(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    found = {name: (each["path"], each["httponly"], each["samesite"]) for name, each in browser.cookies().items()}
    assert found == {
        ID_COOKIE: ("/", True, "strict"),
        REFRESH: ("/session", True, "strict"),
    }
    assert not any(each["secure"] for each in browser.cookies().values())


async def test_a_wrong_password_and_an_unknown_name_look_alike_and_begin_nothing(browser: Browser, ayu: Signed) -> None:
    wrong = await browser.sign_in(ayu, "Wrong-horse-1")
    nobody = await browser.ask("POST", "/session", {"username": "nobody@example.com", "password": PASSWORD})
    assert wrong == nobody
    assert (wrong[0], wrong[1]["kind"], browser.cookies()) == (401, "NotAuthorizedException", {})


async def test_an_account_that_waits_for_its_code_is_told_so(start: Start) -> None:
    service = start(auto_confirm=False)
    async with aiohttp.ClientSession(service.url) as client:
        person = {"Username": "a@example.com", "Password": PASSWORD, "UserAttributes": [{"Name": "name", "Value": "A"}]}
        await ask(client, "SignUp", ClientId=service.settings.client_id, **person)
    browser = Browser(service.url)
    status, answer = await browser.ask("POST", "/session", {"username": "a@example.com", "password": PASSWORD})
    await browser.http.close()
    assert (status, answer["kind"]) == (403, "UserNotConfirmedException")


async def test_guesses_are_counted_and_the_right_password_has_to_wait_too(browser: Browser, ayu: Signed) -> None:
    answers = [await browser.sign_in(ayu, "Wrong-horse-1") for _ in range(11)]
    assert [status for status, _ in answers] == [401] * 10 + [429]
    status, answer = await browser.sign_in(ayu)
    assert (status, answer["kind"]) == (429, "TooManyRequestsException")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"username": "a@example.com"}, 422),
        ({"username": 1, "password": []}, 422),
        ({"username": "a@example.com", "password": PASSWORD, "groups": ["operators"]}, 422),
        ({"username": "", "password": ""}, 401),
        ({"username": "' OR '1'='1", "password": "x"}, 401),
        ({"username": "a@example.com", "password": "x" * 100_000}, 413),
        ([], 422),
    ],
)
async def test_a_body_that_signs_nobody_in_is_refused(browser: Browser, body: Any, status: int) -> None:
    assert await browser.status("POST", "/session", body) == status


async def test_a_body_that_is_not_json_is_refused(browser: Browser) -> None:
    async with browser.http.post("/session", data=b"username=ayu&password=x") as answer:
        assert answer.status == 400


ASKED = [
    ("POST", "/session"),
    ("GET", "/session"),
    ("DELETE", "/session"),
    ("DELETE", "/session?everywhere=true"),
    ("POST", "/session/refresh"),
    ("POST", "/session/password"),
]


@pytest.mark.parametrize("header", ["", "0", "true", "1, 1"])
async def test_the_session_is_our_own_pages_alone(browser: Browser, ayu: Signed, header: str) -> None:
    await browser.sign_in(ayu)
    body = {"username": ayu.email, "password": PASSWORD}
    forged = {"X-Tutorfleet-Page": header}
    assert [await browser.status(*place, body, **forged) for place in ASKED] == [403] * len(ASKED)
    assert await browser.status("GET", "/session") == 200


async def test_the_cookie_opens_the_api_to_our_own_page_alone(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    assert await browser.status("GET", "/me/consent") == 200
    assert await browser.status("GET", f"/conversations/{ayu.uid}") == 200
    assert await browser.status("GET", f"/conversations/{uuid4()}") == 403
    for header in ("", "0", "yes"):
        assert await browser.status("GET", "/me/consent", **{"X-Tutorfleet-Page": header}) == 401


async def test_of_a_header_and_a_cookie_the_header_decides(
    browser: Browser, ayu: Signed, new_learner: NewLearner
) -> None:
    await browser.sign_in(ayu)
    budi = await new_learner(name="Budi")
    assert await browser.status("GET", f"/conversations/{ayu.uid}", **budi.headers) == 403
    assert await browser.status("GET", f"/conversations/{budi.uid}", **budi.headers) == 200
    for header in ("", "Bearer", "Bearer nonsense"):
        assert await browser.status("GET", "/me/consent", Authorization=header) == 401


async def test_a_bad_token_in_the_cookie_opens_nothing(browser: Browser, service: Service, ayu: Signed) -> None:
    answers = {}
    for why, token in (await bad_tokens(service, ayu)).items():
        cookie = {"Cookie": f"{ID_COOKIE}={token}; {REFRESH}=x"}
        answers[why] = [await browser.status("GET", path, **cookie) for path in ("/me/consent", "/session")]
    assert {why: each for why, each in answers.items() if each != [401, 401]} == {}


async def test_of_two_cookies_the_first_counts(browser: Browser, ayu: Signed, new_learner: NewLearner) -> None:
    budi = await new_learner(name="Budi")
    both = {"Cookie": f"{ID_COOKIE}={ayu.tokens['IdToken']}; {ID_COOKIE}={budi.tokens['IdToken']}"}
    assert await browser.status("GET", f"/conversations/{ayu.uid}", **both) == 200
    assert await browser.status("GET", f"/conversations/{budi.uid}", **both) == 403


async def test_an_expired_id_token_comes_back_with_the_refresh_token(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    kept = browser.cookies()[REFRESH].value
    browser.lose(ID_COOKIE)
    assert [await browser.status("GET", path) for path in ("/session", "/me/consent")] == [401, 401]
    status, answer = await browser.ask("POST", "/session/refresh")
    assert (status, answer["data"]["user"]["email"]) == (200, ayu.email)
    assert [await browser.status("GET", path) for path in ("/session", "/me/consent")] == [200, 200]
    assert browser.cookies()[REFRESH].value == kept


async def test_two_tabs_may_refresh_at_once(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    browser.lose(ID_COOKIE)
    asked = [browser.status("POST", "/session/refresh") for _ in range(5)]
    assert await asyncio.gather(*asked) == [200] * 5
    assert await browser.status("GET", "/me/consent") == 200


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "'; DROP TABLE sessions; --"])
async def test_what_is_no_refresh_token_renews_nothing(browser: Browser, token: str) -> None:
    status, answer = await browser.ask("POST", "/session/refresh", Cookie=f"{REFRESH}={token}")
    assert (status, answer["kind"]) == (401, "NotAuthorizedException")


async def test_a_refusal_takes_no_cookie_away(browser: Browser, ayu: Signed) -> None:
    """Another tab may have signed in meanwhile: its cookies are not this answer's to take."""
    await browser.sign_in(ayu)
    browser.hold(REFRESH, "ended")
    assert await browser.status("POST", "/session/refresh") == 401
    assert browser.cookies().keys() == {ID_COOKIE, REFRESH}


async def test_a_session_outlives_its_service(browser: Browser, ayu: Signed, start: Start) -> None:
    await browser.sign_in(ayu)
    again = Browser(start().url)
    for name, cookie in browser.cookies().items():
        again.hold(name, cookie.value)
    assert [await again.status("GET", "/session"), await again.status("POST", "/session/refresh")] == [200, 200]
    await again.http.close()


async def test_signing_out_ends_the_session_and_empties_the_browser(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    old = {name: each.value for name, each in browser.cookies().items()}
    assert await browser.status("DELETE", "/session") == 200
    assert browser.cookies() == {}
    assert await browser.status("GET", "/me/consent", Authorization=old[ID_COOKIE]) == 401
    assert await browser.status("POST", "/session/refresh", Cookie=f"{REFRESH}={old[REFRESH]}") == 401


async def test_signing_out_here_leaves_the_other_browser_alone(browser: Browser, other: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    await other.sign_in(ayu)
    await browser.status("DELETE", "/session")
    assert await other.status("GET", "/session") == 200


async def test_signing_out_everywhere_ends_every_session(browser: Browser, other: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    await other.sign_in(ayu)
    assert await browser.status("DELETE", "/session?everywhere=true") == 200
    assert browser.cookies() == {}
    assert [await other.status(*place) for place in (("GET", "/session"), ("POST", "/session/refresh"))] == [401, 401]
    assert await other.status("GET", "/me/consent", **ayu.headers) == 401


async def test_signing_out_everywhere_needs_a_session_here_and_no_fresh_token(browser: Browser, ayu: Signed) -> None:
    assert await browser.status("DELETE", "/session?everywhere=true") == 401
    await browser.sign_in(ayu)
    browser.lose(ID_COOKIE)
    assert await browser.status("DELETE", "/session?everywhere=true") == 200
    assert await browser.status("GET", "/me/consent", **ayu.headers) == 401


async def test_signing_out_twice_is_no_mistake(browser: Browser) -> None:
    assert [await browser.status("DELETE", "/session") for _ in range(2)] == [200, 200]
    assert await browser.status("DELETE", "/session?everywhere=perhaps") == 422


async def test_signing_in_again_ends_the_session_before(browser: Browser, other: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    other.hold(REFRESH, browser.cookies()[REFRESH].value)
    await browser.sign_in(ayu)
    asked = (browser, other)
    assert [await each.status("POST", "/session/refresh") for each in asked] == [200, 401]


async def test_a_new_password_keeps_this_session_and_ends_the_others(
    browser: Browser, other: Browser, ayu: Signed
) -> None:
    await browser.sign_in(ayu)
    await other.sign_in(ayu)
    assert await browser.status("POST", "/session/password", {"previous": PASSWORD, "proposed": ANOTHER}) == 200
    assert [await each.status("GET", "/session") for each in (browser, other)] == [200, 401]
    assert [(await other.sign_in(ayu, each))[0] for each in (PASSWORD, ANOTHER)] == [401, 200]


@pytest.mark.parametrize(
    ("previous", "proposed", "status", "kind"),
    [
        ("Wrong-horse-1", ANOTHER, 403, "NotAuthorizedException"),
        (PASSWORD, "short", 400, "InvalidPasswordException"),
    ],
)
async def test_a_password_that_cannot_be_changed_stays_and_so_does_the_session(
    browser: Browser, ayu: Signed, previous: str, proposed: str, status: int, kind: str
) -> None:
    await browser.sign_in(ayu)
    told, answer = await browser.ask("POST", "/session/password", {"previous": previous, "proposed": proposed})
    assert (told, answer["kind"]) == (status, kind)
    assert await browser.status("GET", "/session") == 200
    assert (await browser.sign_in(ayu))[0] == 200


async def test_nobody_changes_a_password_without_a_session(browser: Browser) -> None:
    assert await browser.status("POST", "/session/password", {"previous": PASSWORD, "proposed": ANOTHER}) == 401


async def test_an_operator_is_told_so_from_the_next_token_on(browser: Browser, service: Service, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    with psycopg.connect(service.settings.database, autocommit=True) as connection:
        connection.execute("UPDATE accounts SET groups = '{operators}' WHERE uid = %s", [ayu.uid])
    assert (await browser.ask("GET", "/session"))[1]["data"]["operator"] is False
    assert (await browser.ask("POST", "/session/refresh"))[1]["data"]["operator"] is True
    assert (await browser.ask("GET", "/session"))[1]["data"]["operator"] is True


async def test_an_erased_learner_has_no_session(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    assert await browser.status("DELETE", "/me") == 200
    asked = [("GET", "/session"), ("POST", "/session/refresh"), ("GET", "/me/consent"), ("DELETE", "/session")]
    assert [await browser.status(*place) for place in asked] == [401, 401, 401, 200]
    assert browser.cookies() == {}


async def test_the_longest_name_fits_into_a_browsers_cookies(browser: Browser, new_learner: NewLearner) -> None:
    name = "\U0001f98b" * 200
    learner = await new_learner(name=name)
    assert (await browser.sign_in(learner))[1]["data"]["user"]["name"] == name
    assert max(len(each.OutputString()) for each in browser.cookies().values()) < 4096


@pytest.mark.parametrize(
    "sent", [{"Origin": "https://tutor.example"}, {"X-Forwarded-Proto": "https", "Origin": "http://localhost"}]
)
async def test_over_https_every_cookie_is_for_https_alone(browser: Browser, ayu: Signed, sent: dict[str, str]) -> None:
    body = {"username": ayu.email, "password": PASSWORD}
    async with browser.http.post("/session", json=body, headers=sent) as answer:
        assert [each["secure"] for each in answer.cookies.values()] == [True] * 2


async def test_a_cookie_lasts_as_long_as_its_token(browser: Browser, service: Service, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    ages = {name: int(each["max-age"]) for name, each in browser.cookies().items()}
    told = service.settings
    assert ages == {ID_COOKIE: told.id_seconds, REFRESH: told.refresh_seconds}
    claims = claims_of(browser.cookies()[ID_COOKIE].value)
    assert claims["exp"] - claims["iat"] == ages[ID_COOKIE]


async def test_where_accounts_are_kept_elsewhere_there_is_no_session_here(start: Start) -> None:
    browser = Browser(start(issuer="https://login.example.org", jwks_url="http://127.0.0.1:1/keys").url)
    status, answer = await browser.ask("POST", "/session", {"username": "a@example.com", "password": PASSWORD})
    await browser.http.close()
    assert (status, answer["kind"]) == (400, "InvalidParameterException")
    assert "https://login.example.org" in answer["message"]
