"""Thoughts taken out of a reply, wherever it is cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.thoughts import Thoughts, overlap, tags_of

REPLIES = {
    "thoughts first": ("<think>\nhm, so\n</think>\n\nHello <b>", "hm, so", "Hello <b>"),
    "white space first": (" \n<think>hm</think>Hi", "hm", "Hi"),
    "no thoughts": ("Hello <think> is a word", "", "Hello <think> is a word"),
    "only a beginning of the tag": ("<thin", "", "<thin"),
    "thoughts without an end": ("<think>a </thin", "a </thin", ""),
    "empty thoughts": ("<think>\n\n</think>\n\nHi", "", "Hi"),
    "nothing": ("", "", ""),
}


@pytest.mark.parametrize(("reply", "thought", "said"), REPLIES.values(), ids=REPLIES)
@given(cuts=st.lists(st.integers(0, 40), max_size=8))
def test_v22_thoughts_are_the_same_wherever_the_reply_is_cut(reply, thought, said, cuts):
    reader = Thoughts("<think>", "</think>")
    edges = [0, *sorted(min(cut, len(reply)) for cut in cuts), len(reply)]
    pairs = [reader.feed(reply[a:b]) for a, b in pairwise(edges)] + [reader.finish()]
    assert ("".join(one for _, one in pairs), "".join(one for one, _ in pairs)) == (thought, said)


def test_thoughts_that_the_prompt_began_are_thoughts_too():
    reader = Thoughts("<think>", "</think>", begun=True)
    assert [reader.feed("hm</th"), reader.feed("ink> Hi")] == [("", "hm"), ("Hi", "")]


def test_the_tags_are_those_of_the_template():
    assert tags_of("{{ .Content }}<think>{{ .Thinking }}</think>") == ("<think>", "</think>")
    assert tags_of("{% if reasoning %}[THINK]") == ("[THINK]", "[/THINK]")
    assert tags_of("{{ .Prompt }}") is None


def test_an_overlap_is_never_the_whole_tag():
    assert [overlap(text, "</a>") for text in ("x</", "x<", "x", "</a>", "")] == [2, 1, 0, 0, 0]
