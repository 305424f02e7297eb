"""A reply from simulated sources that die in every way: what arrives is always the whole."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tutorfleet.tutor.balancer import Chunk
from tutorfleet.tutor.errors import GaveUp, WorkerDied, WorkerRefused
from tutorfleet.tutor.reply import Ask, Delta, Message, Policy, Seam, Way, merged, request, speak

ASK = Ask("recite", [Message("user", "Tell me")], 10_000)
QUICK = Policy(first_wait=0.0, longest_wait=0.0, patience=5.0)
RECITED = (Path(__file__).parent.parent / "support" / "recite.txt").read_text("utf-8").strip()


class Reciter:
    """Continues a fixed text from any prefix, in pieces; each try dies after the number of characters that its turn says."""

    def __init__(self, whole: str, deaths: list[int | None], size: int = 3, tell: bool = True) -> None:
        self.whole, self.deaths, self.size, self.tell = whole, list(deaths), size, tell
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def __call__(self, region: str, body: Mapping[str, Any]) -> AsyncIterator[Chunk]:
        self.asked.append((region, dict(body)))
        last = body["messages"][-1]
        prefix = last["content"] if last["role"] == "assistant" else ""
        assert self.whole.startswith(prefix)
        rest = self.whole[len(prefix) :]
        death = self.deaths.pop(0) if self.deaths else None
        alive = rest if death is None else rest[:death]
        for start in range(0, len(alive), self.size):
            yield Chunk(alive[start : start + self.size], f"{region}.chat")
        if death is not None:
            raise WorkerDied("killed")
        if self.tell:
            yield Chunk("", f"{region}.chat", done=True)


async def received(source: Any, **settings: Any) -> tuple[str, list[Seam]]:
    policy = settings.pop("policy", QUICK)
    parts = [part async for part in speak(settings.pop("ask", ASK), source, ["east", "west"], policy, **settings)]
    text = "".join(part.text for part in parts if isinstance(part, Delta))
    return text, [part for part in parts if isinstance(part, Seam)]


TEXT = st.text(alphabet=st.sampled_from(" \n\tabcé€👋."), min_size=1, max_size=80).filter(str.strip)


@examples(deadline=None)
@given(TEXT, st.lists(st.integers(0, 30), max_size=12), st.integers(1, 7))
async def test_every_text_arrives_whole_whatever_dies_where(whole: str, deaths: list[int], size: int) -> None:
    text, _ = await received(Reciter(whole, list(deaths), size))
    assert text == whole


@examples(deadline=None)
@given(st.lists(st.integers(0, 400), max_size=20), st.integers(1, 40))
async def test_the_recited_page_arrives_whole(deaths: list[int], size: int) -> None:
    text, _ = await received(Reciter(RECITED, list(deaths), size))
    assert text == RECITED


@examples(deadline=None)
@given(TEXT, st.data())
async def test_a_restarted_service_goes_on_from_the_words_that_were_shown(whole: str, data: st.DataObject) -> None:
    said = whole[: data.draw(st.integers(1, len(whole)))]
    text, seams = await received(Reciter(whole, []), said=said)
    if said.strip():
        assert said + text == whole
        assert [seam.reason for seam in seams] == ["service restarted"]


async def test_every_seam_says_where_from_where_to_and_why() -> None:
    _, seams = await received(Reciter("One two three", [7, 3]))
    assert [(seam.at, seam.from_worker, seam.to_worker, seam.reason) for seam in seams] == [
        (7, "east.chat", "east.chat", "killed"),
        (10, "east.chat", "east.chat", "killed"),
    ]


async def test_a_death_before_the_first_word_is_a_plain_retry_without_a_seam() -> None:
    source = Reciter("One two", [0])
    assert await received(source) == ("One two", [])
    assert source.asked[0][1]["messages"] == source.asked[1][1]["messages"]


async def test_an_end_without_done_counts_as_death() -> None:
    source = Reciter("One two", [], tell=False)
    with pytest.raises(GaveUp):
        await received(source, policy=Policy(first_wait=0, longest_wait=0, patience=0))
    assert len(source.asked) > 1


async def test_a_region_where_nobody_answers_is_left_for_the_other() -> None:
    source = Reciter("One two three", [4, 0, 0])
    text, seams = await received(source)
    assert text == "One two three"
    assert [region for region, _ in source.asked] == ["east", "east", "east", "west"]
    assert (seams[0].from_region, seams[0].to_region) == ("east", "west")


async def test_a_region_that_breaks_too_many_replies_is_left_though_it_answers() -> None:
    source = Reciter(RECITED, [10] * 5)
    await received(source, policy=Policy(seams_in_region=3, first_wait=0))
    assert {region for region, _ in source.asked} == {"east", "west"}


async def test_too_many_seams_end_in_a_clear_failure() -> None:
    with pytest.raises(GaveUp, match="died 6 times"):
        await received(Reciter(RECITED, [10] * 50), policy=Policy(seams=5, first_wait=0))


async def test_it_waits_for_workers_that_are_being_restarted() -> None:
    source = Reciter("One two", [3] + [0] * 30)
    text, seams = await received(source, policy=Policy(first_wait=0.001, longest_wait=0.001))
    assert (text, len(seams)) == ("One two", 1)


async def test_it_gives_up_when_nobody_comes_back() -> None:
    with pytest.raises(GaveUp, match="no worker answered"):
        await received(Reciter("One", [0] * 1000), policy=Policy(first_wait=0.01, longest_wait=0.01, patience=0.1))


async def test_a_model_that_says_nothing_is_not_asked_for_ever() -> None:
    with pytest.raises(GaveUp, match="said nothing"):
        await received(Reciter("", []))


async def test_a_refusal_is_tried_once_in_each_region() -> None:
    asked: list[str] = []

    async def refuse(region: str, body: Mapping[str, Any]) -> AsyncIterator[Chunk]:
        asked.append(region)
        raise WorkerRefused("HTTP 404: model 'x' not found", 404)
        yield Chunk("")

    with pytest.raises(WorkerRefused, match="not found"):
        await received(refuse)
    assert asked == ["east", "west"]


async def test_tokens_that_were_used_are_not_asked_for_again() -> None:
    source = Reciter("one two three four", [8], size=4)
    await received(source, ask=Ask("m", ASK.messages, 100))
    assert [body["options"]["num_predict"] for _, body in source.asked] == [100, 98]


async def test_a_reply_that_used_its_tokens_is_over_when_its_worker_dies() -> None:
    source = Reciter("one two three", [7], size=4)
    assert await received(source, ask=Ask("m", ASK.messages, 2)) == ("one two", [])


async def test_a_stop_string_counts_across_a_seam() -> None:
    ask = Ask("m", ASK.messages, 100, stop=("\nLearner:",))
    whole = "Good.\nLearner: I go"
    for death in range(1, len(whole)):
        text, _ = await received(Reciter(whole, [death]), ask=ask)
        assert text == "Good."


def test_the_text_so_far_is_sent_as_the_last_message_without_trailing_space() -> None:
    assert request(ASK, "The cat ", 5)["messages"][-1] == {"role": "assistant", "content": "The cat"}


def test_two_assistant_messages_at_the_end_become_one() -> None:
    talk = [Message("user", "Hi"), Message("assistant", "Hello."), Message("assistant", "So")]
    assert merged(talk) == [Message("user", "Hi"), Message("assistant", "Hello.\n\nSo")]


def test_patience_counts_from_the_last_word() -> None:
    way = Way(["east"], Policy(patience=10), since=0.0)
    way.after_death(True, 9.0)
    way.after_death(False, 18.0)
    with pytest.raises(GaveUp):
        way.after_death(False, 20.0)
