"""What a caller asks of CloudFormation, checked: the template, its parameters and tags. Raises AwsError in CloudFormation's words."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation.model import Desired, Parameter
from tutorfleet.cloud.emulator.formation.template import BadTemplate, check
from tutorfleet.cloud.emulator.protocol import AwsError, Call
from tutorfleet.cloud.emulator.resources.base import unlisted

BODY_LIMIT = 51_200
URL_LIMIT = 1_000_000
STORED = "AWS::SSM::Parameter::Value<"
HIDDEN = "****"


def invalid(message: str) -> AwsError:
    """CloudFormation's answer to almost everything that is wrong."""
    return AwsError("ValidationError", message)


def desired(call: Call, clients: Clients, known_types: frozenset[str], old: Desired | None) -> Desired:
    """What the stack shall be; `old` is what it is, for values that stay."""
    body = body_of(call, clients, old)
    template = parsed(body, known_types)
    return Desired(
        body,
        template,
        parameters(call, clients, template, old),
        unlisted(call.given.get("Tags", ())) if "Tags" in call.given or not old else old.tags,
        template.get("Description", ""),
    )


def body_of(call: Call, clients: Clients, old: Desired | None) -> str:
    """The template's text: in the call, in a bucket, or as it was."""
    if call.given.get("UsePreviousTemplate"):
        if old is None:
            raise invalid("UsePreviousTemplate is set, but the stack has no template")
        return old.body
    if "TemplateURL" in call.given:
        return fetched(call, clients)
    body = str(call.given.get("TemplateBody", ""))
    if len(body.encode()) > BODY_LIMIT:
        raise invalid(
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
            f"Member must have length less than or equal to {BODY_LIMIT}"
        )
    return body


def fetched(call: Call, clients: Clients) -> str:
    """A template that lies in a bucket."""
    url = urlsplit(call.given["TemplateURL"])
    host = url.netloc.partition(":")[0]
    named = re.match(r"(?P<bucket>.+)\.s3[.-]", host)
    path = url.path.lstrip("/")
    bucket, key = (named["bucket"], path) if named else (path.partition("/")[0], path.partition("/")[2])
    try:
        body: str = clients.client("s3", call.region).get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    except ClientError as missing:
        raise invalid(f"S3 error: {missing.response['Error']['Message']}") from missing
    if len(body.encode()) > URL_LIMIT:
        raise invalid(f"Template may not exceed {URL_LIMIT} bytes in size.")
    return body


def parsed(body: str, known_types: frozenset[str]) -> Mapping[str, Any]:
    """A template that can be a stack."""
    try:
        template = json.loads(body)
    except ValueError as bad:
        raise invalid("Template format error: JSON not well-formed.") from bad
    if not isinstance(template, dict):
        raise invalid("Template format error: unsupported structure.")
    try:
        check(template, known_types)
    except BadTemplate as bad:
        raise invalid(str(bad)) from bad
    return template


def parameters(call: Call, clients: Clients, template: Mapping[str, Any], old: Desired | None) -> dict[str, Parameter]:
    """The value of each parameter that the template has."""
    declared = template.get("Parameters", {})
    given = {entry["ParameterKey"]: entry for entry in call.given.get("Parameters", ())}
    if strange := sorted(set(given) - set(declared)):
        raise invalid(f"Parameters: [{', '.join(strange)}] do not exist in the template")
    values: dict[str, str] = {}
    for name, declaration in declared.items():
        if given.get(name, {}).get("UsePreviousValue"):
            if old is None or name not in old.parameters:
                raise invalid(
                    f"Invalid input for parameter key {name}. "
                    "Cannot specify usePreviousValue as true for a parameter key not in the previous template"
                )
            values[name] = old.parameters[name].given
        elif "ParameterValue" in given.get(name, {}):
            values[name] = given[name]["ParameterValue"]
        elif "Default" in declaration:
            values[name] = str(declaration["Default"])
    if unset := sorted(set(declared) - set(values)):
        raise invalid(f"Parameters: [{', '.join(unset)}] must have values")
    return {name: parameter(call, clients, name, declared[name], value) for name, value in values.items()}


def parameter(call: Call, clients: Clients, name: str, declaration: Mapping[str, Any], given: str) -> Parameter:
    """One parameter, its value looked up and taken apart as its type says."""
    if "AllowedValues" in declaration and given not in declaration["AllowedValues"]:
        raise invalid(f"Parameter '{name}' must be one of AllowedValues")
    if "AllowedPattern" in declaration and not re.fullmatch(declaration["AllowedPattern"], given):
        raise invalid(f"Parameter '{name}' must match pattern {declaration['AllowedPattern']}")
    if not declaration.get("MinLength", 0) <= len(given) <= declaration.get("MaxLength", len(given)):
        raise invalid(f"Parameter '{name}' has a length that is not allowed")
    kind: str = declaration["Type"]
    value: Any = given
    if kind.startswith(STORED):
        kind = kind.removeprefix(STORED).removesuffix(">")
        value = stored(call, clients, name, given)
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        value = [item.strip() for item in str(value).split(",")]
    return Parameter(given, value, str(declaration.get("NoEcho", "")).lower() == "true")


def stored(call: Call, clients: Clients, name: str, key: str) -> str:
    """The value that Systems Manager has under a key."""
    try:
        answer = clients.client("ssm", call.region).get_parameter(Name=key)
    except ClientError as missing:
        raise invalid(f"Unable to fetch parameters [{key}] from parameter store for this account.") from missing
    return str(answer["Parameter"]["Value"])
