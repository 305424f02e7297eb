"""Rules of the verb after who and that, after one of and everyone, and after a gerund."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, third
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import is_inverted
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.noun_subjects import is_plural, unsure
from tutorfleet.language.rules.nounwords import all_singulars, is_person, put, singular_of
from tutorfleet.language.rules.part_subjects import part_subjects
from tutorfleet.language.rules.subject_verbs import BASE, plural_form, singular_form
from tutorfleet.language.tags import NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence

_NOT_AFTER = group("subject_verbs.not_after")


def _relative_verbs(sentence: Sentence) -> Iterator[Fix]:
    """A friend who live in Canada, students who comes late."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        if t.word(i) not in {"who", "that", "which"} or not t.can(i - 1, NOUN):
            continue
        phrase = t.phrase_before(i)
        if phrase is None or unsure(t, phrase) or t.word(phrase.start - 1) in _NOT_AFTER | {"one", "and"}:
            continue
        plural = is_plural(t, phrase)
        verb = t.skip(i + 1)
        if plural is None or (t.word(i) != "who" and not _certain(t, verb)) or is_inverted(sentence, i):
            continue
        thing = t.word(i) == "that" and not is_person(t.word(phrase.head))
        if thing and not (
            t.can(phrase.start, "det", "poss") and verb == i + 1 and t.word(phrase.head) in all_singulars()
        ):
            continue
        new = plural_form(t, verb) if plural else singular_form(t, verb)
        if new:
            yield put(sentence, verb, new)


def _certain(t: Tagged, verb: int) -> bool:
    return t.only(verb, "base", "third", "be", "have", "do", "not")


def _parts(sentence: Sentence) -> Iterator[Fix]:
    """Each of the rooms has; one of my friends lives; everyone in my family likes; some of my friends like."""
    t = tagged(sentence)
    for found in part_subjects(t):
        new = plural_form(t, found.verb) if found.plural else _one_form(t, found.verb)
        if new:
            yield put(sentence, found.verb, new)


def _one_form(t: Tagged, verb: int) -> str | None:
    """Everyone in my family drink coffee: no noun goes on after it, so a word that may be a verb is one."""
    plain = (
        t.only(verb, "base")
        and t.can(verb + 1, NOUN, "det", "poss", "obj", "adv")
        and past(t.word(verb)) != t.word(verb)
    )
    return singular_form(t, verb) or (third(t.word(verb)) if plain and t.word(verb) != "be" else None)


def _gerund(sentence: Sentence) -> Iterator[Fix]:
    """Learning languages are fun; swimming in the sea make me hungry."""
    t = tagged(sentence)
    if "ing" not in t.lexical(0) or t.can(1, "be"):
        return
    end = _gerund_end(t)
    verb = t.skip(end) if end else 0
    if t.word(verb) in {"are", "were", "have"}:
        yield put(sentence, verb, BASE[t.word(verb)])
    elif (
        verb and t.word(verb) in {"make", "help", "take", "need", "give", "cost", "keep"} and not t.can(verb + 1, "be")
    ):
        yield put(sentence, verb, third(t.word(verb)))


def _gerund_end(t: Tagged) -> int:
    """Where what is done ends: reading books, learning a language, swimming in the sea; 0: in doubt (reading glasses)."""
    head = 1 + (t.can(1, "adj") and not t.can(1, "nouns"))
    if singular_of(t.word(head)) in _GERUNDS.get(t.word(0), ()):
        return head + 1
    start = 1 + (t.can(1, "prep") and not t.can(1, "det"))
    phrase = t.phrase(start) if start > 1 or t.can(1, "det", "poss") else None
    return phrase.end if phrase and t.word(phrase.end) not in {"and", "or"} else 0


_GERUNDS = {
    "learning": frozenset({"language", "word", "thing", "song"}),
    "helping": frozenset({"friend", "parent"}),
    "buying": frozenset({"book", "clothes"}),
    "collecting": frozenset({"stamp", "coin"}),
    "cooking": frozenset({"vegetable", "noodle"}),
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


RULES = (
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
            ("The bus that go to my village is full.", "The bus that goes to my village is full."),
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
        needs=group("subject_verbs.needs"),
        reason=Reason(
            "One of, each of and everyone count as one, some of and most of as several: {replacement}.",
            "One of, each of, dan everyone dianggap satu, some of dan most of banyak: {replacement}.",
        ),
        find=_parts,
        examples=(
            ("One of my friends live in Medan.", "One of my friends lives in Medan."),
            (
                "One of my friends from senior high school live in Medan.",
                "One of my friends from senior high school lives in Medan.",
            ),
            ("Each of the rooms have a fan.", "Each of the rooms has a fan."),
            ("Everyone in my family like spicy food.", "Everyone in my family likes spicy food."),
            ("Some of my friends likes horror films.", "Some of my friends like horror films."),
            ("A lot of people comes here on Sunday.", "A lot of people come here on Sunday."),
            ("No one in my class speak French.", "No one in my class speaks French."),
            ("Both Rina and Sari has long hair.", "Both Rina and Sari have long hair."),
            ("Some of the food were cold.", "Some of the food was cold."),
            ("Please tell me which bus go to the zoo.", "Please tell me which bus goes to the zoo."),
            ("Nobody in our office drink tea.", "Nobody in our office drinks tea."),
        ),
        fine=(
            "One of them is here.",
            "Does one of your friends live here?",
            "Everyone but my parents was there.",
            "Each of us has a role.",
            "Most of the water is gone.",
            "I know which book to read and what song they like.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="gerund-verb",
        category="agreement",
        reason=Reason(
            "Doing something is one thing: {replacement}.",
            "Melakukan sesuatu dianggap satu hal: {replacement}.",
        ),
        find=_gerund,
        examples=(
            ("Learning languages are fun.", "Learning languages is fun."),
            ("Watching movies are my hobby.", "Watching movies is my hobby."),
            ("Reading books are relaxing.", "Reading books is relaxing."),
            ("Swimming in the sea make me hungry.", "Swimming in the sea makes me hungry."),
            ("Learning new words are not easy.", "Learning new words is not easy."),
        ),
        fine=("Growing children are hungry.", "Reading glasses are cheap.", "Playing cards are on the table."),
        confidence=0.9,
    ),
)
