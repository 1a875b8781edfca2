"""Figures as Prometheus reads them: the text exposition format, version 0.0.4 (docs/decisions/0011-metrics.md).

Metric ─▶ # HELP name …
          # TYPE name counter | gauge | histogram
          name{label="value"} 12
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crdt_server.hub.histogram import Histogram

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Values = float | Mapping[str, float] | Histogram | None
"""One value; several, by the value of a label; a histogram; or None for what this machine does not tell."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: its name, what it means, its value; `label` names what tells several values apart."""

    name: str
    about: str
    values: Values
    label: str = ""

    @property
    def kind(self) -> str:
        """Give the type; what is only ever added to has a name that says so."""
        if isinstance(self.values, Histogram):
            return "histogram"
        return "counter" if self.name.endswith("_total") else "gauge"


def exposition(metrics: Iterable[Metric]) -> str:
    """Write figures down; those without a value are left out."""
    return "".join(
        line + "\n" for metric in metrics if metric.values is not None for line in _lines(metric)
    )


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {_escaped(metric.about)}"
    yield f"# TYPE {metric.name} {metric.kind}"
    values = metric.values
    if isinstance(values, Histogram):
        yield from _buckets(metric.name, values)
    elif isinstance(values, Mapping):
        for name, value in values.items():
            yield f'{metric.name}{{{metric.label}="{_quoted(name)}"}} {value}'
    else:
        yield f"{metric.name} {values}"


def _buckets(name: str, histogram: Histogram) -> Iterator[str]:
    total = 0
    for bound, count in zip((*histogram.bounds, "+Inf"), histogram.counts, strict=True):
        total += count
        yield f'{name}_bucket{{le="{bound}"}} {total}'
    yield f"{name}_sum {histogram.sum}"
    yield f"{name}_count {total}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', r"\"")
