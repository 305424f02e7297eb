import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.collect.reading import Reader, own_tags, tags_of
from tutorfleet.cloud.emulator import Emulator

REGION = "us-east-1"
REFUSED = {"Error": {"Code": "AccessDeniedException", "Message": "not in this lab"}}


class Denying:
    """The emulated account for a role that may not do some of the things."""

    def __init__(self, account: Emulator, *denied: str) -> None:
        self.account = account
        self.denied = denied

    def client(self, service: str, region: str) -> Any:
        client = self.account.client(service, region)
        client.meta.events.register("before-call", self.answer, unique_id="denying")
        return client

    def answer(self, model: Any, **_: Any) -> Any:
        return (AWSResponse("", 403, {}, None), REFUSED) if model.name in self.denied else None

    def forget(self, service: str, region: str) -> None:
        self.account.client(service, region).meta.events.unregister("before-call", unique_id="denying")


@pytest.fixture
def reader(empty_account: Emulator) -> Any:
    reader = Reader(empty_account, REGION)
    yield reader
    reader.close()


def test_a_list_of_many_pages_is_read_to_its_end(empty_account: Emulator, reader: Reader) -> None:
    logs = empty_account.client("logs", REGION)
    for number in range(60):
        logs.create_log_group(logGroupName=f"lks-{number:02}")
    assert len(reader.pages("logs", "describe_log_groups", "logGroups")) == 60


def test_a_list_without_pages_is_read_too(empty_account: Emulator, reader: Reader) -> None:
    assert reader.pages("apigateway", "get_stages", "item", restApiId=made_api(empty_account)) == []


def made_api(account: Emulator) -> str:
    return str(account.client("apigateway", REGION).create_rest_api(name="lks-api")["id"])


def test_things_are_looked_at_in_order(reader: Reader) -> None:
    assert reader.each(lambda number: number * 2, range(40)) == tuple(range(0, 80, 2))


def test_that_there_is_none_is_no_error(empty_account: Emulator, reader: Reader) -> None:
    empty_account.client("s3", REGION).create_bucket(Bucket="lks-plain")
    assert reader.call_if_any("NoSuchTagSet", "s3", "get_bucket_tagging", Bucket="lks-plain") == {}


def test_another_refusal_is_an_error(reader: Reader) -> None:
    with pytest.raises(ClientError, match="NoSuchBucket"):
        reader.call_if_any("NoSuchTagSet", "s3", "get_bucket_tagging", Bucket="lks-nowhere")


def test_an_odd_answer_costs_one_fact_and_leaves_a_note(reader: Reader) -> None:
    assert reader.attempt("vpcs", lambda: json.loads("{}")["VpcId"]) is None
    assert reader.notes == [("vpcs", "an answer that is not understood: KeyError('VpcId')")]


def test_what_is_denied_is_unknown_and_noted_and_the_rest_is_read(empty_account: Emulator) -> None:
    denying = Denying(empty_account, "DescribeVpcs", "ListApps")
    account = collect(denying, "123456789012", [REGION])
    for service in ("ec2", "amplify"):
        denying.forget(service, REGION)
    (region,) = account.regions
    assert region.vpcs is None
    assert region.client_apps is None
    assert region.subnets
    told = {(note.what, note.why) for note in account.notes}
    assert ("vpcs", "AccessDeniedException for DescribeVpcs") in told
    assert ("client_apps", "AccessDeniedException for ListApps") in told


def test_tags_of_aws_itself_are_nobodys_work() -> None:
    assert own_tags({"aws:cloudformation:stack-name": "lks-network", "Name": "lks-vpc"}) == {"Name": "lks-vpc"}


def test_tags_come_as_a_list_or_not_at_all() -> None:
    assert tags_of([{"Key": "Name", "Value": "lks-vpc"}]) == {"Name": "lks-vpc"}
    assert tags_of(None) == {}
