"""Rules of the perfect: since and for, already, yet, just, how long; ever and never are in `experience.py`."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, participle, past
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.units import View, base_of, is_base, is_past, view, words_of
from tutorfleet.language.rules.verb_groups import POSSESSIVES, Clause, clauses, later
from tutorfleet.language.tokens import Sentence

LASTING = words_of("perfect.lasting")
STATES = words_of("perfect.states")


LEARNT = frozenset(["learn", "study", "know", "teach", "wait", "live", "work"])


def _have(clause: Clause) -> str:
    return "has" if clause.third else "have"


def _since(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for k, clause in enumerate(clauses(sentence)):
        if k and seen.word(clause.start - 1) not in {"because", "and", "but", "so"}:
            continue
        since = [time for time in later(sentence, clause) if time.kind == "since"]
        vague = (
            since
            and clause.main < 0
            and seen.word(since[0].start + 1) in {"i", "he", "she", "we", "they", "the", "you"}
            and not _of_an_age(seen, since[0].end)
        )
        if since and not vague and clause.asked < 0:
            yield from _to_perfect(seen, clause, since=True)


def _of_an_age(seen: View, end: int, now: bool = False) -> bool:
    """Since I was ten, since she was a child."""
    ages = words_of("past_time.childhood") | {"a", "an", "in", "born", "six", "five", "four", "three"}
    return (now or seen.word(end - 1) in {"was", "were"}) and seen.word(end) in ages


def _for(sentence: Sentence) -> Iterator[Fix]:
    """What lasts up to now: I know him for years, she works here for ten years, we are married for six years."""
    seen, known = view(sentence), clauses(sentence)
    planned = words_of("perfect.planned") & sentence.words - ({"each"} if "other" in sentence.words else set())
    if not known or planned or known[0].asked >= 0:
        return
    clause = known[0]
    long = [t for t in later(sentence, clause) if t.kind == "for" and _is_long(seen, t.start, t.end)]
    if not long or seen.word(long[0].end) == "to" or _any_other_verb(seen, clause, long[0].start):
        return
    now = seen.word(long[0].end) == "now"
    if _lasts(seen, clause, now):
        yield from _to_perfect(seen, clause, since=True)


def _any_other_verb(seen: View, clause: Clause, end: int) -> bool:
    """Whether the time may belong to another verb: "I hope to live here for years"."""
    last = max(clause.main, *clause.helpers, clause.end)
    return any(seen.word(i) in {"to", "that", "who", "which", "plan", "contract"} for i in range(last + 1, end - 1))


def _lasts(seen: View, clause: Clause, now: bool) -> bool:
    """Whether it is about one subject and what is true still; a study of four years may be anybody's plan."""
    base, first = base_of(seen.word(clause.main)) if clause.main >= 0 else "", seen.word(clause.first)
    general = clause.who == "you" or (clause.start == clause.end - 1 and seen.can(clause.start, "nouns"))
    if general or seen.word(clause.start) in {"a", "an", "most", "many", "some", "all"}:
        return False
    if first in {"am", "is", "are"} and len(clause.helpers) == 1:
        if clause.main >= 0 and seen.can(clause.main, "ing"):
            return base in words_of("perfect.busy") or now
        words = [seen.word(i) for i in range(clause.first + 1, clause.first + 3)]
        return now or bool({"a", "an", *words_of("perfect.conditions")} & set(words))
    if first in {"have", "has"} and clause.main < 0 and len(clause.helpers) == 1:
        return seen.word(clause.first + 1) in {"a", "an", "the", "this", "that", *POSSESSIVES}
    if first in {"don't", "doesn't"}:
        return base in {"see", "meet", "hear", "eat", "visit", "talk"}
    if clause.helpers or is_past(seen.word(clause.main)):
        return False
    learns = base in {"study", "learn", "train", "practise", "practice"} and clause.who in {"we", "they"}
    return now or (base in words_of("perfect.for_years") and not learns)


