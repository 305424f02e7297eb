"""Questions to the tutor as a teacher: about grammar, about words and facts, for words and examples. The starter cannot answer them
and says so kindly; a model that can is not asked here. Pure; knows nothing of the lines (training/starter/topics.txt, pools.txt).
"""

import re

READ = 600
"""Characters of a message that are looked at."""
_LANGUAGE = re.compile(
    r"[\"“”‘]|(?<!\w)'\w|'(?!\w)|\b(?:words?|phrases?|sentences?|idioms?|expressions?|proverbs?|slang|grammar|english|inggris|verbs?"
    r"|nouns?|adjectives?|prepositions?|tenses?|lyrics?|subtitles?|plural|singular|sign says|to (?:say|write))\b|\b(\w{4})\w* or \1",
    re.I,
)
"""What a message has that asks about language, and not about people and things: a quote, its terms, two forms of a word."""
_MEANING = re.compile(r"\bwhat (?:does |do |is )?(?:it|this|that) means?\b", re.I)
_PEOPLE = re.compile(
    r"\W*(?:i|i'm|he|she|they|we|you|it|my|our|his|her|their|the|there|somebody|someone|every\w*|yesterday|today)\b",
    re.I,
)
_BRIEF = 4
"""So many words before "what does it mean?" are what is asked about, unless they tell of somebody."""
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern, re.I))
    for section, pattern in (
        ("translate",
         r"\bhow (?:do|to|can|should) (?:you |i |we )?(?:(?:say|pronounce|spell)\b"
         r"|call (?:[\"'“‘]|(?:it|this|that|an?|the|some\w+|people)\b))|\btranslate\b|\b(?:bahasa )?inggris\s?nya\b"
         r"|\b(?:bilang|ngomong|sebut)\b.*\bin english\b|\bwhat(?:'s| is| are)?\b[^.?!]*\b(?:called )?in english\b"
         r"|\bwhat (?:does|do|is the meaning|is meaning)\b(?! (?:it|this|that) mean).*\bmeans?\b|\bwhat means? \w"
         r"|\b(?:what(?:'s| is)|is) (?:the )?meaning\b(?! of (?:this|that|it|life)\b)"
         r"|\bis it (?:a |an )?(?:good|polite|rude|formal|common|slang|normal)(?: to say:? ?(?:[\"'“‘]|(?:i|i'm|he|she|we|it|you|so|very"
         r"|an?|the)\b)| wish| word| phrase| expression| idiom| answer)"
         r"|\bartinya apa\b|\bapa arti\w*\b|\bsynonym of\b|\bopposite of\b"),
        ("grammar",
         r"\bdifferen(?:ce|t) between\b|\bwhy (?:do |must |should )?(?:we|you|i|people|it) (?:say|use|write)\b|\bwhy (?:is it"
         r"|not) [\"'“‘]"
         r"|\b(?:past|present|future) (?:tense|perfect|simple|continuous)\b|\bplural of\b|\b(?:passive voice"
         r"|conditionals?\b(?! sentence in my))"
         r"|\b(?:when|how) (?:must |should |can |do |to )*(?:i |we |you )?(?:must |should |can |do |have to )?use\b"
         r"(?! (?:my|our|your|his|her|the|this|that|it)\b)"
         r"|\bis (?:it|this|that)\b[^.?!]*\b(?:correct|grammar|grammatical)\b|\bis (?:it|this) (?:right|true) (?:to say"
         r"|sentence|if i (?:say|write))"
         r"|\bwhich (?:one )?is (?:the )?correct\b.*[\"'“‘,:]|\bis it [\"'“‘]|\b(?:can|could|please) (?:you )?(?:please )?check"
         r" (?:my|this|these|it|if|whether|for|me|please|mistakes|the (?:grammar|sentences?|text|spelling|english))\b"
         r"|\bgrammar (?:correct|right|mistakes?)\b|\b(?:teach|explain)\b[^.?!]*\b(?:grammar|tenses?|sentences?|clauses?"
         r"|articles?|verbs?|nouns?"
         r"|prepositions?|passive|conditional\w*|pronouns?|adjectives?|adverbs?)\b"
         r"|\b(?:correct|check|fix) (?:me\W*$|(?:my|this|the) (?:grammar|english|sentences?|mistakes?|text|writing|paragraph)\b)"
         r"|\bis (?:my|this) (?:english|grammar|sentence|writing)\b.*\b(?:correct|right|good|ok|okay)\b"
         r"|\b(?:do|did|have|are there|is there) (?:i |you see )?(?:make|made|have|any|find)? ?(?:any |some "
         r"|a )?(?:grammar )?mistakes?\b"),
        ("wish",
         r"^(?:\w+\W+){0,2}?(?:(?:can|could|will|would) (?:you|u) (?:please )?|please )?(?:give|show|send|teach|make|tell) (?:me|us)"
         r" (?:\w+ ){0,3}(?:words?|examples?|sentences?|vocabular\w*|idioms?|dialogs?|dialogues?|exercises?|questions?|quiz"
         r"|lesson|story|joke|list)\b"),
        ("translate",
         r"^(?:\w+\W+){0,1}?(?:how many|how much|how far|how long|how old|how tall|what|who|when|where|which)"
         r" (?!.*\b(?:you|your|u|ur|i|i'm|me|my|we|our|us|should|better|nicer|right)\b)[^.!]*\?\s*$"
         r"|\bcapital (?:city )?of\b|\bwhat time is it\b|\bwhat (?:day|date) is (?:it|today)\b"),
    )
)  # fmt: skip

_LOOSE = re.compile(
    r"\bwhich (?:one )?is (?:the )?(?:right|better)\b.*[\"'“‘,]|\b(?:when|how) (?:\w+ ){0,3}use (?:the|this|that|it)\b"
    r"|\b(?:can|could|please) (?:you )?(?:please )?check\W*$",
    re.I,
)
"""A question about grammar only where the message is about language."""


def question(text: str) -> str | None:
    """The section of lines for a question that only a teacher or a dictionary answers; None for anything else."""
    bare = text.strip()[:READ].replace("’", "'")
    if _asks_the_meaning(bare):
        return "translate"
    if _LOOSE.search(bare) and _LANGUAGE.search(bare):
        return "grammar"
    return next((section for section, pattern in _RULES if pattern.search(bare)), None)


def wonders(text: str) -> bool:
    """Whether it asks what somebody meant, or something that happened: "My crush likes my story. What does it mean?"."""
    bare = text.strip()[:READ].replace("’", "'")
    return _MEANING.search(bare) is not None and not _asks_the_meaning(bare)


def _asks_the_meaning(bare: str) -> bool:
    """Whether "what does it mean?" is about words, and not about what somebody did."""
    found = _MEANING.search(bare)
    if found is None:
        return False
    before = bare[: found.start()]
    return _LANGUAGE.search(bare) is not None or (len(before.split()) <= _BRIEF and not _PEOPLE.match(before))
