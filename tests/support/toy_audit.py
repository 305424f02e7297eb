"""An account of three things and four rules, one for each kind of verdict: small enough to see what a report makes of them."""

from tutorfleet.cloud.audit.model import Account, Note, Region, Vpc, known
from tutorfleet.cloud.audit.report import Report, judge
from tutorfleet.cloud.audit.rule import Departure, Evidence, Failed, Passed, Rule, Text, Verdict, evidence
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.fleet.parse import default

BLUEPRINT = Blueprint(default())
VPC = Vpc(id="vpc-1", region="us-east-1", name="lks-vpc-zone-a", cidr="172.32.0.0/23", tags={"Name": "lks-vpc-zone-a"})
ACCOUNT = Account(
    id="123456789012",
    source="live",
    taken="2026-11-22T08:00:00+00:00",
    regions=(Region(name="us-east-1", vpcs=(VPC,)), Region(name="us-west-2", vpcs=None)),
    notes=(Note(region="us-west-2", what="vpcs", why="AccessDenied for DescribeVpcs"),),
)


def passing(account: Account, blueprint: Blueprint) -> Verdict:
    return Passed()


def failing(account: Account, blueprint: Blueprint) -> Verdict:
    return Failed((evidence(VPC, Text("too <wide>", "terlalu <lebar>")),))


def untold(account: Account, blueprint: Blueprint) -> Verdict:
    known(account.region("us-west-2").vpcs, "VPCs of us-west-2")
    return Passed()


def departing(account: Account, blueprint: Blueprint) -> Verdict:
    return Departure(Text("in Python", "dalam Python"))


def missing(account: Account, blueprint: Blueprint) -> Verdict:
    return Failed((Evidence("", "us-east-1", Text("there is none", "tidak ada")),))


def rule(name: str, check: object, points: int = 1, leftover: bool = False) -> Rule:
    """A rule whose words are its name in both languages."""
    return Rule(
        id=name,
        chapter=name.partition(".")[0],
        title=Text(f"title of {name}", f"judul {name}"),
        sentence=Text(f"sentence of {name}", f"kalimat {name}"),
        points=points,
        severity="major",
        reason=Text(f"reason of {name}", f"alasan {name}"),
        hint=Text(f"hint of {name}", f"petunjuk {name}"),
        fix=f"aws mend {name} <it>",
        check=check,  # type: ignore[arg-type]  # each of the functions above
        leftover=leftover,
    )


RULES = (
    rule("general.language", departing, 3),
    rule("network.good", passing, 4),
    rule("network.bad", failing, 2),
    rule("network.untold", untold, 1),
)


def report(*rules: Rule) -> Report:
    """What the judge says; by all four rules when none is named."""
    return judge(ACCOUNT, BLUEPRINT, rules or RULES)
