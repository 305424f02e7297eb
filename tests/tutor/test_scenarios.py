"""Every scenario's file is whole, in both languages and at every level, and says only what a reply may say."""

import re
from collections.abc import Iterator, Sequence

import msgspec
import pytest

from tutorfleet.language import safety
from tutorfleet.tutor import prompts, scenarios
from tutorfleet.tutor.manners import Manners
from tutorfleet.tutor.scenarios import Beat, Choice, Scenario, UnknownScenario
from tutorfleet.tutor.scene import Scene

LEVELS = ["A1", "A2", "B1", "B2", "C1"]
ALL = list(scenarios.every().values())
PLAYS = [(one, band) for one in ALL for band in one.beats]
WORDS_AT_A = 14
"""of a sentence for beginners"""

every = pytest.mark.parametrize("scenario", ALL, ids=[one.id for one in ALL])
each_band = pytest.mark.parametrize(("scenario", "band"), PLAYS, ids=[f"{one.id}-{band}" for one, band in PLAYS])


def as_list(lines: str | Sequence[str]) -> list[str]:
    return [lines] if isinstance(lines, str) else [*lines]


def reactions(beat: Beat) -> Iterator[str]:
    yield from filter(None, [*as_list(beat.any), beat.yes, beat.no, beat.own, *beat.when.values()])


def general(scenario: Scenario) -> list[str]:
    answers = [fact.answer for fact in scenario.facts]
    return [*scenario.heard, *scenario.granted, *scenario.unknown, *scenario.sorry, *scenario.glad, *answers]


def test_there_are_the_scenarios_that_the_page_offers() -> None:
    assert list(scenarios.every()) == ["small-talk", "ordering", "hotel", "interview", "presentation", "placement"]


@every
def test_everything_that_a_learner_reads_first_is_in_both_languages(scenario: Scenario) -> None:
    texts = [scenario.title, scenario.about, scenario.roles.tutor, scenario.roles.learner, *scenario.goals]
    assert len(scenario.goals) >= 2
    assert all(text.en.strip() and text.id.strip() and text.en != text.id for text in texts)


@every
def test_every_level_has_an_opening_that_asks_and_phrases(scenario: Scenario) -> None:
    assert list(scenario.opening) == (["A1"] if scenario.rising else LEVELS)
    assert scenario.opening.keys() == scenario.phrases.keys()
    assert all(line.endswith("?") for line in scenario.opening.values())
    assert all(len(set(phrases)) >= 4 for phrases in scenario.phrases.values())


@every
def test_every_level_has_beats_and_an_end_that_asks_nothing(scenario: Scenario) -> None:
    assert {level[0] for level in scenario.opening} == scenario.beats.keys() == scenario.close.keys()
    assert all(line and "?" not in line for line in scenario.close.values())
    assert {len(Scene(scenario, level).beats) for level in scenario.opening} <= {6, 7, 8}


@each_band
def test_every_beat_asks_and_can_ask_again(scenario: Scenario, band: scenarios.Band) -> None:
    opening, *beats = scenario.beats[band]
    assert not opening.say, "it is the level's opening"
    assert all(beat.say.endswith("?") for beat in beats)
    assert all(beat.again.endswith("?") for beat in (opening, *beats))


@each_band
def test_what_is_said_to_an_answer_asks_nothing(scenario: Scenario, band: scenarios.Band) -> None:
    lines = [line for beat in scenario.beats[band] for line in reactions(beat)]
    assert [line for line in lines + general(scenario) if "?" in line or line[-1] not in ".!"] == []


@each_band
def test_no_line_stands_twice(scenario: Scenario, band: scenarios.Band) -> None:
    beats = scenario.beats[band]
    lines = [line for beat in beats for line in (beat.say, beat.again) if line]
    lines += [line for beat in beats for line in set(reactions(beat))] if band == "C" else []
    assert sorted(lines) == sorted(set(lines))


@pytest.mark.parametrize("scenario", [one for one in ALL if not one.rising], ids=lambda one: one.id)
def test_beginners_get_short_sentences(scenario: Scenario) -> None:
    lines = [line for beat in scenario.beats["A"] for line in (beat.say, beat.again, *reactions(beat))]
    sentences = [one for line in [*lines, scenario.opening["A1"]] for one in re.split(r"(?<=[.!?:])\s+", line)]
    assert [one for one in sentences if len(one.split()) > WORDS_AT_A] == []


@each_band
def test_patterns_are_words_that_can_be_found(scenario: Scenario, band: scenarios.Band) -> None:
    patterns = [pattern for beat in scenario.beats[band] for pattern in beat.when]
    for pattern in [*patterns, *(fact.asks for fact in scenario.facts)]:
        assert not re.compile(rf"\b(?:{pattern})\b", re.I).search(""), pattern


@each_band
def test_a_reply_may_say_every_line_as_it_stands(scenario: Scenario, band: scenarios.Band) -> None:
    level = next(level for level in scenario.opening if level[0] == band)
    system = prompts.play("m", "Hi", [], Scene(scenario, level), "").messages[0].content
    beats = scenario.beats[band]
    lines = [line for beat in beats for line in (beat.say, beat.again, *reactions(beat)) if line]
    for line in [*lines, scenario.close[band], *general(scenario)]:
        manners = Manners("", re.sub(r"(?m)^- .*$", "", system), wrong=True)
        assert manners.feed(line) + manners.end() == line


@every
def test_no_useful_phrase_needs_care(scenario: Scenario) -> None:
    assert [one for phrases in scenario.phrases.values() for one in phrases if safety.notice(one)] == []


def test_what_is_listed_hides_what_will_be_said() -> None:
    told = msgspec.json.encode(scenarios.listed()).decode()
    hotel = scenarios.every()["hotel"]
    assert hotel.opening["A1"] in told
    assert hotel.beats["A"][1].say not in told
    assert hotel.facts[0].answer not in told


def test_a_scenario_or_level_that_there_is_not_is_named_with_what_there_is() -> None:
    with pytest.raises(UnknownScenario, match="small-talk, ordering"):
        scenarios.choose(Choice("moon", "A1"))
    with pytest.raises(UnknownScenario, match=r"placement has the levels A1$"):
        scenarios.choose(Choice("placement", "B1"))


def test_a_slip_in_a_file_is_found() -> None:
    with pytest.raises(msgspec.ValidationError, match="titel"):
        scenarios.read('titel = { en = "a", id = "b" }')
