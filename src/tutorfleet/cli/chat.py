"""`tutorfleet chat`: talk with the tutor in this terminal.

Corrections appear at once, the reply word by word, scores at the end. What is typed is remembered by the up-arrow as long as the
talk lasts and then nowhere but in the learner's own data, where it can be erased.
"""

import asyncio
import contextlib
import json
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

with contextlib.suppress(ImportError):
    import readline  # noqa: F401  gives `input` its line editing and the up-arrow

from tutorfleet.cli.client import Client, ClientError, Credentials, own_credentials
from tutorfleet.cli.common import Screen, data_dir_option, fail, running
from tutorfleet.cli.telling import Teller, failure

CLIENT_ID = "localclientid0000000000001"


def address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An address that can be asked at all."""
    if value is not None and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise click.BadParameter("expected an address like http://127.0.0.1:8080")
    return value


@click.command()
@click.option("--message", "-m", metavar="TEXT", help="One turn instead of a talk; `-` reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="With --message: one JSON object with everything about the turn.")
@click.option(
    "--language", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the reasons."
)
@click.option("--region", metavar="NAME", help="Ask this region first.")
@click.option("--model", metavar="NAME", help="Another chat model.")
@click.option("--conversation", type=click.UUID, metavar="UUID", help="Go on with this conversation.")
@click.option("--url", metavar="URL", callback=address, help="Another fleet than the one that runs here; with --email.")
@click.option(
    "--client-id",
    envvar="TUTORFLEET_CLIENT_ID",
    default=CLIENT_ID,
    show_default=True,
    metavar="ID",
    help="The app client's id.",
)
@click.option(
    "--email", metavar="EMAIL", help="Your own account; its password is asked for, or taken from TUTORFLEET_PASSWORD."
)
@click.option("--password", envvar="TUTORFLEET_PASSWORD", hidden=True)
@data_dir_option
def chat(data_dir: Path, message: str | None, as_json: bool, **options: Any) -> None:
    """Talk with the tutor in this terminal.

    Without --email it signs in with an account of this terminal's own. Ctrl-C during a reply stops the reply, Ctrl-D
    leaves.

    \b
      tutorfleet chat
      tutorfleet chat -m "Yesterday I go to the beach"
      tutorfleet chat --json -m - < letter.txt

    Exit codes: 0, or 1 when there was no reply: no fleet, no such account, no worker.
    """
    if as_json and message is None:
        raise click.UsageError("--json goes with --message TEXT")
    text = said(message)
    client = Client(options["url"] or running(data_dir)["url"], options["client_id"], chosen(options, data_dir))
    try:
        if text is None:
            talk(client, options)
        else:
            asyncio.run(one(client, text, as_json, options))
    except ClientError as error:
        fail(str(error))


def said(message: str | None) -> str | None:
    """The text of the one turn, if it is to be one. Bytes that are no UTF-8 do not end it."""
    if message is None:
        return None
    raw = sys.stdin.buffer.read() if message == "-" else message.encode("utf-8", "surrogateescape")
    text = raw.decode("utf-8", "replace").strip()
    if not text:
        raise click.UsageError("there is no text to send")
    return text


def chosen(options: dict[str, Any], data_dir: Path) -> Credentials:
    """Whose account. The terminal's own belongs to the fleet of this machine; its password goes nowhere else."""
    email, password = options["email"], options["password"]
    if email is not None:
        return Credentials(email, password or click.prompt("Password", hide_input=True, err=True))
    if options["url"] is not None:
        raise click.UsageError("--url goes with --email EMAIL: an account of that fleet")
    try:
        return own_credentials(data_dir)
    except ClientError as error:
        fail(str(error))


async def one(client: Client, text: str, as_json: bool, options: dict[str, Any]) -> None:
    """One turn. Raises ClientError when it brought no reply."""
    conversation = options["conversation"] or uuid.uuid4()
    async with client:
        events = client.turn(conversation, request(text, options))
        if as_json:
            done = await last(events)
        else:
            done = await Teller(Screen(), client, options["language"]).tell(events, text)
    if problem := failure(done):
        raise ClientError(problem)
    if as_json:
        shown = {key: value for key, value in done.items() if key not in {"seq", "type"}}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


async def last(events: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    """The `done` event, which has everything."""
    return [event async for event in events][-1]


def talk(client: Client, options: dict[str, Any]) -> None:
    """Turn after turn until the end of input. Raises ClientError when it cannot begin."""
    screen = Screen()
    conversation = options["conversation"] or uuid.uuid4()
    teller = Teller(screen, client, options["language"])
    with asyncio.Runner() as runner:
        runner.run(client.__aenter__())
        try:
            if sys.stdin.isatty():
                screen.print("Write in English; mistakes are welcome. Ctrl-D leaves.", style="dim")
            while (text := asked()) is not None:
                if text.strip():
                    runner.run(answered(client, teller, conversation, request(text, options)))
        finally:
            runner.run(client.__aexit__())


def asked() -> str | None:
    """What the person writes next, or None at the end. Not in the event loop, so that Ctrl-C is theirs."""
    while True:
        try:
            return (
                input("> " if sys.stdin.isatty() else "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            )
        except UnicodeDecodeError:
            click.echo("That was no UTF-8; write it again.", err=True)
        except KeyboardInterrupt:
            click.echo("\n(Ctrl-D leaves)", err=True)
        except EOFError:
            if sys.stdin.isatty():
                click.echo()
            return None


async def answered(client: Client, teller: Teller, conversation: uuid.UUID, body: dict[str, Any]) -> None:
    """One turn of a talk. What goes wrong is said, and the talk goes on; Ctrl-C stops the reply."""
    showing = asyncio.ensure_future(teller.tell(client.turn(conversation, body), body["text"]))
    try:
        try:
            done = await asyncio.shield(showing)
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()  # type: ignore[union-attr]
            teller.new_line()
            await client.stop(conversation, body["turn"])
            done = await showing
        problem = failure(done)
    except ClientError as error:
        problem = str(error)
    finally:
        showing.cancel()
    if problem:
        click.secho(problem, fg="red", err=True)


def request(text: str, options: dict[str, Any]) -> dict[str, Any]:
    wishes = {key: options[key] for key in ("region", "model", "language") if options[key]}
    return {"text": text, "turn": str(uuid.uuid4()), **wishes}
