"""Lambda functions, their layers, and who may call them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site


class Function(Kind):
    type = "AWS::Lambda::Function"
    tags = "Tags"
    settings = (
        "Description",
        "Environment",
        "EphemeralStorage",
        "Handler",
        "Layers",
        "LoggingConfig",
        "MemorySize",
        "Role",
        "Runtime",
        "Timeout",
        "TracingConfig",
        "VpcConfig",
    )
    in_place = frozenset({*settings, "Code", "Architectures", "ReservedConcurrentExecutions"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        client = site.client("lambda")
        name = given.take("FunctionName") or site.generated()
        made = client.create_function(
            FunctionName=name,
            Code=code(given["Code"]),
            Tags=self.tags_of({"Tags": given.take("Tags")}),
            **given.pick("Architectures", "PackageType", *self.settings),
        )
        self.reserve(site, name, given)
        return name, {"Arn": made["FunctionArn"]}

    def reserve(self, site: Site, name: str, given: Properties) -> None:
        """How many may run at once, if that is said."""
        number = given.take("ReservedConcurrentExecutions")
        if number is not None:
            site.client("lambda").put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(number))

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        client = site.client("lambda")
        if changed & {"Code", "Architectures"}:
            client.update_function_code(FunctionName=made.id, **code(given["Code"]), **given.pick("Architectures"))
        if changed & set(self.settings):
            client.update_function_configuration(FunctionName=made.id, **given.pick(*self.settings))
        self.reserve(site, made.id, given)

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        client, arn = site.client("lambda"), made.attributes["Arn"]
        if gone:
            client.untag_resource(Resource=arn, TagKeys=gone)
        client.tag_resource(Resource=arn, Tags=tags)

    def delete(self, site: Site, made: Made) -> None:
        site.client("lambda").delete_function(FunctionName=made.id)


def code(given: Mapping[str, Any]) -> dict[str, Any]:
    """Where a function's code is; text becomes the package that Lambda would make of it."""
    if "ZipFile" not in given:
        return dict(given)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("index.py", given["ZipFile"])
    return {"ZipFile": packed.getvalue()}


class LayerVersion(Kind):
    type = "AWS::Lambda::LayerVersion"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("lambda").publish_layer_version(
            LayerName=given.take("LayerName") or site.generated(),
            Content=given["Content"],
            **given.pick("Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo"),
        )
        return made["LayerVersionArn"], {"LayerVersionArn": made["LayerVersionArn"]}

    def delete(self, site: Site, made: Made) -> None:
        name, version = made.id.split(":")[-2:]
        site.client("lambda").delete_layer_version(LayerName=name, VersionNumber=int(version))


class Permission(Kind):
    type = "AWS::Lambda::Permission"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        identity = site.generated(100)
        site.client("lambda").add_permission(
            StatementId=identity, **given.pick("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount")
        )
        return identity, {"Id": identity}

    def delete(self, site: Site, made: Made) -> None:
        name = made.properties["FunctionName"]
        site.client("lambda").remove_permission(FunctionName=name, StatementId=made.id)


KINDS = (Function(), LayerVersion(), Permission())
