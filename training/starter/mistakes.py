"""Sentences with one named mistake each, so that the embedder puts texts with the same mistake near each other.

`sentence(random, name)` fills one of the mistake's frames with everyday words, or takes an example of the correcting rule of
that name. Names follow common learner mistakes.
"""

import random
import re
from functools import cache

from tutorfleet.language.rules import RULES

WORDS = {
    "he": [
        "he",
        "she",
        "my_brother",
        "my_sister",
        "my_father",
        "my_mother",
        "Anna",
        "Tom",
        "Maria",
        "Ali",
        "her_friend",
        "our_teacher",
        "the_dog",
        "my_boss",
    ],
    "they": ["they", "we", "my_parents", "the_children", "my_friends", "you", "the_students", "people"],
    "do": [
        "play",
        "like",
        "want",
        "need",
        "work",
        "live",
        "cook",
        "drink",
        "eat",
        "know",
        "study",
        "speak",
        "visit",
        "buy",
        "sing",
        "swim",
        "read",
        "write",
        "drive",
        "help",
        "clean",
    ],
    "did": [
        "played",
        "liked",
        "wanted",
        "worked",
        "lived",
        "cooked",
        "went",
        "ate",
        "bought",
        "saw",
        "wrote",
        "spoke",
        "studied",
        "visited",
        "swam",
        "took",
        "made",
    ],
    "obj": [
        "football",
        "coffee",
        "tennis",
        "the_piano",
        "English",
        "fish",
        "a_new_phone",
        "the_house",
        "books",
        "music",
        "tea",
        "in_the_garden",
        "every_day",
        "at_home",
    ],
    "noun": [
        "book",
        "car",
        "dog",
        "house",
        "teacher",
        "doctor",
        "student",
        "bike",
        "computer",
        "shop",
        "apple",
        "idea",
        "problem",
        "question",
        "friend",
        "city",
    ],
    "mass": [
        "information",
        "advice",
        "furniture",
        "homework",
        "luggage",
        "money",
        "equipment",
        "news",
        "knowledge",
        "traffic",
    ],
    "adj": [
        "good",
        "big",
        "small",
        "cheap",
        "fast",
        "old",
        "easy",
        "nice",
        "young",
        "happy",
        "tall",
        "strong",
        "cold",
        "warm",
    ],
    "time": ["yesterday", "last_week", "last_night", "two_days_ago", "last_year", "this_morning", "in_2019"],
    "span": ["two_years", "three_months", "ten_days", "a_long_time", "five_hours", "2015", "Monday", "last_summer"],
    "place": ["London", "the_cinema", "school", "work", "the_market", "the_park", "Bali", "the_office", "the_beach"],
    "num": ["two", "three", "four", "five", "many", "some", "these", "those", "several"],
    "modal": ["can", "must", "should", "will", "might", "could"],
    "topic": ["music", "art", "history", "football", "cooking", "science"],
}
FRAMES = {
    "third person": ["{he} {do} {obj}", "{he} always {do} {obj}", "{he} don't {do} {obj}", "{he} have a {noun}", "{he} don't {do}"],
    "past": ["{time} I {do} {obj}", "{time} {he} {do} {obj}", "I {do} {obj} {time}", "{time} we go to {place}", "{time} I go to {place}"],
    "double past": ["I didn't {did} {obj}", "{he} didn't {did} {obj}", "did you {did} {obj}"],
    "since": ["I {do} here since {span}", "I have {did} here since {span}", "{he} {did} there since {span}", "I am here since {span}"],
    "plural": ["I have {num} {noun}", "there are {num} {noun} here", "I saw {num} {noun}", "we need {num} {noun}"],
    "mass noun": ["I need {num} {mass}s", "he gave me an {mass}", "I bought two {mass}s", "many {mass}s are here"],
    "article": ["I am {noun}", "he is {noun}", "I bought {adj} {noun}", "she has {noun}", "there is {adj} {noun}"],
    "a or an": ["I ate a apple", "it is a interesting {noun}", "she is a engineer", "he has a old {noun}", "I have a idea"],
    "modal": ["I {modal} to {do}", "{he} {modal} {do}s {obj}", "I {modal} {do}s", "{he} {modal} to {do} {obj}", "we {modal} {did}"],
    "agree": ["I am agree with you", "I am not agree", "{they} are agree with me", "he is agree with {he}"],
    "comparative": ["it is more {adj}er", "my {noun} is more {adj} than you", "the most {adj}est {noun}", "{he} is more {adj}er than me"],
    "number of verb": ["{they} was at {place}", "{they} has a {noun}", "there is many {noun}s", "{they} is {adj}", "people is {adj}"],
    "interested": ["I am interested on {topic}", "{he} is good in {topic}", "I am interesting in {topic}", "{he} is boring of {topic}"],
    "very like": ["I very like {obj}", "I very love {topic}", "{he} very like {topic}", "I very enjoy {topic}"],
    "gerund": ["I enjoy to {do}", "I like {do} {obj}", "he stopped to {do} {obj}", "I finish to {do} {obj}"],
    "question": ["where you {do}", "what you {do} {time}", "why {he} {do} {obj}", "how I can {do} {obj}", "when {they} {do} {obj}"],
    "no subject": ["is very {adj}", "is raining", "was {adj} {noun}", "in my city is {adj} {noun}"],
    "for to": ["I came here for {do} {obj}", "I need money for {do} {obj}", "I study for to {do}", "I went to {place} for {do}"],
    "preposition of place": ["I arrived to {place}", "I am in home", "we went in {place}", "I listen music in {place}"],
    "people": ["everybody are {adj}", "every {noun}s are {adj}", "my family are four person", "each {noun} have a {noun}"],
}  # fmt: skip


def names() -> list[str]:
    """Every mistake: those of the frames, and the rules of `tutorfleet.language` that have two examples or more."""
    return [*FRAMES, *_examples()]


def sentence(r: random.Random, name: str) -> str:
    """One sentence with that mistake."""
    if name not in FRAMES:
        return r.choice(_examples()[name])
    text = re.sub(r"\{(\w+)\}", lambda m: r.choice(WORDS[m[1]]).replace("_", " "), r.choice(FRAMES[name]))
    return text[:1].upper() + text[1:] if r.random() < 0.5 else text


@cache
def _examples() -> dict[str, list[str]]:
    wrong = {rule.id: [before for before, _ in rule.examples] for rule in RULES}
    return {name: some for name, some in wrong.items() if len(some) > 1 and name not in FRAMES}
