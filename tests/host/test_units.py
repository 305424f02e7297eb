"""What each program of a fleet is told; nothing is started here."""

import json
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tutorfleet.fleet import parse
from tutorfleet.host import edge_tokens, units
from tutorfleet.host.layout import Layout
from tutorfleet.host.postgres import Postgres
from tutorfleet.host.units import Plan
from tutorfleet.service.settings import Settings, from_environment
from tutorfleet.worker.settings import WorkerSettings, read_worker

LAYOUT = Layout(Path("/data"), Path("/run/tf"))
PLAN = Plan(parse.default(), LAYOUT, 8080)


def worker(plan: Plan = PLAN, name: str = "us-west-2.chat.backup") -> WorkerSettings:
    each = next(each for each in plan.fleet.workers() if each.name == name)
    return read_worker(json.dumps(units.worker_settings(plan, each)))


def service(plan: Plan = PLAN, **environment: str) -> Settings:
    return from_environment(units.service_environment(plan, environment))


def test_every_worker_of_the_fleet_understands_what_it_is_told() -> None:
    assert [worker(name=each.name).name for each in PLAN.fleet.workers()] == [
        each.name for each in PLAN.fleet.workers()
    ]


def test_a_worker_knows_who_it_is() -> None:
    said = worker()
    assert (said.region, said.role, said.replica) == ("us-west-2", "chat", "backup")


def test_a_worker_listens_where_the_edge_looks_for_it() -> None:
    assert worker().socket_path == LAYOUT.worker_socket("us-west-2", "chat", "backup")


def test_a_worker_loads_the_models_of_its_role_by_the_descriptions_aliases() -> None:
    assert worker().preload == ("orca-mini",)
    assert worker().aliases["orca-mini"] == "starter-chat"


def test_a_worker_uses_the_stores_and_the_nursery_of_its_fleet() -> None:
    said = worker()
    assert (said.store, said.runtime, said.nursery) == ("/data/models", "/run/tf/e", "/run/tf/nursery.sock")


def test_the_pace_is_the_descriptions() -> None:
    slow = replace(PLAN.fleet, limits=replace(PLAN.fleet.limits, tokens_per_second=7))
    assert worker(replace(PLAN, fleet=slow)).pace == 7


def test_a_worker_needs_the_nursery_and_nobody_else_needs_anything() -> None:
    each = next(PLAN.fleet.workers())
    assert units.worker(PLAN, each).needs == ("nursery",)
    assert units.service(PLAN).needs == units.nursery(PLAN).needs == units.edge(PLAN, list).needs == ()


def test_the_service_reaches_every_region_through_its_balancer_home_first() -> None:
    assert list(service().regions.items()) == [
        ("us-east-1", "unix:/run/tf/us-east-1.sock"),
        ("us-west-2", "unix:/run/tf/us-west-2.sock"),
    ]


def test_the_service_asks_for_the_models_of_the_description() -> None:
    said = service()
    assert (said.chat_model, said.scoring_model, said.embed_model) == ("orca-mini", "llama3", "nomic-embed-text")


def test_on_one_machine_accounts_are_confirmed_and_codes_are_files() -> None:
    assert (service().auto_confirm, service().mailbox) == (True, Path("/data/mailbox"))


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("TUTORFLEET_CHAT_MODEL", "mine", "chat_model", "mine"),
        ("TUTORFLEET_REPLY_TOKENS", "9", "reply_tokens", 9),
        ("TUTORFLEET_MAILBOX", "/mail", "mailbox", Path("/mail")),
        ("TUTORFLEET_AUTO_CONFIRM", "0", "auto_confirm", False),
        ("TUTORFLEET_CLIENT_ID", "mine", "client_id", "mine"),
    ],
)
def test_a_variable_of_the_environment_wins_over_the_file(name: str, value: str, field: str, read: object) -> None:
    assert getattr(service(), field) != read
    assert getattr(service(**{name: value}), field) == read


@pytest.mark.parametrize(
    ("name", "field", "stays"),
    [
        ("DATABASE_URL", "database", LAYOUT.database_url),
        ("DB_HOST", "database", LAYOUT.database_url),
        ("TUTORFLEET_LISTEN", "listen", "unix:/run/tf/service.sock"),
        ("TUTORFLEET_POOL_ID", "pool_id", PLAN.fleet.pool),
    ],
)
def test_where_things_are_and_what_the_edge_knows_too_is_the_fleets_own(name: str, field: str, stays: str) -> None:
    assert getattr(service(**{name: "elsewhere"}), field) == stays


@pytest.mark.parametrize("environment", [{}, {"TUTORFLEET_POOL_ID": "eu-west-1_x"}, {"TUTORFLEET_ISSUER": "https://i"}])
def test_the_edge_and_the_service_expect_the_same_issuer(environment: dict[str, str]) -> None:
    keys = {"keys": [{"kty": "RSA", "kid": "k", "n": "AQAB", "e": "AQAB"}]}
    edge = edge_tokens.issuer_from(PLAN.fleet, keys, environment)
    said = service(**environment)
    assert (edge.url, edge.audience) == (said.issuer, said.client_id)


def test_somebody_elses_database_is_used_when_the_plan_names_it() -> None:
    assert service(replace(PLAN, database="postgres://db/x")).database == "postgres://db/x"


def test_the_rest_of_the_environment_reaches_the_service() -> None:
    assert (
        units.service_environment(PLAN, {"PATH": "/bin", "LANG": "C"}).items() >= {"PATH": "/bin", "LANG": "C"}.items()
    )


def test_postgres_is_asked_for_its_fast_clean_shutdown_and_may_take_its_time_to_recover() -> None:
    unit = units.postgres(PLAN, Postgres(LAYOUT.database, LAYOUT.postgres_socket_dir))
    assert unit.stop == signal.SIGINT
    assert unit.patience > units.service(PLAN).patience


def test_every_unit_has_a_log_of_its_own() -> None:
    found = [
        units.nursery(PLAN),
        units.service(PLAN),
        units.edge(PLAN, list),
        units.postgres(PLAN, Postgres(LAYOUT.database, LAYOUT.postgres_socket_dir)),
        *(units.worker(PLAN, each) for each in PLAN.fleet.workers()),
    ]
    assert {unit.log for unit in found} == {LAYOUT.logs / f"{unit.name}.log" for unit in found}
    assert len({unit.log for unit in found}) == len(found)


async def test_what_has_no_socket_yet_is_not_ready() -> None:
    assert not await units.nursery(PLAN).ready()
    with pytest.raises(OSError, match="Cannot connect"):
        await units.service(PLAN).ready()


def test_the_learners_address_is_the_plans_port() -> None:
    assert replace(PLAN, port=9).url == "http://127.0.0.1:9"
