"""Invents what learners type: right and wrong, short and rambling, on topic and off; each message with its true label.

`Learner(seed).message()` -> Message(text, section, kind). Everything is drawn from the hand-written lists, so the same
seed gives the same messages. Knows nothing of what the tutor answers.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from training.starter.particulars import Entry, entries
from training.starter.sections import Section, frames, sections

KINDS = ("says", "ask", "advice", "dislike", "bad", "lets")
SHORT = ("yes", "no", "metoo", "why", "dontknow", "ok", "andyou", "answer")
"""Sections of messages that go on with the topic before them."""
SERIOUS = ("crisis", "loss", "sad")
ODD = ("nonenglish", "emoji", "code", "numbers", "unknown")
AILMENT = re.compile(
    r"ache|fever|flu|cold|cough|covid|pain|hurt|swollen|allerg|injur|asthma|throat|broke|twist|sprain|migraine|surgery|operation"
    r"|sick|ill\b|hospital|bleed|faint|vomit|dizzy|infection|stroke|attack|cancer|burn|wound"
)
NEGATIVE = re.compile(
    r"\b(sick|hurts?|broken|breaks?|broke|lost|lose|fired|bad|fail\w*|fever|headache|flood|angry|not enough|burned|missed|crash\w*"
    r"|accident|stolen|missing|dying|dies|died|leak\w*|hacked|rejected|debt|jobless|unemployed|rude|wrong|fell|forgot|erupted"
    r"|earthquake|disaster|allergic|worried|burglar|terrible|horrible|awful|closed|late|slow|noisy|unfair|injured|scratch\w*"
    r"|cheated|cancelled|delayed|afraid|scared|left me|not working|doesn't work|didn't (?:work|come|pass|get)"
    r"|can't (?:go|find|open|connect|pay|afford)|don't (?:pay|care|talk|answer|understand me)|no (?:electricity|water|money)"
    r"|cold comes?|too (?:long|small|tight|big|short|expensive))\b"
)
ABOUT_TUTOR = re.compile(
    r"\b(do|did|are|can|could|would|have|will|what|where|which|how|who|when|why)\b[^.]*\b(you|your|u)\b"
)
WANTS_ADVICE = re.compile(
    r"\b(recommend|how (can|do|could|should|much|long|to)|what (should|must|can)|should i|tips|where is|where can|can i)\b",
    re.I,
)
ING = {
    "have": "having", "write": "writing", "make": "making", "take": "taking", "ride": "riding", "drive": "driving",
    "come": "coming", "use": "using", "dance": "dancing", "bake": "baking", "practice": "practicing", "get": "getting",
    "prepare": "preparing", "celebrate": "celebrating", "run": "running", "swim": "swimming", "sit": "sitting",
    "quit": "quitting", "lose": "losing", "win": "winning", "cut": "cutting", "leave": "leaving", "save": "saving",
    "live": "living", "move": "moving", "give": "giving", "hike": "hiking", "drop": "dropping", "shop": "shopping",
}  # fmt: skip
CONSONANTS = [
    "b",
    "d",
    "f",
    "g",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "st",
    "br",
    "tr",
    "pl",
    "gr",
    "sl",
    "fr",
    "cl",
    "h",
    "j",
    "w",
    "sh",
    "ch",
    "th",
]
VOWELS = ["a", "e", "i", "o", "u", "ea", "ai", "oo", "ou"]
ENDINGS = [
    "n",
    "t",
    "k",
    "m",
    "rd",
    "st",
    "p",
    "l",
    "nk",
    "sh",
    "y",
    "g",
    "ss",
    "x",
    "le",
    "te",
    "ing",
    "tion",
    "ment",
    "er",
    "ism",
    "ous",
    "ly",
    "ed",
    "s",
]
SCRIPTS = [(0x4E00, 0x9FA5), (0x3041, 0x3093), (0xAC00, 0xD7A3), (0x0621, 0x064A), (0x0430, 0x044F), (0x0E01, 0x0E2E)]
CHAT_SPELLING = {"you": "u", "your": "ur", "because": "bcs", "want": "wanna", "are": "r", "with": "w", "and": "&"}


@dataclass(frozen=True)
class Message:
    """A learner's text, the section of topics.txt that it belongs to, its kind, and the particular thing that it names."""

    text: str
    section: str
    kind: str = "says"
    entry: Entry | None = None


def content() -> list[str]:
    """Sections that are topics."""
    return [n for n, s in sections().items() if s.things and n not in ("translate", "tutor", "loss")]


