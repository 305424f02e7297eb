"""Rules of prepositions of place and time: on Monday, at night, on the bus. The wordings: `data/place_time.txt`."""

from tutorfleet.language.edits import Reason
from tutorfleet.language.rules.saying import said

RULES = (
    said(
        "preposition-of-time",
        ("place_time", "time"),
        (
            ("I play football in Sunday.", "I play football on Sunday."),
            ("I was born in 5 May 2000.", "I was born on 5 May 2000."),
            ("I was born on 1999.", "I was born in 1999."),
            ("School starts at July.", "School starts in July."),
            ("I get up in 5 o'clock.", "I get up at 5 o'clock."),
            ("I run at the morning.", "I run in the morning."),
            ("I study in night.", "I study at night."),
            ("We met in last week.", "We met last week."),
            ("I will call you on tomorrow.", "I will call you tomorrow."),
            ("In the last weekend we swam.", "Last weekend we swam."),
            ("I slept during six hours.", "I slept for six hours."),
            ("I saw him before two days.", "I saw him two days ago."),
        ),
        (
            "In the morning on Monday we met.",
            "I met 5 in May.",
            "It is on July 5.",
            "We met on 5 July.",
            "In 5 hours it is over.",
            "On the morning of the test I was ill.",
            "In night mode it is dark.",
            "In yesterday's lesson we sang.",
            "I was ill in the last week.",
            "On the last Monday of May we met.",
            "I would rather stay in tonight.",
            "It depends on the future.",
            "During the night it rained.",
            "I had seen him two days before.",
        ),
        reason=Reason(
            "Days take on, months and years take in, clock times take at: {phrase}.",
            "Hari memakai on, bulan dan tahun memakai in, jam memakai at: {phrase}.",
        ),
        confidence=0.91,
        tip=Reason(
            "No preposition before last, next, this, every, yesterday and tomorrow.",
            "Tanpa kata depan di depan last, next, this, every, yesterday, dan tomorrow.",
        ),
    ),
    said(
        "preposition-of-place",
        ("place_time", "place"),
        (
            ("I read it in the internet.", "I read it on the internet."),
            ("I saw it in YouTube.", "I saw it on YouTube."),
            ("We live at the second floor.", "We live on the second floor."),
            ("My mother is in home.", "My mother is at home."),
            ("She lives at Semarang.", "She lives in Semarang."),
            ("I go to home at five.", "I go home at five."),
            ("Please come to here.", "Please come here."),
            ("I go to school by foot.", "I go to school on foot."),
            ("He goes to work with bus.", "He goes to work by bus."),
            ("The bank is in front the school.", "The bank is in front of the school."),
        ),
        (
            "I saw it on TV.",
            "In internet slang it means yes.",
            "He works in TV production.",
            "I went to his home.",
            "Go to Home Depot and buy nails.",
            "He came by footpath.",
            "As soon as he came in, he turned on the TV.",
            "The sheep are in the field.",
            "We laughed at Jakarta and its traffic.",
            "She holds a pen in her right hand.",
        ),
        reason=Reason(
            "For this place the preposition is another one, or none: {phrase}.",
            "Untuk tempat ini kata depannya lain, atau tanpa kata depan: {phrase}.",
        ),
        confidence=0.88,
        tip=Reason(
            "In a city, at an address, on a floor; home, here and there take no to.",
            "In untuk kota, at untuk alamat, on untuk lantai; home, here, dan there tanpa to.",
        ),
    ),
)
