import json

from support.toy_audit import failing, report, rule
from tutorfleet.cloud.audit.document import document


def test_a_document_has_the_score_and_the_score_of_every_chapter() -> None:
    told = document(report(), "en")
    assert told["score"] == {
        "earned": 4,
        "lost": 2,
        "unknown": 1,
        "departed": 3,
        "possible": 10,
        "percent": 40,
        "full": False,
    }
    assert [chapter["chapter"] for chapter in told["chapters"]] == ["general", "network"]


def test_a_rule_in_a_document_says_what_was_found() -> None:
    told = {one["id"]: one for one in document(report(), "id")["rules"]}
    assert told["network.bad"]["evidence"] == [
        {"resource": "lks-vpc-zone-a (vpc-1)", "region": "us-east-1", "found": "terlalu <lebar>"}
    ]
    assert told["general.language"]["why"] == "dalam Python"


def test_what_can_be_deleted_is_named_with_the_command() -> None:
    (one,) = document(report(rule("general.tidy", failing, leftover=True)), "en")["unneeded"]
    assert one["fix"] == "aws mend general.tidy <it>"


def test_a_document_is_json() -> None:
    assert json.loads(json.dumps(document(report(), "en")))["unread"][0]["what"] == "vpcs"
