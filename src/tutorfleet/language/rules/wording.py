"""Wordings: a small language in which a data file says many fixed wordings, one a line, and what is right instead.

    depend~ [of|from|to|with > on] {thing}        "It depends of you" -> "It depends on you"
    listen~ [ > to] {det|obj}                     "listen me" -> "listen to me"
    discuss~ [about > ] {thing}                   "discussed about it" -> "discussed it"
    [open~ > turn~ on] {det}? tv|radio !door      "opened the TV" -> "turned on the TV"

Elements stand apart by blanks; an element is one of
  * words with `|` between them; `_` joins the words of one ("a_lot"); `open~` is any form of a verb, and `~` in the
    replacement takes the same form;
  * classes and words in braces: the classes of `rules/classes.py` and of `data/word_classes.txt`, and those that a file
    itself defines by lines like `skill := maths physics`;
  * `?` after an element: it may be missing; `*`: up to three of it; `!` before it: what follows is none of it;
    `<!` before words or a file's own class (first element): the word before is none of them.
In brackets stands what is replaced and, after `>`, by what; nothing on the left side inserts, nothing on the right removes;
`$2` on the right is what the second element in the brackets matched.
A file may define pairs, `feeling :: boring bored, tiring tired`: a line with `feeling.1` and `feeling.2` then stands for one line
a pair. A file has sections, each headed `== name`; `wordings(file, section)` makes a finder of one. How sure a wording is and why
it is so, say the rules that use it.
"""

import re
import sys
from collections.abc import Callable, Iterator, KeysView
from functools import cache
from typing import Literal

import msgspec

from tutorfleet.language.morph import ing, participle, past, third
from tutorfleet.language.rule import Find, Fix
from tutorfleet.language.rules.classes import CLASSES, is_chat, is_in, members, things
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import lines, words

Form = Literal["", "base", "third", "past", "participle", "ing"]
FORMS: dict[str, Callable[[str], str]] = {"third": third, "past": past, "participle": participle, "ing": ing}
SHOWN = 3
"""So many words after the replaced ones are shown in a reason."""
MOST = 3
"""How often an element with `*` may stand."""


Rest = tuple[tuple[tuple[str, ...], Form], ...]
"""The other words and the form of the verb of every alternative that begins with the same word."""


class Element(msgspec.Struct, frozen=True):
    """One place of a wording. `words`: first word -> what may follow it."""

    words: dict[str, Rest]
    classes: tuple[str, ...] = ()
    least: int = 1
    most: int = 1
    negative: bool = False


class Wording(msgspec.Struct, frozen=True):
    """A line: elements, of which `first` up to `last` are replaced by `right`; `anchor` is the telling one.

    `required` are the first words of each element that cannot be missing.
    """

    elements: tuple[Element, ...]
    first: int
    last: int
    right: str
    not_before: frozenset[str]
    anchor: int
    required: tuple[KeysView[str], ...]

    def may_be_in(self, sentence: Sentence) -> bool:
        """Whether the sentence has a word of each element that cannot be missing: quick to ask."""
        return not any(some.isdisjoint(sentence.words) for some in self.required)


class Match(msgspec.Struct, frozen=True):
    """Where the elements of a wording begin (one more: the end), and the form of its verb."""

    at: tuple[int, ...]
    form: Form


@cache
def wordings(name: str, section: str) -> Find:
    """The finder of one section of `data/<name>.txt`."""
    index: dict[str, list[Wording]] = {}
    for wording in _section(name, section):
        for word in wording.elements[wording.anchor].words:
            index.setdefault(word, []).append(wording)

    def find(sentence: Sentence) -> Iterator[Fix]:
        found = {id(w): w for word in sentence.words if word in index for w in index[word]}
        for one in found.values():
            if one.may_be_in(sentence):
                yield from _fixes(one, sentence)

    return find


@cache
def needs(name: str, section: str) -> frozenset[str]:
    """The words of which one must be there for `wordings(name, section)` to find anything."""
    return frozenset(word for w in _section(name, section) for word in w.elements[w.anchor].words)


def unless_chat(find: Find) -> Find:
    """A finder that looks at no chat message, where capitals are nobody's concern."""
    return lambda sentence: () if is_chat(sentence) else find(sentence)


