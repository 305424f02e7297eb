"""Rules of the infinitive: want to, ask somebody to, let somebody do, how to, difficult to, to for a purpose."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import pasts
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view
from tutorfleet.language.rules.verb_groups import BE, PRONOUNS, clauses, is_adverb, opens, skip_adverbs, subject_at
from tutorfleet.language.rules.verb_patterns import (
    OBJECTS,
    after_verbs,
    inflected,
    is_verb_here,
    object_ends,
    plain_verb,
    verb_after,
)
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

OBJECT = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "you": "you", "it": "it"}
SUBJECT = {"me": "I", "him": "he", "her": "she", "us": "we", "them": "they", "you": "you"}
# Words that are a past and a noun or another verb as well: "from right to left", "to found a company".
NOT_PAST = frozenset(
    "found left fell felt ground wound bore lay saw used set put read cut hit hurt let shut cost quit bet spread beat thought"  # noqa: SIM905
    " shot born bred lit fed led met-up sped".split()
)


def _missing_to(sentence: Sentence) -> Iterator[Fix]:
    """Want buy, decided go, would like see."""
    seen = view(sentence)
    for verb, at in [*after_verbs(seen, "lacks_to"), *_would_like(seen)]:
        if at > verb + 1 and "'" in seen.word(verb):
            continue
        plain = verb_after(seen, at)
        if (
            not plain
            or _is_noun_here(seen, verb)
            or seen.word(at) in {"ahead", "away"}
            or (plain in {"do", "have"} and seen.is_question())
        ):
            continue
        first = base_of(seen.word(verb))
        if first == "need" and (
            seen.word(verb - 1) in {"you", "they", "one", "all", "he", "she"} and "all" in sentence.words
        ):
            continue
        if _allowed(seen, verb, first, plain):
            yield seen.insert(at, "to")


def _allowed(seen: View, verb: int, first: str, plain: str) -> bool:
    """Not "if you want, go", nor a clause without that: "I hope have" is wrong, "I hope people come" is not."""
    if first in {"try", "start", "begin", "continue", "like", "love", "learn", "prefer", "need"}:
        before = seen.word(verb - 1)
        plain_form = seen.word(verb) == first and (
            before in PRONOUNS or before in {"to", "will", "not", "don't", "should", "must", "'d", "would"}
        )
        return plain_form or seen.word(verb) in {
            "likes",
            "loves",
            "needs",
            "tries",
            "liked",
            "loved",
            "needed",
            "tried",
            "learns",
        }
    opener = {seen.word(i) for i in range(verb)}
    return not opener & {"if", "whenever", "things", "thing", "all"} or (
        plain in {"buy", "become", "meet"} and "if" not in opener
    )


def _would_like(seen: View) -> Iterator[tuple[int, int]]:
    for i in range(len(seen.units) - 2):
        if seen.word(i) in {"would", "'d"} and seen.word(i + 1) in {"like", "love", "prefer"}:
            yield i + 1, i + 2


def _is_noun_here(seen: View, verb: int) -> bool:
    word, before = seen.word(verb), seen.word(verb - 1)
    if word in {
        "plan",
        "plans",
        "hope",
        "hopes",
        "offer",
        "need",
        "needs",
        "promise",
        "wish",
        "try",
        "aim",
        "start",
        "love",
        "like",
    }:
        ok = before in PRONOUNS or before in {
            "to",
            "not",
            "don't",
            "doesn't",
            "didn't",
            "will",
            "can",
            "also",
            "really",
            "would",
            "'d",
            "and",
        }
        return not (ok or is_adverb(seen, verb - 1) or _is_clause_verb(seen, verb))
    return not is_verb_here(seen, verb)


def _is_clause_verb(seen: View, verb: int) -> bool:
    return any(clause.main == verb for clause in clauses(seen.sentence))


def _ing_for_to(sentence: Sentence) -> Iterator[Fix]:
    """Decided going, refused paying, would like inviting; want to going."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "to"):
        first = base_of(seen.word(verb))
        ing = inflected(seen, at, "ing")
        noun = is_noun(seen.word(at)) and seen.word(at) not in _ACTS
        if (
            (
                ing
                and not noun
                and first not in {"like", "love", "seem", "appear", "happen", "plan", "wish", "deserve"}
                and _verb(seen, verb)
            )
            and not (first == "want" and seen.word(at + 1) in {"is", "was"})
            and first != "used"
        ):
            yield seen.fix(at, at, f"to {ing}")
    for verb, at in _would_like(seen):
        if inflected(seen, at, "ing"):
            yield seen.fix(at, at, f"to {inflected(seen, at, 'ing')}")


