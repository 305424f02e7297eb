"""Rules of the -ing form: after enjoy and the like, after prepositions, in spend time doing, for hobbies."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, verbs
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view
from tutorfleet.language.rules.verb_groups import PRONOUNS
from tutorfleet.language.rules.verb_patterns import after_verbs, plain_verb, verb_after
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import possible

_PURPOSE = frozenset("become be get improve win pass make keep achieve reach".split())  # noqa: SIM905
_PREPOSITIONS = frozenset(
    [
        "of",
        "at",
        "about",
        "without",
        "by",
        "for",
        "in",
        "on",
        "from",
        "before",
        "after",
        "against",
        "despite",
        "through",
        "with",
        "besides",
    ]
)
_ACTIVITY_AFTER = frozenset(
    "good bad great interested afraid scared tired fond excellent terrible keen bored sick capable talented proud clever better"  # noqa: SIM905
    " best worried nervous excited".split()
)


def _enjoy(sentence: Sentence) -> Iterator[Fix]:
    """Enjoy to swim, avoid eat."""
    seen = view(sentence)
    for verb, at in after_verbs(seen, "ing"):
        first = seen.word(verb)
        if seen.word(at) == "to" and plain_verb(seen, at + 1):
            practice = base_of(first).startswith("practi") and seen.word(at + 1) in _PURPOSE
            keep = base_of(first) in {"keep", "discuss", "mention", "admit", "involve"} and not verb_after(seen, at + 1)
            used = bool(
                {seen.word(verb - 1), seen.word(verb - 2)} & {"is", "are", "was", "were"}
                and base_of(first) != "enjoy"
                and "done" in possible(first)
            )
            if not (practice or keep or used or (at == verb + 1 and _is_noun_here(seen, verb))):
                yield seen.fix(at, at + 1, ing(seen.word(at + 1)))
        elif first not in {
            "suggest",
            "recommend",
            "mention",
            "suggests",
            "suggested",
            "recommended",
            "imagine",
            "mind",
        }:
            plain = verb_after(seen, at)
            if (
                plain
                and plain not in {"be", "have", "do"}
                and (plain in verbs() or not _has_noun(plain))
                and not _is_noun_here(seen, verb)
                and "done" not in possible(plain)
            ):
                yield seen.fix(at, at, ing(plain))


def _is_noun_here(seen: View, verb: int) -> bool:
    word, before = seen.word(verb), seen.word(verb - 1)
    return is_noun(word) and not (
        before in PRONOUNS or before in {"to", "not", "can", "should", "don't", "didn't", "must", "you"}
    )


def _to_preposition(sentence: Sentence) -> Iterator[Fix]:
    """Look forward to meet, be used to live, object to pay."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) == "to" and _wants_ing(seen, i):
            verb = verb_after(seen, i + 1) or (
                plain_verb(seen, i + 1) if seen.word(i + 1) in {"hear", "see", "meet"} else ""
            )
            if verb and not (seen.is_end(i + 2) and is_noun(verb)):
                yield seen.fix(i + 1, i + 1, ing(verb))


_BE = frozenset("am is are was were be been get got gets getting become not 's isn't aren't wasn't weren't".split())  # noqa: SIM905
_USED_ADVERBS = frozenset("already quite now not completely really still more".split())  # noqa: SIM905


def _wants_ing(seen: View, i: int) -> bool:
    before, earlier = seen.word(i - 1), seen.word(i - 2)
    if before == "forward":
        return base_of(earlier) == "look"
    if before in {"accustomed", "committed", "dedicated", "devoted", "opposed", "addicted"}:
        return True
    if before in {"object", "objects", "objected"}:
        return earlier in PRONOUNS or earlier in {"don't", "doesn't", "not", "strongly"}
    if before == "used":
        at = i - 2
        while seen.word(at) in _USED_ADVERBS - {"not"}:
            at -= 1
        return seen.word(at) in _BE and (seen.word(at) != "not" or seen.word(at - 1) in _BE) and _somebody(seen, at)
    return False


def _somebody(seen: View, at: int) -> bool:
    """The knife is used to cut; he is used to cutting."""
    words = {seen.word(i) for i in range(at)}
    return seen.word(at) in {"get", "got", "getting", "am"} or bool(
        words & {"i", "he", "she", "we", "you"}
        or words & (listed("verb_patterns", "persons") - {"class", "team", "family", "baby", "dog", "cat"})
        or ("they" in words and "it" not in words)
    )


