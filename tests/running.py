"""A real server in a process of its own, for tests that need one."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

COMMAND = [sys.executable, "-m", "crdt_server.cli"]
PATIENCE = 30


class Server:
    """`callboard serve` on a free port, with data of its own."""

    def __init__(
        self,
        data: Path,
        *options: str,
        command: list[str] = COMMAND,
        cwd: Path | None = None,
        is_open: bool = True,
    ) -> None:
        who = ["--open"] if is_open else []
        arguments = ["serve", *who, "--data", str(data), "--port", "0", *options]
        self.process = subprocess.Popen(
            [*command, *arguments],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )
        assert self.process.stdout is not None
        self.greeting = self.process.stdout.readline()
        found = re.search(r"https?://\S+", self.greeting)
        assert found, (
            f"the server did not start: {self.process.stderr.read() if self.process.stderr else ''}"
        )
        self.address = found[0]

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def sockets(self) -> str:
        """Give the address of the sync path."""
        return self.address.replace("http", "ws") + "/sync"

    def get(self, path: str) -> httpx.Response:
        return httpx.get(self.address + path, timeout=PATIENCE)

    def stop(self) -> str:
        """Ask the server to end; give what it said on the error output."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return errors

    def kill(self) -> None:
        """End the server as a crash does."""
        self.process.kill()
        self.process.communicate(timeout=PATIENCE)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end, with the environment as given on top."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**clean_environment(), **environment},
        check=False,
    )


def clean_environment() -> dict[str, str]:
    """Give the environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CALLBOARD_")}
