import pytest

from support.toy_audit import ACCOUNT, BLUEPRINT, VPC, rule, untold
from tutorfleet.cloud.audit.rule import (
    Evidence,
    Failed,
    Language,
    Passed,
    Text,
    Unknown,
    evidence,
    failed_unless,
    plain,
)


def test_a_fact_that_cannot_be_told_is_a_verdict_and_no_error() -> None:
    verdict = rule("network.untold", untold).judge(ACCOUNT, BLUEPRINT)
    assert isinstance(verdict, Unknown)


def test_no_evidence_is_a_pass() -> None:
    assert failed_unless([]) == Passed()


def test_evidence_is_a_failure() -> None:
    found = Evidence("vpc-1", "us-east-1", plain("10.0.0.0/16"))
    assert failed_unless([found]) == Failed((found,))


def test_evidence_names_the_resource_as_a_person_would() -> None:
    assert evidence(VPC, "too wide").resource == "lks-vpc-zone-a (vpc-1)"


@pytest.mark.parametrize(("language", "said"), [("en", "passed"), ("id", "benar")])
def test_a_text_is_said_in_a_language(language: Language, said: str) -> None:
    assert Text("passed", "benar").said(language) == said
