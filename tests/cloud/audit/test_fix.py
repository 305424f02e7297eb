import re

import pytest

from support.toy_audit import VPC, rule
from tutorfleet.cloud.audit.fix import CALLED, filled, fixes
from tutorfleet.cloud.audit.model import kinds
from tutorfleet.cloud.audit.rule import Evidence, Rule, evidence, plain
from tutorfleet.cloud.audit.rules import ALL

WIDE = evidence(VPC, "too wide")


@pytest.mark.parametrize(
    ("command", "becomes"),
    [
        ("aws ec2 delete-vpc --region <region> --vpc-id <vpc>", "aws ec2 delete-vpc --region us-east-1 --vpc-id vpc-1"),
        ("aws ec2 create-tags --resources <id> --tags Key=Name", "aws ec2 create-tags --resources vpc-1 --tags Key=Name"),
        ("aws ec2 delete-subnet --region <region> --subnet-id <subnet>", "aws ec2 delete-subnet --region us-east-1 --subnet-id <subnet>"),
        ("aws ec2 move --vpc <vpc> --to <group>", "aws ec2 move --vpc vpc-1 --to <group>"),
        ("aws ec2 move --vpc <other vpc> --name lks-<name>", "aws ec2 move --vpc <other vpc> --name lks-<name>"),
        ("tutorfleet cloud deploy", "tutorfleet cloud deploy"),
    ],
)  # fmt: skip
def test_only_what_is_beyond_doubt_is_filled_in(command: str, becomes: str) -> None:
    assert filled(command, WIDE) == becomes


def test_what_does_not_exist_yet_has_no_id_to_fill_in() -> None:
    planned = Evidence("lks-vpc", "us-east-1", plain("too wide"), "AWS::EC2::VPC", "planned:lks-network/Vpc")
    assert (
        filled("delete-vpc --region <region> --vpc-id <vpc>", planned) == "delete-vpc --region us-east-1 --vpc-id <vpc>"
    )


def test_what_is_missing_leaves_its_place_open() -> None:
    missing = Evidence("", "us-west-2", plain("there is none"))
    assert filled("create --region <region> --name <vpc>", missing) == "create --region us-west-2 --name <vpc>"


def mending() -> Rule:
    return rule("network.bad", None)


def test_the_same_command_is_told_once() -> None:
    assert len(fixes(mending(), (WIDE, WIDE))) == 1


def test_without_evidence_the_command_is_as_it_is_written() -> None:
    assert fixes(mending(), ()) == ("aws mend network.bad <it>",)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_a_shell_takes_no_brace_of_a_command_for_its_own(each: Rule) -> None:
    unquoted = re.sub(r"'[^']*'", "", each.fix)
    assert not re.search(r"\{[^}]*,", unquoted)


@pytest.mark.parametrize("each", [each for each in ALL if "create-rule" in each.fix], ids=lambda each: each.id)
def test_a_rule_for_two_paths_names_them_as_the_balancer_takes_them(each: Rule) -> None:
    assert not re.search(r"Field=path-pattern,Values=[^ ]*,", each.fix)


@pytest.mark.parametrize("each", [each for each in ALL if "authorize-" in each.fix], ids=lambda each: each.id)
def test_what_is_let_in_is_described_and_is_what_the_hint_says(each: Rule) -> None:
    assert "Description=<why>" in each.fix
    by_range = re.search("subnet|range", each.hint.en) and "group" not in each.hint.en
    assert ("CidrIp=" in each.fix) == bool(by_range)


def test_places_are_called_after_kinds_of_the_model() -> None:
    assert set(CALLED) <= {kind.type for kind in kinds()}
