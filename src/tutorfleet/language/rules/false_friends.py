"""Rules of fixed phrases and of what is said otherwise in Indonesian. The wordings: `data/phrases.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

FILE = "phrases"

RULES = (
    said(
        "fixed-phrase",
        (FILE, "fixed"),
        (
            ("Thank for your help.", "Thanks for your help."),
            ("In the other hand, it is cheap.", "On the other hand, it is cheap."),
            ("I have lot of friends.", "I have a lot of friends."),
            ("How do you call this fruit?", "What do you call this fruit?"),
            ("How is it called in English?", "What is it called in English?"),
            ("According to me, it is late.", "In my opinion, it is late."),
            ("I have ever been to Lombok.", "I have been to Lombok."),
            ("Let me introduce my self.", "Let me introduce myself."),
            ("There are many kind of fish.", "There are many kinds of fish."),
            ("Almost of the students came.", "Most of the students came."),
            ("It was hurt a lot.", "It hurt a lot."),
        ),
        (
            "It is the best cake I have ever eaten.",
            "It was a long time ago.",
            "My self-esteem is low.",
            "My salary is small.",
            "All you have to do is ask.",
            "How do you call a taxi here?",
            "A few days later we left.",
            "The parking lot of ours is full.",
            "According to the news, it will rain.",
            "Can you tell me what your name is?",
        ),
        category="word-choice",
        reason=Reason("This phrase is fixed: {phrase}.", "Ungkapan ini tetap bentuknya: {phrase}."),
        confidence=0.9,
    ),
    said(
        "false-friend",
        (FILE, "false-friend"),
        (
            ("The price is very expensive.", "The price is very high."),
            ("My body is not delicious today.", "I don't feel well today."),
            ("I lost my handphone because my handphone was small.", "I lost my phone because my phone was small."),
            (
                "There was a hard rain last night, and then big rain.",
                "There was a heavy rain last night, and then heavy rain.",
            ),
            ("I bring it there tomorrow and take it here.", "I take it there tomorrow and bring it here."),
        ),
        (
            "The phone is very expensive.",
            "He goes to senior high school.",
            "I would like to invite you to dinner.",
            "The joke was funny, and I laughed.",
            "The party was fun.",
        ),
        category="word-choice",
        reason=Reason(
            "What Indonesian says like this, English says otherwise: {phrase}.",
            "Yang di bahasa Indonesia begitu, di bahasa Inggris lain: {phrase}.",
        ),
        confidence=0.88,
        tip=Reason(
            "A thing is cheap or expensive; a price is low or high.",
            "Barangnya cheap atau expensive; harganya low atau high.",
        ),
    ),
)
