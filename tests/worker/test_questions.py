import pytest

from tutorfleet.worker.questions import question, wonders


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ('When I must use "whom"? My teacher never explain it.', "grammar"),
        ("What's the difference between since and for?", "grammar"),
        ('why we say "I have been" not "I am been"', "grammar"),
        ('Is it "in the weekend" or "on the weekend"?', "grammar"),
        ('Which one is right, "advice" or "advices"?', "grammar"),
        ("She don't like coffee, is it correct?", "grammar"),
        ("Please teach me about conditional sentence", "grammar"),
        ("how do I use present perfect?", "grammar"),
        ("Kak, what is bahasa Inggrisnya 'gotong royong'?", "translate"),
        ("Drop dead gorgeous, what does it mean?", "translate"),
        ("Gimana cara bilang kangen in English?", "translate"),
        ("How many people died in the second world war?", "translate"),
        ("what is the capital of Peru", "translate"),
        ('What does "piece of cake" mean?', "translate"),
        ('I heard the word "hangry" in a video. What does it mean?', "translate"),
        ("what does it mean?", "translate"),
        ('how do you call "sendok" in English?', "translate"),
        ('Is it polite to say "send me" in email?', "translate"),
        ("Which is correct: he go or he goes?", "grammar"),
        ("Which one is right, informations or information?", "grammar"),
        ("which one is better to say, big or large mistake?", "grammar"),
        ("When should I use has and have?", "grammar"),
        ("Can you check my sentence?", "grammar"),
        ("Can you give me five words about weather?", "wish"),
        ("teacher please give me example sentences", "wish"),
        ("tell me a joke", "wish"),
    ],
)
def test_a_question_for_a_teacher_or_a_dictionary_is_heard(text: str, section: str) -> None:
    assert question(text) == section


@pytest.mark.parametrize(
    "text",
    [
        "What do you like?",
        "How are you?",
        "What should I cook tonight?",
        "I use my phone every day",
        "My teacher gave me a question",
        "My sister is right, the shop is closed",
        "What is your favorite color?",
        "I told him a joke",
        "Where do you live?",
        "He means well",
        "Which one is better for you, morning or night?",
        "Which is better, tea or coffee?",
        "Which one is the right color for my wall, blue or green?",
        "which is right, marry first or house first?",
        "My crush like my story. What does it mean??",
        "She send me a heart emoji, what does it mean?",
        "My friend no answer me for three days. What is the meaning of this?",
        "Is it good to say sorry first after a fight?",
        "When should I use my holiday, in June or December?",
        "I teach my mother how to use the bank app",
        "how do you call your mother?",
        "What is better, book or film?",
        "Can you check the weather for me?",
    ],
)
def test_other_questions_are_talk(text: str) -> None:
    assert question(text) is None


def test_what_somebody_meant_is_no_question_about_words() -> None:
    assert wonders("My crush like my story. What does it mean??")
    assert not wonders("Drop dead gorgeous, what does it mean?")
