"""Rules of adjectives: how one feels and what a thing is like."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import by_table

FEELINGS = {
    "boring": "bored",
    "interesting": "interested",
    "exciting": "excited",
    "confusing": "confused",
    "tiring": "tired",
    "surprising": "surprised",
    "disappointing": "disappointed",
    "embarrassing": "embarrassed",
    "frightening": "frightened",
    "annoying": "annoyed",
    "shocking": "shocked",
    "relaxing": "relaxed",
    "satisfying": "satisfied",
}
CAUSES = {done: doing for doing, done in FEELINGS.items() if done not in {"tired", "relaxed", "satisfied"}}
THINGS = (
    "(?:film|movie|book|lesson|class|story|game|song|exam|test|subject|trip|news|weather|party|show|match"
    "|concert|series|drama|novel|homework|job|place|city|video|topic|question|result)"
)

RULES = (
    Rule(
        id="feeling-ed",
        category="adjective",
        needs=frozenset(FEELINGS),
        reason=Reason(
            "Say how you feel with -ed (I am {replacement}); -ing says what a thing is like.",
            "Untuk perasaan pakai -ed (I am {replacement}); -ing untuk sifat bendanya.",
        ),
        find=either(
            pattern(
                (
                    r"\b(?:i'm|i am|i was|i feel|i felt|she is|he is|we are|they are|we were|she was|he was|they were) "
                    r"(?:very |so |really |too )?(?P<x>interesting (?P<to>in|with|to|about|on))\b"
                ),
                lambda m: f"interested {'to' if m['to'].lower() == 'to' else 'in'}",
            ),
            pattern(
                (
                    r"\b(?:i'm|i am|i was|we are|we were) (?:very |so |really |too )?(?P<x>exciting|confusing|disappointing"
                    r"|frightening|shocking|surprising|boring|embarrassing)(?= (?:about|with|by|to|when|because|at|now"
                    r"|today|of|in (?:the )?class)\b)"
                ),
                by_table(FEELINGS),
            ),
            pattern(
                (
                    rf"\b(?:i|we|they|she|he) (?:feel|felt|feels|get|got) (?:very |so |really |too |a bit )?(?P<x>"
                    rf"{any_of(FEELINGS)})\b(?= ?(?:[.,!?]"
                    rf"|$)| (?:about|with|by|when|because|at|now|today|and|in)\b)"
                ),
                by_table(FEELINGS),
            ),
        ),
        examples=(
            ("I am interesting in music.", "I am interested in music."),
            ("I am interesting with this job.", "I am interested in this job."),
            ("I am very exciting about the trip.", "I am very excited about the trip."),
            ("I feel boring.", "I feel bored."),
            ("I am boring in the class.", "I am bored in the class."),
        ),
        fine=(
            "The film is interesting.",
            "I am an interesting person.",
            "I felt a relaxing breeze.",
            "It feels exciting.",
        ),
        confidence=0.94,
    ),
    Rule(
        id="thing-ing",
        category="adjective",
        needs=frozenset(CAUSES),
        reason=Reason(
            "What a thing is like is said with -ing: {replacement}; -ed says how a person feels.",
            "Sifat benda memakai -ing: {replacement}; -ed untuk perasaan orang.",
        ),
        find=pattern(
            (
                rf"\b(?:the|this|that|my|our|his|her) {THINGS} (?:is|was|are|were) (?:very |so |really |too )?(?P<x>{any_of(CAUSES)})\b(?! "
                rf"(?:by|with|in)\b)"
            ),
            by_table(CAUSES),
        ),
        examples=(
            ("The film was very bored.", "The film was very boring."),
            ("The lesson is interested.", "The lesson is interesting."),
        ),
        fine=("The class was bored by him.", "The film is interesting.", "She was bored."),
        confidence=0.88,
    ),
)
