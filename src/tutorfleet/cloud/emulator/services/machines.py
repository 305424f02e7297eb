"""EC2's instances and their network interfaces: moto 5.2.5 lets the two say different things, and keeps interfaces too long."""

import re
from collections.abc import Callable
from typing import Any

from moto.ec2.models import ec2_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer, Call, Service

IDENTITY = re.compile(r"<instanceId>(i-[0-9a-f]+)</instanceId>")


class Machines:
    """What the account answers about instances."""

    def __init__(self, account: str) -> None:
        self.account = account
        operations: dict[str, Callable[[Call], Answer]] = {
            "RunInstances": self.run_instances,
            "ModifyInstanceAttribute": self.modify_instance_attribute,
            "ModifyNetworkInterfaceAttribute": self.modify_network_interface_attribute,
            "ModifyInstanceCreditSpecification": self.modify_instance_credit_specification,
            "DescribeInstanceCreditSpecifications": self.describe_instance_credit_specifications,
        }
        self.service = Service("ec2", operations)

    def run_instances(self, call: Call) -> Response:
        """An instance has the groups of its first interface, which goes when the instance goes."""
        answer = call.passed()
        ec2 = self.moto(call)
        for identity in IDENTITY.findall(answer.get_data(as_text=True)):
            instance = ec2.get_instance(identity)
            first = instance.nics[0]
            instance.security_groups = instance.security_groups or list(first._group_set)
            if not call.given.get("NetworkInterfaces"):
                first.delete_on_termination = True
            instance.cpu_credits = call.given.get("CreditSpecification", {}).get("CpuCredits", "")
        return answer

    def modify_instance_attribute(self, call: Call) -> Response:
        """The check of source and destination is the interface's."""
        answer = call.passed()
        if answer.status_code < 400 and "SourceDestCheck" in call.given:
            instance = self.moto(call).get_instance(call.given["InstanceId"])
            instance.nics[0].source_dest_check = call.given["SourceDestCheck"]["Value"]
        return answer

    def modify_network_interface_attribute(self, call: Call) -> Response:
        """The same, the other way round; so are the groups."""
        answer = call.passed()
        if answer.status_code >= 400:
            return answer
        interface = self.moto(call).get_network_interface(call.given["NetworkInterfaceId"])
        if interface.instance is not None and interface.device_index == 0:
            interface.instance.source_dest_check = interface.source_dest_check
            interface.instance.security_groups = list(interface._group_set)
        return answer

    def modify_instance_credit_specification(self, call: Call) -> dict[str, Any]:
        """Whether a burstable instance may spend more than it earns."""
        wanted = call.given["InstanceCreditSpecifications"]
        for each in wanted:
            self.moto(call).get_instance(each["InstanceId"]).cpu_credits = each["CpuCredits"]
        done = [{"InstanceId": each["InstanceId"]} for each in wanted]
        return {"SuccessfulInstanceCreditSpecifications": done, "UnsuccessfulInstanceCreditSpecifications": []}

    def describe_instance_credit_specifications(self, call: Call) -> dict[str, Any]:
        """Of these instances, or of all that are burstable; moto says "standard" of any."""
        ec2 = self.moto(call)
        identities = call.given.get("InstanceIds") or [each.id for each in ec2.all_instances()]
        several = [ec2.get_instance(identity) for identity in identities]
        told = [{"InstanceId": each.id, "CpuCredits": credits_of(each)} for each in several if burstable(each)]
        return {"InstanceCreditSpecifications": told}

    def moto(self, call: Call) -> Any:
        """moto's EC2 of the call's region."""
        return ec2_backends[self.account][call.region]


def burstable(instance: Any) -> bool:
    """Whether an instance's type earns credits."""
    return str(instance.instance_type).startswith(("t2.", "t3.", "t3a.", "t4g."))


def credits_of(instance: Any) -> str:
    """What was said, or else what the type begins with."""
    unsaid = "standard" if instance.instance_type.startswith("t2.") else "unlimited"
    return getattr(instance, "cpu_credits", "") or unsaid
