"""Rules of comparison: taller, the cheapest, more beautiful, as tall as, the same as. The wordings: `data/comparison.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

FILE = "comparison"

RULES = (
    said(
        "double-comparative",
        (FILE, "double"),
        (
            ("He is more taller than me.", "He is taller than me."),
            ("It is the most cheapest phone.", "It is the cheapest phone."),
            ("The test was very easier than the last.", "The test was much easier than the last."),
        ),
        ("He is taller.", "It is more expensive.", "We need more cheaper flights.", "It is at most biggest by one."),
        category="adjective",
        reason=Reason(
            "The ending -er or -est is enough, and much makes it stronger: {phrase}.",
            "Akhiran -er atau -est sudah cukup, dan much menguatkannya: {phrase}.",
        ),
        confidence=0.95,
    ),
    said(
        "short-comparative",
        (FILE, "short"),
        (
            ("He is more tall than me.", "He is taller than me."),
            ("Today is more hot than yesterday.", "Today is hotter than yesterday."),
            ("This is the most cheap shop.", "This is the cheapest shop."),
            ("My mother is tall than me.", "My mother is taller than me."),
            ("Bali is expensive than Solo.", "Bali is more expensive than Solo."),
        ),
        (
            "He is more tall than wide.",
            "There are more young people than before.",
            "She is more beautiful than me.",
            "Most old people like tea.",
            "I was more happy than sad.",
            "The most high-tech shop is here.",
        ),
        category="adjective",
        reason=Reason(
            "A short adjective is compared with -er and -est, a long one with more and most: {phrase}.",
            "Kata sifat pendek memakai -er dan -est, yang panjang memakai more dan most: {phrase}.",
        ),
        confidence=0.94,
        tip=Reason("Short: taller. Long: more beautiful.", "Pendek: taller. Panjang: more beautiful."),
    ),
    said(
        "as-than",
        (FILE, "as-than"),
        (
            ("He is as tall than his father.", "He is as tall as his father."),
            ("Coffee is better that tea.", "Coffee is better than tea."),
            ("My bag is heavier as yours.", "My bag is heavier than yours."),
            ("Semeru is the higher mountain in Java.", "Semeru is the highest mountain in Java."),
        ),
        (
            "It is better that way.",
            "It is better that my son goes.",
            "She is more interested in music.",
            "He is more like his mother.",
            "It works better as a team.",
            "As soon as possible is better than never.",
        ),
        category="adjective",
        reason=Reason(
            "As goes with as, the comparative with than, and of all it is the highest: {phrase}.",
            "As berpasangan dengan as, perbandingan lebih dengan than, dan paling dengan the -est: {phrase}.",
        ),
        confidence=0.9,
    ),
    said(
        "same-as",
        (FILE, "same"),
        (
            ("Your idea is same with mine.", "Your idea is the same as mine."),
            ("This phone is the same like that phone.", "This phone is the same as that phone."),
            ("We have the same hobby with him.", "We have the same hobby as him."),
        ),
        ("It is the same as mine.", "It is all the same to me.", "I have the same problem with my phone."),
        category="adjective",
        reason=Reason("Same goes with the and as: {phrase}.", "Same berpasangan dengan the dan as: {phrase}."),
        confidence=0.91,
    ),
    said(
        "comparative-spelling",
        (FILE, "forms"),
        (
            ("She is beautifuller than me.", "She is more beautiful than me."),
            ("This is easyer.", "This is easier."),
            ("My score is worser than yours.", "My score is worse than yours."),
        ),
        ("She is more beautiful than me.", "The hair dryer is hot.", "It is the latest news."),
        category="adjective",
        reason=Reason("This is compared in another way: {replacement}.", "Perbandingannya seharusnya: {replacement}."),
        confidence=0.95,
    ),
)
