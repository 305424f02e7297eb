"""Amplify Hosting: apps, branches, and deployments of a zip file. moto 5.2.5 has no Amplify.

A deployment succeeds when its upload is a zip file with an index.html at its root; the files are kept, nothing is served.
A connected repository is never fetched: its job succeeds at once.
"""

import io
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.request import Request
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.formation.model import now
from tutorfleet.cloud.emulator.protocol import AwsError, Call, Environ, Service

UPLOADS = "amplify-uploads"
"""first segment of the address where a zip file is put"""
Record = dict[str, Any]


@dataclass
class Job:
    """One deployment."""

    number: str
    kind: str
    status: str
    started: datetime = field(default_factory=now)
    upload: bytes | None = None

    @property
    def summary(self) -> Record:
        """In Amplify's words."""
        return {
            "jobId": self.number,
            "jobArn": "",
            "commitId": "HEAD",
            "commitMessage": "",
            "commitTime": self.started,
            "startTime": self.started,
            "endTime": self.started,
            "status": self.status,
            "jobType": self.kind,
        }


@dataclass
class Branch:
    """A branch of an app: what one address serves."""

    told: Record
    jobs: list[Job] = field(default_factory=list)
    files: Mapping[str, bytes] = field(default_factory=dict)
    """of the last deployment that succeeded"""


@dataclass
class App:
    """An app."""

    region: str
    told: Record
    branches: dict[str, Branch] = field(default_factory=dict)


