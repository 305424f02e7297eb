from tutorfleet.language import cues

SYSTEM = f"You are Maya.\n{cues.marked('Here is your key.')}\nBe kind."


def test_a_marked_line_is_found_again() -> None:
    assert cues.line_of(SYSTEM) == "Here is your key."


def test_a_text_without_a_mark_has_no_line() -> None:
    assert cues.line_of("You are Maya. Here is your key.") == ""


def test_a_line_stays_one_row_whatever_it_is() -> None:
    assert cues.line_of(cues.marked("One.\n Two.")) == "One. Two."


def test_the_rest_is_the_text_without_its_line() -> None:
    assert cues.without(SYSTEM) == "You are Maya.\nBe kind."
