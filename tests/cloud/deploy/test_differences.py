"""What differs between two templates."""

from tutorfleet.cloud.deploy.differences import Change, differences


def template(**resources: str) -> dict[str, object]:
    return {"Resources": {name: {"Type": "AWS::EC2::VPC", "Properties": {"Cidr": c}} for name, c in resources.items()}}


def test_what_is_new_changed_and_gone() -> None:
    assert list(differences(template(a="1", b="1", c="1"), template(a="1", b="2", d="1"))) == [
        Change("Modify", "b", "AWS::EC2::VPC", "Conditional"),
        Change("Add", "d", "AWS::EC2::VPC"),
        Change("Remove", "c", "AWS::EC2::VPC"),
    ]


def test_what_is_only_written_down_is_no_change() -> None:
    before, after = template(a="1"), template(a="1")
    after["Resources"]["a"]["Metadata"] = {"aws:cdk:path": "moved"}  # type: ignore[index]
    assert list(differences(before, after)) == []
