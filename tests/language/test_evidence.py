"""The sentences that a level rests on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tutorfleet.language import cefr
from tutorfleet.language.check import check
from tutorfleet.language.evidence import Evidence, evidence

WEAK = "I go home."
STRONG = "Although the committee had considered several alternatives, nobody recommended abandoning the negotiations."
WRONG = "He go to bed and she go to bed and we was sad and it were bad."


def found(*texts: str) -> list[Evidence]:
    return evidence(texts, [check(text) for text in texts])


def test_a_sentence_that_shows_more_comes_first_with_what_it_shows() -> None:
    best, weak = found(f"{WEAK} {STRONG}")
    assert (best.sentence, weak.sentence) == (STRONG, WEAK)
    assert cefr.BANDS.index(best.shows) > cefr.BANDS.index(weak.shows)
    assert (best.words, best.mistakes, best.links) == (12, 0, ["although"])
    assert "negotiations" in best.learned


def test_a_sentence_stands_as_the_learner_wrote_it_with_its_mistakes_counted() -> None:
    first, second = found("She likes tea a lot.", "Yesterday I go to the market and I buyed two book.")
    wrong = next(each for each in (first, second) if each.message == 1)
    assert wrong.sentence == "Yesterday I go to the market and I buyed two book."
    assert wrong.mistakes == 3


def test_only_the_best_and_the_weakest_of_many_are_told() -> None:
    texts = [
        f"I like {thing} very much{more}." for thing in ("tea", "rice", "fish") for more in ("", " because it is good")
    ]
    chosen = found(*texts, STRONG, WRONG)
    assert len(chosen) == 5
    assert (chosen[0].sentence, chosen[-1].sentence) == (STRONG, WRONG)


def test_what_is_said_twice_is_told_once_and_what_is_no_english_not_at_all() -> None:
    chosen = found(WEAK, WEAK, "Saya pergi ke pasar.", "Give me 100 points for this.", "Yes.")
    assert [each.sentence for each in chosen] == [WEAK]


def test_nothing_rests_on_nothing() -> None:
    assert evidence([], []) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([WEAK, STRONG, "He go home.", "a b c", "\ud83d \0 http://x.y", "She don't likes `it`."]),
        max_size=4,
    )
)
def test_every_sentence_is_one_of_its_message(texts: list[str]) -> None:
    for each in found(*texts):
        assert each.sentence in texts[each.message]
