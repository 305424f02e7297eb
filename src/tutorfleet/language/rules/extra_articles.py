"""Rules of articles that are too many: before names, languages, meals and sports, before a plural, or two determiners."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.clauses import opens
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import TIMES, ends, is_adjective, put, singular_of
from tutorfleet.language.tags import NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_POSSESSIVE = frozenset({"my", "your", "our", "their"})
_LANGUAGES = group("extra_articles.languages")
_MATTERS = frozenset(
    {"important", "success", "happy", "successful", "happiness", "thing", "everything", "love", "need", "goal"}
)
_SUBJECTS = group("extra_articles.subjects")
_SPORTS = group("extra_articles.sports")
_VEHICLES = group("extra_articles.vehicles")
_GO = group("extra_articles.go")
_SPEAK = group("extra_articles.speak")
_EAT = group("extra_articles.eat")
_LOVE = group("extra_articles.love")
_WHOLE = group("extra_articles.whole")
_MEASURED = TIMES | group("extra_articles.measured")


def _names(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        capital = sentence.tokens[i + 1].text[:1].isupper()
        if t.word(i) == "the" and capital and t.word(i + 1) in words("places") and _name_ends(sentence, i + 2):
            yield put(sentence, i, "")


def _name_ends(sentence: Sentence, index: int) -> bool:
    t = tagged(sentence)
    going_on = t.word(index) in {"of", "that", "which", "we", "i", "you", "they", "he", "she", "where", "who"}
    capital = index < len(t.tags) and sentence.tokens[index].text[:1].isupper()
    finite = t.can(index, "be", "have", "modal", "third") and not t.can(index, NOUN)
    return not going_on and not capital and (ends(t, index) or finite)


def _set_phrases(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        year = t.word(i + 1).isdigit() and len(t.word(i + 1)) == 4 and t.word(i + 1)[:2] in {"19", "20"}
        if t.word(i) == "the" and t.word(i - 1) in {"in", "since"} and year and ends(t, i + 2):
            yield put(sentence, i, "")
            continue
        if t.word(i) != "the" or not ends(t, i + 2) or t.word(i + 2) in {"of", "that", "which", "where", "we"}:
            continue
        if t.word(i + 2) == "in" and t.word(i + 1) not in _SUBJECTS | {"breakfast", "lunch", "dinner"}:
            continue
        if _takes_none(t.word(i - 2), t.word(i - 1), t.word(i + 1)):
            yield put(sentence, i, "")


def _takes_none(earlier: str, prior: str, noun: str) -> bool:
    """Whether "the" between the words before and the noun is one too many: speak the English, go to the bed."""
    return (
        (prior in _SPEAK and noun in _LANGUAGES)
        or (prior in _EAT and noun in {"breakfast", "lunch", "dinner", "supper"})
        or (prior in {"play", "plays", "played", "playing", "is", "like", "likes", "love", "loves"} and noun in _SPORTS)
        or (earlier in _GO and prior == "to" and noun in {"work", "bed"})
        or (
            prior == "by"
            and noun in _VEHICLES
            and earlier in _GO | {"home", "there", "school", "work", "here", "office"}
        )
        or (prior == "at" and noun == "home")
        or (prior == "in" and noun == "life" and earlier in _MATTERS)
        or (prior in _SPEAK and noun in _SUBJECTS)
        or (prior in _LOVE and noun == "nature")
    )


def _life(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 3):
        if t.word(i) != "the" or t.word(i + 1) not in _GENERAL or not opens(sentence, i):
            continue
        be = _over_place(t, i + 2) if t.word(i + 1) == "life" else i + 2
        if t.word(be) in {"is", "was", "can", "isn't"} and _told(t, t.skip(be + 1)):
            yield put(sentence, i, "")
            than = next((j for j in range(be, len(t.tags) - 2) if t.word(j) == "than"), 0)
            if than and t.word(than + 1) == "the" and t.word(than + 2) in _GENERAL | {"money", "love"}:
                yield put(sentence, than + 1, "")


_GENERAL = group("extra_articles.languages") | frozenset(
    {"life", "love", "nature", "happiness", "honesty", "health", "education", "friendship", "freedom"}
)


def _over_place(t: Tagged, at: int) -> int:
    """Over "in Jakarta" or "in a small village"."""
    phrase = t.phrase(at + 1) if t.word(at) in {"in", "on"} else None
    return phrase.end if phrase else at


def _told(t: Tagged, at: int) -> bool:
    """Whether something is said of it in general: more expensive than, hard for."""
    if t.word(at) in {"more", "less"} or (t.can(at, "more") and t.word(at + 1) in {"than", ".", "", "there"}):
        return True
    return t.can(at, "adj") and not t.can(at, "most", "more") and t.word(at + 1) in _AFTER_TOLD


_AFTER_TOLD = frozenset({".", "!", "", ",", "and", "but", "for", "here", "there", "because", "now", "in"})


def _two(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        one, other = t.word(i), t.word(i + 1)
        noun = t.can(i + 2, NOUN, "adj", "most") and not t.only(i + 2, "mark")
        title = one == "the" and other == "mount" and sentence.tokens[i + 2].text[:1].isupper()
        title = title or (one == "the" and other in {"mr", "mrs", "ms"} and sentence.tokens[i + 1].text[:1].isupper())
        owned = one in {"a", "an", "the"} and other in _POSSESSIVE and noun
        if title or (owned and t.word(i - 1) not in {"-", "what"}):
            yield put(sentence, i, "")
        elif one == "your" and other == "the":
            yield put(sentence, i, "you're")
        elif ((one == "the" and other in {"a", "an"}) or (one in _POSSESSIVE and other in {"the", "a", "an"})) and noun:
            yield put(sentence, i if one == "the" else i + 1, "")


def _a_many(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 2):
        if t.word(i) not in {"a", "an"} or not (t.word(i + 1) in {"many", "several", "some"} or _counts(t.word(i + 1))):
            continue
        head = i + 2
        while is_adjective(t, head) and not t.can(head, "nouns"):
            head += 1
        one = singular_of(t.word(head))
        if one and one not in _MEASURED and ends(t, head + 1):
            yield put(sentence, i, "")


def _counts(word: str) -> bool:
    return word in {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"} or (
        word.isdigit() and 1 < int(word) < 100
    )


def _a_plural(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(len(t.tags) - 1):
        if t.word(i) not in {"a", "an"}:
            continue
        head = i + 1
        while (
            is_adjective(t, head) and t.word(head) not in {"few", "many", "lot", "couple"} and not t.can(head, "nouns")
        ):
            head += 1
        one = singular_of(t.word(head))
        if one is None or t.word(head) in _WHOLE or not ends(t, head + 1) or t.word(head - 1) in {"few", "many", "-"}:
            continue
        if one in _MEASURED or t.can(head, "noun", "mass", "adj") or t.word(head + 1) == "of":
            continue
        if t.word(t.back(i - 1)) in {"is", "am", "was", "i'm", "he's", "she's", "it's", "become", "became"}:
            yield put(sentence, head, one)
        elif t.can(i - 1, VERB, "obj", "prep") or (i == 1 and t.word(0) == "what"):
            yield put(sentence, i, "")


_NO_THE = Reason(
    "Here there is no the: names, languages, meals and sports stand alone.",
    "Di sini tidak memakai the: nama, bahasa, makan pagi/siang/malam, dan olahraga berdiri sendiri.",
)

RULES = (
    Rule(
        id="the-name",
        category="article",
        needs=frozenset({"the"}),
        reason=Reason(
            "The names of most countries, cities and islands take no the.",
            "Nama kebanyakan negara, kota, dan pulau tidak memakai the.",
        ),
        find=_names,
        examples=(
            ("The Indonesia is a beautiful country.", "Indonesia is a beautiful country."),
            ("I live in the Jakarta with my parents.", "I live in Jakarta with my parents."),
            ("They want to visit the Japan next year.", "They want to visit Japan next year."),
        ),
        fine=(
            "The Jakarta Post is a newspaper.",
            "The Bali that tourists see is busy.",
            "We visited the Philippines.",
            "The Indonesia of my youth is gone.",
            "It was in the Bali villages.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="the-extra",
        category="article",
        needs=frozenset({"the"}),
        reason=_NO_THE,
        find=_set_phrases,
        examples=(
            ("My brother speaks the English very well.", "My brother speaks English very well."),
            ("We usually have the breakfast at seven.", "We usually have breakfast at seven."),
            ("I went to the bed at ten.", "I went to bed at ten."),
            ("We play the football every Sunday.", "We play football every Sunday."),
            ("I go home by the bus.", "I go home by bus."),
        ),
        fine=(
            "I like the English of this book.",
            "The breakfast at the hotel was great.",
            "She plays the piano.",
            "We sat by the car.",
            "He stood near the bed.",
            "They went to the work camp.",
        ),
        confidence=0.86,
    ),
    Rule(
        id="the-life",
        category="article",
        needs=frozenset({"the"}),
        reason=Reason(
            "Life, love and nature in general take no the.",
            "Life, love, dan nature secara umum tidak memakai the.",
        ),
        find=_life,
        examples=(
            ("The life is hard for poor people.", "Life is hard for poor people."),
            ("The love is blind.", "Love is blind."),
            ("The nature is beautiful.", "Nature is beautiful."),
            ("The life in a village is quieter.", "Life in a village is quieter."),
        ),
        fine=(
            "The life of a fisherman is hard.",
            "The life in this book is mine.",
            "Life is short.",
            "The love is gone from his voice.",
        ),
        confidence=0.8,
    ),
    Rule(
        id="one-determiner",
        category="article",
        needs=frozenset({"a", "an", "the"}),
        reason=Reason(
            "One word is enough before a noun: the, a or my, not two of them.",
            "Satu kata saja di depan kata benda: the, a, atau my, bukan dua sekaligus.",
        ),
        find=_two,
        examples=(
            ("She is the my best friend.", "She is my best friend."),
            ("It was the a great trip.", "It was a great trip."),
            ("I forgot my the bag.", "I forgot my bag."),
            ("Your the best teacher.", "You're the best teacher."),
            ("The Mrs. Rina is our teacher.", "Mrs. Rina is our teacher."),
        ),
        fine=(
            "She is a my-way person.",
            "Give the boy his book.",
            "He made the cat his friend.",
            "Is the answer a yes?",
        ),
        confidence=0.93,
    ),
    Rule(
        id="a-many",
        category="article",
        needs=frozenset({"a", "an"}),
        reason=Reason("Several things take no a or an.", "Benda yang lebih dari satu tidak memakai a atau an."),
        find=_a_many,
        examples=(
            ("He has a two dogs.", "He has two dogs."),
            ("I have a many friends.", "I have many friends."),
            ("She bought a some new books.", "She bought some new books."),
        ),
        fine=("It is a two hours drive.", "A few friends came.", "Many a man tried.", "It was a five minutes walk."),
        confidence=0.92,
    ),
    Rule(
        id="a-plural",
        category="article",
        needs=frozenset({"a", "an"}),
        reason=Reason(
            "A and an mean one, so they do not go with a plural.",
            "A dan an berarti satu, jadi tidak dipakai dengan bentuk jamak.",
        ),
        find=_a_plural,
        examples=(
            ("We saw a beautiful mountains there.", "We saw beautiful mountains there."),
            ("She told me an interesting stories.", "She told me interesting stories."),
            ("He is a teachers.", "He is a teacher."),
        ),
        fine=(
            "She went to a clothes shop.",
            "It is a sports club.",
            "We watched a series.",
            "A few students left.",
            "He saw a series of films.",
            "He has a sales job.",
        ),
        confidence=0.86,
    ),
)
