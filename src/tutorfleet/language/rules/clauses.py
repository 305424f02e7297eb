"""What several rules need to know of a clause: where a subject begins one, which adverbs may stand before its verb."""

import re
from collections.abc import Callable

from tutorfleet.language.morph import ings, pasts, thirds, verbs
from tutorfleet.language.tokens import Sentence

ADVERBS = frozenset(
    [
        "also",
        "always",
        "already",
        "even",
        "just",
        "maybe",
        "never",
        "often",
        "only",
        "rarely",
        "really",
        "seldom",
        "sometimes",
        "still",
        "then",
        "usually",
        "actually",
        "finally",
    ]
)
MODALS = frozenset(
    [
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "can't",
        "couldn't",
        "won't",
        "wouldn't",
        "shouldn't",
        "mustn't",
        "cannot",
    ]
)
DO = frozenset(["do", "does", "did", "don't", "doesn't", "didn't"])
OPENERS = frozenset(
    [
        "and",
        "because",
        "but",
        "so",
        "when",
        "if",
        "that",
        "then",
        "although",
        "though",
        "while",
        "or",
        "since",
        "unless",
        "until",
        "before",
        "after",
        "where",
        "why",
        "what",
        "how",
        "whenever",
        "think",
        "know",
        "hope",
        "say",
        "says",
        "said",
        "believe",
        "guess",
        "sure",
        "now",
        "today",
        "yesterday",
        "sometimes",
        "everyday",
        "usually",
        "maybe",
        "also",
        "well",
        "yes",
        "no",
        "oh",
    ]
)
PERSONS = frozenset(
    [
        "mother",
        "father",
        "brother",
        "sister",
        "friend",
        "teacher",
        "boss",
        "wife",
        "husband",
        "son",
        "daughter",
        "uncle",
        "aunt",
        "grandmother",
        "grandfather",
        "mom",
        "dad",
        "mum",
        "cousin",
        "girlfriend",
        "boyfriend",
        "neighbor",
        "neighbour",
        "grandma",
        "grandpa",
        "dog",
        "cat",
        "roommate",
    ]
)
POSSESSIVES = frozenset(["my", "your", "his", "her", "our", "their"])
SUBJUNCTIVE = frozenset(
    [
        "suggest",
        "suggests",
        "suggested",
        "insist",
        "insists",
        "insisted",
        "recommend",
        "recommends",
        "recommended",
        "demand",
        "demands",
        "demanded",
        "request",
        "requested",
        "require",
        "requires",
        "required",
        "essential",
        "important",
        "necessary",
        "vital",
        "ask",
        "asked",
        "asks",
        "propose",
        "proposed",
        "crucial",
        "advise",
        "advised",
        "lest",
        "wish",
    ]
)


_FINITE = MODALS | DO | {"am", "is", "are", "was", "were", "have", "has", "had"}
_ADVERBIAL = frozenset(
    ["so", "well", "no", "now", "today", "yesterday", "sometimes", "everyday", "usually", "maybe", "also", "then"]
)
_SAYS = frozenset(["think", "know", "hope", "say", "says", "said", "believe", "guess"])


def opens(sentence: Sentence, index: int) -> bool:
    """Whether a clause can begin at the word `index`: at the start, after a mark or after a conjunction."""
    before = sentence.word(index - 1)
    return index == 0 or before in {",", ";", ":", "-", "–", "—", "(", ".", "!", "?", "…"} or before in OPENERS


def joins_subjects(sentence: Sentence, index: int) -> bool:
    """Whether "and" or "or" before the word `index` joins it to another subject ("he and his wife"), not two clauses."""
    if sentence.word(index - 1) not in {"and", "or", "nor"}:
        return False
    for i in range(index - 2, -1, -1):
        word = sentence.word(i)
        if word in _FINITE or word in verbs() or word in thirds() or word in pasts() or word in ings() or "'" in word:
            return word in _SAYS
        if not word[:1].isalpha() or (word in OPENERS and word not in _ADVERBIAL):
            return True
    return True


def is_inverted(sentence: Sentence, index: int) -> bool:
    """Whether an auxiliary earlier in the sentence may govern the verb ("Can he sing and she dance?")."""
    return sentence.word(0) in MODALS | DO or any(sentence.word(i) in SUBJUNCTIVE for i in range(index))


def skip_adverbs(sentence: Sentence, index: int) -> int:
    """The index of the first word from `index` on that is not an adverb of frequency."""
    while sentence.word(index) in ADVERBS:
        index += 1
    return index


def by_table(words: dict[str, str]) -> Callable[[re.Match[str]], str]:
    """A replacement for `pattern`: what a table says of the words that were found."""
    return lambda match: words[match["x"].lower()]
