"""Messages in the mailbox folder."""

import stat
from pathlib import Path
from uuid import uuid4

from tutorfleet.service import mailbox


def test_a_message_is_readable_text_with_its_code(tmp_path: Path) -> None:
    text = mailbox.deliver(tmp_path, uuid4(), "ayu@example.com", "reset", "012345", 1).read_text()
    assert text.startswith("To: ayu@example.com\nSubject: tutorfleet: A new password\n\n")
    assert "\n    012345\n" in text


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "mailbox"
    path = mailbox.deliver(folder, uuid4(), "ayu@example.com", "confirm", "012345", 24)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_but_whole_messages_is_left(tmp_path: Path) -> None:
    for _ in range(3):
        mailbox.deliver(tmp_path, uuid4(), "ayu@example.com", "confirm", "012345", 24)
    assert [path.suffix for path in tmp_path.iterdir()] == [".txt"] * 3


def test_erasing_takes_the_messages_of_one_account(tmp_path: Path) -> None:
    ayu, budi = uuid4(), uuid4()
    for uid in (ayu, ayu, budi):
        mailbox.deliver(tmp_path, uid, "x@example.com", "confirm", "012345", 24)
    assert mailbox.erase(tmp_path, ayu) == 2
    assert [str(budi) in path.name for path in tmp_path.iterdir()] == [True]


def test_without_a_folder_there_is_nothing_to_erase(tmp_path: Path) -> None:
    assert mailbox.erase(None, uuid4()) == mailbox.erase(tmp_path / "none", uuid4()) == 0
