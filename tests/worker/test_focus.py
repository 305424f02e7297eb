from tutorfleet.worker.focus import gist, heart, is_story

LONG_MESSAGE = (
    "Last month my brother and me opened a small coffee cart near the harbour. In the beginning nobody buys. "
    "Then one taxi driver tell his friends and now we have a queue every morning. We are tired but happy."
)


def test_a_short_message_is_taken_up_whole() -> None:
    assert gist("I sell fish. It is hard. I like it.") == "I sell fish. It is hard. I like it."


def test_of_a_long_message_the_end_is_taken_up() -> None:
    assert gist(LONG_MESSAGE).endswith("We are tired but happy.")
    assert "nobody buys" not in gist(LONG_MESSAGE)


def test_a_long_sentence_is_taken_up_whole() -> None:
    assert gist("and then " * 40) == "and then " * 40


def test_only_a_very_long_message_is_a_story() -> None:
    assert not is_story(LONG_MESSAGE)
    assert is_story(LONG_MESSAGE * 2)


def test_the_frame_of_time_goes_and_every_word_keeps_its_place() -> None:
    said = "in my free time i grow chili on the roof"
    assert len(heart(said).split()) == len(said.split())
    assert "free" not in heart(said)
    assert "grow chili" in heart(said)


def test_a_frame_without_a_sentence_stays() -> None:
    assert heart("in my free time") == "in my free time"
