"""The session of the page, with a browser's own habits: a jar of cookies, and the page's header on every request."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from http.cookies import Morsel
from typing import Any

import aiohttp
import pytest
from tests.service.conftest import PASSWORD, NewLearner, Service
from tests.service.talks import Signed

from tutorfleet.fleet.pages import ID_COOKIE
from tutorfleet.service.page_cookies import ACCESS, REFRESH

PAGE = {"X-Tutorfleet-Page": "1"}
ANOTHER = "Another-horse-2"


class Browser:
    """One browser with our page open in it."""

    def __init__(self, url: str) -> None:
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
    ends = [datetime.fromisoformat(each["expires"]) for each in (begun, answer["data"])]
    assert abs(ends[0] - ends[1]) <= timedelta(seconds=1)


async def test_no_answer_shows_a_token(browser: Browser, ayu: Signed) -> None:
    answers = [
        await browser.sign_in(ayu),
        await browser.ask("GET", "/session"),
        await browser.ask("POST", "/session/refresh"),
    ]
    values = [each.value for each in browser.cookies().values()]
    assert len(values) == 3
    assert not [value for value in values if value in str(answers)]


async def test_no_script_and_no_other_site_gets_a_cookie(browser: Browser, ayu: Signed) -> None:
    await browser.sign_in(ayu)
    found = {name: (each["path"], each["httponly"], each["samesite"]) for name, each in browser.cookies().items()}
    assert found == {
        ID_COOKIE: ("/", True, "strict"),
        ACCESS: ("/session", True, "strict"),
        REFRESH: ("/session", True, "strict"),
    }
    assert not any(each["secure"] for each in browser.cookies().values())
