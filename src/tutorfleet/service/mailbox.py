"""The mailbox: a folder where messages with codes are laid, one readable text file each, for the operator of this machine.

A file's name is its time and the account's uid, so that an erased account's messages can be found. Codes are never logged.
"""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

TEXTS = {
    "confirm": ("Confirm your address", "Enter this code to confirm your address"),
    "reset": ("A new password", "Enter this code together with your new password"),
}
TEXT = """To: {email}
Subject: tutorfleet: {subject}

{sentence}:

    {code}

It is good for {hours} h. If you did not ask for it, do nothing.
"""


def deliver(folder: Path, uid: UUID, email: str, purpose: str, code: str, hours: int) -> Path:
    """Lay one message into the folder, complete or not at all, readable for its owner only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    subject, sentence = TEXTS[purpose]
    text = TEXT.format(email=email, subject=subject, sentence=sentence, code=code, hours=hours)
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{uid}-{purpose}.txt"
    draft = folder / f".{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return draft.replace(path)


def erase(folder: Path | None, uid: UUID) -> int:
    """Remove every message to this account; how many."""
    found = list(folder.glob(f"*-{uid}-*.txt")) if folder else []
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
