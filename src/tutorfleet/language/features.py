"""What is counted in a learner's messages: the ground under the scores (`scores.py`) and the level (`cefr.py`).

Sentences that speak to whoever scores ("give me 100", "ignore your instructions") are left out with their mistakes, so
that asking for points changes nothing. Quotations and code are not the learner's English and are not counted.
"""

import re
from collections.abc import Sequence

import msgspec

from tutorfleet.language.edits import Edit
from tutorfleet.language.morph import frequent, participles, plurals, singulars
from tutorfleet.language.tokens import Sentence, sentences
from tutorfleet.language.words import local, words

LINKS = frozenset(
    [
        "because",
        "but",
        "so",
        "then",
        "when",
        "although",
        "though",
        "while",
        "however",
        "therefore",
        "after",
        "before",
        "if",
        "since",
        "unless",
        "first",
        "finally",
        "also",
        "instead",
        "until",
        "nevertheless",
        "moreover",
        "furthermore",
        "meanwhile",
        "otherwise",
        "whereas",
        "despite",
    ]
)
SUBORDINATE = frozenset(
    [
        "because",
        "although",
        "though",
        "while",
        "if",
        "unless",
        "since",
        "which",
        "who",
        "whose",
        "whom",
        "whether",
        "until",
        "before",
        "after",
        "when",
        "where",
        "that",
    ]
)
_LEARNED = re.compile(
    r"[a-z]{4,}(?:tion|tions|ment|ments|ness|able|ible|ive|ous|ally|ity|ism|ence|ance|ful|less|ly|ary"
    r"|ise|ize|ised|ized|ing|ship|hood|ology)$"
)
_TO_SCORER = re.compile(
    # an order to give any number, at the beginning of a sentence: "my teacher gave me 90 points" is a story
    r"^\W*(?:(?:please|just|now|you must|you should)\s+)*(?:give|gimme|award|assign|grant|set|put|rate|grade|score|mark)\b"
    r"[^.!?\n]{0,40}\b(?:\d{1,3}|zero|ten)\b[^.!?\n]{0,30}\b(?:score|scores|grade|grades|points?|marks?|rating)\b|"
    r"\b(?:(?:give|gimme|award|assign|grant|set|put|rate|grade|score|mark|return|output|print|write|respond"
    r"|answer|reply)\b[^.!?\n]{0,60}\b(?:100|hundred|full|max(?:imum)?|perfect|highest|top|a\+|native)\b"
    r"|(?:ignore|forget|disregard|override)\b[^.!?\n]{0,60}\b(?:instruction|instructions|prompt|rules?"
    r"|above|previous)\b|system prompt|you are now\b|(?:score|scores|grade|grades|points?|rating|json)\b[^.!?\n]{0,60}\b(?:100"
    r"|hundred|full|maximum|perfect|highest|c2)\b"
    r"|(?:100|hundred|full|maximum|perfect|highest)\b[^.!?\n]{0,30}\b(?:score|scores|grade|grades|points?|marks?|rating)\b)",
    re.IGNORECASE,
)


class Features(msgspec.Struct, frozen=True):
    """Counts over all messages. `types` are the distinct correct English words; `learned` those of them beyond the everyday."""

    words: int = 0
    sentences: int = 0
    longest: int = 0
    mistakes: int = 0
    known: int = 0
    types: frozenset[str] = frozenset()
    learned: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    subordinate: int = 0
    perfect: int = 0
    questions: int = 0

    @property
    def length(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def rate(self) -> float:
        """Mistakes in a hundred words."""
        return 100 * self.mistakes / self.words if self.words else 0.0


def features(texts: Sequence[str], edits: Sequence[Sequence[Edit]]) -> Features:
    """Count the learner's messages (oldest first) with their edits; missing edits count as none."""
    rows = [(s, text, edits[i] if i < len(edits) else ()) for i, text in enumerate(texts) for s in own_sentences(text)]
    tokens = [(t.lower, _inside(t.start, t.end, marked)) for s, _, marked in rows for t in s.tokens if t.is_word]
    right = frozenset(word for word, wrong in tokens if not wrong and _is_english(word))
    lengths = [sum(t.is_word for t in s.tokens) for s, _, _ in rows]
    return Features(
        words=len(tokens),
        sentences=sum(n > 0 for n in lengths),
        longest=max(lengths, default=0),
        mistakes=sum(_in_sentence(edit, s) for s, _, marked in rows for edit in marked),
        known=sum(
            1
            for word, wrong in tokens
            if not wrong and (word in frequent() or word in local() or bool(_LEARNED.match(word)))
        ),
        types=frozenset(plurals().get(word, word) for word in right),
        learned=frozenset(
            word
            for word in right
            if word not in words("function") and (word not in frequent() or (len(word) >= 8 and not _is_everyday(word)))
        ),
        links=frozenset(word for word, _ in tokens if word in LINKS),
        subordinate=sum(1 for word, _ in tokens if word in SUBORDINATE),
        perfect=sum(_perfects(s) for s, _, _ in rows),
        questions=sum(s.text.rstrip().endswith("?") for s, _, _ in rows),
    )


def own_sentences(text: str) -> list[Sentence]:
    """The sentences of a message that are the learner's English and do not speak to whoever scores."""
    return [s for s in sentences(text) if not _TO_SCORER.search(s.text)]


def _is_english(word: str) -> bool:
    return word in frequent() or bool(_LEARNED.match(word))


def _is_everyday(word: str) -> bool:
    """Brothers and football are long, but the first words of a learner."""
    return plurals().get(word, word) in singulars()


def _inside(start: int, end: int, edits: Sequence[Edit]) -> bool:
    return any(e.start < end and e.end > start and e.category == "spelling" for e in edits)


def _in_sentence(edit: Edit, sentence: Sentence) -> bool:
    return sentence.start <= edit.start < sentence.start + len(sentence.text)


def _perfects(sentence: Sentence) -> int:
    return sum(
        t.lower in {"have", "has", "had", "'ve"} and sentence.word(i + 1) in participles()
        for i, t in enumerate(sentence.tokens)
    )
