"""What facts are called in Indonesian, where a report says that one cannot be told. Pure.

A rule names a fact in English when it asks for it, `known(state, "state of an instance")`; tests/cloud/audit/test_facts.py
finds every name in the sources and wants it here.
"""

from collections.abc import Mapping

INDONESIAN: Mapping[str, str] = {
    "Amplify apps": "aplikasi Amplify",
    "HTTP APIs": "HTTP API",
    "NAT gateways": "NAT gateway",
    "REST APIs": "REST API",
    "VPC endpoints": "VPC endpoint",
    "VPC links": "VPC link",
    "VPCs": "VPC",
    "address of a mount target": "alamat mount target",
    "addresses of a network balancer": "alamat network load balancer",
    "alarms": "alarm",
    "app clients": "app client",
    "associations": "association",
    "attributes of a balancer": "atribut balancer",
    "authorizers": "authorizer",
    "backup policy": "backup policy",
    "branches of the app": "branch aplikasi",
    "dashboards": "dashboard",
    "databases": "database",
    "description of ": "deskripsi ",
    "elastic addresses": "elastic IP",
    "encryption of a disk": "enkripsi disk",
    "file systems": "file system",
    "functions": "function",
    "gateway responses": "gateway response",
    "groups of mount targets": "security group milik mount target",
    "health of targets": "kesehatan target",
    "host of the database": "host database",
    "image of an instance": "image instance",
    "instances": "instance",
    "instances of Systems Manager": "instance di Systems Manager",
    "internet gateways": "internet gateway",
    "last deployment of the client": "deployment terakhir client",
    "listener rules": "rule listener",
    "listeners": "listener",
    "load balancers": "load balancer",
    "log groups": "log group",
    "metadata options": "opsi metadata",
    "methods of the API": "method API",
    "models of the workers: ask with ": "model pada worker: tanyakan dengan ",
    "mount point inside of the playbook": "mount point di dalam playbook",
    "mount targets": "mount target",
    "name of an image": "nama image",
    "network interfaces": "network interface",
    "parameter group": "parameter group",
    "paths of the API": "path API",
    "peering connections": "koneksi peering",
    "policy of a function": "policy function",
    "release of an image": "versi rilis image",
    "response transfer mode": "response transfer mode",
    "route tables": "route table",
    "security groups": "security group",
    "source/dest check": "source/destination check",
    "stages of the API": "stage API",
    "state of an alarm": "keadaan alarm",
    "state of an instance": "keadaan instance",
    "state of routes": "keadaan route",
    "status of a VPC link": "status VPC link",
    "status of the association": "status association",
    "status of the peering": "status peering",
    "subnets": "subnet",
    "subnets of the database": "subnet database",
    "system of the account's own image": "sistem pada image milik akun sendiri",
    "tags of ": "tag pada ",
    "target groups": "target group",
    "targets": "target",
    "use of an elastic address": "pemakaian elastic IP",
    "user data": "user data",
    "user pools": "user pool",
    "value of ": "nilai ",
    "variables inside of the playbook": "variabel di dalam playbook",
    "version of the database": "versi database",
    "volumes": "volume",
    "what was done by hand on the NAT instance": "yang dikerjakan manual pada NAT instance",
    "widgets of a dashboard": "widget dashboard",
}
"""English -> Indonesian; a name that ends in a space is followed by which one"""


def in_indonesian(fact: str) -> str:
    """The same name; a rest that says which one stays as it is."""
    if fact in INDONESIAN:
        return INDONESIAN[fact]
    start = next((one for one in INDONESIAN if one.endswith(" ") and fact.startswith(one)), "")
    return INDONESIAN.get(start, "") + fact.removeprefix(start)
