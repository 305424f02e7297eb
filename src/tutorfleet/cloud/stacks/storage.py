"""Chapter "Storage": the models of every worker on one EFS, in the home region only.

Mount targets have pinned addresses: the other region mounts them over peering and has no DNS name for them. Deleting the stack
deletes the models, which can be pulled again; the automatic backups outlive it, and `tutorfleet cloud destroy` removes them.
"""

from aws_cdk import App, CfnDeletionPolicy
from aws_cdk import aws_efs as efs

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security


class Storage(Chapter):
    """`file_system`: its id. Where it is mounted from, the blueprint says."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network, security: Security) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "storage", f"Models of every region, in {zone.region.title}")
        tags = self.tags_of(blueprint.named("efs"), "Models of the workers of every region")
        files = efs.CfnFileSystem(
            self,
            "Models",
            encrypted=True,
            performance_mode="generalPurpose",
            throughput_mode="bursting",
            backup_policy=efs.CfnFileSystem.BackupPolicyProperty(status="ENABLED"),
            file_system_tags=[efs.CfnFileSystem.ElasticFileSystemTagProperty(key=t.key, value=t.value) for t in tags],
        )
        files.cfn_options.deletion_policy = CfnDeletionPolicy.DELETE
        files.cfn_options.update_replace_policy = CfnDeletionPolicy.DELETE
        group = self.take("EfsGroup", security.efs, "AWS::EC2::SecurityGroup::Id", "Group of the mount targets")
        subnets = self.take_private_subnets(network.private_subnets)
        for number, (subnet, address) in enumerate(zip(subnets, zone.mount_targets, strict=True), 1):
            efs.CfnMountTarget(
                self,
                f"MountTarget{number}",
                file_system_id=files.ref,
                subnet_id=subnet,
                ip_address=address,
                security_groups=[group],
            )
        self.file_system = self.give("FileSystem", files.ref, "The file system")
