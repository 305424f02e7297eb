"""Rules of agreement: the verb that fits its subject, the demonstrative that fits its noun."""

import re
from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.morph import past, plurals, singulars, third, thirds, verbs
from tutorfleet.language.rule import Fix, Rule, either, pattern
from tutorfleet.language.rules.clauses import DO, MODALS, PERSONS, POSSESSIVES, is_inverted, opens, skip_adverbs
from tutorfleet.language.tokens import Sentence

SINGULAR = frozenset({"he", "she", "it"})
PLURAL = frozenset({"i", "you", "we", "they"})
EVERY = frozenset(
    [
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "anybody",
        "anyone",
        "everything",
        "something",
        "nothing",
    ]
)
BE = {"i": ("am", "was"), "he": ("is", "was"), "she": ("is", "was"), "it": ("is", "was")}
WRONG_BE = frozenset({"am", "is", "are", "was", "were"})
FOLLOWS_NO_BASE = MODALS | DO | frozenset(["let", "make", "makes", "made", "help", "to"])


def _third_person(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if token.lower in SINGULAR and opens(sentence, i) and not is_inverted(sentence, i):
            yield from _to_third(sentence, skip_adverbs(sentence, i + 1))


def _to_third(sentence: Sentence, index: int) -> Iterator[Fix]:
    verb = sentence.word(index)
    negative = {"don't": "doesn't", "dont": "doesn't", "haven't": "hasn't"}.get(verb)
    if verb == "do" and sentence.word(index + 1) == "not":
        negative = "does"
    if negative or (verb in verbs() and past(verb) != verb):
        token = sentence.tokens[index]
        yield Fix(token.start, token.end, negative or third(verb))


def _base_form(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if (
            token.lower in PLURAL
            and (token.lower != "you" or opens(sentence, i))
            and sentence.word(i - 1) not in {"and", "or", "nor"}
        ):
            at = skip_adverbs(sentence, i + 1)
            verb = sentence.word(at)
            base = {"doesn't": "don't", "hasn't": "haven't"}.get(verb) or thirds().get(verb)
            if (
                base
                and sentence.word(at + 1) not in WRONG_BE | MODALS
                and not (verb == "has" and token.lower == "you" and i)
            ):
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, base)


def _be(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if token.lower not in SINGULAR | PLURAL or not _governs(sentence, i):
            continue
        at = skip_adverbs(sentence, i + 1)
        verb = sentence.word(at).removesuffix("n't")
        right = BE.get(token.lower, ("are", "were"))[verb in {"was", "were"}] if verb in WRONG_BE else verb
        if right != verb and not _is_unreal(sentence, i, verb):
            yield Fix(sentence.tokens[at].start, sentence.tokens[at].start + len(verb), right)


def _governs(sentence: Sentence, index: int) -> bool:
    word, before = sentence.word(index), sentence.word(index - 1)
    if before in {"and", "or", "nor"}:
        # "My friend and I was" is wrong, but in another way; after a clause "and we was" is this way.
        return word != "i" and index > 2 and not _joins_names(sentence, index)
    return word in {"i", "we", "they", "he", "she"} or opens(sentence, index)


def _joins_names(sentence: Sentence, index: int) -> bool:
    return sentence.word(index) in {"he", "she", "it"} or sentence.word(index - 2) in {"you", "he", "she", "i", "they"}


def _is_unreal(sentence: Sentence, index: int, verb: str) -> bool:
    """If I were you, I wish he were here; what if he were; the words "as it were"."""
    earlier = {sentence.word(i) for i in range(index)}
    return verb == "were" and bool(
        earlier & {"if", "wish", "though", "as", "unless", "suppose", "would", "rather", "whether"}
    )


def _person(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        if token.lower in POSSESSIVES and opens(sentence, i) and not is_inverted(sentence, i):
            last = (
                i + 1 + (sentence.word(i + 1) in {"best", "older", "younger", "little", "big", "elder", "new", "old"})
            )
            noun, at = sentence.word(last), skip_adverbs(sentence, last + 1)
            verb = sentence.word(at)
            if noun in PERSONS:
                yield from _to_third(sentence, at)
            elif plurals().get(noun) in PERSONS | {"parent", "child"} and (
                verb in {"is", "was", "has", "doesn't"} or verb in thirds()
            ):
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, _to_plural(verb))


def _the_plural(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        verb = sentence.word(i + 2)
        if (
            token.lower == "the"
            and sentence.word(i + 1) in plurals()
            and verb in {"is", "was", "has"}
            and opens(sentence, i)
        ):
            yield Fix(sentence.tokens[i + 2].start, sentence.tokens[i + 2].end, _to_plural(verb))


def _to_plural(verb: str) -> str:
    return {"is": "are", "was": "were", "doesn't": "don't"}.get(verb) or thirds()[verb]


def _every(sentence: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(sentence.tokens):
        at = skip_adverbs(sentence, i + 1)
        verb = sentence.word(at)
        if token.lower in EVERY and opens(sentence, i) and not is_inverted(sentence, i) and at < len(sentence.tokens):
            if verb in {"are", "were"}:
                yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, {"are": "is", "were": "was"}[verb])
            elif verb not in {"help", "call", "please"}:
                yield from _to_third(sentence, at)


def _people(match: re.Match[str]) -> str:
    return {"is": "are", "was": "were", "has": "have", "doesn't": "don't", "isn't": "aren't", "wasn't": "weren't"}[
        match["x"].lower()
    ]


def _there(match: re.Match[str]) -> str | None:
    noun = match["noun"].lower()
    counted = match["many"].lower()
    if noun not in plurals() and not (
        counted in {"many", "several", "two", "three", "four", "five"} and noun.endswith("s")
    ):
        return None
    return {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}[match["x"].lower()]


def _these(match: re.Match[str]) -> str | None:
    noun = match["noun"].lower()
    word, plural_noun = match["x"].lower(), noun in plurals()
    be = "were" if word.endswith(("was", "were")) else "are"
    if plural_noun:
        return ("these " if word.startswith(("this", "these")) else "those ") + be
    if noun in singulars() and not word.startswith(("these", "those")):
        return ("this " if word.startswith("this") else "that ") + {"are": "is", "were": "was"}[be]
    return None


_SURE_PLURALS = frozenset(
    noun
    for noun, one in plurals().items()
    if one not in verbs() and one not in {"class", "glass", "mean", "mile", "series", "plant", "party", "hour"}
)
_GROUPS = frozenset({"team", "family", "class", "band", "group", "company", "way", "coffee", "college", "office"})


def _plural_or_none(noun: str) -> str | None:
    low = noun.lower()
    forms = {one: many for many, one in plurals().items()}
    return forms[low] if low in singulars() and low not in _GROUPS else None


_START = r"(?:^|(?<=[,;:] )|\b(?:and|because|but|so|when|if|that|think|know) )"

RULES = (
    Rule(
        id="third-person-s",
        category="agreement",
        reason=Reason(
            "After he, she or it the verb takes -s in the present: {replacement}.",
            "Setelah he, she, atau it, kata kerja bentuk sekarang memakai -s: {replacement}.",
        ),
        find=_third_person,
        examples=(
            ("He go to school by bus.", "He goes to school by bus."),
            ("She always forget her keys.", "She always forgets her keys."),
            ("I am tired because he don't help me.", "I am tired because he doesn't help me."),
            ("He study law and she have a job.", "He studies law and she has a job."),
        ),
        fine=(
            "Does she go with you?",
            "I saw it happen.",
            "Let him go.",
            "I suggest that he see a doctor.",
            "He put it there.",
            "Can he sing and she dance?",
        ),
    ),
    Rule(
        id="no-third-person-s",
        category="agreement",
        reason=Reason(
            "Only he, she and it take -s on the verb. Here it is {replacement}.",
            "Hanya he, she, dan it yang memakai -s pada kata kerja. Di sini: {replacement}.",
        ),
        find=_base_form,
        examples=(
            ("I likes music.", "I like music."),
            ("They has a big house.", "They have a big house."),
            ("We always goes there.", "We always go there."),
        ),
        fine=("What they have is enough.", "I and she like it.", "Thank you.", "The song they love works."),
    ),
    Rule(
        id="be-agreement",
        category="agreement",
        reason=Reason(
            "The verb be changes with its subject: I am/was, he/she/it is/was, you/we/they are/were. Here: {replacement}.",
            "Kata kerja be berubah menurut subjeknya: I am/was, he/she/it is/was, you/we/they are/were. Di sini: {replacement}.",
        ),
        find=_be,
        examples=(
            ("We was very happy.", "We were very happy."),
            ("They is my friends.", "They are my friends."),
            ("I were late.", "I was late."),
            ("We went home and we was tired.", "We went home and we were tired."),
        ),
        fine=(
            "If I were you, I would go.",
            "I wish she were here.",
            "He is late.",
            "My sister and I were tired.",
            "Neither he nor I was there.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="person-agreement",
        category="agreement",
        reason=Reason(
            "The verb must fit its subject: one person takes -s (my sister works), several do not (my sisters work).",
            "Kata kerja harus sesuai dengan subjek: satu orang memakai -s (my sister works), banyak orang tidak (my sisters work).",
        ),
        find=either(_person, _the_plural),
        examples=(
            ("My father work in a bank.", "My father works in a bank."),
            ("My mother always cook rice.", "My mother always cooks rice."),
            ("My friends likes coffee.", "My friends like coffee."),
            ("My parents is at home.", "My parents are at home."),
            ("The students was noisy.", "The students were noisy."),
        ),
        fine=(
            "Does my father work there?",
            "Let my brother go.",
            "One of my friends likes tea.",
            "My father put it there.",
            "One of the students is ill.",
            "The news is good.",
            "My sister works.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="everyone-singular",
        category="agreement",
        reason=Reason(
            "Everyone, somebody, nothing and the like count as one: they take {replacement}.",
            "Everyone, somebody, nothing, dan sejenisnya dianggap satu: pakai {replacement}.",
        ),
        find=_every,
        examples=(
            ("Everyone have a phone.", "Everyone has a phone."),
            ("Everybody are happy.", "Everybody is happy."),
            ("Nobody know the answer.", "Nobody knows the answer."),
        ),
        fine=("Does everyone have a pen?", "Somebody help me!", "Let everyone go.", "Everyone is here."),
    ),
    Rule(
        id="people-plural",
        category="agreement",
        reason=Reason(
            "People is a plural word: people {replacement}.", "People adalah kata jamak: people {replacement}."
        ),
        find=pattern(
            (
                rf"{_START}(?:the |many |some |most |all |young |old |those |these )*people (?:here |there )?(?P<x>is"
                rf"|was|has|doesn't|isn't|wasn't)\b"
            ),
            _people,
        ),
        examples=(
            ("People is friendly here.", "People are friendly here."),
            ("The people was kind.", "The people were kind."),
        ),
        fine=("The number of people is growing.", "Helping people is my job.", "One of the people is my uncle."),
    ),
    Rule(
        id="there-are",
        category="agreement",
        reason=Reason(
            "Before several things say there {replacement}.",
            "Sebelum benda lebih dari satu, pakai there {replacement}.",
        ),
        find=pattern(
            r"\bthere (?P<x>is|was|isn't|wasn't)"
            r" (?P<many>many|several|some|a lot of|lots of|two|three|four|five|six|seven|ten|no|\d+)(?: of)? (?:(?:good"
            r"|big|small|nice|new|old|beautiful|different|young) )?(?P<noun>[a-z]+)\b",
            _there,
        ),
        examples=(
            ("There is many people in the street.", "There are many people in the street."),
            ("There was two cats.", "There were two cats."),
        ),
        fine=("There is a lot of water.", "There is one book.", "There is some sugar.", "There are many people."),
    ),
    Rule(
        id="this-these",
        category="agreement",
        reason=Reason(
            "This and that go with one thing, these and those with several.",
            "This dan that untuk satu benda, these dan those untuk banyak benda.",
        ),
        find=pattern(
            (
                r"^(?P<x>(?:this|that) (?:are|were)|(?:these|those) (?:is|was)) (?:(?:my|your|his|her|our|their|the"
                r"|a|an) )?(?:(?:new|old|good|big|best|favorite|favourite) )?(?P<noun>[a-z]+)\b"
            ),
            _these,
        ),
        examples=(
            ("This are my book.", "This is my book."),
            ("This are my books.", "These are my books."),
            ("These is my friends.", "These are my friends."),
        ),
        fine=("This is my book.", "These are my shoes.", "Cars like this are expensive."),
    ),
    Rule(
        id="demonstrative-plural",
        category="agreement",
        reason=Reason(
            "Before a plural noun use these or those, not this or that.",
            "Sebelum kata benda jamak pakai these atau those, bukan this atau that.",
        ),
        find=either(
            pattern(
                r"\b(?P<x>this) (?P<noun>[a-z]+)\b(?!')",
                lambda m: "these" if m["noun"].lower() in _SURE_PLURALS else None,
            ),
            pattern(
                (
                    r"(?:^|\b(?:like|love|buy|bought|with|of|in|to|for|see|saw) )(?P<x>that) (?P<noun>[a-z]+)\b(?!')(?! "
                    r"(?:i|you|we|they|he|she)\b)"
                ),
                lambda m: "those" if m["noun"].lower() in _SURE_PLURALS else None,
            ),
        ),
        examples=(
            ("I like this books.", "I like these books."),
            ("This children are noisy.", "These children are noisy."),
        ),
        fine=(
            "I like this book.",
            "This works well.",
            "This means war.",
            "I know that people lie.",
            "This plants a seed.",
        ),
    ),
    Rule(
        id="one-of-plural",
        category="plural",
        reason=Reason(
            "After one of the noun is plural: one of my {replacement}.",
            "Setelah one of kata bendanya jamak: one of my {replacement}.",
        ),
        find=pattern(
            (
                r"\bone of (?:the|my|your|his|her|our|their|these|those) (?:(?:best|most \w+|biggest|greatest|oldest"
                r"|favorite|favourite|famous|good|close) )?(?P<x>[a-z]+)\b(?!['-])(?= ?(?:[.,!?;]|$)| (?:is|are|was"
                r"|in|who|that|from|at|to|and|told|said)\b)"
            ),
            lambda m: _plural_or_none(m["x"]),
        ),
        examples=(
            ("He is one of my friend.", "He is one of my friends."),
            ("One of the best singer in Asia is here.", "One of the best singers in Asia is here."),
        ),
        fine=(
            "One of my friends is here.",
            "One of the team is ill.",
            "One of the family is ill.",
            "One of my family bought it.",
        ),
    ),
)
