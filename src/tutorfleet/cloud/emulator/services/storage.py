"""EFS's mount targets: moto 5.2.5 does not say whose network interface it makes."""

from moto.ec2.models import ec2_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Call, Service


def service(account: str) -> Service:
    """What the account answers about mount targets."""

    def create_mount_target(call: Call) -> Response:
        answer = call.passed()
        if answer.status_code < 400:
            made = answer.get_json()
            interface = ec2_backends[account][call.region].get_network_interface(made["NetworkInterfaceId"])
            interface.description = f"EFS mount target for {made['FileSystemId']} ({made['MountTargetId']})"
        return answer

    return Service("elasticfilesystem", {"CreateMountTarget": create_mount_target}, described="efs")
