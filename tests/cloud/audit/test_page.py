import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser

from support.browser import chromium
from support.toy_audit import passing, report, rule
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.page import page
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rule import LANGUAGES, Language
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint

Media = Literal["screen", "print"]


@pytest.fixture(scope="module")
def english() -> str:
    return page(report(), "en")


def test_a_failed_rule_comes_with_everything_that_helps(english: str) -> None:
    for words in ("sentence of network.bad", "reason of network.bad", "hint of network.bad", "aws mend network.bad"):
        assert words in english


def test_what_comes_from_an_account_is_escaped(english: str) -> None:
    assert "too &lt;wide&gt;" in english
    assert "<wide>" not in english


def test_a_page_needs_nothing_from_anywhere(english: str) -> None:
    assert not re.search(r"<(script|link|img|iframe)|https?:|url\(|@import", english)


def test_a_page_can_be_read_in_the_dark_and_printed(english: str) -> None:
    assert "prefers-color-scheme: dark" in english
    assert "@media print" in english


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("media", "width"), [("screen", 360), ("print", 680)], ids=["telephone", "paper"])
def test_a_page_is_never_wider_than_a_telephone_or_paper(
    language: Language, media: Media, width: int, account: Account, blueprint: Blueprint, browser: Browser
) -> None:
    shown = browser.new_page(viewport={"width": width, "height": 800})
    shown.emulate_media(media=media)
    shown.set_content(page(judge(account, blueprint, ALL), language))
    assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_paper_stays_white_where_the_screen_is_dark(english: str, browser: Browser) -> None:
    shown = browser.new_page(color_scheme="dark")
    shown.set_content(english)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert shown.evaluate(ground) != "rgb(255, 255, 255)"
    shown.emulate_media(media="print", color_scheme="dark")
    assert shown.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_page_is_one_well_formed_document(english: str) -> None:
    opened = re.findall(r"<(article|dl|dd|dt|ul|li|table|tr|td|th|div|h1|h2|h3|p|code|body|main|html|head)\b", english)
    closed = re.findall(r"</(\w+)>", english)
    assert sorted(opened) == sorted(tag for tag in closed if tag not in ("title", "style", "i"))


def test_a_page_without_trouble_has_no_part_for_it() -> None:
    good = page(report(rule("network.good", passing)), "en")
    assert "To be mended" not in good
    assert "full score" in good


@pytest.mark.parametrize(("language", "words"), [("en", "title of network.good"), ("id", "judul network.good")])
def test_a_page_speaks_one_language(language: Language, words: str) -> None:
    text = page(report(), language)
    assert words in text
    assert f'<html lang="{language}">' in text
