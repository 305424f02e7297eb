"""Chapter "Lambda function": what answers `/conversations`, and the rest of our service.

Ours are three, from one program: `lks-conversations` (buffered, through Mangum), `lks-turns` (streamed, the whole service behind
the Lambda Web Adapter) and `lks-migrate`, which the deployer calls: it makes the `vector` extension and the tables. If fleet.toml
names the handed-out function, that one stands here alone; it makes its extension and its table by itself.

All lie in the private subnets and carry `lks-sg-db`, which is what the database admits. No concurrency is reserved: an account
must keep ten executions unreserved, and a lab may have no more than ten.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_lambda

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.balancers import Balancers
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.database import DATABASE_NAME, DATABASE_USER, PASSWORD, Database
from tutorfleet.cloud.stacks.identity import Identity, cognito_of
from tutorfleet.cloud.stacks.logs import log_group
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.template import Found, Output, Package

CONVERSATIONS, TURNS, MIGRATE = "conversations", "turns", "migrate"
PYTHON = "python3.13"
NODE = "nodejs22.x"
ARCHITECTURE = "x86_64"
WEB_ADAPTER = "753240598075:layer:LambdaAdapterLayerX86:27"
"""AWS's own layer, in every region: account, name, and the version of 1.0.0"""
CERTIFICATES = "/var/task/rds-ca.pem"
"""the authorities of RDS, in our packages"""
BUFFERED_SECONDS = 29
"""as long as API Gateway waits for an answer in one piece"""
LONGEST_SECONDS = 900
"""as long as a function may run at all"""
CONNECTIONS = 4
"""to the database, of one instance of a function, which serves one request at a time; a small database takes some eighty"""


@dataclass(frozen=True)
class Program:
    """One function: what runs in it."""

    what: str
    """"conversations": of its name, and of its package"""
    description: str
    handler: str
    seconds: int
    runtime: str = PYTHON
    memory: int = 1024
    """MiB; the processor's share grows with it, and with that a cold start gets shorter"""
    layers: tuple[str, ...] = ()
    environment: Mapping[str, str] | None = None


