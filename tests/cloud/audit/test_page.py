import re

import pytest

from support.toy_audit import passing, report, rule
from tutorfleet.cloud.audit.page import page
from tutorfleet.cloud.audit.rule import Language


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


def test_a_page_is_one_well_formed_document(english: str) -> None:
    opened = re.findall(r"<(article|dl|dd|dt|ul|li|table|tr|td|th|div|h1|h2|h3|p|code|body|html|head)\b", english)
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
