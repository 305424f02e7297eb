"""Rules of which verb goes with which noun: make a mistake, take a photo, turn on. The wordings: `data/collocations.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

FILE = "collocations"

RULES = (
    said(
        "collocation",
        (FILE, "make-do"),
        (
            ("I did a mistake.", "I made a mistake."),
            ("I make my homework at night.", "I do my homework at night."),
            ("She made a photo of the lake.", "She took a photo of the lake."),
            ("She is doing a party tonight.", "She is having a party tonight."),
            ("I lost my bus.", "I missed my bus."),
            ("Please learn me English.", "Please teach me English."),
            ("I learned my brother to swim.", "I taught my brother to swim."),
            ("Can you borrow me a pen?", "Can you lend me a pen?"),
            ("Please remember me to buy milk.", "Please remind me to buy milk."),
            ("My brother eats medicine every day.", "My brother takes medicine every day."),
        ),
        (
            "What do friends do for you?",
            "Did the plan work?",
            "She makes homework fun.",
            "I made a plan.",
            "He did a party trick.",
            "I lost my bus ticket.",
            "The airline lost a plane.",
            "I learned my lesson.",
            "Let me borrow it.",
            "I saw a film about bees.",
            "He sells used clothes.",
            "Remember me to your mother.",
            "Can I lend a hand?",
            "The teacher gave an exam to the class.",
        ),
        category="word-choice",
        reason=Reason("These words go together: {phrase}.", "Kata-kata ini berpasangan: {phrase}."),
        confidence=0.9,
        tip=Reason(
            "Make a mistake, a plan, a decision; do homework, sport; take a photo, a shower; have a party.",
            "Make a mistake, a plan, a decision; do homework, sport; take a photo, a shower; have a party.",
        ),
    ),
    said(
        "open-the-light",
        (FILE, "turn-on"),
        (
            ("Please open the light.", "Please turn on the light."),
            ("He closed the TV.", "He turned off the TV."),
            ("Don't forget to close the fan and the door.", "Don't forget to turn off the fan and the door."),
        ),
        ("Open the door.", "He opened the computer file.", "Turn off the light.", "Open the oven and look inside."),
        category="word-choice",
        reason=Reason(
            "Lights and machines are turned on and off, not opened and closed: {phrase}.",
            "Lampu dan mesin: turn on dan turn off, bukan open dan close: {phrase}.",
        ),
        confidence=0.92,
    ),
    said(
        "say-tell-speak",
        (FILE, "say-tell"),
        (
            ("She said me the truth.", "She told me the truth."),
            ("He told that he was busy.", "He said that he was busy."),
            ("I can say three languages.", "I can speak three languages."),
        ),
        (
            "She said to me that it was fine.",
            "I was told that he was busy.",
            "He told me that he was busy.",
            "What did he say about it?",
            "I can only talk in English.",
            "She said her name twice.",
        ),
        category="word-choice",
        reason=Reason(
            "One tells somebody something, says something, speaks a language: {phrase}.",
            "Tell somebody something, say something, speak a language: {phrase}.",
        ),
        confidence=0.91,
        tip=Reason("After tell comes a person at once.", "Setelah tell langsung disebut orangnya."),
    ),
)
