"""What is measured while a workload runs: time, deliveries, delays, and the server's own CPU and memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from bench.processes import Server

MILLION = 1_000_000


@dataclass(slots=True)
class Meter:
    """The figures of one run; `delays` in seconds, `wrong` names what did not arrive as it should have."""

    server: Server
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    deliveries: int = 0
    delays: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    more: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure what happens in a `with` block."""
        cpu, begun = self.server.cpu_seconds(), perf_counter()
        yield
        self.seconds += perf_counter() - begun
        self.cpu_seconds += self.server.cpu_seconds() - cpu

    def figures(self) -> dict[str, float]:
        """Give what was measured, by name; times in milliseconds."""
        found = {"seconds": self.seconds, "server CPU s": self.cpu_seconds}
        if self.deliveries:
            found["deliveries/s"] = self.deliveries / self.seconds
            found["CPU s per million"] = self.cpu_seconds / self.deliveries * MILLION
        if self.delays:
            self.delays.sort()
            for part in (50, 95, 99):
                found[f"p{part} ms"] = self.delays[len(self.delays) * part // 100] * 1000
        return found | self.more


@dataclass(frozen=True, slots=True)
class Result:
    """One workload on one server."""

    workload: str
    server: str
    figures: dict[str, float]
    wrong: tuple[str, ...] = ()

    @classmethod
    def of(cls, workload: str, meter: Meter) -> "Result":
        """Make a result of what was measured."""
        return cls(workload, meter.server.kind.name, meter.figures(), tuple(meter.wrong))
