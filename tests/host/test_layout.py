import os
import tempfile
from pathlib import Path

import pytest

from tutorfleet.fleet import parse
from tutorfleet.host import layout
from tutorfleet.host.layout import SOCKET_PATH_LIMIT, Layout

FLEET = parse.default()


def sockets(place: Layout) -> list[Path]:
    return [
        *(place.worker_socket(each.region, each.role, each.replica) for each in FLEET.workers()),
        *(place.balancer_socket(region.name) for region in FLEET.regions),
        place.service_socket,
        place.admin_socket,
        place.nursery_socket,
        place.nursery_socket.with_name("nursery.sock.new"),
        place.postgres_socket_dir / ".s.PGSQL.5432",
        place.engines / f"{'x' * 24}.sock",
    ]


def test_every_socket_is_short_wherever_the_data_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    place = layout.layout(tmp_path / ("d" * 200) / "data")
    assert max(len(os.fsencode(path)) for path in sockets(place)) <= SOCKET_PATH_LIMIT


def test_no_two_sockets_share_a_path(tmp_path: Path) -> None:
    found = sockets(layout.layout(tmp_path))
    assert len(set(found)) == len(found)


def test_no_socket_lies_under_the_data(tmp_path: Path) -> None:
    place = layout.layout(tmp_path)
    assert not [path for path in sockets(place) if path.is_relative_to(place.data)]


def test_what_is_kept_lies_under_the_data(tmp_path: Path) -> None:
    place = layout.layout(tmp_path)
    kept = [place.store, place.database, place.mailbox, place.logs, place.envoy_dir, place.lock, place.version]
    assert all(path.parent == tmp_path for path in kept)


def test_the_same_directory_has_the_same_runtime_directory_by_whatever_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    names = [tmp_path / "data", tmp_path / "link", Path("data"), tmp_path / "x" / ".." / "data"]
    assert len({layout.layout(name).runtime for name in names}) == 1


def test_two_directories_have_two_runtime_directories(tmp_path: Path) -> None:
    assert layout.layout(tmp_path / "a").runtime != layout.layout(tmp_path / "b").runtime


def test_a_home_directory_is_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    assert layout.layout(Path("~/tutor")).data == Path("/home/ana/tutor")


def test_nothing_is_created(tmp_path: Path) -> None:
    place = layout.layout(tmp_path / "data")
    assert not place.data.exists()
    assert not place.runtime.exists()


def test_the_database_is_reached_over_its_socket_alone(tmp_path: Path) -> None:
    place = layout.layout(tmp_path)
    assert place.database_url == f"host={place.postgres_socket_dir} user=tutorfleet dbname=tutorfleet"


@pytest.mark.parametrize(("uid", "place"), [(0, "/var/lib/tutorfleet"), (1000, "/home/ana/.local/share/tutorfleet")])
def test_the_default_directory_is_one_that_postgres_can_reach(
    monkeypatch: pytest.MonkeyPatch, uid: int, place: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert layout.default_data_dir() == Path(place)
