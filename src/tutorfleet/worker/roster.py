"""Which engines a worker has: one for each key, and those that a successor replaced and that finish what they do.

Everything happens on one event loop; nothing here starts an engine.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.budget import Place
from tutorfleet.worker.loaded import Loaded, Use

Key = tuple[str, tuple[str, ...], bool]
"""Weights, adapters where they are part of the engine for good, and whether it embeds."""
Adapters = Callable[[Path], tuple[Path, ...]]
"""All adapters that are known for these weights."""
Ended = Callable[[Loaded, str], None]
"""Told of every engine that ends, and why."""


class Roster:
    """The engines of one worker."""

    def __init__(self, ended: Ended) -> None:
        self._ended = ended
        self.current: dict[Key, Loaded] = {}
        self.retiring: list[Loaded] = []
        self.awaited: Counter[Key] = Counter()
        """Requests that wait for an engine: one that just came is not ended before they have it."""

    @property
    def all(self) -> list[Loaded]:
        """Most recently used first; those that are replaced come last."""
        return [*sorted(self.current.values(), key=lambda one: -one.used_at), *self.retiring]

    @property
    def next_expiry(self) -> float:
        """Seconds until a name may have to be forgotten; at most an hour."""
        return min(
            [*(max(0.0, use.expires_in) for one in self.all for use in one.uses.values() if not use.users), 3600.0]
        )

    def install(self, key: Key, one: Loaded) -> None:
        """New requests go to this engine; one that was there before keeps its running ones and hands over its names."""
        before = self.current.get(key)
        self.current[key] = one
        if before is not None:
            kept = {name: Use(use.model, use.keep_s, 0, use.used_at, use.pinned) for name, use in before.uses.items()}
            one.uses = kept | one.uses
            before.uses = {name: use for name, use in before.uses.items() if use.users}
            self.retiring.append(before)

    def is_changing(self, key: Key) -> bool:
        """Whether a successor took over and the engine before it has not ended yet."""
        return any(one.settings.model == key[0] for one in self.retiring)

    def places(self) -> dict[Loaded, Place]:
        """Every engine as one who looks for room sees it: free are those that nobody uses or waits for."""
        free = {one for key, one in self.current.items() if not self.awaited[key]}
        return {one: one.place(free=one in free) for one in self.all}

    async def sweep(self) -> None:
        """End what nobody uses and nothing keeps."""
        over = [one for one in self.retiring if one.users == 0]
        for key, one in self.current.items():
            one.forget()
            if not one.uses and not self.awaited[key]:
                over.append(one)
        for one in over:
            await self.end(one, "idle")

    async def end(self, one: Loaded, why: str) -> None:
        """End an engine and forget it; running streams end with EngineLost."""
        if self.remove(one):
            self._ended(one, why)
            await one.end()

    def key(self, one: Loaded) -> Key | None:
        """Where new requests find this engine; None for one that a successor replaced or that has ended."""
        return next((key for key, other in self.current.items() if other is one), None)

    def remove(self, one: Loaded) -> bool:
        """Forget an engine; whether it was there."""
        keys = [key for key, other in self.current.items() if other is one]
        for key in keys:
            del self.current[key]
        if one in self.retiring:
            self.retiring.remove(one)
            return True
        return bool(keys)


def key_of(model: Model, *, embed: bool) -> Key:
    """What an engine must be equal in to serve this model. llama.cpp takes adapters by request only where it generates."""
    fixed = model.adapters if embed or model.is_encoder else ()
    return (str(model.path), tuple(map(str, fixed)), embed)


def chosen(own: tuple[Path, ...], before: Loaded | None, known: tuple[Path, ...], most: int) -> tuple[Path, ...]:
    """The adapters of a new engine, each once: the model's own, those that were used lately, then the others, newest first.

    At most `most`, but always all of its own. One that is no longer known is left behind. Pure.
    """
    uses = sorted(before.uses.values(), key=lambda use: -use.used_at) if before else []
    used = [path for use in uses for path in use.model.adapters if path in known]
    return tuple(dict.fromkeys([*own, *used, *known]))[: max(most, len(set(own)))]