def _after_preposition(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for i in range(len(seen.units) - 1):
        word = seen.word(i)
        if word not in _PREPOSITIONS or (word == "for" and not _for_ing(seen, i)) or _is_particle(seen, i):
            continue
        to = seen.word(i + 1) == "to"
        verb = _verb_of(seen, i, i + 1 + to)
        if (
            to
            and word == "about"
            and seen.word(i - 1) not in listed("verb_patterns", "about_ing") - {"sure", "happy", "sad"}
        ):
            continue
        if verb and not (to and word in {"in", "on", "by", "at", "from", "before", "after", "through", "with"}):
            yield seen.fix(i + 1, i + 1 + to, ing(verb))


def _verb_of(seen: View, i: int, at: int) -> str:
    """The verb after the preposition at `i`."""
    word = seen.word(at)
    if seen.word(i) in {"before", "after"} and (word in {"do", "have", "be"} and seen.word(at + 1) in PRONOUNS):
        return ""
    if is_past(word) and not is_base(word) and seen.word(i) in {"for", "without", "before", "after", "by", "of"}:
        past = base_of(word, "past")
        plain = "done" not in possible(word) and not is_noun(word) and "adj" not in possible(word)
        return past if plain else ""
    if verb := verb_after(seen, at):
        # "A list of log records": what is no frequent verb is a verb only if an object follows.
        maybe_noun = (is_noun(verb) and verb not in {"go", "do", "be"}) or (
            verb not in verbs() and (_has_noun(verb) or _has_noun(seen.word(at + 1)))
        )
        return "" if maybe_noun and not _strong(seen, at) else verb
    expected = (
        seen.word(i - 1) in _ACTIVITY_AFTER
        and (seen.word(i), word) != ("at", "work")
        and seen.word(i) in {"at", "of", "in", "on", "about"}
    )
    alone = seen.word(at + 1) in {"", ".", "!", "?", ",", "in", "with", "to", "for"} or not is_noun(word)
    return word if expected and word in listed("verb_patterns", "activity") and alone else ""


def _has_noun(word: str) -> bool:
    return bool({"noun", "nouns"} & possible(word))


def _strong(seen: View, at: int) -> bool:
    return seen.word(at + 1) in {
        "the",
        "a",
        "an",
        "my",
        "your",
        "his",
        "her",
        "our",
        "their",
        "some",
        "it",
        "him",
        "them",
        "me",
        "us",
    }


def _is_particle(seen: View, i: int) -> bool:
    """Turn on, go in and see; "what for", "about do"."""
    before = seen.word(i - 1)
    return (before in {"what", "who", "which", "where", "that"} and seen.word(i) not in {"about"}) or (
        seen.word(i) in {"in", "on", "by", "through", "about"}
        and before in {"come", "go", "get", "let", "keep", "hold", "please", "move"}
    )


def _for_ing(seen: View, i: int) -> bool:
    """Thank you for, sorry for, famous for; not "went there for buy"."""
    words = {seen.word(k) for k in range(max(0, i - 4), i)}
    return bool(words & (listed("verb_patterns", "for_ing") - {"need", "good", "used", "bad", "known"})) or seen.word(i - 1) in {
        "good", "bad", "used", "known",
    }  # fmt: skip


def _spend(sentence: Sentence) -> Iterator[Fix]:
    """Spend time to do, have difficulty to do, busy to do, worth to see."""
    seen = view(sentence)
    for i in range(2, len(seen.units) - 1):
        if seen.word(i) != "to" or not plain_verb(seen, i + 1):
            continue
        before = seen.word(i - 1)
        if (
            (before in {"worth", "busy"} and seen.word(i - 2) not in {"too", "so"})
            or (before in {"difficulty", "difficulties", "trouble", "problems", "troubles"} and _had(seen, i))
            or (before in listed("verb_patterns", "time") and _spent(seen, i))
        ):
            yield seen.fix(i, i + 1, ing(seen.word(i + 1)))
        elif (before == "use" and seen.word(i - 2) == "no") or (before == "point" and seen.word(i - 2) == "no"):
            yield seen.fix(i, i + 1, ("in " if before == "point" else "") + ing(seen.word(i + 1)))


def _had(seen: View, i: int) -> bool:
    return any(
        base_of(seen.word(k)) in {"have", "find"} or seen.word(k) in {"have", "has", "had"}
        for k in range(max(0, i - 5), i)
    )


def _spent(seen: View, i: int) -> bool:
    """... spent the whole day to clean; "spent money to help" may be a purpose."""
    return any(base_of(seen.word(k)) == "spend" for k in range(max(0, i - 7), i)) and seen.word(i - 1) not in {
        "money",
        "lot",
    }


def _go(sentence: Sentence) -> Iterator[Fix]:
    """Go to shopping, go for swimming."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if (
            seen.word(i) in {"to", "for"}
            and base_of(seen.word(i - 1)) == "go"
            and seen.word(i + 1) in listed("verb_patterns", "go")
        ) and (not is_noun(seen.word(i + 2)) or seen.word(i + 2) in {"in", "at", "with", "on"}):
            yield seen.fix(i, i, "")


def _hobby(sentence: Sentence) -> Iterator[Fix]:
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) in {"is", "are"} and seen.word(i - 1) in {"hobby", "hobbies", "hobbys"}:
            to = seen.word(i + 1) == "to"
            verb = plain_verb(seen, i + 1 + to)
            if verb and (to or not _is_thing(seen, i + 1)):
                yield seen.fix(i + 1, i + 1 + to, ing(verb))


def _is_thing(seen: View, at: int) -> bool:
    """My hobby is chess, dance, music: what can be a hobby as a noun."""
    return seen.word(at) in {
        "dance",
        "sport",
        "sports",
        "music",
        "chess",
        "yoga",
        "travel",
        "photograph",
        "karate",
        "craft",
        "be",
    } and (seen.is_end(at + 1) or seen.word(at + 1) == "and")


def _stop(sentence: Sentence) -> Iterator[Fix]:
    """Stop to smoke: of habits that nobody stops for."""
    seen = view(sentence)
    habits = {"smoke", "complain", "worry", "cry", "argue", "lie", "gamble", "shout", "snore", "fight", "blame"}
    for i in range(len(seen.units) - 2):
        if base_of(seen.word(i)) == "stop" and seen.word(i + 1) == "to" and seen.word(i + 2) in habits:
            yield seen.fix(i + 1, i + 2, ing(seen.word(i + 2)))


RULES = (
    Rule(
        id="enjoy-ing",
        category="verb-form",
        reason=Reason(
            "After enjoy, avoid, finish, mind and the like the next verb takes -ing: {replacement}.",
            "Setelah enjoy, avoid, finish, mind, dan sejenisnya kata kerja berikutnya memakai -ing: {replacement}.",
        ),
        find=_enjoy,
        examples=(
            ("I enjoy to swim.", "I enjoy swimming."),
            ("She finished to read the book.", "She finished reading the book."),
            ("He admitted to steal the money.", "He admitted stealing the money."),
            ("We can't stand to wait.", "We can't stand waiting."),
            ("You should avoid eat late.", "You should avoid eating late."),
        ),
        fine=(
            "I enjoy swimming.",
            "I want to swim.",
            "I finished it to help you.",
            "Never mind to whom it goes.",
            "I changed my mind to help you.",
            "He was admitted to hospital.",
            "I practise to become better.",
            "Keep to the left.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="stop-ing",
        category="verb-form",
        needs=frozenset(["stop", "stops", "stopped", "stopping"]),
        reason=Reason(
            "Stop + -ing: not do it any more. Stop + to: stop in order to do it. Here: {replacement}.",
            "Stop + -ing: tidak melakukannya lagi. Stop + to: berhenti untuk melakukannya. Di sini: {replacement}.",
        ),
        find=_stop,
        examples=(
            ("He stopped to smoke last year.", "He stopped smoking last year."),
            ("Stop to complain!", "Stop complaining!"),
            ("Please stop to worry.", "Please stop worrying."),
        ),
        fine=("He stopped to buy water.", "We stopped to rest.", "The bus stop to the left is new."),
        confidence=0.85,
    ),
    Rule(
        id="look-forward-ing",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "After look forward to, be used to and object to the word to is a preposition, so -ing follows: {replacement}.",
            "Setelah look forward to, be used to, dan object to, to adalah preposisi, jadi diikuti -ing: {replacement}.",
        ),
        find=_to_preposition,
        examples=(
            ("I look forward to meet you.", "I look forward to meeting you."),
            ("We are looking forward to see the show.", "We are looking forward to seeing the show."),
            ("I am used to wake up early.", "I am used to waking up early."),
            ("I object to pay extra money.", "I object to paying extra money."),
            ("You will get used to drive on the left.", "You will get used to driving on the left."),
        ),
        fine=(
            "I look forward to meeting you.",
            "I look forward to work.",
            "I look forward to your visit.",
            "I used to wake up early.",
            "The knife is used to cut bread.",
            "I am used to noise.",
        ),
        confidence=0.93,
    ),
    Rule(
        id="preposition-ing",
        category="verb-form",
        needs=_PREPOSITIONS,
        reason=Reason(
            "After a preposition the verb takes -ing: {replacement}.",
            "Setelah preposisi kata kerja memakai -ing: {replacement}.",
        ),
        find=_after_preposition,
        examples=(
            ("I am good at sing.", "I am good at singing."),
            ("He left without say a word.", "He left without saying a word."),
            ("She is interested in learn English.", "She is interested in learning English."),
            ("Thank you for help me.", "Thank you for helping me."),
            ("Before go to bed, I read.", "Before going to bed, I read."),
            ("I am tired of to wait.", "I am tired of waiting."),
            ("She apologized for came late.", "She apologized for coming late."),
        ),
        fine=(
            "I am good at singing.",
            "Thank you for your help.",
            "Before I go, call me.",
            "I got tired of play-acting.",
            "This is a list of log records.",
            "He is good at play and work.",
            "After work I go home.",
            "Come in and sit down.",
            "By car it takes an hour.",
            "I am about to leave.",
        ),
    ),
    Rule(
        id="spend-ing",
        category="verb-form",
        needs=frozenset(["to"]),
        reason=Reason(
            "After spend time, have difficulty, be busy and be worth the verb takes -ing: {replacement}.",
            "Setelah spend time, have difficulty, be busy, dan be worth kata kerja memakai -ing: {replacement}.",
        ),
        find=_spend,
        examples=(
            ("We spent the whole day to clean the house.", "We spent the whole day cleaning the house."),
            ("I have difficulty to understand him.", "I have difficulty understanding him."),
            ("It is worth to see the temple.", "It is worth seeing the temple."),
            ("She is busy to prepare the party.", "She is busy preparing the party."),
        ),
        fine=(
            "I spent money to help him.",
            "I am too busy to talk.",
            "I have time to talk.",
            "He is worth a lot to me.",
        ),
        confidence=0.9,
    ),
    Rule(
        id="go-ing",
        category="verb-form",
        needs=frozenset(["to", "for"]),
        reason=Reason("One says go shopping, go swimming, without to.", "Katakan go shopping, go swimming, tanpa to."),
        find=_go,
        examples=(
            ("We go to shopping on Sunday.", "We go shopping on Sunday."),
            ("I went to swimming with Budi.", "I went swimming with Budi."),
            ("They are going to camping.", "They are going camping."),
        ),
        fine=("We go to shopping malls.", "I went to swimming lessons.", "I go to the shop."),
        confidence=0.88,
    ),
    Rule(
        id="hobby-ing",
        category="verb-form",
        needs=frozenset(["hobby", "hobbies"]),
        reason=Reason(
            "A hobby is named with -ing: my hobby is {replacement}.",
            "Hobi disebut dengan -ing: my hobby is {replacement}.",
        ),
        find=either(
            _hobby,
            pattern(r"^my hobby (?P<x>(?:watch|read|play|cook|sing|swim)\b)", lambda m: f"is {ing(m['x'].lower())}"),
        ),
        examples=(
            ("My hobby is swim.", "My hobby is swimming."),
            ("My hobbies are read books.", "My hobbies are reading books."),
            ("My hobby is to play chess.", "My hobby is playing chess."),
        ),
        fine=("My hobby is swimming.", "My hobby is chess.", "My hobby is dance."),
    ),
)
