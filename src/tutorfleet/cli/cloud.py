"""tutorfleet cloud: the fleet of the same description on AWS.

    tutorfleet cloud preflight
    tutorfleet cloud deploy

Every verb works on the account whose credentials AWS's own tools would use.
"""

import importlib
from typing import Any

import click

from tutorfleet.cli.common import fail
from tutorfleet.cli.lazy import Lazy

VERBS = {
    "preflight": "What this account, role, quota and zone can do.",
    "plan": "What a deployment would make, change and delete, and what it costs.",
    "deploy": "Bring the fleet to AWS, or what is there up to date.",
    "status": "How the fleet on AWS is.",
    "destroy": "Delete everything of the fleet, and show that nothing is left.",
    "audit": "What a judge of the task finds, with points and the way to mend it.",
    "cost": "What the fleet costs in a month, and what would be cheaper.",
    "users": "The learners' accounts on AWS.",
    "models": "The models of every single worker on AWS.",
}
"""verb -> what it is for; its command is in the module `cloud_<verb>`"""
EXTRA = "this needs more packages. Install them: pip install 'tutorfleet[cloud]'"


class Cloud(Lazy):
    """The group: whatever AWS says no to ends a verb with one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            account = importlib.import_module(
                "tutorfleet.cloud.deploy.account"
            )  # not before `--help` has had its chance
            errors = importlib.import_module("tutorfleet.cloud.deploy.errors")
        except ModuleNotFoundError:
            fail(EXTRA)
        try:
            with account.understood():
                return super().invoke(ctx)
        except errors.CloudError as error:
            fail(str(error), error.code)


@click.group(cls=Cloud, verbs=VERBS, begin="cloud_")
def cloud() -> None:
    """The fleet on AWS, in two regions, from the same description.

    Everything has a name that begins with the fleet's prefix (lks-) and is tagged; nothing else in the account is touched.
    AWS_ENDPOINT_URL names another address than AWS: an emulated account to try it all on.

    \b
      tutorfleet cloud preflight
      tutorfleet cloud plan --max-monthly 1100
      tutorfleet cloud deploy
      tutorfleet cloud destroy

    Exit codes: 0 all is well, 1 it could not be done, 2 the command or the description was not understood, 3 no valid
    credentials, 4 not allowed, 5 AWS cannot be reached, 6 a stack failed, 7 too expensive, 8 the stacks stand but not
    what comes after them, 9 something is left, 10 a package could not be built, 130 ended by Ctrl-C.
    """
