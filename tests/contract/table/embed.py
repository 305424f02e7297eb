"""POST /api/embed, and the older /api/embeddings."""

from typing import Any

from tests.contract.case import Case, Expected, error
from tests.contract.shapes import number, positive, text, unit
from tests.contract.table.words import INVALID_NAME, NO_BODY, NOT_FOUND

NEW, OLD = "POST /api/embed", "POST /api/embeddings"
DOC, CODE = "api.md, Generate Embeddings", "server/routes.go, EmbedHandler"
LONG = "hello world " * 40_000


def _one(value: Any) -> bool:
    """One vector of length one."""
    return isinstance(value, list) and len(value) == 1 and unit(value[0])


def _two(value: Any) -> bool:
    """Two vectors of length one."""
    return isinstance(value, list) and len(value) == 2 and all(map(unit, value))


def _eight(value: Any) -> bool:
    """One vector of eight numbers, of length one again."""
    return _one(value) and len(value[0]) == 8


def numbers(value: Any) -> bool:
    """A vector as the model gives it."""
    return isinstance(value, list) and len(value) > 8 and all(map(number, value))


def _of(given: Any, **fields: Any) -> dict[str, Any]:
    return {"model": "{embedder}", "input": given} | fields


def _case(name: str, body: Any, expected: Expected, source: str) -> Case:
    return Case(name, NEW, body, expected, source)


def _gives(vectors: Any) -> Expected:
    return Expected(
        body={
            "model": "{embedder}",
            "embeddings": vectors,
            "total_duration": positive,
            "load_duration?": positive,
            "prompt_eval_count": positive,
        }
    )


NOTHING = Expected(body={"model": "{embedder}", "embeddings": []})
TOO_LONG = "the input length exceeds the context length"
NOBODY = error(404, text("""model ['"]{absent}['"] not found.*"""))

CASES = (
    _case("a text", _of("Why is the sky blue?"), _gives(_one), DOC),
    _case("several texts", _of(["Why is the sky blue?", "Why is the grass green?"]), _gives(_two), DOC),
    _case("fewer dimensions", _of("a", dimensions=8), _gives(_eight), DOC),
    _case("a text that is too long is cut", _of(LONG), _gives(_one), "api.md, truncate"),
    _case(
        "a text that is too long and may not be cut",
        _of(LONG, truncate=False),
        error(400, TOO_LONG),
        "api.md, truncate",
    ),
    _case("no text loads the model", _of(""), NOTHING, CODE),
    _case("no texts", _of([]), NOTHING, CODE),
    _case("a number is no text", _of(7), error(400, "invalid input type"), CODE),
    _case("a number among texts is none", _of(["a", 7]), error(400, "invalid input type"), CODE),
    _case("nobody does not embed", _of("a", model="{absent}"), error(404, NOT_FOUND), "api/errors.mdx"),
    _case("to embed needs a name that can be", _of("a", model="../x"), error(400, INVALID_NAME), CODE),
    _case("to embed needs a body", None, error(400, NO_BODY), CODE),
    Case(
        "a prompt",
        OLD,
        {"model": "{embedder}", "prompt": "llamas"},
        Expected(body={"embedding": numbers}),
        "api.md, Generate Embedding",
    ),
    Case(
        "no prompt loads the model in the old way", OLD, {"model": "{embedder}"}, Expected(body={"embedding": []}), CODE
    ),
    Case("nobody does not embed in the old way", OLD, {"model": "{absent}", "prompt": "a"}, NOBODY, CODE),
    Case("the old way needs a model", OLD, {"prompt": "a"}, error(400, "model is required"), CODE),
    Case("the old way needs a body", OLD, None, error(400, NO_BODY), CODE),
)
