"""What a rule is: one small object that finds one kind of mistake, says why in two languages, and carries its own tests.

Two ways to find: `pattern` (a regular expression over a sentence; the group `x` is what is replaced) for fixed wordings,
or any function from a `Sentence` to `Fix`es. The rules themselves are in `rules/`; `docs/rules.md` is made from them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from tutorfleet.language.edits import Category, Edit, Reason
from tutorfleet.language.tokens import MASK, Sentence


class Fix(msgspec.Struct, frozen=True):
    """Replace `text[start:end]` of the whole text by `replacement`; an empty one removes it and a blank beside it.

    `phrase` is how the whole wording is right ("depends on"), for reasons that say more than the word replaced.
    `confidence` is for a fix that is surer, or less sure, than its rule.
    """

    start: int
    end: int
    replacement: str
    phrase: str = ""
    confidence: float | None = None


Find = Callable[[Sentence], Iterable[Fix]]
FindAcross = Callable[[Sequence[Sentence]], Iterable[Fix]]
"""Finds what is wrong only because of another sentence of the same text."""


def nothing(_: Sentence) -> Iterable[Fix]:
    """The `find` of a rule that looks at several sentences at once."""
    return ()


class Rule(msgspec.Struct, frozen=True):
    """One kind of mistake.

    `examples` are pairs (wrong, right) that `check` must turn into each other with this rule alone at work;
    `fine` are sentences that it must leave alone. In the reasons `{original}`, `{replacement}`
    and `{phrase}` stand for the words. `tip` is a piece of advice, for instance how to remember it.
    A sentence without any of the words `needs` (in small letters; none: any sentence) is not looked at, which is quick.
    `across` sees all the sentences of a text at once, for what one sentence alone does not tell.
    """

    id: str
    category: Category
    reason: Reason
    find: Find
    examples: tuple[tuple[str, str], ...]
    fine: tuple[str, ...]
    confidence: float = 0.9
    needs: frozenset[str] = frozenset()
    tip: Reason | None = None
    across: FindAcross | None = None

    def edits(self, sentence: Sentence, text: str) -> Iterator[Edit]:
        """The corrections of this rule in a sentence of `text`."""
        if not self.needs or not self.needs.isdisjoint(sentence.words):
            yield from self._made(self.find(sentence), text)

    def edits_across(self, sentences: Sequence[Sentence], text: str) -> Iterator[Edit]:
        """The corrections of this rule for which it looks at all the sentences of `text`."""
        if self.across is not None:
            yield from self._made(self.across(sentences), text)

    def _made(self, fixes: Iterable[Fix], text: str) -> Iterator[Edit]:
        for fix in fixes:
            start, end, replacement = _without_gap(text, fix)
            original = text[start:end]
            replacement = _like(original, replacement)
            if replacement != original and MASK not in replacement:
                yield Edit(
                    start=start,
                    end=end,
                    original=original,
                    replacement=replacement,
                    category=self.category,
                    rule=self.id,
                    confidence=self.confidence if fix.confidence is None else fix.confidence,
                    reason=_reason(self.reason, original.strip(), replacement.strip(), fix.phrase),
                )


def found_by(
    rules: Sequence[Rule], sentences: Sequence[Sentence], text: str, clean: frozenset[str] = frozenset()
) -> Iterator[Edit]:
    """All that the rules find in the sentences of `text`; those that are `clean`, as they are masked, are left out."""
    for sentence in sentences:
        if sentence.text not in clean:
            for rule in rules:
                yield from rule.edits(sentence, text)
    for rule in rules:
        yield from rule.edits_across(sentences, text)


def pattern(expression: str, replacement: str | Callable[[re.Match[str]], str | None]) -> Find:
    """Find by a regular expression (small and capital letters alike; a blank stands for any blanks).

    What the group `x` matched is replaced: by a fixed text (`\\g<name>` refers to a group) or by what a function says
    (None: no mistake after all).
    """
    compiled = re.compile(_BLANK.sub(_blanks, expression), re.IGNORECASE)

    def find(sentence: Sentence) -> Iterator[Fix]:
        for match in compiled.finditer(sentence.text):
            new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
            if new is not None:
                yield Fix(sentence.start + match.start("x"), sentence.start + match.end("x"), new)

    return find


def either(*finds: Find) -> Find:
    """All that any of the finders finds."""

    def find(sentence: Sentence) -> Iterator[Fix]:
        for one in finds:
            yield from one(sentence)

    return find


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


_BLANK = re.compile(r"\(\?<[!=][^()]*\)|\[[^\]]*\]| \?| ")
"""A blank in an expression; look-behinds (which need one length) and sets are left as they are."""


def _blanks(match: re.Match[str]) -> str:
    return {" ": r"[ \t]+", " ?": r"[ \t]*"}.get(match[0], match[0])


def _without_gap(text: str, fix: Fix) -> tuple[int, int, str]:
    if fix.replacement:
        return fix.start, fix.end, fix.replacement
    if fix.start > 0 and text[fix.start - 1] == " ":
        return fix.start - 1, fix.end, ""
    # At the very beginning the next word takes over the capital letter of the one that goes.
    after = fix.end + (text[fix.end : fix.end + 1] == " ")
    return fix.start, after + 1, text[after : after + 1]


def _like(original: str, replacement: str) -> str:
    first = original[:1]
    keeps = original == "I" or not first.isupper() or original.split(" ", maxsplit=1)[0] == "I"
    return replacement if keeps else replacement[:1].upper() + replacement[1:]


def _reason(reason: Reason, original: str, replacement: str, phrase: str) -> Reason:
    words = {"{original}": original, "{replacement}": replacement, "{phrase}": phrase or replacement}

    def fill(text: str) -> str:
        return "".join(words.get(part, part) for part in re.split(r"(\{[a-z]+\})", text))

    return Reason(fill(reason.en), fill(reason.id))
