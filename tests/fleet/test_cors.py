"""What pages of other origins may ask: the list that the edge and the API share."""

from tutorfleet.fleet.cors import CORS
from tutorfleet.fleet.pages import HEADER


def test_a_page_may_send_its_token() -> None:
    assert "Authorization" in CORS["access-control-allow-headers"].split(",")


def test_the_header_of_our_own_page_is_nothing_that_another_origin_may_send() -> None:
    assert HEADER not in CORS["access-control-allow-headers"].lower().split(",")
