"""Four pullers of one store, on one machine and on others, killed at random moments again and again, some after a sleep
in which others took their leases over, while the registry misbehaves: nothing wrong ever lies under a final name, nothing
is lost, and little is fetched twice.

    TUTORFLEET_KILL_ROUNDS=200 python -m pytest -n0 -s tests/models/test_pull_kills.py
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from support import pullers
from support.fake_registry import Exchange, FakeRegistry, Fault, cut, refuse, stall, wrong
from support.tiny_gguf import make
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
from tutorfleet.models.verify import verify

ROUNDS = int(os.environ.get("TUTORFLEET_KILL_ROUNDS", "16"))
PULLERS = 4
LEASE_S = 0.6
LONGEST_S = 0.5
"""The latest moment of a kill: some pulls are done before."""


@dataclass
class Weather:
    """Faults at random, and how often which; an iterator for `FakeRegistry.blobs`."""

    chance: random.Random
    wrongs: int = 0

    def __iter__(self) -> Iterator[Fault | None]:
        return self

    def __next__(self) -> Fault | None:
        kind = self.chance.random()
        if kind < 0.01:
            return self._wrong
        return refuse(500) if kind < 0.04 else cut(7000) if kind < 0.08 else stall if kind < 0.085 else None

    def _wrong(self, exchange: Exchange) -> None:
        self.wrongs += 1
        wrong(exchange)


@contextmanager
def players(store: Store) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, pullers.__file__, str(store.root), str(LEASE_S)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with child:
        yield child
        _pipe(child.stdin).close()


def play(child: subprocess.Popen[str], name: str, fates: list[pullers.Fate]) -> list[str | None]:
    print(json.dumps({"name": name, "fates": fates}), file=_pipe(child.stdin), flush=True)
    answer: list[str | None] = json.loads(_pipe(child.stdout).readline())
    return answer


def fate(chance: random.Random) -> pullers.Fate:
    """Most are killed; one in eight sleeps first, for longer than its lease lasts."""
    moment = chance.uniform(0, LONGEST_S)
    if chance.random() < 7 / 8:
        return [(moment, "SIGKILL")]
    woken = moment + 2 * LEASE_S
    return [(moment, "SIGSTOP"), (woken, "SIGCONT"), (woken + LEASE_S, "SIGKILL")]


def wrong_files(store: Store) -> list[str]:
    """Blobs that are not what their names say."""
    blobs = store.blobs.folder.glob("sha256-*")
    return [path.name for path in blobs if hashlib.sha256(path.read_bytes()).hexdigest() != path.name[7:]]


@pytest.mark.timeout(120 + 10 * ROUNDS)
def test_a_store_survives_pullers_that_are_killed_at_random_moments(store: Store, tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("TUTORFLEET_KILL_SEED", "1"))
    weather, killed, models, needed = Weather(chance), 0, 1, 0
    with FakeRegistry() as registry, players(store) as child:
        registry.blobs = weather
        name = new_model(registry, tmp_path, models)
        for _ in range(ROUNDS):
            ends = play(child, name, [fate(chance) for _ in range(PULLERS)])
            killed += ends.count(None)
            assert wrong_files(store) == []
            if parse(name).key in store.entries():
                assert verify(store, parse(name)) == []
                models += 1
                name = new_model(registry, tmp_path, models)
        ends = play(child, name, [[]] * PULLERS)
        needed = sum(len(blob) for blob in registry.contents.values())
        sent = registry.sent
    assert ends == [""] * PULLERS
    assert len(store.entries()) == models
    assert [problem for entry in store.entries().values() for problem in verify(store, entry.name)] == []
    assert wrong_files(store) == []
    assert sent <= needed + killed * pullers.CONNECTIONS * 2 * pullers.PIECE + weather.wrongs * needed / models
    print(
        f"{ROUNDS} rounds, {killed} kills, {models} models, {needed:,} bytes needed, {sent:,} sent, {weather.wrongs} wrong"
    )


def new_model(registry: FakeRegistry, folder: Path, number: int) -> str:
    """Another model of 2 MB, of which not a byte of the weights is the same."""
    file = make(folder / f"{number}.gguf", seed=number, name=f"model-{number}")
    name = registry.add(f"model-{number}", model=file.read_bytes(), system=f"You are number {number}.".encode())
    file.unlink()
    return name


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
