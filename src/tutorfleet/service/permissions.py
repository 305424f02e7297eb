"""Who may use which route: one table. A test walks the application's routes and fails for one that is not here.

The table enforces nothing by itself: a route calls `identity.learner_of` or `identity.owner_of`, or is wrapped by
`web_session.page_only`. The test calls every route without a token and as another learner and holds it to its rule.
"""

from enum import Enum

from tutorfleet.fleet.pages import FILES, NOT_FOUND, PAGES


class Rule(Enum):
    """What a route asks of its caller."""

    PUBLIC = "anybody"
    TOKEN = "any learner with a token"
    OWNER = "the learner whose uid is in the path"
    PAGE = "our own page, with the cookies that it was given"


RULES: dict[tuple[str, str], Rule] = {
    **{("GET", path): Rule.PUBLIC for path in (*PAGES, NOT_FOUND, *FILES)},
    ("POST", "/session"): Rule.PAGE,
    ("GET", "/session"): Rule.PAGE,
    ("DELETE", "/session"): Rule.PAGE,
    ("POST", "/session/refresh"): Rule.PAGE,
    ("POST", "/session/password"): Rule.PAGE,
    ("GET", "/healthz"): Rule.PUBLIC,
    ("POST", "/"): Rule.PUBLIC,
    ("GET", "/{pool}/.well-known/jwks.json"): Rule.PUBLIC,
    ("GET", "/{pool}/.well-known/openid-configuration"): Rule.PUBLIC,
    ("GET", "/conversations/{uid}"): Rule.OWNER,
    ("POST", "/conversations/{uid}"): Rule.OWNER,
    ("DELETE", "/conversations/{uid}"): Rule.OWNER,
    ("GET", "/conversations/{uid}/{id}"): Rule.OWNER,
    ("PUT", "/conversations/{uid}/{id}"): Rule.OWNER,
    ("DELETE", "/conversations/{uid}/{id}"): Rule.OWNER,
    ("GET", "/conversations/{uid}/{id}/turns"): Rule.OWNER,
    ("POST", "/conversations/{uid}/{id}/turns"): Rule.OWNER,
    ("GET", "/conversations/{uid}/{id}/turns/{turn}"): Rule.OWNER,
    ("DELETE", "/conversations/{uid}/{id}/turns/{turn}"): Rule.OWNER,
    ("GET", "/conversations{rest:path}"): Rule.TOKEN,
    ("POST", "/conversations{rest:path}"): Rule.TOKEN,
    ("PUT", "/conversations{rest:path}"): Rule.TOKEN,
    ("PATCH", "/conversations{rest:path}"): Rule.TOKEN,
    ("DELETE", "/conversations{rest:path}"): Rule.TOKEN,
    ("GET", "/scenarios"): Rule.TOKEN,
    ("GET", "/me/progress"): Rule.TOKEN,
    ("GET", "/me/notebook"): Rule.TOKEN,
    ("DELETE", "/me/notebook/{id}"): Rule.TOKEN,
    ("GET", "/me/memories"): Rule.TOKEN,
    ("DELETE", "/me/memories/{id}"): Rule.TOKEN,
    ("POST", "/me/check"): Rule.TOKEN,
    ("GET", "/me/rules/{rule}"): Rule.TOKEN,
    ("GET", "/me/words"): Rule.TOKEN,
    ("POST", "/me/words"): Rule.TOKEN,
    ("PUT", "/me/words/{id}"): Rule.TOKEN,
    ("DELETE", "/me/words/{id}"): Rule.TOKEN,
    ("GET", "/me/review"): Rule.TOKEN,
    ("POST", "/me/review/{id}"): Rule.TOKEN,
    ("GET", "/me/consent"): Rule.TOKEN,
    ("PUT", "/me/consent"): Rule.TOKEN,
    ("GET", "/me/export"): Rule.TOKEN,
    ("DELETE", "/me"): Rule.TOKEN,
}
"""(method, path as the route has it) -> rule"""
