"""Kinds of things that are named and labelled alike, and how each is renamed. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutorfleet.cloud.audit.finders import Site
from tutorfleet.cloud.audit.model import Resource, known
from tutorfleet.cloud.audit.rule import Text
from tutorfleet.cloud.audit.rules import words

TAG_IN_EC2 = "aws ec2 create-tags --region <region> --resources <id> --tags Key=Name,Value=lks-<name>"

UPDATE_ASSOCIATION = (
    "aws ssm update-association --region <region> --association-id <id> --association-name lks-<name> --name <document> "
    "--targets Key=tag:<key>,Values=<value> --parameters <all of them, as JSON> --schedule-expression <schedule>"
)
"""everything again, for AWS takes away what this call does not name"""


@dataclass(frozen=True)
class Kind:
    """Things that are named and labelled alike."""

    id: str
    nouns: Text
    find: Callable[[Site], Iterable[Resource]]
    everywhere: bool
    """in every zone; False: in the home zone alone"""
    rename: str
    label: str
    what: Text
    """one of them, for "there is no ..." """


def _network(site: Site) -> Iterable[Resource]:
    vpc = site.vpc.id if site.vpc else ""
    yield from (site.vpc,) if site.vpc else ()
    yield from site.subnets
    yield from (table for table in site.tables if not table.generated)
    yield from (one for one in known(site.region.internet_gateways, "internet gateways") if vpc in one.vpcs)
    yield from (one for one in site.peerings if one.requester_region == site.name)  # the other end has tags of its own


def _balancers(site: Site) -> Iterable[Resource]:
    yield from site.balancers
    yield from site.network_balancers
    yield from site.target_groups


def _api(site: Site) -> Iterable[Resource]:
    yield from site.apis
    yield from site.vpc_links


KINDS = (
    Kind(
        "networks",
        Text("VPCs, subnets, route tables, gateways and peerings", "VPC, subnet, route table, gateway, dan peering"),
        _network,
        True,
        TAG_IN_EC2,
        TAG_IN_EC2,
        words.VPC,
    ),
    Kind(
        "security-groups",
        Text("security groups", "security group"),
        lambda site: site.groups,
        True,
        "aws ec2 create-security-group --region <region> --group-name lks-sg-<name> --vpc-id <vpc> --description <description>",
        TAG_IN_EC2,
        words.GROUP,
    ),
    Kind(
        "instances",
        Text("instances", "instance"),
        lambda site: site.instances,
        True,
        TAG_IN_EC2,
        TAG_IN_EC2,
        words.INSTANCE,
    ),
    Kind(
        "file-systems",
        Text("file systems", "file system"),
        lambda site: site.file_systems,
        False,
        "aws efs tag-resource --region <region> --resource-id <file system> --tags Key=Name,Value=lks-<name>",
        "aws efs tag-resource --region <region> --resource-id <file system> --tags Key=Project,Value=lks",
        words.FILE_SYSTEM,
    ),
    Kind(
        "balancers",
        Text("load balancers and target groups", "load balancer dan target group"),
        _balancers,
        True,
        "aws elbv2 create-load-balancer --region <region> --name lks-<name> ...",
        "aws elbv2 add-tags --region <region> --resource-arns <arn> --tags Key=Name,Value=lks-<name>",
        words.BALANCER,
    ),
    Kind(
        "associations",
        Text("State Manager associations", "association State Manager"),
        lambda site: site.associations,
        True,
        UPDATE_ASSOCIATION,
        "aws ssm add-tags-to-resource --region <region> --resource-type Association --resource-id <id> "
        "--tags Key=Name,Value=lks-<name>",
        words.ASSOCIATION,
    ),
    Kind(
        "databases",
        Text("databases", "database"),
        lambda site: site.databases,
        False,
        "aws rds modify-db-instance --region <region> --db-instance-identifier <id> --new-db-instance-identifier lks-<name> "
        "--apply-immediately",
        "aws rds add-tags-to-resource --region <region> --resource-name <arn> --tags Key=Name,Value=lks-<name>",
        words.DATABASE,
    ),
    Kind(
        "functions",
        Text("Lambda functions", "Lambda function"),
        lambda site: site.all_functions,
        False,
        "aws lambda create-function --region <region> --function-name lks-<name> ...",
        "aws lambda tag-resource --region <region> --resource <arn> --tags Name=lks-<name>",
        words.FUNCTION,
    ),
    Kind(
        "apis",
        Text("APIs and VPC links", "API dan VPC link"),
        _api,
        False,
        "aws apigateway update-rest-api --region <region> --rest-api-id <api> --patch-operations op=replace,path=/name,value=lks-<name>",
        "aws apigateway tag-resource --region <region> --resource-arn <arn> --tags Name=lks-<name>",
        words.API,
    ),
    Kind(
        "user-pools",
        Text("user pools", "user pool"),
        lambda site: site.pools,
        False,
        "aws cognito-idp update-user-pool --region <region> --user-pool-id <pool> --pool-name lks-<name> "
        "--auto-verified-attributes email ...",
        "aws cognito-idp tag-resource --region <region> --resource-arn <arn> --tags Name=lks-<name>",
        words.POOL,
    ),
    Kind(
        "clients",
        Text("Amplify apps", "aplikasi Amplify"),
        lambda site: site.client_apps,
        False,
        "aws amplify update-app --region <region> --app-id <app> --name lks-<name>",
        "aws amplify tag-resource --region <region> --resource-arn <arn> --tags Name=lks-<name>",
        words.CLIENT,
    ),
    Kind(
        "alarms",
        Text("CloudWatch alarms", "alarm CloudWatch"),
        lambda site: site.alarms,
        True,
        "aws cloudwatch put-metric-alarm --region <region> --alarm-name lks-<name> ...",
        "aws cloudwatch tag-resource --region <region> --resource-arn <arn> --tags Key=Name,Value=lks-<name>",
        words.ALARM,
    ),
)
