"""Prints the events of a turn as they come: corrections at once, the reply word by word, scores at the end."""

from collections.abc import AsyncIterator
from typing import Any

from rich.text import Text

from tutorfleet.cli import render
from tutorfleet.cli.client import Client, ClientError
from tutorfleet.cli.common import Screen
from tutorfleet.cli.flow import Flow
from tutorfleet.tutor.prompts import is_starter

Event = dict[str, Any]


class Teller:
    """Tells turn after turn on one screen; says once who answers, if that is a starter model."""

    def __init__(self, screen: Screen, client: Client, language: str) -> None:
        self.screen, self.client, self.language = screen, client, language
        self._introduced = not screen.is_terminal
        self._flow = Flow(None)

    def new_line(self) -> None:
        """Begin a line: the terminal has shown the ^C that somebody typed."""
        self._flow.column = 0
        self._write("\n")

    async def tell(self, events: AsyncIterator[Event], text: str) -> Event:
        """Print a turn; its `done` event. Raises ClientError."""
        self._flow = flow = Flow(self.screen.width if self.screen.is_terminal else None)
        edits: list[Event] = []
        async for event in events:
            if event["type"] == "turn":
                await self._introduce(event)
            elif event["type"] == "reply":
                self._write(flow.feed(event["text"]))
                continue
            elif event["type"] == "corrections":
                self._write(flow.end())
                edits = event["edits"]
                render.put(self.screen, render.corrections(text, event, self.language, self.screen.plain))
            elif event["type"] == "praise":
                self._write(flow.end())
                render.put(self.screen, [render.praise(event, self.language)])
            elif event["type"] == "done":
                self._write(flow.end())
                self._close(event, edits)
                return event
        raise ClientError("the turn ended without an end")

    async def _introduce(self, event: Event) -> None:
        if self._introduced:
            return
        self._introduced = True
        try:
            shown = await self.client.show(event["region"], event["model"])
        except ClientError:
            return  # the turn itself will say what is wrong
        if is_starter(shown):
            render.put(self.screen, [render.Line(0, Text(render.STARTER, style="dim"))])

    def _close(self, done: Event, edits: list[Event]) -> None:
        render.put(self.screen, render.explanations(done.get("explanation") or {}, edits))
        render.put(self.screen, render.ending(done))
        if done.get("scores"):
            render.put(self.screen, [render.scores(done)])

    def _write(self, text: str) -> None:
        if text:
            self.screen.out(text, end="", highlight=False)
            self.screen.file.flush()


def failure(done: Event) -> str | None:
    """Why a turn failed, in words, and what to do."""
    if not done.get("failed"):
        return None
    why = str(done.get("message") or "something went wrong").rstrip(".")
    way = "See them: tutorfleet models list" if "not found" in why else "Your text is kept; send it again in a moment"
    return f"no reply: {why}. {way}"
