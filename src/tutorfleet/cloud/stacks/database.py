"""Chapter "Relational database": PostgreSQL on RDS, in the private subnets of the home zone.

Only what carries `lks-sg-db` reaches it, over TLS alone; it is encrypted, has no public address and keeps a week of backups.
pgvector needs no setting here: `create extension vector` is a statement, run by a function when the fleet is deployed.
The password is one that the deployer made: the task wants it in the functions' environment, and one that Secrets Manager
rotates would be out of date there after a week.
"""

import aws_cdk as cdk
from aws_cdk import aws_logs
from aws_cdk import aws_rds as rds

from tutorfleet.cloud.blueprint import DATABASE_PORT, Blueprint
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.logs import log_group
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.template import Found

ENGINE_VERSION = "18"
"""major only: RDS takes the minor version of the day, and a template with an old one cannot be deployed any more some day"""
DATABASE_NAME = "tutorfleet"
DATABASE_USER = "tutorfleet"
STORAGE_GIB = 20
BACKUP_DAYS = 7
PASSWORD = Found("database-password")


class Database(Chapter):
    """What the functions take: `host`, `port`; what the alarms take: `instance`."""

    def __init__(self, app: cdk.App, blueprint: Blueprint, network: Network, security: Security) -> None:
        super().__init__(app, blueprint, blueprint.home, "database", "PostgreSQL with pgvector")
        self._instance_name = blueprint.named("database")
        log = self._log()
        instance = self._instance(network, security)
        instance.add_resource_dependency(log)
        self.host = self.give("Host", instance.attr_endpoint_address, "Name of the database's host")
        self.port = self.give("Port", instance.attr_endpoint_port, "Port of the database")
        self.instance = self.give("Instance", instance.ref, "Identifier of the database instance")

    def _instance(self, network: Network, security: Security) -> rds.CfnDBInstance:
        """Deleted with its stack, backups included: `destroy` leaves nothing. What would replace it keeps a snapshot."""
        password = self.take("Password", PASSWORD, description="Password of the master user", secret=True)
        group = self.take("DatabaseGroup", security.db, "AWS::EC2::SecurityGroup::Id", "Security group of the database")
        instance = rds.CfnDBInstance(
            self,
            "Instance",
            db_instance_identifier=self._instance_name,
            db_instance_class=self.blueprint.cloud.database_instance,
            engine="postgres",
            engine_version=ENGINE_VERSION,
            db_name=DATABASE_NAME,
            port=str(DATABASE_PORT),
            master_username=DATABASE_USER,
            master_user_password=password,
            allocated_storage=str(STORAGE_GIB),
            storage_type="gp2",  # a lab is said to allow databases no other; the price is the same
            storage_encrypted=True,
            publicly_accessible=False,
            multi_az=False,  # a second machine would double the price; the task asks for none
            db_subnet_group_name=self._subnet_group(network).ref,
            vpc_security_groups=[group],
            db_parameter_group_name=self._parameter_group().ref,
            ca_certificate_identifier="rds-ca-rsa2048-g1",
            backup_retention_period=BACKUP_DAYS,
            delete_automated_backups=True,
            copy_tags_to_snapshot=True,
            deletion_protection=False,
            auto_minor_version_upgrade=True,
            enable_cloudwatch_logs_exports=["postgresql"],
            tags=self.tags_of(self._instance_name, "Conversations of the learners, PostgreSQL with pgvector"),
        )
        instance.apply_removal_policy(cdk.RemovalPolicy.DESTROY)
        instance.cfn_options.update_replace_policy = cdk.CfnDeletionPolicy.SNAPSHOT
        return instance

    def _subnet_group(self, network: Network) -> rds.CfnDBSubnetGroup:
        name, description = self.blueprint.named("database-subnets"), "Private subnets of the database"
        return rds.CfnDBSubnetGroup(
            self,
            "Subnets",
            db_subnet_group_name=name,
            db_subnet_group_description=description,
            subnet_ids=self.take_private_subnets(network.private_subnets),
            tags=self.tags_of(name, description),
        )

    def _parameter_group(self) -> rds.CfnDBParameterGroup:
        """TLS is the default of this version; it stands here so that nobody needs to know that. What is logged of a connection was
        on or off until version 17; since 18 RDS takes no "1" for it, but the steps by name."""
        name, description = self.blueprint.named("database-parameters"), "TLS only; connections are logged"
        return rds.CfnDBParameterGroup(
            self,
            "Parameters",
            db_parameter_group_name=name,
            family=f"postgres{ENGINE_VERSION}",
            description=description,
            parameters={"rds.force_ssl": "1", "log_connections": "all", "log_disconnections": "1"},
            tags=self.tags_of(name, description),
        )

    def _log(self) -> aws_logs.CfnLogGroup:
        """Made here so that it ends: RDS would make it without, and leave it behind."""
        name = f"/aws/rds/instance/{self._instance_name}/postgresql"
        return log_group(self, "database", name, "Log of the database")
