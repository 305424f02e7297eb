from tutorfleet.fleet.lines import line_of

TEXT = 'a = 1\n\n[b.c] # note\n  "d e" = 2\n[[f]]\ng.h = 3\n'


def test_a_key_is_found_in_its_table() -> None:
    assert line_of(TEXT, ("b", "c", "d e")) == 4


def test_a_dotted_key_is_found() -> None:
    assert line_of(TEXT, ("f", "g", "h")) == 6


def test_a_key_that_is_missing_is_at_its_table() -> None:
    assert line_of(TEXT, ("b", "c", "z")) == 3


def test_what_is_nowhere_is_at_the_first_line() -> None:
    assert line_of(TEXT, ("x", "y")) == 1
