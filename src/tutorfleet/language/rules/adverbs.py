"""Rules of adverbs: well and carefully after a verb, the place of always and very much. The wordings: `data/manner.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

FILE = "manner"

RULES = (
    said(
        "adverb-form",
        (FILE, "manner"),
        (
            ("She speaks English very good.", "She speaks English very well."),
            ("He drives careful.", "He drives carefully."),
            ("The milk tastes a bit strangely.", "The milk tastes a bit strange."),
            ("He answered the question correct.", "He answered the question correctly."),
            ("The soup smells well.", "The soup smells good."),
            ("It is a beautifully garden.", "It is a beautiful garden."),
            ("She is an extreme intelligent girl.", "She is an extremely intelligent girl."),
            ("He runs very fastly.", "He runs very fast."),
            ("I study very hardly.", "I study very hard."),
        ),
        (
            "The food tastes good.",
            "She cooks very good food.",
            "I feel bad.",
            "He looks good.",
            "I hardly know him.",
            "He looked angrily at me.",
            "A beautifully decorated room is nice.",
            "Unreserved words are treated as safe.",
            "He speaks clear and simple English.",
            "I want to cook something good.",
        ),
        category="adjective",
        reason=Reason(
            "How one does something is told with an adverb, what a thing is like with an adjective: {replacement}.",
            "Cara melakukan sesuatu memakai kata keterangan, sifat benda memakai kata sifat: {replacement}.",
        ),
        confidence=0.88,
        tip=Reason("He is a careful driver; he drives carefully.", "He is a careful driver; he drives carefully."),
    ),
    said(
        "adverb-place",
        (FILE, "order"),
        (
            ("I go always to the mosque.", "I always go to the mosque."),
            ("She eats usually at home.", "She usually eats at home."),
            ("I like very much this song.", "I like this song very much."),
            ("She speaks very well English.", "She speaks English very well."),
        ),
        (
            "I always go home.",
            "I go there always.",
            "Never go to the river.",
            "She is always at home.",
            "I like it very much.",
            "I would like very much to come.",
        ),
        category="word-order",
        reason=Reason(
            "Always, usually and never stand before the verb; very much and very well after what one likes or does: {phrase}.",
            "Always, usually, dan never di depan kata kerja; very much dan very well setelah objeknya: {phrase}.",
        ),
        confidence=0.9,
    ),
)
