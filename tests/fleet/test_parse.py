from importlib.resources import files
from pathlib import Path

import pytest

from tutorfleet.fleet import parse

TEXT = (files("tutorfleet.fleet") / "fleet.toml").read_text("utf-8")


def test_the_default_fleet_has_twelve_workers() -> None:
    assert len(list(parse.default().workers())) == 12


def test_a_small_fleet_has_one_region_and_no_backups() -> None:
    assert [each.name for each in parse.default().small().workers()] == [
        "us-east-1.scoring.primary", "us-east-1.chat.primary", "us-east-1.llm.primary",
    ]  # fmt: skip


def test_the_pool_is_named_as_cognito_names_it() -> None:
    assert parse.default().pool == "us-east-1_lkstutorfleet"


def test_hosts_are_names_that_learners_may_use() -> None:
    written = TEXT.replace("hosts = []", 'hosts = ["tutor.example.org", "pi"]')
    assert parse.parse(written, "fleet.toml").hosts == ("tutor.example.org", "pi")


def test_a_description_without_hosts_has_none_but_localhost() -> None:
    assert parse.parse(TEXT.replace("hosts = []", ""), "fleet.toml").hosts == ()


def test_a_role_may_be_done_elsewhere() -> None:
    text = TEXT.replace('backend = ""', 'backend = "http://gpu.example:8000"')
    roles = parse.parse(text, "fleet.toml").roles
    assert [role.backend for role in roles] == ["http://gpu.example:8000", "", ""]


MISTAKES = {
    "a number where a text belongs": ('zone = "b"', "zone = 3", 'zone = "b"', "regions.us-west-2.zone: expected `str`"),
    "a key that nobody knows": ("[limits]", "[limits]\nbody = 1", "[limits]", "unknown field `body`"),
    "a table that nobody knows": ("[limits]", "[limit]", "[limits]", "unknown field `limit`"),
    "networks that overlap": (
        '"10.10.0.0/23"',
        '"172.32.1.0/24"',
        '"10.10.0.0/23"',
        "does not overlap that of us-east-1",
    ),
    "a network that is none": ('"10.10.0.0/23"', '"ten"', '"10.10.0.0/23"', "expected an address range"),
    "an alias that is a region": (
        '["us-west-1"]',
        '["us-east-1"]',
        '["us-west-1"]',
        "expected a name that nothing else has",
    ),
    "an alias that the service needs": ('["us-west-1"]', '["me"]', '["us-west-1"]', "a name that nothing else has"),
    "a region that the service needs": (
        "[regions.us-west-2]",
        "[regions.scenarios]",
        "[regions.us-west-2]",
        "/scenarios is an address of the service",
    ),
    "a path outside the API": ('["/api/chat", ', '["/chat", ', '["/api/chat"', 'expected "/api/WORD", "/api/*", "/v1/'),
    "a path that climbs": ('"/v1/chat/completions"]', '"/v1/../x"]', '["/api/chat"', 'expected "/api/WORD"'),
    "a path of half a prefix": ('"/v1/completions"]', '"/v1/chat/*"]', '["/api/generate"', 'expected "/api/WORD"'),
    "a path of two roles": (
        '["/api/chat", ',
        '["/api/generate", ',
        '["/api/chat", ',
        "expected a path that no other role has",
    ),
    "nobody for the rest": (
        '["/api/*", ',
        '["/api/tags", ',
        "[roles.scoring]",
        'expected one role with the path "/api/*"',
    ),
    "a limit of nothing": ("body_bytes = 8_388_608", "body_bytes = 0", "body_bytes", "expected a number above zero"),
    "a prefix with a space": ('prefix = "lks"', 'prefix = "l ks"', 'prefix = "lks"', "expected a lower-case name"),
    "one replica twice": (
        '["primary", "backup"]',
        '["primary", "primary"]',
        '["primary", "backup"]',
        "different names",
    ),
    "a host with a port": ("hosts = []", 'hosts = ["a.example:80"]', "hosts =", "host names without a port"),
    "a host in capitals": ("hosts = []", 'hosts = ["A.example"]', "hosts =", "expected lower-case host names"),
    "every host": ("hosts = []", 'hosts = ["*"]', "hosts =", "expected lower-case host names"),
    "a host of nothing": ("hosts = []", 'hosts = [""]', "hosts =", "expected lower-case host names"),
    "a backend that is no URL": ('backend = ""', 'backend = "gpu:11434"', "backend =", "expected a URL such as"),
    "a backend with a path": ('backend = ""', 'backend = "http://gpu/v1"', "backend =", "expected a URL such as"),
    "a machine that is none": ('"t2.large"', '"large"', "worker_instance", "expected a name such as t2.large"),
    "a database on a machine": (
        '"db.t3.micro"',
        '"t3.micro"',
        "database_instance",
        "expected a name such as db.t3.micro",
    ),
    "a role with a path": ('"LabRole"', '"role/LabRole"', "role =", "expected a name such as LabRole"),
    "a disk of nothing": ("worker_disk = 30", "worker_disk = 0", "worker_disk", "expected 8 to 16384 GiB"),
    "an engine that nobody has": ('engine = "tutorfleet"', 'engine = "vllm"', "engine =", "invalid enum value 'vllm'"),
    "a client at a bare address": ('client = ""', 'client = "http://x"', "client =", "expected a folder or a URL"),
    "no TOML": ('prefix = "lks"', "prefix = ", 'prefix = "lks"', "not TOML"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_what_was_expected(name: str) -> None:
    right, wrong, _, expected = MISTAKES[name]
    assert right in TEXT
    with pytest.raises(parse.FleetError, match=r"^fleet\.toml:") as caught:
        parse.parse(TEXT.replace(right, wrong), "fleet.toml")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    "name", [name for name in MISTAKES if name not in {"nobody for the rest", "a key that nobody knows"}]
)
def test_a_mistake_is_reported_with_its_line(name: str) -> None:
    right, wrong, place, _ = MISTAKES[name]
    line = (
        1 + TEXT[: TEXT.index(place)].count("\n")
        if name != "a table that nobody knows"
        else 1 + TEXT[: TEXT.index("[limits]")].count("\n")
    )
    with pytest.raises(parse.FleetError) as caught:
        parse.parse(TEXT.replace(right, wrong), "fleet.toml")
    assert str(caught.value).startswith(f"fleet.toml:{line}: ")


def test_a_fleet_stands_on_aws_as_the_task_asks() -> None:
    assert parse.default().cloud == parse.parse(TEXT[: TEXT.index("# How the fleet stands")], "fleet.toml").cloud


def test_the_application_that_the_task_hands_out_is_named_by_its_folder_and_its_repository() -> None:
    text = TEXT.replace('client = ""', 'client = "https://github.com/betuah/lks-llm"')
    text = text.replace('function = ""', 'function = "serverless/src/function"')
    application = parse.parse(text, "fleet.toml").cloud.application
    assert (application.function, application.client) == (
        "serverless/src/function",
        "https://github.com/betuah/lks-llm",
    )


def test_a_missing_file_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(parse.FleetError, match="cannot be read"):
        parse.load(tmp_path / "none.toml")


def test_a_file_that_is_not_text_is_a_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "fleet.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(parse.FleetError, match="UTF-8"):
        parse.load(tmp_path / "fleet.toml")
