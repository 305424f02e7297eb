"""Chapter "LLM", configuration: State Manager applies the playbook (machines/playbook) to the workers, which it finds by tags only.

One association for each role and zone: it configures one worker at a time and stops at the first that fails, so that a playbook
that breaks the primary leaves the backup working. It runs when it is made, when it changes and every half hour, so a worker whose
NAT was not ready is configured at the next run, and what somebody changed by hand is put right.

What follows from `fleet.toml` alone for every worker stands in the playbook's package (packages/playbook.py), and so does the
worker's wheel: a change of either is another key, and with that another run. Here is what one association knows.
"""

from aws_cdk import App
from aws_cdk import aws_ssm as ssm

from tutorfleet.cloud.blueprint import SHARE, Blueprint, Zone
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.template import Found, Package
from tutorfleet.fleet.description import Role

DOCUMENT = "AWS-ApplyAnsiblePlaybooks"
PLAYBOOK = "worker.yml"
EVERY = "rate(30 minutes)"
"""the shortest that State Manager takes"""


class Configuration(Chapter):
    """The associations of one zone."""

    def __init__(self, app: App, blueprint: Blueprint, zone: Zone) -> None:
        super().__init__(app, blueprint, zone, "configuration", f"Configuration of the workers in {zone.region.title}")
        self._bucket = self.take("Assets", Found("assets"), description="The bucket of the playbook")
        self._playbook = self.take("Playbook", Package("playbook"), description="Key of the playbook's archive")
        for role in blueprint.fleet.roles:
            self._association(role)

    def _association(self, role: Role) -> None:
        name = self.zone.named(f"configure-{role.name}")
        source = f"https://s3.{self.zone.region.name}.amazonaws.com/{self._bucket}/{self._playbook}"
        ssm.CfnAssociation(
            self,
            logical("configure", role.name),
            association_name=name,
            name=DOCUMENT,
            targets=[
                ssm.CfnAssociation.TargetProperty(key="tag:Fleet", values=[self.blueprint.named("workers")]),
                ssm.CfnAssociation.TargetProperty(key="tag:Role", values=[role.name]),
            ],
            parameters={
                "SourceType": ["S3"],
                "SourceInfo": [f'{{"path": "{source}"}}'],
                "InstallDependencies": ["True"],
                "PlaybookFile": [PLAYBOOK],
                "ExtraVariables": [self._variables(role)],
                "Check": ["False"],
            },
            schedule_expression=EVERY,
            apply_only_at_cron_interval=False,
            max_concurrency="1",
            max_errors="0",
            compliance_severity="HIGH",
            tags=self.tags_of(name, f"Configures the workers of the role {role.name}"),
        )

    def _variables(self, role: Role) -> str:
        """The document takes words without spaces, colons and brackets. The playbook mounts the address that belongs to its
        machine's availability zone."""
        values = {
            "role": role.name,
            "region": self.zone.region.name,
            "mount_targets": ",".join(self.blueprint.home.mount_targets),
            "share": SHARE,
        }
        return " ".join(f"{key}={value}" for key, value in values.items())
