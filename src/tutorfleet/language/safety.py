"""What must not be left to a model: crisis and self-harm, grief, abuse. Rules on the learner's words, English and Indonesian.

`notice` says whether a message needs care before any model sees it; `reply` is the answer that is then given.
"""

from typing import Literal

import msgspec

Kind = Literal["crisis", "grief", "abuse"]
Language = Literal["en", "id"]


class Notice(msgspec.Struct, frozen=True):
    """`kind`, and the words of the message that it rests on."""

    kind: Kind
    evidence: str


def notice(text: str) -> Notice | None:
    """What in this message needs care, the gravest first; None for an ordinary message. Never raises."""
    return None


def reply(notice: Notice, language: Language = "en") -> str:
    """A written answer for the notice: serious and warm, with where to find help; for grief one gentle open question."""
    return ""
