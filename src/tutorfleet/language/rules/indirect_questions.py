"""The rule of questions inside a sentence: "I don't know where is he" -> where he is."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.questions import WH
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, listed, view, words_of
from tutorfleet.language.rules.verb_groups import DETERMINERS, MODALS, PRONOUNS, skip_adverbs
from tutorfleet.language.rules.verb_patterns import OBJECTS
from tutorfleet.language.tokens import MASK, Sentence

_ASKING = listed("clause_words", "asking")
_ASKED_OF = frozenset({"ask", "tell", "show", "remind", "explain", "teach"})
_BE = frozenset({"is", "are", "was", "were", "am", "'s"})
_DO = words_of("indirect.do")
_HAVE = frozenset({"has", "have"})
_HELPERS = _BE | _DO | _HAVE | MODALS
_ALONE = frozenset(PRONOUNS) | listed("clause_words", "subjects")
_MEASURED = frozenset({"what", "which", "how"})
_AFTER_CLAUSE = frozenset({"and", "so", "because", "but", "or", "if", "when", "before", "after", "then"})


def leads(seen: View, i: int) -> bool:
    """Know, don't know, tell me, ask him, not sure (about), no idea; not "he asked, why ...", not "do you think"."""
    before = i - 1
    if seen.word(before) in {"about", "of", "exactly", "that"}:
        before -= 1
    if seen.word(before) in OBJECTS or is_noun(seen.word(before)):
        asked = before - 1
        while asked > 0 and (seen.word(asked) in DETERMINERS or seen.can(asked, "adj")):
            asked -= 1
        if base_of(seen.word(asked)) in _ASKED_OF and asked < before:
            return True
    if seen.word(before) in {"is", "was"}:
        return seen.word(before - 1) in {"question", "problem"}
    return base_of(seen.word(before)) in _ASKING or seen.word(before) in _ASKING


def _order(sentence: Sentence) -> Iterator[Fix]:
    """Where is he -> where he is; what does he want -> what he wants; how can I -> how I can."""
    seen = view(sentence)
    for wh, helper in _asked(seen):
        if seen.word(helper) in _DO:
            yield from _without_do(seen, helper)
        elif end := _subject_end(seen, helper + 1):
            be = seen.word(helper) in _BE
            if (be and _may_turn(seen, wh, helper, end)) or (not be and _verb_next(seen, end)):
                yield from _turned(seen, wh, helper, end)


def _asked(seen: View) -> Iterator[tuple[int, int]]:
    """Each question word that something like "I don't know" leads to, and the helper after its phrase."""
    for i in range(1, len(seen.units) - 2):
        if seen.word(i) not in WH | {"if", "whether"} or not leads(seen, i):
            continue
        at = i + 1
        if seen.word(i) in _MEASURED:
            stop = next(
                (k for k in range(at, at + 4) if seen.word(k) in _HELPERS | PRONOUNS.keys() or seen.is_end(k)), at
            )
            at = stop if seen.word(stop) in _HELPERS and seen.word(stop) != "'s" else at
        if seen.word(at) in _HELPERS:
            yield i, at


def _subject_end(seen: View, start: int) -> int:
    """Where the phrase ends that begins at `start`; 0 if none begins there."""
    word = seen.word(start)
    if word in _ALONE and not (word in {"this", "that", "these", "those"} and is_noun(seen.word(start + 1))):
        return start + 1
    at = start + (word in DETERMINERS)
    known = (
        at > start or seen.is_name(start) or (seen.can(start, "nouns") and not seen.can(start, "base", "third", "adj"))
    )
    if not known:
        return 0
    head = -1
    while not seen.is_end(at) and (head < 0 or not _complement(seen, at, seen.word(start - 1))):
        if is_noun(seen.word(at)) or seen.is_name(at):
            head = at
        elif head >= 0 or not seen.can(at, "adj", "num", "done", "ing", "more", "most"):
            break
        if seen.word(at).endswith("'s"):
            head = -1
        at += 1
    if head < 0:
        return 0
    if seen.word(head + 1) in {"of", "and"} and (end := _subject_end(seen, head + 2)):
        return end
    return head + 1


_TIMES = frozenset(
    {"today", "tomorrow", "now", "yesterday", "tonight", "here", "there", "every", "on", "in", "this", "last"}
)


def _complement(seen: View, at: int, asked: str) -> bool:
    """Whether the word after a noun is told of it, or its verb: "is the water | cold", "does the bus | stop here"."""
    after = (
        seen.is_end(at + 1)
        or seen.word(at + 1) in _TIMES
        or seen.word(at + 1) in _AFTER_CLAUSE
        or not is_noun(seen.word(at + 1))
    )
    told = seen.can(at, "adj", "done") or seen.word(at) in {"home", "today", "now", "here"}
    if asked in _BE and seen.can(at, "ing") and base_of(seen.word(at), "ing"):
        return True
    verb = asked in _DO and is_base(seen.word(at)) and not seen.can(at, "nouns")
    return (told or verb) and after


