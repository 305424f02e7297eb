"""What can go wrong in a worker. A `Failure` is an answer: an HTTP status and one sentence, in Ollama's shape `{"error": ...}`.

The engine says its errors in several shapes (a body with a status, an object in mid-stream, a text); `from_engine` makes
one of them all. Ollama's own words are kept where clients look for them.
"""

from typing import Any

BUSY = "server busy, please try again.  maximum pending requests exceeded"
TOO_LONG = "the input length exceeds the context length"
CLIENT_LEFT = 499
DIED = "the model's process ended unexpectedly"
STALLED = "the model's process stopped answering"
AGAIN = "; it is loaded again with the next request"
ENGINE_DIED = DIED + AGAIN


class BadSettings(ValueError):
    """Settings that a program cannot start with; the text says what was expected."""


class Failure(Exception):
    """An answer that is an error: `status` and a sentence for the person who asked."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Refusal(Failure):
    """A refusal that names the field (`param`) and, where there is one, OpenAI's code for it."""

    def __init__(self, status: int, message: str, param: str = "", code: str = "") -> None:
        super().__init__(status, message)
        self.param = param
        self.code = code


class EngineLost(Failure):
    """The engine's process ended or stopped answering while it was needed."""

    def __init__(self, message: str = ENGINE_DIED) -> None:
        super().__init__(500, message)


class EngineStalled(EngineLost):
    """The engine's process is there and says nothing."""

    def __init__(self) -> None:
        super().__init__(STALLED + AGAIN)


class LoadFailed(Failure):
    """A model could not be loaded; the text says why."""

    def __init__(self, message: str) -> None:
        super().__init__(500, message)


def from_engine(error: Any, status: int = 500) -> Failure:
    """The failure behind whatever the engine said: `{"error": {code, message}}`, its inside, or a plain text."""
    if isinstance(error, dict) and "error" in error:
        error = error["error"]
    if not isinstance(error, dict):
        return Failure(status, str(error)[:1000] or "the engine gave an error without words")
    message = str(error.get("message", ""))[:1000]
    code = error.get("code", status)
    code = code if isinstance(code, int) and 400 <= code <= 599 else status
    if error.get("type") == "exceed_context_size_error" or "is too large to process" in message:
        return Failure(400, TOO_LONG)
    if "grammar" in message or "schema" in message.lower():
        return Failure(400, f'invalid format: {message}; expected "json" or a valid JSON Schema object')
    return Failure(code, message or "the engine gave an error without words")
