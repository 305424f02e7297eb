"""Chapter "API Gateway", the paths of the regions: `/us-east-1/tags` becomes `/api/tags` of that region's balancer. Pure.

A link of the API cannot leave its region. The other region is reached through a network load balancer of the home zone whose
targets are addresses of the other zone, or through an API there that this one calls.
"""

from collections.abc import Iterator

from tutorfleet.cloud.audit.finders import Site, methods, segment, sites, within
from tutorfleet.cloud.audit.model import Account, Integration, LoadBalancer, Method, RestApi, VpcLink, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.api import PUT_METHOD, apis
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

TWO_ENDPOINTS = Text(
    "For the LLM endpoint, you are required to create two endpoints: /us-east-1 and /us-west-2, each targeting the LLM Load "
    "Balancer in the respective region.",
    "Untuk endpoint LLM, buat dua endpoint: /us-east-1 dan /us-west-2, masing-masing menuju LLM Load Balancer di region tersebut.",
)
GET_AND_POST = Text("the allowed methods are POST and GET", "method yang diizinkan adalah POST dan GET")
LINK = Text(
    "You may need VPC Link to connecting the API Gateway and LLM Load Balancer",
    "Anda mungkin membutuhkan VPC Link untuk menghubungkan API Gateway dan LLM Load Balancer",
)
PUT_PROXY = f"{PUT_METHOD} --request-parameters method.request.path.proxy=true"
PUT_INTEGRATION = (
    "aws apigateway put-integration --region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method <method> "
    "--type HTTP_PROXY --integration-http-method <method> --connection-type VPC_LINK --connection-id <link> "
    "--uri 'http://<balancer>/api/{proxy}' --request-parameters integration.request.path.proxy=method.request.path.proxy"
)


def _below(api: RestApi, name: str) -> Iterator[Method]:
    """Methods for whatever is below `/name`."""
    greedy = [path for path, _ in methods(api) if path.startswith(f"/{name}/{{") and path.endswith("+}")]
    return (method for path, method in methods(api) if path in greedy)


def _integrations(api: RestApi, name: str) -> list[Integration]:
    """What stands behind GET and POST below `/name`; mocks refuse something and lead nowhere."""
    behind = [method.integration for method in _below(api, name) if method.verb in ("GET", "POST", "ANY")]
    return [one for one in behind if one is not None and one.kind != "MOCK"]


def _answers(region: str, verb: str) -> Rule:
    @rule(
        f"api.{region}-{verb.lower()}",
        2,
        "critical",
        title=Text(f"{verb} /{region}/* is there", f"{verb} /{region}/* ada"),
        sentence=TWO_ENDPOINTS,
        reason=Text(
            "The learner's choice of a region is the first segment of the path.",
            "Pilihan region adalah segmen pertama dari path.",
        ),
        hint=Text(
            "Create the resource {proxy+} below the region's name, the method on it and its integration; then deploy again.",
            "Buat resource {proxy+} di bawah nama region, method-nya, dan integrasinya; lalu deploy ulang.",
        ),
        fix=PUT_PROXY.replace("<method>", verb),
    )
    def answers(account: Account, blueprint: Blueprint) -> Verdict:
        def there(one: RestApi) -> Wrong:
            verbs = {method.verb for method in _below(one, region) if method.integration}
            return unless(bool(verbs & {verb, "ANY"}), f"/{region}/* = {', '.join(sorted(verbs)) or '-'}")

        return apis(there)(account, blueprint)

    return answers


@rule(
    "api.region-aliases",
    1,
    "minor",
    title=Text("/us-west-1/* also means Oregon", "/us-west-1/* juga berarti Oregon"),
    sentence=Text("/us-west-1/* GET, POST: LLM LB Region Oregon", "/us-west-1/* GET, POST: LLM LB Region Oregon"),
    reason=Text(
        "The task's text says us-west-2, its table us-west-1; serving both satisfies both.",
        "Teks soal menyebut us-west-2, tabelnya us-west-1; melayani keduanya memenuhi keduanya.",
    ),
    hint=Text(
        "Add /us-west-1/{proxy+} with the same integration.",
        "Tambahkan /us-west-1/{proxy+} dengan integrasi yang sama.",
    ),
    fix=PUT_PROXY,
)
def region_aliases(account: Account, blueprint: Blueprint) -> Verdict:
    aliases = [alias for zone in blueprint.zones for alias in zone.region.aliases]

    def there(one: RestApi) -> Wrong:
        gone = [alias for alias in aliases if not _integrations(one, alias)]
        return unless(not gone, f"/{', /'.join(gone)} = -")

    return apis(there)(account, blueprint)


