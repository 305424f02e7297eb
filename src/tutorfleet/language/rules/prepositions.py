"""Rules of prepositions that a verb takes, does not take, or lacks. The wordings: `data/verb_prepositions.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules import adjective_prepositions, noun_prepositions
from tutorfleet.language.rules.saying import said

FILE = "verb_prepositions"

OF_VERBS = (
    said(
        "verb-preposition",
        (FILE, "wrong"),
        (
            ("It depends of the weather.", "It depends on the weather."),
            ("That depends from you.", "That depends on you."),
            ("The team consists from five people.", "The team consists of five people."),
            ("My mother never agrees to me.", "My mother never agrees with me."),
            ("She spends all her money for shoes.", "She spends all her money on shoes."),
            ("He apologized with his teacher.", "He apologized to his teacher."),
            ("They congratulated us for our wedding.", "They congratulated us on our wedding."),
            ("I prefer tea than coffee.", "I prefer tea to coffee."),
        ),
        (
            "It depends, of course, on you.",
            "I agree to it.",
            "He looked to the future with hope.",
            "The plan depends to a large extent on money.",
            "I spent the money for nothing.",
            "They fell asleep on the bus.",
            "I would prefer to walk rather than drive.",
            "We went in the car.",
        ),
        reason=Reason(
            "Many verbs have a preposition of their own: {phrase}.",
            "Banyak kata kerja punya kata depan sendiri: {phrase}.",
        ),
        confidence=0.92,
        tip=Reason("Learn a verb together with its preposition.", "Hafalkan kata kerja bersama kata depannya."),
    ),
    said(
        "verb-no-preposition",
        (FILE, "extra"),
        (
            ("We discussed about the plan.", "We discussed the plan."),
            ("Please contact with me.", "Please contact me."),
            ("He entered to the room.", "He entered the room."),
            ("My cousin married with a farmer.", "My cousin married a farmer."),
            ("I visited to my aunt.", "I visited my aunt."),
            ("I asked to him.", "I asked him."),
            ("He told to me a story.", "He told me a story."),
            ("She answered to my question.", "She answered my question."),
            ("I returned back home.", "I returned home."),
        ),
        (
            "We talked about the plan.",
            "The plan we discussed.",
            "They entered into an agreement.",
            "I made contact with them.",
            "I paid a visit to my aunt.",
            "In the call to my mother I cried.",
            "He is married with two children.",
            "It was told to me by a friend.",
            "I asked to see it.",
            "Thanks to you I passed.",
        ),
        reason=Reason(
            "This verb takes no preposition: {phrase}.",
            "Kata kerja ini tidak memakai kata depan: {phrase}.",
        ),
        confidence=0.92,
        tip=Reason(
            "Discuss, enter, marry, contact, join, attend, answer, reach: the object follows at once.",
            "Discuss, enter, marry, contact, join, attend, answer, reach: objeknya langsung mengikuti.",
        ),
    ),
    said(
        "verb-lacks-preposition",
        (FILE, "missing"),
        (
            ("I like listening music.", "I like listening to music."),
            ("Please listen me.", "Please listen to me."),
            ("I am waiting you.", "I am waiting for you."),
            ("Wait me!", "Wait for me!"),
            ("This bag belongs my sister.", "This bag belongs to my sister."),
            ("We arrived the hotel at night.", "We arrived at the hotel at night."),
            ("She takes care her parents.", "She takes care of her parents."),
            ("I go school by bus.", "I go to school by bus."),
            ("He explained me how it works.", "He explained to me how it works."),
            ("I often think my future.", "I often think about my future."),
        ),
        (
            "Listen, my friend.",
            "I am listening.",
            "Wait a minute.",
            "Wait your turn.",
            "Go home and take care.",
            "Explain to me why.",
            "This explains us better than words.",
            "They pay the driver.",
            "I think my brother wants to be a pilot.",
            "I think your idea is good.",
        ),
        reason=Reason(
            "This verb needs a preposition before what follows: {phrase}.",
            "Kata kerja ini memerlukan kata depan: {phrase}.",
        ),
        confidence=0.91,
        tip=Reason("Listen to, wait for, look at, belong to.", "Listen to, wait for, look at, belong to."),
    ),
)
RULES = OF_VERBS + adjective_prepositions.RULES + noun_prepositions.RULES
