"""Measure this server, and others in the same run.

    python -m bench all                       every workload at the sizes below, pycrdt-websocket beside this server
    python -m bench all --against hocuspocus  the same beside Hocuspocus
    python -m bench growth                    more and more readers, rooms, letters in a document
    python -m bench fanout --readers 500      one workload
    python -m bench trace FILE                replay a real typing trace through live clients

The server has one processor for itself and the clients another, where there are two.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import Any

import uvloop

from bench.measure import Result
from bench.processes import CALLBOARD, KINDS, STOCK, Kind, Server, start
from bench.replay import Replay
from bench.report import table
from bench.trace import NotATrace, Trace, read_trace
from bench.workloads.call import Call
from bench.workloads.cursors import Cursors
from bench.workloads.fanout import Fanout
from bench.workloads.joins import Cold, Storm
from bench.workloads.killed import Killed
from bench.workloads.memory import Memory
from bench.workloads.rooms import Rooms
from bench.workloads.size import Size
from bench.workloads.soak import Soak

Measured = Fanout | Rooms | Cursors | Call | Storm | Cold | Memory | Killed | Soak | Size

COMMANDS: dict[str, type[Measured]] = {
    "fanout": Fanout,
    "rooms": Rooms,
    "cursors": Cursors,
    "call": Call,
    "storm": Storm,
    "cold": Cold,
    "memory": Memory,
    "killed": Killed,
    "size": Size,
    "soak": Soak,
}
ALL: tuple[Measured, ...] = (
    Fanout(readers=200, letters=500, window=1),
    Fanout(readers=1000, letters=200, window=1),
    Fanout(readers=200, letters=2000, window=32),
    Fanout(readers=1000, letters=1000, window=32),
    Fanout(readers=200, letters=200, rate=20),
    Fanout(readers=1000, letters=200, rate=20),
    Rooms(),
    Rooms(window=1, letters=40),
    Cursors(),
    Storm(),
    Storm(with_state=True),
    Cold(),
    Memory(),
    Memory(documents=1000, edits=1000),
    Memory(documents=1000, edits=1000, apart=True),
    Killed(),
    Soak(),
)

GROWTH: tuple[Measured, ...] = (
    *(Fanout(readers=readers, letters=100) for readers in (50, 100, 200, 500, 1_000)),
    *(
        Rooms(documents=rooms, letters=max(16, min(1_600, 80_000 // rooms)))
        for rooms in (1, 10, 100, 1_000, 5_000)
    ),
    *(Size(size=size) for size in (1_000, 10_000, 100_000, 1_000_000, 20_000_000)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code is 1 if anything did not arrive as it should have."""
    said = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no server is left behind
    code: int = said.work(said)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    everything = commands.add_parser("all", help="every workload")
    _add_common(everything)
    everything.set_defaults(work=lambda said: _measure(ALL, said))
    growth = commands.add_parser("growth", help="more readers, more rooms, larger documents")
    _add_common(growth)
    growth.set_defaults(work=lambda said: _measure(GROWTH, said))
    for name, kind in COMMANDS.items():
        command = commands.add_parser(name, help=str(kind.__doc__).splitlines()[0])
        for field in fields(kind):
            _add_size(command, field.name, field.default)
        _add_common(command)
        command.set_defaults(work=lambda said, kind=kind: _measure((_workload(kind, said),), said))
    trace = commands.add_parser("trace", help="replay a typing trace through live clients")
    trace.add_argument("file", type=Path, help="an editing trace, JSON or JSON.gz")
    _add_common(trace)
    trace.set_defaults(work=_trace)
    return parser


def _add_size(command: argparse.ArgumentParser, name: str, default: Any) -> None:
    """Add one of a workload's sizes as an option."""
    if isinstance(default, bool):
        command.add_argument(f"--{name}", action="store_true", default=default)
    else:
        command.add_argument(f"--{name}", type=type(default), default=default)


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--server", choices=KINDS, action="append", help="only this one")
    command.add_argument(
        "--against",
        choices=KINDS,
        action="append",
        help="this server beside ours (by default pycrdt-websocket)",
    )
    command.add_argument("--repeat", type=int, default=1, help="so many times each, in turn")
    command.add_argument("--json", type=Path, help="write all figures to a file")


def _workload(kind: type[Measured], said: argparse.Namespace) -> Measured:
    return kind(**{field.name: getattr(said, field.name) for field in fields(kind)})


def _trace(said: argparse.Namespace) -> int:
    try:
        trace = read_trace(said.file)
    except (NotATrace, OSError, ValueError) as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    return _measure((Typed(trace),), said)


@dataclass(frozen=True, slots=True)
class Typed:
    """A trace as a workload."""

    trace: Trace

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"trace {self.trace.name}, {len(self.trace.transactions)} transactions"

    async def run(self, server: Server) -> Result:
        """Replay it."""
        return replace(await Replay(server, self.trace).run(), workload=self.name)


Workload = Measured | Typed


def _measure(workloads: Sequence[Workload], said: argparse.Namespace) -> int:
    """Run workloads on servers in turn, so that a change of the machine's mood meets both."""
    names = said.server or [CALLBOARD.name, *(said.against or [STOCK.name])]
    kinds = [KINDS[name].unhurried() for name in names]
    if any(kind.is_missing for kind in kinds):
        sys.stderr.write("These servers come from npm; once: npm --prefix bench/competitors ci\n")
        return 2
    results: list[Result] = []
    for workload in workloads:
        runs = [run_alone(workload, kind) for _ in range(said.repeat) for kind in kinds]
        bars = () if isinstance(workload, Typed) else workload.bars
        sys.stdout.write(table(runs, bars) + "\n")
        sys.stdout.flush()
        results += runs
    if said.json:
        said.json.write_text(json.dumps([asdict(result) for result in results], indent=1))
    return 1 if any(result.wrong for result in results) else 0


def run_alone(workload: Workload, kind: Kind) -> Result:
    """Run a workload on a loop of its own; the first processor is the server's, the loop keeps off it."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[1:])
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(_run(workload, kind, cores[0] if len(cores) > 1 else None))
    finally:
        os.sched_setaffinity(0, cores)


async def _run(workload: Workload, kind: Kind, core: int | None) -> Result:
    """Run a workload on a fresh server; one that does not keep up is a result, too."""
    try:
        if isinstance(workload, Cold | Killed | Soak):
            return await workload.run_kind(kind, core)
        with TemporaryDirectory() as folder:
            server = start(kind, Path(folder), core=core, log=DEVNULL)
            try:
                return await workload.run(server)
            finally:
                await asyncio.to_thread(server.stop)
    except (TimeoutError, OSError, RuntimeError) as error:  # a socket that was closed under us
        return Result(workload.name, kind.name, {}, (f"did not finish: {error!r}",))


if __name__ == "__main__":
    sys.exit(main())
