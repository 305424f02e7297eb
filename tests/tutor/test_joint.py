from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tutorfleet.tutor.joint import SHORTEST_ECHO, Joint, Stops

TEXT = st.text(alphabet=st.sampled_from(" \n\tabé€👋.,"), max_size=60)


def joined(said: str, parts: list[str]) -> str:
    joint = Joint(said)
    return said + "".join(joint.feed(part) for part in parts) + joint.end()


@examples(deadline=None)
@given(TEXT, st.data())
def test_a_reply_cut_anywhere_is_whole_again(whole: str, data: st.DataObject) -> None:
    said = whole[: data.draw(st.integers(0, len(whole)))]
    assert joined(said, [whole[len(said.rstrip()) :]]) == whole


@examples(deadline=None)
@given(TEXT, st.data())
def test_it_does_not_matter_how_the_continuation_is_cut(whole: str, data: st.DataObject) -> None:
    said = whole[: data.draw(st.integers(0, len(whole)))]
    assert joined(said, list(whole[len(said.rstrip()) :])) == whole


def test_a_leading_space_that_is_there_already_is_not_doubled() -> None:
    assert joined("The cat ", [" sat"]) == "The cat sat"


def test_a_space_that_the_worker_left_out_does_not_vanish() -> None:
    assert joined("The cat ", ["sat"]) == "The cat sat"


def test_of_two_line_ends_only_the_one_that_is_missing_comes() -> None:
    assert joined("One.\n", ["\n\nTwo."]) == "One.\n\nTwo."


LONG = "Every autumn the ferry between Saltholm and the mainland stops "


def test_an_echo_of_the_first_half_is_dropped() -> None:
    assert joined(LONG, list(LONG.rstrip() + " running.")) == LONG + "running."


def test_what_only_begins_like_an_echo_is_kept() -> None:
    assert joined(LONG, list("Every autumn it rains.")) == LONG + "Every autumn it rains."


def test_what_begins_like_an_echo_and_ends_there_is_kept() -> None:
    assert joined(LONG, ["Every autumn"]) == LONG + "Every autumn"


def test_a_short_repetition_is_meant() -> None:
    assert len("ha") < SHORTEST_ECHO
    assert joined("ha", ["ha", " ha"]) == "haha ha"


def shown(stops: list[str], parts: list[str]) -> str:
    finder = Stops(stops)
    return "".join(finder.feed(part) for part in parts) + finder.end()


@examples(deadline=None)
@given(st.text(alphabet="ab\n"), st.text(alphabet="ab\n", min_size=1, max_size=4), st.data())
def test_a_stop_string_cuts_wherever_the_text_is_split(text: str, stop: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    assert shown([stop], [text[:cut], text[cut:]]) == text.partition(stop)[0]
    assert shown([stop], list(text)) == text.partition(stop)[0]


def test_the_beginning_of_a_stop_string_is_held_until_it_is_clear() -> None:
    finder = Stops(["\nLearner:"])
    assert finder.feed("Hello\nLea") == "Hello"
    assert finder.feed("rn it.") == "\nLearn it."


def test_of_two_stop_strings_the_first_in_the_text_cuts() -> None:
    assert shown(["b", "a"], ["xaxb"]) == "x"
