"""Rules of a missing subject, mostly it: is very hot here, because is far, I think is good. And he for she of a relative."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule, either
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import FEMALE, MALE, any_word, before, put
from tutorfleet.language.tags import FINITE, NOUN, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_IS = frozenset({"is", "was", "isn't", "wasn't"})
_FEELINGS = group("no_subject.feelings")
_DEGREE = frozenset({"very", "so", "too", "really", "not", "quite", "also"})
_MEANS = group("no_subject.means")
_WENT = group("no_subject.went")


def _opening(sentence: Sentence) -> Iterator[Fix]:
    """Is very hot here. Was a great holiday!"""
    t = tagged(sentence)
    if t.word(0) not in _IS or "?" in sentence.words:
        return
    at = 1 + (t.word(1) in _DEGREE)
    adjective = t.word(at) in words("adjectives") or t.can(at, "adj", "ing")
    weather = t.word(1) in {"raining", "snowing"}
    closed = weather or t.word(at + 1) in _CLOSES or t.only(at + 1, "mark") or at + 1 >= len(t.tags)
    described = adjective and closed and not t.can(at, "subj", "det", "poss")
    phrase = t.phrase(1) if t.word(1) in {"a", "an", "the", "my"} else None
    named = phrase is not None and (
        t.only(phrase.end, "mark") or t.word(phrase.end) in {"and", "but", "to", "because", "for"}
    )
    if described or (named and phrase is not None and phrase.end > 2 and t.can(2, "adj", "most")):
        yield before(sentence, 0, "it")


_CLOSES = group("no_subject.closes")


def _after_place(sentence: Sentence) -> Iterator[Fix]:
    """In Indonesia is very hot -> it is very hot."""
    t = tagged(sentence)
    place = t.phrase(1) if t.word(0) in {"in", "at"} else None
    if place is None or t.word(place.end) not in {"is", "was"} or "?" in sentence.words:
        return
    at = place.end + 1 + (t.word(place.end + 1) in _DEGREE)
    if t.word(at) in _WEATHER and (at + 1 >= len(t.tags) or t.word(at + 1) in _CLOSES or t.only(at + 1, "mark")):
        yield before(sentence, place.end, "it")


_WEATHER = frozenset(
    {"hot", "cold", "rainy", "sunny", "raining", "humid", "cool", "windy", "difficult", "easy", "hard", "important"}
)


def _after_conjunction(sentence: Sentence) -> Iterator[Fix]:
    """Because is raining; because was too tired; because has beautiful beaches."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 2):
        at = i + 1
        if t.word(i) not in {"because", "although", "since"} or t.word(i - 1) in {"is", "was", "word", "just"}:
            continue
        if t.word(at) in _IS | {
            "has",
            "can",
            "will",
            "makes",
            "helps",
            "looks",
            "doesn't",
            "had",
            "cannot",
            "can't",
            "costs",
        }:
            yield before(sentence, at, _who(t, at))
        elif t.word(at) in {"were", "are", "weren't", "aren't"} and t.word(at + 1) in _DEGREE | words("adjectives"):
            yield before(sentence, at, "they")
        elif t.word(i) == "because" and t.skip(at) > at and t.only(t.skip(at), "third"):
            yield before(sentence, at, _named(t, i))


def _named(t: Tagged, end: int) -> str:
    """He, she or it for the last noun before `end`."""
    head = next((t.word(k) for k in range(end - 1, -1, -1) if t.can(k, NOUN)), "")
    return "she" if head in FEMALE else "he" if head in MALE else "it"


def _who(t: Tagged, verb: int) -> str:
    """I for what one feels, if the sentence is about me; else it."""
    state = verb + 1 + (t.word(verb + 1) in _DEGREE)
    mine = t.word(0) == "i" and t.word(verb) in {"was", "wasn't"} and t.word(state) in _FEELINGS
    return "I" if mine else "it"


