"""Cognito's JSON protocol on the wire: `POST /` with X-Amz-Target, and what its issuer publishes.

Unsigned, as the public actions of AWS are. It reads, dispatches on `actions.ACTIONS` and writes; CORS is the edge's.
"""

import logging

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from tutorfleet.service import bodies, failures
from tutorfleet.service.actions import ACTIONS, Action, Call, Reply
from tutorfleet.service.desk import Desk
from tutorfleet.service.errors import NotFound, Refused
from tutorfleet.service.failures import Failure
from tutorfleet.service.passwords import Busy
from tutorfleet.service.throttle import LimitReached, address_of

PREFIX = "AWSCognitoIdentityProviderService."
LARGEST = 64 * 1024
log = logging.getLogger(__name__)


def cognito_routes() -> list[BaseRoute]:
    """The protocol's route and the issuer's two documents."""
    return [
        Route("/", endpoint, methods=["POST"]),
        Route("/{pool}/.well-known/jwks.json", published_keys, methods=["GET"]),
        Route("/{pool}/.well-known/openid-configuration", configuration, methods=["GET"]),
    ]


async def endpoint(request: Request) -> Response:
    """One action, named by X-Amz-Target."""
    try:
        return written(await answer(request))
    except Failure as failure:
        return refusal(failure)
    except LimitReached as reached:
        return refusal(failures.over(reached.limit))
    except Busy:
        return refusal(failures.too_many())
    except Exception:
        log.exception("request %s failed", request.headers.get("x-request-id", "-"))
        return refusal(Failure("InternalErrorException", "Something went wrong here; it has been logged", 500))


async def published_keys(request: Request) -> Response:
    """The public keys of our tokens (JWKS), the next one included."""
    keyring = own_pool(request).keyring
    keys = [key.public() for key in await keyring.published()]
    return JSONResponse({"keys": keys}, headers={"cache-control": "public, max-age=300"})


async def configuration(request: Request) -> Response:
    """OpenID's description of the issuer, as far as there is something to describe: it has no pages to sign in on."""
    issuer = own_pool(request).settings.issuer
    document = {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/.well-known/jwks.json",
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
    }
    return JSONResponse(document, headers={"cache-control": "public, max-age=300"})


async def answer(request: Request) -> Reply:
    action = action_of(request)
    call = await read(request, action)
    return await action.answer(desk_of(request), call, address_of(request))


def action_of(request: Request) -> Action[Call]:
    target = request.headers.get("x-amz-target", "")
    action = ACTIONS.get(target.removeprefix(PREFIX)) if target.startswith(PREFIX) else None
    if action is None:
        raise Failure("UnknownOperationException", "X-Amz-Target names no action of this service.")
    return action


async def read(request: Request, action: Action[Call]) -> Call:
    try:
        return msgspec.json.decode(await bodies.read_bytes(request, LARGEST), type=action.kind)
    except Refused as refused:
        raise Failure("RequestTooLargeException", refused.message, refused.status) from refused
    except msgspec.ValidationError as error:
        raise failures.bad_parameter(f"1 validation error detected: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Failure("SerializationException", "The body is not JSON.") from error


def desk_of(request: Request) -> Desk:
    desk: Desk | None = request.app.state.desk
    if desk is None:
        raise failures.bad_parameter(f"Accounts are kept by {request.app.state.settings.issuer}")
    return desk


def own_pool(request: Request) -> Desk:
    desk: Desk | None = request.app.state.desk
    if desk is None or request.path_params["pool"] != desk.settings.pool_id:
        raise NotFound(f"User pool {request.path_params['pool'][:80]} does not exist.")
    return desk


def written(reply: Reply) -> Response:
    headers = {"cache-control": "no-store"}
    return Response(msgspec.json.encode(reply), media_type="application/x-amz-json-1.1", headers=headers)


def refusal(failure: Failure) -> Response:
    response = written({"__type": failure.kind, "message": failure.message})
    response.status_code = failure.status
    response.headers["x-amzn-ErrorType"] = failure.kind
    return response
