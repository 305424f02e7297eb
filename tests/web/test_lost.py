"""An address that there is not, opened in a browser."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import Faults


@pytest.mark.parametrize("path", ["/nothing", "/talk/a/b"])
def test_a_lost_learner_is_told_so_by_the_page(signed_in: Page, faults: Faults, path: str) -> None:
    faults.expect("status of 404")
    answer = signed_in.goto(path)
    assert answer
    assert answer.status == 404
    expect(signed_in.get_by_role("heading", name="There is no page here")).to_be_visible()
