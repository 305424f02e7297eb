"""What a request of /api/create asks for, and what is refused before anything is written."""

import pytest

from tutorfleet.models.manifest import Message
from tutorfleet.worker import ollama
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.recipes import MOST, Create, recipe_of


def recipe(text: str):
    return recipe_of(ollama.read(text.encode(), Create))


def test_every_field_is_taken_over():
    found = recipe(
        '{"from":"a","adapters":{"l.gguf":"d"},"template":"t","system":"s","license":["x","","y"],"renderer":"r",'
        '"parameters":{"seed":1,"stop":"#","top_k":null},"messages":[{"role":"user","content":"hi"}]}'
    )
    assert (found.adapters, found.template, found.system) == ({"l.gguf": "d"}, "t", "s")
    assert found.licenses == ("x", "y")
    assert found.params == {"seed": 1, "stop": ["#"]}
    assert found.messages == (Message("user", "hi"),)
    assert found.extensions == {"renderer": "r"}


def test_one_license_may_be_a_text():
    assert recipe('{"license":"MIT"}').licenses == ("MIT",)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('{"quantize":"q4_0"}', "quantize is not supported"),
        ('{"quantization":"q4_0"}', "quantize is not supported"),
        ('{"from":"a","files":{"x.gguf":"d"}}', "not both"),
        ('{"files":{"x.pt":"d"}}', "convert it to GGUF"),
        ('{"adapters":{"../x.gguf":"d"}}', "must be relative"),
        ('{"messages":[{"role":"tool","content":"x"}]}', "message role"),
        ('{"parameters":{"temperature":"hot"}}', "temperature"),
        ('{"parameters":{"num_ctx":2147483648}}', "num_ctx"),
        ('{"parameters":{"num_ctx":0}}', "num_ctx"),
        ('{"license":7}', "invalid JSON"),
        ('{"license":[' + ",".join(['"a"'] * (MOST + 1)) + "]}", "at most"),
    ],
)
def test_v5_what_cannot_be_is_a_400(text, word):
    with pytest.raises(Failure, match=word) as raised:
        recipe(text)
    assert raised.value.status == 400
