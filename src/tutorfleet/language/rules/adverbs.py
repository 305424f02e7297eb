"""Rules of adverbs: well and carefully after a verb, the place of always and very much."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import by_table

ACT = (
    "(?:speak|speaks|spoke|sing|sings|sang|dance|dances|danced|swim|swims|swam|cook|cooks|write|writes|wrote|drive|drives|drove"
    "|play|plays|played|work|works|worked|sleep|slept|speaking)"
)
SKILL = "(?:(?:english|indonesian|japanese|the guitar|guitar|piano|the piano|football|basketball|badminton|chess|it) )?"
HOW = {
    "good": "well",
    "careful": "carefully",
    "fluent": "fluently",
    "beautiful": "beautifully",
    "perfect": "perfectly",
    "polite": "politely",
    "bad": "badly",
    "clear": "clearly",
}
HABITS = "(?:go|eat|drink|watch|play|wake|get|come|study|read|listen|cook|speak|take)(?:s|es)?"


def _before_verb(match: re.Match[str]) -> str:
    return f"{match['adverb']} {match['verb']}"


RULES = (
    Rule(
        id="adverb-form",
        category="adjective",
        needs=frozenset(HOW),
        reason=Reason(
            "How one does something is told with an adverb: {replacement}.",
            "Cara melakukan sesuatu disebut dengan kata keterangan: {replacement}.",
        ),
        find=pattern(
            rf"\b(?:i|you|we|they|he|she|to|can) {ACT} {SKILL}(?:very |so |really )?(?P<x>{any_of(HOW)})(?= ?(?:[.!?,]|$))",
            by_table(HOW),
        ),
        examples=(
            ("She speaks English very good.", "She speaks English very well."),
            ("He drives careful.", "He drives carefully."),
        ),
        fine=("The food tastes good.", "She cooks very good food.", "I feel bad.", "He looks good."),
        confidence=0.88,
    ),
    Rule(
        id="fastly",
        category="adjective",
        needs=frozenset(["fastly", "hardly"]),
        reason=Reason(
            "Fast and hard are adverbs as they are: {replacement}.",
            "Fast dan hard sudah merupakan kata keterangan: {replacement}.",
        ),
        find=either(
            pattern(r"\b(?P<x>fastly)\b", "fast"),
            pattern(r"\b(?:work|works|worked|study|studies|studied|tried|train) (?:very |so )(?P<x>hardly)\b", "hard"),
        ),
        examples=(("He runs very fastly.", "He runs very fast."), ("I study very hardly.", "I study very hard.")),
        fine=("I hardly know him.", "He runs fast."),
        confidence=0.95,
    ),
    Rule(
        id="adverb-place",
        category="word-order",
        needs=frozenset(["always", "usually", "never"]),
        reason=Reason(
            "Always, usually and never stand before the verb: {replacement}.",
            "Always, usually, dan never berada di depan kata kerja: {replacement}.",
        ),
        find=pattern(
            rf"(?:^|, |\band |\bbut |\bbecause )(?:i|you|we|they|he|she) (?P<x>(?P<verb>{HABITS}) (?P<adverb>always|usually|never))"
            r"(?= (?:to|at|in|up|home|rice|breakfast|lunch|dinner|tv|coffee|tea|with|the|football|my)\b)",
            _before_verb,
        ),
        examples=(
            ("I go always to the mosque.", "I always go to the mosque."),
            ("She eats usually at home.", "She usually eats at home."),
        ),
        fine=("I always go home.", "I go there always.", "Never go to the river.", "She is always at home."),
        confidence=0.9,
    ),
    Rule(
        id="very-much-place",
        category="word-order",
        needs=frozenset(["much"]),
        reason=Reason(
            "Very much stands after what one likes: {replacement}.",
            "Very much berada setelah hal yang disukai: {replacement}.",
        ),
        find=pattern(
            r"\b(?:like|likes|liked|love|loves|loved|enjoy|enjoys|enjoyed|miss|hate) (?P<x>very much (?P<what>(?:this|that|these|those|the"
            r"|my|your|his|her|our|their) [a-z]+|english|music|football|indonesia|bali))(?= ?(?:[.!?,]|$))",
            r"\g<what> very much",
        ),
        examples=(("I like very much this song.", "I like this song very much."),),
        fine=("I like it very much.", "I would like very much to come."),
        confidence=0.92,
    ),
)
