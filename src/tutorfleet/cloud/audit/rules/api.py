"""Chapter "API Gateway": one public REST API, who may call it, and its paths for conversations. The regions' are in regions.py. Pure."""

from collections.abc import Callable, Iterator

from tutorfleet.cloud.audit.finders import Site, home, methods, segment, sites
from tutorfleet.cloud.audit.model import Account, GatewayResponse, Method, RestApi, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

COGNITO = "COGNITO_USER_POOLS"
PUBLIC = Text(
    "You should use a public API Gateway that will be accessible by client apps from any region.",
    "Gunakan API Gateway publik yang dapat diakses aplikasi klien dari region mana pun.",
)
REGISTERED = Text(
    "create a REST API Gateway and only allow users who are registered with Cognito to access all endpoints on the API Gateway",
    "buat REST API Gateway dan izinkan hanya pengguna yang terdaftar di Cognito untuk mengakses semua endpoint",
)
BROWSER = Text(
    "Ensure these endpoints are publicly accessible by client applications (front-end).",
    "Endpoint ini harus dapat diakses publik oleh aplikasi frontend (client app).",
)
CORS_HEADER = "access-control-allow-origin"
PUT_METHOD = (
    "aws apigateway put-method --region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method <method> "
    "--authorization-type COGNITO_USER_POOLS --authorizer-id <authorizer>"
)
PREFLIGHT = "--region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method OPTIONS"
CONVERSATIONS = (
    ("list", "GET", "/conversations/{uid}", 2),
    ("read", "GET", "/conversations/{uid}/{id}", 2),
    ("create", "POST", "/conversations/{uid}", 2),
    ("update", "PUT", "/conversations/{uid}/{id}", 2),
    ("clear", "DELETE", "/conversations/{uid}", 2),
    ("delete", "DELETE", "/conversations/{uid}/{id}", 2),
)