def _may_turn(seen: View, wh: int, helper: int, end: int) -> bool:
    """What is wrong, who is there, which is better stay; a pronoun or a whole phrase is the subject."""
    start, after = helper + 1, seen.word(end)
    closed = seen.is_end(end) or after in _AFTER_CLAUSE
    if seen.word(start) == "there":
        return closed and seen.word(wh) not in {"who", "what", "which"}
    if seen.word(start) in PRONOUNS:
        return not (seen.word(wh) in {"who", "what", "which"} and after in {"who", "that"})
    if seen.word(wh) in {"if", "whether"}:
        return seen.word(start) in DETERMINERS
    if seen.word(wh) in {"who", "what", "which"} and helper == wh + 1:
        plain = seen.word(start) not in {"the", "a", "an", "there", "some", "no"} or seen.word(wh) in {"what", "who"}
        best = any(seen.can(k, "most") for k in range(start, end)) or seen.word(end - 1) in {"matter", "point"}
        doing = seen.can(end, "ing") and bool(base_of(seen.word(end), "ing"))
        return (
            (closed or doing)
            and plain
            and not best
            and seen.word(start) in DETERMINERS | {"this", "that", "these", "those"}
        )
    return after not in DETERMINERS and after not in {"who", "that", "which"}


def _verb_next(seen: View, end: int) -> bool:
    at = skip_adverbs(seen, end)
    return bool(base_of(seen.word(at))) or seen.word(at) in {"be", "not", "been"}


def _turned(seen: View, wh: int, helper: int, end: int) -> Iterator[Fix]:
    first = wh if helper == wh + 1 and seen.word(helper) != "'s" else helper
    word = "is" if seen.word(helper) == "'s" else seen.word(helper)
    before = [seen.text(k) for k in range(first, helper)]
    yield seen.fix(first, end - 1, " ".join([*before, _words(seen, helper + 1, end), word]))


def _without_do(seen: View, helper: int) -> Iterator[Fix]:
    """What does he want -> what he wants."""
    start = helper + 1
    if seen.word(start).startswith(MASK):
        yield from _hidden(seen, helper)
        return
    end = _subject_end(seen, start)
    verb = skip_adverbs(seen, end)
    base = base_of(seen.word(verb), "base") or base_of(seen.word(verb))
    if not end or not base:
        return
    do, between = seen.word(helper), [seen.word(k) for k in range(end, verb)]
    new = past(base) if do == "did" else third(base) if _is_one(seen, start, end) else base
    new = f"{do} {base}" if do.endswith("n't") else new
    yield seen.fix(helper - 1, verb, " ".join([seen.text(helper - 1), _words(seen, start, end), *between, new]))


def _hidden(seen: View, helper: int) -> Iterator[Fix]:
    """What does "mask" mean: words in quotation marks are not seen."""
    verb = next((k for k in range(helper + 1, len(seen.units)) if not seen.word(k).startswith(MASK)), helper)
    if seen.word(helper) == "does" and is_base(seen.word(verb)):
        yield seen.fix(helper, helper, "")
        yield seen.fix(verb, verb, third(seen.word(verb)))


def _is_one(seen: View, start: int, end: int) -> bool:
    """Whether the subject takes the verb with -s."""
    if end == start + 1 and seen.word(start) in _ALONE:
        return PRONOUNS.get(seen.word(start), "he") in {"he", "it"} and seen.word(start) not in {"these", "those"}
    joined = any(seen.word(k) == "and" for k in range(start, end))
    head = next((k - 1 for k in range(start, end) if seen.word(k) == "of"), end - 1)
    return not joined and not (seen.can(head, "nouns") and not seen.can(head, "noun", "mass", "name"))


def _words(seen: View, start: int, end: int) -> str:
    return " ".join("I" if seen.word(k) == "i" else seen.text(k) for k in range(start, end))


RULES = (
    Rule(
        id="indirect-question",
        category="word-order",
        needs=WH | {"if", "whether", "where's", "what's", "who's", "how's"},
        reason=Reason(
            "Inside another sentence a question keeps the usual order: {replacement}.",
            "Di dalam kalimat lain, pertanyaan memakai urutan biasa: {replacement}.",
        ),
        find=_order,
        examples=(
            ("I don't know where is he.", "I don't know where he is."),
            ("Can you tell me where is the station?", "Can you tell me where the station is?"),
            ("Do you know what time does the bank open?", "Do you know what time the bank opens?"),
            ("I don't know what does he want.", "I don't know what he wants."),
            ("I want to know how can I improve.", "I want to know how I can improve."),
            ("I don't understand why did she leave.", "I don't understand why she left."),
            (
                "Sorry, can you tell my sister when will the bus leave?",
                "Sorry, can you tell my sister when the bus will leave?",
            ),
            ("I wonder why is the road closed today.", "I wonder why the road is closed today."),
            ("We don't know why does Rina always come late.", "We don't know why Rina always comes late."),
        ),
        fine=(
            "I don't know where he is.",
            "Where is the station?",
            "I don't know what is wrong.",
            "Do you know who was there?",
            "What do you think is the problem?",
            "I know who is the best in class.",
            "Tell me, where is he?",
            "I don't know what can cause this.",
            "Nobody knows how many are left.",
        ),
        confidence=0.93,
    ),
)
