"""Rules of the prepositions of time: on Monday, in May, at five o'clock, last week."""

from tutorfleet.language.rule import either, pattern
from tutorfleet.language.rules.prepositions import said

DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
MONTH = "(?:january|february|march|april|june|july|august|september|october|november|december)"

RULES = (
    said(
        "on-day",
        "on Monday, on 5 May",
        either(
            pattern(rf"(?<!\w-)\b(?P<x>in) \d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH}|may)\b", "on"),
            pattern(rf"(?<!\w-)\b(?P<x>in|at) {DAY}\b(?! (?:night|morning|evening)?s? ?(?:lake|times|sky)\b)", "on"),
        ),
        (
            ("I play football in Sunday.", "I play football on Sunday."),
            ("See you at Monday.", "See you on Monday."),
            ("I was born in 5 May 2000.", "I was born on 5 May 2000."),
        ),
        ("I play on Sunday.", "In the morning on Monday we met.", "I met 5 in May."),
        0.93,
    ),
    said(
        "in-month-year",
        "in May, in 2010",
        either(
            pattern(rf"\b(?P<x>on|at) {MONTH}(?! ?(?:the )?\d)(?=[ .,!?]|$)", "in"),
            pattern(
                r"\b(?P<x>on|at) (?:19|20)\d\d\b(?![:.]\d)(?! ?(?:am|pm|hours?|rupiah|people|dollars?|meters?|metres?|m)\b)(?! [a-z]+s\b)",
                "in",
            ),
        ),
        (("I was born on 1999.", "I was born in 1999."), ("School starts at July.", "School starts in July.")),
        ("It is on July 5.", "In 2010 we moved.", "We met on 5 July.", "On Thursday we met."),
        0.88,
    ),
    said(
        "at-clock",
        "at five o'clock, at 7 am",
        pattern(
            (
                r"\b(?P<x>in|on) (?=(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'?clock\b"
                r"|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m|p\.m)\b)"
            ),
            "at",
        ),
        (("I get up in 5 o'clock.", "I get up at 5 o'clock."), ("We meet on 7 pm.", "We meet at 7 pm.")),
        ("I get up at 5.", "In 5 hours it is over."),
        0.95,
    ),
    said(
        "part-of-day",
        "in the morning, in the afternoon, at night",
        either(
            pattern(
                (
                    r"\b(?P<x>at|on)(?= the (?:morning|afternoon|evening)\b(?! (?:of|show|news|meeting|class|shift|train"
                    r"|flight|session|market|prayer)\b))"
                ),
                "in",
            ),
            pattern(r"\b(?P<x>in)(?= night\b(?! (?:time|mode|market|clubs?|vision|school|shift)\b))", "at"),
        ),
        (("I run at the morning.", "I run in the morning."), ("I study in night.", "I study at night.")),
        ("I run in the morning.", "On the morning of the test I was ill.", "In night mode it is dark."),
    ),
    said(
        "no-preposition-time",
        "yesterday, last week, next Monday, tomorrow (no preposition)",
        either(
            pattern(r"\b(?P<x>in|on|at) (?=yesterday\b|tomorrow\b)(?!yesterday's|tomorrow's)", ""),
            pattern(
                rf"\b(?P<x>in|on|at) (?=(?:last|next|every|this) (?:week|month|year|weekend|night|morning|{DAY})\b(?! ?'))",
                "",
            ),
            pattern(
                rf"\b(?P<x>(?:in|on|at) the )(?=last (?:weekend|night|{DAY})\b(?! of\b)(?! ?'))",
                "",
            ),
        ),
        (
            ("In the last weekend we swam.", "Last weekend we swam."),
            ("We met in last week.", "We met last week."),
            ("I will call you on tomorrow.", "I will call you tomorrow."),
            ("On last Monday I was ill.", "Last Monday I was ill."),
        ),
        (
            "We met last week.",
            "In yesterday's lesson we sang.",
            "I was ill in the last week.",
            "On the last Monday of May we met.",
        ),
        0.9,
    ),
)
