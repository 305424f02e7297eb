"""The rules in a thread of their own."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tutorfleet.language.check import check
from tutorfleet.service.checker import Checker

TEXT = "Yesterday I go to school."


@pytest.fixture
def checker() -> Iterator[Checker]:
    checker = Checker()
    yield checker
    checker.close()


async def test_it_finds_what_the_rules_find(checker: Checker) -> None:
    assert await checker.check(TEXT) == check(TEXT) != []


async def test_a_text_that_comes_before_all_is_loaded_is_checked_all_the_same(checker: Checker) -> None:
    checker.warm_up(0)
    assert await checker.check(TEXT) == check(TEXT)


async def test_the_event_loop_goes_on_while_a_text_is_checked(checker: Checker) -> None:
    checking = asyncio.create_task(checker.check("I likes the tea very much. " * 40))
    turns = 0
    while not checking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10


async def test_a_checker_that_is_closed_loads_nothing_more(caplog: pytest.LogCaptureFixture) -> None:
    checker = Checker()
    checker.warm_up(0)
    checker.close()
    for _ in range(3):
        await asyncio.sleep(0)
    assert not caplog.records


def test_a_service_is_imported_without_the_rules() -> None:
    """They would take half of its start."""
    program = "import sys, tutorfleet.service.program; sys.exit('tutorfleet.language.rules.articles' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
