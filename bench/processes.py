"""Servers under measurement or under attack: started as the processes they are, watched from outside.

A server prints one line that ends with its address as soon as it listens; everything else is read from /proc.
"""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from urllib.parse import quote

from bench.speech import SpeechOf, hocuspocus, y_websocket

TICKS = os.sysconf("SC_CLK_TCK")
ADDRESS = re.compile(r" is at (https?)://127\.0\.0\.1:(\d+)")


class DidNotStart(Exception):
    """A server ended before it said where it is; the text holds what it said instead."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of server: how it is started, where its documents are, how it is spoken to.

    `keep` is the option with which it stores documents; a server without one always does, or is not asked to.
    """

    name: str
    program: tuple[str, ...]
    prefix: str
    speech: SpeechOf = y_websocket
    names_documents: bool = True
    keep: tuple[str, ...] = ()

    def command(self, data: Path, port: int, options: tuple[str, ...] = ()) -> list[str]:
        """Give the command that starts it; port 0 takes any free one."""
        return [*self.program, "--data", str(data), "--port", str(port), *options]

    def path(self, document: str) -> str:
        """Give the path of a document's WebSocket."""
        return self.prefix + quote(document) if self.names_documents else self.prefix

    @property
    def is_missing(self) -> bool:
        """Tell whether it would have to be installed from npm first."""
        is_competitor = any(Path(word).parent == COMPETITORS for word in self.program)
        return is_competitor and not (COMPETITORS / "node_modules").exists()

    def unhurried(self) -> "Kind":
        """Give the same server, letting one socket say more than people do; others have no such bound.

        A document of 260,000 letters is typed in seconds here.
        """
        return replace(self, program=("env", "CALLBOARD_SOCKET_MESSAGES=1000000", *self.program))

    def keeping(self) -> "Kind":
        """Give the same server, storing what it is told."""
        return replace(self, program=self.program + self.keep)


COMPETITORS = Path(__file__).parent / "competitors"


def _node() -> str:
    """Give the Node.js that came from npm with the competitors, else the one of this machine."""
    found = sorted(COMPETITORS.glob("node_modules/node-*/bin/node"))
    return str(found[0]) if found else "node"


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)


def _launched(name: str) -> tuple[str, ...]:
    return (_node(), str(COMPETITORS / f"{name}.mjs"))


CALLBOARD = Kind("callboard", _python("crdt_server.cli", "serve", "--open"), "/sync/")
CALLBOARD_SPOKEN_AS_HOCUSPOCUS = replace(
    CALLBOARD,
    name="callboard (hocuspocus dialect)",
    prefix="/sync",
    speech=hocuspocus,
    names_documents=False,
)
HOCUSPOCUS = Kind(
    "hocuspocus", _launched("hocuspocus"), "/", hocuspocus, names_documents=False, keep=("--keep",)
)
HOCUSPOCUS_SQLITE = replace(HOCUSPOCUS.keeping(), name="hocuspocus-sqlite", keep=())
Y_WEBSOCKET_SERVER = Kind(
    "y-websocket-server", _launched("y-websocket-server"), "/", keep=("--keep",)
)
STOCK = Kind("pycrdt-websocket", _python("bench.stock"), "/", keep=("--keep",))
OURS = (CALLBOARD, CALLBOARD_SPOKEN_AS_HOCUSPOCUS)
OTHERS = (HOCUSPOCUS, HOCUSPOCUS_SQLITE, Y_WEBSOCKET_SERVER, STOCK)
KINDS = {kind.name: kind for kind in (*OURS, *OTHERS)}


class Server:
    """A running server process."""

    def __init__(
        self, kind: Kind, process: subprocess.Popen[str], port: int, scheme: str = "http"
    ) -> None:
        self.kind = kind
        self.process = process
        self.port = port
        self._scheme = scheme

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
        return f"{self._scheme}://127.0.0.1:{self.port}"

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
            return Server(kind, process, int(found[2]), found[1])
    process.stdout.close()
    raise DidNotStart(f"{kind.name} ended with {process.wait()} before it listened: {said.strip()}")
