"""Servers under measurement or under attack: started as the processes they are, watched from outside.

A server prints one line that ends with its address as soon as it listens; everything else is read from /proc.
"""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

TICKS = os.sysconf("SC_CLK_TCK")
ADDRESS = re.compile(r" is at http://127\.0\.0\.1:(\d+)")


class DidNotStart(Exception):
    """A server ended before it said where it is; the text holds what it said instead."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of server: how it is started, and where its documents are."""

    name: str
    module: str
    arguments: tuple[str, ...]
    prefix: str

    def command(self, data: Path, port: int, options: tuple[str, ...] = ()) -> list[str]:
        """Give the command that starts it; port 0 takes any free one."""
        where = ("--data", str(data), "--port", str(port))
        return [sys.executable, "-m", self.module, *self.arguments, *where, *options]

    def path(self, document: str) -> str:
        """Give the path of a document's WebSocket."""
        return self.prefix + quote(document)


CALLBOARD = Kind("callboard", "crdt_server.cli", ("serve", "--open"), "/sync/")
STOCK = Kind("pycrdt-websocket", "bench.stock", (), "/")
KINDS = {kind.name: kind for kind in (CALLBOARD, STOCK)}


class Server:
    """A running server process."""

    def __init__(self, kind: Kind, process: subprocess.Popen[str], port: int) -> None:
        self.kind = kind
        self.process = process
        self.port = port

    @property
    def pid(self) -> int:
        """Give the number of its process."""
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Tell whether it still runs."""
        return self.process.poll() is None

    @property
    def address(self) -> str:
        """Give where it is, for HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Give the CPU time that it has used, in its own code and in the kernel."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    def rss_kib(self) -> int:
        """Give the memory that it occupies now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    def kill(self) -> None:
        """End it without warning (SIGKILL)."""
        self.process.kill()
        self._gone()

    def stop(self, patience: float = 20.0) -> int:
        """Ask it to end (SIGTERM), wait until it has; give its exit code."""
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
        return self._gone()

    def _gone(self) -> int:
        code = self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def start(
    kind: Kind,
    data: Path,
    *,
    port: int = 0,
    core: int | None = None,
    options: tuple[str, ...] = (),
    log: IO[str] | int | None = None,
) -> Server:
    """Start a server and wait until it listens; `core` binds it to one processor, `log` receives its complaints."""
    process = subprocess.Popen(
        kind.command(data, port, options),
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := ADDRESS.search(line):
            return Server(kind, process, int(found[1]))
    process.stdout.close()
    raise DidNotStart(f"{kind.name} ended with {process.wait()} before it listened: {said.strip()}")
