"""What a browser is told beside a file of the learner's page."""

from tutorfleet.fleet.page_headers import policy


def test_the_page_asks_its_own_address_alone() -> None:
    assert "connect-src 'self';" in policy()


def test_an_origin_that_it_is_told_of_is_asked_too() -> None:
    assert "connect-src 'self' https://api.example;" in policy("https://api.example")


def test_no_origin_lets_another_script_run() -> None:
    assert "script-src 'self';" in policy("https://api.example")
