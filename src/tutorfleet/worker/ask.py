"""A request that has been checked, whatever API it came by: all that a reply depends on. A value only; `asks.py` makes it."""

from dataclasses import dataclass
from typing import Any

from tutorfleet.models.catalogue import Model
from tutorfleet.worker.ollama import Message
from tutorfleet.worker.options import Options
from tutorfleet.worker.starter import Plan


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; of /api/chat and /v1/chat/completions with messages, else with a prompt."""

    model: Model
    options: Options
    messages: tuple[Message, ...] | None = None
    """A chat; None for a plain prompt."""
    prompt: str = ""
    system: str = ""
    raw: bool = False
    context: tuple[int, ...] = ()
    format: Any = None
    tools: tuple[dict[str, Any], ...] = ()
    calls: bool = False
    """The reply is one call of a tool and nothing else, as JSON under `format`."""
    think: bool | str | None = None
    template: str = ""
    """The request's own Go template."""
    suffix: str = ""
    """What stands behind the reply."""
    likely: int | None = None
    """How many likely tokens are named beside each; None for no probabilities at all."""
    truncate: bool = True
    shift: bool | None = None
    """Whether a reply goes on when the context is full, without its older half; None where more tokens are asked for than fit."""
    keep_alive: str | float | None = None
    learner: str = ""
    """Who asks, for a fair turn; "" is everybody without a name."""
    plan: Plan | None = None
    """What the starter model's rules want."""
