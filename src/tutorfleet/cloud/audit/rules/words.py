"""What rules call things, in both languages, for "there is no ...". Pure."""

from tutorfleet.cloud.audit.rule import Text, plain

OTHER_ZONE = Text("second zone in fleet.toml", "zona kedua di fleet.toml")
VPC = Text("VPC with the zone's address range", "VPC dengan rentang alamat zona")
SUBNET = Text("subnet in the zone's VPC", "subnet di VPC zona")
PUBLIC_SUBNET = Text("public subnet", "subnet publik")
PRIVATE_SUBNET = Text("private subnet", "subnet privat")
ROUTE_TABLE = Text("route table of the zone's VPC", "route table di VPC zona")
GATEWAY = Text("internet gateway of the zone's VPC", "internet gateway di VPC zona")
PEERING = Text("peering between the two VPCs", "peering antara kedua VPC")
GROUP = Text("security group in the zone's VPC", "security group di VPC zona")
INSTANCE = Text("instance in the zone's VPC", "instance di VPC zona")
NAT = Text("NAT instance", "NAT instance")
FILE_SYSTEM = Text("EFS file system", "file system EFS")
MOUNT_TARGET = Text("EFS mount target", "mount target EFS")
WORKER = Text("worker", "worker")
ASSOCIATION = Text("State Manager association", "association State Manager")
PLAYBOOK = Text("State Manager association with a playbook", "association State Manager dengan playbook")
BALANCER = Text("application load balancer in the zone's VPC", "application load balancer di VPC zona")
NETWORK_BALANCER = Text("network load balancer in the zone's VPC", "network load balancer di VPC zona")
LISTENER = Text("listener of the application load balancer", "listener pada application load balancer")
TARGET_GROUP = Text(
    "target group that a path of the balancer leads to", "target group yang dituju oleh path pada balancer"
)
DATABASE = Text("database in the zone's VPC", "database di VPC zona")
FUNCTION = Text("Lambda function that the API calls", "Lambda function yang dipanggil oleh API")
API = plain("REST API")
VPC_LINK = Text("VPC link that the API goes through", "VPC link yang dilewati oleh API")
POOL = Text("Cognito user pool", "user pool Cognito")
CLIENT = Text("Amplify app", "aplikasi Amplify")
ALARM = Text("CloudWatch alarm", "alarm CloudWatch")
DASHBOARD = Text("CloudWatch dashboard", "dashboard CloudWatch")
