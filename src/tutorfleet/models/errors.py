"""What can go wrong with a model. The text of each error is one sentence that may be shown to a person as it is."""


class ModelError(Exception):
    """Anything wrong with a model or with the store; the base of the errors below."""


class InvalidName(ModelError, ValueError):
    """A name or a digest that no model can have. The text begins with Ollama's words, "invalid model name"."""


class ModelNotFound(ModelError, LookupError):
    """There is no such model. The text is Ollama's, "model 'X' not found"."""


class CorruptModel(ModelError):
    """A file that is not a usable model: cut short, damaged, or of a format that is not known here."""

    def __init__(self, what: str, reason: str) -> None:
        """`what` is the file or the model, `reason` the rest of the sentence "... is not a usable model: "."""
        super().__init__(f"{what} is not a usable model: {reason}")
        self.what, self.reason = what, reason


class StoreError(ModelError):
    """The store could not be read or written: disk full, read-only, not a folder."""


class PullFailed(ModelError):
    """A registry did not give the model: it is not there, refuses, breaks off again and again, or sends wrong bytes."""
