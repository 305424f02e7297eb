import pytest

from tutorfleet.worker.fitting import cheerful, impersonal, sober, unanswered, unused
from tutorfleet.worker.lines import Book, Offer

BOOK = Book(
    {
        "tea": {"react": ["Tea is good."], "ask": ["Which tea do you drink?", "Do you prefer tea or coffee?"]},
        "answer": {"react": ["I see."]},
        "badnews": {"react": ["I am sorry."], "ask": ["What will you do now?"]},
        "starters": {"ask": ["Where do you live?"]},
    }
)
TEA = BOOK.offer("tea", "says")


def test_what_was_said_before_is_left_out() -> None:
    assert unused(TEA, "Well. Which tea do you drink?", BOOK).questions == ["Do you prefer tea or coffee?"]


def test_when_every_question_of_a_topic_was_asked_a_general_one_follows() -> None:
    assert unused(TEA, " ".join(TEA.questions), BOOK).questions == ["Where do you live?"]


def test_before_a_general_question_comes_one_about_an_earlier_topic() -> None:
    asked = unused(TEA, " ".join(TEA.questions), BOOK, ["How is your dog?", "How is your house?"])
    assert asked.questions == ["How is your dog?"]


def test_questions_for_later_wait_until_the_first_ones_are_used_up() -> None:
    offer = Offer(["Good."], ["How?"], later=["Why?"])
    assert unused(offer, "", BOOK).questions == ["How?"]
    assert unused(offer, "How?", BOOK).questions == ["Why?"]


def test_a_question_that_was_just_answered_is_left_out() -> None:
    assert unanswered(TEA, "I prefer tea").questions == ["Which tea do you drink?"]


def test_a_topic_with_one_question_keeps_it() -> None:
    offer = Offer(["Good."], ["Do you prefer tea or coffee?"])
    assert unanswered(offer, "I prefer tea").questions == offer.questions


def test_a_message_about_somebody_else_gets_no_question_about_the_learner() -> None:
    offer = Offer(["You are kind.", "Tea is good."], ["Do you drink?", "What tea is it?", "Who drinks it?"])
    assert impersonal(offer) == Offer(["Tea is good."], ["What tea is it?", "Who drinks it?"])


def test_bad_news_lose_the_cheerful_lines() -> None:
    offer = Offer(["How nice!", "That is hard."], ["What was the best part?", "What happened?"])
    assert sober(offer, BOOK).reactions == ["That is hard."]
    assert sober(offer, BOOK).questions == ["What happened?"]


def test_where_only_cheerful_lines_are_left_lines_for_bad_news_are_taken() -> None:
    assert sober(Offer(["How nice!"], ["What was fun?"]), BOOK).reactions == ["I am sorry."]


@pytest.mark.parametrize("line", ["That is wonderful news!", "Games can be a lot of fun.", "What was the best part?"])
def test_a_cheerful_line_is_known(line: str) -> None:
    assert cheerful(line)


@pytest.mark.parametrize("line", ["I am sorry to hear that.", "Being ill is never fun.", "What would make it better?"])
def test_a_sober_line_is_known(line: str) -> None:
    assert not cheerful(line)