def _is_long(seen: View, start: int, end: int) -> bool:
    words = {seen.word(i) for i in range(start, end)}
    return bool(words & {"year", "years", "long", "ages", "decades"}) or (
        bool(words & {"hours", "hour", "minutes", "months"}) and seen.word(end) in {"", ".", "!", "now"}
    )


def _to_perfect(seen: View, clause: Clause, since: bool) -> Iterator[Fix]:
    first, base = seen.word(clause.first), base_of(seen.word(clause.main))
    negative = seen.word(clause.first + 1) == "not"
    if clause.helpers and len(clause.helpers) == 1:
        if first in {"don't", "doesn't", "didn't"} and base and is_base(seen.word(clause.main)):
            yield seen.fix(clause.first, clause.main, f"{_have(clause)}n't {participle(base)}")
        elif first in {"am", "is", "are"} and clause.main >= 0 and seen.can(clause.main, "ing") and not negative:
            yield seen.fix(clause.first, clause.first, f"{_have(clause)} been")
        elif seen.word(clause.start) in {"it", "there"} and clause.main < 0:
            return
        elif first in {"am", "is", "are"} and (clause.main < 0 or seen.can(clause.main, "done", "adj")) and since:
            if seen.word(clause.first + 1) not in {"going", "about", "late"}:
                yield seen.fix(
                    clause.first, clause.first, f"{_have(clause)} {'not ' * negative}been".replace("not not", "not")
                )
        elif first in {"am", "is", "are"} and base in STATES and is_base(seen.word(clause.main)):
            yield seen.fix(clause.first, clause.main, f"{_have(clause)} {participle(base)}")
        elif first in {"have", "has"} and since and (clause.main < 0 or seen.word(clause.first + 1) == "to"):
            yield seen.fix(clause.first, clause.first, f"{_have(clause)} had")
    elif not clause.helpers and base in LASTING and not is_past(seen.word(clause.main)):
        yield seen.fix(clause.main, clause.main, f"{_have(clause)} {participle(base)}")
    elif not clause.helpers and base in words_of("perfect.goes_on") and not is_past(seen.word(clause.main)):
        yield seen.fix(clause.main, clause.main, f"{_have(clause)} been {ing(base)}")


def _since_then(sentence: Sentence) -> Iterator[Fix]:
    """My English has improved since I join this course -> joined."""
    seen = view(sentence)
    known = clauses(sentence)
    for clause in known:
        if seen.word(clause.start - 1) != "since" or clause.asked >= 0:
            continue
        if not any({"have", "has"} & {seen.word(i) for i in c.helpers} and c.start < clause.start for c in known):
            continue
        base = base_of(seen.word(clause.main), "base", "third") if clause.main >= 0 and not clause.helpers else ""
        word = seen.word(clause.first)
        if base in words_of("perfect.beginnings") and not is_past(seen.word(clause.main)):
            yield seen.fix(clause.main, clause.main, past(base))
        elif word in {"am", "is", "are"} and _of_an_age(seen, clause.first + 1, now=True):
            yield seen.fix(clause.first, clause.first, "were" if word == "are" else "was")


