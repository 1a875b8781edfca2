"""Typing traces in the public editing-traces format: read, and replayed through live clients.

    {startContent, endContent, txns: [{patches: [[position, deleted, inserted], …]}]}        one person after another
    {…, numAgents, txns: [{agent, parents: [number, …], patches: […]}]}                     several at once

A transaction of a concurrent trace was made by somebody who had seen its parents and what these had seen, and nothing
else; its positions mean that text. Positions count code points; a trace that counts UTF-16 units is recognised when it
is sequential, by trying.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Patch = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One step: who made it, what it builds on (numbers of transactions), and what it does."""

    agent: int
    parents: tuple[int, ...]
    patches: tuple[Patch, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole trace; positions are in code points."""

    name: str
    start: str
    end: str
    agents: int
    transactions: tuple[Transaction, ...]


class NotATrace(Exception):
    """A file is no trace, or one that contradicts itself; the text says why."""


def read_trace(path: Path) -> Trace:
    """Read a trace from a JSON file, compressed or not."""
    raw = path.read_bytes()
    content = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    if not isinstance(content, dict) or not {"endContent", "txns"} <= content.keys():
        raise NotATrace(f"{path} has no endContent and txns; is it an editing trace?")
    steps = tuple(_transaction(number, raw) for number, raw in enumerate(content["txns"]))
    trace = Trace(
        name=path.name.partition(".")[0],
        start=content.get("startContent", ""),
        end=content["endContent"],
        agents=1 + max((step.agent for step in steps), default=0),
        transactions=steps,
    )
    return trace if trace.agents > 1 else _in_code_points(trace)


def _transaction(number: int, raw: dict[str, Any]) -> Transaction:
    before = (number - 1,) if number else ()
    return Transaction(
        agent=raw.get("agent", 0),
        parents=tuple(raw.get("parents", before)),
        patches=tuple((at, deleted, inserted) for at, deleted, inserted in raw["patches"]),
    )


def _in_code_points(trace: Trace) -> Trace:
    """Make sure that a sequential trace gives its own end; translate it if it counts UTF-16 units."""
    everything = (
        trace.start + trace.end + "".join(p[2] for t in trace.transactions for p in t.patches)
    )
    if replayed(trace.start, trace.transactions) == trace.end:
        return trace
    if max(everything, default="") > "\uffff":
        translated = tuple(_translated(trace.start, trace.transactions))
        if replayed(trace.start, translated) == trace.end:
            return Trace(trace.name, trace.start, trace.end, 1, translated)
    raise NotATrace(f"the transactions of {trace.name} do not lead to its endContent")


def replayed(start: str, transactions: Iterable[Transaction]) -> str:
    """Do what sequential transactions say to a plain text."""
    text = start
    for step in transactions:
        for at, deleted, inserted in step.patches:
            text = text[:at] + inserted + text[at + deleted :]
    return text


def _translated(start: str, transactions: Iterable[Transaction]) -> Iterable[Transaction]:
    """Count in code points what was counted in UTF-16 units."""
    units = start.encode("utf-16-le")
    for step in transactions:
        patches = []
        for at, deleted, inserted in step.patches:
            before, gone = units[: 2 * at], units[2 * at : 2 * (at + deleted)]
            patches.append((_points(before), _points(gone), inserted))
            units = before + inserted.encode("utf-16-le") + units[2 * (at + deleted) :]
        yield Transaction(step.agent, step.parents, tuple(patches))


def _points(units: bytes) -> int:
    return len(units.decode("utf-16-le", "surrogatepass"))
