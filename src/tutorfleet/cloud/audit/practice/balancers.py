"""Faults in load balancers: listeners, rules, targets."""

from tutorfleet.cloud.audit.model import known
from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault
from tutorfleet.cloud.blueprint import WORKER_PORT


@fault(
    "chat-nowhere",
    "listener rules",
    rules=("balancer.path-of-chat", "workers.separate"),
    en="the rule for /api/chat is gone",
    id_="rule untuk /api/chat hilang",
)
def chat_nowhere(scene: Scene) -> None:
    scene.client("elbv2", scene.site).delete_rule(RuleArn=scene.listener_rule("/api/chat"))


@fault(
    "llm-first",
    "listener rules",
    rules=("balancer.path-of-scoring", "balancer.path-of-chat", "workers.separate"),
    en="/api/* is tried before /api/generate and /api/chat",
    id_="/api/* dicoba sebelum /api/generate dan /api/chat",
)
def llm_first(scene: Scene) -> None:
    scene.client("elbv2", scene.site).set_rule_priorities(
        RulePriorities=[
            {"RuleArn": scene.listener_rule("/api/generate"), "Priority": 901},
            {"RuleArn": scene.listener_rule("/api/chat"), "Priority": 902},
        ]
    )


@fault(
    "wrong-greeting",
    "answer of the root path",
    rules=("balancer.root-message",),
    en="the root path says something else",
    id_="root path menjawab kalimat lain",
)
def wrong_greeting(scene: Scene) -> None:
    _answer(scene, "200", "It works")


@fault(
    "root-503",
    "answer of the root path",
    rules=("balancer.root-status",),
    en="the root path answers 503",
    id_="root path menjawab 503",
)
def root_503(scene: Scene) -> None:
    _answer(scene, "503", scene.blueprint.fleet.health_body)


def _answer(scene: Scene, status: str, body: str) -> None:
    scene.client("elbv2", scene.site).modify_rule(
        RuleArn=scene.listener_rule("/"),
        Actions=[
            {
                "Type": "fixed-response",
                "FixedResponseConfig": {"StatusCode": status, "ContentType": "text/plain", "MessageBody": body},
            }
        ],
    )


@fault(
    "impatient",
    "attributes of the balancer",
    rules=("balancer.patience",),
    en="the balancer gives up after 60 seconds",
    id_="balancer menyerah setelah 60 detik",
)
def impatient(scene: Scene) -> None:
    scene.client("elbv2", scene.site).modify_load_balancer_attributes(
        LoadBalancerArn=scene.balancer.id, Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "60"}]
    )


@fault(
    "second-listener",
    "listeners",
    rules=("balancer.port",),
    en="the balancer also listens at 8080",
    id_="balancer juga mendengarkan di 8080",
)
def second_listener(scene: Scene) -> None:
    listener = scene.site.listeners[0]
    scene.client("elbv2", scene.site).modify_listener(ListenerArn=listener.id, Port=8080, Protocol="HTTP")


@fault(
    "wrong-health-path",
    "health checks",
    rules=("balancer.health-path",),
    en="a health check asks a path that workers do not know",
    id_="health check menanyakan path yang tidak dikenal worker",
)
def wrong_health_path(scene: Scene) -> None:
    scene.client("elbv2", scene.site).modify_target_group(
        TargetGroupArn=scene.any(scene.site.worker_groups).id, HealthCheckPath="/health"
    )


@fault(
    "idle-target-group",
    "spare target groups",
    rules=("general.no-idle-target-groups",),
    en="there is a target group that no listener leads to",
    id_="ada target group yang tidak dituju listener mana pun",
)
def idle_target_group(scene: Scene) -> None:
    assert scene.site.vpc
    scene.client("elbv2", scene.site).create_target_group(
        Name=scene.blueprint.named("tg-spare"),
        Protocol="HTTP",
        Port=WORKER_PORT,
        VpcId=scene.site.vpc.id,
        Tags=[{"Key": "Name", "Value": scene.blueprint.named("tg-spare")}],
    )


@fault(
    "entrance-nowhere",
    "targets of the network balancer",
    rules=("balancer.network-leads-on", "api.home-link"),
    en="the home zone's network load balancer leads nowhere",
    id_="network load balancer zona utama tidak menuju ke mana pun",
)
def entrance_nowhere(scene: Scene) -> None:
    elb = scene.client("elbv2", scene.home)
    ends = {one.id for one in scene.home.balancers}
    for group in scene.home.target_groups:
        for target in known(group.targets, "targets"):
            if target.id in ends:
                elb.deregister_targets(TargetGroupArn=group.id, Targets=[{"Id": target.id, "Port": target.port}])


FAULTS: tuple[Fault, ...] = (
    chat_nowhere,
    llm_first,
    wrong_greeting,
    root_503,
    impatient,
    second_listener,
    wrong_health_path,
    idle_target_group,
    entrance_nowhere,
)
