"""One real fleet for all system tests that do not harm it. They run in one process (`xdist_group`), because it is one machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.learner import Learner
from support.local_fleet import LocalFleet, many_learners


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.xdist_group("fleet"))


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalFleet]:
    """The whole default fleet, for many learners."""
    running = LocalFleet("--fleet", str(many_learners(tmp_path_factory.mktemp("system")))).start()
    yield running
    running.stop()
    running.remove()


@pytest.fixture
def learner(fleet: LocalFleet) -> Learner:
    """A new learner of that fleet."""
    return Learner(fleet.url)
