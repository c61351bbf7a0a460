"""The figures, read back by Prometheus' own parser."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from server.metrics import Metrics


def samples(text: bytes) -> dict[str, float]:
    return {
        f"{each.name}{sorted(each.labels.items()) or ''}": each.value
        for family in text_string_to_metric_families(text.decode())
        for each in family.samples
    }


def test_what_was_counted_is_read_back_and_two_processes_do_not_meet() -> None:
    metrics, other = Metrics(), Metrics()
    metrics.finals.inc()
    metrics.translations.labels("firefox", "done").inc(2)
    metrics.database.labels("read").observe(0.002)
    found = samples(metrics.text([]))
    assert found["roundtable_finals_total"] == 1
    assert found["roundtable_translations_total[('engine', 'firefox'), ('outcome', 'done')]"] == 2
    assert found["roundtable_database_seconds_bucket[('kind', 'read'), ('le', '0.003')]"] == 1
    assert found["roundtable_database_seconds_bucket[('kind', 'read'), ('le', '0.001')]"] == 0
    assert samples(other.text([]))["roundtable_finals_total"] == 0


def test_what_stands_now_is_told_each_time_anew() -> None:
    metrics = Metrics()
    metrics.text([("viewers", "Pages.", "", {"": 3})])
    found = samples(metrics.text([("viewers", "Pages.", "", {"": 4}), ("worker_up", "Up.", "kind", {"speech": 1.0})]))
    assert found["roundtable_viewers"] == 4
    assert found["roundtable_worker_up[('kind', 'speech')]"] == 1
