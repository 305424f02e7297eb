from pathlib import Path

from tutorfleet.fleet import parse
from tutorfleet.fleet.routes import IDLE_SECONDS, LONGER_SECONDS
from tutorfleet.host.edge_clusters import PROTOCOL, clusters
from tutorfleet.host.layout import Layout


def test_an_idle_connection_is_ended_by_envoy_and_not_by_who_stands_behind_it(tmp_path: Path) -> None:
    behind = [each for each in clusters(parse.default(), Layout(tmp_path, tmp_path)) if "load_assignment" in each]
    options = [each["typed_extension_protocol_options"][PROTOCOL]["common_http_protocol_options"] for each in behind]
    assert len(behind) == 8
    assert {each["idle_timeout"] for each in options} == {f"{IDLE_SECONDS}s"}
    assert LONGER_SECONDS > IDLE_SECONDS
