"""Options of a model as text."""

import pytest

from tutorfleet.models.errors import ModelError
from tutorfleet.models.params import read_params


def test_each_option_gets_its_type() -> None:
    pairs = ["temperature=0.7", "num_ctx=4096", "use_mmap=false", "stop=###", "stop=a=b"]
    assert read_params(pairs) == {"temperature": 0.7, "num_ctx": 4096, "use_mmap": False, "stop": ["###", "a=b"]}


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("temperature=hot", "a number"),
        ("temperature=nan", "a number"),
        ("num_ctx=1.5", "a whole number"),
        ("use_mmap=maybe", "true or false"),
        ("temperatur=1", "KEY one of num_ctx"),
        ("temperature", "KEY=VALUE"),
    ],
)
def test_a_wrong_option_is_named_with_what_was_expected(pair: str, expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        read_params([pair])
