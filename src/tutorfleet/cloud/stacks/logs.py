"""Groups of logs: made in the template, so that they have a retention and end with their stack.

A service that finds none makes one that keeps everything for ever and that nobody deletes.
"""

import aws_cdk as cdk
from aws_cdk import aws_logs

from tutorfleet.cloud.stacks.base import Chapter, logical

RETENTION_DAYS = 14


def log_group(chapter: Chapter, what: str, name: str, description: str) -> aws_logs.CfnLogGroup:
    """A group of this name; `what` writes into it."""
    group = aws_logs.CfnLogGroup(
        chapter,
        logical(what, "log"),
        log_group_name=name,
        retention_in_days=RETENTION_DAYS,
        tags=chapter.tags_of(chapter.blueprint.named(f"log-{what}"), description),
    )
    group.apply_removal_policy(cdk.RemovalPolicy.DESTROY)
    return group