def _after_think(sentence: Sentence) -> Iterator[Fix]:
    """I think is a good idea."""
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 2):
        if t.word(i) not in {"think", "believe", "guess", "hope", "thought"} or t.word(i + 1) not in _IS:
            continue
        said = t.word(t.back(i - 1)) in {"i", "we", "they", "don't", "didn't"}
        start = i - 2 if t.word(i - 1) in {"don't", "didn't", "really"} else i - 1
        begins = start == 0 or t.word(start - 1) in {",", "and", "but", "so", "because"}
        if said and begins and "?" not in sentence.words:
            yield before(sentence, i + 1, "it")


def _but(sentence: Sentence) -> Iterator[Fix]:
    """My house is far but is comfortable."""
    t = tagged(sentence)
    for i in range(3, len(t.tags) - 2):
        alike = t.word(i + 1) == "is" and t.word(i - 2) == "is" and t.can(i - 1, "adj") and t.can(i + 2, "adj")
        if t.word(i) == "but" and alike and t.only(i + 3, "mark"):
            yield put(sentence, i + 1, "it is")


def _when(sentence: Sentence) -> Iterator[Fix]:
    """When arrived home, I took a shower."""
    t = tagged(sentence)
    if t.word(0) not in {"when", "after", "before"} or t.word(1) not in _WENT or "," not in sentence.words:
        return
    comma = next(i for i in range(len(t.tags)) if t.word(i) == ",")
    who = t.word(comma + 1)
    if (
        who in {"i", "we", "he", "she", "they"}
        and t.can(t.skip(comma + 2), FINITE)
        and not any_word(t, {"i", "we", "they", "he"}, 1, comma)
    ):
        yield before(sentence, 1, "I" if who == "i" else who)


def _relation(sentence: Sentence) -> Iterator[Fix]:
    """My mother is a nurse and he works at night; my sister lost his phone; my father loves her job."""
    t = tagged(sentence)
    heads = [i for i in range(1, len(t.tags)) if t.word(i) in FEMALE | MALE]
    if (
        len(heads) != 1
        or t.word(heads[0] - 1) not in {"my", "your", "our"}
        or heads[0] != 1
        or _another_person(t, heads[0])
    ):
        return
    wrong = _HE if t.word(heads[0]) in FEMALE else _SHE
    for i in range(heads[0] + 1, len(t.tags)):
        right = wrong.get(t.word(i))
        if right and (_his_own(t, i) if t.can(i, "poss") or t.word(i) in {"his", "her"} else _goes_on(t, i)):
            yield put(sentence, i, right)


_HAS = frozenset({"has", "works", "lives", "worked", "lived", "studies", "teaches", "sells"})
_HE = {"he": "she", "himself": "herself", "his": "her"}
_SHE = {"she": "he", "herself": "himself", "her": "his"}


def _goes_on(t: Tagged, i: int) -> bool:
    """Whether he or she takes the sentence's subject up again: after and, because, but."""
    if t.word(i) in {"himself", "herself"}:
        return True
    described = t.word(2) in {"is", "was"} and t.word(3) in {"a", "an"} | words("adjectives") | _DEGREE
    described = (
        described
        or (t.word(2) in {"is", "was"} and t.can(3, "num"))
        or (t.word(2) in _HAS and not _another_person(t, 1))
    )
    return (
        described
        and t.word(i - 1) in {"and", "because", "but", "so"}
        and t.can(t.skip(i + 1), "be", "have", "third", "past", "modal")
    )


def _his_own(t: Tagged, i: int) -> bool:
    return (t.word(i - 1) in _OWN_VERBS and t.word(i + 1) in _OWN_THINGS) or t.word(i + 2) == "own"


_OWN_VERBS = group("no_subject.own_verbs")
_OWN_THINGS = group("no_subject.own_things")


def _another_person(t: Tagged, head: int) -> bool:
    """Whether somebody else is named whom he or she could mean."""
    people = {
        "man",
        "boy",
        "girl",
        "woman",
        "friend",
        "teacher",
        "doctor",
        "him",
        "boss",
        "baby",
        "dog",
        "cat",
        "someone",
        "person",
    }
    return any(t.word(i) in people or (i > 0 and t.only(i, "name")) for i in range(head + 1, len(t.tags)))


