"""Faults in the API, the user pool and monitoring."""

from tutorfleet.cloud.audit.model import known
from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault


@fault(
    "open-method",
    "methods for conversations",
    rules=("api.every-method-guarded",),
    en="a method of the API asks for no token",
    id_="sebuah method API tidak meminta token",
)
def open_method(scene: Scene) -> None:
    api = scene.client("apigateway", scene.home)
    place = {
        "restApiId": scene.api.id,
        "resourceId": scene.resource("/conversations/{uid}"),
        "httpMethod": "GET",
    }
    integration = api.get_integration(**place)
    api.delete_method(**place)
    api.put_method(**place, authorizationType="NONE")
    api.put_integration(
        **place, type=integration["type"], integrationHttpMethod=integration["httpMethod"], uri=integration["uri"]
    )


@fault(
    "no-update",
    "methods for conversations",
    rules=("api.conversations-update",),
    en="PUT /conversations/{uid}/{id} is gone",
    id_="PUT /conversations/{uid}/{id} hilang",
)
def no_update(scene: Scene) -> None:
    scene.client("apigateway", scene.home).delete_method(
        restApiId=scene.api.id, resourceId=scene.resource("/conversations/{uid}/{id}"), httpMethod="PUT"
    )


@fault(
    "no-history",
    "methods for conversations",
    rules=("api.conversations-list",),
    en="GET /conversations/{uid} is gone",
    id_="GET /conversations/{uid} hilang",
)
def no_history(scene: Scene) -> None:
    scene.client("apigateway", scene.home).delete_method(
        restApiId=scene.api.id, resourceId=scene.resource("/conversations/{uid}"), httpMethod="GET"
    )


@fault(
    "no-preflight",
    "preflights",
    rules=("api.preflight",),
    en="a path of the API does not answer OPTIONS",
    id_="sebuah path API tidak menjawab OPTIONS",
)
def no_preflight(scene: Scene) -> None:
    region = scene.other.zone.region.name
    scene.client("apigateway", scene.home).delete_method(
        restApiId=scene.api.id, resourceId=scene.resource(f"/{region}/{{proxy+}}"), httpMethod="OPTIONS"
    )


@fault(
    "silent-errors",
    "gateway responses",
    rules=("api.errors-for-browsers",),
    en="errors of the API carry no CORS headers",
    id_="jawaban error API tidak membawa header CORS",
)
def silent_errors(scene: Scene) -> None:
    scene.client("apigateway", scene.home).delete_gateway_response(restApiId=scene.api.id, responseType="DEFAULT_4XX")


@fault(
    "undeployed",
    "stages",
    rules=("api.deployed",),
    en="the API has no stage",
    id_="API tidak memiliki stage",
)
def undeployed(scene: Scene) -> None:
    for stage in known(scene.api.stages, "stages of the API"):
        scene.client("apigateway", scene.home).delete_stage(restApiId=scene.api.id, stageName=stage.name)


@fault(
    "wrong-header",
    "authorizers",
    rules=("api.authorization-header",),
    en="the authorizer reads another header",
    id_="authorizer membaca header lain",
)
def wrong_header(scene: Scene) -> None:
    authorizer = known(scene.api.authorizers, "authorizers")[0]
    scene.client("apigateway", scene.home).update_authorizer(
        restApiId=scene.api.id,
        authorizerId=authorizer.id,
        patchOperations=[{"op": "replace", "path": "/identitySource", "value": "method.request.header.Token"}],
    )


@fault(
    "no-passwords",
    "app clients",
    rules=("identity.passwords",),
    en="the app client does not allow passwords",
    id_="app client tidak mengizinkan kata sandi",
)
def no_passwords(scene: Scene) -> None:
    _flows(scene, ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"])


@fault(
    "no-refresh",
    "app clients",
    rules=("identity.refresh-tokens",),
    en="the app client does not allow refresh tokens",
    id_="app client tidak mengizinkan refresh token",
)
def no_refresh(scene: Scene) -> None:
    _flows(scene, ["ALLOW_USER_PASSWORD_AUTH"])


def _flows(scene: Scene, flows: list[str]) -> None:
    pool = scene.home.pools[0]
    for client in known(pool.clients, "app clients"):
        scene.client("cognito-idp", scene.home).update_user_pool_client(
            UserPoolId=pool.id, ClientId=client.id, ClientName=client.name, ExplicitAuthFlows=flows
        )


@fault(
    "no-dashboard",
    "dashboards",
    rules=("monitoring.dashboard", "monitoring.dashboard-complete"),
    en="the dashboards were deleted",
    id_="dashboard dihapus",
)
def no_dashboard(scene: Scene) -> None:
    for zone in scene.account.regions:
        names = [one.name for one in known(zone.dashboards, "dashboards")]
        scene.clients.client("cloudwatch", zone.name).delete_dashboards(DashboardNames=names)


@fault(
    "blind-to-nat",
    "alarms",
    rules=("monitoring.nat",),
    en="no alarm watches the NAT of a zone",
    id_="tidak ada alarm yang mengawasi NAT suatu zona",
)
def blind_to_nat(scene: Scene) -> None:
    _unwatched(scene, "StatusCheckFailed")


@fault(
    "blind-to-workers",
    "alarms",
    rules=("monitoring.targets",),
    en="no alarm watches for healthy workers in a zone",
    id_="tidak ada alarm yang mengawasi worker sehat di suatu zona",
)
def blind_to_workers(scene: Scene) -> None:
    _unwatched(scene, "HealthyHostCount")


def _unwatched(scene: Scene, metric: str) -> None:
    names = [one.name for one in scene.site.alarms if any(metric in name for name in (one.metric, *one.metrics))]
    scene.client("cloudwatch", scene.site).delete_alarms(AlarmNames=names)


FAULTS: tuple[Fault, ...] = (
    open_method,
    no_update,
    no_history,
    no_preflight,
    silent_errors,
    undeployed,
    wrong_header,
    no_passwords,
    no_refresh,
    no_dashboard,
    blind_to_nat,
    blind_to_workers,
)
