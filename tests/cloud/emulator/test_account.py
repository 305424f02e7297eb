"""The emulated account as a whole: what it has from the start, how it is served, remembered and brought back."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

import boto3
import pytest

from support.emulated import deploy, destroy
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.__main__ import main
from tutorfleet.cloud.emulator.coverage import table
from tutorfleet.cloud.template import Stack


def vpcs(account: Emulator) -> int:
    return len(account.client("ec2").describe_vpcs()["Vpcs"])


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2"])
def test_the_current_image_of_ubuntu_is_canonicals(empty_account: Emulator, region: str) -> None:
    name = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
    image = empty_account.client("ssm", region).get_parameter(Name=name)["Parameter"]["Value"]
    told = empty_account.client("ec2", region).describe_images(ImageIds=[image])["Images"][0]
    assert told["Name"].startswith("ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-")
    assert told["OwnerId"] == "099720109477"


def test_the_lab_has_its_role_and_its_profile(empty_account: Emulator) -> None:
    iam = empty_account.client("iam")
    profile = iam.get_instance_profile(InstanceProfileName="LabInstanceProfile")["InstanceProfile"]
    assert [role["RoleName"] for role in profile["Roles"]] == ["LabRole"]


def test_what_is_built_over_a_socket_is_there_within_the_process(empty_account: Emulator) -> None:
    before = vpcs(empty_account)
    client = boto3.client(
        "ec2",
        region_name="us-east-1",
        endpoint_url=empty_account.url,
        aws_access_key_id="x",
        aws_secret_access_key="x",
    )
    client.create_vpc(CidrBlock="10.0.0.0/16")
    assert vpcs(empty_account) == before + 1


def test_a_memory_can_be_brought_back_more_than_once(deployed_account: Emulator) -> None:
    memory = deployed_account.remember()
    before = seen(deployed_account)
    for _ in range(2):
        deployed_account.client("amplify").delete_app(appId=before["app"])
        deployed_account.client("cloudformation").delete_stack(StackName="lks-monitoring-zone-a")
        deployed_account.client("lambda").delete_function(FunctionName="lks-conversations")
        deployed_account.client("ec2", "us-west-2").terminate_instances(InstanceIds=[before["machine"]])
        assert seen(deployed_account) != before
        deployed_account.restore(memory)
        assert seen(deployed_account) == before


def test_a_fleet_can_be_built_again_after_it_was_destroyed(
    deployed_account: Emulator, stacks: tuple[Stack, ...]
) -> None:
    few = [stack for stack in stacks if stack.name.split("-")[1] in ("network", "peering", "routes")]
    deployed_account.reset()
    deploy(deployed_account, few)
    deployed_account.restore(deployed_account.remember())
    destroy(deployed_account, few)
    deploy(deployed_account, few)


def test_regions_know_each_other_after_a_service_that_asks_for_them_while_it_is_forgotten(
    empty_account: Emulator, stacks: tuple[Stack, ...]
) -> None:
    for service, look in (("ec2", "describe_vpcs"), ("redshift", "describe_clusters")):
        for region in ("us-east-1", "us-west-2"):
            getattr(empty_account.client(service, region), look)()
    empty_account.reset()
    deploy(empty_account, [stack for stack in stacks if stack.name.split("-")[1] in ("network", "peering")])


def seen(account: Emulator) -> Mapping[str, str]:
    """Something of everything."""
    machines = account.client("ec2", "us-west-2").describe_instances()["Reservations"]
    running = [one for each in machines for one in each["Instances"] if one["State"]["Name"] == "running"]
    apps = account.client("amplify").list_apps()["apps"]
    return {
        "machine": running[0]["InstanceId"] if running else "",
        "running": str(len(running)),
        "app": apps[0]["appId"] if apps else "",
        "functions": str([each["FunctionName"] for each in account.client("lambda").list_functions()["Functions"]]),
        "stacks": str(
            sorted(each["StackName"] for each in account.client("cloudformation").describe_stacks()["Stacks"])
        ),
    }


def test_an_empty_account_remembers_no_answers(empty_account: Emulator) -> None:
    memory = empty_account.remember()
    empty_account.functions.called.append("lks-migrate")
    empty_account.restore(memory)
    assert empty_account.functions.called == []


@pytest.fixture
def program() -> Iterator[Mapping[str, str]]:
    """The account as a program of its own; what it says."""
    command = [sys.executable, "-m", "tutorfleet.cloud.emulator", "--account", "111122223333", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path()}
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.terminate()


def path() -> str:
    """Where the program finds our code."""
    return os.pathsep.join(sys.path)


def test_it_is_a_program_too(program: Mapping[str, str]) -> None:
    client = boto3.client(
        "sts",
        region_name="us-east-1",
        endpoint_url=program["AWS_ENDPOINT_URL"],
        aws_access_key_id=program["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=program["AWS_SECRET_ACCESS_KEY"],
    )
    assert client.get_caller_identity()["Account"] == "111122223333"
    assert program["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")


def test_it_prints_its_types() -> None:
    command = [sys.executable, "-m", "tutorfleet.cloud.emulator", "--types"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": path()})
    assert told.stdout == table()


@pytest.mark.parametrize("wrong", [("--port", "99999"), ("--port", "-1"), ("--account", "mine")])
def test_a_port_or_an_account_that_cannot_be_is_refused(
    wrong: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["emulator", *wrong])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert f"{wrong[0]} is a number" in capsys.readouterr().err
