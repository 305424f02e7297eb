"""State Manager and commands of the emulated account."""

from collections.abc import Mapping, Sequence

import pytest
from botocore.exceptions import ClientError

from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.services.ssm import Said


def test_every_machine_is_managed(deployed_account: Emulator) -> None:
    told = deployed_account.client("ssm").describe_instance_information()["InstanceInformationList"]
    assert len(told) == 7
    assert {each["PingStatus"] for each in told} == {"Online"}


def test_an_association_names_its_machines_by_all_of_its_tags(deployed_account: Emulator) -> None:
    ssm = deployed_account.client("ssm")
    found = next(each for each in ssm.list_associations()["Associations"] if "scoring" in each["AssociationName"])
    execution = ssm.describe_association_executions(AssociationId=found["AssociationId"])["AssociationExecutions"][0]
    machines = ssm.describe_association_execution_targets(
        AssociationId=found["AssociationId"], ExecutionId=execution["ExecutionId"]
    )["AssociationExecutionTargets"]
    assert len(machines) == 2


def test_a_command_reaches_the_machines_of_a_role_and_is_answered(deployed_account: Emulator) -> None:
    def answer(tags: Mapping[str, str], lines: Sequence[str]) -> Said:
        return Said(f"{tags['Replica']}: {lines[0]}") if tags["Replica"] == "primary" else Said("", "no", "Failed")

    deployed_account.systems_manager.answer = answer
    ssm = deployed_account.client("ssm")
    sent = ssm.send_command(
        DocumentName="AWS-RunShellScript",
        Targets=[{"Key": "tag:Role", "Values": ["chat"]}],
        Parameters={"commands": ["ls"]},
    )["Command"]
    told = ssm.list_command_invocations(CommandId=sent["CommandId"], Details=True)["CommandInvocations"]
    assert sorted((each["Status"], each["CommandPlugins"][0]["Output"]) for each in told) == [
        ("Failed", ""),
        ("Success", "primary: ls"),
    ]
    one = ssm.get_command_invocation(CommandId=sent["CommandId"], InstanceId=told[0]["InstanceId"])
    assert one["Status"] == told[0]["Status"]


def test_a_command_to_an_unknown_machine_is_refused(deployed_account: Emulator) -> None:
    with pytest.raises(ClientError, match="InvalidInstanceId"):
        deployed_account.client("ssm").send_command(
            DocumentName="AWS-RunShellScript", InstanceIds=["i-0123456789abcdef0"], Parameters={"commands": ["ls"]}
        )


def test_an_association_has_versions_and_tags(empty_account: Emulator) -> None:
    ssm = empty_account.client("ssm")
    identity = ssm.create_association(
        Name="AWS-RunShellScript", AssociationName="lks-n", Tags=[{"Key": "Name", "Value": "n"}]
    )["AssociationDescription"]["AssociationId"]
    ssm.update_association(AssociationId=identity, ScheduleExpression="rate(1 day)")
    told = ssm.describe_association(AssociationId=identity)["AssociationDescription"]
    assert (told["AssociationVersion"], told["ScheduleExpression"]) == ("2", "rate(1 day)")
    assert "AssociationName" not in told  # what an update does not name is gone
    tags = ssm.list_tags_for_resource(ResourceType="Association", ResourceId=identity)["TagList"]
    assert tags == [{"Key": "Name", "Value": "n"}]
    assert empty_account.client("ssm", "us-west-2").list_associations()["Associations"] == []
    ssm.delete_association(AssociationId=identity)
    with pytest.raises(ClientError, match="AssociationDoesNotExist"):
        ssm.describe_association(AssociationId=identity)


def test_parameters_keep_their_tags_in_moto(empty_account: Emulator) -> None:
    ssm = empty_account.client("ssm")
    ssm.put_parameter(Name="/lks/p", Value="v", Type="String")
    ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId="/lks/p", Tags=[{"Key": "Name", "Value": "n"}])
    told = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/lks/p")["TagList"]
    assert told == [{"Key": "Name", "Value": "n"}]
