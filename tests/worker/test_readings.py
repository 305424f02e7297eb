import pytest

from tutorfleet.worker.listening import Heard
from tutorfleet.worker.particulars import Particular
from tutorfleet.worker.readings import Reading, Scene, readings

NEW = Scene(talking=False)
PETS = Scene(before=Reading("pets"), question="How many animals do you have?")
DURIAN = Particular("food", size=1)


def heard(section: str, sure: float = 0.95, kind: str = "says", named: frozenset[str] = frozenset()) -> Heard:
    return Heard([(section, sure), ("unknown", 1 - sure)], [(kind, 1.0)], named)


def only(text: str, now: Heard, scene: Scene = NEW, *things: Particular) -> Reading:
    (found,) = readings(text, now, things, scene)
    return found


def test_a_sure_topic_is_taken() -> None:
    assert only("I like my dog", heard("pets")).section == "pets"


def test_an_unsure_one_is_answered_in_general() -> None:
    assert only("we approve it on paper", heard("pets", 0.2)).section == "neutral"


def test_a_particular_thing_goes_before_the_topic() -> None:
    assert only("I ate durian in the office", heard("work", 0.7), NEW, DURIAN).thing == DURIAN


def test_a_single_word_does_not_outweigh_a_topic_that_is_sure() -> None:
    assert only("I ate durian in the office", heard("work"), NEW, DURIAN).thing is None


def test_a_call_with_somebody_is_no_question_to_the_tutor() -> None:
    call = Particular("tutor", size=2)
    assert only("I see my husband by video call", heard("family"), NEW, call).thing is None
    assert only("can we make a video call?", heard("family"), NEW, call).thing == call


def test_company_is_only_mentioned_in_most_stories() -> None:
    uncle = Particular("family", size=1)
    assert only("I repair motorcycles with my uncle", heard("transport", 0.6), NEW, uncle).section == "transport"


def test_a_number_after_a_question_is_its_answer() -> None:
    assert only("2", heard("numbers"), PETS).section == "answer-number"


def test_a_number_without_a_question_is_a_number() -> None:
    assert only("2", heard("numbers")).section == "numbers"


def test_no_answer_is_taken_as_such() -> None:
    assert only("I don't know", heard("school", 0.5), PETS).section == "dontknow"


def test_a_short_answer_that_names_a_thing_is_about_it() -> None:
    assert only("a durian", heard("food"), PETS, DURIAN).thing == DURIAN


def test_a_denied_thing_gets_no_reaction_as_if_it_were_so() -> None:
    assert only("I don't have a dog", heard("pets")).kind == "says-not"


@pytest.mark.parametrize("text", ["because I was tired", "because it is cold and I can sleep"])
def test_a_reason_stays_with_the_topic_of_the_talk(text: str) -> None:
    assert only(text, heard("tired"), PETS).section in ("answer", "answer-reason")


def test_two_topics_that_are_equally_likely_are_both_offered() -> None:
    now = Heard([("food", 0.5), ("travel", 0.45)], [("says", 1.0)])
    assert [one.section for one in readings("we ate in Japan", now, [], NEW)] == ["food", "travel"]
