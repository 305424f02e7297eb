"""Rules of the verb after a preposition: good at singing, before going, look forward to meeting."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import ing, verbs
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.gerunds import has_noun
from tutorfleet.language.rules.units import View, base_of, is_base, is_noun, is_past, listed, view, words_of
from tutorfleet.language.rules.verb_groups import PRONOUNS, clauses
from tutorfleet.language.rules.verb_patterns import acting, plain_verb, verb_after
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import common, possible

_PREPOSITIONS = words_of("gerunds.prepositions")


_PURPOSES = words_of("infinitives.purposes")
_ACTIVITY_AFTER = words_of("gerunds.activity_after")


def _to_preposition(sentence: Sentence) -> Iterator[Fix]:
    """Look forward to meet, be used to live, object to pay."""
    seen = view(sentence)
    for i in range(1, len(seen.units) - 1):
        if seen.word(i) == "to" and _wants_ing(seen, i):
            verb = verb_after(seen, i + 1) or (
                plain_verb(seen, i + 1) if seen.word(i + 1) in {"hear", "see", "meet", "live"} else ""
            )
            if verb and not (seen.is_end(i + 2) and is_noun(verb)):
                yield seen.fix(i + 1, i + 1, ing(verb))


_BE = words_of("gerunds.be")


_USED_ADVERBS = words_of("gerunds.used_adverbs")


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
        if word in {"before", "after"} and not _opens_phrase(seen, i + 1 + to):
            continue
        verb = plain_verb(seen, i + 2) if to else _verb_of(seen, i, i + 1)
        if (
            to
            and word == "about"
            and seen.word(i - 1) not in listed("verb_patterns", "about_ing") - {"sure", "happy", "sad"}
        ):
            continue
        no_to = to and word in words_of("gerunds.no_to") and not (i == 0 and word in {"before", "after"})
        no_to = no_to or (to and word == "for" and any(seen.word(k) in _PURPOSES for k in range(max(0, i - 4), i)))
        if verb and not no_to:
            yield seen.fix(i + 1, i + 1 + to, ing(verb))


_WHEN = frozenset({"after", "before", "without"})
_OWN = frozenset({"the", "my", "your", "his", "her", "our", "their"})
"""After paid the rent: no noun phrase goes on like that."""


def _opens_phrase(seen: View, at: int) -> bool:
    """Whether no clause begins after the verb at `at`: "After work my father watches TV" has its verb already."""
    return not any(clause.start == at + 1 and clause.asked < 0 for clause in clauses(seen.sentence))


def _verb_of(seen: View, i: int, at: int) -> str:
    """The verb after the preposition at `i`."""
    word = seen.word(at)
    if seen.word(i) in {"before", "after"} and (word in {"do", "have", "be"} and seen.word(at + 1) in PRONOUNS):
        return ""
    if is_past(word) and not is_base(word) and seen.word(i) in {"for", "without", "before", "after", "by", "of"}:
        past = base_of(word, "past")
        plain = "done" not in possible(word) and not is_noun(word) and "adj" not in possible(word)
        paid = not is_noun(word) and "adj" not in common(word) and seen.word(i) in _WHEN and seen.word(at + 1) in _OWN
        return past if plain or paid else ""
    if (seen.word(i), word) == ("on", "leave"):
        return ""
    if (verb := acting(seen, at)) and verb not in {"have", "do", "help"}:
        return verb
    if verb := verb_after(seen, at):
        # "A list of log records": what is no frequent verb is a verb only if an object follows.
        maybe_noun = (is_noun(verb) and verb not in {"go", "do", "be"}) or (
            verb not in verbs() and (has_noun(verb) or has_noun(seen.word(at + 1)))
        )
        return "" if maybe_noun and not _strong(seen, at) else verb
    if seen.word(i) == "of" and seen.word(i - 1) == "instead" and word in _INSTEAD and seen.is_end(at + 1):
        return word
    if seen.word(i) == "by" and i == 0 and word in listed("verb_patterns", "activity") and not seen.is_end(at + 1):
        return word
    expected = (
        seen.word(i - 1) in _ACTIVITY_AFTER and word != "work" and seen.word(i) in {"at", "of", "in", "on", "about"}
    )
    alone = seen.word(at + 1) in {
        "",
        ".",
        "!",
        "?",
        ",",
        "in",
        "with",
        "to",
        "for",
        "but",
        "so",
        "because",
        "or",
    } or not is_noun(word)
    return word if expected and word in listed("verb_patterns", "activity") and alone else ""


_INSTEAD = listed("clause_words", "purpose_nouns") | {"sleep", "write", "drive", "walk", "talk"}


def _strong(seen: View, at: int) -> bool:
    return seen.word(at + 1) in words_of("gerunds.object_starts")


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


RULES = (
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
            ("I improved my English by watch movies.", "I improved my English by watching movies."),
            ("I had no money after paid the rent.", "I had no money after paying the rent."),
            ("Before to eat, we always pray.", "Before eating, we always pray."),
            ("He is thinking about to study abroad.", "He is thinking about studying abroad."),
        ),
        fine=(
            "I am good at singing.",
            "Thank you for your help.",
            "Before I go, call me.",
            "I got tired of play-acting.",
            "This is a list of log records.",
            "He is good at play and work.",
            "After work I go home.",
            "After work my father watches TV.",
            "We talked about work conditions.",
            "Come in and sit down.",
            "After loved ones left, she was alone.",
            "I was on leave last week.",
            "By car it takes an hour.",
            "I am about to leave.",
        ),
    ),
)
