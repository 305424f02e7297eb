"""Workers of an emulated account that are asked for their models, and answer as a test tells them to."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from tutorfleet.cloud.audit.asking import asked
from tutorfleet.cloud.audit.collect import collect
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account as Access
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.services.ssm import Said

Answers = Callable[..., None]
MODELS = {"llama3:latest": "a" * 64, "nomic-embed-text:latest": "b" * 64, "orca-mini:latest": "c" * 64}


@pytest.fixture
def access(deployed_account: Emulator, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch) -> Access:
    for name, value in deployed_account.environment.items():
        monkeypatch.setenv(name, value)
    return Access([zone.region.name for zone in blueprint.zones])


@pytest.fixture
def standing(deployed_account: Emulator, access: Access) -> Account:
    """The account as it stands now: another deployment than that of `live` has other ids."""
    return collect(deployed_account, deployed_account.account, access.regions)


def outcomes(account: Account, blueprint: Blueprint) -> dict[str, str]:
    """Of the two rules about models."""
    rules = [rule for rule in ALL if rule.id in ("workers.same-models", "workers.models-there")]
    return {line.rule.id: line.outcome for line in judge(account, blueprint, rules).lines}


@pytest.fixture
def answers(deployed_account: Emulator, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Every worker has these models; the one of this name answers something else."""

    def begin(found: Mapping[str, str], besides: str = "", other: Said | None = None) -> None:
        def answer(tags: Mapping[str, str], lines: Sequence[str]) -> Said:
            return other if other and tags["Name"] == besides else Said(json.dumps(found))

        monkeypatch.setattr(deployed_account.systems_manager, "answer", answer)

    return begin


def test_a_fleet_whose_workers_all_have_the_models_is_right(
    answers: Answers, access: Access, standing: Account, blueprint: Blueprint
) -> None:
    answers(MODELS)
    told = asked(access, standing, blueprint, Patience())
    assert set(outcomes(told, blueprint).values()) == {"passed"}
    assert told.notes == ()


def test_a_worker_with_another_file_of_the_same_name_is_found(
    answers: Answers, access: Access, standing: Account, blueprint: Blueprint
) -> None:
    odd = Said(json.dumps(MODELS | {"llama3:latest": "d" * 64}))
    answers(MODELS, "lks-worker-chat-backup-zone-b", odd)
    assert outcomes(asked(access, standing, blueprint, Patience()), blueprint)["workers.same-models"] == "failed"


def test_a_worker_that_does_not_answer_has_no_models_and_a_note(
    answers: Answers, access: Access, standing: Account, blueprint: Blueprint
) -> None:
    silent = Said(error="curl: (7) Failed to connect to 127.0.0.1 port 11434", status="Failed")
    answers(MODELS, "lks-worker-chat-backup-zone-b", silent)
    told = asked(access, standing, blueprint, Patience())
    assert outcomes(told, blueprint) == {"workers.same-models": "failed", "workers.models-there": "failed"}
    assert [note.what for note in told.notes] == ["models of lks-worker-chat-backup-zone-b"]
    assert "Failed to connect" in told.notes[0].why


def test_workers_that_nobody_asked_have_unknown_models(standing: Account, blueprint: Blueprint) -> None:
    assert set(outcomes(standing, blueprint).values()) == {"unknown"}


def test_an_account_without_workers_cannot_be_asked(access: Access, standing: Account, blueprint: Blueprint) -> None:
    bare = replace(standing, regions=tuple(replace(region, instances=()) for region in standing.regions))
    with pytest.raises(CloudError, match="reaches no worker"):
        asked(access, bare, blueprint, Patience())


def test_an_account_that_could_not_be_read_cannot_be_asked(
    access: Access, standing: Account, blueprint: Blueprint
) -> None:
    blind = replace(standing, regions=tuple(replace(region, instances=None) for region in standing.regions))
    with pytest.raises(CloudError, match="could not be read: instances"):
        asked(access, blind, blueprint, Patience())
