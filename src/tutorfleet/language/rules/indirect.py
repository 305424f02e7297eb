"""Rules of reported speech and of question tags; questions inside a sentence are in `indirect_questions.py`."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.indirect_questions import leads
from tutorfleet.language.rules.nounwords import FEMALE, MALE
from tutorfleet.language.rules.questions import WH
from tutorfleet.language.rules.units import View, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import PRONOUNS, Clause, clauses
from tutorfleet.language.tokens import Sentence


def _name(seen: View, i: int) -> str:
    return "I" if seen.word(i) == "i" else seen.text(i)


def _tell(sentence: Sentence) -> Iterator[Fix]:
    """She told that she would come; they told they were hungry."""
    seen = view(sentence)
    said = {"tell": "say", "told": "said", "tells": "says"}
    for i in range(1, len(seen.units) - 2):
        if seen.word(i) not in said or seen.word(i - 1) in words_of("indirect.passive"):
            continue
        clause = next((c for c in clauses(sentence) if c.start in {i + 1, i + 2} and c.asked < 0), None)
        that = seen.word(i + 1) == "that"
        if (
            clause is not None
            and clause.start == i + 1 + that
            and seen.word(clause.start) in {"i", "he", "she", "we", "they", "it"}
        ):
            yield seen.fix(i, i, said[seen.word(i)])


def _that_wh(sentence: Sentence) -> Iterator[Fix]:
    """I asked him that where he lived."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        if seen.word(i) == "that" and seen.word(i + 1) in WH - {"which", "who", "when"} and leads(seen, i):
            yield seen.fix(i, i, "")


_TAG_HELPERS = {"am": "aren't", "can": "can't", "will": "won't"} | {
    word: f"{word}n't" for word in ("is", "are", "was", "were", "could", "would", "should", "must", "have", "has")
}


def _tag(sentence: Sentence) -> Iterator[Fix]:
    """You are tired, isn't it? -> aren't you?"""
    seen = view(sentence)
    last = len(seen.units) - 3
    if last < 4 or [seen.word(last), seen.word(last + 1)] != ["isn't", "it"] or seen.word(last - 1) != ",":
        return
    clause = next((c for c in clauses(sentence) if c.asked < 0), None)
    if (
        clause is None
        or clause.start > 2
        or seen.word(0) in WH
        or (clause.who == "it" and seen.word(clause.start) == "it")
        or "not" in sentence.words
    ):
        return
    tag = _tag_of(seen, clause)
    if tag:
        subject = (
            seen.word(clause.start) if clause.end - clause.start == 1 and seen.word(clause.start) in PRONOUNS else ""
        )
        head = seen.word(clause.end - 1)
        subject = subject or (
            "they" if clause.who == "they" else "she" if head in FEMALE else "he" if head in MALE else ""
        )
        if subject:
            yield seen.fix(last, last + 1, f"{tag} {'I' if subject == 'i' else subject}")


def _tag_of(seen: View, clause: Clause) -> str:
    word = seen.word(clause.first)
    if word.endswith("n't") and word not in {"isn't", "won't", "can't"}:
        return word.removesuffix("n't")
    if clause.helpers and (word not in {"have", "has"} or clause.main >= 0):
        return _TAG_HELPERS.get(word, "")
    if clause.main < 0 and word not in {"have", "has"}:
        return ""
    return "didn't" if is_past(word) else "doesn't" if clause.third else "don't"


_REPORT = Reason(
    "Tell needs a person (told me); say does not (said that): {replacement}.",
    "Tell memerlukan orang (told me); say tidak (said that): {replacement}.",
)
_WHO = (
    "(?P<who>me|him|her|us|them|you|my (?:mother|father|friends?|brother|sister|parents|boss|teacher)"
    "|the (?:teacher|students?|class|boss|doctor|police))"
)

RULES = (
    Rule(
        id="ask-that-where",
        category="word-order",
        needs=frozenset(["that"]),
        reason=Reason("Before a question word there is no that.", "Di depan kata tanya tidak ada that."),
        find=_that_wh,
        examples=(
            ("I asked him that where he lived.", "I asked him where he lived."),
            ("I don't know that why he left.", "I don't know why he left."),
            ("She knows that how it works.", "She knows how it works."),
        ),
        fine=("I know that.", "He said that when he was young.", "I asked him where he lived."),
        confidence=0.9,
    ),
    Rule(
        id="tell-or-say",
        category="word-choice",
        needs=frozenset(["tell", "told", "tells", "said", "say", "says", "ask", "asked", "asks"]),
        reason=_REPORT,
        find=either(
            _tell,
            pattern(rf"\b(?P<x>said to {_WHO} to) (?=[a-z]+)", r"told \g<who> to"),
            pattern(rf"\b(?P<x>said {_WHO} to) (?=[a-z]+)", r"told \g<who> to"),
            pattern(rf"\b(?P<x>said {_WHO}) (?=that\b|about\b|the truth\b|a lie\b|he\b|she\b|they\b)", r"told \g<who>"),
            pattern(rf"\b(?P<x>say {_WHO}) (?=that\b|about\b|the truth\b|to [a-z]+\b)", r"tell \g<who>"),
            pattern(rf"\b(?P<x>says {_WHO}) (?=that\b|about\b|the truth\b|to [a-z]+\b)", r"tells \g<who>"),
            pattern(
                rf"\b(?P<x>(?P<verb>told|tell|tells|asked|ask|asks) to {_WHO}) (?=a|an|the|about|that|if|why|how|what|where|some)\b",
                r"\g<verb> \g<who>",
            ),
        ),
        examples=(
            ("She told that she would come.", "She said that she would come."),
            ("They told they were hungry.", "They said they were hungry."),
            ("He said to me to wait.", "He told me to wait."),
            ("My teacher said us to open the book.", "My teacher told us to open the book."),
            ("He said me that he was tired.", "He told me that he was tired."),
            ("She asked to me a question.", "She asked me a question."),
        ),
        fine=(
            "He said to me that he was sorry.",
            "She told a story.",
            "I was told that the shop is closed.",
            "You can never tell.",
            "He asked to see my ticket.",
            "He told everyone that he won.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="question-tag",
        category="word-order",
        needs=frozenset(["isn't"]),
        reason=Reason(
            "The tag takes up the verb and the subject: {replacement}?",
            "Question tag mengulang kata kerja bantu dan subjek: {replacement}?",
        ),
        find=_tag,
        examples=(
            ("You are Budi's sister, isn't it?", "You are Budi's sister, aren't you?"),
            ("She can swim, isn't it?", "She can swim, can't she?"),
            ("You like durian, isn't it?", "You like durian, don't you?"),
            ("They went home, isn't it?", "They went home, didn't they?"),
        ),
        fine=(
            "It is cold, isn't it?",
            "This is good, isn't it?",
            "It is his car, isn't it?",
            "The film is good, isn't it?",
        ),
        confidence=0.92,
    ),
)
