"""Rules of owners written as plurals: my brothers room, the children room, a passengers phone."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.groups import group
from tutorfleet.language.rules.nounwords import JOINTS, is_adjective, is_person, put, singular_of
from tutorfleet.language.tags import FINITE, NOUN, VERB, Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.words import words

_MANY = {"children": "children's", "women": "women's", "men": "men's", "people": "people's"}
_ANIMALS = frozenset({"dog", "cat", "bird", "horse", "rabbit", "baby", "elephant"})
_OWNED = words("owned") | group("owners.owned")
_SOME_ONE = frozenset({"my", "your", "his", "her", "our", "their", "the", "a", "an", "another", "every"})


def _plural_owner(sentence: Sentence) -> Iterator[Fix]:
    t = tagged(sentence)
    for i in range(1, len(t.tags) - 1):
        owned = t.word(i + 1)
        if owned not in _OWNED or t.word(i + 2) in JOINTS or not _is_thing(t, i):
            continue
        first = i - 1 - (is_adjective(t, i - 1) and t.word(i - 1) not in _SOME_ONE)
        one = singular_of(t.word(i))
        if t.word(i) in _MANY and t.word(first) in _SOME_ONE - {"a", "an", "every", "another"}:
            yield put(sentence, i, _MANY[t.word(i)])
        elif one and (is_person(one) or one in _ANIMALS) and t.word(first) in _SOME_ONE and t.can(i, "nouns"):
            several = one in {"parent", "grandparent", "twin", "kid"}
            yield put(sentence, i, sentence.tokens[i].text + "'" if several else sentence.tokens[i].text[:-1] + "'s")


def _is_thing(t: Tagged, i: int) -> bool:
    """Whether the word after the owner at `i` is what is owned and no verb: a verb follows it, or a verb is before both."""
    after = t.skip(i + 2)
    if t.word(i - 1) in {"a", "an", "another", "every"}:
        return True
    asked = t.can(0, "do", "modal") or t.word(0) in {"do", "did", "let"}
    if "base" in t.lexical(i + 1) and (
        asked or t.word(i + 1) in {"work", "plan", "wish", "letter", "love", "phone", "name"}
    ):
        return t.can(after, "be", "modal") and not asked
    if t.can(after, "be", "modal", "third", "past") and not t.can(after, NOUN) and not asked:
        return True
    first = next((j for j in range(i - 1, max(-1, i - 4), -1) if t.word(j) in _SOME_ONE), i)
    given = t.word(first - 1) in group("pronouns.gives") | {"make", "let", "help", "see", "saw", "helps", "lets"}
    after_verb = first > 0 and (t.can(first - 1, "prep", "to") or t.can(first - 1, VERB)) and not given
    ended = i + 2 >= len(t.tags) or t.only(i + 2, "mark") or t.can(i + 2, "prep", "conj", "sub", "adv")
    return (
        after_verb and ended and not ("base" in t.lexical(i + 1) and t.can(first - 1, FINITE) and t.can(i + 2, "prep"))
    )


def _me_last(sentence: Sentence) -> Iterator[Fix]:
    """My brother and me went fishing; I and Rina are friends."""
    t = tagged(sentence)
    if t.word(0) == "i" and t.word(1) == "and" and t.can(2, "name") and t.can(t.skip(3), FINITE):
        yield put(sentence, 0, f"{sentence.tokens[2].text} and I", 2)
    phrase = t.phrase(0) if t.can(0, "poss", "name") else None
    if phrase and t.word(phrase.end) == "and" and t.word(phrase.end + 1) == "me":
        verb = t.skip(phrase.end + 2)
        if t.can(verb, FINITE) and not t.can(verb, NOUN, "adj"):
            yield put(sentence, phrase.end + 1, "I")


RULES = (
    Rule(
        id="owner-apostrophe",
        category="pronoun",
        reason=Reason(
            "Who owns it is told with 's, not with a plural: {replacement}.",
            "Pemilik memakai 's, bukan bentuk jamak: {replacement}.",
        ),
        find=_plural_owner,
        examples=(
            ("My brothers room is bigger than mine.", "My brother's room is bigger than mine."),
            ("We found a passengers phone under the seat.", "We found a passenger's phone under the seat."),
            ("The children room is messy.", "The children's room is messy."),
            ("We went to my uncles house on Sunday.", "We went to my uncle's house on Sunday."),
        ),
        fine=(
            "My brothers work in Medan.",
            "My parents phone me every day.",
            "I gave the students books.",
            "The children family and friends love are here.",
            "My friends bike to school.",
            "My sisters name their dolls.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="rina-and-i",
        category="pronoun",
        needs=frozenset({"i", "me"}),
        reason=Reason(
            "Name yourself last, and as the subject with I: {replacement}.",
            "Sebut diri sendiri paling akhir, dan sebagai subjek pakai I: {replacement}.",
        ),
        find=_me_last,
        examples=(
            ("I and Rina are best friends.", "Rina and I are best friends."),
            ("My brother and me went fishing.", "My brother and I went fishing."),
            ("Budi and me always sit together.", "Budi and I always sit together."),
        ),
        fine=("Rina and I are friends.", "My brother and me on the beach.", "She saw my brother and me."),
        confidence=0.86,
    ),
)
