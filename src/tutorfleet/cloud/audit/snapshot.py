"""An account in a file: JSON, with the version of the model, for an audit later or elsewhere. It holds no secret."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.deploy.errors import CloudError

FORMAT = "tutorfleet-account"
VERSION = 1
ANEW = "Make a new one: tutorfleet cloud audit --save FILE"


UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""what msgspec raises of bytes that are no JSON, no text, or lists in lists without end"""


class BadSnapshot(CloudError):
    """The file is no snapshot that this program can read."""


@dataclass(frozen=True)
class Envelope:
    """What stands in the file before anything is believed of it."""

    format: str
    version: int
    account: msgspec.Raw


@dataclass(frozen=True)
class Saved:
    format: str
    version: int
    account: Account


def save(account: Account, file: Path) -> None:
    """Write it as a whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(Saved(FORMAT, VERSION, account)), indent=1)
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.write_bytes(text + b"\n")
    unfinished.replace(file)


def load(file: Path) -> Account:
    """The account that was saved; raises BadSnapshot, and OSError for a file that cannot be read."""
    try:
        envelope = msgspec.json.decode(file.read_bytes(), type=Envelope)
    except UNREADABLE as error:
        raise BadSnapshot(f"{file} is no snapshot of an account: {error}. {ANEW}") from None
    if envelope.format != FORMAT:
        raise BadSnapshot(f"{file} is no snapshot of an account, but {envelope.format!r}. {ANEW}")
    if envelope.version != VERSION:
        raise BadSnapshot(
            f"{file} has version {envelope.version}, and this program reads version {VERSION}. "
            f"The program that made it still reads it. {ANEW}"
        )
    try:
        return msgspec.json.decode(envelope.account, type=Account)
    except UNREADABLE as error:
        raise BadSnapshot(f"{file} is damaged: {error}. {ANEW}") from None
