"""What comes after the stacks: the database's tables, and the pages that Amplify serves."""

import json
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import NotFinished
from tutorfleet.cloud.deploy.progress import Patience

UPLOAD_SECONDS = 300
ENDED = frozenset({"SUCCEED", "FAILED", "CANCELLED"})


def migrate(account: Account, blueprint: Blueprint) -> None:
    """Make the extension and the tables, by the function that lies beside the database; raises NotFinished."""
    name = blueprint.named("migrate")
    answer = account.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    said = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise NotFinished(
            f"{name} failed: {_reason(said)}. Its log: aws logs tail /aws/lambda/{name}. Then deploy again"
        )


def publish(account: Account, app: str, branch: str, page: Path, patience: Patience) -> None:
    """Bring a zip of pages to Amplify and wait until it serves them; raises NotFinished."""
    client = account.client("amplify")
    job = client.create_deployment(appId=app, branchName=branch)
    upload(job["zipUploadUrl"], page)
    client.start_deployment(appId=app, branchName=branch, jobId=job["jobId"])
    _until_served(client, app, branch, job["jobId"], patience)


def build(account: Account, app: str, branch: str, patience: Patience) -> None:
    """Have Amplify build the pages from their repository; raises NotFinished."""
    client = account.client("amplify")
    job = client.start_job(appId=app, branchName=branch, jobType="RELEASE")["jobSummary"]["jobId"]
    _until_served(client, app, branch, job, patience)


def upload(url: str, page: Path) -> None:
    """PUT a file to an address that Amplify gave."""
    request = urllib.request.Request(url, page.read_bytes(), {"Content-Type": "application/zip"}, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=UPLOAD_SECONDS):
            pass
    except OSError as error:
        raise NotFinished(f"the pages could not be sent to Amplify ({error}). Deploy again") from error


def _until_served(client: Any, app: str, branch: str, job: str, patience: Patience) -> None:
    for _ in patience.pauses():
        summary = client.get_job(appId=app, branchName=branch, jobId=job)["job"]["summary"]
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
