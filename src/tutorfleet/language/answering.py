"""Whether a message answers what was said before it, as far as words can tell: the kind of question, and words in common.

It knows nothing of meaning. A question asks for a time, a place, a person, a reason, a number, a choice, a yes or a no, or
for something else; a message answers it when it has the words of that kind. Pure; in twentieths, so that sums are exact.
"""

import re
from typing import Literal

from tutorfleet.language.words import words

Asked = Literal["who", "where", "when", "why", "number", "choice", "yes-no", "what", "nothing"]

LOST, BRIEF, SAID, NEAR, FITTING, ANSWERED = 4, 7, 11, 14, 18, 20
"""understanding: lost, too brief to tell, something said, the same subject, the right kind of answer, both"""

_QUESTIONS: tuple[tuple[Asked, str], ...] = (
    ("why", r"why|how come|what\b.{0,12}\bfor"),
    ("number", r"how (?:many|much|old|long|often|far|big|tall)|what (?:time|age|number)"),
    ("when", r"when|what (?:day|year|month)|which (?:day|year|month)"),
    ("where", r"where|what (?:place|city|town|country)|which (?:city|town|country)"),
    ("who", r"who|whom|whose"),
    ("what", r"what|which|how|tell me|describe"),
)
_AUXILIARY = re.compile(
    r"\b(?:do|does|did|is|are|was|were|am|can|could|will|would|have|has|had|should|shall|may)(?:n't)?"
    r" (?:you|your|it|that|this|there|he|she|they|we|i|the|any|people|\w+ (?:like|feel|want))\b",
    re.IGNORECASE,
)
_WORDS: dict[Asked, str] = {
    "who": r"\b(?:he|she|they|we|with|my|nobody|no one|everyone|somebody|alone|myself|friends?|family|mr|mrs|ms)\b"
    r"|(?<=[a-z] )(?-i:[A-Z])[a-z]+",
    "where": r"\b(?:in|at|on|to|from|near|around|behind|beside|here|there|home|abroad|outside|inside|online|everywhere|nowhere)\b",
    "when": r"\b(?:at|on|in|ago|last|next|every|when|after|before|since|during|always|usually|never|often|sometimes|once|now|soon"
    r"|later|yesterday|today|tonight|tomorrow|morning|afternoon|evening|night|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d",
    "why": r"\b(?:because|cause|cuz|coz|since|so|for|to|as|reason|that's why|due)\b",
    "number": r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|hundred|thousand|half|once|twice|times|every|always|usually|never|often|sometimes|rarely|many|much|some|few|little|lot|lots"
    r"|none|no|all|hours?|minutes?|years?|months?|weeks?|days?|since|for)\b",
    "yes-no": r"^\W*(?:yes|yeah|yep|yup|no|nope|not|sure|of course|certainly|maybe|perhaps|sometimes|never|always|usually|both)\b"
    r"|\bi (?:do|don't|did|didn't|am|was|can|can't|have|haven't|will|won't|would|think|hope|guess|believe|prefer)\b",
}
_ANSWERS = {kind: re.compile(expression, re.IGNORECASE) for kind, expression in _WORDS.items()}
_LOST = re.compile(
    r"\b(?:i (?:don't|do not|dont|didn't|can't|cannot) (?:understand|get it)|what do you mean|what does .{1,30} mean|i'm confused"
    r"|i am confused|can you (?:repeat|explain|say that again)|pardon)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:because|so|but|and|since|although|then|when|if)\b", re.IGNORECASE)


def asked(said: str) -> Asked:
    """What the last question in `said` asks for."""
    questions = re.findall(r"[^.!?\n]*\?", said)
    if not questions:
        return "nothing"
    last = questions[-1].strip().lower()
    if found := _question(last, r"(?:^|[,;:]|\band\b|\bso\b|\bbut\b)\s*"):
        return found
    if re.search(r"\bor\b", last):
        return "choice"
    return "yes-no" if _AUXILIARY.search(last) else _question(last, r"\b") or "yes-no"


def _question(last: str, before: str) -> Asked | None:
    """What its question word asks for, where it stands after `before`."""
    return next((kind for kind, words_ in _QUESTIONS if re.search(rf"{before}(?:{words_})\b", last)), None)


def understood(text: str, said: str) -> int:
    """Twentieths of understanding that an answer shows of what was said before it."""
    if _LOST.search(text):
        return LOST
    fits, shared = _fits(text, said), bool(_stems(text) & _stems(said))
    if fits:
        return ANSWERED if shared else FITTING
    return NEAR if shared else SAID if len(text.split()) >= 4 else BRIEF


def responded(text: str, said: str) -> int:
    """Twentieths of a partner's work: something said 8, to the point 5, in a whole sentence 4, a reason or a question back 3."""
    point = 2 if not said.strip() else 5 * (_fits(text, said) or bool(_stems(text) & _stems(said)))
    more = "?" in text or bool(_REASON.search(text))
    return 8 + point + 4 * (len(text.split()) >= 5) + 3 * more


def _fits(text: str, said: str) -> bool:
    kind = asked(said)
    if kind in _ANSWERS:
        return bool(_ANSWERS[kind].search(text))
    if kind == "choice":
        return bool(_stems(text) & _stems(said)) or bool(_ANSWERS["yes-no"].search(text))
    return kind == "what" and len(_stems(text)) >= 1


def _stems(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z]{3,}", text.lower())
    return frozenset(word[:5] for word in found if word not in words("function"))
