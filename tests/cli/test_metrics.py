"""`tutorfleet metrics` with workers that answer and workers that do not."""

from collections.abc import Iterator

import pytest
from aiohttp import web
from click.testing import CliRunner, Result
from prometheus_client.parser import text_string_to_metric_families

from support.unix_web import serving
from tutorfleet.cli.metrics import merged, metrics
from tutorfleet.host.layout import Layout

PAGE = """# HELP x_total Something that is counted.
# TYPE x_total counter
x_total{worker="%s"} 1.0
# HELP y Something else.
# TYPE y gauge
y{worker="%s"} 2.0
"""


@pytest.fixture
def answering(held: Layout) -> Iterator[Layout]:
    """The worker of the fleet, on its socket."""
    with serving(answer, held.worker_socket("us-east-1", "chat", "primary")):
        yield held


async def answer(request: web.Request) -> web.Response:
    """The page, and nothing else."""
    return web.Response(text=PAGE % ("w", "w")) if request.path == "/metrics" else web.Response(status=404)


def invoke(places: Layout, *words: str) -> Result:
    return CliRunner().invoke(metrics, [*words, "--data-dir", str(places.data)])


def test_what_a_worker_says_is_printed_with_whether_it_is_up(answering: Layout) -> None:
    done = invoke(answering)
    assert done.exit_code == 0
    assert (
        'tutorfleet_worker_up{worker="us-east-1.chat.primary",region="us-east-1",role="chat",replica="primary"} 1\n'
        in done.stdout
    )
    assert 'x_total{worker="w"} 1.0\n' in done.stdout


def test_a_worker_that_is_away_is_a_zero(held: Layout) -> None:
    done = invoke(held)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].endswith('replica="primary"} 0')


def test_a_file_is_written_whole_and_nothing_stays_beside_it(answering: Layout) -> None:
    folder = answering.data / "collected"
    folder.mkdir()
    done = invoke(answering, "--output", str(folder / "fleet.prom"))
    assert (done.exit_code, done.stdout) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["fleet.prom"]
    assert "x_total" in (folder / "fleet.prom").read_text()


def test_without_a_fleet_it_says_so(places: Layout) -> None:
    done = invoke(places)
    assert done.exit_code == 1
    assert "Start one: tutorfleet up" in done.stderr


def test_pages_put_together_have_each_family_once_with_all_its_samples() -> None:
    text = merged(PAGE % (name, name) for name in "abc")
    families = list(text_string_to_metric_families(text))
    assert [family.name for family in families] == ["x", "y"]
    assert [[sample.labels["worker"] for sample in family.samples] for family in families] == [["a", "b", "c"]] * 2


def test_of_no_pages_there_is_nothing() -> None:
    assert merged([]) == ""