_REASON = Reason(
    "An English sentence needs a subject: {replacement}.",
    "Kalimat bahasa Inggris memerlukan subjek: {replacement}.",
)
_TIP = Reason(
    "Where Indonesian begins with panas sekali, English says it: it is very hot.",
    "Di mana bahasa Indonesia cukup panas sekali, bahasa Inggris memakai it: it is very hot.",
)

RULES = (
    Rule(
        id="it-missing",
        category="pronoun",
        needs=_IS,
        reason=_REASON,
        tip=_TIP,
        find=either(_opening, _after_place),
        examples=(
            ("Is very hot here.", "It is very hot here."),
            ("Is important to drink water.", "It is important to drink water."),
            ("Was a great holiday!", "It was a great holiday!"),
            ("Is raining hard, so stay here.", "It is raining hard, so stay here."),
            ("In Indonesia is very hot.", "In Indonesia it is very hot."),
        ),
        fine=("Is it hot here?", "Is very spicy food good for you?", "Is hot water free?", "Was a teacher there?"),
        confidence=0.88,
    ),
    Rule(
        id="because-it",
        category="pronoun",
        needs=frozenset({"because", "although", "since"}),
        reason=_REASON,
        tip=_TIP,
        find=_after_conjunction,
        examples=(
            ("I stay at home because is raining.", "I stay at home because it is raining."),
            ("I love Bali because has beautiful beaches.", "I love Bali because it has beautiful beaches."),
            ("I didn't go because was too tired.", "I didn't go because I was too tired."),
            ("I like my cat because always sleeps on me.", "I like my cat because it always sleeps on me."),
            ("I left the shoes because were too big.", "I left the shoes because they were too big."),
        ),
        fine=("The word because is a conjunction.", "I left because it was late.", "He slept because he was tired."),
        confidence=0.87,
    ),
    Rule(
        id="think-it",
        category="pronoun",
        needs=frozenset({"think", "believe", "guess", "hope", "thought"}),
        reason=_REASON,
        find=_after_think,
        examples=(
            ("I think is a good idea.", "I think it is a good idea."),
            ("I don't think is true.", "I don't think it is true."),
            ("It is cheap, and I think is good.", "It is cheap, and I think it is good."),
        ),
        fine=("What I think is important.", "The man I think is right is Budi.", "All I think is how to go."),
        confidence=0.88,
    ),
    Rule(
        id="but-it",
        category="pronoun",
        needs=frozenset({"but"}),
        reason=_REASON,
        find=_but,
        examples=(
            ("My house is far but is comfortable.", "My house is far but it is comfortable."),
            ("The food is cheap but is delicious.", "The food is cheap but it is delicious."),
            ("The test is short but is hard.", "The test is short but it is hard."),
        ),
        fine=("He is old but is still strong.", "It is late but not dark.", "She is small but she is strong."),
        confidence=0.68,
    ),
    Rule(
        id="when-who",
        category="pronoun",
        needs=frozenset({"when", "after", "before"}),
        reason=_REASON,
        find=_when,
        examples=(
            ("When arrived home, I took a shower.", "When I arrived home, I took a shower."),
            ("After arrived home, we slept.", "After we arrived home, we slept."),
            ("When went to Bali, they swam.", "When they went to Bali, they swam."),
        ),
        fine=("When tired, I sleep.", "When asked, he smiled.", "After dinner, I slept.", "When we arrived, I ate."),
        confidence=0.85,
    ),
    Rule(
        id="he-she",
        category="pronoun",
        needs=FEMALE | MALE,
        reason=Reason(
            "For a woman say she and her, for a man he and his: {replacement}.",
            "Untuk perempuan pakai she dan her, untuk laki-laki he dan his: {replacement}.",
        ),
        find=_relation,
        examples=(
            ("My mother is a nurse and he works at night.", "My mother is a nurse and she works at night."),
            ("My sister lost his phone.", "My sister lost her phone."),
            ("My father loves her job.", "My father loves his job."),
            ("My aunt has a bakery and he makes good cakes.", "My aunt has a bakery and she makes good cakes."),
        ),
        fine=(
            "My mother told my father that he was late.",
            "My wife loves her son because he is funny.",
            "My sister likes his voice.",
            "My sister has a dog and he is old.",
            "My father met her brother.",
        ),
        confidence=0.75,
    ),
)
