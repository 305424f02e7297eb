from tutorfleet.worker.lines import Book, Offer, grammar, unanswered, unused

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
    assert unused(BOOK.offer("tea", "ask"), ["I never drink."], BOOK).reactions == ["I am a program."]


def test_advice_without_tips_is_declined() -> None:
    assert BOOK.offer("tea", "advice").reactions == ["I do not know."]


def test_when_every_question_of_a_topic_was_asked_a_general_one_follows() -> None:
    asked = ["Which tea do you drink?", "Do you prefer tea or coffee?"]
    assert unused(BOOK.offer("tea", "says"), asked, BOOK).questions == ["Where do you live?"]


def test_a_question_that_was_just_answered_is_left_out() -> None:
    assert unanswered(BOOK.offer("tea", "says"), "I prefer tea").questions == ["Which tea do you drink?"]


def test_a_topic_with_one_question_keeps_it() -> None:
    offer = Offer(["Good."], ["Do you prefer tea or coffee?"])
    assert unanswered(offer, "I prefer tea") == offer


def test_a_reply_is_split_into_its_lines() -> None:
    assert BOOK.split("Tea is good. Where do you live?") == ["Tea is good.", "Where do you live?"]


def test_quotes_in_a_line_are_safe_in_the_grammar() -> None:
    assert r"say \"hi\" \\" in grammar([Offer(['say "hi" \\'], ["?"])])
