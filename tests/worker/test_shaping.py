"""The pieces of a reply on their way to a client."""

from tutorfleet.worker.calls import CallReader
from tutorfleet.worker.chunks import Piece, Timings
from tutorfleet.worker.prompt import Seam
from tutorfleet.worker.shaping import Shaper
from tutorfleet.worker.thoughts import Thoughts

ROW = {
    "id": 3,
    "token": "a",
    "bytes": [97],
    "logprob": -0.5,
    "top_logprobs": [{"id": 4, "token": "b", "bytes": [98], "logprob": -1.0}],
}


def test_a_piece_that_nothing_happens_to_is_the_same_one():
    piece = Piece("hello", tokens=(1,))
    assert Shaper(Seam("")).feed(piece) is piece


def test_thoughts_and_calls_are_taken_out_in_this_order():
    shaper = Shaper(Seam(""), thoughts=Thoughts("<think>", "</think>"), calls=CallReader("<call>", ["f"]))
    pieces = [
        Piece("<think>hm</think>Hi", tokens=(1,)),
        Piece('<call>{"name":"f","arguments":{}}'),
        Piece(reason="stop"),
    ]
    shaped = [shaper.feed(piece) for piece in pieces]
    assert [(one.text, one.thinking) for one in shaped] == [("Hi", "hm"), ("", ""), ("", "")]
    assert shaped[-1].tools == ({"index": 0, "function": {"name": "f", "arguments": "{}"}},)
    assert (shaped[0].tokens, shaped[-1].reason) == ((1,), "stop")


def test_what_was_held_back_is_said_at_the_end():
    shaper = Shaper(Seam(""), thoughts=Thoughts("<think>", "</think>"))
    assert [shaper.feed(Piece("<thi")).text, shaper.feed(Piece(reason="length")).text] == ["", "<thi"]


def test_a_silent_reply_has_no_tokens():
    shaper = Shaper(Seam(""), silent=True)
    assert shaper.feed(Piece("x", tokens=(1,))) == Piece()
    end = shaper.feed(Piece(reason="stop", timings=Timings(1, 2, 3.0, 1, 5.0)))
    assert end == Piece(reason="length", timings=Timings(1, 2, 3.0))


def test_probabilities_are_said_without_numbers_of_tokens():
    (alone,) = Shaper(Seam("")).feed(Piece("a", likely=(ROW,))).likely
    assert alone == {"token": "a", "bytes": [97], "logprob": -0.5}
    (row,) = Shaper(Seam(""), top=1).feed(Piece("a", likely=(ROW,))).likely
    assert row["top_logprobs"] == [{"token": "b", "bytes": [98], "logprob": -1.0}]
