"""What a worker can serve: the models of the store, the starter models of the package, and aliases of either.

A worker asks with every request; a read that finds nothing changed opens no file: a walk over the manifests and a look
at each file's age (1.4 ms of CPU for a dozen models of five files each, nearly all of it the system's). It sees what
another process imports or removes without a restart. It never writes.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tutorfleet.models.errors import CorruptModel, InvalidName, ModelNotFound
from tutorfleet.models.manifest import Message
from tutorfleet.models.model import Details, Model, Stamp, from_file, from_manifest, stamp
from tutorfleet.models.names import Name, parse
from tutorfleet.models.store import Entry, Key, Store

__all__ = ["STARTER", "Catalogue", "Details", "Message", "Model"]

STARTER = Path(__file__).parent / "starter"

Found = Model | CorruptModel


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was made of a manifest, and the files that it was made of, as they were then."""

    entry: Entry
    files: tuple[Path, ...]
    stamps: tuple[Stamp, ...]
    found: Found

    def still(self, entry: Entry) -> bool:
        return self.entry == entry and self.stamps == tuple(map(stamp, self.files))


class Catalogue:
    """The models that can be asked for. Safe to use from several threads."""

    def __init__(self, store: Path, aliases: Mapping[str, str] | None = None, starter: Path = STARTER) -> None:
        """`store` need not exist yet. An alias counts only while there is no model of that name.

        Raises InvalidName if an alias or its target is not a valid name.
        """
        self.store = Store(store)
        self.starter = starter
        self.aliases = {parse(name).key: (parse(name), parse(target).key) for name, target in (aliases or {}).items()}
        self._lock = threading.Lock()
        self._seen: dict[Key, _Seen] = {}

    def models(self) -> list[Model]:
        """Every usable model and alias, most recently modified first; unusable ones are left out (see `find`)."""
        usable = [model for model in self._read().values() if isinstance(model, Model)]
        return sorted(usable, key=lambda model: (-model.modified.timestamp(), model.name))

    def broken(self) -> list[CorruptModel]:
        """What is wrong with each model that is left out."""
        found = {str(one): one for one in self._read().values() if isinstance(one, CorruptModel)}
        return list(found.values())

    def find(self, name: str) -> Model:
        """The model of that name, case and `:latest` apart; raises InvalidName, ModelNotFound or CorruptModel."""
        found = self._read().get(parse(name).key)
        if found is None:
            raise ModelNotFound(f"model '{name}' not found")
        if isinstance(found, CorruptModel):
            raise CorruptModel(found.what, found.reason)
        return found

    def adapters(self, weights: Path) -> tuple[Path, ...]:
        """Every adapter of the usable models with these weights, each once, those of the newest model first."""
        users = (model for model in self.models() if model.path == weights)
        return tuple(dict.fromkeys(path for model in users for path in model.adapters))

    def _read(self) -> dict[Key, Found]:
        found = self._stored()
        for path, name in _starters(self.starter):
            if name.key not in found:
                found[name.key] = _starter(path, name)
        aliased = {key: self._alias(name, found) for key, (name, _) in self.aliases.items() if key not in found}
        return found | {key: model for key, model in aliased.items() if model is not None}

    def _stored(self) -> dict[Key, Found]:
        entries = self.store.entries()
        with self._lock:
            seen = {key: self._see(entry, self._seen.get(key)) for key, entry in entries.items()}
            self._seen = {key: one for key, one in seen.items() if one is not None}
            return {key: one.found for key, one in self._seen.items()}

    def _see(self, entry: Entry, before: _Seen | None) -> _Seen | None:
        if before is not None and before.still(entry):
            return before
        files: tuple[Path, ...] = ()
        stamps: tuple[Stamp, ...] = ()
        found: Found
        try:
            stored = self.store.read(entry)
            files = tuple(self.store.blobs.path(layer.digest) for layer in stored.manifest.blobs)
            stamps = tuple(map(stamp, files))  # before they are read: a change in between is seen the next time
            found = from_manifest(self.store, stored)
        except ModelNotFound:
            return None
        except CorruptModel as error:
            found = CorruptModel(error.what, error.reason)
        return _Seen(entry, files, stamps, found)

    def _alias(self, name: Name, found: Mapping[Key, Found]) -> Found | None:
        key, passed = name.key, set[Key]()
        while key not in found:
            if key in passed or key not in self.aliases:
                return None
            passed.add(key)
            key = self.aliases[key][1]
        target = found[key]
        return replace(target, name=name.short, alias_of=target.name) if isinstance(target, Model) else target


def _starters(folder: Path) -> list[tuple[Path, Name]]:
    found = []
    for path in sorted(folder.glob("*.gguf")):
        with suppress(InvalidName):
            found.append((path, parse(f"starter-{path.stem}")))
    return found


def _starter(path: Path, name: Name) -> Found:
    try:
        return from_file(path, name.short)
    except CorruptModel as error:
        return CorruptModel(error.what, error.reason)
