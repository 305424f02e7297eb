"""Accounts in the database: find, create, confirm, change, remove.

A username is an address or a uid; addresses are compared normalised. Passwords come here hashed. It does not know who may do it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow, class_row

Connection = AsyncConnection[DictRow]
OPERATORS = "operators"


class EmailTaken(Exception):
    """Another account has this address."""


class BadInput(ValueError):
    """An address or a name that no account can have; the message says what was expected."""


@dataclass(frozen=True)
class Account:
    uid: UUID
    email: str
    name: str
    password: str
    confirmed: bool
    email_verified: bool
    groups: list[str]
    created_at: datetime


def normal_email(text: str) -> str:
    """The one spelling of an address. Raises BadInput."""
    email = unicodedata.normalize("NFC", text).strip().lower()
    local, _, domain = email.rpartition("@")
    if not local or not domain or "@" in local or len(email) > 254 or not email.isprintable() or " " in email:
        raise BadInput("expected an email address such as ayu@example.com")
    return email


def normal_name(text: str) -> str:
    """A name that can be shown. Raises BadInput."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise BadInput("expected a name of 1 to 200 printable characters")
    return name


async def find(connection: Connection, username: str) -> Account | None:
    """The account of this address or uid."""
    try:
        return await one(connection, "SELECT * FROM accounts WHERE uid = %s", UUID(username))
    except ValueError:
        pass
    try:
        return await one(connection, "SELECT * FROM accounts WHERE email = %s", normal_email(username))
    except BadInput:
        return None


async def every(connection: Connection) -> list[Account]:
    """All accounts, oldest first."""
    cursor = connection.cursor(row_factory=class_row(Account))
    return await (await cursor.execute("SELECT * FROM accounts ORDER BY created_at, uid")).fetchall()


async def create(
    connection: Connection, email: str, name: str, password: str, *, confirmed: bool, groups: tuple[str, ...] = ()
) -> Account:
    """A new account with this password hash. Raises BadInput, EmailTaken."""
    statement = """INSERT INTO accounts (uid, email, name, password, confirmed, groups)
                   VALUES (%s, %s, %s, %s, %s, %s) RETURNING *"""
    values = (uuid4(), normal_email(email), normal_name(name), password, confirmed, list(groups))
    try:
        made = await one(connection, statement, *values)
    except UniqueViolation as error:
        raise EmailTaken(email) from error
    assert made is not None
    return made


async def confirm(connection: Connection, uid: UUID, *, verified: bool) -> None:
    """The account may sign in from now on; `verified`: because its address was proven."""
    statement = "UPDATE accounts SET confirmed = true, email_verified = email_verified OR %s WHERE uid = %s"
    await connection.execute(statement, [verified, uid])


async def set_password(connection: Connection, uid: UUID, password: str) -> None:
    """Replace the password hash."""
    await connection.execute("UPDATE accounts SET password = %s WHERE uid = %s", [password, uid])


async def set_operator(connection: Connection, uid: UUID, *, operator: bool) -> bool:
    """Put the account into the operators' group, or take it out; whether that changed anything. Tokens say so from the next one on."""
    statement = """UPDATE accounts SET groups = array_remove(groups, %(group)s) || %(added)s
                   WHERE uid = %(uid)s AND (%(group)s = ANY (groups)) IS DISTINCT FROM %(wanted)s"""
    values = {"uid": uid, "group": OPERATORS, "added": [OPERATORS] if operator else [], "wanted": operator}
    return (await connection.execute(statement, values)).rowcount == 1


async def lock(connection: Connection, uid: UUID) -> None:
    """Wait for all that keeps the account (`owners.py`), and keep it from everybody else until the caller's transaction ends."""
    await connection.execute("SELECT 1 FROM accounts WHERE uid = %s FOR UPDATE", [uid])


async def remove(connection: Connection, uid: UUID) -> bool:
    """Delete the account with its sessions and codes; whether it was there."""
    return (await connection.execute("DELETE FROM accounts WHERE uid = %s", [uid])).rowcount == 1


async def one(connection: Connection, statement: str, *values: object) -> Account | None:
    cursor = connection.cursor(row_factory=class_row(Account))
    await cursor.execute(statement.encode(), values)
    return await cursor.fetchone()
