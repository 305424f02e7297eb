"""EFS: file systems and where they are mounted."""

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed


class FileSystem(Kind):
    type = "AWS::EFS::FileSystem"
    tags = "FileSystemTags"
    in_place = removable = frozenset({"LifecyclePolicies"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        efs = site.client("efs")
        # moto 5.2.5 has no PutBackupPolicy: automatic backups are asked for at birth
        backup = (given.take("BackupPolicy") or {}).get("Status") == "ENABLED"
        made = efs.create_file_system(
            CreationToken=site.generated(),
            Backup=backup,
            Tags=given.take("FileSystemTags", []),
            **given.pick("Encrypted", "KmsKeyId", "PerformanceMode", "ThroughputMode", "AvailabilityZoneName"),
        )
        if "LifecyclePolicies" in given:
            policies = given["LifecyclePolicies"]
            efs.put_lifecycle_configuration(FileSystemId=made["FileSystemId"], LifecyclePolicies=policies)
        arn = site.arn("elasticfilesystem", f"file-system/{made['FileSystemId']}")
        return made["FileSystemId"], {"FileSystemId": made["FileSystemId"], "Arn": arn}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        policies = given.take("LifecyclePolicies", [])
        site.client("efs").put_lifecycle_configuration(FileSystemId=made.id, LifecyclePolicies=policies)

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        if gone:
            site.client("efs").untag_resource(ResourceId=made.id, TagKeys=gone)
        site.client("efs").tag_resource(ResourceId=made.id, Tags=listed(tags))

    def delete(self, site: Site, made: Made) -> None:
        site.client("efs").delete_file_system(FileSystemId=made.id)


class MountTarget(Kind):
    type = "AWS::EFS::MountTarget"
    in_place = frozenset({"SecurityGroups"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("efs").create_mount_target(
            **given.pick("FileSystemId", "SubnetId", "SecurityGroups", "IpAddress")
        )
        return made["MountTargetId"], {"Id": made["MountTargetId"], "IpAddress": made["IpAddress"]}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("efs").modify_mount_target_security_groups(
            MountTargetId=made.id, SecurityGroups=given["SecurityGroups"]
        )

    def delete(self, site: Site, made: Made) -> None:
        site.client("efs").delete_mount_target(MountTargetId=made.id)


KINDS = (FileSystem(), MountTarget())
