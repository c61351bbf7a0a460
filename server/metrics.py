"""What a web process counts, for Prometheus: numbers only, with labels of a few fixed words.

Counted on the hub; read by ``/metrics``. Must not know sessions, names or texts.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

PREFIX = "roundtable"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# A read takes some 0.3 ms, a write on a slow disk 30; above a second something is wrong.
DATABASE_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
STAGE_BUCKETS = (0.03, 0.1, 0.3, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
HUB_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)

Gauge = tuple[str, str, str, dict[str, float]]
"""Name, help, the label's name ("" for none) and the value for each label's value ("" for none)."""


class Metrics:
    """The counters of one process; each has a registry of its own, so that tests do not meet."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.finals = self._counter("finals", "Final captions stored.")
        self.translations = self._counter("translations", "Translations stored.", "engine", "outcome")
        self.refused = self._counter("refused_chunks", "Chunks of audio that were not taken.", "code")
        self.shared_edits = self._counter("shared_edits", "Edits of shared text.", "outcome")
        self.settled = self._counter("settled_lines", "Lines of shared text that became versions, or were the same.")
        self.shared_seconds = self._histogram(
            "shared_edit_seconds", "How long an edit of shared text takes to be stored.", DATABASE_BUCKETS
        )
        self.lost_seconds = self._counter("lost_audio_seconds", "Audio that was lost before it reached the disk.")
        self.database = self._histogram("database_seconds", "Units of work with their wait.", DATABASE_BUCKETS, "kind")
        self.stages = self._histogram(
            "stage_seconds", "How long captions take on their way, by stage.", STAGE_BUCKETS, "stage"
        )
        self.hub_lag = self._histogram("hub_lag_seconds", "How late the hub wakes a sleeper.", HUB_BUCKETS)

    def text(self, gauges: list[Gauge]) -> bytes:
        """Everything in the Prometheus text format; ``gauges`` is what stands now."""
        collector = _Now(gauges)
        self._registry.register(collector)
        try:
            return generate_latest(self._registry)
        finally:
            self._registry.unregister(collector)

    def _counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", words, labels, registry=self._registry)

    def _histogram(self, name: str, words: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", words, labels, buckets=buckets, registry=self._registry)


class _Now(Collector):
    """Gauges of this moment."""

    def __init__(self, gauges: list[Gauge]) -> None:
        self._gauges = gauges

    def collect(self) -> list[GaugeMetricFamily]:
        found = []
        for name, words, label, values in self._gauges:
            family = GaugeMetricFamily(f"{PREFIX}_{name}", words, labels=[label] if label else [])
            for key, value in values.items():
                family.add_metric([key] if label else [], value)
            found.append(family)
        return found
