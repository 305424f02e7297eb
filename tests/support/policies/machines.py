"""Policies over the chapters "Storage" and "LLM": instances, their configuration, the models' file system."""

from collections.abc import Iterator

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Found


def every_disk_is_encrypted(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for instance in templates.resources("AWS::EC2::Instance"):
        disks = instance.properties.get("BlockDeviceMappings", [])
        if not disks or not all(each["Ebs"].get("Encrypted") and each["Ebs"]["VolumeType"] == "gp3" for each in disks):
            yield f"{instance}: a disk that is not encrypted gp3"
        if not instance.properties.get("PropagateTagsToVolumeOnCreation"):
            yield f"{instance}: its disk has no name"


def metadata_needs_a_token(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for instance in templates.resources("AWS::EC2::Instance"):
        if instance.properties.get("MetadataOptions", {}).get("HttpTokens") != "required":
            yield f"{instance}: anything on it that fetches an address could read its role's keys"


def every_instance_is_the_labs(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """Ubuntu's image, the lab's profile, no key: nobody configures by SSH."""
    for instance in templates.resources("AWS::EC2::Instance"):
        if templates.of(instance, "ImageId") != Found("image"):
            yield f"{instance}: not the image that was found"
        if instance.properties.get("IamInstanceProfile") != blueprint.cloud.instance_profile:
            yield f"{instance}: not the profile {blueprint.cloud.instance_profile}"
        if "KeyName" in instance.properties:
            yield f"{instance}: has a key for SSH"


def instances_have_the_types_of_the_description(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for instance in templates.resources("AWS::EC2::Instance"):
        is_worker = "Fleet" in instance.tags
        expected = blueprint.cloud.worker_instance if is_worker else blueprint.cloud.nat_instance
        if instance.properties["InstanceType"] != expected:
            yield f"{instance}: {instance.properties['InstanceType']} is not {expected}"


def workers(templates: Templates, region: str = "") -> list[Resource]:
    return [each for each in templates.resources("AWS::EC2::Instance", region) if "Fleet" in each.tags]


def every_role_has_its_workers(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """A primary in private subnet 1 and a backup in 2, so in another availability zone, in every zone."""
    for zone in blueprint.zones:
        found = {
            (each.name, each.tags.get("Role"), each.tags.get("Replica"), templates.of(each, "SubnetId").name)
            for each in workers(templates, zone.region.name)
        }
        expected = {
            (each.name, each.role, each.replica, zone.named(f"subnet-private-{each.private + 1}"))
            for each in zone.workers
        }
        if found != expected:
            yield f"{zone.region.name}: workers {sorted(map(str, found ^ expected))}"


def workers_carry_their_group(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for worker in workers(templates):
        if [each.name for each in templates.of(worker, "SecurityGroupIds")] != [blueprint.named("sg-llm")]:
            yield f"{worker}: does not carry only {blueprint.named('sg-llm')}"


def one_association_configures_each_worker(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """State Manager finds it by tags only, and tries again by itself."""
    for worker in workers(templates):
        associations = templates.resources("AWS::SSM::Association", worker.region)
        fitting = [each for each in associations if fits(each, worker)]
        if len(fitting) != 1:
            yield f"{worker}: {len(fitting)} associations fit its tags"
    for each in templates.resources("AWS::SSM::Association"):
        if each.properties["Name"] != "AWS-ApplyAnsiblePlaybooks" or "InstanceId" in each.properties:
            yield f"{each}: no playbook"
        if not all(target["Key"].startswith("tag:") for target in each.properties["Targets"]):
            yield f"{each}: targets that are not tags"
        if "ScheduleExpression" not in each.properties:
            yield f"{each}: is not tried again"


def fits(association: Resource, instance: Resource) -> bool:
    """Whether an association's targets are this instance; every target must fit."""
    return all(
        instance.tags.get(target["Key"].removeprefix("tag:")) in target["Values"]
        for target in association.properties["Targets"]
    )


def workers_are_configured_when_all_is_there(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """The way out, the way home and the models; a worker that misses one waits half an hour for the next run."""
    for each in templates.resources("AWS::SSM::Association"):
        there = templates.needs(each.stack.name)
        of_zone = [*workers(templates, each.region), *templates.resources("AWS::EC2::Route", each.region)]
        for other in (*of_zone, *templates.resources("AWS::EFS::MountTarget")):
            if other.stack.name not in there:
                yield f"{each}: does not wait for {other}"


def one_worker_of_a_role_at_a_time(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for each in templates.resources("AWS::SSM::Association"):
        if each.properties.get("MaxConcurrency") != "1" or each.properties.get("MaxErrors") != "0":
            yield f"{each}: would restart the primary and the backup together"


def one_file_system_at_home(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """ "You are not permitted to create EFS in any other region"; bursting, backups, encrypted."""
    found = templates.resources("AWS::EFS::FileSystem")
    if [each.region for each in found] != [blueprint.home.region.name]:
        yield f"file systems in {[each.region for each in found]}"
    for each in found:
        if each.properties.get("ThroughputMode") != "bursting" or not each.properties.get("Encrypted"):
            yield f"{each}: not bursting and encrypted"
        if each.properties.get("BackupPolicy") != {"Status": "ENABLED"}:
            yield f"{each}: no automatic backups"


def mount_targets_have_their_addresses(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """In both private subnets; workers everywhere mount these addresses."""
    home = blueprint.home
    expected = [(home.named(f"subnet-private-{n}"), address) for n, address in enumerate(home.mount_targets, 1)]
    found = templates.resources("AWS::EFS::MountTarget")
    if [(templates.of(each, "SubnetId").name, each.properties.get("IpAddress")) for each in found] != expected:
        yield "mount targets stand elsewhere"
    for each in found:
        if [group.name for group in templates.of(each, "SecurityGroups")] != [blueprint.named("sg-efs")]:
            yield f"{each}: does not carry only {blueprint.named('sg-efs')}"


WORKER = "lks-worker-scoring-backup-zone-b"
ASSOCIATION = "lks-configure-chat-zone-a"


def a_plain_disk(templates: Templates) -> None:
    templates.named(WORKER).properties["BlockDeviceMappings"][0]["Ebs"]["Encrypted"] = False


def no_word_about_the_disk(templates: Templates) -> None:
    del templates.named("lks-nat-zone-a").properties["BlockDeviceMappings"]


def a_disk_without_a_name(templates: Templates) -> None:
    del templates.named(WORKER).properties["PropagateTagsToVolumeOnCreation"]


def metadata_for_anybody(templates: Templates) -> None:
    templates.named(WORKER).properties["MetadataOptions"]["HttpTokens"] = "optional"


def another_image(templates: Templates) -> None:
    templates.named(WORKER).properties["ImageId"] = "ami-0c7217cdde317cfec"


def no_profile(templates: Templates) -> None:
    del templates.named("lks-nat-zone-b").properties["IamInstanceProfile"]


def a_key_for_ssh(templates: Templates) -> None:
    templates.named(WORKER).properties["KeyName"] = "vockey"


def a_larger_worker(templates: Templates) -> None:
    templates.named(WORKER).properties["InstanceType"] = "t2.xlarge"


def a_larger_nat(templates: Templates) -> None:
    templates.named("lks-nat-zone-a").properties["InstanceType"] = "t3.large"


def a_missing_backup(templates: Templates) -> None:
    templates.named(WORKER).remove()


def a_backup_beside_its_primary(templates: Templates) -> None:
    templates.named(WORKER).properties["SubnetId"] = {"Ref": "PrivateSubnet1"}


def a_worker_of_another_role(templates: Templates) -> None:
    templates.named(WORKER).tag("Role", "chat")


def a_worker_in_the_default_group(templates: Templates) -> None:
    templates.named(WORKER).properties["SecurityGroupIds"] = []


def an_association_of_instances(templates: Templates) -> None:
    targets = templates.named(ASSOCIATION).properties["Targets"]
    targets[0] = {"Key": "InstanceIds", "Values": ["i-0123456789abcdef0"]}


def a_role_that_nothing_configures(templates: Templates) -> None:
    templates.named(ASSOCIATION).remove()


def an_association_that_runs_once(templates: Templates) -> None:
    del templates.named(ASSOCIATION).properties["ScheduleExpression"]


def a_shell_script_for_a_playbook(templates: Templates) -> None:
    templates.named(ASSOCIATION).properties["Name"] = "AWS-RunShellScript"


def a_configuration_before_its_nat(templates: Templates) -> None:
    stack = templates.by_name["lks-configuration-zone-b"]
    templates.change(stack.name, after=stack.after - {"lks-nat-zone-b"})


def a_configuration_before_the_models(templates: Templates) -> None:
    stack = templates.by_name["lks-configuration-zone-b"]
    templates.change(stack.name, after=stack.after - {"lks-storage-zone-a"})


def all_workers_at_once(templates: Templates) -> None:
    templates.named(ASSOCIATION).properties["MaxConcurrency"] = "100%"


def a_file_system_elsewhere(templates: Templates) -> None:
    templates.change("lks-storage-zone-a", region="us-west-2")


def elastic_throughput(templates: Templates) -> None:
    templates.resource("lks-storage-zone-a", "Models").properties["ThroughputMode"] = "elastic"


def no_backups(templates: Templates) -> None:
    templates.resource("lks-storage-zone-a", "Models").properties["BackupPolicy"] = {"Status": "DISABLED"}


def a_mount_target_with_any_address(templates: Templates) -> None:
    del templates.resource("lks-storage-zone-a", "MountTarget2").properties["IpAddress"]


def a_mount_target_without_group(templates: Templates) -> None:
    templates.resource("lks-storage-zone-a", "MountTarget1").properties["SecurityGroups"] = []


CASES = (
    Case(every_disk_is_encrypted, (a_plain_disk, no_word_about_the_disk, a_disk_without_a_name)),
    Case(metadata_needs_a_token, (metadata_for_anybody,)),
    Case(every_instance_is_the_labs, (another_image, no_profile, a_key_for_ssh)),
    Case(instances_have_the_types_of_the_description, (a_larger_worker, a_larger_nat)),
    Case(every_role_has_its_workers, (a_missing_backup, a_backup_beside_its_primary, a_worker_of_another_role)),
    Case(workers_carry_their_group, (a_worker_in_the_default_group,)),
    Case(
        one_association_configures_each_worker,
        (
            an_association_of_instances,
            a_role_that_nothing_configures,
            an_association_that_runs_once,
            a_shell_script_for_a_playbook,
        ),
    ),
    Case(
        workers_are_configured_when_all_is_there,
        (a_configuration_before_its_nat, a_configuration_before_the_models),
    ),
    Case(one_worker_of_a_role_at_a_time, (all_workers_at_once,)),
    Case(one_file_system_at_home, (a_file_system_elsewhere, elastic_throughput, no_backups)),
    Case(mount_targets_have_their_addresses, (a_mount_target_with_any_address, a_mount_target_without_group)),
)