def _how_long(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for clause in clauses(sentence)[:1]:
        if clause.asked != 2 or (seen.word(0), seen.word(1)) != ("how", "long") or clause.helpers:
            continue
        helper, base = seen.word(2), base_of(seen.word(clause.main)) if clause.main >= 0 else ""
        subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
        if helper in {"do", "does"} and base in words_of("perfect.how_long") and is_base(seen.word(clause.main)):
            if base != "have" or seen.word(clause.main + 1) in {"a", "the", "this", "that", "your"}:
                yield seen.fix(2, clause.main, f"{_have(clause)} {subject} {participle(base)}")
        elif helper in {"are", "is"} and base in LEARNT and seen.can(clause.main, "ing"):
            yield seen.fix(2, clause.main, f"{_have(clause)} {subject} been {ing(base)}")
        elif helper in {"are", "is"} and seen.word(clause.end) in words_of("perfect.conditions") | {"a", "an"}:
            yield seen.fix(2, clause.end - 1, f"{_have(clause)} {subject} been")


def _already(sentence: Sentence) -> Iterator[Fix]:
    """I already finish, he just arrive, I am already eat."""
    seen = view(sentence)
    for clause in clauses(sentence):
        words = [seen.word(i) for i in range(clause.end, clause.main)]
        base = base_of(seen.word(clause.main), "base", "third") if clause.main >= 0 else ""
        if not base or not {"already", "just"} & set(words) or clause.asked >= 0 or base not in DONE:
            continue
        adverb = "already" if "already" in words else "just"
        if (
            not clause.helpers
            and participle(base) != seen.word(clause.main)
            and (adverb == "already" or base in ARRIVED)
        ):
            if not {"when", "if", "every", "usually", "always", "before", "time"} & sentence.words:
                yield seen.fix(clause.main - 1, clause.main, f"{_have(clause)} {adverb} {participle(base)}")
        elif words in _be_with(adverb) and is_base(seen.word(clause.main)) and participle(base) != base:
            yield seen.fix(clause.first, clause.main, f"{_have(clause)} {adverb} {participle(base)}")


def _be_with(adverb: str) -> list[list[str]]:
    return [["am", adverb], ["is", adverb], ["are", adverb]]


ARRIVED = words_of("perfect.arrived")
DONE = ARRIVED | words_of("perfect.done")


def _do_have(sentence: Sentence) -> Iterator[Fix]:
    """I don't have met him -> haven't met."""
    seen = view(sentence)
    for clause in clauses(sentence):
        do = seen.word(clause.first) in {"don't", "doesn't"} and seen.word(clause.main) == "have"
        done = seen.can(clause.main + 1, "done") and not seen.can(clause.main + 1, "adj", "noun", "nouns")
        if do and clause.asked < 0 and done:
            yield seen.fix(clause.first, clause.main, f"{_have(clause)}n't")


def _yet(sentence: Sentence) -> Iterator[Fix]:
    """They don't arrive yet; do you finish it yet?"""
    seen = view(sentence)
    if not any(seen.word(i) == "yet" and seen.is_end(i + 1) for i in range(len(seen.units))):
        return
    for clause in clauses(sentence)[-1:]:
        base = base_of(seen.word(clause.main), "base") if clause.main >= 0 else ""
        if not base or base in words_of("perfect.minds"):
            continue
        if clause.asked < 0 and seen.word(clause.first) in {"don't", "doesn't", "didn't"} and len(clause.helpers) == 1:
            yield seen.fix(clause.first, clause.main, f"{_have(clause)}n't {participle(base)}")
        elif clause.asked >= 0 and seen.word(clause.asked) in {"do", "does"} and not clause.helpers:
            subject = " ".join(seen.text(i) for i in range(clause.start, clause.end))
            yield seen.fix(clause.asked, clause.main, f"{_have(clause)} {subject} {participle(base)}")


_SINCE_REASON = Reason(
    "What began in the past and still goes on takes have: {replacement}.",
    "Yang mulai di masa lalu dan masih berlangsung memakai have: {replacement}.",
)

RULES = (
    Rule(
        id="present-since",
        category="tense",
        needs=frozenset(["since"]),
        reason=_SINCE_REASON,
        find=either(_since, _since_then),
        examples=(
            ("I am living here since 2010.", "I have been living here since 2010."),
            ("My uncle works here since last year.", "My uncle has worked here since last year."),
            ("My English has improved since I join a club.", "My English has improved since I joined a club."),
            (
                "I can't come because I have a cold since Monday.",
                "I can't come because I have had a cold since Monday.",
            ),
            ("I know him since 2015.", "I have known him since 2015."),
            ("She is sick since Monday.", "She has been sick since Monday."),
            ("I don't see her since last year.", "I haven't seen her since last year."),
            ("The baby cries since this morning.", "The baby has been crying since this morning."),
            ("We know each other since kindergarten.", "We have known each other since kindergarten."),
            ("He has to use a stick since he was ten.", "He has had to use a stick since he was ten."),
        ),
        fine=(
            "I am going home since it is late.",
            "I have lived here since 2010.",
            "I like it since it is cheap.",
            "It is two years since he left.",
        ),
    ),
    Rule(
        id="present-for-years",
        category="tense",
        needs=frozenset(["for"]),
        reason=_SINCE_REASON,
        find=_for,
        examples=(
            ("I am living here for five years.", "I have been living here for five years."),
            ("I know Dewi for a long time.", "I have known Dewi for a long time."),
            ("We are waiting for two hours.", "We have been waiting for two hours."),
            ("She works as a nurse for ten years.", "She has worked as a nurse for ten years."),
            (
                "My parents are married for thirty years and they still argue.",
                "My parents have been married for thirty years and they still argue.",
            ),
            ("I don't see him for a long time.", "I haven't seen him for a long time."),
        ),
        fine=(
            "I am staying here for two weeks.",
            "I have been living here for five years.",
            "I am working here for two months from May.",
            "I lived there for ten years.",
            "She works for ten hours every day.",
            "Students study for four years.",
            "We stay in Bali for two weeks every year.",
        ),
        confidence=0.8,
    ),
    Rule(
        id="since-duration",
        category="preposition",
        needs=frozenset(["since"]),
        reason=Reason(
            "Since names the beginning (since 2020); for names how long it lasts (for two years).",
            "Since menyebut awalnya (since 2020); for menyebut lamanya (for two years).",
        ),
        find=pattern(
            r"(?<!is )(?<!been )\b(?P<x>since) (?:(?:about|almost|more than|over) )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten"
            r"|twelve|fifteen|twenty|thirty|many|several|a few|some|a|an|one) (?:days?|weeks?|months?|years?|hours?|minutes?|decades?|long"
            r" time)\b(?! (?:ago|before|earlier|back)\b)",
            "for",
        ),
        examples=(
            ("I have lived here since two years.", "I have lived here for two years."),
            ("I have studied English since 5 years.", "I have studied English for 5 years."),
            ("They have been friends since a long time.", "They have been friends for a long time."),
        ),
        fine=(
            "I have lived here since 2010.",
            "I have been ill since Monday.",
        ),
    ),
    Rule(
        id="how-long",
        category="tense",
        needs=frozenset(["how"]),
        reason=Reason(
            "How long, for something that still goes on, takes have: {replacement}.",
            "How long untuk sesuatu yang masih berlangsung memakai have: {replacement}.",
        ),
        find=_how_long,
        examples=(
            ("How long do you live here?", "How long have you lived here?"),
            ("How long are you learning English?", "How long have you been learning English?"),
            ("How long does she know you?", "How long has she known you?"),
            ("How long are you married?", "How long have you been married?"),
            ("How long does your father teach here?", "How long has your father taught here?"),
        ),
        fine=(
            "How long are you staying here?",
            "How long does it take?",
            "How long do you want to live here?",
            "How long do you have?",
        ),
        confidence=0.8,
    ),
    Rule(
        id="already-done",
        category="tense",
        needs=frozenset(["already", "just"]),
        reason=Reason(
            "What is done by now takes have and the third form: {replacement}.",
            "Yang sudah selesai memakai have dan bentuk ketiga: {replacement}.",
        ),
        find=_already,
        examples=(
            ("I already finish my homework.", "I have already finished my homework."),
            ("I am already eat.", "I have already eaten."),
            ("He just arrive from Medan.", "He has just arrived from Medan."),
        ),
        fine=(
            "I already knew that.",
            "I just want to sleep.",
            "I just go home after school.",
            "I have already finished.",
            "He was already there.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="not-yet",
        category="tense",
        needs=frozenset(["yet", "have"]),
        reason=Reason(
            "Yet goes with have and the third form: {replacement}.",
            "Yet dipakai dengan have dan bentuk ketiga: {replacement}.",
        ),
        find=either(_yet, _do_have),
        examples=(
            ("They don't arrive yet.", "They haven't arrived yet."),
            ("I didn't finish the report yet.", "I haven't finished the report yet."),
            ("Do you finish your work yet?", "Have you finished your work yet?"),
            ("I don't have met him.", "I haven't met him."),
        ),
        fine=("I don't know yet.", "Have you eaten yet?", "I haven't seen it yet."),
        confidence=0.8,
    ),
)