@rule(
    "api.only-get-and-post",
    1,
    "minor",
    title=Text("Only GET and POST are allowed there", "Hanya GET dan POST yang diizinkan di sana"),
    sentence=GET_AND_POST,
    reason=Text(
        "DELETE /api/delete would remove a model for everybody.", "DELETE /api/delete akan menghapus model untuk semua."
    ),
    hint=Text(
        "Delete other methods; OPTIONS may stay for browsers.", "Hapus method lain; OPTIONS boleh tetap untuk browser."
    ),
    fix="aws apigateway delete-method --region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method <method>",
)
def only_get_and_post(account: Account, blueprint: Blueprint) -> Verdict:
    names = [name for name, _ in blueprint.paths]

    def nothing_else(one: RestApi) -> Wrong:
        found = [(path, method) for name in names for path, method in methods(one) if segment(path) == name]
        extra = [
            f"{m.verb} {path}" for path, m in found if m.verb not in ("GET", "POST", "OPTIONS") and not _refuses(m)
        ]
        return unless(bool(found) and not extra, ", ".join(extra) or "-")

    return apis(nothing_else)(account, blueprint)


def _refuses(method: Method) -> bool:
    return method.integration is not None and method.integration.kind == "MOCK"


@rule(
    "api.prefix",
    3,
    "critical",
    title=Text("/{region}/x becomes /api/x", "/{region}/x menjadi /api/x"),
    sentence=Text(
        "Note that the client application will only access the LLM endpoint without the /api prefix",
        "Perhatikan bahwa aplikasi klien hanya mengakses endpoint LLM tanpa prefix /api",
    ),
    reason=Text("The balancer's rules begin with /api.", "Aturan balancer diawali /api."),
    hint=Text("Let the integration's URL be http://.../api/{proxy}.", "Jadikan URL integrasi http://.../api/{proxy}."),
    fix=PUT_INTEGRATION,
)
def prefix(account: Account, blueprint: Blueprint) -> Verdict:
    names = [name for name, _ in blueprint.paths]

    def adds(one: RestApi) -> Wrong:
        found = [integration for name in names for integration in _integrations(one, name)]
        wrong = [integration.uri for integration in found if not _adds_prefix(integration)]
        return unless(bool(found) and not wrong, f"Uri = {', '.join(wrong) or '-'}")

    return apis(adds)(account, blueprint)


def _adds_prefix(integration: Integration) -> bool:
    """The path ends in `{proxy}`, which is filled in; below `/api`, or below a region's name at another API."""
    filled = any("method.request.path." in value for value in integration.parameters.values())
    through_api = "execute-api" in integration.uri
    return filled and integration.uri.endswith("}") and ("/api/{" in integration.uri or through_api)


@rule(
    "api.home-link",
    3,
    "critical",
    title=Text("The home region is reached through a VPC link", "Region utama dicapai melalui VPC link"),
    sentence=LINK,
    reason=Text(
        "The balancer is internal; a link is the only way in.",
        "Balancer bersifat internal; link adalah satu-satunya jalan.",
    ),
    hint=Text(
        "Make a VPC link to the network load balancer of zone A.", "Buat VPC link ke network load balancer zona A."
    ),
    fix="aws apigateway create-vpc-link --region us-east-1 --name lks-link --target-arns <network load balancer arn>",
)
def home_link(account: Account, blueprint: Blueprint) -> Verdict:
    site, *_ = sites(account, blueprint)
    name = site.zone.region.name

    def linked(one: RestApi) -> Wrong:
        found = _integrations(one, name)
        lost = [integration.uri for integration in found if not _ends_at_balancer(site, integration)]
        return unless(bool(found) and not lost, f"ConnectionId: {', '.join(lost) or '-'}")

    return apis(linked)(account, blueprint)


