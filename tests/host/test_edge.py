"""The edge as a whole: its files, its command, quotas, and what a change of configuration does to a running one."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support.edge_stand import Stand, key, stand, until
from tutorfleet.fleet import parse
from tutorfleet.host import edge as program
from tutorfleet.host.layout import Layout

STREAMS = 20
WORDS = 30


@pytest.fixture
def edge() -> Iterator[Stand]:
    with stand() as made:
        yield made


def slower(edge: Stand, per_minute: int) -> None:
    edge.write(fleet=replace(edge.fleet, limits=replace(edge.fleet.limits, requests_per_minute=per_minute)))


def start_streams(edge: Stand, words: list[int]) -> list[threading.Thread]:
    body = json.dumps({"stream": WORDS}).encode()

    def one() -> None:
        answer = edge.ask("POST", "/us-east-1/chat", edge.token(), body)
        words.append(answer.body.count(b'"word"') if answer.status == 200 else -answer.status)

    made = [threading.Thread(target=one, daemon=True) for _ in range(STREAMS)]
    for each in made:
        each.start()
    return made


def test_new_keys_limits_and_listeners_drop_none_of_the_streams_that_run(edge: Stand) -> None:
    words: list[int] = []
    threads = start_streams(edge, words)
    until(lambda: len(edge.stubs["us-east-1.chat.primary"].seen) == STREAMS)
    new = key("k2")
    edge.write(edge.key, new)
    until(lambda: edge.ask("GET", "/me", edge.token(key=new)).status == 200)
    slower(edge, 50)
    until(lambda: edge.ask("GET", "/me", edge.token(sub="x")).headers["x-ratelimit-limit"].startswith("50"))
    change_listener(edge)
    until(lambda: edge.counter("listener_manager.listener_in_place_updated") > 0)
    assert not words, "the streams had to be running while the configuration changed"
    for each in threads:
        each.join(20)
    assert words == [WORDS] * STREAMS


def change_listener(edge: Stand) -> None:
    path = edge.layout.envoy_dir / "listeners/listeners.json"
    content = json.loads(path.read_text().replace('"server_name": "tutorfleet"', '"server_name": "other"'))
    assert program.put(path, content)


@pytest.mark.parametrize("name", ["listeners", "clusters", "edge", "envoy.filters.http.jwt_authn"])
@pytest.mark.parametrize(
    "damage", ["{", '{"version_info": "x", "resources": [{"@type": "type.googleapis.com/nonsense"}]}']
)
def test_a_malformed_configuration_leaves_the_old_one_at_work(edge: Stand, name: str, damage: str) -> None:
    path = edge.layout.envoy_dir / name / f"{name}.json"
    assert list(program.refused(edge.admin("/stats").body.decode())) == []
    fresh = edge.layout.envoy_dir / ".damaged"
    fresh.write_text(damage)
    fresh.replace(path)
    until(lambda: bool(list(program.refused(edge.admin("/stats").body.decode()))))
    assert edge.ask("GET", "/us-east-1/tags", edge.token()).status == 200
    assert edge.ask("GET", "/us-east-1/tags").status == 401
    assert edge.write(), "the next good configuration replaces the damaged file"


def test_a_learner_over_the_quota_is_429_with_the_way_out_and_another_is_not(edge: Stand) -> None:
    slower(edge, 5)
    until(lambda: edge.ask("GET", "/me", edge.token(sub="probe")).headers["x-ratelimit-limit"].startswith("5"))
    spellings = ["Bearer {}", "bearer {}", "{}"]
    answers = [
        edge.ask("GET", "/me", spellings[n % 3].format(edge.token(use=["id", "access"][n % 2]))) for n in range(8)
    ]
    assert [answer.status for answer in answers] == [200] * 5 + [429] * 3
    refused = answers[-1]
    assert refused.headers["retry-after"] == "12"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["access-control-allow-origin"] == "*"
    assert refused.json["message"] == "Too many requests; wait a moment and try again"
    assert edge.ask("GET", "/me", edge.token(sub="bob")).status == 200


def test_signing_in_without_end_from_one_address_is_429_and_the_rest_goes_on() -> None:
    with stand(sign_ins_per_minute=3) as edge:
        assert [edge.ask("POST", "/", None, b"{}").status for _ in range(5)] == [200, 200, 200, 429, 429]
        assert edge.ask("GET", "/").status == 200
        assert edge.ask("GET", "/me", edge.token()).status == 200


def test_a_second_program_cannot_share_the_port(edge: Stand) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", edge.port))


def test_only_loopback_is_listened_on_and_sockets_are_ours_alone(edge: Stand) -> None:
    listeners = edge.admin("/listeners?format=json").json["listener_statuses"]
    tcp = [each["local_address"]["socket_address"] for each in listeners if "socket_address" in each["local_address"]]
    assert [(each["address"], each["port_value"]) for each in tcp] == [("127.0.0.1", edge.port)]
    sockets = [edge.layout.admin_socket, *(edge.layout.balancer_socket(region.name) for region in edge.fleet.regions)]
    assert {path.stat().st_mode & 0o777 for path in sockets} == {0o600}


def test_what_it_counts_stays_small(edge: Stand) -> None:
    edge.ask("GET", "/us-east-1/tags", edge.token())
    assert len(edge.admin("/stats/prometheus?usedonly").body) < 120_000


def layout(folder: Path) -> Layout:
    return Layout(folder / "data", folder / "run")


def written(folder: Path, keys: str = "k1") -> tuple[Path, ...]:
    jwks = {"keys": [{"kty": "RSA", "kid": keys, "n": "AQAB", "e": "AQAB"}]}
    return program.write(parse.default(), layout(folder), 8080, jwks, env={})


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    assert len(written(tmp_path)) > 5
    assert written(tmp_path) == ()
    assert [path.name for path in written(tmp_path, "k2")] == ["envoy.filters.http.jwt_authn.json"]


def test_no_temporary_file_stays(tmp_path: Path) -> None:
    written(tmp_path)
    assert not list(layout(tmp_path).envoy_dir.rglob(".*"))


def test_a_small_fleet_has_one_region_and_no_alias(tmp_path: Path) -> None:
    jwks = {"keys": [{"kty": "RSA", "kid": "k", "n": "AQAB", "e": "AQAB"}]}
    program.write(parse.default().small(), layout(tmp_path), 8080, jwks, env={})
    text = "".join(path.read_text() for path in layout(tmp_path).envoy_dir.rglob("*.json"))
    assert "us-east-1.chat.primary.sock" in text
    assert not [word for word in ("us-west", "backup") if word in text]


@pytest.mark.parametrize("small", [False, True])
def test_envoy_itself_finds_nothing_wrong_with_it(tmp_path: Path, small: bool) -> None:
    fleet = parse.default().small() if small else parse.default()
    place = layout(tmp_path)
    place.logs.mkdir(parents=True)
    program.write(fleet, place, 8080, {"keys": [key("k").as_dict(private=False)]}, env={})
    done = subprocess.run(
        [*program.command(place, os.environ), "--mode", "validate"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "deprecated" in done.stderr.lower()) == (0, False), done.stderr


def test_the_command_names_the_binary_of_the_environment_and_outlives_its_longest_stream(tmp_path: Path) -> None:
    command = program.command(layout(tmp_path), {"ENVOY_BIN": "/opt/envoy"})
    assert command[0] == "/opt/envoy"
    assert int(command[command.index("--drain-time-s") + 1]) >= parse.default().limits.stream_seconds
    assert "--disable-hot-restart" in command


def test_refused_configurations_are_named() -> None:
    stats = "cluster_manager.cds.update_rejected: 1\nhttp.edge.rds.edge.update_rejected: 0\n"
    assert list(program.refused(stats)) == ["cluster_manager.cds.update_rejected"]
