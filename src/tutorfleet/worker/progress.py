"""How far a pull or the making of a model is, as Ollama tells it: lines of NDJSON, or at its end one object."""

import msgspec

from tutorfleet.models.pull import Step
from tutorfleet.worker.replies import Sender


class Progress:
    """The steps of one piece of work on their way to a client: as lines, or only the last."""

    def __init__(self, sender: Sender, streaming: bool | None) -> None:
        self._sender = sender
        self._streams = streaming is not False
        self._last = Step("success")

    async def tell(self, step: Step) -> None:
        """One more step."""
        self._last = step
        if self._streams:
            await self._sender.more(msgspec.json.encode(step.told()) + b"\n")

    async def end(self) -> None:
        """All is done."""
        last = msgspec.json.encode(self._last.told())
        await (self._sender.end(b"") if self._streams else self._sender.whole(last))
