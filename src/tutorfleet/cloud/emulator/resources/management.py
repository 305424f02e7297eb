"""Systems Manager's associations and Amplify's apps: services that moto lacks, so that ours (services/) keep them."""

from typing import Any

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, smaller


class Association(Kind):
    type = "AWS::SSM::Association"
    tags = "Tags"
    parts = (
        "ApplyOnlyAtCronInterval",
        "AssociationName",
        "ComplianceSeverity",
        "DocumentVersion",
        "MaxConcurrency",
        "MaxErrors",
        "Name",
        "OutputLocation",
        "Parameters",
        "ScheduleExpression",
        "ScheduleOffset",
        "SyncCompliance",
        "Targets",
    )
    in_place = frozenset(parts)

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("ssm").create_association(**given.pick("Tags", *self.parts))["AssociationDescription"]
        return made["AssociationId"], {"AssociationId": made["AssociationId"]}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("ssm").update_association(AssociationId=made.id, **given.pick(*self.parts))

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        ssm, place = site.client("ssm"), {"ResourceType": "Association", "ResourceId": made.id}
        if gone:
            ssm.remove_tags_from_resource(**place, TagKeys=gone)
        ssm.add_tags_to_resource(**place, Tags=self.as_property(tags))

    def delete(self, site: Site, made: Made) -> None:
        site.client("ssm").delete_association(AssociationId=made.id)


class AmplifyKind(Kind):
    """Something of Amplify, whose id is its ARN."""

    tags = "Tags"

    def call(self, given: Properties, names: tuple[str, ...]) -> dict[str, Any]:
        """Properties as Amplify takes them."""
        call: dict[str, Any] = smaller(given.pick(*names))
        if "environmentVariables" in call:
            pairs = given["EnvironmentVariables"]
            call["environmentVariables"] = {pair["Name"]: pair["Value"] for pair in pairs}
        return call

    def tags_call(self, given: Properties) -> dict[str, Any]:
        """The tags for the call that creates it."""
        return {"tags": self.tags_of({"Tags": given.take("Tags")})}

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        if gone:
            site.client("amplify").untag_resource(resourceArn=made.id, tagKeys=gone)
        site.client("amplify").tag_resource(resourceArn=made.id, tags=tags)


class App(AmplifyKind):
    type = "AWS::Amplify::App"
    parts = (
        "BuildSpec",
        "CustomHeaders",
        "CustomRules",
        "Description",
        "EnvironmentVariables",
        "Name",
        "Platform",
        "Repository",
    )
    in_place = frozenset({*parts, "AccessToken"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = self.call(given, (*self.parts, "AccessToken"))
        made = site.client("amplify").create_app(**call, **self.tags_call(given))["app"]
        return made["appArn"], {
            "AppId": made["appId"],
            "AppName": made["name"],
            "Arn": made["appArn"],
            "DefaultDomain": made["defaultDomain"],
        }

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        call = self.call(given, (*self.parts, "AccessToken"))
        site.client("amplify").update_app(appId=made.attributes["AppId"], **call)

    def delete(self, site: Site, made: Made) -> None:
        site.client("amplify").delete_app(appId=made.attributes["AppId"])


class Branch(AmplifyKind):
    type = "AWS::Amplify::Branch"
    parts = ("BuildSpec", "Description", "EnableAutoBuild", "EnvironmentVariables", "Framework", "Stage")
    in_place = frozenset(parts)

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        call = self.call(given, ("AppId", "BranchName", *self.parts))
        made = site.client("amplify").create_branch(**call, **self.tags_call(given))["branch"]
        return made["branchArn"], {"Arn": made["branchArn"], "BranchName": made["branchName"]}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        call = self.call(given, ("AppId", "BranchName", *self.parts))
        site.client("amplify").update_branch(**call)

    def delete(self, site: Site, made: Made) -> None:
        app, branch = made.properties["AppId"], made.properties["BranchName"]
        site.client("amplify").delete_branch(appId=app, branchName=branch)


KINDS = (Association(), App(), Branch())