class Functions(Chapter):
    """What the API takes: `arns`, by name without prefix: "conversations", and of ours also "turns" and "migrate"; `names` by the same."""

    def __init__(
        self,
        app: cdk.App,
        blueprint: Blueprint,
        network: Network,
        security: Security,
        database: Database,
        identity: Identity,
        balancers: Balancers,
    ) -> None:
        super().__init__(app, blueprint, blueprint.home, "functions", "Lambda functions of the API")
        self._assets = self.take("Assets", Found("assets"), description="Bucket of the packages")
        self._vpc = self._in_vpc(network, security)
        self._database = self._database_variables(database)
        handed_out = bool(blueprint.cloud.application.function)
        programs = [self._handed_out()] if handed_out else self._ours(identity, balancers)
        self.names = {program.what: blueprint.named(program.what) for program in programs}
        self.arns: dict[str, Output] = {program.what: self._function(program) for program in programs}

    def _ours(self, identity: Identity, balancers: Balancers) -> Sequence[Program]:
        service = self._service_variables(identity)
        regions = {"TUTORFLEET_REGIONS": json.dumps(self._balancers(balancers))}
        package = "tutorfleet.cloud.functions"
        adapter = {
            "AWS_LAMBDA_EXEC_WRAPPER": "/opt/bootstrap",
            "AWS_LWA_INVOKE_MODE": "response_stream",
            "AWS_LWA_PORT": "8080",
            "AWS_LWA_READINESS_CHECK_PATH": "/healthz",
        }
        return (
            Program(
                CONVERSATIONS,
                "Conversations of the learners: /conversations",
                f"{package}.conversations.handler",
                BUFFERED_SECONDS,
                environment=service,
            ),
            Program(
                TURNS,
                "Turns of the learners, streamed, and the rest of the service",
                "run.sh",
                LONGEST_SECONDS,
                layers=(f"arn:aws:lambda:{self.zone.region.name}:{WEB_ADAPTER}",),
                environment=service | regions | adapter,
            ),
            Program(
                MIGRATE,
                "Makes the extension vector and the tables; called at deployment",
                f"{package}.migrate.handler",
                300,
                environment=service,
            ),
        )

    def _handed_out(self) -> Program:
        """`exports.handler` of handler.js. It takes its database driver from a layer, `/opt/node_modules/pg`."""
        layer = aws_lambda.CfnLayerVersion(
            self,
            "Layer",
            layer_name=self.blueprint.named("layer"),
            description="Node.js modules of the function",
            content=aws_lambda.CfnLayerVersion.ContentProperty(
                s3_bucket=self._assets,
                s3_key=self.take("LayerPackage", Package("layer"), description="Package of the layer"),
            ),
            compatible_runtimes=[NODE],
            compatible_architectures=[ARCHITECTURE],
        )
        description = "Conversations of the learners, as the task hands it out: /conversations"
        return Program(CONVERSATIONS, description, "handler.handler", BUFFERED_SECONDS, NODE, 512, (layer.ref,))

    def _function(self, program: Program) -> Output:
        name, title = self.names[program.what], program.what.capitalize()
        log = log_group(self, program.what, f"/aws/lambda/{name}", f"Log of the function {name}")
        key = self.take(f"{title}Package", Package(program.what), description=f"Package of the function {name}")
        function = aws_lambda.CfnFunction(
            self,
            title,
            function_name=name,
            description=program.description,
            runtime=program.runtime,
            architectures=[ARCHITECTURE],
            handler=program.handler,
            code=aws_lambda.CfnFunction.CodeProperty(s3_bucket=self._assets, s3_key=key),
            layers=list(program.layers) or None,
            role=f"arn:aws:iam::{cdk.Aws.ACCOUNT_ID}:role/{self.blueprint.cloud.role}",
            memory_size=program.memory,
            timeout=program.seconds,
            vpc_config=self._vpc,
            environment=aws_lambda.CfnFunction.EnvironmentProperty(
                variables=self._database | dict(program.environment or {})
            ),
            logging_config=aws_lambda.CfnFunction.LoggingConfigProperty(log_group=log.ref),
            tags=self.tags_of(name, program.description),
        )
        return self.give(f"{title}Arn", function.attr_arn, f"ARN of the function {name}")

    def _in_vpc(self, network: Network, security: Security) -> aws_lambda.CfnFunction.VpcConfigProperty:
        subnets = self.take_private_subnets(network.private_subnets)
        group = self.take("DatabaseGroup", security.db, "AWS::EC2::SecurityGroup::Id", "What the database admits")
        return aws_lambda.CfnFunction.VpcConfigProperty(subnet_ids=subnets, security_group_ids=[group])

    def _database_variables(self, database: Database) -> dict[str, str]:
        """The five that the task names."""
        return {
            "DB_USER": DATABASE_USER,
            "DB_PASSWORD": self.take("Password", PASSWORD, description="Password of the database's user", secret=True),
            "DB_HOST": self.take("DatabaseHost", database.host, description="Host of the database"),
            "DB_PORT": self.take("DatabasePort", database.port, description="Port of the database"),
            "DB_NAME": DATABASE_NAME,
        }

    def _service_variables(self, identity: Identity) -> dict[str, str]:
        """libpq reads the PG ones: the server's certificate is verified, its name too. Tokens are verified again in the service,
        with the keys that Cognito publishes; the NAT is the way to them."""
        pool = self.take("Pool", identity.pool, description="Pool of the learners")
        return {
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": CERTIFICATES,
            "TUTORFLEET_POOL_ID": pool,
            "TUTORFLEET_CLIENT_ID": self.take("Client", identity.client, description="Client of the pool"),
            "TUTORFLEET_JWKS_URL": f"{cognito_of(self.zone)}/{pool}/.well-known/jwks.json",
            "TUTORFLEET_TOKEN_USE": "id",
            "TUTORFLEET_CHAT_MODEL": self.blueprint.fleet.tutor.chat,
            "TUTORFLEET_SCORING_MODEL": self.blueprint.fleet.tutor.scoring,
            "TUTORFLEET_EMBED_MODEL": self.blueprint.fleet.tutor.embed,
            "TUTORFLEET_DATABASE_CONNECTIONS": str(CONNECTIONS),
        }

    def _balancers(self, balancers: Balancers) -> dict[str, str]:
        """Region -> where a turn finds its workers: at home the balancer by name, elsewhere by the address that is pinned. Should
        that address be away, a turn goes on in another region by itself."""
        home = self.take("Balancer", balancers.host, description="Name of the balancer of this region")
        away = {zone.region.name: f"http://{zone.balancer_addresses[0]}" for zone in self.blueprint.away}
        return {self.blueprint.home.region.name: f"http://{home}", **away}
