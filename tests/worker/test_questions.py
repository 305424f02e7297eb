import pytest

from tutorfleet.worker.questions import question


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
    ],
)
def test_other_questions_are_talk(text: str) -> None:
    assert question(text) is None
