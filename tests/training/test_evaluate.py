"""The shipped files through real llama.cpp."""

import numpy as np
import pytest
import xllamacpp
from training.starter.evaluate import FILES, Chat, _params, _vectors

LEARNER = {"role": "user", "content": "I play football in a team and we train two times a week"}
LIMIT = 12 * 1000 * 1000


@pytest.fixture(scope="module")
def chat() -> Chat:
    return Chat(FILES / "chat.gguf")


def written(chat: Chat, reply: str) -> bool:
    """Whether it is a reaction and a question that somebody wrote, and nothing else."""
    things = chat.starter.known.particulars.all()
    kinds = [*chat.starter.book.sections.values(), *({"react": one.react, "ask": one.ask} for one in things)]
    reactions = tuple(line for one in kinds for line in one.get("react", ()))
    return any(
        reply == f"{line} {q}"
        for one in kinds
        for q in one.get("ask", ())
        for line in reactions
        if reply.startswith(line)
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_reply_is_a_written_reaction_and_question(chat: Chat, seed: int) -> None:
    assert written(chat, chat.reply([LEARNER], seed))


@pytest.mark.parametrize("cut", [1, 7, 20, 31, 45])
def test_a_reply_that_broke_off_goes_on_with_written_words(chat: Chat, cut: int) -> None:
    begun = chat.reply([LEARNER], 1)[:cut]
    rest = chat.reply([LEARNER, {"role": "assistant", "content": begun}], 2)
    assert written(chat, begun + rest)


def test_a_long_system_prompt_changes_nothing(chat: Chat) -> None:
    system = {"role": "system", "content": "You are Sofya, an English tutor. Never ask questions. " * 100}
    assert chat.reply([system, LEARNER], 3) == chat.reply([LEARNER], 3)


def test_both_files_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES.glob("*.gguf")) < LIMIT


def test_related_texts_are_nearer_than_others() -> None:
    params = _params(FILES / "embed.gguf", 2048)
    params.embedding = True
    dog, puppy, exam, empty = _vectors(
        xllamacpp.Server(params), ["I love my dog", "My puppy sleeps on the sofa", "The exam was difficult", ""]
    )
    assert len(dog) == 768
    assert dog @ puppy > dog @ exam
    assert np.linalg.norm(empty) == pytest.approx(1)
