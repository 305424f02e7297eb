import pytest

from tutorfleet.worker.act_features import Classes, features

CLASSES = Classes({"BREAK": "broken snapped leaking", "THING": "roof phone", "FAM": "mother"})


def test_words_are_seen_by_their_beginning_and_in_pairs() -> None:
    found = features("The ceilings leaked", CLASSES)
    assert {"ceili", "the ceili", "< the"} <= found


def test_two_words_of_a_class_look_alike() -> None:
    assert "BREAK" in features("it is snapped", CLASSES) & features("it is leaking", CLASSES)


def test_several_words_of_a_class_are_more_than_one() -> None:
    assert "BREAK BREAK" in features("snapped and leaking", CLASSES)
    assert "BREAK BREAK" not in features("it snapped", CLASSES)


def test_a_regular_past_form_is_of_the_past() -> None:
    assert "PAST" in features("I fished", CLASSES)


def test_the_beginning_is_seen_in_classes() -> None:
    assert "begins my FAM is" in features("My mother is in the garden", CLASSES)


def test_the_end_of_several_sentences_is_seen_in_classes() -> None:
    assert "ends my THING" in features("We sat at home. My roof is gone.", CLASSES)
    assert not any(one.startswith("ends") for one in features("My roof is gone.", CLASSES))


def test_a_question_is_known_by_whom_it_is_about() -> None:
    assert {"?", "asks do", "asks you"} <= features("I am here. Do you like it?", CLASSES)
    assert "asks I" in features("What should I do?", CLASSES)


def test_a_question_in_the_middle_is_not_one_at_the_end() -> None:
    assert {"?", "? inside"} & features("Why me? I was early.", CLASSES) == {"? inside"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [("haha 😂", "laugh"), ("oh :(", "sad"), ("yes!!", "!!"), ("we are HERE", "CAPS"), ('she said "no"', "quote")],
)
def test_signs_are_seen(text: str, sign: str) -> None:
    assert sign in features(text, CLASSES)
    assert sign not in features("we are here.", CLASSES)


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "🙂" * 500, "a" * 5000, "\ud800", "... !!"])
def test_any_text_has_features(text: str) -> None:
    assert any(one.startswith("length") for one in features(text, CLASSES))
