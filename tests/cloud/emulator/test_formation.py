"""Stacks of the emulated CloudFormation: made, changed, rolled back and deleted as AWS does it."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from support.formation import Formation, groups

GROUP = "AWS::Logs::LogGroup"
ONE = groups(One={"LogGroupName": "one"})
TWO = groups(One={"LogGroupName": "one"}, Two={"LogGroupName": "two"})


def log_groups(formation: Formation) -> dict[str, int | None]:
    """Name and retention of every log group of the account."""
    told = formation.account.client("logs").describe_log_groups()["logGroups"]
    return {each["logGroupName"]: each.get("retentionInDays") for each in told}


def changes(told: Any) -> list[tuple[str, str, str]]:
    """(action, logical id, replacement) of a change set."""
    several = [each["ResourceChange"] for each in told["Changes"]]
    return [(each["Action"], each["LogicalResourceId"], each.get("Replacement", "")) for each in several]


# -- change sets


def test_a_change_set_makes_nothing(formation: Formation) -> None:
    told = formation.propose(TWO)
    assert changes(told) == [("Add", "One", ""), ("Add", "Two", "")]
    assert formation.status == "REVIEW_IN_PROGRESS"
    assert log_groups(formation) == {}


def test_an_executed_change_set_makes_the_stack(formation: Formation) -> None:
    assert formation.apply(TWO) == "CREATE_COMPLETE"
    assert formation.outputs == {"One": "one", "Two": "two"}
    assert set(log_groups(formation)) == {"one", "two"}
    assert formation.events() == [
        ("s", "REVIEW_IN_PROGRESS"),
        ("s", "CREATE_IN_PROGRESS"),
        ("One", "CREATE_IN_PROGRESS"),
        ("One", "CREATE_COMPLETE"),
        ("Two", "CREATE_IN_PROGRESS"),
        ("Two", "CREATE_COMPLETE"),
        ("s", "CREATE_COMPLETE"),
    ]


def test_a_change_set_says_what_is_changed_replaced_and_removed(formation: Formation) -> None:
    formation.apply(groups(Kept={}, Changed={}, Replaced={"LogGroupName": "old"}, Removed={}))
    told = formation.propose(
        groups(Kept={}, Changed={"RetentionInDays": 7}, Replaced={"LogGroupName": "new"}), "UPDATE"
    )
    assert sorted(changes(told)) == [
        ("Modify", "Changed", "False"),
        ("Modify", "Replaced", "True"),
        ("Remove", "Removed", ""),
    ]


def test_what_needs_a_replaced_resource_may_be_replaced_too(formation: Formation) -> None:
    def template(name: str) -> Any:
        return groups(One={"LogGroupName": name}, Two={"LogGroupName": {"Fn::Sub": "of-${One}"}})

    formation.apply(template("a"))
    told = formation.propose(template("b"), "UPDATE")
    assert sorted(changes(told)) == [("Modify", "One", "True"), ("Modify", "Two", "True")]


def test_a_change_set_without_changes_fails(formation: Formation) -> None:
    formation.apply(ONE)
    told = formation.propose(ONE, "UPDATE")
    assert told["Status"] == "FAILED"
    assert "didn't contain changes" in told["StatusReason"]
    with pytest.raises(ClientError, match="InvalidChangeSetStatus"):
        formation.client.execute_change_set(StackName="s", ChangeSetName="c")


def test_a_change_set_is_executed_once(formation: Formation) -> None:
    formation.apply(ONE)
    with pytest.raises(ClientError, match="InvalidChangeSetStatus"):
        formation.client.execute_change_set(StackName="s", ChangeSetName="c")


def test_a_stack_that_is_there_is_not_created_again(formation: Formation) -> None:
    formation.apply(ONE)
    assert "already exists" in formation.refusal(ONE)


def test_a_stack_that_is_not_there_is_not_updated(formation: Formation) -> None:
    assert "does not exist" in formation.refusal(ONE, "UPDATE")


def test_a_template_too_long_for_a_call_comes_from_a_bucket(formation: Formation) -> None:
    long = {**ONE, "Description": "x" * 51_200}
    assert "51200" in formation.refusal(long)
    s3 = formation.account.client("s3")
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key="deep/t.json", Body=json.dumps(long))
    url = "https://templates.s3.us-east-1.amazonaws.com/deep/t.json"
    formation.client.create_change_set(StackName="s", ChangeSetName="c", ChangeSetType="CREATE", TemplateURL=url)
    assert formation.client.describe_change_set(StackName="s", ChangeSetName="c")["Status"] == "CREATE_COMPLETE"


# -- updates


def test_a_property_is_changed_in_place(formation: Formation) -> None:
    formation.apply(ONE)
    assert formation.update(groups(One={"LogGroupName": "one", "RetentionInDays": 7})) == "UPDATE_COMPLETE"
    assert log_groups(formation) == {"one": 7}
    assert ("One", "UPDATE_COMPLETE") in formation.events()


def test_a_property_is_taken_away_again(formation: Formation) -> None:
    formation.apply(groups(One={"LogGroupName": "one", "RetentionInDays": 7}))
    formation.update(ONE)
    assert log_groups(formation) == {"one": None}


def test_a_resource_is_replaced_before_the_old_one_goes(formation: Formation) -> None:
    formation.apply(ONE)
    formation.update(groups(One={"LogGroupName": "other"}))
    assert set(log_groups(formation)) == {"other"}
    names = [status for logical, status in formation.events() if logical == "One"]
    assert names[-3:] == ["UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE"]


def test_a_resource_that_is_no_longer_wanted_goes(formation: Formation) -> None:
    formation.apply(TWO)
    formation.update(ONE)
    assert set(log_groups(formation)) == {"one"}
    assert [each["LogicalResourceId"] for each in formation.resources] == ["One"]


def test_a_failed_update_leaves_everything_as_it_was(formation: Formation) -> None:
    formation.apply(ONE)
    formation.account.fail_next(GROUP, "not today")
    wanted = groups(One={"LogGroupName": "one", "RetentionInDays": 7}, Two={"LogGroupName": "two"})
    assert formation.update(wanted) == "UPDATE_ROLLBACK_COMPLETE"
    assert log_groups(formation) == {"one": None}
    assert formation.reasons()["One"] == "not today"


def test_a_failed_update_brings_back_what_was_replaced(formation: Formation) -> None:
    formation.apply(TWO)
    wanted = groups(One={"LogGroupName": "other"}, Two={"LogGroupName": "one"})  # "one" is still there
    assert formation.update(wanted) == "UPDATE_ROLLBACK_COMPLETE"
    assert set(log_groups(formation)) == {"one", "two"}
    assert formation.outputs == {"One": "one", "Two": "two"}


def test_a_stack_can_be_updated_after_a_failed_update(formation: Formation) -> None:
    formation.apply(ONE)
    formation.account.fail_next(GROUP, "not today")
    formation.update(TWO)
    assert formation.update(TWO) == "UPDATE_COMPLETE"


def test_a_rollback_that_fails_can_be_tried_again(formation: Formation) -> None:
    formation.apply(ONE)
    formation.account.fail_next(GROUP, "the second fails", after=1)
    formation.account.fail_next(GROUP, "and so does the way back")
    wanted = groups(One={"LogGroupName": "one", "RetentionInDays": 7}, Two={"LogGroupName": "two"})
    assert formation.update(wanted) == "UPDATE_ROLLBACK_FAILED"
    assert "can not be updated" in formation.refusal(wanted, "UPDATE")
    formation.client.continue_update_rollback(StackName="s")
    assert formation.status == "UPDATE_ROLLBACK_COMPLETE"
    assert log_groups(formation) == {"one": None}
    with pytest.raises(ClientError, match="can not continue rolling back"):
        formation.client.continue_update_rollback(StackName="s")


# -- failures


def test_a_failed_creation_is_rolled_back_to_nothing(formation: Formation) -> None:
    formation.account.fail_next(GROUP, "not today")
    assert formation.apply(TWO) == "ROLLBACK_COMPLETE"
    assert log_groups(formation) == {}
    assert formation.reasons() == {"One": "not today"}


def test_what_a_service_refuses_is_the_reason(formation: Formation) -> None:
    assert formation.apply(groups(One={"LogGroupName": "one"}, Two={"LogGroupName": "one"})) == "ROLLBACK_COMPLETE"
    assert "already exists" in formation.reasons()["Two"]


def test_a_stack_that_was_rolled_back_can_only_be_deleted(formation: Formation) -> None:
    formation.account.fail_next(GROUP, "not today")
    formation.apply(ONE)
    assert "ROLLBACK_COMPLETE state and can not be updated" in formation.refusal(ONE, "UPDATE")
    formation.client.delete_stack(StackName="s")
    assert formation.apply(ONE) == "CREATE_COMPLETE"


def test_without_rollback_a_failed_stack_stays_as_it_is(formation: Formation) -> None:
    formation.account.fail_next("AWS::Logs::LogGroup", "not today")
    formation.propose(ONE)
    formation.client.execute_change_set(StackName="s", ChangeSetName="c", DisableRollback=True)
    assert formation.status == "CREATE_FAILED"


def test_a_stack_waits_for_a_type_that_is_held(formation: Formation) -> None:
    formation.account.faults.hold(GROUP)
    assert formation.apply(ONE) == "CREATE_IN_PROGRESS"
    with pytest.raises(ClientError, match="IN_PROGRESS"):
        formation.client.delete_stack(StackName="s")
    assert "IN_PROGRESS state and can not be updated" in formation.refusal(ONE, "UPDATE")
    formation.account.faults.let_go()
    formation.account.faults.join()
    assert formation.status == "CREATE_COMPLETE"


# -- deletion


def test_a_deleted_stack_is_known_only_by_its_id(formation: Formation) -> None:
    formation.apply(TWO)
    identity = formation.stack["StackId"]
    formation.client.delete_stack(StackName="s")
    assert log_groups(formation) == {}
    assert formation.client.describe_stacks(StackName=identity)["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE"
    with pytest.raises(ClientError, match="does not exist"):
        formation.client.describe_stacks(StackName="s")
    assert formation.events(identity)[-5:] == [
        ("Two", "DELETE_IN_PROGRESS"),
        ("Two", "DELETE_COMPLETE"),
        ("One", "DELETE_IN_PROGRESS"),
        ("One", "DELETE_COMPLETE"),
        ("s", "DELETE_COMPLETE"),
    ]


def test_what_is_gone_already_does_not_stop_a_deletion(formation: Formation) -> None:
    formation.apply(TWO)
    formation.account.client("logs").delete_log_group(logGroupName="one")
    formation.client.delete_stack(StackName="s")
    assert log_groups(formation) == {}
    assert formation.client.describe_stacks()["Stacks"] == []


def test_an_association_that_is_gone_already_does_not_stop_a_deletion(formation: Formation) -> None:
    """Its service says "DoesNotExist" where others say "NotFound"."""
    formation.apply(
        {"Resources": {"One": {"Type": "AWS::SSM::Association", "Properties": {"Name": "AWS-RunShellScript"}}}}
    )
    ssm = formation.account.client("ssm")
    ssm.delete_association(AssociationId=ssm.list_associations()["Associations"][0]["AssociationId"])
    formation.client.delete_stack(StackName="s")
    assert formation.client.describe_stacks()["Stacks"] == []


def test_a_resource_that_cannot_be_deleted_leaves_the_stack(formation: Formation) -> None:
    formation.apply(TWO)
    formation.account.fail_next(f"delete {GROUP}", "still in use")
    formation.client.delete_stack(StackName="s")
    assert formation.status == "DELETE_FAILED"
    assert formation.reasons()["Two"] == "still in use"
    formation.client.delete_stack(StackName="s")
    assert formation.client.describe_stacks()["Stacks"] == []


def test_a_retained_resource_outlives_its_stack(formation: Formation) -> None:
    template = {
        "Resources": {"One": {"Type": GROUP, "DeletionPolicy": "Retain", "Properties": {"LogGroupName": "one"}}}
    }
    formation.apply(template)
    formation.client.delete_stack(StackName="s")
    assert set(log_groups(formation)) == {"one"}


# -- parameters and tags


def parametrised(**declaration: Any) -> Any:
    """A template with one parameter, which names a log group."""
    declared = {"Type": "String", **declaration}
    return {**groups(One={"LogGroupName": {"Ref": "Name"}}), "Parameters": {"Name": declared}}


def given(value: str) -> list[dict[str, str]]:
    return [{"ParameterKey": "Name", "ParameterValue": value}]


KEPT = [{"ParameterKey": "Name", "UsePreviousValue": True}]


def test_a_parameter_is_needed_unless_it_has_a_default(formation: Formation) -> None:
    assert formation.refusal(parametrised()) == "Parameters: [Name] must have values"
    assert formation.apply(parametrised(Default="d")) == "CREATE_COMPLETE"
    assert formation.outputs == {"One": "d"}


def test_a_parameter_that_the_template_does_not_have_is_refused(formation: Formation) -> None:
    assert formation.refusal(ONE, Parameters=given("x")) == "Parameters: [Name] do not exist in the template"


@pytest.mark.parametrize("rule", [{"AllowedValues": ["a"]}, {"AllowedPattern": "[a-z]+"}, {"MaxLength": 2}])
def test_a_value_that_the_parameter_does_not_allow_is_refused(formation: Formation, rule: Any) -> None:
    assert "Parameter 'Name'" in formation.refusal(parametrised(**rule), Parameters=given("A1A"))


def test_a_value_can_stay_as_it_was(formation: Formation) -> None:
    formation.apply(parametrised(), Parameters=given("one"))
    changed = parametrised()
    changed["Resources"]["One"]["Properties"]["RetentionInDays"] = 7
    assert formation.update(changed, Parameters=KEPT) == "UPDATE_COMPLETE"
    assert log_groups(formation) == {"one": 7}


def test_a_hidden_value_is_never_told(formation: Formation) -> None:
    formation.apply(parametrised(NoEcho=True), Parameters=given("canary"))
    change_set = formation.client.describe_change_set(StackName="s", ChangeSetName="c")
    told = json.dumps([formation.stack["Parameters"], change_set["Parameters"]])
    assert "canary" not in told
    assert "****" in told


def test_a_value_is_taken_from_systems_manager(formation: Formation) -> None:
    formation.account.client("ssm").put_parameter(Name="/name", Value="stored", Type="String")
    template = parametrised(Type="AWS::SSM::Parameter::Value<String>")
    assert formation.apply(template, Parameters=given("/name")) == "CREATE_COMPLETE"
    assert formation.outputs == {"One": "stored"}
    assert "/nowhere" in formation.refusal(template, "UPDATE", Parameters=given("/nowhere"))


def test_a_list_is_taken_apart(formation: Formation) -> None:
    template = parametrised(Type="CommaDelimitedList")
    template["Resources"]["One"]["Properties"]["LogGroupName"] = {"Fn::Select": [1, {"Ref": "Name"}]}
    formation.apply(template, Parameters=given("a, b"))
    assert formation.outputs == {"One": "b"}


def test_tags_of_a_stack_are_on_its_resources(formation: Formation) -> None:
    def tags() -> dict[str, str]:
        logs = formation.account.client("logs")
        arn = logs.describe_log_groups()["logGroups"][0]["logGroupArn"]
        told: dict[str, str] = logs.list_tags_for_resource(resourceArn=arn)["tags"]
        return told

    own = groups(One={"LogGroupName": "one", "Tags": [{"Key": "Name", "Value": "own"}]})
    formation.apply(own, Tags=[{"Key": "Name", "Value": "stack"}, {"Key": "Project", "Value": "p"}])
    assert tags() == {"Name": "own", "Project": "p"}
    formation.update(own, Tags=[{"Key": "Course", "Value": "c"}])
    assert tags() == {"Name": "own", "Course": "c"}


# -- what is told


def test_stacks_of_two_regions_do_not_know_each_other(formation: Formation) -> None:
    formation.apply(ONE)
    other = formation.account.client("cloudformation", "us-west-2")
    assert other.describe_stacks()["Stacks"] == []


def test_stacks_are_listed_by_status(formation: Formation) -> None:
    formation.apply(ONE)
    listed = formation.client.list_stacks(StackStatusFilter=["CREATE_COMPLETE"])["StackSummaries"]
    assert [each["StackName"] for each in listed] == ["s"]
    assert formation.client.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"] == []


def test_a_template_is_given_back_as_it_was_given(formation: Formation) -> None:
    formation.apply(ONE)
    assert formation.client.get_template(StackName="s")["TemplateBody"] == ONE


def test_an_operation_that_is_not_emulated_says_so(formation: Formation) -> None:
    with pytest.raises(ClientError, match="DetectStackDrift is not emulated"):
        formation.client.detect_stack_drift(StackName="s")
