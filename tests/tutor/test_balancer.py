from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.scripted_workers import Fault, How, Scripted
from tutorfleet.tutor.balancer import Balancer, Timeouts
from tutorfleet.tutor.errors import WorkerDied, WorkerRefused
from tutorfleet.tutor.reply import Ask, Delta, Message, Policy, Seam, speak

TEXT = "Renée said: “4 € for pancakes”.\n\n  And you? 👋🏽"
ASK = Ask("recite", [Message("user", "Tell me")], 1000)
QUICK = Timeouts(connect=1, first_byte=0.3, idle=0.2)


@pytest.fixture
async def regions(runtime: Path) -> AsyncIterator[tuple[Scripted, Scripted]]:
    async with Scripted(runtime / "a.sock", TEXT, "a") as east, Scripted(runtime / "b.sock", TEXT, "b") as west:
        yield east, west


@pytest.fixture
async def balancer(regions: tuple[Scripted, Scripted]) -> AsyncIterator[Balancer]:
    async with Balancer({"east": regions[0].url, "west": regions[1].url}, QUICK) as balancer:
        yield balancer


async def said(balancer: Balancer) -> tuple[str, list[Seam]]:
    parts = [part async for part in speak(ASK, balancer.chat, ["east", "west"], Policy(first_wait=0))]
    return "".join(p.text for p in parts if isinstance(p, Delta)), [p for p in parts if isinstance(p, Seam)]


async def test_a_reply_comes_in_pieces_and_ends_with_done(balancer: Balancer) -> None:
    chunks = [
        chunk async for chunk in balancer.chat("east", {"model": "m", "messages": [{"role": "user", "content": "x"}]})
    ]
    assert "".join(chunk.text for chunk in chunks) == TEXT
    assert (chunks[-1].done, chunks[-1].tokens, chunks[-1].worker) == (True, 9, "a.chat")


async def test_v22_a_worker_that_dies_after_any_byte_leaves_no_trace(
    balancer: Balancer, regions: tuple[Scripted, Scripted]
) -> None:
    size = sum(len(line) for line, _ in regions[0]._lines({"role": "user", "content": ""}))
    for after in range(0, size, 3):
        regions[0].faults = [Fault("end" if after % 2 else "reset", after)]
        assert (await said(balancer))[0] == TEXT, f"died after {after} bytes"


@pytest.mark.parametrize("how", ["reset", "end", "error", "stall"])
async def test_every_way_to_die_in_mid_reply_is_survived(
    how: How, balancer: Balancer, regions: tuple[Scripted, Scripted]
) -> None:
    regions[0].faults = [Fault(how, 300)]
    text, seams = await said(balancer)
    assert text == TEXT
    assert [(seam.from_worker, seam.to_worker) for seam in seams] == [("a.chat", "a.chat")]


async def test_v23_a_worker_that_accepts_and_stalls_is_left_after_the_timeout(
    balancer: Balancer, regions: tuple[Scripted, Scripted]
) -> None:
    regions[0].faults = [Fault("stall")]
    assert (await said(balancer))[0] == TEXT
    assert regions[0].gone.is_set()


async def test_a_region_that_is_busy_is_left_for_the_other(
    balancer: Balancer, regions: tuple[Scripted, Scripted]
) -> None:
    regions[0].faults = [Fault("503")] * 2
    assert (await said(balancer))[0] == TEXT
    assert len(regions[1].asked("/api/chat")) == 1


async def test_a_worker_is_told_whose_request_it_is(balancer: Balancer, regions: tuple[Scripted, Scripted]) -> None:
    ayu = balancer.on_behalf_of("ayu")
    assert (await said(ayu))[0] == TEXT
    await ayu.generate("east", {"model": "m"})
    await ayu.embed("east", "m", ["x"])
    await ayu.show("east", "m")
    assert regions[0].learners == ["ayu"] * 4


async def test_requests_of_nobody_name_nobody_also_after_somebodys(
    balancer: Balancer, regions: tuple[Scripted, Scripted]
) -> None:
    await balancer.on_behalf_of("ayu").show("east", "m")
    await balancer.show("east", "m")
    assert regions[0].learners == ["ayu", ""]


async def test_a_refusal_everywhere_is_told(balancer: Balancer, regions: tuple[Scripted, Scripted]) -> None:
    regions[0].faults, regions[1].faults = [Fault("404")], [Fault("404")]
    with pytest.raises(WorkerRefused, match="as scripted"):
        await said(balancer)


async def test_a_region_that_is_not_there_is_left_for_the_other(regions: tuple[Scripted, Scripted]) -> None:
    async with Balancer({"east": "unix:/tmp/nobody.sock", "west": regions[1].url}, QUICK) as balancer:
        assert (await said(balancer))[0] == TEXT
        assert await balancer.embed("east", "m", ["a", "b"]) == [regions[1].vector] * 2


async def test_fewer_embeddings_than_texts_are_no_answer(regions: tuple[Scripted, Scripted]) -> None:
    regions[0]._other = lambda path, body: {"embeddings": []}  # type: ignore[method-assign]
    async with Balancer({"east": regions[0].url}, QUICK) as balancer:
        with pytest.raises(WorkerDied, match="0 embeddings for 1"):
            await balancer.embed("east", "m", ["a"])


def test_an_unknown_region_is_not_asked() -> None:
    assert Balancer({"east": "unix:/a", "west": "unix:/b"}).order("http://evil.example") == ["east", "west"]
