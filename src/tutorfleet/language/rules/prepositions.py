"""Rules of prepositions: those that a verb, an adjective or a noun takes, or does not take. Times: `time_prepositions.py`."""

import re

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Find, Rule, either, pattern

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


def said(
    name: str,
    right: str,
    find: Find,
    examples: tuple[tuple[str, str], ...],
    fine: tuple[str, ...],
    confidence: float = 0.92,
) -> Rule:
    """A rule whose reason is how it is said: `right`."""
    reason = Reason(f"In English one says: {right}.", f"Dalam bahasa Inggris: {right}.")
    return Rule(
        id=name, category="preposition", reason=reason, find=find, examples=examples, fine=fine, confidence=confidence
    )


def _in_place(match: re.Match[str]) -> str | None:
    """A city has a capital and stands alone; "Gambir Station" does not."""
    following = match.string[match.end() : match.end() + 2].strip()
    return "in" if match["place"][:1].isupper() and not following[:1].isupper() else None


RULES = (
    said(
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
    said(
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
    said(
        "discuss-something",
        "discuss something, mention something (no about)",
        _too_much("discuss|discusses|discussed|discussing|mention|mentions|mentioned", "about", r"(?= [a-z])"),
        (("We discussed about the plan.", "We discussed the plan."),),
        ("We talked about the plan.", "Let us discuss the plan.", "The plan we discussed."),
    ),
    said(
        "explain-to",
        "explain something to somebody",
        either(
            pattern(
                r"\b(?:explain|explained|explains|describe|described) (?P<x>(?P<who>me|him|us|them) (?P<what>(?:the|this|that|a|an|my|your"
                r"|his|her|our|their) [a-z]+|everything|it))(?= ?(?:[.!?,]|$))",
                r"\g<what> to \g<who>",
            ),
            _missing(
                "explain|explained|explains|describe|described",
                "to",
                "(?:me|him|us|them) (?:how|why|what|where|when|that)",
            ),
            _missing("suggested|suggest", "to", "(?:me|him|us|them) (?:a|an|some|the|that)"),
        ),
        (
            ("She explained me the problem.", "She explained the problem to me."),
            ("He explained me how it works.", "He explained to me how it works."),
        ),
        ("He explained the rule to me.", "Explain to me why.", "She told me.", "This explains us better than words."),
        0.93,
    ),
    said(
        "arrive-in",
        "arrive in a city or country, arrive at a building",
        either(
            pattern(r"\barriv(?:e|es|ed|ing) (?P<x>to) (?P<place>[a-z]+)\b", _in_place),
            _wrong(
                "arrive|arrives|arrived|arriving",
                "to",
                "in",
                r"(?= (?:the|this|that|my|our) (?:city|country|town|village|capital)\b)",
            ),
            _wrong(
                "arrive|arrives|arrived|arriving",
                "to",
                "at",
                r"(?= (?:(?:the|my|our|his|her|a) (?:airport|station|school|office|hotel|house|party|beach|cinema|mall|hospital|market"
                r"|restaurant|university)|school|work)\b)",
            ),
        ),
        (
            ("I arrived to Jakarta at night.", "I arrived in Jakarta at night."),
            ("We arrived to the city.", "We arrived in the city."),
        ),
        ("I arrived at the station.", "I arrived in Jakarta.", "We arrived to find it empty."),
        0.94,
    ),
    said(
        "on-foot",
        "go on foot",
        pattern(r"\b(?:go|goes|went|going|come|came) (?:to \w+ |there |home )?(?P<x>by) foot\b", "on"),
        (("I go to school by foot.", "I go to school on foot."),),
        ("I go to school on foot.", "He came by footpath."),
        0.75,
    ),
    said(
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
    said(
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
    said(
        "wait-for",
        "wait for somebody",
        _missing("wait|waits|waited|waiting", "for", "me|you|him|her|us|them|(?:my|your|his|our|their)(?! turn)"),
        (("I am waiting you.", "I am waiting for you."), ("Wait me!", "Wait for me!")),
        ("I can wait.", "Wait a minute.", "I wait for you.", "Wait your turn."),
        0.85,
    ),
    said(
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
    said(
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
    said(
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
    said(
        "answer-something",
        "answer a question (no to)",
        _too_much(
            "answer|answered|answers|answering", "to", r"(?= (?:my|your|his|her|this|that|all|our|their) questions?\b)"
        ),
        (("She answered to my question.", "She answered my question."),),
        ("This is the key.", "He replied to my question."),
        0.85,
    ),
    said(
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
    said(
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
    said(
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
    said(
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
    said(
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
