"""Breaks a text that arrives piece by piece into lines of a terminal, at words and never inside one. Pure: text in, text out.

A word is held back until it is certain that it is whole; a terminal would break it at its edge.
"""

import re

from rich.cells import cell_len

PIECES = re.compile(r"\n|[^\S\n]+|\S+")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Without control characters: a text of somebody else may not steer the terminal."""
    return UNPRINTABLE.sub("", text)


class Flow:
    """One text. `width` in cells; None passes everything on as it comes."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.column = 0
        self._space = ""
        self._word = ""

    def feed(self, text: str) -> str:
        """What can be printed now."""
        text = printable(text)
        if self.width is None:
            self.column = len(text.rpartition("\n")[2]) + (0 if "\n" in text else self.column)
            return text
        pieces = PIECES.findall(self._word + text)
        self._word = pieces.pop() if pieces and self._may_grow(pieces[-1]) else ""
        return "".join(map(self._placed, pieces))

    def end(self) -> str:
        """What was held back; the line is left unless it is empty."""
        rest, self._word, self._space = self._placed(self._word), "", ""
        out = rest + ("\n" if self.column else "")
        self.column = 0
        return out

    def _may_grow(self, piece: str) -> bool:
        return not piece.isspace() and self.width is not None and cell_len(piece) < self.width

    def _placed(self, piece: str) -> str:
        if piece == "\n":
            self.column, self._space = 0, ""
            return piece
        if not piece.strip():
            self._space = piece or self._space
            return ""
        return self._word_placed(piece)

    def _word_placed(self, word: str) -> str:
        assert self.width is not None
        space, self._space = self._space, ""
        size, before = cell_len(word), self.column
        if before + cell_len(space) + size > self.width:
            self.column, space = 0, "\n" if before else ""
        self.column += size if space == "\n" else cell_len(space) + size
        if size > self.width:  # the terminal breaks it
            self.column %= self.width
        return space + word
