"""Where a worker of ours knowingly answers otherwise than Ollama, and why; a row is the key of a case of the table.

    PYTHONPATH=. python tests/contract/differences.py        prints them as a table of Markdown

Every row is tested from both sides: that we answer as it says, and that this still is another answer than Ollama's.
"""

from dataclasses import dataclass

from tests.contract.case import Expected, error
from tests.contract.shapes import ABSENT, text
from tests.contract.table.models import VERSION
from tests.contract.table.openai import MODEL, refused


@dataclass(frozen=True)
class Difference:
    """What we answer, and the reason."""

    ours: Expected
    why: str


_SAYS_MORE = "it begins with Ollama's words and says what was expected"
_NO_PAGES = (
    "pages in a browser reach a fleet by its edge, with a token; a worker has no accounts and opens itself to none"
)
_NO_ROUTE = "not served yet: /v1/ has chats, completions, embeddings and models"
_ONE_NAME = "one sentence for a model that is not there, on every route"

DIFFERENCES = {
    "models: tags are not posted": Difference(
        error(405, "method not allowed"), "an error is JSON here whoever finds it, so that clients can show it"
    ),
    "models: what is nowhere": Difference(error(404, "not found"), "an error is JSON here whoever finds it"),
    "models: V6: another host name is refused": Difference(
        error(403, text("this worker does not answer.+")), "it says why"
    ),
    "models: a page of this machine may read": Difference(
        Expected(body=VERSION.body, headers={"access-control-allow-origin": ABSENT}), _NO_PAGES
    ),
    "models: a page of this machine may ask what it may": Difference(error(405, "method not allowed"), _NO_PAGES),
    "generate: to generate needs a model": Difference(
        error(400, "model is required"), "the same as /api/chat: a name that is missing is no name that was not found"
    ),
    "embed: a number is no text": Difference(error(400, text("invalid input type.+")), _SAYS_MORE),
    "embed: a number among texts is none": Difference(error(400, text("invalid input type.+")), _SAYS_MORE),
    "store: of a digest that is none": Difference(error(400, text("invalid digest .+")), _SAYS_MORE),
    "store: a copy of nobody": Difference(error(404, "model '{absent}' not found"), _ONE_NAME),
    "store: to push": Difference(
        error(403, text("push is refused: .+")),
        "a fleet publishes nothing: what it is fed with stays here; a real Ollama on the same store can push",
    ),
    "store: a registry that has no TLS": Difference(
        error(400, text("invalid model name.+")),
        "a name has no scheme: `insecure` says it, and this machine needs neither",
    ),
    "openai: a response": Difference(refused(404, "not_found_error", text("unknown request: .+")), _NO_ROUTE),
    "openai: a message as Anthropic has it": Difference(
        refused(404, "not_found_error", text("unknown request: .+")), _NO_ROUTE
    ),
    "openai: vectors of nothing": Difference(
        refused(400, "invalid_request_error", text("input: .+")), "the error names the field, as OpenAI's own do"
    ),
    "openai: a model": Difference(
        Expected(body=MODEL | {"id": "{model}:latest"}), "the identity is the one that /v1/models lists"
    ),
}


def page() -> str:
    """The table."""
    rows = (f"| {row} | {one.ours.status} | {one.why} |" for row, one in DIFFERENCES.items())
    return "\n".join(["| row | our status | why |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(page())
