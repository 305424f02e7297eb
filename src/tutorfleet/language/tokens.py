"""Sentences and words of a text, with their places, and what in it is not the learner's English.

What is masked is not looked at by any rule: code, addresses, handles, hashtags, quotations, pictures. A mask has the
length of what it hides, so every index is an index into the text itself. Only the first `LONGEST` characters are read.
"""

import re
from collections.abc import Iterator

import msgspec

from tutorfleet.language.indonesian import is_indonesian
from tutorfleet.language.morph import frequent
from tutorfleet.language.words import local

LONGEST = 12_000
"""Characters of a text that are looked at; a learner's message is far shorter."""
LONGEST_SENTENCE = 1_500
MASK = "\ufffc"

_HIDDEN = re.compile(
    r"""```.*?(?:```|\Z) | `[^`\n]{1,500}`                                  # code
    | (?:https?://|www\.)\S+ | \b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}  # addresses
    | (?<!\w)[@#\#$][A-Za-z_]\w*                                           # handles, hashtags, variables
    | \b(?:[\w-]{1,64}\.){1,4}(?:com|org|net|id|io|py|js|ts|txt|json|html|css|md|sh|pdf|jpg|png|exe|csv)\b
    | (?<![\w/])(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]+)+                         # paths
    | </?[A-Za-z][^>\n]{0,200}>                                            # markup
    | "[^"\n]{1,400}" | “[^”\n]{1,400}” | «[^»\n]{1,400}»                  # quotations
    | (?<!\w)'[^'\n]{1,200}'(?!\w) | (?<!\w)‘[^’\n]{1,200}’(?!\w)
    | \w{41,} | \b\w{2,}\((?!e?s\)|s/he\))[^\s()]{0,40}\)(?!\w) | \b\w+_\w+\b | \b[a-z]+[A-Z]\w*\b                         # names in code
    | ^[^\n]*(?:[{};]|=>|==|:=|\)\s*:)[ \t]*$ | ^[ \t]*(?:def|import|from|class|const|let|var|SELECT|\$|>>>|>)[ \t][^\n]*$
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*|\d+(?:[.,:]\d+)*|\s+|.", re.DOTALL)
_PICTURE = r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]"
_END = re.compile(rf"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+|[。！？]+|(?<!{_PICTURE}){_PICTURE}++(?=\s+[A-Z])")
_BEFORE = re.compile(rf"(?:[^\x21-\x7eÀ-ɏ‘’“”«»…{MASK}]|[-*•>]\s)*")
"""Pictures, bullets, other scripts: a sentence begins after them."""
_SHORT = frozenset(["mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "no", "e.g", "i.e", "a.m", "p.m", "jl", "rp"])


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number or a mark. `lower` is in small letters with straight apostrophes."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.lower[:1].isalpha()


class Sentence(msgspec.Struct, frozen=True, cache_hash=True):
    """`text` is the masked text from `start` on; the places of `tokens` are places in the whole text.

    `words` are the words and marks in small letters, each once.
    """

    text: str
    start: int
    tokens: tuple[Token, ...]
    words: frozenset[str]

    def word(self, index: int) -> str:
        """The word or mark at `index` in small letters; empty outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` (of its first `LONGEST` characters)."""
    masked = mask(text[:LONGEST])
    return [sentence(masked[start:end], start) for start, end in _trimmed(masked) if start < end]


def sentence(masked: str, start: int = 0) -> Sentence:
    """One sentence of an already masked text that begins at `start` of the whole."""
    found = _TOKEN.finditer(masked)
    tokens = tuple(Token(m[0], m[0].lower(), start + m.start(), start + m.end()) for m in found if not m[0].isspace())
    return Sentence(masked, start, tokens, frozenset(token.lower for token in tokens))


def mask(text: str) -> str:
    """`text`, as long as it was, with what is not the learner's English hidden and apostrophes made straight."""
    hidden = _HIDDEN.sub(lambda m: "".join(c if c == "\n" else MASK for c in m[0]), text)
    return hidden.replace("’", "'").replace("\u02bc", "'")


def is_english(sentence: Sentence) -> bool:
    """Whether the rules may look at it: a sentence in another language has no mistakes of English."""
    found = [t.lower for t in sentence.tokens if t.is_word]
    plain = [word for word in found if word.isascii()]
    if not found:
        return False
    known = sum(1 for word in plain if word in frequent() or "'" in word)
    return len(found) < 3 or known * 5 >= len(found) * 2


def is_local(word: str) -> bool:
    """Whether the word is Indonesian, a name, a place or a chat word."""
    return word.lower() in local() or is_indonesian(word.lower())


def _trimmed(masked: str) -> Iterator[tuple[int, int]]:
    for start, end in _spans(masked):
        before = _BEFORE.match(masked, start, end)
        yield before.end() if before else start, end


def _spans(masked: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(masked):
        if end.end() - start < LONGEST_SENTENCE and _is_abbreviation(masked, start, end.start()):
            continue
        yield from _pieces(start, end.end())
        start = end.end()
    yield from _pieces(start, len(masked))


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST_SENTENCE):
        yield at, min(end, at + LONGEST_SENTENCE)


def _is_abbreviation(masked: str, start: int, dot: int) -> bool:
    if masked[dot : dot + 1] != "." or masked[dot + 1 : dot + 2] == "\n":
        return False
    last = re.split(r"[\s(]", masked[max(start, dot - 12) : dot])[-1].lower()
    return last in _SHORT or (len(last) == 1 and last.isalpha() and last != "i")
