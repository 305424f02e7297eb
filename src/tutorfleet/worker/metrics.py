"""A worker's metrics: one page in Prometheus' text format for GET /metrics, and a few figures for /healthz.

Nothing is kept here. The numbers are those of `tally.py`, and what is true at this moment is asked of the engines when somebody
looks. Every sample names its worker, so that the pages of a fleet can be put together (`tutorfleet metrics`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from tutorfleet import __version__
from tutorfleet.worker.loaded import Loaded
from tutorfleet.worker.memory import table
from tutorfleet.worker.serving import Serving
from tutorfleet.worker.settings import WorkerSettings
from tutorfleet.worker.tally import Histogram, ModelTally, percentile

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "tutorfleet_worker_"
WHO = ("worker", "region", "role", "replica")
MEMORY = {"RssAnon": "anonymous", "RssFile": "file", "RssShmem": "shared"}
"""/proc's names -> labels. File pages are the model's own, shared by all engines of that file."""
HISTOGRAMS = {
    "queue_wait_seconds": (
        "waited",
        "Time that a request waited for a place in its engine's queue; of the model the engine was loaded for.",
    ),
    "first_token_seconds": (
        "first",
        "Time from a request to the first words of its reply, waiting and loading included.",
    ),
    "reply_tokens_per_second": ("rate", "Speed of a whole reply, from its first token to its last."),
    "load_seconds": ("load", "Time that a model took to load."),
}
TOKENS = {
    "prompt_tokens": "Tokens of prompts, those that the cache had included; of replies that came to their end.",
    "cached_tokens": "Tokens of prompts that were in the cache, of a slot or of the host.",
    "reply_tokens": "Tokens of replies that came to their end.",
}


class Page(Collector):
    """What prometheus-client asks for the families of one worker."""

    def __init__(self, settings: WorkerSettings, engines: Serving) -> None:
        self._who = (settings.name, settings.region, settings.role, settings.replica)
        self._engines = engines
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)

    def text(self) -> bytes:
        """The page."""
        return generate_latest(self._registry)

    def describe(self) -> Iterable[Metric]:
        """Nothing is known before somebody asks."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every family, now."""
        info = GaugeMetricFamily(PREFIX + "info", "The version of this worker; always 1.", labels=[*WHO, "version"])
        info.add_metric([*self._who, __version__], 1)
        yield info
        yield from self._counted()
        yield from self._now()

    def _counted(self) -> Iterator[Metric]:
        models = self._engines.tally.models
        requests = self._counter("requests", "Answers, by route and status.", "route", "status")
        ends = self._counter("engine_ends", "Engines that ended, by reason.", "reason")
        failed = self._counter("load_failures", "Models that could not be loaded.")
        for name, one in models.items():
            for (route, status), count in one.requests.items():
                requests.add_metric([*self._who, name, route, status], count)
            for why, count in one.ends.items():
                ends.add_metric([*self._who, name, why], count)
            if name:
                failed.add_metric([*self._who, name], one.loads_failed)
        yield from (requests, ends, failed)
        for name, (attribute, text) in HISTOGRAMS.items():
            yield self._histogram(name, text, attribute)
        for name, text in TOKENS.items():
            yield self._tokens(name, text)

    def _named(self) -> list[tuple[str, ModelTally]]:
        """Models; what is about none has answers only."""
        return [(name, one) for name, one in self._engines.tally.models.items() if name]

    def _tokens(self, name: str, text: str) -> Metric:
        family = self._counter(name, text)
        for model, one in self._named():
            family.add_metric([*self._who, model], getattr(one, name))
        return family

    def _histogram(self, name: str, text: str, attribute: str) -> Metric:
        family = HistogramMetricFamily(PREFIX + name, text, labels=[*WHO, "model"])
        for model, one in self._named():
            values: Histogram = getattr(one, attribute)
            family.add_metric([*self._who, model], list(values.cumulative()), values.total)
        return family

    def _counter(self, name: str, text: str, *labels: str) -> CounterMetricFamily:
        return CounterMetricFamily(PREFIX + name, text, labels=[*WHO, "model", *labels])

    def _now(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily(PREFIX + "load_waiting", "Requests that wait for a model to load.", labels=WHO)
        waiting.add_metric(self._who, self._engines.waiting)
        yield waiting
        rows = [(one, _now_of(one)) for one in self._engines.loaded]
        for name, text in NOW.items():
            family = GaugeMetricFamily(PREFIX + name, text, labels=[*WHO, "model"])
            for model, value in _summed((one.model.name, row[name]) for one, row in rows).items():
                family.add_metric([*self._who, model], value)
            yield family
        yield self._memory()

    def _memory(self) -> Metric:
        family = GaugeMetricFamily(
            PREFIX + "engine_memory_bytes",
            "Memory of an engine's process in RAM, by kind.",
            labels=[*WHO, "model", "kind"],
        )
        found = ((one.model.name, memory(one.child.pid)) for one in self._engines.loaded)
        for (model, kind), value in _summed(
            ((name, kind), n) for name, row in found for kind, n in row.items()
        ).items():
            family.add_metric([*self._who, model, kind], value)
        return family


NOW = {
    "engines": "Engines that hold the model.",
    "slots": "Requests that the model's engines compute at once.",
    "slots_busy": "Requests that the model's engines compute now.",
    "queue_depth": "Requests that wait for a place in the queue of the model's engines.",
    "pool_tokens": "Tokens of context that all slots share.",
    "reserved_tokens": "Tokens of that pool that running requests have reserved.",
}


def _now_of(one: Loaded) -> dict[str, int]:
    admission = one.gate.admission
    return {
        "engines": 1,
        "slots": admission.slots,
        "slots_busy": admission.running,
        "queue_depth": admission.waiting,
        "pool_tokens": admission.pool,
        "reserved_tokens": admission.reserved,
    }


def _summed(rows: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """A model may have two engines: one that speaks and one that embeds."""
    sums: dict[Any, int] = {}
    for key, value in rows:
        sums[key] = sums.get(key, 0) + value
    return sums


def memory(pid: int) -> dict[str, int]:
    """Bytes of a process in RAM by kind; {} where the system does not say or the process is gone."""
    found = table(Path(f"/proc/{pid}/status"))
    return {MEMORY[name]: value * 1024 for name, value in found.items() if name in MEMORY}


def figures(engines: Serving) -> dict[str, Any]:
    """What an operator looks at first, of all models together; percentiles of the latest replies, None before the first."""
    models: list[ModelTally] = list(engines.tally.models.values())
    first = [value for one in models for value in one.recent_first]
    prompts = sum(one.prompt_tokens for one in models)
    return {
        "slots": sum(gate.admission.slots for gate in engines.gates),
        "pool_tokens": sum(gate.admission.pool for gate in engines.gates),
        "tokens_per_second": percentile([value for one in models for value in one.recent_rate], 0.5),
        "first_token_p50_s": percentile(first, 0.5),
        "first_token_p95_s": percentile(first, 0.95),
        "cache_hits": sum(one.cached_tokens for one in models) / prompts if prompts else None,
        "prompt_tokens": prompts,
        "reply_tokens": sum(one.reply_tokens for one in models),
        "restarts": sum(one.restarts for one in models),
    }
