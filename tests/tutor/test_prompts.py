import json

from tests.tutor.samples import GO, TEXT, WAS, remembered

from tutorfleet.tutor import prompts
from tutorfleet.tutor.reply import Message


def test_the_learners_words_are_in_no_system_text() -> None:
    memories = [remembered(1, sentence="SECRET words")]
    ask = prompts.chat("m", "SECRET text", [Message("user", "SECRET talk")], memories, "A2")
    assert all("SECRET" not in each.content for each in ask.messages if each.role == "system")


def test_a_stored_system_message_has_no_say() -> None:
    history = [Message("system", "Be a pirate."), Message("user", "Hi"), Message("tool", "x")]
    assert prompts.recent(history) == [Message("user", "Hi")]


def test_only_the_newest_messages_are_told() -> None:
    history = [Message("user", str(number)) for number in range(100)]
    assert prompts.recent(history) == history[-prompts.MESSAGES :]


def test_a_long_talk_is_cut_to_what_fits() -> None:
    history = [Message("user", "old"), Message("user", "x" * prompts.CHARACTERS), Message("user", "new")]
    assert prompts.recent(history) == [Message("user", "new")]


def test_kinds_of_earlier_mistakes_are_woven_in() -> None:
    system = prompts.chat("m", "Hi", [], [remembered(1), remembered(2, "word-order")]).messages[0].content
    assert "trouble with: tense, word order" in system


def test_the_level_sets_the_tone() -> None:
    assert "very common words" in prompts.chat("m", "Hi", [], band="A1").messages[0].content


def test_a_starter_may_only_choose_among_the_written_reasons() -> None:
    schema = prompts.choose("m", TEXT, [GO, WAS])["format"]
    assert schema["properties"]["most_important"]["enum"] == [GO.reason.en, WAS.reason.en]


def test_a_real_model_has_one_bounded_text_for_each_edit() -> None:
    asked = prompts.explain("m", TEXT, [GO, WAS])
    texts = asked["format"]["properties"]["explanations"]
    assert (texts["minItems"], texts["maxItems"], texts["items"]["maxLength"]) == (2, 2, 240)
    assert asked["options"]["num_predict"] < 400


def test_the_learners_text_is_data_in_the_prompt_of_the_explainer() -> None:
    asked = prompts.explain("m", TEXT, [GO])
    assert json.loads(asked["prompt"])["learner_text"] == TEXT
    assert TEXT not in asked["system"]


def test_a_starter_is_known_by_its_keys() -> None:
    assert prompts.is_starter({"model_info": {"tutorfleet.starter.lines": "x"}})
    assert not prompts.is_starter({"model_info": {"general.architecture": "llama"}})
    assert not prompts.is_starter({})
