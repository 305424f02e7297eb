"""Chapter "Client app": the learner's page on AWS Amplify.

Three kinds of client stand here. Ours and any other folder of built pages are published by the deployer (a zip; Amplify builds nothing).
A repository, as the one that the task hands out (Next.js 14), is connected: Amplify builds it and runs its server. The environment
variables are those of that client's README; the deployer writes the same into `/config.json` of ours.

A connected app is another app than one with pages: Amplify refuses to connect an app that has a branch of published pages.
"""

import json
from collections.abc import Mapping
from textwrap import indent
from typing import Any

from aws_cdk import App
from aws_cdk import aws_amplify as amplify

from tutorfleet.cloud.blueprint import CLIENT_BRANCH, Blueprint
from tutorfleet.cloud.stacks.api import Api
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.identity import TOKEN_MINUTES, Identity, cognito_of
from tutorfleet.cloud.template import Found
from tutorfleet.fleet.page_headers import ASK, FOREVER, HEADERS, policy

ROOT = "client-apps"
"""folder of the client in the repository that the task hands out"""
BUILD = f"""\
version: 1
applications:
  - appRoot: {ROOT}
    frontend:
      phases:
        preBuild:
          commands:
            - yarn install --frozen-lockfile
        build:
          commands:
            # its server reads them from a file, and Amplify gives variables to the build only
            - env | grep -E '^(AUTH_|NEXT_)' > .env.production
            # Amplify runs no edge functions, and these need none
            - grep -rl 'runtime = "edge"' src | xargs -r sed -i 's/runtime = "edge"/runtime = "nodejs"/'
            - yarn build
      artifacts:
        baseDirectory: .next
        files:
          - '**/*'
      cache:
        paths:
          - node_modules/**/*
"""
EVERYWHERE = {"strict-transport-security": "max-age=31536000", **HEADERS}


class Client(Chapter):
    """The page. The deployer publishes to `app_id`; learners open `url`."""

    def __init__(self, app: App, blueprint: Blueprint, identity: Identity, api: Api) -> None:
        super().__init__(app, blueprint, blueprint.home, "client", "Page of the learners, on Amplify")
        repository = blueprint.cloud.application.client
        variables = {
            "NEXT_PUBLIC_COGNITO_CLIENT_ID": self.take("Client", identity.client, description="Client of the pool"),
            "NEXT_PUBLUC_COGNITO_ID_TOKEN_EXPIRED": str(TOKEN_MINUTES),  # the spelling is the client's own
            "NEXT_PUBLIC_API_GATEWAY_URL": self.take("ApiUrl", api.url, description="Address of the API"),
        }
        connected = repository.startswith("https://")
        made = self._connected(repository, variables) if connected else self._published(variables, api)
        address = f"https://{CLIENT_BRANCH}.{made.attr_default_domain}"
        self._branch(made, connected, {"AUTH_URL": address} if connected else {})
        self.app_id = self.give("App", made.attr_app_id, "Id of the Amplify app")
        self.url = self.give("Url", address, "Address of the page")

    def _published(self, variables: Mapping[str, str], api: Api) -> amplify.CfnApp:
        """An address that no file has is the page: what it shows is decided in the browser. What another client's page needs to
        run is not known, so only ours gets a policy for its scripts."""
        headers = dict(EVERYWHERE)
        if not self.blueprint.cloud.application.client:
            origin = self.take("ApiOrigin", api.origin, description="Origin of the API, for the page's policy")
            headers["content-security-policy"] = policy(origin, cognito_of(self.zone))
        return self._app(
            "App",
            "WEB",
            variables,
            custom_rules=[amplify.CfnApp.CustomRuleProperty(source="/<*>", target="/index.html", status="404-200")],
            custom_headers=as_yaml({"**/*": headers | {"cache-control": ASK}, "/assets/*": {"cache-control": FOREVER}}),
        )

    def _connected(self, repository: str, variables: Mapping[str, str]) -> amplify.CfnApp:
        """Without a policy for its scripts: Next.js writes some into its pages."""
        secrets = {
            name: self.take(name, Found(kept), description=description, secret=True)
            for name, kept, description in (
                ("RepositoryToken", "repository-token", "With it Amplify reads the repository"),
                ("SessionSecret", "session-secret", "With it the client encrypts its sessions"),
            )
        }
        more = {
            "AUTH_SECRET": secrets["SessionSecret"],
            "AUTH_TRUST_HOST": "true",  # its server stands behind Amplify's
            "AMPLIFY_MONOREPO_APP_ROOT": ROOT,
        }
        return self._app(
            "ConnectedApp",
            "WEB_COMPUTE",
            {**variables, **more},
            repository=repository,
            access_token=secrets["RepositoryToken"],
            build_spec=BUILD,
            custom_headers=as_yaml({"**/*": EVERYWHERE}, ROOT),
        )

    def _app(self, logical: str, platform: str, variables: Mapping[str, str], **more: Any) -> amplify.CfnApp:
        name, description = self.blueprint.named("client"), "Page of the English tutor"
        return amplify.CfnApp(
            self,
            logical,
            name=name,
            description=description,
            platform=platform,
            environment_variables=[
                amplify.CfnApp.EnvironmentVariableProperty(name=name, value=value) for name, value in variables.items()
            ],
            tags=self.tags_of(name, description),
            **more,
        )

    def _branch(self, made: amplify.CfnApp, connected: bool, variables: Mapping[str, str]) -> None:
        """Only the console looks by itself what a repository is; a build of Next.js that was not called so fails."""
        name, description = self.blueprint.named(f"client-{CLIENT_BRANCH}"), "What learners see"
        amplify.CfnBranch(
            self,
            "Branch",
            app_id=made.attr_app_id,
            branch_name=CLIENT_BRANCH,
            stage="PRODUCTION",
            framework="Next.js - SSR" if connected else None,
            description=description,
            enable_auto_build=False,  # the deployer says when
            environment_variables=[
                amplify.CfnBranch.EnvironmentVariableProperty(name=name, value=value)
                for name, value in variables.items()
            ]
            or None,
            tags=self.tags_of(name, description),
        )


def as_yaml(headers: Mapping[str, Mapping[str, str]], root: str = "") -> str:
    """Headers by pattern of a path, as Amplify reads them; the last pattern that fits wins. An app that is built from a folder of
    its repository, `root`, must name it here too."""
    lines = ["customHeaders:"]
    for pattern, values in headers.items():
        lines += [f"  - pattern: {json.dumps(pattern)}", "    headers:"]
        for key, value in values.items():
            lines += [f"      - key: {key}", f"        value: {json.dumps(value)}"]
    text = "\n".join(lines) + "\n"
    return f"applications:\n  - appRoot: {root}\n{indent(text, '    ')}" if root else text