_ACTS = frozenset(
    [
        "going",
        "eating",
        "buying",
        "paying",
        "visiting",
        "leaving",
        "coming",
        "getting",
        "making",
        "taking",
        "doing",
        "seeing",
        "meeting",
        "helping",
    ]
)


def _verb(seen: View, verb: int) -> bool:
    return not _is_noun_here(seen, verb) and not seen.word(verb).endswith("ing")


_BEFORE_TO = frozenset(
    "want wants wanted need needs needed decide decides decided hope hopes hoped plan plans planned learn learns learned try tries"  # noqa: SIM905
    " tried like likes love loves start started able have has had going ready refuse refused promise promised agree agreed"
    " forget forgot prefer prefers used supposed allowed easy difficult hard important nice happy how where when what".split()
)


def _to_base(sentence: Sentence) -> Iterator[Fix]:
    """Want to going, has to goes, nice to met you."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "to":
            continue
        before, at = seen.word(i - 1), skip_adverbs(seen, i + 1)
        word = seen.word(at)
        if before in _BEFORE_TO or before in OBJECTS:
            tags = (
                ("third", "past", "ing")
                if before not in OBJECTS | {"used", "going", "what", "where"}
                else ("third", "past")
            )
            if before == "used" and seen.word(i - 2) in PRONOUNS and inflected(seen, at, "ing"):
                yield seen.fix(at, at, inflected(seen, at, "ing"))
                continue
            base = inflected(seen, at, *tags)
            plural = (
                is_noun(word)
                and not word.endswith("ing")
                and (before not in {"want", "wants", "wanted"} or at + 1 == len(seen.units))
            )
            if base and not plural and word not in NOT_PAST | {"meeting", "thing", "king", "building", "wedding"}:
                yield seen.fix(at, at, base)
        elif (
            word in pasts()
            and not word.endswith("ed")
            and word not in NOT_PAST
            and not is_base(word)
            and not is_noun(word)
        ) and before not in {"used", "due", "thanks", "according"}:
            yield seen.fix(at, at, pasts()[word])


def _want_that(sentence: Sentence) -> Iterator[Fix]:
    """I want that you help me -> I want you to help me."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 3):
        if seen.word(i) in {"want", "wants", "wanted"} and seen.word(i + 1) == "that":
            clause = next((c for c in clauses(sentence) if c.start == i + 2), None)
            if clause is None or clause.helpers or clause.main < 0:
                continue
            base = base_of(seen.word(clause.main))
            words = [seen.text(k) for k in range(clause.start, clause.end)]
            who = [OBJECT[seen.word(clause.start)]] if seen.word(clause.start) in OBJECT else words
            if base:
                yield seen.fix(i + 1, clause.main, " ".join([*who, "to", base]))


