"""What a reply is held to: `format` ("json" or a JSON schema), and the nine scores that the reference client asks for.

Pure. A model that is held to a grammar may still pad with white space for ever; both kinds here leave it no room to.
"""

from typing import Any

import msgspec

from tutorfleet.worker.errors import Failure

SCORES_SENTENCE = "Respond with a JSON object containing only the scores"
"""A `generate` prompt with this sentence gets nine integers and nothing else, from any model."""

SCORES = (
    "written_fluency",
    "vocabulary",
    "grammar",
    "comprehension",
    "coherence",
    "digital_etiquette",
    "responsiveness",
    "clarity",
    "overall_communication",
)
"""The reference client reads them by name and hides the last one from its bars: the order matters."""

SCORES_ROOM = 384
"""Tokens that always suffice for the nine scores, one byte a token."""


def scores_grammar() -> str:
    """A GBNF grammar: a flat object of the nine scores, 0 to 100, in their order."""
    fields = ' ", " '.join(f'"\\"{name}\\": " number' for name in SCORES)
    return f'root ::= "{{" {fields} "}}"\nnumber ::= "100" | [1-9] [0-9] | [0-9]\n'


def asks_for_scores(prompt: str) -> bool:
    """Whether this is the reference client's own scoring prompt."""
    return SCORES_SENTENCE in prompt


def from_format(wanted: Any) -> dict[str, Any]:
    """Parameters of `/completion` for Ollama's `format`; {} for none. Raises Failure 400 for what is neither."""
    if wanted is None or wanted == "":
        return {}
    if wanted == "json":
        wanted = {"type": "object"}
    if not isinstance(wanted, dict):
        raise Failure(400, f'invalid format: {str(wanted)[:100]!r}; expected "json" or a valid JSON Schema object')
    _check_schema(wanted, wanted)
    # Spaces as people write them, none of the model's own choosing.
    # Lenient: keywords that only forbid more ("uniqueItems", "not") are ignored, as Ollama does, instead of the whole schema.
    style = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": ", "lenient": True}
    return {"json_schema": {**wanted, "x-guidance": style}}


_TYPES = frozenset({"object", "array", "string", "number", "integer", "boolean", "null"})
_DATA = frozenset({"const", "enum", "default", "examples"})
"""Keywords whose values are data and not schemas."""


class JsonGuard:
    """Notices that the engine dropped a schema: llama.cpp ignores one that it cannot compile, and says so only in its log.

    Under these grammars a reply begins with JSON at its first character and, unless cut by a limit, is JSON as a whole.
    """

    def __init__(self, schema: Any) -> None:
        wanted = schema.get("type") if isinstance(schema, dict) else None
        self._starts = "{" if wanted == "object" else "[" if wanted == "array" else '{["-0123456789tfn'
        self._text: list[str] = []

    def feed(self, text: str) -> None:
        """Look at the next part; raises Failure 400 if it cannot be JSON of this schema."""
        if text and not self._text and text[0] not in self._starts:
            raise _dropped()
        if text:
            self._text.append(text)

    def finish(self, reason: str) -> None:
        """The reply ended; raises Failure 400 if it should be whole JSON and is not."""
        if reason != "stop":
            return
        try:
            msgspec.json.decode("".join(self._text))
        except (msgspec.MsgspecError, RecursionError):
            raise _dropped() from None


def _check_schema(node: Any, root: dict[str, Any]) -> None:
    """Raise Failure 400 for a type or a reference that does not exist: llama.cpp would silently drop the whole schema."""
    if isinstance(node, list):
        for item in node:
            _check_schema(item, root)
    if not isinstance(node, dict):
        return
    kinds = node.get("type")
    named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if any(kind not in _TYPES for kind in named):
        raise Failure(
            400, f'invalid format: unknown type {str(kinds)[:100]!r}; expected "json" or a valid JSON Schema object'
        )
    reference = node.get("$ref")
    if isinstance(reference, str) and not _resolves(reference, root):
        raise Failure(
            400, f'invalid format: nothing at {reference[:100]!r}; expected "json" or a valid JSON Schema object'
        )
    for name, value in node.items():
        if name not in _DATA:
            _check_schema(value, root)


def _resolves(reference: str, root: dict[str, Any]) -> bool:
    found: Any = root
    for part in reference.removeprefix("#").split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        elif isinstance(found, dict) and key in found:
            found = found[key]
        else:
            return False
    return reference.startswith("#")


def _dropped() -> Failure:
    return Failure(
        400,
        'invalid format: the schema is not valid, not supported or impossible; expected "json" or a valid JSON Schema object',
    )
