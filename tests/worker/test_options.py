"""Options and durations in Ollama's words."""

import math

import pytest

from tutorfleet.worker import keepalive, options
from tutorfleet.worker.errors import Failure


def test_defaults_are_ollamas_and_not_llama_cpps():
    sampling = options.read(None).sampling
    assert sampling["min_p"] == 0.0
    assert sampling["temperature"] == 0.8
    assert sampling["repeat_penalty"] == 1.0


def test_the_request_comes_before_the_model_and_the_model_before_the_defaults():
    read = options.read({"top_k": 5}, {"top_k": 9, "temperature": 0.1})
    assert (read.sampling["top_k"], read.sampling["temperature"]) == (5, 0.1)


def test_unknown_and_loading_options_are_ignored():
    assert set(options.read({"magic": 1, "num_gpu": 3, "use_mmap": True}).sampling) == set(options.read(None).sampling)


def test_a_whole_float_is_an_integer():
    assert options.read({"num_predict": 3.0}).num_predict == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"num_ctx": 0},
        {"num_ctx": -1},
        {"top_k": 1.5},
        {"seed": 2**31},
        {"top_p": True},
        {"top_p": float("inf")},
        {"stop": [1]},
        {"stop": ["a"] * 65},
    ],
)
def test_what_is_no_option_value_is_named(asked):
    with pytest.raises(Failure, match=f'option "{next(iter(asked))}"'):
        options.read(asked)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5m", 300),
        ("1h30m", 5400),
        ("100ms", 0.1),
        ("0", 0),
        (0, 0),
        (3.5, 3.5),
        ("-1s", math.inf),
        (-1, math.inf),
        ("1.5h", 5400),
        ("-0.1s", math.inf),
    ],
)
def test_keep_alive_reads_numbers_and_durations(value, seconds):
    assert keepalive.parse(value) == pytest.approx(seconds)


@pytest.mark.parametrize("value", ["", "5", "m", "5 m", "1h30", "--1s", "1" * 5000 + "q", float("nan")])
def test_what_is_no_duration_is_a_400(value):
    with pytest.raises(Failure) as caught:
        keepalive.parse(value)
    assert caught.value.status == 400
