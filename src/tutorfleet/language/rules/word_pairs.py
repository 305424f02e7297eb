"""Rules of real words that are taken for one another: their and there, loose and lose. The wordings: `data/confusions.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Rule, any_of, pattern
from tutorfleet.language.rules.clauses import by_table
from tutorfleet.language.rules.saying import said

FILE = "confusions"
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
    "infact": "in fact",
    "ofcourse": "of course",
    "noone": "no one",
    "thankyou": "thank you",
    "aslong": "as long",
    "evenif": "even if",
    "eventhough": "even though",
    "inspite": "in spite",
    "icecream": "ice cream",
    "lastnight": "last night",
}

RULES = (
    said(
        "there-their",
        (FILE, "there"),
        (
            ("There house is big.", "Their house is big."),
            ("They lost there passports.", "They lost their passports."),
            ("Their are many students here.", "There are many students here."),
            ("Their going home.", "They're going home."),
        ),
        ("Their house is big.", "There is a house.", "There, parents are welcome.", "We went there last year."),
        category="word-choice",
        reason=Reason(
            "Their shows whose it is, there is a place, they're is they are: {phrase}.",
            "Their menunjukkan milik, there adalah tempat, they're adalah they are: {phrase}.",
        ),
        confidence=0.92,
    ),
    said(
        "your-you-are",
        (FILE, "your"),
        (
            ("Your welcome.", "You're welcome."),
            ("Your so kind!", "You're so kind!"),
            ("I think your right.", "I think you're right."),
            ("What is you're name?", "What is your name?"),
        ),
        ("You're welcome.", "Your very kind mother called.", "Thank you for your welcome.", "I like your right hand."),
        category="word-choice",
        reason=Reason(
            "You're is short for you are; your shows whose it is: {phrase}.",
            "You're singkatan dari you are; your menunjukkan milik: {phrase}.",
        ),
        confidence=0.93,
    ),
    said(
        "words-mixed-up",
        (FILE, "misused"),
        (
            ("I don't want to loose my job.", "I don't want to lose my job."),
            ("The room was very quite.", "The room was very quiet."),
            ("Give me some advise.", "Give me some advice."),
            ("The coffee is to hot.", "The coffee is too hot."),
            ("I don't know weather he will come.", "I don't know whether he will come."),
            ("I need to by a new bag.", "I need to buy a new bag."),
            ("I swim in the see.", "I swim in the sea."),
        ),
        (
            "The screw is loose.",
            "It was quite a day.",
            "Please advise me.",
            "He passed by the old bank.",
            "What is the weather like?",
            "She walked past the bank.",
            "They crossed the desert.",
            "Everyone except me came.",
        ),
        category="word-choice",
        reason=Reason(
            "Two words are easily mixed up; here it is: {phrase}.",
            "Dua kata ini mudah tertukar; di sini: {phrase}.",
        ),
        confidence=0.91,
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
