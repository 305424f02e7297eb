"""The values of a stack's parameters, from what is known of the account. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from tutorfleet.cloud.deploy.errors import Unresolved
from tutorfleet.cloud.template import Found, Output, Package, Stack, Value

KEPT = frozenset({"image"})
"""what a stack that has it keeps: a newer image would replace every machine"""

Parameter = dict[str, str | bool]
"""as CloudFormation takes it"""


@dataclass(frozen=True)
class Known:
    """What can stand for a value, at one moment."""

    outputs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(stack, output) -> value"""
    packages: Mapping[str, str] = field(default_factory=dict)
    """name -> key in the asset bucket"""
    found: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(region, what was looked for) -> value"""


def resolve(stack: Stack, known: Known, has: Collection[str] = ()) -> list[Parameter]:
    """The parameters of a stack; `has` names those that the stack has in the account already. Raises Unresolved."""
    return [_parameter(stack, name, value, known, has) for name, value in stack.parameters.items()]


def _parameter(stack: Stack, name: str, value: Value, known: Known, has: Collection[str]) -> Parameter:
    if isinstance(value, Found) and value.name in KEPT and name in has:
        return {"ParameterKey": name, "UsePreviousValue": True}
    text = _text(stack, value, known)
    if text is None and isinstance(value, Found | Package) and name in has:
        return {"ParameterKey": name, "UsePreviousValue": True}
    if text is None:
        raise Unresolved(f"{stack.name}: parameter {name} needs {words(value)}, which is not there yet")
    return {"ParameterKey": name, "ParameterValue": text}


def _text(stack: Stack, value: Value, known: Known) -> str | None:
    match value:
        case str():
            return value
        case Output():
            return known.outputs.get((value.stack, value.name))
        case Package():
            return known.packages.get(value.name)
        case Found():
            return known.found.get((stack.region, value.name))
        case _:
            assert_never(value)


def words(value: Value) -> str:
    """What a value is, for a person."""
    match value:
        case str():
            return repr(value)
        case Output():
            return f"the output {value.name} of {value.stack}"
        case Package():
            return f"the package {value.name!r}"
        case Found():
            return f"the account's {value.name}"
        case _:
            assert_never(value)
