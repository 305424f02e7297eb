from starlette.requests import Request

from tutorfleet.service.page import page

REQUEST = Request({"type": "http", "method": "GET", "headers": []})


async def test_the_page_says_how_to_talk() -> None:
    assert b"tutorfleet chat" in bytes((await page(REQUEST)).body)


async def test_the_page_says_that_a_starter_answers() -> None:
    assert b"starter model" in bytes((await page(REQUEST)).body)


async def test_the_page_may_run_no_script_and_ask_no_other_host() -> None:
    policy = (await page(REQUEST)).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
