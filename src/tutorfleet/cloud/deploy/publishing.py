"""What comes after the stacks: the database's tables, and the pages that Amplify serves."""

import io
import json
import urllib.request
import zipfile
from collections.abc import Mapping
from typing import Any

from tutorfleet import __version__
from tutorfleet.cloud.blueprint import CLIENT_BRANCH, Blueprint
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.deployment import Deployment
from tutorfleet.cloud.deploy.errors import CloudError, NotFinished
from tutorfleet.cloud.deploy.progress import Event, Patience

UPLOAD_SECONDS = 300
MIGRATE = "MigrateArn"
"""output of the functions' stack, where they are ours"""
CONFIG = "config.json"
"""the file in which our page looks for its fleet"""
Outputs = Mapping[tuple[str, str], str]
ENDED = frozenset({"SUCCEED", "FAILED", "CANCELLED"})


def finish(run: Deployment, outputs: Outputs) -> None:
    """All of it; raises NotFinished."""
    account, blueprint, packages, patience = run.account, run.blueprint, run.packages, run.patience
    application = blueprint.cloud.application
    if not application.function:
        migrate(account, blueprint)
        run.tell(Event(blueprint.named("migrate"), account.home, "TABLES_MADE"))
    app = outputs[blueprint.home.named("client"), "App"]
    if from_repository(blueprint):
        build(account, app, patience)
    else:
        pages = packages["page"].read_bytes()
        publish(account, app, pages if application.client else with_config(pages, blueprint, outputs), patience)
    run.tell(Event(blueprint.named("client"), account.home, "PAGES_PUBLISHED"))


def from_repository(blueprint: Blueprint) -> bool:
    """Whether Amplify builds the pages, and no package of them is needed."""
    return blueprint.cloud.application.client.startswith("https://")


def same_tables(account: Account, blueprint: Blueprint) -> None:
    """Raises CloudError where the other application's tables are: ours and the handed-out one each name one `conversations`."""
    there = live.find(account, account.home, blueprint.home.named("functions"))
    if there and there.outputs and (MIGRATE in there.outputs) == bool(blueprint.cloud.application.function):
        raise CloudError(
            "the database has the tables of another application (ours, or the one of cloud.application.function), and both name "
            "one of them conversations. Delete the fleet first, with all conversations: tutorfleet cloud destroy"
        )


def migrate(account: Account, blueprint: Blueprint) -> None:
    """Make the extension and the tables, by the function that lies beside the database; raises NotFinished."""
    name = blueprint.named("migrate")
    client = account.client("lambda")
    client.get_waiter("function_active_v2").wait(FunctionName=name)
    answer = client.invoke(FunctionName=name, Payload=b"{}")
    said = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise NotFinished(
            f"{name} failed: {_reason(said)}. Its log: aws logs tail /aws/lambda/{name}. Then deploy again"
        )


def publish(account: Account, app: str, pages: bytes, patience: Patience) -> None:
    """Bring a zip of pages to Amplify and wait until it serves them; raises NotFinished."""
    client = account.client("amplify")
    job = client.create_deployment(appId=app, branchName=CLIENT_BRANCH)
    upload(job["zipUploadUrl"], pages)
    client.start_deployment(appId=app, branchName=CLIENT_BRANCH, jobId=job["jobId"])
    _until_served(client, app, job["jobId"], patience)


def build(account: Account, app: str, patience: Patience) -> None:
    """Have Amplify build the pages from their repository; raises NotFinished."""
    client = account.client("amplify")
    job = client.start_job(appId=app, branchName=CLIENT_BRANCH, jobType="RELEASE")["jobSummary"]["jobId"]
    _until_served(client, app, job, patience)


def with_config(pages: bytes, blueprint: Blueprint, outputs: Outputs) -> bytes:
    """Our pages with the file that says where their fleet is."""
    home = blueprint.home
    config = {
        "version": __version__,
        "auth": "tokens",  # cookies would be another origin's
        "cognito": f"https://cognito-idp.{home.region.name}.amazonaws.com/",
        "clientId": outputs[home.named("identity"), "Client"],
        "api": outputs[home.named("api"), "Url"].rstrip("/"),
        "regions": [zone.region.name for zone in blueprint.zones],
        "autoConfirm": False,
    }
    whole = io.BytesIO(pages)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CONFIG, json.dumps(config))
    return whole.getvalue()


def upload(url: str, pages: bytes) -> None:
    """PUT a zip to an address that Amplify gave."""
    request = urllib.request.Request(url, pages, {"Content-Type": "application/zip"}, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=UPLOAD_SECONDS):
            pass
    except OSError as error:
        raise NotFinished(f"the pages could not be sent to Amplify ({error}). Deploy again") from error


def _until_served(client: Any, app: str, job: str, patience: Patience) -> None:
    for _ in patience.pauses():
        summary = client.get_job(appId=app, branchName=CLIENT_BRANCH, jobId=job)["job"]["summary"]
        if summary["status"] in ENDED:
            break
    if summary["status"] != "SUCCEED":
        raise NotFinished(f"Amplify's job {job} of {app} ended as {summary['status']}. Its log is in the console")


def _reason(payload: bytes) -> str:
    """What a function's failure says of itself, without its stack trace."""
    try:
        said: Mapping[str, Any] = json.loads(payload)
        return str(said.get("errorMessage", "no message"))
    except (ValueError, AttributeError):
        return "no message"
