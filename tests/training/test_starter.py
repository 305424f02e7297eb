import json

import pytest
from training.starter.learner import KINDS, Learner, content, intents
from training.starter.particulars import entries, packed
from training.starter.sections import cases, sections, talks, word_lists
from training.starter.talk import Talker, book

from tutorfleet.models.catalogue import STARTER
from tutorfleet.models.gguf import read_header
from tutorfleet.worker.pages import pages
from tutorfleet.worker.particulars import KEY
from tutorfleet.worker.starter import LINES_KEY


def test_every_topic_can_react_and_ask() -> None:
    found = sections()
    assert all(found[name].react and found[name].ask for name in content())


def test_every_line_of_the_tutor_is_a_sentence() -> None:
    lines = [line for kinds in book().sections.values() for found in kinds.values() for line in found]
    assert [line for line in lines if line[0].islower() or line[-1] not in ".!?" or "  " in line] == []


def test_every_question_ends_as_one() -> None:
    assert [q for found in sections().values() for q in found.ask if not q.endswith("?")] == []


def test_every_particular_thing_is_complete() -> None:
    for entry in entries():
        name = f"[{entry.section}] {entry.phrases}"
        assert entry.section in content() or entry.section in sections(), name
        assert entry.phrases, name
        assert entry.lines.get("react") or entry.lines.get("bad"), name
        assert len(entry.lines.get("ask", [])) > 1, name


def test_every_line_about_a_particular_thing_is_a_sentence() -> None:
    lines = [line for entry in entries() for found in entry.lines.values() for line in found]
    assert [line for line in lines if line[0].islower() or line[-1] not in ".!?" or "  " in line] == []
    assert [q for entry in entries() for q in entry.lines["ask"] if not q.endswith("?")] == []


def test_every_word_that_may_be_taken_up_is_in_one_writing() -> None:
    lists = word_lists("lexicon.txt")
    assert all(word.isalpha() or "-" in word for text in lists.values() for word in text.split())


def test_no_line_promises_or_judges() -> None:
    things = [line for entry in entries() for found in entry.lines.values() for line in found]
    text = (json.dumps(dict(book().sections)) + json.dumps(things)).lower()
    assert not any(
        words in text for words in ("i will remember", "is correct", "well done", "good english", "how nice!")
    )


def test_the_same_seed_gives_the_same_messages() -> None:
    first, second = Learner(5), Learner(5)
    assert [first.message() for _ in range(200)] == [second.message() for _ in range(200)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_message_has_a_known_section_and_kind(seed: int) -> None:
    learner, known = Learner(seed), {*content(), *intents()}
    messages = [learner.message() for _ in range(2000)]
    assert {m.section for m in messages} <= known
    assert {m.kind for m in messages} == set(KINDS)
    assert not any(place in m.text for m in messages for place in ("{t}", "{a}", "{g}", "{u}", "{name}"))


def test_no_talk_repeats_a_line() -> None:
    talker = Talker(1)
    for _ in range(300):
        replies = [turn.tutor for turn in talker.talk()]
        assert len(replies) == len(set(replies))


def test_evaluation_messages_are_not_training_messages() -> None:
    said = {line.lower() for found in sections().values() for line in found.says}
    written = [*cases("fresh.txt"), *cases("newcomers.txt")]
    frozen = [message for _, message in written if len(message.split()) > 3]
    assert [message for message in frozen if message.lower() in said] == []
    assert len(frozen) > 120
    assert sum(len(turns) for turns in talks()) > 80


def test_every_key_word_belongs_to_a_topic() -> None:
    assert {name for name, found in sections().items() if found.keys} <= set(content())


def test_the_shipped_model_carries_the_lines_of_this_folder() -> None:
    shipped = json.loads(read_header(STARTER / "chat.gguf").text(LINES_KEY))
    assert shipped == book().sections


def test_the_shipped_model_carries_the_particular_things_of_this_folder() -> None:
    _, text = packed()
    assert bytes(pages(STARTER / "chat.gguf", KEY)).decode() == text