class Amplify:
    """Every Amplify app of the account."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.apps: dict[str, App] = {}
        self.uploads: dict[str, Job] = {}
        """by the secret in the address"""
        operations = {
            "CreateApp": self.create_app,
            "GetApp": self.get_app,
            "ListApps": self.list_apps,
            "UpdateApp": self.update_app,
            "DeleteApp": self.delete_app,
            "CreateBranch": self.create_branch,
            "GetBranch": self.get_branch,
            "ListBranches": self.list_branches,
            "UpdateBranch": self.update_branch,
            "DeleteBranch": self.delete_branch,
            "CreateDeployment": self.create_deployment,
            "StartDeployment": self.start_deployment,
            "StartJob": self.start_job,
            "GetJob": self.get_job,
            "ListJobs": self.list_jobs,
            "TagResource": self.tag_resource,
            "UntagResource": self.untag_resource,
            "ListTagsForResource": self.list_tags_for_resource,
        }
        self.service = Service("amplify", operations, alone=True)
        self.pages = {UPLOADS: self.receive}

    # -- apps

    def create_app(self, call: Call) -> Record:
        """A new app."""
        identity = f"d{secrets.token_hex(7)[:13]}"
        told = {
            "description": "",
            "repository": "",
            "platform": "WEB",
            "environmentVariables": {},
            "customRules": [],
            "tags": {},
            **call.given,
            "appId": identity,
            "appArn": f"arn:aws:amplify:{call.region}:{self.account}:apps/{identity}",
            "defaultDomain": f"{identity}.amplifyapp.com",
            "enableBranchAutoBuild": False,
            "enableBasicAuth": False,
            "createTime": now(),
            "updateTime": now(),
        }
        told.pop("accessToken", None)  # Amplify never tells it again
        self.apps[identity] = App(call.region, told)
        return {"app": told}

    def get_app(self, call: Call) -> Record:
        """One app."""
        return {"app": self.app(call).told}

    def list_apps(self, call: Call) -> Record:
        """The apps of a region."""
        return {"apps": [app.told for app in self.apps.values() if app.region == call.region]}

    def update_app(self, call: Call) -> Record:
        """Change an app."""
        app = self.app(call)
        changes = {name: value for name, value in call.given.items() if name != "accessToken"}
        app.told = {**app.told, **changes, "updateTime": now()}
        return {"app": app.told}

    def delete_app(self, call: Call) -> Record:
        """Delete an app with its branches."""
        app = self.app(call)
        del self.apps[app.told["appId"]]
        return {"app": app.told}

    # -- branches

    def create_branch(self, call: Call) -> Record:
        """A new branch of an app."""
        app, name = self.app(call), call.given["branchName"]
        if name in app.branches:
            raise AwsError("BadRequestException", f"The branch {name} already exists")
        told = {
            "description": "",
            "tags": {},
            "stage": "NONE",
            "environmentVariables": {},
            "framework": "",
            "enableAutoBuild": True,
            **call.given,
            "branchArn": f"{app.told['appArn']}/branches/{name}",
            "displayName": name,
            "enableNotification": False,
            "enableBasicAuth": False,
            "customDomains": [],
            "activeJobId": "",
            "totalNumberOfJobs": "0",
            "ttl": "5",
            "enablePullRequestPreview": False,
            "createTime": now(),
            "updateTime": now(),
        }
        app.branches[name] = Branch(told)
        return {"branch": told}

    def get_branch(self, call: Call) -> Record:
        """One branch."""
        return {"branch": self.branch(call).told}

    def list_branches(self, call: Call) -> Record:
        """The branches of an app."""
        return {"branches": [branch.told for branch in self.app(call).branches.values()]}

    def update_branch(self, call: Call) -> Record:
        """Change a branch."""
        branch = self.branch(call)
        branch.told = {**branch.told, **call.given, "updateTime": now()}
        return {"branch": branch.told}

    def delete_branch(self, call: Call) -> Record:
        """Delete a branch."""
        branch = self.branch(call)
        del self.app(call).branches[call.given["branchName"]]
        return {"branch": branch.told}

    # -- deployments

    def create_deployment(self, call: Call) -> Record:
        """Say where to put a zip file; only for an app without a repository."""
        if self.app(call).told["repository"]:
            raise AwsError("BadRequestException", "Operation not supported. App is already connected a repository")
        job = self.add(call, Job("", "MANUAL", "PENDING"))
        token = secrets.token_hex(16)
        self.uploads[token] = job
        return {"jobId": job.number, "fileUploadUrls": {}, "zipUploadUrl": f"{call.host}{UPLOADS}/{token}"}

    def receive(self, environ: Environ) -> Response:
        """Take a zip file that was put."""
        request = Request(environ)
        job = self.uploads.get(request.path.rpartition("/")[2])
        if job is None or request.method != "PUT":
            return Response("Forbidden", 403)
        job.upload = request.get_data()
        return Response(status=200)

    def start_deployment(self, call: Call) -> Record:
        """Publish what was put."""
        job, branch = self.job(call), self.branch(call)
        files = unpacked(job.upload or b"")
        job.status = "SUCCEED" if "index.html" in files else "FAILED"
        if job.status == "SUCCEED":
            branch.files = files
            branch.told["activeJobId"] = job.number
        return {"jobSummary": {**job.summary, "status": "PENDING"}}

    def start_job(self, call: Call) -> Record:
        """Build a connected repository."""
        if not self.app(call).told["repository"]:
            raise AwsError("BadRequestException", "Operation not supported. App is not connected to a repository")
        return {"jobSummary": self.add(call, Job("", call.given["jobType"], "SUCCEED")).summary}

    def get_job(self, call: Call) -> Record:
        """How a deployment stands."""
        return {"job": {"summary": self.job(call).summary, "steps": []}}

    def list_jobs(self, call: Call) -> Record:
        """The deployments of a branch, the newest first."""
        return {"jobSummaries": [job.summary for job in reversed(self.branch(call).jobs)]}

    def add(self, call: Call, job: Job) -> Job:
        """A job with the next number of its branch."""
        branch = self.branch(call)
        job.number = str(len(branch.jobs) + 1)
        branch.jobs.append(job)
        branch.told["totalNumberOfJobs"] = job.number
        return job

    # -- tags

    def tag_resource(self, call: Call) -> Record:
        """Set tags."""
        told = self.tagged(call)
        told["tags"] = {**told["tags"], **call.given["tags"]}
        return {}

    def untag_resource(self, call: Call) -> Record:
        """Take tags away."""
        told = self.tagged(call)
        told["tags"] = {key: value for key, value in told["tags"].items() if key not in call.given["tagKeys"]}
        return {}

    def list_tags_for_resource(self, call: Call) -> Record:
        """The tags of an app or a branch."""
        return {"tags": self.tagged(call)["tags"]}

    # -- finding

    def tagged(self, call: Call) -> Record:
        """The app or branch of an ARN; raises AwsError."""
        for told in self.everything():
            if call.given["resourceArn"] in (told.get("appArn"), told.get("branchArn")):
                return told
        raise AwsError("ResourceNotFoundException", f"{call.given['resourceArn']} not found")

    def everything(self) -> Iterator[Record]:
        """All apps and branches."""
        for app in self.apps.values():
            yield app.told
            for branch in app.branches.values():
                yield branch.told

    def app(self, call: Call) -> App:
        """The app of a call; raises AwsError."""
        app = self.apps.get(call.given["appId"])
        if app is None or app.region != call.region:
            raise AwsError("NotFoundException", f"App {call.given['appId']} not found")
        return app

    def branch(self, call: Call) -> Branch:
        """The branch of a call; raises AwsError."""
        branch = self.app(call).branches.get(call.given["branchName"])
        if branch is None:
            raise AwsError("NotFoundException", f"Branch {call.given['branchName']} not found")
        return branch

    def job(self, call: Call) -> Job:
        """The job of a call; raises AwsError."""
        for job in self.branch(call).jobs:
            if job.number == call.given.get("jobId"):
                return job
        raise AwsError("NotFoundException", f"Job {call.given.get('jobId')} not found")


def unpacked(upload: bytes) -> dict[str, bytes]:
    """The files of a zip file, none if it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(upload)) as package:
            return {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    except zipfile.BadZipFile:
        return {}