def _object_to(sentence: Sentence) -> Iterator[Fix]:
    """Asked me finish, advised him stop, want her come; want me going is left alone."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "object_to"):
        if _is_noun_here(seen, verb) or base_of(seen.word(verb)) in {"get", "need", "order", "require"}:
            continue
        for end in object_ends(seen, at):
            plain = verb_after(seen, end)
            if (plain and seen.word(at) != "you") or (
                plain and plain in {"go", "come", "eat", "buy", "meet", "be", "finish"}
            ):
                named = (
                    base_of(seen.word(verb)) in {"tell", "ask", "teach", "remind"} and seen.word(end + 1) in PRONOUNS
                )
                if not named and not (plain in {"have", "do"} and seen.is_question()):
                    yield seen.insert(end, "to")
                    break


def _let(sentence: Sentence) -> Iterator[Fix]:
    """Let me to go, made us crying, makes me feels; help me writing, let's going."""
    seen = view(sentence)
    for verb, at in [*after_verbs(seen, "object_base"), *_helps(seen)]:
        helping = base_of(seen.word(verb)) == "help"
        if seen.word(verb).endswith("ing") and helping:
            continue
        for end in object_ends(seen, at):
            if (
                seen.word(end) == "to"
                and plain_verb(seen, end + 1)
                and not helping
                and _is_somebody(seen, verb, at, end)
            ):
                yield seen.fix(end, end, "")
                break
            base = inflected(seen, end, "ing", "third", "past") if _plain_due(seen, verb, end) else ""
            if (
                base
                and "done" not in possible(seen.word(end))
                and not (is_noun(seen.word(end)) and not seen.word(end).endswith("ing"))
            ):
                yield seen.fix(end, end, base)
                break
    for i in range(len(seen.units) - 1):
        if seen.word(i) == "let's" and inflected(seen, i + 1, "ing", "past", "third"):
            yield seen.fix(i + 1, i + 1, inflected(seen, i + 1, "ing", "past", "third"))


def _plain_due(seen: View, verb: int, end: int) -> bool:
    """Not "made me interesting", not "help you getting" of "can't help you"."""
    return seen.word(end) not in _ADJECTIVES and not (
        seen.word(verb) in {"made", "make"} and seen.word(end - 1) == "it"
    )


_ADJECTIVES = frozenset(
    [
        "interesting",
        "boring",
        "exciting",
        "tired",
        "bored",
        "excited",
        "surprising",
        "amazing",
        "disappointing",
        "willing",
        "outstanding",
    ]
)


def _helps(seen: View) -> Iterator[tuple[int, int]]:
    for i in range(len(seen.units) - 2):
        if base_of(seen.word(i)) == "help" and seen.word(i - 1) not in {
            "can't",
            "the",
            "your",
            "my",
            "his",
            "her",
            "no",
            "of",
            "some",
        }:
            yield i, i + 1


def _is_somebody(seen: View, verb: int, at: int, end: int) -> bool:
    """ "Made it to the top" and "made a plan to go" are fine."""
    if base_of(seen.word(verb)) == "let":
        return True
    head = seen.word(end - 1)
    return head in OBJECTS or head in listed("verb_patterns", "persons") or seen.is_name(end - 1)


def _sense(sentence: Sentence) -> Iterator[Fix]:
    """I saw him to cross the street."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "sense"):
        for end in object_ends(seen, at):
            person = seen.word(end - 1) in OBJECTS or seen.word(end - 1) in listed("verb_patterns", "persons")
            if seen.word(end) == "to" and plain_verb(seen, end + 1) and person and not _is_noun_here(seen, verb):
                if base_of(seen.word(verb)) in {"see", "hear", "watch", "notice"} and seen.word(verb) not in {
                    "see",
                    "watch",
                }:
                    yield seen.fix(end, end, "")
                    break


def _how_to(sentence: Sentence) -> Iterator[Fix]:
    """I don't know how use it; teach me how cook."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        known = base_of(seen.word(i - 1)) in {
            "know",
            "learn",
            "explain",
            "understand",
            "show",
            "forget",
            "remember",
            "see",
        }
        if seen.word(i) in {"how", "where", "what"} and (
            known or (seen.word(i - 1) in OBJECTS and i > 1) or seen.word(i - 1) == "about"
        ):
            verb = verb_after(seen, i + 1) or (_cooks(seen, i + 1) if seen.word(i) == "how" else "")
            if (
                verb
                and (
                    seen.word(i) == "how" or verb in {"buy", "go", "eat", "say", "do", "find", "put", "begin", "choose"}
                )
                and not (verb in {"do", "have", "be"} and subject_at(seen, i + 2))
                and seen.word(i + 1) != "come"
            ):
                yield seen.insert(i + 1, "to")


def _cooks(seen: View, at: int) -> str:
    """A verb that can be a noun, without a verb after it: "how cook rice", not "how love feels"."""
    verb = plain_verb(seen, at)
    return (
        verb
        if verb in listed("verb_patterns", "activity") and not seen.can(at + 1, "third", "past", "be", "modal")
        else ""
    )


