"""Rules of prepositions: those that a verb, an adjective, a noun or a time takes, or does not take."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Find, Rule, either, pattern

DAY = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
MONTH = "(?:january|february|march|april|june|july|august|september|october|november|december)"
NOUN_AHEAD = r"(?= (?:me|you|him|her|us|them|it|my|your|his|our|their|the|this|that|a|an|what|how|our)\b)"


def _wrong(head: str, wrong: str, right: str, ahead: str = "") -> Find:
    """The words `head` followed by a wrong preposition, which is to be the right one."""
    return pattern(rf"\b(?:{head}) (?P<x>{wrong})\b{ahead}", right)


def _too_much(head: str, extra: str, ahead: str = "") -> Find:
    """The words `head` followed by a preposition that they do not take."""
    return pattern(rf"\b(?:{head}) (?P<x>{extra})\b{ahead}", "")


def _missing(head: str, preposition: str, ahead: str) -> Find:
    """The words `head` without the preposition that they need."""
    return pattern(rf"\b(?P<x>{head})(?= (?:{ahead})\b)", rf"\g<x> {preposition}")


def _rule(
    name: str,
    right: str,
    find: Find,
    examples: tuple[tuple[str, str], ...],
    fine: tuple[str, ...],
    confidence: float = 0.92,
) -> Rule:
    reason = Reason(f"In English one says: {right}.", f"Dalam bahasa Inggris: {right}.")
    return Rule(
        id=name, category="preposition", reason=reason, find=find, examples=examples, fine=fine, confidence=confidence
    )


RULES = (
    _rule(
        "married-to",
        "married to somebody",
        _wrong(
            "married|get married|got married|engaged",
            "with",
            "to",
            r"(?! (?:\w+ )?(?:kids?|child|children|sons?|daughters?|\d|one|two|three|four|no)\b)",
        ),
        (("She is married with a doctor.", "She is married to a doctor."),),
        ("He is married with two children.", "She is married to a doctor.", "I am married with kids."),
    ),
    _rule(
        "depend-on",
        "depend on something",
        _wrong("depend|depends|depended|depending", "of|from|to|with", "on"),
        (
            ("It depends of the weather.", "It depends on the weather."),
            ("That depends from you.", "That depends on you."),
        ),
        ("It depends on you.", "It depends."),
        0.96,
    ),
    _rule(
        "discuss-something",
        "discuss something, mention something (no about)",
        _too_much("discuss|discusses|discussed|discussing|mention|mentions|mentioned", "about", r"(?= [a-z])"),
        (("We discussed about the plan.", "We discussed the plan."),),
        ("We talked about the plan.", "Let us discuss the plan.", "The plan we discussed."),
    ),
    _rule(
        "explain-to",
        "explain something to somebody",
        _missing("explain|explained|explains|describe|described|suggested|suggest", "to", "me|him|us|them"),
        (("He explained me the rule.", "He explained to me the rule."),),
        ("He explained the rule to me.", "Explain to me why.", "She told me."),
        0.88,
    ),
    _rule(
        "say-tell",
        "tell somebody, say something",
        either(
            pattern(
                r"\b(?P<x>said|say|says) (?:me|him|us|them)\b(?! ?-)",
                lambda m: {"said": "told", "say": "tell", "says": "tells"}[m["x"].lower()],
            ),
            _too_much("tell|tells|told", "to", r"(?= (?:me|him|her|us|them)\b)"),
            _too_much("ask|asks|asked", "to", r"(?= (?:me|him|us|them)\b)"),
        ),
        (
            ("She said me the truth.", "She told me the truth."),
            ("He told to me a story.", "He told me a story."),
            ("I asked to him.", "I asked him."),
        ),
        ("She said to me that it was fine.", "He told me.", "I asked to see it."),
    ),
    _rule(
        "listen-to",
        "listen to something",
        _missing(
            "listen|listens|listened|listening",
            "to",
            "the|my|your|his|her|our|their|music|a|an|songs?|radio|me|him|them|it|this|that|english|podcasts?|k-pop",
        ),
        (("I like listening music.", "I like listening to music."), ("Please listen me.", "Please listen to me.")),
        ("I listen to music.", "Listen, my friend.", "I am listening."),
        0.95,
    ),
    _rule(
        "wait-for",
        "wait for somebody",
        _missing("wait|waits|waited|waiting", "for", "me|you|him|her|us|them|(?:my|your|his|our|their)(?! turn)"),
        (("I am waiting you.", "I am waiting for you."), ("Wait me!", "Wait for me!")),
        ("I can wait.", "Wait a minute.", "I wait for you.", "Wait your turn."),
        0.85,
    ),
    _rule(
        "go-home",
        "go home, come here, go there (no to)",
        _too_much(
            "go|goes|went|going|come|comes|came|coming|get|got|return|returned|arrive|arrived|back",
            "to",
            r"(?= (?:home|there|here|abroad|upstairs|downstairs)\b(?! (?:depot|page|screen|office|team|town|country|and away)\b))",
        ),
        (("I go to home at five.", "I go home at five."), ("Please come to here.", "Please come here.")),
        ("I go home.", "I went to his home.", "Go to Home Depot and buy nails."),
    ),
    _rule(
        "go-shopping",
        "go shopping, go swimming (no to)",
        _too_much(
            "go|goes|went|going|gone",
            "to",
            (
                r"(?= (?:shopping|swimming|fishing|camping|hiking|jogging|running|cycling|dancing|skiing|surfing)(?: ?[.,!?]"
                r"| (?:with|in|at|yesterday|today|tomorrow|every|on|and|together|because|for)\b|$))"
            ),
        ),
        (("We went to shopping yesterday.", "We went shopping yesterday."),),
        ("We went to shopping malls.", "We go shopping.", "I go to swimming lessons."),
    ),
    _rule(
        "enter-reach",
        "enter a room, reach a place, contact somebody (no preposition)",
        either(
            _too_much(
                "enter|enters|entered|entering",
                "to|into",
                (
                    r"(?= (?:the|my|your|his|her|our|their|a) (?:room|house|class|classroom|school|building|office|university"
                    r"|kitchen|shop|store|bank|hotel)\b)"
                ),
            ),
            _too_much(
                "reach|reached|(?<!a )visit|visits|visited|visiting",
                "to",
                r"(?= (?:the|my|your|his|her|our|their|a|bali|jakarta)\b)",
            ),
            _too_much(
                "(?<!make )(?<!made )(?<!in )(?<!have )contact|contacted|marry|phone|phoned",
                "with",
                NOUN_AHEAD,
            ),
            _too_much("phone|(?<!the )(?<!a )call|called", "to", r"(?= (?:me|him|us|them|my|your)\b)"),
        ),
        (
            ("He entered to the room.", "He entered the room."),
            ("I visited to my aunt.", "I visited my aunt."),
            ("Please contact with me.", "Please contact me."),
        ),
        (
            "They entered into an agreement.",
            "I made contact with them.",
            "I paid a visit to my aunt.",
            "In the call to my mother I cried.",
        ),
    ),
    _rule(
        "answer-something",
        "answer a question (no to)",
        _too_much(
            "answer|answered|answers|answering", "to", r"(?= (?:my|your|his|her|this|that|all|our|their) questions?\b)"
        ),
        (("She answered to my question.", "She answered my question."),),
        ("This is the key.", "He replied to my question."),
        0.85,
    ),
    _rule(
        "on-day",
        "on Monday, on 5 May",
        pattern(rf"(?<!\w-)\b(?P<x>in|at) {DAY}\b(?! (?:night|morning|evening)?s? ?(?:lake|times|sky)\b)", "on"),
        (("I play football in Sunday.", "I play football on Sunday."), ("See you at Monday.", "See you on Monday.")),
        ("I play on Sunday.", "In the morning on Monday we met."),
        0.93,
    ),
    _rule(
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
    _rule(
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
    _rule(
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
    _rule(
        "no-preposition-time",
        "yesterday, last week, next Monday, tomorrow (no preposition)",
        either(
            pattern(r"\b(?P<x>in|on|at) (?=yesterday\b|tomorrow\b)(?!yesterday's|tomorrow's)", ""),
            pattern(
                rf"\b(?P<x>in|on|at) (?=(?:last|next|every|this) (?:week|month|year|weekend|night|morning|{DAY})\b(?! ?'))",
                "",
            ),
        ),
        (
            ("We met in last week.", "We met last week."),
            ("I will call you on tomorrow.", "I will call you tomorrow."),
            ("On last Monday I was ill.", "Last Monday I was ill."),
        ),
        ("We met last week.", "In yesterday's lesson we sang.", "I was ill in the last week."),
        0.9,
    ),
    _rule(
        "good-at",
        "good at something",
        _wrong(
            "good|bad|excellent",
            "in|on",
            "at",
            (
                r"(?= (?:maths?|mathematics|physics|chemistry|cooking|singing|dancing|drawing|swimming|sports?|football"
                r"|chess|writing|speaking|playing|computers|basketball|badminton)\b(?! (?:class|oil|pan|show)))"
            ),
        ),
        (("I am good in cooking.", "I am good at cooking."),),
        ("I am good at cooking.", "It looks good in cooking oil ads.", "Fish is good in summer."),
        0.75,
    ),
    _rule(
        "interested-in",
        "interested in something",
        _wrong(
            "interested",
            "on|with|about|at|for|to",
            "in",
            r"(?! (?:hear|see|know|learn|find|read|meet|work|join|try|be|buy|get|have|do|make|take|talk|go)\b)",
        ),
        (("I am interested with music.", "I am interested in music."),),
        ("I am interested in music.", "I am interested to hear it."),
    ),
    _rule(
        "adjective-preposition",
        "afraid of, proud of, different from, similar to, full of, allergic to, responsible for, angry with, worried about",
        either(
            _wrong(
                "afraid|scared|proud|jealous|capable|ashamed|fond|full",
                "with|from(?= my| the)|about(?= my| the)|to(?= my| the| you| him| her| them)",
                "of",
            ),
            _wrong("different", "with", "from"),
            _wrong("similar|allergic|addicted", "with", "to"),
            _wrong("responsible", "of|to(?= the (?:work|job|mistake|project))", "for"),
            _wrong("angry", "to", "with", NOUN_AHEAD),
            _wrong("worried", "with|of", "about", NOUN_AHEAD),
        ),
        (
            ("I am afraid with the dark.", "I am afraid of the dark."),
            ("My bag is different with yours.", "My bag is different from yours."),
            ("It is similar with mine.", "It is similar to mine."),
            ("He is responsible of the team.", "He is responsible for the team."),
            ("She is angry to me.", "She is angry with me."),
        ),
        (
            "I am tired from the trip.",
            "It is different from mine.",
            "He is responsible to the board.",
            "I was proud to meet her.",
        ),
        0.88,
    ),
    _rule(
        "verb-preposition",
        "consist of, participate in, agree with, succeed in, prefer A to B, according to",
        either(
            _wrong("consist|consists|consisted", "from|by|with", "of"),
            _wrong("participate|participated|participates|participating", "on|at|to", "in"),
            _wrong("agree|agrees|agreed", "to|of", "with", r"(?= (?:you|him|me|them|her|us)\b(?! \w+ing))"),
            _wrong("according", "with|of|from", "to"),
            pattern(r"\bprefer(?:s|red)? (?:\w+ ){1,2}(?P<x>than) (?!to\b)", "to"),
            _wrong(
                "search|searching|looking|look",
                "about",
                "for",
                r"(?= (?:a|my|the) (?:job|work|key|keys|phone|house|friend)\b)",
            ),
        ),
        (
            ("The team consists from five people.", "The team consists of five people."),
            ("I agree to you.", "I agree with you."),
            ("I prefer tea than coffee.", "I prefer tea to coffee."),
            ("She participated on a contest.", "She participated in a contest."),
        ),
        (
            "I agree to it.",
            "I prefer tea to coffee.",
            "I would prefer to walk rather than drive.",
            "It consists of two parts.",
        ),
        0.9,
    ),
    _rule(
        "on-the-internet",
        "on the internet, on social media, on YouTube, on TV",
        either(
            pattern(
                (
                    r"\b(?P<x>in (?:the )?)internet\b(?! (?:cafe|speed|company|access|connection|service|age|marketing"
                    r"|history|culture|slang|shop|era|safety|security|law|use))"
                ),
                "on the ",
            ),
            pattern(
                (
                    r"\b(?P<x>in)(?= (?:youtube|instagram|facebook|tiktok|twitter|whatsapp|television|tv|social media)(?: ?[.,!?]"
                    r"|$| (?:and|yesterday|every|about|because|with|for|but)\b))"
                ),
                "on",
            ),
        ),
        (("I read it in internet.", "I read it on the internet."), ("I saw it in YouTube.", "I saw it on YouTube.")),
        ("I saw it on TV.", "In internet slang it means yes.", "He works in TV production."),
        0.85,
    ),
)
