"""Questions to the tutor as a teacher: about grammar, about words and facts, for words and examples. The starter cannot answer them
and says so kindly; a model that can is not asked here. Pure; knows nothing of the lines (training/starter/topics.txt, pools.txt).
"""

import re

READ = 600
"""Characters of a message that are looked at."""
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (section, re.compile(pattern, re.I))
    for section, pattern in (
        ("translate",
         r"\bhow (?:do|to|can|should) (?:you |i |we )?(?:say|pronounce|spell|call)\b|\btranslate\b|\b(?:bahasa )?inggris\s?nya\b"
         r"|\b(?:bilang|ngomong|sebut)\b.*\bin english\b|\bwhat(?:'s| is| are)?\b[^.?!]*\b(?:called )?in english\b"
         r"|\bwhat (?:does|do|is the meaning|is meaning)\b.*\bmeans?\b|\bwhat(?:'s| is) (?:the )?meaning\b"
         r"|\bwhat (?:does )?(?:it|this|that) means?\b"
         r"|\bis it (?:a |an )?(?:good|polite|rude|formal|common|slang|normal)(?: to say| wish| word| phrase| expression| idiom| answer)"
            r"|\bis the meaning\b|\bartinya apa\b|\bapa arti\w*\b|\bsynonym of\b|\bopposite of\b"),
        ("grammar",
         r"\bdifferen(?:ce|t) between\b|\bwhy (?:do |must |should )?(?:we|you|i|people|it) (?:say|use|write)\b|\bwhy (?:is it"
         r"|not) [\"'“‘]"
         r"|\b(?:past|present|future) (?:tense|perfect|simple|continuous)\b|\bplural of\b|\b(?:passive voice"
         r"|conditionals?\b(?! sentence in my))"
         r"|\b(?:when|how) (?:must |should |can |do |to )*(?:i |we |you )?(?:must |should |can |do |have to )?use\b"
         r"|\bis (?:it|this|that)\b[^.?!]*\b(?:correct|grammar|grammatical)\b|\bis (?:it|this) (?:right|true) (?:to say"
         r"|sentence|if i (?:say|write))"
         r"|\bwhich (?:one )?is (?:the )?(?:right|correct|better)\b.*[\"'“‘,]|\bis it [\"'“‘]|\b(?:can|could"
         r"|please) (?:you )?(?:please )?check\b"
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
         r" (?!.*\b(?:you|your|u|ur|i|i'm|me|my|we|our|us|should)\b)[^.!]*\?\s*$"
         r"|\bcapital (?:city )?of\b|\bwhat time is it\b|\bwhat (?:day|date) is (?:it|today)\b"),
    )
)  # fmt: skip


def question(text: str) -> str | None:
    """The section of lines for a question that only a teacher or a dictionary answers; None for anything else."""
    bare = text.strip()[:READ].replace("’", "'")
    return next((section for section, pattern in _RULES if pattern.search(bare)), None)
