"""A reply that is longer than its context."""

from tutorfleet.worker.chunks import Piece, Timings
from tutorfleet.worker.shifting import Shift


def _end(reason: str = "length", made: int = 6) -> list[Piece]:
    return [Piece("a", tokens=(7,)), Piece(reason=reason, timings=Timings(1, 3, 10.0, made, 5.0))]


def test_a_full_context_loses_its_older_half_but_for_what_is_kept():
    shift = Shift(limit=10, keep=2, left=9, tokens=[1, 2, 3, 4, 5, 6, 7, 8, 9])
    batch, again = shift.feed(_end())
    assert (again, batch[-1].reason) == (True, "")
    assert shift.next() == ([1, 2, 7, 8, 9, 7], 4)
    assert shift.left == 5


def test_a_reply_that_stops_is_over():
    shift = Shift(limit=10, keep=2, left=9, tokens=[1])
    batch, again = shift.feed(_end("stop"))
    assert (again, batch[-1].reason) == (False, "stop")


def test_nothing_is_asked_again_when_all_was_said():
    shift = Shift(limit=10, keep=4, left=3, tokens=[1, 2, 3])
    assert shift.feed(_end())[1]
    assert shift.next()[1] == 3
    assert not shift.feed(_end())[1]


def test_the_end_counts_all_parts_and_the_prompt_once():
    shift = Shift(limit=10, keep=4, left=3, tokens=[1, 2, 3])
    shift.feed(_end(made=6))
    batch, _ = shift.feed(_end(made=3))
    assert batch[-1].timings == Timings(1, 3, 20.0, 9, 10.0)


def test_pieces_in_mid_reply_pass():
    shift = Shift(limit=10, keep=4, left=3, tokens=[1])
    pieces = [Piece("a", tokens=(5, 6))]
    assert shift.feed(pieces) == (pieces, False)
    assert shift.tokens == [1, 5, 6]
