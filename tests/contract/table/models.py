"""What models there are and what is known of them: version, tags, ps, show."""

from tests.contract.case import Case, Expected, error
from tests.contract.shapes import count, instant, positive, several, text
from tests.contract.table.words import DETAILS, INVALID_NAME, LISTED, NO_BODY, NOT_FOUND

SHOWN = {
    "license?": str,
    "modelfile": text(".*FROM .*"),
    "parameters?": str,
    "template?": str,
    "system?": str,
    "renderer?": str,
    "parser?": str,
    "details": DETAILS,
    "messages?": list,
    "model_info": dict,
    "projector_info?": dict,
    "tensors?": list,
    "capabilities": several(str),
    "modified_at": instant,
    "requires?": str,
}
RUNNING = {
    "name": text(r".+:.+"),
    "model": text(r".+:.+"),
    "size": positive,
    "digest": text("[0-9a-f]{64}"),
    "details": DETAILS,
    "expires_at": instant,
    "size_vram": count,
    "context_length": positive,
}
RUNS = Expected(body="Ollama is running", kind="text/plain")
NO_METHOD = Expected(405, "405 method not allowed", "text/plain")
NOWHERE = Expected(404, "404 page not found", "text/plain")
VERSION = Expected(body={"version": text(r"\d+\.\d+\.\d+.*")})
LIST, SHOW, CODE = "api.md, List Local Models", "api.md, Show Model Information", "server/routes.go"
PAGE = "http://localhost:3000"
ALLOWS = {"access-control-allow-origin": PAGE}
PREFLIGHT = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
_BROWSERS = (
    Case(
        "V6: another host name is refused",
        "GET /api/tags",
        None,
        Expected(403),
        CODE,
        headers={"Host": "evil.example"},
        edge=False,
    ),
    Case(
        "a page of this machine may read",
        "GET /api/version",
        None,
        Expected(body=VERSION.body, headers=ALLOWS),
        "faq.mdx, OLLAMA_ORIGINS",
        headers={"Origin": PAGE},
        edge=False,
    ),
    Case(
        "a page of this machine may ask what it may",
        "OPTIONS /api/chat",
        None,
        Expected(204, headers=ALLOWS),
        "faq.mdx, OLLAMA_ORIGINS",
        headers=PREFLIGHT,
        edge=False,
    ),
)

CASES = (
    Case("the root says that it runs", "GET /", None, RUNS, CODE, edge=False),
    Case("the root answers HEAD", "HEAD /", None, Expected(), CODE, edge=False),
    Case("the version", "GET /api/version", None, VERSION, "api.md, Version"),
    Case("the version answers HEAD", "HEAD /api/version", None, Expected(), CODE),
    Case("all models", "GET /api/tags", None, Expected(body={"models": several(LISTED)}), LIST),
    Case(
        "all models with no field but the documented", "GET /api/tags", None, Expected(body={"models": [LISTED]}), LIST
    ),
    Case("all models answer HEAD", "HEAD /api/tags", None, Expected(), CODE),
    Case(
        "what is loaded",
        "GET /api/ps",
        None,
        Expected(body={"models": several(RUNNING)}),
        "api.md, List Running Models",
        first=(("POST /api/generate", {"model": "{model}", "keep_alive": "5m"}),),
    ),
    Case(
        "what is loaded, with no field but the documented",
        "GET /api/ps",
        None,
        Expected(body={"models": [RUNNING]}),
        "api.md, List Running Models",
        first=(("POST /api/generate", {"model": "{model}", "keep_alive": "5m"}),),
    ),
    Case("a model", "POST /api/show", {"model": "{model}"}, Expected(body=SHOWN), SHOW),
    Case(
        "a model by its full name",
        "POST /api/show",
        {"model": "registry.ollama.ai/library/{model}"},
        Expected(body=SHOWN),
        "api.md, Model names",
    ),
    Case(
        "a model with all that takes space",
        "POST /api/show",
        {"model": "{model}", "verbose": True},
        Expected(body=SHOWN | {"tensors": several({"name": str, "type": str, "shape": [positive]})}),
        SHOW,
    ),
    Case("a model by the old key", "POST /api/show", {"name": "{model}"}, Expected(body=SHOWN), "api/types.go"),
    Case(
        "an encoder embeds and does not complete",
        "POST /api/show",
        {"model": "{embedder}"},
        Expected(body=SHOWN | {"capabilities": ["embedding"]}),
        SHOW,
    ),
    Case("nobody is not shown", "POST /api/show", {"model": "{absent}"}, error(404, NOT_FOUND), "api/errors.mdx"),
    Case("to show needs a name", "POST /api/show", {}, error(400, "model is required"), CODE),
    Case("to show needs a name that can be", "POST /api/show", {"model": "../x"}, error(400, INVALID_NAME), CODE),
    Case("to show needs a body", "POST /api/show", None, error(400, NO_BODY), CODE),
    Case("tags are not posted", "POST /api/tags", {}, NO_METHOD, CODE, edge=False),
    Case("what is nowhere", "GET /api/nothing", None, NOWHERE, CODE, edge=False),
    *_BROWSERS,
)