def apis(check: Callable[[RestApi], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    """A check of the API in the home region."""

    def asked(account: Account, blueprint: Blueprint) -> Verdict:
        site = home(account, blueprint)
        return every(site.name, words.API, site.apis, check)

    return asked


@rule(
    "api.rest",
    4,
    "critical",
    title=Text("There is one REST API in the home region", "Ada satu REST API di region utama"),
    sentence=REGISTERED,
    reason=Text("The client knows one address.", "Client mengenal satu alamat."),
    hint=Text("Create a REST API, not an HTTP API.", "Buat REST API, bukan HTTP API."),
    fix="aws apigateway create-rest-api --region us-east-1 --name lks-api --endpoint-configuration types=REGIONAL",
)
def rest(account: Account, blueprint: Blueprint) -> Verdict:
    count = len(home(account, blueprint).apis)
    return apis(lambda _: unless(count == 1, Text(f"{count} REST APIs", f"{count} REST API")))(account, blueprint)


@rule(
    "api.public",
    2,
    "critical",
    title=Text("It is public", "Bersifat publik"),
    sentence=PUBLIC,
    reason=Text("A private API is seen from a VPC only.", "API privat hanya terlihat dari VPC."),
    hint=Text("Make the endpoint regional.", "Jadikan endpoint regional."),
    fix="aws apigateway update-rest-api --region us-east-1 --rest-api-id <api> "
    "--patch-operations op=replace,path=/endpointConfiguration/types/PRIVATE,value=REGIONAL",
)
def public(account: Account, blueprint: Blueprint) -> Verdict:
    check = apis(lambda one: unless(one.endpoint in ("REGIONAL", "EDGE"), f"EndpointConfiguration = {one.endpoint}"))
    return check(account, blueprint)


@rule(
    "api.deployed",
    3,
    "critical",
    title=Text("It is deployed to a stage", "Sudah di-deploy ke sebuah stage"),
    sentence=PUBLIC,
    reason=Text("What is not deployed answers nobody.", "Yang belum di-deploy tidak menjawab siapa pun."),
    hint=Text("Deploy it, and again after every change.", "Deploy, dan ulangi setelah setiap perubahan."),
    fix="aws apigateway create-deployment --region us-east-1 --rest-api-id <api> --stage-name v1",
)
def deployed(account: Account, blueprint: Blueprint) -> Verdict:
    def staged(one: RestApi) -> Wrong:
        stages = known(one.stages, "stages of the API")
        return unless(any(stage.deployment for stage in stages), "Stages = -")

    return apis(staged)(account, blueprint)


@rule(
    "api.authorizer",
    3,
    "critical",
    title=Text("It has an authorizer of the user pool", "Memiliki authorizer dari user pool"),
    sentence=REGISTERED,
    reason=Text(
        "It reads the learner's token before anything else runs.",
        "Ia membaca token pengguna sebelum yang lain berjalan.",
    ),
    hint=Text("Create a Cognito authorizer with the user pool.", "Buat authorizer Cognito dengan user pool tersebut."),
    fix="aws apigateway create-authorizer --region us-east-1 --rest-api-id <api> --name lks-cognito --type COGNITO_USER_POOLS "
    "--provider-arns <pool arn> --identity-source method.request.header.Authorization",
)
def authorizer(account: Account, blueprint: Blueprint) -> Verdict:
    pools = {one.arn for one in known(home(account, blueprint).region.user_pools, "user pools")}

    def trusts(one: RestApi) -> Wrong:
        found = known(one.authorizers, "authorizers")
        right = any(item.kind == COGNITO and item.pools and set(item.pools) <= pools for item in found)
        return unless(right, f"Authorizers = {', '.join(item.kind for item in found) or '-'}")

    return apis(trusts)(account, blueprint)


@rule(
    "api.authorization-header",
    2,
    "major",
    title=Text("It reads the header Authorization", "Membaca header Authorization"),
    sentence=Text(
        "The client application will use the Authorization header as credentials.",
        "Aplikasi klien akan menggunakan header Authorization sebagai kredensial.",
    ),
    reason=Text("The client sends no other.", "Client tidak mengirim header lain."),
    hint=Text("Set the token source to Authorization.", "Atur token source menjadi Authorization."),
    fix="aws apigateway update-authorizer --region us-east-1 --rest-api-id <api> --authorizer-id <authorizer> "
    "--patch-operations op=replace,path=/identitySource,value=method.request.header.Authorization",
)
def authorization_header(account: Account, blueprint: Blueprint) -> Verdict:
    def reads(one: RestApi) -> Wrong:
        sources = [item.identity_source for item in known(one.authorizers, "authorizers")]
        right = bool(sources) and all(source.lower() == "method.request.header.authorization" for source in sources)
        return unless(right, f"IdentitySource = {', '.join(sources) or '-'}")

    return apis(reads)(account, blueprint)


@rule(
    "api.every-method-guarded",
    5,
    "critical",
    title=Text("Every method asks for a token", "Setiap method meminta token"),
    sentence=REGISTERED,
    reason=Text(
        "One open method is an open door to the workers.", "Satu method terbuka adalah pintu terbuka ke worker."
    ),
    hint=Text(
        "Set the authorizer on the method and deploy again. OPTIONS stays open: a browser asks it without a token.",
        "Pasang authorizer pada method lalu deploy ulang. OPTIONS tetap terbuka: browser menanyakannya tanpa token.",
    ),
    fix="aws apigateway update-method --region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method <method> "
    "--patch-operations op=replace,path=/authorizationType,value=COGNITO_USER_POOLS op=replace,path=/authorizerId,value=<authorizer>",
)
def every_method_guarded(account: Account, blueprint: Blueprint) -> Verdict:
    def guarded(one: RestApi) -> Wrong:
        real = [(path, method) for path, method in methods(one) if method.verb != "OPTIONS"]
        mine = {item.id for item in known(one.authorizers, "authorizers")}
        opened = [
            f"{method.verb} {path}"
            for path, method in real
            if method.authorization != COGNITO or method.authorizer not in mine
        ]
        return unless(bool(real) and not opened, f"AuthorizationType != {COGNITO}: {', '.join(opened) or '-'}")

    def look(site: Site) -> Verdict:
        if site.zone.home and not site.apis:
            return failed_unless((missing(site.name, words.API),))
        return every(site.name, words.API, site.apis, guarded) if site.apis else failed_unless(())

    return at_each(sites(account, blueprint), look)


def _conversation(name: str, verb: str, path: str, points: int) -> Rule:
    @rule(
        f"api.conversations-{name}",
        points,
        "critical",
        title=Text(f"{verb} {path} leads to a Lambda function", f"{verb} {path} menuju Lambda function"),
        sentence=Text(f"{path} {verb}", f"{path} {verb}"),
        reason=Text("The client calls it.", "Client memanggilnya."),
        hint=Text(
            "Create the method with a Lambda proxy integration (put-integration, AWS_PROXY), then deploy again.",
            "Buat method dengan integrasi Lambda proxy (put-integration, AWS_PROXY), lalu deploy ulang.",
        ),
        fix=PUT_METHOD.replace("<method>", verb),
    )
    def leads(account: Account, blueprint: Blueprint) -> Verdict:
        def answered(one: RestApi) -> Wrong:
            found = list(_at(one, verb, path))
            right = any(method.integration and method.integration.function for method in found)
            return unless(
                right, f"{verb} {path} -> {found[0].integration.kind if found and found[0].integration else '-'}"
            )

        return apis(answered)(account, blueprint)

    return leads


def _at(api: RestApi, verb: str, path: str) -> Iterator[Method]:
    """Methods that answer this: parameters may have other names, and a greedy one takes what lies below."""
    for found, method in methods(api):
        if method.verb in (verb, "ANY") and _fits(found, path):
            yield method


def _fits(pattern: str, path: str) -> bool:
    ours, theirs = path.strip("/").split("/"), pattern.strip("/").split("/")
    if theirs[-1].endswith("+}"):
        return len(ours) >= len(theirs) and ours[: len(theirs) - 1] == theirs[:-1]
    same = (
        one == other or (one.startswith("{") and other.startswith("{"))
        for one, other in zip(ours, theirs, strict=False)
    )
    return len(ours) == len(theirs) and all(same)


@rule(
    "api.preflight",
    2,
    "critical",
    title=Text("A browser's preflight gets an answer without a token", "Preflight dari browser dijawab tanpa token"),
    sentence=BROWSER,
    reason=Text(
        "The client's pages come from Amplify's address, so the browser asks OPTIONS first, and sends no token with it.",
        "Halaman client berasal dari alamat Amplify, jadi browser bertanya OPTIONS dulu, tanpa token.",
    ),
    hint=Text(
        "Enable CORS on every path, in the console by one button: OPTIONS with a mock integration that answers the CORS headers, "
        "and no authorizer. Then deploy again.",
        "Aktifkan CORS di setiap path, di console dengan satu tombol: OPTIONS dengan mock integration yang menjawab header CORS, "
        "tanpa authorizer. Lalu deploy ulang.",
    ),
    fix=f"aws apigateway put-method {PREFLIGHT} --authorization-type NONE && "
    f"aws apigateway put-method-response {PREFLIGHT} --status-code 200 --response-parameters <CORS headers> && "
    f'aws apigateway put-integration {PREFLIGHT} --type MOCK --request-templates \'{{"application/json":"{{\\"statusCode\\":200}}"}}\' && '
    f"aws apigateway put-integration-response {PREFLIGHT} --status-code 200 --response-parameters <CORS headers>",
)
def preflight(account: Account, blueprint: Blueprint) -> Verdict:
    def open_to_browsers(one: RestApi) -> Wrong:
        found = list(methods(one))
        firsts = ("conversations", *(name for name, _ in blueprint.paths))
        asked = {path for path, method in found if method.verb != "OPTIONS" and segment(path) in firsts}
        answered = {path for path, method in found if method.verb == "OPTIONS" and method.authorization == "NONE"}
        gone = sorted(asked - answered)
        return unless(bool(asked) and not gone, f"OPTIONS - {', '.join(gone)}")

    return apis(open_to_browsers)(account, blueprint)


@rule(
    "api.errors-for-browsers",
    2,
    "major",
    title=Text("Errors carry CORS headers too", "Jawaban error juga membawa header CORS"),
    sentence=BROWSER,
    reason=Text(
        "Without them a browser hides a 401, and the client cannot renew its token.",
        "Tanpa itu browser menyembunyikan 401, dan client tidak dapat memperbarui token.",
    ),
    hint=Text(
        "Add Access-Control-Allow-Origin to the gateway responses DEFAULT_4XX and DEFAULT_5XX.",
        "Tambahkan Access-Control-Allow-Origin pada gateway response DEFAULT_4XX dan DEFAULT_5XX.",
    ),
    fix="aws apigateway put-gateway-response --region us-east-1 --rest-api-id <api> --response-type DEFAULT_4XX "
    "--response-parameters gatewayresponse.header.Access-Control-Allow-Origin=\"'*'\"",
)
def errors_for_browsers(account: Account, blueprint: Blueprint) -> Verdict:
    def answers(one: RestApi) -> Wrong:
        kinds = {item.kind for item in known(one.responses, "gateway responses") if _readable(item)}
        gone = sorted({"DEFAULT_4XX", "DEFAULT_5XX"} - kinds)
        return unless(not gone, f"GatewayResponses: - {', '.join(gone)}")

    return apis(answers)(account, blueprint)


def _readable(response: GatewayResponse) -> bool:
    return any(header.lower().endswith(CORS_HEADER) for header in response.headers)


RULES = (
    rest,
    public,
    deployed,
    authorizer,
    authorization_header,
    every_method_guarded,
    *(_conversation(name, verb, path, points) for name, verb, path, points in CONVERSATIONS),
    preflight,
    errors_for_browsers,
)
