"""`tutorfleet cloud audit` on an account that answers over HTTP, as AWS does: every region and kind of thing at the same time."""

import json

import pytest
from click.testing import CliRunner

from tutorfleet.cli import group
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.emulator import Emulator


def test_an_account_is_judged_as_it_stands(
    deployed_account: Emulator, live: Account, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in deployed_account.environment.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(group, ["cloud", "audit", "--json"])
    told = json.loads(done.output)
    here = judge(live, blueprint, ALL)
    assert {one["id"]: one["outcome"] for one in told["rules"]} == {line.rule.id: line.outcome for line in here.lines}
    assert told["account"] == deployed_account.account
    assert told["unread"] == []


def test_without_an_account_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nobody")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    done = CliRunner().invoke(group, ["cloud", "audit"])
    assert done.exit_code == 5
    assert "AWS cannot be reached" in done.output
