from tutorfleet.worker.fitting import unused
from tutorfleet.worker.lines import Book, Offer, grammar

BOOK = Book(
    {
        "tea": {
            "react": ["Tea is good."],
            "ask": ["Which tea do you drink?", "Do you prefer tea or coffee?"],
            "own": ["I never drink."],
        },
        "me": {"react": ["I am a program."], "ask": ["What about you?"]},
        "advice": {"react": ["I do not know."], "ask": ["What do you think?"]},
        "answer": {"react": ["I see."]},
        "starters": {"ask": ["Where do you live?"]},
    }
)


def test_a_statement_gets_a_reaction_and_a_question_of_its_topic() -> None:
    assert BOOK.offer("tea", "says").reactions == ["Tea is good."]


def test_a_question_to_the_tutor_gets_its_own_answer() -> None:
    assert BOOK.offer("tea", "ask").reactions == ["I never drink."]


def test_a_used_up_answer_is_followed_by_a_general_one() -> None:
    assert unused(BOOK.offer("tea", "ask"), "I never drink. What?", BOOK).reactions == ["I am a program."]


def test_advice_without_tips_is_declined() -> None:
    assert BOOK.offer("tea", "advice").reactions == ["I do not know."]


def test_quotes_in_a_line_are_safe_in_the_grammar() -> None:
    assert r"say \"hi\" \\" in grammar([Offer(['say "hi" \\'], ["?"])])