def _adjective_to(sentence: Sentence) -> Iterator[Fix]:
    """It is difficult for me wake up; it's not easy learn; I am happy meet you; ready for start; able speak."""
    seen = view(sentence)
    adjectives = listed("verb_patterns", "adjective_to")
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) not in adjectives or not _after_be(seen, i):
            continue
        at = i + 1
        if seen.word(at) == "for" and verb_after(seen, at + 1) and not is_noun(seen.word(at + 1)):
            yield seen.fix(at, at, "to")
            continue
        if seen.word(at) == "for" and seen.word(at + 1) in OBJECTS:
            at += 2
        if verb_after(seen, at) and "past" not in possible(seen.word(at)):
            yield seen.insert(at, "to")
        elif seen.word(at) == "for" and seen.word(at + 1) == "to" and plain_verb(seen, at + 2):
            yield seen.fix(at, at, "")


def _after_be(seen: View, i: int) -> bool:
    at = i - 1
    while is_adverb(seen, at) or seen.word(at) in {"so", "too", "quite", "not", "more", "most", "less", "very"}:
        at -= 1
    return seen.word(at) in BE | {"am", "are", "be", "'s"} and seen.word(at - 1) not in {"be", "that"}


def _purpose(sentence: Sentence) -> Iterator[Fix]:
    """For buy, for to buy."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) != "for":
            continue
        before = {seen.word(k) for k in range(max(0, i - 4), i)}
        if seen.word(i + 1) == "to" and plain_verb(seen, i + 2):
            yield seen.fix(i, i, "")
        elif not before & (
            listed("verb_patterns", "for_ing")
            - {"need", "app", "money", "room", "use", "tool", "machine", "good", "used"}
        ):
            verb = verb_after(seen, i + 1)
            noun = is_noun(seen.word(i + 1)) and seen.word(i + 2) not in _OBJECT_AFTER
            if verb and not noun and not _ready(seen, i) and not seen.is_end(i + 1) and not is_past(seen.word(i + 1)):
                yield seen.fix(i, i + 1, f"to {verb}")


_OBJECT_AFTER = OBJECTS | frozenset("the a an my your his her our their it some".split())  # noqa: SIM905


def _ready(seen: View, i: int) -> bool:
    """Others speak of "good for", "ready for"."""
    return seen.word(i - 1) in listed("verb_patterns", "adjective_to") | {"used", "known", "famous"}


def _suggest(sentence: Sentence) -> Iterator[Fix]:
    """Suggested me to go -> suggested that I go."""
    seen = view(sentence)
    for i in range(len(seen.units) - 3):
        base = base_of(seen.word(i))
        if base not in {"suggest", "recommend"} or seen.word(i).endswith("ing"):
            continue
        at = i + 1 + (seen.word(i + 1) == "to")
        who = seen.word(at)
        if who in SUBJECT and seen.word(at + 1) == "to" and plain_verb(seen, at + 2):
            yield seen.fix(i + 1, at + 2, f"that {SUBJECT[who]} {seen.word(at + 2)}")
        elif who in SUBJECT and at == i + 1 and verb_after(seen, at + 1) and base == "suggest" and who not in {"you"}:
            yield seen.fix(i + 1, at + 1, f"that {SUBJECT[who]} {seen.word(at + 1)}")


def _use_to(sentence: Sentence) -> Iterator[Fix]:
    """I use to play here: of a past habit."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 2):
        if (
            seen.word(i) == "use"
            and seen.word(i + 1) == "to"
            and seen.word(i - 1) in {"i", "we", "they", "he", "she", "you"}
        ):
            asked = seen.word(i - 2) in {"did", "didn't"}
            if (
                plain_verb(seen, i + 2)
                and not asked
                and opens(seen, i - 1)
                and seen.word(i - 2) not in {"what", "how", "that", "which"}
            ):
                yield seen.fix(i, i, "used")


