"""Everything that the emulated account knows, kept and brought back: a test changes an account and the next one has it as it was."""

import io
import pickle
import types
import weakref
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from moto import backends
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.ec2.models import EC2Backend
from moto.ssm.models import ParameterDict

Place = tuple[str, str, str]
"""service, account, region"""
KEPT_AS_THEY_ARE = (types.FunctionType, RSAPrivateKey)
"""what cannot be written down and never changes: a copy of the account shares it"""


class Writer(pickle.Pickler):
    """Writes an account down, but for what is shared."""

    def __init__(self, file: io.BytesIO, shared: list[Any]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.shared = shared

    def persistent_id(self, thing: Any) -> int | None:
        """The number of something that is shared."""
        if not isinstance(thing, KEPT_AS_THEY_ARE):
            return None
        self.shared.append(thing)
        return len(self.shared) - 1

    def reducer_override(self, thing: Any) -> Any:
        """How to make a dictionary again that does not say so itself."""
        if isinstance(thing, ParameterDict):
            made_of = (thing.account_id, thing.region_name)
            return ParameterDict, made_of, thing.__dict__, None, iter(thing.items())
        if isinstance(thing, weakref.WeakValueDictionary):
            return weakref.WeakValueDictionary, (), None, None, iter(list(thing.items()))
        return NotImplemented


class Reader(pickle.Unpickler):
    """Reads it again."""

    def __init__(self, written: bytes, shared: list[Any]) -> None:
        super().__init__(io.BytesIO(written))
        self.shared = shared

    def persistent_load(self, number: int) -> Any:
        """Something that is shared."""
        return self.shared[number]


class Memory:
    """An account as it was at one moment, in this process only."""

    def __init__(self, ours: Any) -> None:
        """`ours` is what the account knows besides moto."""
        known: Any = BackendDict
        moto = {
            (service.service_name, account, region): backend
            for service in known._instances
            for account, region, backend in service.iter_backends()
        }
        self.shared: list[Any] = []
        file = io.BytesIO()
        Writer(file, self.shared).dump((moto, ours))
        self.written = file.getvalue()

    def restore(self) -> Any:
        """Let moto have what it had; what the account knows besides."""
        moto: dict[Place, Any]
        moto, ours = Reader(self.written, self.shared).load()
        empty()
        of_service: Any = backends.get_backend  # typed for each name in moto, and a name here is any of them
        for (service, account, region), backend in moto.items():
            of_service(service)[account][region] = backend
            if service == "ec2":
                acquaint(backend)
        return ours


def empty() -> None:
    """Let moto forget everything."""
    reset_model_data()
    BackendDict.reset()
    for known in acquaintances():
        known.clear()
    for _, _, backend in backends.get_backend("ec2").iter_backends():  # what is forgotten last may have asked for one
        acquaint(backend)


def acquaint(backend: Any) -> None:
    """Let the regions of moto's EC2 know each other, as they do from birth: peering looks for both sides."""
    for known in acquaintances():
        known[type(backend)].add(weakref.ref(backend))


def acquaintances() -> tuple[Any, ...]:
    """Where moto's EC2 keeps its regions for each other."""
    return EC2Backend.vpc_refs, EC2Backend.vpc_pcx_refs, EC2Backend.backend_refs
