"""`tutorfleet chat`: talk with the tutor in this terminal.

Corrections appear at once, the reply word by word, scores at the end. Ctrl-C during a reply stops it, Ctrl-D leaves.
"""

import asyncio
import contextlib
import json
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from tutorfleet.cli import render
from tutorfleet.cli.client import Client, ClientError, Credentials, own_credentials
from tutorfleet.cli.common import data_dir_option, fail, running

CLIENT_ID = "localclientid0000000000001"


@click.command()
@click.option("--message", "-m", metavar="TEXT", help="One turn instead of a talk; `-` reads standard input.")
@click.option("--json", "as_json", is_flag=True, help="With --message: one JSON object with everything about the turn.")
@click.option(
    "--language", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the reasons."
)
@click.option("--region", metavar="NAME", help="Ask this region first.")
@click.option("--model", metavar="NAME", help="Another chat model.")
@click.option("--conversation", type=click.UUID, metavar="UUID", help="Go on with this conversation.")
@click.option("--url", metavar="URL", help="Another fleet than the one that runs here.")
@click.option(
    "--client-id", envvar="TUTORFLEET_CLIENT_ID", default=CLIENT_ID, show_default=True, help="The app client's id."
)
@click.option(
    "--email", metavar="EMAIL", help="Your own account; its password is asked for, or taken from TUTORFLEET_PASSWORD."
)
@click.option("--password", envvar="TUTORFLEET_PASSWORD", hidden=True)
@data_dir_option
def chat(data_dir: Path, message: str | None, as_json: bool, **options: Any) -> None:
    """Talk with the tutor in this terminal.

    Without --email it signs in with an account of this terminal's own. Ctrl-C during a reply stops the reply, Ctrl-D leaves.
    """
    if as_json and message is None:
        fail("--json goes with --message TEXT", 2)
    url = options.pop("url") or running(data_dir)["url"]
    credentials = chosen(options.pop("email"), options.pop("password"), data_dir)
    client = Client(url, options.pop("client_id"), credentials)
    text = sys.stdin.read().strip() if message == "-" else message
    if text == "":
        fail("there is no text to send", 2)
    try:
        asyncio.run(one(client, text, as_json, options) if text is not None else talk(client, options))
    except ClientError as error:
        fail(str(error))
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def chosen(email: str | None, password: str | None, data_dir: Path) -> Credentials:
    if email is None:
        return own_credentials(data_dir)
    return Credentials(email, password or click.prompt("Password", hide_input=True))


async def one(client: Client, text: str, as_json: bool, options: dict[str, Any]) -> None:
    """One turn."""
    conversation = options["conversation"] or uuid.uuid4()
    async with client:
        events = client.turn(conversation, request(text, options))
        if as_json:
            click.echo(json.dumps(await collected(events), ensure_ascii=False, indent=2))
        else:
            await show(events, text, options["language"], Console(highlight=False, soft_wrap=True))


async def collected(events: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    """The `done` event, which has everything; raises ClientError when the turn failed."""
    last: dict[str, Any] = {}
    async for event in events:
        last = event
    if last.get("failed"):
        raise ClientError(last.get("message") or "the turn failed; your text is stored, try again")
    return {key: value for key, value in last.items() if key not in {"seq", "type"}}


async def talk(client: Client, options: dict[str, Any]) -> None:
    """Turn after turn until the end of input."""
    console = Console(highlight=False, soft_wrap=True)
    conversation = options["conversation"] or uuid.uuid4()
    async with client:
        console.print("Write in English; mistakes are welcome. Ctrl-D leaves.", style="dim")
        while (text := await asked()) is not None:
            if not text.strip():
                continue
            body = request(text, options)
            showing = asyncio.ensure_future(show(client.turn(conversation, body), text, options["language"], console))
            try:
                await asyncio.shield(showing)
            except asyncio.CancelledError:  # Ctrl-C: asyncio cancels us once
                asyncio.current_task().uncancel()  # type: ignore[union-attr]
                with contextlib.suppress(ClientError):
                    await client.stop(conversation, body["turn"])
                await showing


async def asked() -> str | None:
    """One line from the person, or None at the end."""
    try:
        return await asyncio.to_thread(input, "> ")
    except EOFError:
        return None


def request(text: str, options: dict[str, Any]) -> dict[str, Any]:
    chosen_options = {key: options[key] for key in ("region", "model", "language") if options[key]}
    return {"text": text, "turn": str(uuid.uuid4()), **chosen_options}


async def show(events: AsyncIterator[dict[str, Any]], text: str, language: str, console: Console) -> None:
    """Print the events of a turn as they come."""
    speaking = False
    async for event in events:
        kind = event["type"]
        if kind == "corrections":
            for line in render.corrections(text, event, language):
                console.print(line)
        elif kind == "reply":
            console.print(event["text"], end="", markup=False)
            speaking = True
            console.file.flush()
        elif kind in {"error", "done"} and speaking:
            console.print()
            speaking = False
        if kind == "error":
            console.print(event["message"], style="red")
        if kind == "done" and event.get("scores"):
            console.print(render.scores(event))
