"""The pool of connections: whoever borrows one gives it back, however they end."""

import asyncio
import time
from uuid import uuid4

import aiohttp
import pytest
from tests.service.conftest import NewLearner, Service
from tests.service.talks import Signed

from tutorfleet.service.database import Pool, open_pool

AT_ONCE, DEPARTURES = 20, 10
"""twice the pool's size at once, many times the pool's size in all"""
STORED = 40
"""conversations: more than one look into the database an answer"""


async def test_a_client_that_leaves_in_mid_answer_takes_no_connection_along(
    service: Service, client: aiohttp.ClientSession, new_learner: NewLearner
) -> None:
    ayu = await new_learner()
    await stored(client, ayu)
    await asyncio.gather(*(departures(client, ayu) for _ in range(AT_ONCE)))
    assert await returned(service.app.state.pool)
    async with client.get("/healthz") as answer:
        assert answer.status == 200


async def stored(client: aiohttp.ClientSession, learner: Signed) -> None:
    for _ in range(STORED):
        body = {"id": str(uuid4()), "title": "Tea", "conversation": [{"role": "user", "content": "tea " * 500}]}
        async with client.post(f"/conversations/{learner.uid}", json=body, headers=learner.headers) as answer:
            assert answer.status == 200


async def departures(client: aiohttp.ClientSession, learner: Signed) -> None:
    for _ in range(DEPARTURES):
        async with client.get(f"/conversations/{learner.uid}", headers=learner.headers) as answer:
            assert answer.status == 200
            answer.close()


async def returned(pool: Pool) -> bool:
    """Whether every connection comes back within some seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        stats = pool.get_stats()
        if stats["pool_size"] == stats["pool_available"]:
            return True
        await asyncio.sleep(0.02)
    return False


@pytest.mark.parametrize("steps", range(6))
async def test_a_connection_handed_to_one_who_leaves_by_one_who_leaves_is_kept(database_url: str, steps: int) -> None:
    """Both are cancelled again and again, as Starlette does to an answer that nobody reads any more."""
    async with open_pool(database_url, 1) as pool:
        holder, holding = borrower(pool)
        await holding.wait()
        waiter, _ = borrower(pool)
        while not pool.get_stats()["requests_waiting"]:
            await asyncio.sleep(0)
        waiter.cancel()
        for _ in range(steps):
            await asyncio.sleep(0)
        while not (holder.done() and waiter.done()):
            holder.cancel()
            await asyncio.sleep(0)
        async with pool.connection(timeout=5) as connection:
            await connection.execute("SELECT 1")


def borrower(pool: Pool) -> tuple[asyncio.Task[None], asyncio.Event]:
    """A task that borrows a connection until it is cancelled, and when it has one."""
    holding = asyncio.Event()

    async def hold() -> None:
        async with pool.connection():
            holding.set()
            await asyncio.Event().wait()

    return asyncio.create_task(hold()), holding
