"""Rules of agreement between a noun and its verb, near and over a distance: the girl with the red shoes lives next door.

A subject is read forwards from where a clause begins: noun phrase, "and" another, prepositional phrases, a relative clause,
adverbs, verb. Where one of these steps is in doubt there is no correction. Pronouns as subjects are the business of `agreement.py`.
"""

from collections.abc import Iterator

import msgspec

from tutorfleet.language.edits import Reason
from tutorfleet.language.lexicon import senses
from tutorfleet.language.morph import past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import is_inverted, opens
from tutorfleet.language.rules.nounwords import JOINTS, POSSESSIVES, TIMES, is_person, put, singular_of
from tutorfleet.language.tags import FINITE, NOUN, PRON, Phrase, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common
from tutorfleet.language.words import words

# Heads that may take either, or whose number lies in what follows.
_EITHER = frozenset(
    "number lot lots couple majority minority kind sort type variety group range half rest percent third quarter family team"  # noqa: SIM905
    " staff class crew crowd government company band audience public police press media data committee army bunch dozen handful"
    " plenty any all none some most more both either neither what which who that pair fish sheep deer series species means"
    " headquarters crossroads united others other many few much enough hundred thousand million part amount percentage youth"
    " couple generation gang club council party jury cast squad faculty village community population trio duo people's"
    " mathematics physics news economics politics statistics ethics athletics gymnastics linguistics acoustics diabetes billiards"
    " each one ones same such there here this these those it".split()
)
_BE = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}
_ARE = {"are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}
_THIRD = {"has": "have", "doesn't": "don't", "hasn't": "haven't", **_BE}
_BASE = {"have": "has", "don't": "doesn't", "haven't": "hasn't", "dont": "doesn't", **_ARE}
_NOT_AFTER = frozenset("with of to from in on at for by about than as like between without".split())  # noqa: SIM905
_RELATIVE = frozenset({"who", "which", "that"})
_BARE_AFTER = frozenset(
    {"let", "make", "makes", "made", "help", "helps", "helped", "see", "saw", "hear", "heard", "watch"}
)


class Subject(msgspec.Struct, frozen=True):
    """A subject whose main word is at `head`, and where its verb is. `far` is whether something stands between."""

    start: int
    head: int
    verb: int
    plural: bool
    far: bool = False


def subjects(t: Tagged) -> Iterator[Subject]:
    """The nouns that are subjects for certain, with the place where the verb must be."""
    for start in range(len(t.tags) - 1):
        if not _may_begin(t, start):
            continue
        phrase = t.phrase(start)
        if phrase is None or not t.can(phrase.head, NOUN) or t.can(phrase.head, "subj") or _unsure(t, phrase):
            continue
        if t.can(phrase.head, FINITE) and not t.can(start, "det", "poss"):
            continue
        plural = _is_plural(t, phrase)
        end, joined = _with_and(t, phrase)
        if joined and _both_named(t, phrase.start):
            plural = True
        elif joined or plural is None:
            continue
        verb = t.skip(_over(t, end))
        if plural and verb != end and not t.can(verb, FINITE) and _hidden(t, verb - 1):
            verb -= 1
        yield Subject(start, phrase.head, verb, plural, verb != end)


def _hidden(t: Tagged, at: int) -> bool:
    """Whether the last word of "near my office closes" is the verb: nothing else in the sentence is."""
    owned = t.can(at - 1, "noun", "name") and t.can(at - 2, "det", "poss", "prep")
    verb = "third" in t.lexical(at) and t.can(at + 1, "prep", "adv", "obj")
    return owned and verb and not any(t.can(i, FINITE) and not t.can(i, NOUN) for i in range(at, len(t.tags)))


def _may_begin(t: Tagged, start: int) -> bool:
    if t.only(start, PRON) or not t.can(start, "det", "poss", "num", "adj", NOUN) or t.word(start - 1) in JOINTS:
        return False
    everyone = t.word(start - 2) in {"everyone", "everybody", "nobody", "nothing", "all", "anything"}
    if t.can(start, "ing") or (t.word(start - 1) == "but" and everyone) or (t.word(start) == "that" and start):
        return False
    if t.word(start - 1) in _RELATIVE and t.can(start - 2, NOUN, "pron"):
        return False
    return (opens(t.sentence, start) and t.word(start - 1) not in {"and", "or"}) or _after_adverbial(t, start)


def _after_adverbial(t: Tagged, start: int) -> bool:
    """Every morning, on Sundays, in my class: a subject with a determiner may begin after it."""
    if not t.only(start, "det", "poss", "pron"):
        return False
    opening = t.word(0)
    if opening in {"every", "each", "this", "last", "next", "these"} and start == 2:
        return t.word(1).removesuffix("s") in TIMES
    if opening in {"on", "in", "at", "after", "before", "during", "near"}:
        phrase = t.phrase(1)
        return phrase is not None and phrase.end == start
    return False


def _unsure(t: Tagged, phrase: Phrase) -> bool:
    word, opening = t.word(phrase.head), t.word(phrase.start)
    if word == "number" and opening == "the" and t.word(phrase.end) == "of":
        return False
    capital = t.only(phrase.head, "name") and phrase.head - phrase.start > 0
    counted = t.only(phrase.start, "num") and opening != "one"
    inside = range(phrase.start, phrase.end)
    return (
        word in _EITHER
        or t.can(phrase.head, "modal")
        or any(t.only(i, "nouns") for i in range(phrase.start, phrase.head))
        or word.removesuffix("s") in words("no_plural")
        or word in {"god", "heaven", "example", "part"}
        or (opening == "all" and not t.can(phrase.start + 1, "poss", "nouns") and t.word(phrase.start + 1) != "the")
        or (
            t.can(phrase.head, "name")
            and (word.endswith("s") or "unknown" in t.lexical(phrase.head))
            and phrase.head > phrase.start
        )
        or (t.can(phrase.head, "name") and word.endswith("s"))
        or (opening == "many" and t.word(phrase.start + 1) in {"a", "an"})
        or counted
        or capital
        or opening
        in {"no", "each", "every", "either", "neither", "what", "which", "whose", "how", "all", "any", "half", "some"}
        and not (opening in {"every", "each", "all", "some"} and t.word(phrase.end) != "of")
        or any(
            t.word(i) in {"and", "or"} or t.can(i, "unknown") and not t.can(i, "name")
            for i in inside
            if i != phrase.head
        )
        or (word.removesuffix("s") in TIMES and not t.can(phrase.start, "poss"))
    )


def _is_plural(t: Tagged, phrase: Phrase) -> bool | None:
    word, opening = t.word(phrase.head), t.word(phrase.start)
    if opening in {"this", "that", "a", "an", "every", "each", "another"}:
        return None if t.can(phrase.head, "nouns") and not t.can(phrase.head, "noun", "mass") else False
    if opening in {"these", "those", "many", "several", "both"} or word in {
        "people",
        "children",
        "childrens",
        "peoples",
    }:
        return True
    if t.can(phrase.head, "nouns") and not t.can(phrase.head, "noun", "mass", "name"):
        return (
            True
            if singular_of(word) or word in {"men", "women", "parents"} or "unknown" not in t.at(phrase.head)
            else None
        )
    return None if t.can(phrase.head, "nouns") or phrase.number == "plural" else False


def _with_and(t: Tagged, phrase: Phrase) -> tuple[int, bool]:
    """Where the subject ends and whether it is two: my father and my mother."""
    if t.word(phrase.end) not in {"and", "or"}:
        return phrase.end, False
    other = t.phrase(phrase.end + 1)
    if other is None:
        return (phrase.end + 2, True) if t.word(phrase.end + 1) in {"i", "you"} else (phrase.end, True)
    return other.end, True


def _both_named(t: Tagged, start: int) -> bool:
    """Whether both parts are named so that they are two for sure: a determiner or a name before each."""
    first = t.phrase(start)
    assert first is not None
    at = first.end + 1
    if t.word(first.end) != "and" or t.word(start) in {"every", "each", "no"}:
        return False
    owned = t.only(start, "poss") or (t.only(start, "name") and first.head == start) or t.word(start) == "the"
    second = t.word(at) in {"i", "the"} or t.only(at, "poss") or t.word(at) in POSSESSIVES or t.only(at, "name")
    return owned and second


def _over(t: Tagged, end: int) -> int:
    """Over prepositional phrases and a relative clause that begins at `end`; the place of the verb."""
    for _ in range(3):
        phrase = t.phrase(end + 1) if t.only(end, "prep", "to", "adv") and t.can(end, "prep") else None
        if phrase is None:
            break
        end = phrase.end
        if t.word(end) == "and" and (other := t.phrase(end + 1)) is not None and not t.can(end + 1, "subj"):
            end = other.end
    comma = t.word(end) == ","
    if t.word(end + comma) in _RELATIVE and t.can(end + comma + 1, FINITE):
        return _over_relative(t, end + comma, comma)
    return end


def _over_relative(t: Tagged, who: int, comma: bool) -> int:
    """Over "who lives near my house"; where in doubt, a place without a verb."""
    i = t.skip(who + 1)
    while t.can(i, "modal", "be", "have", "do", "not") and t.can(i + 1, "base", "done", "ing", "not", "modal"):
        i += 1
    end = i + 1
    while end < len(t.tags):
        if comma and t.word(end) == ",":
            return end + 1
        if t.only(end, "mark", "conj", "sub", "wh", "subj") or t.word(end) in _RELATIVE:
            return len(t.tags)
        if t.can(end, FINITE) and not t.can(end, NOUN, "adj", "prep", "done") and not t.can(end - 1, "to", "modal"):
            return end
        end += 1
    return len(t.tags)


def _noun_verbs(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for found in subjects(t):
        word = t.word(found.verb)
        if not word or is_inverted(sentence, found.start) or _after_bare(t, found.start):
            continue
        new = _plural_form(t, found.verb) if found.plural else _singular_form(t, found.verb)
        if new and not _unreal(t, found, word):
            yield put(sentence, found.verb, new)


def _after_bare(t: Tagged, start: int) -> bool:
    return t.word(start - 1) in _BARE_AFTER


def _unreal(t: Tagged, found: Subject, word: str) -> bool:
    if word != "were" and word != "weren't":
        return False
    return any(t.word(i) in {"if", "wish", "though", "unless", "whether", "suppose"} for i in range(found.start))


def _plural_form(t: Tagged, verb: int) -> str | None:
    word = t.word(verb)
    if word in _THIRD:
        return None if word == "has" and not t.can(verb, "have", "third") else _THIRD[word]
    if t.only(verb, "third") or (t.can(verb, "third") and _is_verb_here(t, verb)):
        return next((s.base for s in senses(word) if s.tag == "third"), None)
    return None


def _singular_form(t: Tagged, verb: int) -> str | None:
    word = t.word(verb)
    if word in _BASE:
        return None if word in {"do", "be"} else _BASE[word]
    base = t.only(verb, "base") or (t.can(verb, "base") and not t.can(verb, "past", "third") and _is_verb_here(t, verb))
    if not base or word in {"be", "do", "please", "let"} or past(word) == word:
        return None
    if "noun" in common(word) and not (_is_verb_here(t, verb) and _last_verb(t, verb)):
        return None
    return third(word) if t.word(verb + 1) not in JOINTS | {":", "'"} else None


def _is_verb_here(t: Tagged, verb: int) -> bool:
    """Whether a word that may be a noun or an adjective too is the verb: an object or a preposition follows."""
    clear = t.only(verb + 1, "det", "poss", "obj") or (t.can(verb + 1, "prep") and not t.can(verb + 1, "conj", "sub"))
    if t.word(verb) == "like":
        return (clear or t.can(verb + 1, NOUN, "adj", "ing", "to")) and _last_verb(t, verb)
    return clear and not t.can(verb, "adv", "prep", "det", "modal")


def _last_verb(t: Tagged, verb: int) -> bool:
    """Whether no finite verb follows in the clause."""
    for i in range(verb + 1, len(t.tags)):
        if t.only(i, "mark", "conj", "sub"):
            return True
        if t.can(i, FINITE) and not t.can(i, NOUN, "adj", "base"):
            return False
    return True


def _relative_verbs(sentence: Sentence) -> Iterator[Fix]:
    """A friend who live in Canada, students who comes late."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if t.word(i) not in {"who", "that", "which"} or not t.can(i - 1, NOUN):
            continue
        phrase = t.phrase_before(i)
        if phrase is None or _unsure(t, phrase) or t.word(phrase.start - 1) in _NOT_AFTER | {"one", "and"}:
            continue
        plural = _is_plural(t, phrase)
        verb = t.skip(i + 1)
        if plural is None or (t.word(i) != "who" and not _certain(t, verb)) or is_inverted(sentence, i):
            continue
        if t.word(i) == "that" and not is_person(t.word(phrase.head)):
            continue
        new = _plural_form(t, verb) if plural else _singular_form(t, verb)
        if new:
            yield put(sentence, verb, new)


def _certain(t: Tagged, verb: int) -> bool:
    return t.only(verb, "base", "third", "be", "have", "do", "not")


def _every(sentence: Sentence) -> Iterator[Fix]:
    """Each of the rooms has; one of my friends lives; everyone in my family likes."""
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        if not opens(sentence, i) or is_inverted(sentence, i):
            continue
        end = -1
        if t.word(i) in {"one", "each", "neither", "either"} and t.word(i + 1) == "of":
            phrase = t.phrase(i + 2)
            end = (
                phrase.end
                if phrase and phrase.number != "singular" and t.can(phrase.start, "det", "poss", "pron")
                else -1
            )
        elif t.word(i) in {"everyone", "everybody", "someone", "somebody", "nobody"} and t.can(i + 1, "prep"):
            phrase = t.phrase(i + 2)
            end = phrase.end if phrase and t.word(i + 1) not in {"but", "except", "like"} else -1
        if end > 0 and (new := _singular_form(t, t.skip(_over(t, end)))):
            yield put(sentence, t.skip(_over(t, end)), new)


def _gerund(sentence: Sentence) -> Iterator[Fix]:
    """Learning languages are fun."""
    t = tagged(sentence)
    if t.word(0) in _GERUNDS and singular_of(t.word(1)) in _GERUNDS[t.word(0)] and t.word(2) in {"are", "were", "have"}:
        yield put(sentence, 2, _BASE[t.word(2)])


_GERUNDS = {
    "learning": frozenset({"language", "word"}),
    "playing": frozenset({"game", "sport"}),
    "watching": frozenset({"movie", "film", "video", "cartoon", "drama"}),
    "reading": frozenset({"book", "novel", "comic", "newspaper"}),
    "making": frozenset({"friend", "mistake", "cake"}),
    "writing": frozenset({"story", "essay", "letter", "poem"}),
    "singing": frozenset({"song"}),
    "eating": frozenset({"vegetable", "snack"}),
    "memorizing": frozenset({"word"}),
    "visiting": frozenset({"museum", "place", "friend"}),
}

_REASON = Reason(
    "The verb must fit its subject, also when other words stand between: {replacement}.",
    "Kata kerja harus sesuai dengan subjeknya, juga bila ada kata lain di antaranya: {replacement}.",
)
_TIP = Reason(
    "Ask who or what does it: one takes -s (the girl lives), several do not (the girls live).",
    "Tanyakan siapa atau apa pelakunya: satu memakai -s (the girl lives), lebih dari satu tidak (the girls live).",
)

RULES = (
    Rule(
        id="noun-verb",
        category="agreement",
        reason=_REASON,
        tip=_TIP,
        find=_noun_verbs,
        examples=(
            ("The girl with the red shoes live next to me.", "The girl with the red shoes lives next to me."),
            ("The prices of the vegetables is very high.", "The prices of the vegetables are very high."),
            ("My brother, who lives in Bali, work in a hotel.", "My brother, who lives in Bali, works in a hotel."),
            ("My father and my mother works in a bank.", "My father and my mother work in a bank."),
            ("Every morning the birds sings.", "Every morning the birds sing."),
        ),
        fine=(
            "I saw the bus leave.",
            "Let the man go and make the children laugh.",
            "The people I know work hard.",
            "Five minutes is enough.",
            "A number of students are absent.",
            "My family are all teachers.",
            "The girl with two dogs lives here.",
            "The works council meets on Monday.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="relative-verb",
        category="agreement",
        needs=frozenset({"who", "that", "which"}),
        reason=Reason(
            "After who, which or that the verb fits the noun before it: {replacement}.",
            "Setelah who, which, atau that, kata kerja sesuai dengan kata benda sebelumnya: {replacement}.",
        ),
        find=_relative_verbs,
        examples=(
            ("I have a friend who live in Canada.", "I have a friend who lives in Canada."),
            ("There are many students who comes late.", "There are many students who come late."),
            ("The boys who was here are my cousins.", "The boys who were here are my cousins."),
        ),
        fine=(
            "He is one of the boys who play football.",
            "The woman who he loves left.",
            "People who live here are kind.",
            "I suggest to the man who asks that he go.",
        ),
        confidence=0.87,
    ),
    Rule(
        id="one-of-verb",
        category="agreement",
        needs=frozenset("one each neither either everyone everybody someone somebody nobody".split()),  # noqa: SIM905
        reason=Reason(
            "One of, each of and everyone count as one: {replacement}.",
            "One of, each of, dan everyone dianggap satu: {replacement}.",
        ),
        find=_every,
        examples=(
            ("One of my friends live in Medan.", "One of my friends lives in Medan."),
            ("Each of the rooms have a fan.", "Each of the rooms has a fan."),
            ("Everyone in my family like spicy food.", "Everyone in my family likes spicy food."),
        ),
        fine=(
            "One of them is here.",
            "Does one of your friends live here?",
            "Everyone but my parents was there.",
            "Each of us has a role.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="gerund-verb",
        category="agreement",
        needs=frozenset(_GERUNDS),
        reason=Reason(
            "Doing something is one thing: {replacement}.",
            "Melakukan sesuatu dianggap satu hal: {replacement}.",
        ),
        find=_gerund,
        examples=(
            ("Learning languages are fun.", "Learning languages is fun."),
            ("Watching movies are my hobby.", "Watching movies is my hobby."),
            ("Reading books are relaxing.", "Reading books is relaxing."),
        ),
        fine=("Growing children are hungry.", "Reading glasses are cheap.", "Playing cards are on the table."),
        confidence=0.9,
    ),
)
