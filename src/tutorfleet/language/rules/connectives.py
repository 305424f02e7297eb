"""Rules of connectives: although, because, despite, either, both. The wordings: `data/connectives.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, either, pattern
from tutorfleet.language.rules.saying import said

FILE = "connectives"
SUBJECT = r"(?:i|you|he|she|it|we|they|my|your|the|our|his|her|their|there|this|that|people|everyone)"

RULES = (
    Rule(
        id="although-but",
        category="connective",
        needs=frozenset(["but", "yet", "however"]),
        reason=Reason(
            "Although and but say the same; one of them is enough.",
            "Although dan but artinya sama; cukup satu saja.",
        ),
        find=either(
            pattern(
                r"^(?:although|though|even though|even if|despite|in spite of) [^.?!;,]{3,120}(?P<x>, (?:but|yet|however),?|,but)"
                r" (?=[a-z])",
                ",",
            ),
            pattern(
                rf"^(?:although|though|even though|even if|despite|in spite of) [^.?!;,]{{3,120}} (?P<x>but|yet) (?={SUBJECT}\b)",
                "",
            ),
        ),
        examples=(
            ("Although it was late, but we went out.", "Although it was late, we went out."),
            ("Even though he is rich, but his house is small.", "Even though he is rich, his house is small."),
            ("Though she was ill but she came.", "Though she was ill she came."),
        ),
        fine=(
            "Although it was late, we went out.",
            "It was late, but we went out.",
            "Although nothing but rain fell, we went.",
            "Even though he has nothing but problems, he smiles.",
        ),
        confidence=0.95,
    ),
    Rule(
        id="because-so",
        category="connective",
        needs=frozenset(["because", "since", "if", "as", "when"]),
        reason=Reason(
            "The first half already says it; so (or then, that's why) is one word too many.",
            "Bagian pertama sudah menyatakannya; so (atau that's why) tidak diperlukan.",
        ),
        find=either(
            pattern(
                rf"^because [^.?!;,]{{3,120}}(?P<x>, (?:so|therefore|that's why|that is why),?)(?= {SUBJECT}\b)",
                ",",
            ),
            pattern(r"^because (?!of)[^.?!;,]{3,120} (?P<x>so) (?=(?:i|he|she|we|they)\b)", ""),
            pattern(
                rf"^(?:since|as) (?:i|he|she|it|we|they|my \w+|the \w+) [^.?!;,]{{3,120}}(?P<x>, so)(?= {SUBJECT}\b)",
                ",",
            ),
            pattern(r"^(?:since|as|because) [^.?!;,]{3,120}(?P<x>, therefore,?)(?= [a-z])", ","),
            pattern(rf"^(?:if|when) [^.?!;,]{{3,120}}(?P<x>, so)(?= {SUBJECT}\b)", ","),
        ),
        examples=(
            ("Because I was tired, so I slept.", "Because I was tired, I slept."),
            ("Since I have no money, so I stay at home.", "Since I have no money, I stay at home."),
            ("If it rains, so we will stay inside.", "If it rains, we will stay inside."),
        ),
        fine=(
            "I was tired, so I slept.",
            "Because I was tired, I slept.",
            "Because it was so late, we left.",
            "Since Monday I have been ill, so I stayed at home.",
            "As far as I know, so far nobody came.",
        ),
        confidence=0.93,
    ),
    said(
        "despite",
        (FILE, "despite"),
        (
            ("Despite of the rain, we went out.", "Despite the rain, we went out."),
            ("In spite the rain, we went out.", "In spite of the rain, we went out."),
            ("Despite he was tired, he finished.", "Although he was tired, he finished."),
            ("Even he is old, he runs every day.", "Even though he is old, he runs every day."),
        ),
        (
            "Despite the rain, we went out.",
            "In spite of the rain, we went out.",
            "Even he was late.",
            "Even she did not know it.",
        ),
        category="connective",
        reason=Reason(
            "Despite and in spite of stand before a noun, although and even though before a sentence: {phrase}.",
            "Despite dan in spite of diikuti kata benda, although dan even though diikuti kalimat: {phrase}.",
        ),
        confidence=0.9,
    ),
    said(
        "because-of",
        (FILE, "because"),
        (
            ("I was late because of I missed the bus.", "I was late because I missed the bus."),
            ("We were late because the traffic jam.", "We were late because of the traffic jam."),
            ("The match stopped due the rain.", "The match stopped due to the rain."),
        ),
        (
            "I was late because of the rain.",
            "I stayed because the rain was heavy.",
            "It is because of you and me.",
            "We stayed because of his being ill.",
        ),
        category="connective",
        reason=Reason(
            "Because stands before a sentence, because of before a noun: {phrase}.",
            "Because diikuti kalimat, because of diikuti kata benda: {phrase}.",
        ),
        confidence=0.9,
    ),
    said(
        "either-neither",
        (FILE, "either"),
        (
            ("I don't like durian too.", "I don't like durian either."),
            ("Neither Rina or Siti came.", "Neither Rina nor Siti came."),
            ("Both my mother or my father work.", "Both my mother and my father work."),
        ),
        (
            "I like durian too.",
            "Don't you like it? I do too.",
            "The paths are either both open or both closed.",
            "Neither my mother nor my father came.",
        ),
        category="connective",
        reason=Reason(
            "Either goes with or and not, neither with nor, both with and: {phrase}.",
            "Either berpasangan dengan or dan not, neither dengan nor, both dengan and: {phrase}.",
        ),
        confidence=0.86,
    ),
    said(
        "connective-words",
        (FILE, "others"),
        (
            ("As result, we lost.", "As a result, we lost."),
            ("Beside of that, it is cheap.", "Besides that, it is cheap."),
            ("After that then we slept.", "After that we slept."),
        ),
        ("As a result of the rain we lost.", "After that we slept.", "It works, except that it is slow."),
        category="connective",
        reason=Reason("These words are linked like this: {phrase}.", "Kata penghubungnya begini: {phrase}."),
        confidence=0.88,
    ),
)
