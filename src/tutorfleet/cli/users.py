"""`tutorfleet users`: the operator's hand on the learners' accounts, straight on the running fleet's database.

Passwords are asked for or read from standard input; an argument would be seen in the list of processes.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
import msgspec
import psycopg
from psycopg.rows import dict_row
from rich.table import Column, Table

from tutorfleet.cli.common import Screen, database_option, fail
from tutorfleet.host import layout
from tutorfleet.service import accounts, erasure, mailbox, passwords, sessions, throttle
from tutorfleet.service import database as store
from tutorfleet.service.accounts import Account, Connection

T = TypeVar("T")


password_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from the first line of standard input."
)
who_argument = click.argument("who", metavar="EMAIL_OR_UID")


@click.group()
def users() -> None:
    """The learners' accounts.

    \b
      tutorfleet users add ayu@example.com --name Ayu
      tutorfleet users list
      tutorfleet users reset ayu@example.com
      tutorfleet users operator ayu@example.com

    Exit codes: 0, or 1 when there is no such account, the password is too weak or no fleet runs.
    """


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@database_option
def list_accounts(as_json: bool, database: str, data_dir: Path) -> None:
    """All accounts, oldest first.

    \b
      tutorfleet users list
      tutorfleet users list --json | jq -r '.[].email'
    """
    found = [public(account) for account in on(database, accounts.every)]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    table = Table(*(Column(name.replace("_", " "), overflow="fold") for name in public_names), box=None, pad_edge=False)
    for row in found:
        table.add_row(*(cell(row[name]) for name in public_names))
    Screen().print(table if found else "No accounts yet. Add one: tutorfleet users add EMAIL")


@users.command("add")
@click.argument("email")
@click.option("--name", default="", help="What the tutor calls this person.  [default: the part before the @]")
@click.option(
    "--group",
    "groups",
    multiple=True,
    type=click.Choice([accounts.OPERATORS]),
    help="A group to be in: operators may change models.",
)
@password_option
@database_option
def add(email: str, name: str, groups: tuple[str, ...], from_stdin: bool, database: str, data_dir: Path) -> None:
    """Add an account that may sign in at once.

    \b
      tutorfleet users add ayu@example.com --name Ayu
      echo "$PASSWORD" | tutorfleet users add sari@example.com --group operators --password-stdin
    """
    hashed = new_password(from_stdin)

    async def work(connection: Connection) -> Account:
        called = name or email.partition("@")[0]
        return await accounts.create(connection, email, called, hashed, confirmed=True, groups=groups)

    try:
        click.echo(on(database, work).uid)
    except accounts.EmailTaken:
        fail(f"{email} has an account already. A new password for it: tutorfleet users reset {email}")
    except accounts.BadInput as bad:
        fail(str(bad))


@users.command("confirm")
@who_argument
@database_option
def confirm(who: str, database: str, data_dir: Path) -> None:
    """Let an account sign in whose code never came.

    \b
      tutorfleet users confirm ayu@example.com
    """

    async def work(connection: Connection) -> None:
        account = await existing(connection, who)
        await accounts.confirm(connection, account.uid, verified=False)
        click.echo(f"{account.email} may sign in.")

    on(database, work)


@users.command("reset")
@who_argument
@password_option
@database_option
def reset(who: str, from_stdin: bool, database: str, data_dir: Path) -> None:
    """Give an account a new password and end all its sessions.

    \b
      tutorfleet users reset ayu@example.com
    """
    on(database, lambda connection: existing(connection, who))
    hashed = new_password(from_stdin)

    async def work(connection: Connection) -> None:
        account = await existing(connection, who)
        async with connection.transaction():
            await accounts.set_password(connection, account.uid, hashed)
            await sessions.end_all(connection, account.uid)
            await throttle.forgive(connection, throttle.SIGN_IN, str(account.uid))
        click.echo(f"{account.email} has a new password and is signed out everywhere.")

    on(database, work)


@users.command("operator")
@who_argument
@click.option("--remove", "removed", is_flag=True, help="Take the account out of the group.")
@database_option
def operator(who: str, removed: bool, database: str, data_dir: Path) -> None:
    """Let an account change the models of the fleet, or no longer.

    An operator may pull, create, copy and delete models at every region, also from afar; everybody else is answered 403. A token says
    who is one, so a new operator signs in again (or waits for the next token, an hour at most), and the token of a removed one goes on
    working for models until it expires.

    \b
      tutorfleet users operator ayu@example.com
      tutorfleet users operator ayu@example.com --remove
    """

    async def work(connection: Connection) -> None:
        account = await existing(connection, who)
        changed = await accounts.set_operator(connection, account.uid, operator=not removed)
        is_one = "no operator" if removed else "an operator"
        click.echo(f"{account.email} is {is_one} {'from the next token on' if changed else 'anyway'}.")

    on(database, work)


@users.command("remove")
@who_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def remove(who: str, yes: bool, database: str, data_dir: Path) -> None:
    """Erase an account with everything of its learner.

    \b
      tutorfleet users remove ayu@example.com
    """
    account = on(database, lambda connection: existing(connection, who))
    if not yes:
        click.confirm(f"Erase {account.email} with all conversations, scores and memories?", abort=True)

    on(database, lambda connection: erasure.forget(connection, account.uid))
    mailbox.erase(layout.layout(data_dir).mailbox, account.uid)
    click.echo(f"{account.email} is erased.")


def on(database: str, work: Callable[[Connection], Awaitable[T]]) -> T:
    """Do this work on the database, brought up to date; a database that is away is one clear sentence."""

    async def connected() -> T:
        connect = psycopg.AsyncConnection.connect(database, autocommit=True, row_factory=dict_row, connect_timeout=5)
        async with await connect as connection:
            return await work(connection)

    try:
        store.migrate(database)
        return asyncio.run(connected())
    except store.DatabaseTooNew as error:
        fail(str(error))
    except psycopg.OperationalError as error:
        fail(f"the database does not answer ({str(error).strip()}). Is the fleet running? tutorfleet status")
    except psycopg.ProgrammingError as error:
        fail(f"--database: expected a PostgreSQL URL of a tutorfleet ({str(error).strip()})")


async def existing(connection: Connection, who: str) -> Account:
    """The account of this name; without one, a clear word and the end."""
    account = await accounts.find(connection, who)
    if account is None:
        fail(f"there is no account {who}. See them all: tutorfleet users list")
    return account


def new_password(from_stdin: bool) -> str:
    """A password that holds to the policy, hashed."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, type=str)
    if rule := passwords.weakness(given):
        fail(f"{rule}. At least 8 characters, with lower and upper case, a number and a symbol.")
    return asyncio.run(passwords.Hasher().hash(given))


public_names = ("uid", "email", "name", "confirmed", "groups", "created_at")


def public(account: Account) -> dict[str, object]:
    """What an operator sees of an account: never its password's hash."""
    return {name: getattr(account, name) for name in public_names}


def cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
