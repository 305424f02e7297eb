"""What changes the models that there are: pull, push, create, copy, delete, blobs. At the edge it is for operators."""

from hashlib import sha256
from typing import Any

from tests.contract.case import Case, Expected, error, streamed
from tests.contract.shapes import text
from tests.contract.table.models import SHOWN
from tests.contract.table.words import INVALID_NAME, NO_BODY, NOT_FOUND

CONTENT = b"a blob of the contract's tests"
DIGEST = f"sha256:{sha256(CONTENT).hexdigest()}"
MISSING = f"sha256:{sha256(b'never uploaded').hexdigest()}"
OTHER = f'digest mismatch, expected "{MISSING}", got "{DIGEST}"'
STATUS = {"status": text(".+")}
WRITING, SUCCESS = {"status": "writing manifest"}, {"status": "success"}
NOWHERE = {"model": "127.0.0.1:9/library/contract", "insecure": True}
"""A registry that nobody is: port 9 refuses."""
NO_PULL = {"error": text("pull model manifest: .+")}
CREATE, COPY, DELETE, PULL, PUSH = (
    "POST /api/create",
    "POST /api/copy",
    "DELETE /api/delete",
    "POST /api/pull",
    "POST /api/push",
)
SEND, HAS = "POST /api/blobs/", "HEAD /api/blobs/"
MAKE = (COPY, {"source": "{model}", "destination": "{made}"})
MAKING, CODE = "api.md, Create a Model", "server/routes.go"
MARIO = {
    "system": "You are Mario.",
    "license": "None at all.",
    "template": "{{ .System }} {{ .Prompt }}",
    "messages": [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": "Mario."}],
}


def _make(**fields: Any) -> dict[str, Any]:
    return {"model": "{made}", "from": "{model}"} | fields


def _of_file(file: str, digest: str) -> dict[str, Any]:
    return {"model": "{made}", "files": {file: digest}, "stream": False}


def _copy(source: str, destination: str) -> dict[str, Any]:
    return {"source": source, "destination": destination}


def _case(name: str, ask: str, body: Any, expected: Expected, source: str, *first: tuple[str, Any]) -> Case:
    return Case(name, ask, body, expected, source, first, operator=True)


_CREATE = (
    _case(
        "a model of another", CREATE, _make(system="Hi."), streamed(STATUS, WRITING, SUCCESS, first=[STATUS]), MAKING
    ),
    _case("a model of another, told at once", CREATE, _make(stream=False), Expected(body=SUCCESS), MAKING),
    _case(
        "what was made has the texts and numbers that it was made with",
        "POST /api/show",
        {"model": "{made}"},
        Expected(body=SHOWN | MARIO | {"parameters": text(r".*num_predict +5.*")}),
        MAKING,
        (CREATE, _make(**MARIO, parameters={"num_predict": 5}, stream=False)),
    ),
    _case(
        "of what cannot be pulled",
        CREATE,
        _make(**{"from": NOWHERE["model"], "stream": False}),
        error(500, text(".+")),
        "server/create.go",
    ),
    _case(
        "of nothing",
        CREATE,
        {"model": "{made}", "stream": False},
        error(400, "neither 'from' or 'files' was specified"),
        "server/create.go",
    ),
    _case("of a file that was not sent", CREATE, _of_file("a.gguf", MISSING), error(400, text(".+")), MAKING),
    _case(
        "of a file elsewhere",
        CREATE,
        _of_file("../a.gguf", MISSING),
        error(400, text("file path must be relative.*")),
        "server/create.go",
    ),
    _case(
        "of a digest that is none",
        CREATE,
        _of_file("a.gguf", "sha256:ab"),
        error(400, "invalid digest format"),
        "server/create.go",
    ),
    _case("under a name that cannot be", CREATE, _make(model="../x"), error(400, INVALID_NAME), "server/create.go"),
    _case("to create needs a body", CREATE, None, error(400, NO_BODY), "server/create.go"),
)
_COPY = (
    _case("a copy", COPY, _copy("{model}", "{made}"), Expected(), "api.md, Copy a Model"),
    _case(
        "a copy answers",
        "POST /api/generate",
        {"model": "{made}", "prompt": "a", "stream": False, "options": {"num_predict": 2}},
        Expected(body=dict),
        "api.md, Copy a Model",
        MAKE,
    ),
    _case("a copy of nobody", COPY, _copy("{absent}", "{made}"), error(404, 'model "{absent}" not found'), CODE),
    _case("a copy of no name", COPY, _copy("../x", "{made}"), error(400, 'source "../x" is invalid'), CODE),
    _case("a copy to no name", COPY, _copy("{model}", "../x"), error(400, 'destination "../x" is invalid'), CODE),
    _case("to copy needs a body", COPY, None, error(400, NO_BODY), CODE),
)
_DELETE = (
    _case("a model is deleted", DELETE, {"model": "{made}"}, Expected(), "api.md, Delete a Model", MAKE),
    _case("a model is deleted by the old key", DELETE, {"name": "{made}"}, Expected(), "api/types.go", MAKE),
    _case(
        "what is deleted is gone",
        "POST /api/show",
        {"model": "{made}"},
        error(404, "model '{made}' not found"),
        "api.md, Delete a Model",
        MAKE,
        (DELETE, {"model": "{made}"}),
    ),
    _case("nobody is not deleted", DELETE, {"model": "{absent}"}, error(404, NOT_FOUND), "api.md, Delete a Model"),
    _case("no name is not deleted", DELETE, {"model": "../x"}, error(400, 'name "../x" is invalid'), CODE),
    _case("to delete needs a body", DELETE, None, error(400, NO_BODY), CODE),
)
_BLOBS = (
    _case(
        "a blob that was sent",
        HAS + DIGEST,
        None,
        Expected(),
        "api.md, Check if a Blob Exists",
        (SEND + DIGEST, CONTENT),
    ),
    _case("a blob that was not sent", HAS + MISSING, None, Expected(404), "api.md, Check if a Blob Exists"),
    _case("a blob that is there already", SEND + DIGEST, CONTENT, Expected(), CODE, (SEND + DIGEST, CONTENT)),
    _case("a blob that is another", SEND + MISSING, CONTENT, error(400, OTHER), "api.md, Push a Blob"),
    _case("a blob of no digest", SEND + "sha256:xyz", CONTENT, error(400, "invalid digest format"), CODE),
    _case("no digest is nowhere", HAS + "sha256:xyz", None, Expected(400), CODE),
)
_REGISTRY = (
    _case(
        "what cannot be pulled is an error inside the stream",
        PULL,
        NOWHERE,
        streamed(STATUS, NO_PULL, first=[{"status": "pulling manifest"}]),
        "api/errors.mdx",
    ),
    _case(
        "what cannot be pulled, told at once",
        PULL,
        NOWHERE | {"stream": False},
        Expected(500, NO_PULL),
        "api/errors.mdx",
    ),
    _case(
        "a registry that has no TLS",
        PULL,
        NOWHERE | {"model": f"http://{NOWHERE['model']}"},
        streamed(STATUS, NO_PULL, first=[{"status": "pulling manifest"}]),
        "types/model/name.go, ProtocolScheme",
    ),
    _case("to pull needs a name that can be", PULL, {"model": "../x"}, error(400, INVALID_NAME), CODE),
    _case("to pull by the old key", PULL, {"name": "../x"}, error(400, INVALID_NAME), "api/types.go"),
    _case("to pull needs a body", PULL, None, error(400, NO_BODY), CODE),
    _case(
        "to push",
        PUSH,
        {"model": "{made}"},
        streamed(STATUS, {"error": text(".+")}, first=[{"status": "retrieving manifest"}]),
        "api.md, Push a Model",
    ),
    _case("to push needs a model", PUSH, {}, error(400, "model is required"), CODE),
    _case("to push needs a body", PUSH, None, error(400, NO_BODY), CODE),
)
CASES = (*_CREATE, *_COPY, *_DELETE, *_BLOBS, *_REGISTRY)
