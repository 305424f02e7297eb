from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from tutorfleet.service.page import page

APP = Starlette(routes=[Route("/", page)])


def test_the_page_says_how_to_talk() -> None:
    assert "tutorfleet chat" in TestClient(APP).get("/").text


def test_the_page_says_that_a_starter_answers() -> None:
    assert "starter model" in TestClient(APP).get("/").text


def test_the_page_may_run_no_script_and_ask_no_other_host() -> None:
    policy = TestClient(APP).get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
