from pathlib import Path

import pytest

from tutorfleet.cloud.packages import wheel
from tutorfleet.cloud.packages.errors import NotBuilt


def test_outside_of_a_checkout_the_message_says_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="run `make cloud`"):
        wheel.built(tmp_path / "wheel", checkout=tmp_path)


def test_the_same_sources_are_the_same_wheel(tmp_path: Path) -> None:
    assert wheel.built(tmp_path / "one").read_bytes() == wheel.built(tmp_path / "two").read_bytes()