@rule(
    "api.other-region-reached",
    3,
    "critical",
    title=Text("The other region is reached", "Region lain tercapai"),
    sentence=TWO_ENDPOINTS,
    reason=Text(
        "A VPC link ends in its own region; without a way across, /us-west-2 would answer from zone A.",
        "VPC link berakhir di region-nya sendiri; tanpa jalan menyeberang, /us-west-2 dijawab oleh zona A.",
    ),
    hint=Text(
        "A second network load balancer in zone A with the addresses of zone B's as ip targets, over the peering.",
        "Network load balancer kedua di zona A dengan alamat milik zona B sebagai target ip, lewat peering.",
    ),
    fix="aws elbv2 register-targets --region us-east-1 --target-group-arn <arn> --targets Id=<address>,AvailabilityZone=all",
)
def other_region_reached(account: Account, blueprint: Blueprint) -> Verdict:
    main, *others = sites(account, blueprint)

    def reached(one: RestApi) -> Wrong:
        lost = [] if others else ["-"]
        lost += [
            f"/{site.name}: {integration.uri}"
            for site in others
            for integration in _integrations(one, site.name) or [Integration(kind="-")]
            if not _crosses(main, site, integration)
        ]
        return unless(not lost, ", ".join(lost))

    return apis(reached)(account, blueprint)


@rule(
    "api.links-available",
    2,
    "critical",
    title=Text("The VPC links are available", "VPC link sudah available"),
    sentence=LINK,
    reason=Text("A failed link answers 500.", "Link yang gagal menjawab 500."),
    hint=Text("Delete a failed link and create it again.", "Hapus link yang gagal dan buat ulang."),
    fix="aws apigateway get-vpc-links --region us-east-1",
)
def links_available(account: Account, blueprint: Blueprint) -> Verdict:
    site, *_ = sites(account, blueprint)

    def available(one: VpcLink) -> Wrong:
        status = known(one.status, "status of a VPC link")
        return unless(status == "AVAILABLE", f"Status = {status}")

    return every(site.name, words.VPC_LINK, site.vpc_links, available)


@rule(
    "api.streams",
    1,
    "minor",
    title=Text("Answers are streamed", "Jawaban dialirkan"),
    sentence=Text(
        "Chat Workers: These are dedicated handle streaming chat conversations.",
        "Chat Workers: khusus menangani percakapan chat streaming.",
    ),
    reason=Text(
        "A buffered integration ends after 29 seconds; a model on two CPUs needs longer.",
        "Integrasi tanpa streaming berakhir setelah 29 detik; model di dua CPU butuh lebih lama.",
    ),
    hint=Text(
        "Set the response transfer mode of the integration to STREAM.",
        "Atur response transfer mode integrasi menjadi STREAM.",
    ),
    fix="aws apigateway update-integration --region us-east-1 --rest-api-id <api> --resource-id <resource> --http-method POST "
    "--patch-operations op=replace,path=/responseTransferMode,value=STREAM",
)
def streams(account: Account, blueprint: Blueprint) -> Verdict:
    names = [name for name, _ in blueprint.paths]

    def flows(one: RestApi) -> Wrong:
        posts = [method.integration for name in names for method in _below(one, name) if method.verb in ("POST", "ANY")]
        found = [integration for integration in posts if integration is not None]
        held = [integration.uri for integration in found if not known(integration.streams, "response transfer mode")]
        return unless(bool(found) and not held, f"ResponseTransferMode = BUFFERED: {', '.join(held) or '-'}")

    return apis(flows)(account, blueprint)


def _balancers_of(site: Site, integration: Integration) -> list[LoadBalancer]:
    """The load balancers that an integration's link ends at."""
    ends = {
        integration.target,
        *(arn for link in site.vpc_links if link.id == integration.vpc_link for arn in link.targets),
    }
    return [one for one in (*site.network_balancers, *site.balancers) if one.id in ends]


def _ends_at_balancer(site: Site, integration: Integration) -> bool:
    """Whether the way ends at the application load balancer of this site."""
    wanted = {one.id for one in site.balancers}
    ends = {end for one in _balancers_of(site, integration) for end in (one.id, *site.targets_behind(one))}
    return bool(wanted & ends)


def _crosses(main: Site, other: Site, integration: Integration) -> bool:
    """Over the peering, by addresses that something has in the other zone; or over an API there."""
    if f"execute-api.{other.name}." in integration.uri:
        return bool(other.apis)
    ends = [end for one in _balancers_of(main, integration) for end in main.targets_behind(one)]
    pinned = (known(one.addresses, "addresses of a network balancer") for one in other.network_balancers)
    standing = {one.address for one in known(other.region.interfaces, "network interfaces")}.union(*pinned)
    return bool(ends) and all(within(end, other.network) and end in standing for end in ends)


RULES = (
    _answers("us-east-1", "GET"),
    _answers("us-east-1", "POST"),
    _answers("us-west-2", "GET"),
    _answers("us-west-2", "POST"),
    region_aliases,
    only_get_and_post,
    prefix,
    home_link,
    other_region_reached,
    links_available,
    streams,
)
