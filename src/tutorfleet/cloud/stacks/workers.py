"""Chapter "LLM": the machines that work, a primary and a backup of each role in different availability zones.

They start with what State Manager needs (machines/worker.sh); it configures them (configuration.py) as soon as Systems Manager's
agent, which Ubuntu's images bring, reaches its service through the NAT. No key, no public address.
"""

from aws_cdk import App, Fn
from aws_cdk import aws_ec2 as ec2

from tutorfleet.cloud import blueprint as plans
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.machines import user_data
from tutorfleet.cloud.stacks.base import Chapter, logical
from tutorfleet.cloud.stacks.machine import credits_of, disk, metadata
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.template import Found, Output


class Workers(Chapter):
    """`instances`: role -> ids of its machines, primary first."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network, security: Security) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "workers", f"Workers in {zone.region.title}")
        self._image = self.take("Image", Found("image"), "AWS::EC2::Image::Id", "Ubuntu image")
        self._group = self.take("LlmGroup", security.llm, "AWS::EC2::SecurityGroup::Id", "Group of the workers")
        used = 1 + max(worker.private for worker in zone.workers)
        self._subnets = self.take_private_subnets(network.private_subnets[:used])
        self.instances: dict[str, list[Output]] = {role.name: [] for role in blueprint.fleet.roles}
        for worker in zone.workers:
            name = logical(worker.role, worker.replica)
            output = self.give(name, self._instance(name, worker).ref, f"The {worker.replica} {worker.role} worker")
            self.instances[worker.role].append(output)

    def _instance(self, name: str, worker: plans.Worker) -> ec2.CfnInstance:
        cloud = self.blueprint.cloud
        description = f"Worker {worker.role}, {worker.replica}"
        return ec2.CfnInstance(
            self,
            name,
            image_id=self._image,
            instance_type=cloud.worker_instance,
            iam_instance_profile=cloud.instance_profile,
            subnet_id=self._subnets[worker.private],
            security_group_ids=[self._group],
            block_device_mappings=[disk(cloud.worker_disk)],
            metadata_options=metadata(),
            credit_specification=credits_of(cloud.worker_instance),
            user_data=Fn.base64(user_data.worker()),
            propagate_tags_to_volume_on_creation=True,
            tags=self.tags_of(worker.name, description, self.blueprint.worker_tags(worker)),
        )