def wording(line: str, own: dict[str, frozenset[str]] | None = None) -> Wording:
    """Read one line. Raises ValueError if it cannot be read."""
    parts = re.fullmatch(r"([^\[\]>]*)\[([^\[\]>]*)>([^\[\]>]*)\]([^\[\]>]*)", line.replace("<!", "<"))
    if parts is None:
        raise ValueError(f"a wording needs one pair of brackets with > in it: {line}")
    before, inside, right, after = (part.split() for part in parts.groups())
    not_before: frozenset[str] = frozenset()
    if before and before[0].startswith("<"):
        not_before = frozenset(_element(before.pop(0)[1:], own or {}).words)
    elements = tuple(_element(part, own or {}) for part in before + inside + after)
    return Wording(
        elements=elements,
        first=len(before),
        last=len(before) + len(inside),
        right=" ".join(right).replace("_", " "),
        not_before=not_before,
        anchor=_anchor(elements, line),
        required=tuple(elements[i].words.keys() for i in _sure(elements)),
    )


@cache
def _section(name: str, section: str) -> tuple[Wording, ...]:
    own: dict[str, frozenset[str]] = {}
    pairs: dict[str, list[list[str]]] = {}
    found, here = [], ""
    for line in lines(name):
        if line.startswith("== "):
            here = line[3:].strip()
        elif " :: " in line:
            key, _, value = line.partition(" :: ")
            pairs[key] = [pair.split() for pair in value.split(",")]
        elif ":=" in line:
            key, _, value = line.partition(":=")
            own[key.strip()] = frozenset(value.split())
        elif here == section:
            found += [wording(one, own) for one in _paired(line, pairs)]
    if not found:
        raise ValueError(f"data/{name}.txt has no section {section}")
    return tuple(found)


def _paired(line: str, pairs: dict[str, list[list[str]]]) -> Iterator[str]:
    """The lines that a line with pairs stands for; without any, the line itself."""
    name = next((name for name in pairs if f"{name}.1" in line or f"{name}.2" in line), None)
    if name is None:
        yield line
        return
    for first, second in pairs[name]:
        yield line.replace(f"{name}.1", first).replace(f"{name}.2", second)


def _element(part: str, own: dict[str, frozenset[str]]) -> Element:
    negative, part = part.startswith("!"), part.removeprefix("!")
    least, most = {"?": (0, 1), "*": (0, MOST)}.get(part[-1:], (1, 1))
    part = part.rstrip("?*")
    if not part.startswith("{"):
        return Element(_alternatives(frozenset(part.split("|"))), (), least, most, negative)
    names = part.strip("{}").split("|")
    classes = tuple(name for name in names if name in CLASSES and name not in own)
    texts = frozenset[str]().union(*(own.get(name, (name,)) for name in names if name not in classes))
    return Element(_alternatives(texts), classes, least, most, negative)


@cache
def _alternatives(texts: frozenset[str]) -> dict[str, Rest]:
    """First word -> what follows it. Kept, as thousands of lines have the same words."""
    found: dict[str, Rest] = {}
    for text in sorted(texts):
        for head, rest in _forms(text):
            found[head] = _joined(found[head], rest) if head in found else rest
    return found


@cache
def _forms(text: str) -> tuple[tuple[str, Rest], ...]:
    """The words of one alternative, for each form of its verb: the first, and the others."""
    forms: tuple[Form, ...] = ("base", "third", "past", "participle", "ing") if "~" in text else ("",)
    rows = ((form, [sys.intern(_formed(word, form)) for word in text.split("_")]) for form in forms)
    return tuple((head, _joined(((tuple(rest), form),), ())) for form, (head, *rest) in rows)


@cache
def _joined(first: Rest, second: Rest) -> Rest:
    """Both, one object for all that are the same."""
    return first + second


def _formed(word: str, form: Form) -> str:
    base = word.removesuffix("~")
    if base == word or form in {"", "base"}:
        return base
    return FORMS[form](base)


