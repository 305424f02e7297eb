"""How long a model stays loaded, in Ollama's words: seconds as a number, or a duration of Go ("5m", "1h30m", "-1").

Pure. `parse` gives seconds, FOREVER for anything below zero.
"""

import math
import re

from tutorfleet.worker.errors import Failure

FOREVER = math.inf

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)")


def parse(value: str | float) -> float:
    """Seconds, FOREVER where the value is negative; raises Failure 400 in Go's words for anything else."""
    seconds = _duration(value) if isinstance(value, str) else float(value)
    if math.isnan(seconds):
        raise Failure(400, "invalid keep_alive: not a number")
    return FOREVER if seconds < 0 else seconds


def _duration(text: str) -> float:
    body = text[1:] if text[:1] in {"-", "+"} else text
    sign = -1.0 if text.startswith("-") else 1.0
    if body == "0":
        return 0.0
    parts = _PART.findall(body[:100])
    if not parts or "".join(number + unit for number, unit in parts) != body:
        raise Failure(400, f'time: invalid duration "{text[:100]}"')
    # A negative duration is for ever, also "-0.1s"; -0.0 would not be.
    return sign * sum(float(number) * _UNITS[unit] for number, unit in parts)
