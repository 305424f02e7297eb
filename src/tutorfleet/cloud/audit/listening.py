"""What the conditions and actions of a listener say: a template and an answer of AWS write them in the same words. Pure."""

from collections.abc import Iterable
from typing import Any

from tutorfleet.cloud.audit.model import Action

PATH = "path-pattern"


def paths(conditions: Iterable[Any]) -> tuple[str, ...]:
    """Patterns of paths, in either of the two places where they may stand."""
    return tuple(
        path
        for condition in conditions
        if condition["Field"] == PATH
        for path in (condition.get("PathPatternConfig") or {}).get("Values") or condition.get("Values", [])
    )


def others(conditions: Iterable[Any]) -> tuple[str, ...]:
    """Kinds of conditions beside the path."""
    return tuple(condition["Field"] for condition in conditions if condition["Field"] != PATH)


def action(said: Any) -> Action:
    """What finally happens: the last one, because those before it only authenticate."""
    if not said:
        return Action(kind="")
    last = sorted(said, key=lambda one: int(one.get("Order", 0)))[-1]
    many = (last.get("ForwardConfig") or {}).get("TargetGroups") or []
    groups = [group["TargetGroupArn"] for group in many] or [last.get("TargetGroupArn")]
    fixed = last.get("FixedResponseConfig") or {}
    return Action(
        kind=last["Type"],
        groups=tuple(group for group in groups if group),
        status=str(fixed.get("StatusCode", "")),
        body=fixed.get("MessageBody", ""),
    )