RULES = (
    Rule(
        id="want-to",
        category="verb-form",
        reason=Reason(
            "Between want, need, hope and the like and the next verb stands to: {replacement}.",
            "Antara want, need, hope, dan sejenisnya dan kata kerja berikutnya ada to: {replacement}.",
        ),
        find=_missing_to,
        examples=(
            ("I want go home.", "I want to go home."),
            ("She wants learn English.", "She wants to learn English."),
            ("I plan visit my aunt in Malang.", "I plan to visit my aunt in Malang."),
            ("We decided buy it.", "We decided to buy it."),
            ("I would like see the menu.", "I would like to see the menu."),
        ),
        fine=(
            "I want to go home.",
            "I need help.",
            "If you want, go home.",
            "The things I want make me happy.",
            "If you want go ahead.",
            "My plans change every day.",
            "All you need do is ask.",
            "People in need come here.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="to-not-ing",
        category="verb-form",
        reason=Reason(
            "After want, decide, promise, refuse and the like comes to and the plain verb: {replacement}.",
            "Setelah want, decide, promise, refuse, dan sejenisnya dipakai to dan kata kerja dasar: {replacement}.",
        ),
        find=_ing_for_to,
        examples=(
            ("They decided going home.", "They decided to go home."),
            ("He refused paying the bill.", "He refused to pay the bill."),
            ("I would like inviting you.", "I would like to invite you."),
            ("She promised helping me.", "She promised to help me."),
        ),
        fine=(
            "I like going home.",
            "He wants nothing.",
            "I offer training.",
            "We agreed on going.",
            "She hopes to win.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="to-base",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "After to the verb stays in its base form: to {replacement}.",
            "Setelah to kata kerja tetap bentuk dasar: to {replacement}.",
        ),
        find=_to_base,
        examples=(
            ("I want to going home.", "I want to go home."),
            ("She needs to bought a car.", "She needs to buy a car."),
            ("He has to goes now.", "He has to go now."),
            ("Nice to met you.", "Nice to meet you."),
            ("I used to living in Bogor.", "I used to live in Bogor."),
        ),
        fine=(
            "I want to go home.",
            "I look forward to going there.",
            "He is used to working at night.",
            "We have to set it up.",
            "Turn from right to left.",
            "He wants to found a company.",
            "I prefer to read.",
        ),
    ),
    Rule(
        id="want-that",
        category="verb-form",
        needs=frozenset(["want", "wants", "wanted"]),
        reason=Reason("Want takes somebody and to: {replacement}.", "Want diikuti orang dan to: {replacement}."),
        find=_want_that,
        examples=(
            ("I want that you help me.", "I want you to help me."),
            ("My mother wants that I become a doctor.", "My mother wants me to become a doctor."),
            ("They wanted that we come.", "They wanted us to come."),
        ),
        fine=("I want that book.", "I want that too.", "I want you to help me."),
        confidence=0.94,
    ),
    Rule(
        id="ask-to",
        category="verb-form",
        reason=Reason(
            "Ask, tell, advise and the like take somebody and to: {replacement}.",
            "Ask, tell, advise, dan sejenisnya diikuti orang dan to: {replacement}.",
        ),
        find=_object_to,
        examples=(
            ("My boss asked me finish the report.", "My boss asked me to finish the report."),
            ("The doctor advised him stop smoking.", "The doctor advised him to stop smoking."),
            ("I want her come.", "I want her to come."),
        ),
        fine=("I told him so.", "I asked him to go.", "I want you.", "She taught us English."),
        confidence=0.88,
    ),
    Rule(
        id="let-base",
        category="verb-form",
        reason=Reason(
            "Let, make and help take somebody and the plain verb: {replacement}.",
            "Let, make, dan help diikuti orang dan kata kerja dasar: {replacement}.",
        ),
        find=_let,
        examples=(
            ("He makes me to laugh.", "He makes me laugh."),
            ("My parents let me to travel.", "My parents let me travel."),
            ("The film made us crying.", "The film made us cry."),
            ("She helped me writing the letter.", "She helped me write the letter."),
            ("Let's going to the beach.", "Let's go to the beach."),
        ),
        fine=(
            "They made it to the station.",
            "It was made to last.",
            "I made a cake to surprise her.",
            "It makes him interesting.",
            "I can't help him being late.",
        ),
    ),
    Rule(
        id="see-base",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "See and hear take somebody and the verb without to.", "See dan hear diikuti orang dan kata kerja tanpa to."
        ),
        find=_sense,
        examples=(
            ("I saw him to cross the street.", "I saw him cross the street."),
            ("We heard her to sing.", "We heard her sing."),
            ("They watched us to go.", "They watched us go."),
        ),
        fine=("I saw him cross.", "I came to see him to talk.", "He was seen to leave.", "I saw a doctor to get help."),
        confidence=0.85,
    ),
    Rule(
        id="how-to",
        category="verb-form",
        needs=frozenset(["how", "where", "what"]),
        reason=Reason(
            "How is followed by to and the plain verb: {replacement}.",
            "How diikuti to dan kata kerja dasar: {replacement}.",
        ),
        find=_how_to,
        examples=(
            ("I don't know how use it.", "I don't know how to use it."),
            ("She taught me how cook rendang.", "She taught me how to cook rendang."),
            ("I know where buy it.", "I know where to buy it."),
        ),
        fine=(
            "I know how to use it.",
            "How do you feel?",
            "I know how people live.",
            "Show me what help you need.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="adjective-to",
        category="verb-form",
        reason=Reason(
            "Between an adjective and a verb stands to: {replacement}.",
            "Antara kata sifat dan kata kerja ada to: {replacement}.",
        ),
        find=_adjective_to,
        examples=(
            ("It is difficult for me wake up early.", "It is difficult for me to wake up early."),
            ("It's not easy learn a language.", "It's not easy to learn a language."),
            ("I am happy meet you.", "I am happy to meet you."),
            ("He is able speak Dutch.", "He is able to speak Dutch."),
            ("She is ready for go home.", "She is ready to go home."),
        ),
        fine=(
            "It is easy to learn.",
            "He is good at work.",
            "It is good for work.",
            "I am sure people come.",
            "Is it free?",
        ),
        confidence=0.92,
    ),
    Rule(
        id="for-purpose",
        category="verb-form",
        needs=frozenset(["for"]),
        reason=Reason(
            "A purpose is told with to and the plain verb: {replacement}.",
            "Tujuan disebut dengan to dan kata kerja dasar: {replacement}.",
        ),
        tip=Reason(
            "Untuk before a verb is to, before a noun it is for.",
            "Untuk di depan kata kerja = to, di depan benda = for.",
        ),
        find=_purpose,
        examples=(
            ("I went to the market for buy some fish.", "I went to the market to buy some fish."),
            ("I study for to get a job.", "I study to get a job."),
            ("We came here for see the sunrise.", "We came here to see the sunrise."),
            ("He works for pay his debts.", "He works to pay his debts."),
        ),
        fine=(
            "This is for you to read.",
            "Thank you for buying it.",
            "I came for a look.",
            "I left for work.",
            "It is time for bed.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="suggest-that",
        category="verb-form",
        reason=Reason(
            "Suggest and recommend are followed by that and a clause: {replacement}.",
            "Suggest dan recommend diikuti that dan klausa: {replacement}.",
        ),
        find=_suggest,
        examples=(
            ("She suggested me to go.", "She suggested that I go."),
            ("He suggests us to take a taxi.", "He suggests that we take a taxi."),
            ("I recommend you to visit Bromo.", "I recommend that you visit Bromo."),
        ),
        fine=("She suggested that I go.", "She suggested a book to me.", "She told me to go."),
        confidence=0.93,
    ),
    Rule(
        id="used-to",
        category="verb-form",
        needs=frozenset(["use"]),
        reason=Reason("A habit of the past is told with used to.", "Kebiasaan di masa lalu disebut dengan used to."),
        find=_use_to,
        examples=(
            ("I use to play here when I was young.", "I used to play here when I was young."),
            ("We use to live in Bogor.", "We used to live in Bogor."),
            ("She use to be shy.", "She used to be shy."),
        ),
        fine=(
            "Did you use to live here?",
            "I didn't use to like it.",
            "The pen I use to write is blue.",
            "What do you use to cook?",
        ),
        confidence=0.92,
    ),
)
