"""The small language of wordings: what a line finds, what it leaves alone, and what it puts there."""

import pytest

from tutorfleet.language.edits import apply, without_overlaps
from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import wording as module
from tutorfleet.language.rules.saying import SAID
from tutorfleet.language.rules.wording import needs, wording, wordings
from tutorfleet.language.tokens import sentence


def changed(line: str, text: str, **own: str) -> str:
    """`text` after a wording of one line."""
    found = list(
        module._fixes(wording(line, {name: frozenset(words.split()) for name, words in own.items()}), sentence(text))
    )
    rule = Rule(id="x", category="preposition", reason=SAID, find=lambda _: found, examples=(("a", "b"),), fine=("b",))
    return apply(text, without_overlaps(list(rule.edits(sentence(text), text))))


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        ("depend~ [of|from > on]", "It depends of you.", "It depends on you."),
        ("listen~ [ > to] {det|obj}", "Listened me?", "Listened to me?"),
        ("discuss~ [about > ] {thing}", "We discussed about the old plan.", "We discussed the old plan."),
        ("[make~ > do~] homework", "I made homework.", "I did homework."),
        ("[make~ > do~] homework", "She is making homework.", "She is doing homework."),
        ("[make~ > do~] {poss}? homework", "He makes his homework.", "He does his homework."),
        ("{be} {adverb}* good [in > at] maths", "He is not really good in maths.", "He is not really good at maths."),
        ("[before {digits} {units} > $2 $3 ago] {end}", "I came before 2 days.", "I came 2 days ago."),
        ("a_lot [ > of] {skill}", "I have a lot skills.", "I have a lot of skills."),
    ],
)
def test_a_line_corrects_what_it_says(line: str, wrong: str, right: str) -> None:
    assert changed(line, wrong, units="days years", skill="skills talents") == right


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("depend~ [of > on] !course", "It depends of course on you."),
        ("<!the|a visit [to > ] {thing}", "I liked the visit to Bali."),
        ("{start} [in > at] this time", "Only in this time."),
        ("discuss~ [about > ] {thing}", "They discussed, about that time, a plan."),
        ("[make~ > do~] homework", "He makes homes."),
    ],
)
def test_a_line_leaves_the_rest_alone(line: str, text: str) -> None:
    assert changed(line, text) == text


@pytest.mark.parametrize("line", ["no brackets", "[a > b] [c > d]", "{be} [ > x] {adverb}?"])
def test_a_line_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"wording|find it by"):
        wording(line)


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(ValueError, match="no section"):
        wordings("verb_prepositions", "nowhere")


def test_a_reason_can_show_the_whole_wording() -> None:
    (fix,) = wordings("verb_prepositions", "wrong")(sentence("It depends of the weather."))
    assert fix.phrase == "depends on"


def test_what_a_section_needs_are_words_of_its_lines() -> None:
    assert {"depends", "depending"} <= needs("verb_prepositions", "wrong")
