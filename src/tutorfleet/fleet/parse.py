"""From `fleet.toml` to a Fleet. A mistake is reported with its line and what was expected.

    tutorfleet up --fleet fleet.toml

The shape of the file is the shape of the structs below; what a shape cannot say stands in `check`.
"""

import ipaddress
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NoReturn

import msgspec

from tutorfleet.fleet.description import Application, Cloud, Fleet, Limits, Region, Role, Tutor
from tutorfleet.fleet.lines import line_of
from tutorfleet.fleet.pages import TAKEN

NAME = r"^[a-z][a-z0-9-]{0,30}$"
HOST = r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
BACKEND = r"https?://[^/?#@\s]+/?"
INSTANCE = r"[a-z][a-z0-9-]{0,15}\.[a-z0-9-]{2,20}"
IAM_NAME = r"[A-Za-z0-9+=,.@_-]{1,64}"
REPOSITORY = r"https://[a-z0-9.-]+/[^/?#@\s]+/[^?#@\s]+"
PATH = r"/api/([a-z]+|\*)|/v1/([a-z_]+(/[a-z_]+)*|\*)"
Path_ = tuple[str, ...]


class FleetError(ValueError):
    """The description cannot be used. The message is `file:line: what was expected`."""


class RegionTable(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    zone: str
    network: str
    aliases: list[str] = []


class RoleTable(msgspec.Struct, forbid_unknown_fields=True):
    paths: list[str]
    models: list[str] = []
    backend: str = ""


class TutorTable(msgspec.Struct, forbid_unknown_fields=True):
    chat: str
    scoring: str
    embed: str


class LimitsTable(msgspec.Struct, forbid_unknown_fields=True):
    body_bytes: int = 8_388_608
    requests_per_minute: int = 600
    sign_ins_per_minute: int = 120
    stream_seconds: int = 900
    first_byte_seconds: int = 60
    tokens_per_second: int = 0


class ApplicationTable(msgspec.Struct, forbid_unknown_fields=True):
    function: str = ""
    client: str = ""


class CloudTable(msgspec.Struct, forbid_unknown_fields=True):
    role: str = Cloud.role
    instance_profile: str = Cloud.instance_profile
    worker_instance: str = Cloud.worker_instance
    worker_disk: int = Cloud.worker_disk
    nat_instance: str = Cloud.nat_instance
    database_instance: str = Cloud.database_instance
    engine: Literal["tutorfleet", "ollama"] = "tutorfleet"
    crossing: Literal["peering", "api"] = "peering"
    application: ApplicationTable = msgspec.field(default_factory=ApplicationTable)


class FleetTable(msgspec.Struct, forbid_unknown_fields=True):
    regions: dict[str, RegionTable]
    roles: dict[str, RoleTable]
    tutor: TutorTable
    prefix: str = "lks"
    health_body: str = "its Worked!"
    replicas: list[str] = msgspec.field(default_factory=lambda: ["primary", "backup"])
    aliases: dict[str, str] = {}
    limits: LimitsTable = msgspec.field(default_factory=LimitsTable)
    hosts: list[str] = []
    cloud: CloudTable = msgspec.field(default_factory=CloudTable)


def default() -> Fleet:
    """The fleet of this package: two regions, three roles, a primary and a backup each."""
    return parse((files("tutorfleet.fleet") / "fleet.toml").read_text("utf-8"), "fleet.toml")


def load(path: Path) -> Fleet:
    """The fleet that a file describes; raises FleetError."""
    try:
        return parse(path.read_text("utf-8"), str(path))
    except OSError as error:
        raise FleetError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise FleetError(f"{path}: expected UTF-8 text") from error


def parse(text: str, name: str) -> Fleet:
    """The fleet that this text describes; `name` stands in messages. Raises FleetError."""
    table = shape(text, name)
    for path, expected in check(table):
        fail(text, name, path, expected)
    return Fleet(
        prefix=table.prefix,
        health_body=table.health_body,
        replicas=tuple(table.replicas),
        regions=tuple(
            Region(key, each.title, each.zone, each.network, tuple(each.aliases)) for key, each in table.regions.items()
        ),
        roles=tuple(
            Role(key, tuple(each.paths), tuple(each.models), each.backend) for key, each in table.roles.items()
        ),
        tutor=Tutor(table.tutor.chat, table.tutor.scoring, table.tutor.embed),
        aliases=table.aliases,
        limits=Limits(**msgspec.structs.asdict(table.limits)),
        hosts=tuple(table.hosts),
        cloud=Cloud(
            **msgspec.structs.asdict(table.cloud)
            | {"application": Application(**msgspec.structs.asdict(table.cloud.application))}
        ),
    )


def shape(text: str, name: str) -> FleetTable:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise FleetError(f"{name}:{line[1] if line else len(text.splitlines())}: not TOML: {error}") from error
    try:
        return msgspec.convert(raw, FleetTable)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        fail(text, name, place(raw, where.rstrip("`"), message), message[0].lower() + message[1:])


def place(raw: dict[str, Any], where: str, message: str) -> Path_:
    """The path of a key from msgspec's words: `$.limits`, `$.regions[...].zone` (it does not say which region) and the field."""
    path: list[str] = []
    node: Any = raw
    for part in re.findall(r"\[\.\.\.\]|[^.\[\]]+", where):
        key = part if part != "[...]" else suspect(node, where, message)
        path.append(key)
        node = node.get(key) if isinstance(node, dict) else None
    field = re.search(r"unknown field `([^`]+)`", message)
    return (*path, field[1]) if field else tuple(path)


def suspect(node: Any, where: str, message: str) -> str:
    """Which entry of a table msgspec means: the first that fails on its own."""
    kind = RegionTable if "regions" in where else RoleTable if "roles" in where else str
    for key, value in (node or {}).items():
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            return str(key)
    return ""


def check(table: FleetTable) -> Iterator[tuple[Path_, str]]:
    """What types cannot say: (path of the key, what was expected)."""
    yield from check_names(table)
    yield from check_regions(table)
    yield from check_roles(table)
    yield from check_cloud(table.cloud)
    for key, value in msgspec.structs.asdict(table.limits).items():
        if value < 0 or (value == 0 and key != "tokens_per_second"):
            yield ("limits", key), f"expected a number above zero, got {value}"


def check_names(table: FleetTable) -> Iterator[tuple[Path_, str]]:
    if not re.match(NAME, table.prefix):
        yield ("prefix",), f"expected a lower-case name of at most 31 letters, digits and dashes, got {table.prefix!r}"
    if not table.replicas or len(set(table.replicas)) < len(table.replicas):
        yield ("replicas",), 'expected one or more different names such as ["primary", "backup"]'
    for group in ("regions", "roles"):
        names = getattr(table, group)
        if not names:
            yield (group,), f"expected at least one [{group}.NAME]"
        for name in names:
            if not re.match(NAME, name):
                yield (group, name), f"expected a lower-case name of letters, digits and dashes, got {name!r}"
    for name in table.replicas:
        if not re.match(NAME, name):
            yield ("replicas",), f"expected lower-case names, got {name!r}"
    for name in table.hosts:
        if not re.fullmatch(HOST, name):
            yield ("hosts",), f"expected lower-case host names without a port such as tutor.example.org, got {name!r}"


def check_regions(table: FleetTable) -> Iterator[tuple[Path_, str]]:
    taken = {*table.regions, *TAKEN}
    networks: list[tuple[str, Any]] = []
    for name, region in table.regions.items():
        if name in TAKEN:
            yield ("regions", name), f"expected another name: /{name} is an address of the service"
        for alias in region.aliases:
            if alias in taken or not re.match(NAME, alias):
                yield ("regions", name, "aliases"), f"expected a name that nothing else has, got {alias!r}"
            taken.add(alias)
        try:
            network = ipaddress.ip_network(region.network)
        except ValueError:
            yield (
                ("regions", name, "network"),
                f"expected an address range such as 10.10.0.0/23, got {region.network!r}",
            )
            continue
        for other, range_ in networks:
            if network.version == range_.version and network.overlaps(range_):
                yield ("regions", name, "network"), f"expected a range that does not overlap that of {other}"
        networks.append((name, network))


def check_roles(table: FleetTable) -> Iterator[tuple[Path_, str]]:
    seen: dict[str, str] = {}
    for name, role in table.roles.items():
        for path in role.paths:
            if not re.fullmatch(PATH, path):
                yield (
                    ("roles", name, "paths"),
                    f'expected "/api/WORD", "/api/*", "/v1/WORD/WORD" or "/v1/*", got {path!r}',
                )
            if path in seen:
                yield ("roles", name, "paths"), f"expected a path that no other role has; {seen[path]} has {path}"
            seen[path] = name
        if role.backend and not re.fullmatch(BACKEND, role.backend):
            yield ("roles", name, "backend"), f"expected a URL such as http://gpu.example:11434, got {role.backend!r}"
    if "/api/*" not in seen:
        yield ("roles",), 'expected one role with the path "/api/*", which answers what no other rule names'


def check_cloud(table: CloudTable) -> Iterator[tuple[Path_, str]]:
    for key, shape_, example in (
        ("worker_instance", INSTANCE, "t2.large"),
        ("nat_instance", INSTANCE, "t2.micro"),
        ("database_instance", rf"db\.{INSTANCE}", "db.t3.micro"),
        ("role", IAM_NAME, "LabRole"),
        ("instance_profile", IAM_NAME, "LabInstanceProfile"),
    ):
        value = getattr(table, key)
        if not re.fullmatch(shape_, value):
            yield ("cloud", key), f"expected a name such as {example}, got {value!r}"
    if not 8 <= table.worker_disk <= 16_384:
        yield ("cloud", "worker_disk"), f"expected 8 to 16384 GiB, got {table.worker_disk}"
    if "://" in table.application.client and not re.fullmatch(REPOSITORY, table.application.client):
        yield (
            ("cloud", "application", "client"),
            f"expected a folder or a URL such as https://github.com/OWNER/NAME, got {table.application.client!r}",
        )


def fail(text: str, name: str, path: Path_, expected: str) -> NoReturn:
    key = ".".join(path)
    raise FleetError(f"{name}:{line_of(text, path)}: {key + ': ' if key else ''}{expected}")
