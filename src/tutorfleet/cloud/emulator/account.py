"""The emulated account: its services, its state, and the address where it answers.

    with Emulator() as account:
        boto3.client("ec2", endpoint_url=account.url)

moto keeps its state once for a whole process, so there is one account for each process: entering empties it.
"""

import os
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from werkzeug.serving import BaseWSGIServer, make_server

os.environ.setdefault(
    "MOTO_EC2_LOAD_DEFAULT_AMIS", "false"
)  # 500 images that nobody here starts, a second for each region

from moto.moto_server.werkzeug_app import MotoRequestHandler
from moto.s3.models import FakeKey

from tutorfleet.cloud.emulator.clients import Clients
from tutorfleet.cloud.emulator.formation.api import Formation
from tutorfleet.cloud.emulator.formation.faults import Faults
from tutorfleet.cloud.emulator.gateway import Gateway
from tutorfleet.cloud.emulator.memory import Memory, empty
from tutorfleet.cloud.emulator.resources import KINDS
from tutorfleet.cloud.emulator.seed import seed
from tutorfleet.cloud.emulator.services import identity, monitoring, offers, storage
from tutorfleet.cloud.emulator.services.amplify import Amplify
from tutorfleet.cloud.emulator.services.apigateway import ApiGateway
from tutorfleet.cloud.emulator.services.balancing import Balancing
from tutorfleet.cloud.emulator.services.functions import Functions
from tutorfleet.cloud.emulator.services.machines import Machines
from tutorfleet.cloud.emulator.services.ssm import SystemsManager, silent

ACCOUNT = "123456789012"
HOST = "127.0.0.1"
# moto 5.2.5 warns that an object was not closed when its last reference goes
FakeKey.__del__ = FakeKey.dispose  # type: ignore[method-assign]


class QuietHandler(MotoRequestHandler):
    """Serves requests without a line for each."""

    def log_request(self, *_: Any) -> None:
        """Say nothing."""


class Emulator:
    """One AWS account on this machine."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.account = os.environ.get("MOTO_ACCOUNT_ID", ACCOUNT)
        self.faults = Faults()
        self.gateway = Gateway()
        self.clients = Clients(self.gateway)
        self.server: BaseWSGIServer | None = None
        self.thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it answers: the value for AWS_ENDPOINT_URL."""
        assert self.server is not None, "the emulator is not serving"
        return f"http://{HOST}:{self.server.server_port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs in its environment to speak to this account."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "emulator",
            "AWS_SECRET_ACCESS_KEY": "emulator",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def __enter__(self) -> "Emulator":
        self.reset()
        self.server = make_server(HOST, self.port, self.gateway, threaded=True, request_handler=QuietHandler)
        self.thread = threading.Thread(target=self.server.serve_forever, name="emulated AWS", daemon=True)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        if self.server and self.thread:
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()
        self.server = None

    def reset(self) -> None:
        """An account as the lab gives it: a role, a profile and nothing built."""
        self.faults.clear()
        empty()
        self.formation = Formation(self.clients, self.account, KINDS, self.faults)
        self.amplify = Amplify(self.account)
        self.systems_manager = SystemsManager(self.clients)
        self.functions = Functions(self.account)
        ours = (self.formation, self.amplify, self.systems_manager, self.functions)
        completed = (Machines(self.account), Balancing(self.account), ApiGateway(self.account))
        corrected = (module.service(self.account) for module in (identity, monitoring, storage))
        services = (*(each.service for each in (*ours, *completed)), *corrected, *offers.services())
        self.gateway.serve(services, self.amplify.pages)
        seed(self.clients, self.account)

    def remember(self) -> Memory:
        """The account as it is now; no stack may be worked on."""
        return Memory((self.formation.stacks, self.amplify.apps, self.amplify.uploads, self.systems_manager.state))

    def restore(self, memory: Memory) -> None:
        """The account as it was; a second restores as well as a first."""
        self.faults.clear()
        self.functions.forget()
        self.systems_manager.answer = silent
        ours = memory.restore()
        self.formation.stacks, self.amplify.apps, self.amplify.uploads, self.systems_manager.state = ours

    def client(self, service: str, region: str = "us-east-1") -> Any:
        """A client that calls the account within this process."""
        return self.clients.client(service, region)

    def fail_next(self, kind: str, reason: str, after: int = 0) -> None:
        """The next resource of this type fails, or one after it; `delete AWS::EC2::VPC` fails when it is deleted."""
        self.faults.fail_next(kind, reason, after)
