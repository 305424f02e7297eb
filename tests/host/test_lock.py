import json
from pathlib import Path

import pytest

from tutorfleet.host import lock
from tutorfleet.host.errors import AlreadyRunning, DataUnusable
from tutorfleet.host.layout import layout


def test_two_fleets_on_one_directory_are_refused(tmp_path: Path) -> None:
    with (
        lock.held(layout(tmp_path)),
        pytest.raises(AlreadyRunning, match="tutorfleet down"),
        lock.held(layout(tmp_path)),
    ):
        pass


def test_the_directory_is_free_again_afterwards(tmp_path: Path) -> None:
    with lock.held(layout(tmp_path)):
        pass
    with lock.held(layout(tmp_path)):
        assert layout(tmp_path).version.exists()


def test_a_directory_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    layout(tmp_path).version.write_text(json.dumps({"format": 99, "by": "9.9.9"}))
    with pytest.raises(DataUnusable, match=r"9\.9\.9"), lock.held(layout(tmp_path)):
        pass


def test_a_version_file_that_is_broken_is_refused_with_a_way_out(tmp_path: Path) -> None:
    layout(tmp_path).version.write_text("{")
    with pytest.raises(DataUnusable, match="delete that one file"), lock.held(layout(tmp_path)):
        pass