def _anchor(elements: tuple[Element, ...], line: str) -> int:
    """The first element of full words that cannot be missing, else the first of any words."""
    sure = _sure(elements)
    if not sure:
        raise ValueError(f"nothing to find it by: {line}")
    full = [i for i in sure if not any(word in words("function") for word in elements[i].words)]
    return (full or sure)[0]


def _sure(elements: tuple[Element, ...]) -> list[int]:
    """The elements of words that cannot be missing."""
    return [i for i, e in enumerate(elements) if e.words and e.least and not e.negative and not e.classes]


def _fixes(wording: Wording, sentence: Sentence) -> Iterator[Fix]:
    for start in range(len(sentence.tokens)):
        if sentence.word(start - 1) not in wording.not_before:
            match = next(_matches(wording.elements, sentence, start), None)
            if match is not None:
                yield _fix(wording, sentence, match)


def _fix(wording: Wording, sentence: Sentence, match: Match) -> Fix:
    tokens, (start, end) = sentence.tokens, (match.at[wording.first], match.at[wording.last])
    right = " ".join(_right(word, wording, sentence, match) for word in wording.right.split())
    if start == end:  # an insertion takes the word before it (or, at the start, after it) along
        start, end = (start - 1, end) if start else (start, end + 1)
        kept = tokens[start].text
        right = f"{kept} {right}" if end == match.at[wording.first] else f"{right} {kept}"
    anchor = match.at[wording.anchor], match.at[wording.anchor + 1]
    left = [t.text for t in tokens[min(anchor[0], start) : start]]
    rest = [
        t.text for t in tokens[end : max(anchor[1], min(match.at[-1], end + SHOWN))] if t.is_word or t.text.isdigit()
    ]
    phrase = " ".join([*left, right, *rest] if right else [*left, *rest])
    return Fix(tokens[start].start, tokens[end - 1].end, right, phrase=phrase)


def _right(word: str, wording: Wording, sentence: Sentence, match: Match) -> str:
    """One word of the right side: as it stands, in the form of the verb, or the words of an element ($2)."""
    if not word.startswith("$"):
        formed = _formed(word, match.form)
        return formed.capitalize() if formed in {"i", "i'm", "i've"} else formed
    at = wording.first + int(word[1:]) - 1
    return " ".join(token.text for token in sentence.tokens[match.at[at] : match.at[at + 1]])


def _matches(elements: tuple[Element, ...], sentence: Sentence, start: int) -> Iterator[Match]:
    """Every way in which the elements can stand from the word `start` on."""
    if not elements:
        yield Match((start,), "")
        return
    element, rest = elements[0], elements[1:]
    if element.negative:
        if next(_ends(element, sentence, start), None) is None:
            for match in _matches(rest, sentence, start):
                yield Match((start, *match.at), match.form)
        return
    for end, form in _repeated(element, sentence, start):
        for match in _matches(rest, sentence, end):
            yield Match((start, *match.at), form or match.form)


def _repeated(element: Element, sentence: Sentence, start: int, done: int = 0) -> Iterator[tuple[int, Form]]:
    """Where an element may end that may stand several times, the longest first."""
    if done < element.most:
        for end, form in _ends(element, sentence, start):
            for last, later in _repeated(element, sentence, end, done + 1):
                yield last, form or later
    if done >= element.least:
        yield start, ""


def _ends(element: Element, sentence: Sentence, start: int) -> Iterator[tuple[int, Form]]:
    for rest, form in element.words.get(sentence.word(start), ()):
        end = start + 1 + len(rest)
        if tuple(sentence.word(i) for i in range(start + 1, end)) == rest and _fits(sentence, start, form):
            yield end, form
    for name in element.classes:
        if name == "thing":
            yield from ((end, "") for end in things(sentence, start))
        elif is_in(name, sentence, start):
            yield start + (name not in {"end", "start"}), ""


def _fits(sentence: Sentence, index: int, form: Form) -> bool:
    """Whether a form that may be two (made, put) is this one after what stands before it."""
    before = sentence.word(index - 1)
    have = members("after_have")
    if form == "participle":
        return before in have or before.endswith(("'ve", "'d")) or sentence.word(index - 2) in have
    return form != "past" or (before not in have and before not in members("after_plain"))
