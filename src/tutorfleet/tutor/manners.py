"""What a model's reply may not do, whatever model it is: say a sentence twice or its instructions aloud, go round in circles, or
call a wrong sentence right, or claim to be human.

`Manners` sits in the stream: text in, text to show out. It holds back only what may have to go: the beginning of a sentence
that was said before and, where rules found mistakes, a sentence that begins like a verdict, until it has ended. It knows nothing of
workers or of the learner; small models need it most.
"""

import re

INSTEAD = "I see. Can you tell me more about it?"
"""Said where nothing of a reply could be kept."""
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?]+[\"”’')]*(?=\s)|\n)")
_JUDGES = re.compile(
    r"\b(?:sentences?|grammar|grammatical\w*|mistakes?|errors?|corrections?|corrected|correctly)\b", re.I
)
_VERDICT = re.compile(
    r"\b(?:is|are|was|looks?|seems?|sounds?|'s) (?:\w+ ){0,3}(?:correct|incorrect|right|wrong|fine|perfect|good)\b"
    r"|\bno (?:\w+ )?(?:mistakes?|errors?)\b|\bcorrectly\b|\bcorrect(?:ed)? (?:version|sentence|form)\b|\b(?:great|good|perfect) "
    r"(?:sentence|grammar)\b|\bthe (?:\w+ )?(?:error|mistake)s?\b",
    re.I,
)
_BEGINS = re.compile(
    r"\W*(?:the|your|this|that|that's|it|it's|yes|no|great|perfect|correct|good|well|excellent|very|here|here's|there|there's"
    r"|everything|you|grammatically|overall)(?:[^\w'’]|$)|\s*[\"“'‘]", re.I
)  # fmt: skip
_HUMAN = re.compile(r"\bI(?:['’]m| am) (?!not\b|no\b)(?:\w+ ){0,4}(?:human|person|man|woman|boy|girl)\b", re.I)
_I_AM = re.compile(r"i(?: am|['’]?m)?\b")
_CIRCLE = re.compile(r"((?:[\w'’]+\W+){1,8}?)\1{3,}", re.I)
_LOOKED_AT = 400
"""Characters at the end of a sentence in which circles are looked for."""
_LINES = re.compile(r"\n\s*\n\s*")
_WORDS = re.compile(r"[\w'’]+")


class Manners:
    """One reply. `said` is what of it was shown before, `told` the instructions that the model has; `wrong`: whether rules
    found mistakes in the learner's text."""

    def __init__(self, said: str = "", told: str = "", *, wrong: bool = False) -> None:
        self.wrong, self.over = wrong, False
        self._said = {key for each in re.split(r"[.!?\n]+", f"{said}\n{told}") if (key := _key(each))}
        self._now, self._shown, self._gap, self._any = "", 0, "", bool(said.strip())

    def feed(self, text: str) -> str:
        """What may be shown now. When `over` is set, the reply has ended and nothing more is to be asked for."""
        self._now += text
        out = ""
        while not self.over and (found := _SENTENCE.match(self._now)):
            out += self._whole(found[0])
            self._now, self._shown = self._now[found.end() :], 0
        if not self.over and not self._doubtful():
            out += self._rest()
        return self._without_gaps(out)

    def end(self) -> str:
        """What was held back and may be shown after all; something friendly where nothing has been."""
        last = self._without_gaps("" if self.over else self._whole(self._now))
        self._now, self._shown = "", 0
        return last if self._any else INSTEAD

    def _without_gaps(self, text: str) -> str:
        """Blanks and new lines wait for what follows them, at most one empty line; nothing stands before the first word."""
        held = self._gap + text
        bare = held.rstrip()
        self._gap = held[len(bare) :]
        if not bare:
            return ""
        start, self._any = self._any, True
        return _LINES.sub("\n\n", bare if start else bare.lstrip())

    def _whole(self, sentence: str) -> str:
        """What remains to be shown of a sentence that has ended."""
        key = _key(sentence)
        if key and key in self._said and not self._shown:
            self.over = True
            return ""
        self._said.add(key)
        if not self._shown and self._unseemly(sentence):
            return ""
        if circle := _CIRCLE.search(sentence, max(0, len(sentence) - _LOOKED_AT)):
            return self._cut(circle)
        return sentence[self._shown :]

    def _rest(self) -> str:
        if circle := _CIRCLE.search(self._now, max(0, len(self._now) - _LOOKED_AT)):
            return self._cut(circle)
        shown, self._shown = self._shown, len(self._now)
        return self._now[shown:]

    def _cut(self, circle: re.Match[str]) -> str:
        """The sentence up to the end of what then came again and again."""
        self.over = True
        kept = circle.string[: circle.end(1)].rstrip(" ,;:-")
        return (kept + ".")[self._shown :]

    def _doubtful(self) -> bool:
        """Whether this beginning of a sentence may have to go."""
        if self._shown:
            return False
        key = _key(self._now)
        again = not key or any(before.startswith(key) for before in self._said)
        return (
            again
            or _I_AM.match(key) is not None
            or (self.wrong and (_BEGINS.match(self._now) is not None or " " not in self._now.strip()))
        )

    def _unseemly(self, sentence: str) -> bool:
        if _HUMAN.search(sentence):
            return True
        return self.wrong and _JUDGES.search(sentence) is not None and _VERDICT.search(sentence) is not None


def _key(sentence: str) -> str:
    return " ".join(_WORDS.findall(sentence)).lower()
