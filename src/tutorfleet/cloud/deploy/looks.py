"""Where a fleet can leave something behind: one row a kind of thing, in the words of AWS's own list calls.

A row names the call, what to take from its answer (JMESPath: id and name), and the command that deletes one.
"""

from dataclasses import dataclass, field
from typing import Any

BACKUP, LOG, SNAPSHOT = "backup of the file system", "log group", "snapshot of a database"
"""kinds that AWS makes by itself for what a fleet has"""
VAULT = "aws/efs/automatic-backup-vault"
"""where the automatic backups of EFS are"""
TAGGED_NAME = "Tags[?Key=='Name'].Value | [0]"


@dataclass(frozen=True)
class Look:
    """One list call."""

    kind: str
    service: str
    call: str
    found: str
    """pairs of id and name"""
    delete: str
    """a command; {id} is the id"""
    arguments: dict[str, Any] = field(default_factory=dict)


LOOKS = (
    Look(
        "stack",
        "cloudformation",
        "describe_stacks",
        "Stacks[?StackStatus!='DELETE_COMPLETE'].[StackName, StackName]",
        "aws cloudformation delete-stack --stack-name {id}",
    ),
    Look(
        "instance",
        "ec2",
        "describe_instances",
        f"Reservations[].Instances[?State.Name!='terminated'][].[InstanceId, {TAGGED_NAME}]",
        "aws ec2 terminate-instances --instance-ids {id}",
    ),
    Look(
        "volume",
        "ec2",
        "describe_volumes",
        f"Volumes[].[VolumeId, {TAGGED_NAME}]",
        "aws ec2 delete-volume --volume-id {id}",
    ),
    Look(
        "snapshot of a volume",
        "ec2",
        "describe_snapshots",
        f"Snapshots[].[SnapshotId, {TAGGED_NAME}]",
        "aws ec2 delete-snapshot --snapshot-id {id}",
        {"OwnerIds": ["self"]},
    ),
    Look(
        "address",
        "ec2",
        "describe_addresses",
        f"Addresses[].[AllocationId, {TAGGED_NAME}]",
        "aws ec2 release-address --allocation-id {id}",
    ),
    Look(
        "network interface",
        "ec2",
        "describe_network_interfaces",
        "NetworkInterfaces[].[NetworkInterfaceId, Groups[0].GroupName]",
        "aws ec2 delete-network-interface --network-interface-id {id}",
    ),
    Look(
        "security group",
        "ec2",
        "describe_security_groups",
        "SecurityGroups[].[GroupId, GroupName]",
        "aws ec2 delete-security-group --group-id {id}",
    ),
    Look(
        "VPC",
        "ec2",
        "describe_vpcs",
        f"Vpcs[].[VpcId, {TAGGED_NAME}]",
        "aws ec2 delete-vpc --vpc-id {id}",
    ),
    Look(
        "subnet",
        "ec2",
        "describe_subnets",
        f"Subnets[].[SubnetId, {TAGGED_NAME}]",
        "aws ec2 delete-subnet --subnet-id {id}",
    ),
    Look(
        "route table",
        "ec2",
        "describe_route_tables",
        f"RouteTables[].[RouteTableId, {TAGGED_NAME}]",
        "aws ec2 delete-route-table --route-table-id {id}",
    ),
    Look(
        "internet gateway",
        "ec2",
        "describe_internet_gateways",
        f"InternetGateways[].[InternetGatewayId, {TAGGED_NAME}]",
        "aws ec2 delete-internet-gateway --internet-gateway-id {id}",
    ),
    Look(
        "peering",
        "ec2",
        "describe_vpc_peering_connections",
        "VpcPeeringConnections[?!contains(['deleted', 'deleting', 'rejected', 'failed', 'expired'], Status.Code)]"
        f".[VpcPeeringConnectionId, {TAGGED_NAME}]",
        "aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id {id}",
    ),
    Look(
        "key pair",
        "ec2",
        "describe_key_pairs",
        "KeyPairs[].[KeyPairId, KeyName]",
        "aws ec2 delete-key-pair --key-pair-id {id}",
    ),
    Look(
        "launch template",
        "ec2",
        "describe_launch_templates",
        "LaunchTemplates[].[LaunchTemplateId, LaunchTemplateName]",
        "aws ec2 delete-launch-template --launch-template-id {id}",
    ),
    Look(
        "file system",
        "efs",
        "describe_file_systems",
        "FileSystems[].[FileSystemId, Name]",
        "aws efs delete-file-system --file-system-id {id}",
    ),
    Look(
        BACKUP,
        "backup",
        "list_recovery_points_by_backup_vault",
        "RecoveryPoints[?Status!='DELETING'].[RecoveryPointArn, ResourceName]",
        f"aws backup delete-backup-vault-access-policy --backup-vault-name {VAULT}; "
        f"aws backup delete-recovery-point --backup-vault-name {VAULT} --recovery-point-arn {{id}}",
        {"BackupVaultName": VAULT},
    ),
    Look(
        "load balancer",
        "elbv2",
        "describe_load_balancers",
        "LoadBalancers[].[LoadBalancerArn, LoadBalancerName]",
        "aws elbv2 delete-load-balancer --load-balancer-arn {id}",
    ),
    Look(
        "target group",
        "elbv2",
        "describe_target_groups",
        "TargetGroups[].[TargetGroupArn, TargetGroupName]",
        "aws elbv2 delete-target-group --target-group-arn {id}",
    ),
    Look(
        "database",
        "rds",
        "describe_db_instances",
        "DBInstances[].[DBInstanceIdentifier, DBInstanceIdentifier]",
        "aws rds delete-db-instance --skip-final-snapshot --db-instance-identifier {id}",
    ),
    Look(
        SNAPSHOT,
        "rds",
        "describe_db_snapshots",
        "DBSnapshots[].[DBSnapshotIdentifier, DBInstanceIdentifier]",
        "aws rds delete-db-snapshot --db-snapshot-identifier {id}",
        {"SnapshotType": "manual"},
    ),
    Look(
        "database subnet group",
        "rds",
        "describe_db_subnet_groups",
        "DBSubnetGroups[].[DBSubnetGroupName, DBSubnetGroupName]",
        "aws rds delete-db-subnet-group --db-subnet-group-name {id}",
    ),
    Look(
        "database parameter group",
        "rds",
        "describe_db_parameter_groups",
        "DBParameterGroups[].[DBParameterGroupName, DBParameterGroupName]",
        "aws rds delete-db-parameter-group --db-parameter-group-name {id}",
    ),
    Look(
        "function",
        "lambda",
        "list_functions",
        "Functions[].[FunctionName, FunctionName]",
        "aws lambda delete-function --function-name {id}",
    ),
    Look(
        "layer",
        "lambda",
        "list_layers",
        "Layers[].[LatestMatchingVersion.LayerVersionArn, LayerName]",
        "aws lambda delete-layer-version --layer-name {name} --version-number N",
    ),
    Look(
        LOG,
        "logs",
        "describe_log_groups",
        "logGroups[].[logGroupName, logGroupName]",
        "aws logs delete-log-group --log-group-name {id}",
    ),
    Look(
        "user pool",
        "cognito-idp",
        "list_user_pools",
        "UserPools[].[Id, Name]",
        "aws cognito-idp delete-user-pool --user-pool-id {id}",
        {"MaxResults": 60},
    ),
    Look(
        "API",
        "apigateway",
        "get_rest_apis",
        "items[].[id, name]",
        "aws apigateway delete-rest-api --rest-api-id {id}",
    ),
    Look(
        "VPC link",
        "apigateway",
        "get_vpc_links",
        "items[].[id, name]",
        "aws apigateway delete-vpc-link --vpc-link-id {id}",
    ),
    Look(
        "Amplify app",
        "amplify",
        "list_apps",
        "apps[].[appId, name]",
        "aws amplify delete-app --app-id {id}",
    ),
    Look(
        "association",
        "ssm",
        "list_associations",
        "Associations[].[AssociationId, AssociationName]",
        "aws ssm delete-association --association-id {id}",
    ),
    Look(
        "parameter",
        "ssm",
        "describe_parameters",
        "Parameters[].[Name, Name]",
        "aws ssm delete-parameter --name {id}",
    ),
    Look(
        "alarm",
        "cloudwatch",
        "describe_alarms",
        "MetricAlarms[].[AlarmName, AlarmName]",
        "aws cloudwatch delete-alarms --alarm-names {id}",
    ),
    Look(
        "dashboard",
        "cloudwatch",
        "list_dashboards",
        "DashboardEntries[].[DashboardName, DashboardName]",
        "aws cloudwatch delete-dashboards --dashboard-names {id}",
    ),
    Look(
        "bucket",
        "s3",
        "list_buckets",
        "Buckets[].[Name, Name]",
        "aws s3 rb --force s3://{id}",
    ),
    Look(
        "image",
        "ec2",
        "describe_images",
        "Images[].[ImageId, Name]",
        "aws ec2 deregister-image --image-id {id}",
        {"Owners": ["self"]},
    ),
)
"""in the order in which a person reads them"""
GLOBAL = frozenset({"bucket", "dashboard"})
"""kinds that are the same in every region: only the home region is asked"""