def intents() -> list[str]:
    """Sections that are neither topics nor pools."""
    return [
        n
        for n, s in sections().items()
        if n not in content() and (s.says or n in ODD or n == "answer") and n != "dislike"
    ]


class Learner:
    """One endless learner."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.sections, self.frames = sections(), frames()
        self.content, self.intents = content(), intents()
        self.entries: dict[str, list[Entry]] = {}
        for entry in entries():
            self.entries.setdefault(entry.section, []).append(entry)
        self.verbs = {act.split()[0] for found in self.sections.values() for act in found.acts}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, name_or_list: str | Sequence[str]) -> str:
        """One entry of a list, or of a list of frames.txt."""
        return self.random.choice(self.frames[name_or_list] if isinstance(name_or_list, str) else name_or_list)

    def message(self, section: str | None = None) -> Message:
        """One message; three in five are about a topic."""
        if section is None:
            section = (
                self.pick(self.content)
                if self.chance(0.62)
                else "unknown"
                if self.chance(0.18)
                else self.pick(self.intents)
            )
        if section in self.content:
            return self._on_topic(section)
        return Message(self._odd(section) if section in ODD else self._intent(section), section)

    # ---- on a topic

    def _on_topic(self, section: str) -> Message:
        if section in self.entries and self.chance(0.3):
            return self.particular(self.random.choice(self.entries[section]))
        text, kind = self._sentence(section)
        text = self.noisy(text)
        if kind == "says" and section not in SERIOUS and self.chance(0.06):
            text = (
                f"{text}{self.pick(['. ', '. ', ', ', '! ', ' '])}{self.fill(self.pick('ask'), self.sections[section])}"
            )
            kind = "ask"
        elif kind in ("says", "bad") and self.chance(0.25):
            text = self._ramble(section, text, kind)
        else:
            text = f"{self.pick('filler')}{self.pick([' ', ', '])}{text}" if self.chance(0.12) else text
            text = f"{text} {self.pick('tail')}" if self.chance(0.12) and section not in SERIOUS else text
        return Message(self.surface(text), section, kind)

    def particular(self, entry: Entry) -> Message:
        """A message about one particular thing; none of the kinds that only a whole topic can carry."""
        named = self.pick(entry.phrases)
        verb = named.split()[0] in self.verbs
        kind = "ask" if self.chance(0.06) else "says" if verb or self.chance(0.8) else self.pick(["bad", "dislike"])
        frame = self.pick(kind if kind != "says" else "act" if verb else "thing")
        if ("{a}" in frame or "{g}" in frame) != verb:
            frame, kind = self.pick("act" if verb else "thing"), "says"
        found = replace(self.sections[entry.section], acts=[named]) if verb else Section(things=[named])
        return Message(self.surface(self.noisy(self.fill(frame, found))), entry.section, kind, entry)

    def _sentence(self, section: str, kinds: Sequence[str] = ()) -> tuple[str, str]:
        found = self.sections[section]
        way = self.random.choices(
            ["says", "thing", "act", "ask", "advice", "dislike", "bad", "lets"], [26, 24, 26, 6, 6, 6, 6, 3]
        )[0]
        if section in SERIOUS or section == "happy":
            way = self.pick(["says", "says", "act", "thing"])
        way = self.pick(list(kinds)) if kinds else way
        way = "thing" if way == "act" and not found.acts else way
        if section in ("sad", "tired") and way == "thing":
            return f"I {self.pick(['am', 'feel', 'am so', 'feel very', 'was'])} {self.pick(found.things)}", "says"
        text = self.fill(
            self.pick(found.says) if way == "says" and found.says else self.pick("thing" if way == "says" else way),
            found,
        )
        return text, self._kind(section, way, text)

    @staticmethod
    def _kind(section: str, way: str, text: str) -> str:
        if way not in ("says", "thing", "act"):
            return way
        if WANTS_ADVICE.search(text):
            return "advice"
        if ABOUT_TUTOR.search(text) and section not in SERIOUS:
            return "ask"
        if section in (*SERIOUS, "tired", "happy"):
            return "says"
        gloomy = AILMENT.search(text) if section == "health" else NEGATIVE.search(text)
        return "bad" if gloomy else "says"

    def _ramble(self, section: str, first: str, kind: str) -> str:
        parts = [first]
        for _ in range(self.random.choice([1, 1, 1, 2, 2, 3, 4, 6])):
            if self.chance(0.35):
                parts.append(self.pick("neutral"))
                continue
            text, other = self._sentence(section, ["thing", "act", "says"])
            if other in ("says", kind):
                parts.append(self.noisy(text))
        if len(parts) > 2 and self.chance(0.3):
            aside = self.noisy(self._sentence(self.pick(self.content), ["thing"])[0], 0.5)
            parts.insert(self.random.randrange(len(parts)), aside)
        return self.pick([". ", ", ", " and ", ". ", " ", ".\n"]).join(parts)

    def fill(self, frame: str, found: Section) -> str:
        """A frame with its places filled."""
        act = self.pick(found.acts) if found.acts else "like it"
        thing: Callable[[], str] = (lambda: self.pick(found.things)) if found.things else self.invented
        text = frame.replace("{t}", thing(), 1).replace("{t}", thing()).replace("{u}", thing())
        text = text.replace("{a}", act).replace("{g}", ing(act))
        name = self.pick("names") if self.chance(0.7) else self.invented().capitalize()
        return text.replace("{name}", name).replace("{p}", self.invented())

    # ---- intents and oddities

    def _intent(self, section: str) -> str:
        grids: dict[str, Callable[[], str]] = {
            "rude": self._rude, "injection": self._injection, "grammar": self._grammar, "translate": self._fact,
            "tutor": self._who, "bye": self._leaving, "answer": lambda: self.fill(self.pick("answer"), Section()),
        }  # fmt: skip
        found = self.sections[section]
        made = section in grids and (not found.says or self.chance(0.5))
        text = grids[section]() if made else self.fill(self.pick(found.says), found)
        text = self.noisy(text, 0.6) if " " in text else self.typo(text) if self.chance(0.06) else text
        return self.surface(f"{self.pick('filler')} {text}" if self.chance(0.07) else text)

    def _rude(self) -> str:
        lists = ("rude_1", "rude_2", "rude_3") if self.chance(0.6) else ("curse_1", "curse_2")
        return " ".join(self.pick(name) for name in lists)

    def _injection(self) -> str:
        name = self.pick(
            ["DAN", "a pirate", "EvilBot", "a linux terminal", "a cat", self.invented().capitalize() + "GPT"]
        )
        parts = [
            " ".join(self.pick(n) for n in ("inject_1", "inject_2", "inject_3")),
            self.pick("persona").replace("{N}", name),
            " ".join(self.pick(n) for n in ("secret_1", "secret_2")),
        ]
        self.random.shuffle(parts)
        return self.pick([" and ", ". ", ", ", " then "]).join(parts[: self.random.randint(1, 3)])

    def _grammar(self) -> str:
        mark = self.pick(["", "", '"'])
        text = self.pick("grammar_frame")
        for place in ("{x}", "{y}"):
            text = text.replace(place, mark + (self.pick("grammar_x") if self.chance(0.8) else self.invented()) + mark)
        return text.replace("{p}", self.invented())

    def _fact(self) -> str:
        thing = self.pick(self.sections[self.pick(self.content)].things) if self.chance(0.6) else self.invented()
        text = self.pick("fact_frame").replace("{x}", thing)
        return text.replace(
            "{n}", str(self.random.choice([self.random.randint(1, 99), self.random.randint(1900, 2030)]))
        )

    def _who(self) -> str:
        text = self.pick(["are you {a}", "are you {a} or {b}", "you are {a}?", "am I talking to {a}", "is this {a}"])
        return text.replace("{a}", "a " + self.pick("who")).replace("{b}", "a " + self.pick("who"))

    def _leaving(self) -> str:
        act = self.pick(self.sections[self.pick(["cooking", "work", "school", "routine"])].acts)
        reason = self.pick(["I must {a} now", "I have to {a}", "it's late", "I have to go", "my mother calls me",
                            "lesson is over", "my break is over", "my bus is here"])  # fmt: skip
        bye = self.pick(self.sections["bye"].says)
        return self.pick([f"{reason}, {bye}", f"{bye}, {reason}", f"ok {reason}, bye"]).replace("{a}", act)

    def _odd(self, section: str) -> str:
        made = {"nonenglish": self._foreign, "emoji": self._emoji, "code": self._code, "numbers": self._numbers}
        return made.get(section, self._unknown)()

    def _foreign(self) -> str:
        if self.chance(0.12):
            return self.pick("foreign_script")
        if self.chance(0.08):
            low, high = self.random.choice(SCRIPTS)
            return "".join(chr(self.random.randint(low, high)) for _ in range(self.random.randint(2, 12)))
        words = self.pick("foreign").split()
        if self.chance(0.6):
            start = self.random.randrange(len(self.frames["foreign_words"]))
            pool = self.frames["foreign_words"][start : start + 40]
            words += [self.pick(pool) for _ in range(self.random.randint(1, 6))]
            words = words if self.chance(0.4) else words[-self.random.randint(2, 7) :]
        return self.surface(" ".join(words))

    def _emoji(self) -> str:
        return "".join(self.pick("emoji") for _ in range(self.random.randint(1, 5)))

    def _code(self) -> str:
        text = self.pick("code").replace("{p}", self.invented()).replace("{q}", self.invented())
        text = text.replace("{n}", str(self.random.randint(0, 99))).replace("{{", "{").replace("}}", "}")
        return self.pick(["", "", "my code: ", "what is this: "]) + text

    def _numbers(self) -> str:
        return " ".join(str(self.random.randint(0, 10**6)) for _ in range(self.random.randint(1, 3)))

    def _unknown(self) -> str:
        share = self.random.random()
        if share < 0.35:
            words = [
                self.pick(["I", "we", "they", "he", "she", "it", "my", "the", "yesterday I", "there is", "you", "this"])
            ]
            words += [self.pick("common") for _ in range(self.random.randint(2, 9))]
            words += [self.pick("rare")] if self.chance(0.4) else []
            return self.surface(" ".join(words))
        if share < 0.45:
            return " ".join(self.invented() for _ in range(self.random.randint(1, 7)))
        if share < 0.5:
            return "".join(self.random.choice("asdfghjklqweruiopzxcvbnm") for _ in range(self.random.randint(4, 20)))
        text = self.pick(
            self.frames["thing"]
            + self.frames["act"]
            + ["the {p} is {p}", "my {p} {p} the {p}", "I work with {p} and {p}"]
        )
        for place in ("{t}", "{u}"):
            text = text.replace(place, self.pick(["", "the ", "a ", "my "]) + self._rare())
        act = f"{self.pick(self.frames['common'] + self.frames['rare'])} {self.pick(['', 'the ', 'a ', 'my '])}{self._rare()}"
        text = text.replace("{a}", act).replace("{g}", self._rare() + "ing")
        return self.surface(self.noisy(re.sub("{p}", lambda _: self._rare(), text), 0.4))

    def _rare(self) -> str:
        return self.pick("rare") if self.chance(0.6) else self.pick("common") if self.chance(0.3) else self.invented()

    # ---- noise

    def invented(self) -> str:
        """A word that does not exist."""
        start = "".join(self.pick(CONSONANTS) + self.pick(VOWELS) for _ in range(self.random.choice([1, 1, 2, 2, 3])))
        return start + self.pick(ENDINGS)

    def typo(self, word: str) -> str:
        """The word with one slip of a finger; short words stay."""
        if len(word) < 4 or not word.isascii():
            return word
        i = self.random.randrange(1, len(word) - 1)
        slips = [
            word[:i] + word[i + 1 :], word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[:i] + self.random.choice("aeioustrn") + word[i + 1 :],
        ]  # fmt: skip
        return self.pick(slips)

    def noisy(self, text: str, level: float = 1.0) -> str:
        """The text as learners write it: articles and endings lost, letters swapped, chat spelling."""
        return " ".join(w for word in text.split() for w in self._heard(word, level))

    def _heard(self, word: str, level: float) -> list[str]:
        low = word.lower()
        if (low in ("a", "an", "the") and self.chance(0.25 * level)) or (
            low in ("to", "is", "am", "are", "in", "on", "of", "at") and self.chance(0.07 * level)
        ):
            return []
        before = [self.pick(["very", "so", "my", "really", "some", "the", "also"])] if self.chance(0.03 * level) else []
        before += [self.pick("indonesian")] if self.chance(0.012 * level) else []
        if self.chance(0.05 * level):
            word = self.typo(word)
        elif len(word) > 3 and word.isalpha() and self.chance(0.06 * level):
            word = word[:-1] if word.endswith("s") else word + self.pick(["s", "ed", "ing"])
        elif low in CHAT_SPELLING and self.chance(0.12 * level):
            word = CHAT_SPELLING[low]
        return [*before, word]

    def surface(self, text: str) -> str:
        """Capitals, final sign, now and then an emoji."""
        text = text + " " + self._emoji() if self.chance(0.06) else text
        share = self.random.random()
        text = (
            text[:1].upper() + text[1:]
            if share < 0.42
            else text.lower()
            if share < 0.85
            else text.upper()
            if share < 0.89
            else text
        )
        return (
            text if text.endswith((".", "?", "!")) else text + self.pick(["", "", "", ".", ".", ".", "!", "...", "?"])
        )


def ing(act: str) -> str:
    """'play chess' -> 'playing chess'."""
    verb, _, rest = act.partition(" ")
    return f"{ING.get(verb, verb + 'ing')} {rest}".strip()
