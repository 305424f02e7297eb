"""What becomes of each resource type without AWS, as the table of docs/cloud.md.

python -m tutorfleet.cloud.emulator --types
"""

from tutorfleet.cloud.emulator.resources import KINDS, management

RECORDED = frozenset(kind.type for kind in management.KINDS)
"""what a service of ours keeps as it was said, because moto has no model of it"""
CALLED = frozenset(
    {
        "AWS::ApiGateway::Authorizer",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Resource",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Lambda::Function",
    }
)
"""what tests/cloud/functions makes of our templates on ministack, and then really calls"""


def table() -> str:
    """A line for each type, in Markdown."""
    head = ["| resource type | in the emulated account | really called |", "|---|---|---|"]
    return "\n".join([*head, *(line(kind) for kind in sorted(KINDS))]) + "\n"


def line(kind: str) -> str:
    """What becomes of one type."""
    emulated = "kept as a record" if kind in RECORDED else "applied"
    return f"| `{kind}` | {emulated} | {'on ministack' if kind in CALLED else ''} |".replace("|  |", "| |")
