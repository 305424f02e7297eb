"""Rules of words that are easily mixed up: lend and borrow, miss and lose, your and you're, there and their."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, either, pattern
from tutorfleet.language.rules.clauses import PERSONS, by_table

ONE_OR_TWO = {
    "bestfriend": "best friend",
    "bestfriends": "best friends",
    "alot": "a lot",
    "aswell": "as well",
    "infront": "in front",
    "atleast": "at least",
    "highschool": "high school",
    "eachother": "each other",
    "everytime": "every time",
    "nevermind": "never mind",
    "incase": "in case",
}
THEIRS = "(?:house|houses|car|parents|mother|father|teacher|dog|name|names|school|room|baby|english)"

RULES = (
    Rule(
        id="borrow-lend",
        category="word-choice",
        needs=frozenset(["borrow", "borrowed"]),
        reason=Reason(
            "Who gives lends, who takes borrows: {replacement} me.",
            "Yang memberi lend, yang mengambil borrow: {replacement} me.",
        ),
        find=pattern(
            r"\b(?P<x>borrow|borrowed) (?:me|us|him)(?= (?:a|an|the|your|some|his|her|this|that|money)\b)",
            by_table({"borrow": "lend", "borrowed": "lent"}),
        ),
        examples=(("Can you borrow me a pen?", "Can you lend me a pen?"),),
        fine=("Can I borrow a pen?", "Let me borrow it."),
        confidence=0.94,
    ),
    Rule(
        id="have-a-party",
        category="word-choice",
        needs=frozenset(["party"]),
        reason=Reason("One has a party: {replacement}.", "Pasangannya: have a party. Di sini: {replacement}."),
        find=pattern(
            r"\b(?P<x>do|does|did|doing|make|makes|made|making) a (?:birthday |big |small )?party\b(?= ?(?:[.,!?]|$)"
            r"| (?:for|at|in|on|with|tonight|today|tomorrow|yesterday|last|next)\b)",
            by_table(
                {
                    "do": "have",
                    "does": "has",
                    "did": "had",
                    "doing": "having",
                    "make": "have",
                    "makes": "has",
                    "made": "had",
                    "making": "having",
                }
            ),
        ),
        examples=(("She is doing a party tonight.", "She is having a party tonight."),),
        fine=("She is having a party.", "He did a party trick."),
        confidence=0.88,
    ),
    Rule(
        id="miss-the-bus",
        category="word-choice",
        needs=frozenset(["lost", "lose"]),
        reason=Reason(
            "A bus or a train that has left without you is missed: {replacement}.",
            "Bus atau kereta yang tertinggal adalah miss: {replacement}.",
        ),
        find=pattern(
            r"\b(?:i|we|he|she|they) (?P<x>lost|lose) (?:my|the|his|her|our|their) (?:bus|train|flight|plane)(?= ?(?:[.,!?]|$)"
            r"| (?:yesterday|today|because|so|this|to|and)\b)",
            by_table({"lost": "missed", "lose": "miss"}),
        ),
        examples=(("I lost my bus.", "I missed my bus."),),
        fine=("I lost my bus ticket.", "I missed the bus.", "The airline lost a plane."),
        confidence=0.9,
    ),
    Rule(
        id="taught-to",
        category="word-choice",
        needs=frozenset(["learned", "learnt", "learn"]),
        reason=Reason("A teacher teaches, a pupil learns: {replacement}.", "Guru teach, murid learn: {replacement}."),
        find=pattern(
            rf"\b(?P<x>learned|learnt) (?:me|him|us|them|(?:my|his|her) (?:{any_of(PERSONS)}|children|students))"
            r"(?= (?:how to|to|english)\b)",
            "taught",
        ),
        examples=(("I learned my brother to swim.", "I taught my brother to swim."),),
        fine=("I learned to swim.", "I learned my lesson."),
        confidence=0.9,
    ),
    Rule(
        id="your-you-are",
        category="word-choice",
        needs=frozenset(["your"]),
        reason=Reason(
            "You're is short for you are; your shows whose it is.",
            "You're singkatan dari you are; your menunjukkan milik.",
        ),
        find=either(
            pattern(r"^(?P<x>your) welcome(?= ?(?:[.!,]|$))", "you're"),
            pattern(
                r"(?:^|\b(?:think|because|and|but|that|know) )(?P<x>your) (?:very|so|really) "
                r"(?:kind|nice|beautiful|funny|pretty|smart|welcome|right"
                r"|good|clever|handsome)(?= ?(?:[.!,]|$))",
                "you're",
            ),
        ),
        examples=(("Your welcome.", "You're welcome."), ("Your so kind!", "You're so kind!")),
        fine=("You're welcome.", "Your very kind mother called.", "Thank you for your welcome."),
        confidence=0.94,
    ),
    Rule(
        id="there-their",
        category="word-choice",
        needs=frozenset(["there"]),
        reason=Reason("Their shows whose it is; there is a place.", "Their menunjukkan milik; there adalah tempat."),
        find=pattern(
            rf"(?:^|\b(?:because|that|love|like|with) )(?P<x>there) {THEIRS}(?= (?:is|are|was|were|has|have)\b)",
            "their",
        ),
        examples=(("There house is big.", "Their house is big."),),
        fine=("Their house is big.", "There is a house.", "There, parents are welcome."),
        confidence=0.92,
    ),
    Rule(
        id="two-words",
        category="spelling",
        needs=frozenset(ONE_OR_TWO),
        reason=Reason("It is written as two words: {replacement}.", "Ditulis dua kata: {replacement}."),
        find=pattern(rf"(?<![\w@#'-])(?P<x>{any_of(ONE_OR_TWO)})(?![\w'-])", by_table(ONE_OR_TWO)),
        examples=(("She is my bestfriend.", "She is my best friend."), ("Thanks alot!", "Thanks a lot!")),
        fine=("She is my best friend.", "Allot some time."),
        confidence=0.93,
    ),
)
