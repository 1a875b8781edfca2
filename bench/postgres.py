"""A private PostgreSQL server, for tests and measurements: in a folder of its own, on a free port, gone afterwards.

It touches nobody else's data, and may be killed. PostgreSQL refuses to run as root; then its own user runs it.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

USER, PASSWORD = "callboard", "p@ss:word/?#"
QUOTED = "p%40ss%3Aword%2F%3F%23"
OWNING, SERVING = "owning", "serving"
OPTIONS = ("max_connections=40", "shared_buffers=32MB", "log_min_messages=fatal")
PATIENCE = 120.0
GONE = 2  # psql: the connection to the server went bad


class NoPostgres(Exception):
    """PostgreSQL is not installed here; the text says what to do."""


def programs() -> Path:
    """Give the folder with PostgreSQL's programs: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    if not folders:
        raise NoPostgres("PostgreSQL is not installed; run `make postgresql`.")
    return folders[-1]


def _runner() -> dict[str, Any]:
    """Say as whom its programs run, in the words of `subprocess`."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL does not run as root, and there is no other user for it.")


class PostgresServer:
    """A server that can be stopped, killed and started again; `close` removes everything."""

    def __init__(self) -> None:
        self._programs = programs()
        self._runner = _runner()
        self.folder = Path(tempfile.mkdtemp(prefix="callboard-postgres-"))
        self.data = self.folder / "data"
        self._names = count(1)
        self.port = _free_port()
        if self._runner:
            os.chown(self.folder, self._runner["user"], self._runner["group"])
        try:
            self._create()
            self.start()
        except BaseException:
            self.close()
            raise

    def url(self, database: str = "postgres", user: str = USER, password: str = QUOTED) -> str:
        """Give the address of a database, with the password."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database and give its address."""
        name = f"callboard_{next(self._names)}"
        self.ask(f"CREATE DATABASE {name}")
        return self.url(name)

    def new_owned_database(self, template: str = "template1") -> tuple[str, str]:
        """Make a database like another one; give its address for whom it belongs to, and for whom may only serve."""
        name = f"callboard_{next(self._names)}"
        if not self.ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{SERVING}'"):
            for role in (OWNING, SERVING):
                self.ask(f"CREATE ROLE {role} LOGIN PASSWORD 'w'")
        self.ask(f"CREATE DATABASE {name} OWNER {OWNING} TEMPLATE {template}")
        return self.url(name, OWNING, "w"), self.url(name, SERVING, "w")

    def ask(self, sql: str, url: str | None = None) -> list[str]:
        """Run statements as the owner of everything; give the lines of what they answer, columns parted by `|`.

        They are run again if the server goes away meanwhile.
        """
        command = [
            str(self._programs / "psql"),
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            url or self.url(),
        ]
        deadline = time.monotonic() + PATIENCE  # noqa: TID251
        while True:
            done = subprocess.run(command, input=sql, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return done.stdout.splitlines()
            # A server whose process was killed notices a moment later, and restarts under whoever has just come.
            if done.returncode != GONE or time.monotonic() > deadline:  # noqa: TID251
                raise RuntimeError(done.stderr)
            time.sleep(0.05)

    def start(self, *options: str) -> None:
        """Start, and wait until it answers."""
        words = [f"-c {option}" for option in (*OPTIONS, f"port={self.port}", *options)]
        words += [f"-c unix_socket_directories={self.folder}", "-c listen_addresses=127.0.0.1"]
        deadline = time.monotonic() + PATIENCE  # noqa: TID251
        while True:
            done = self._run(
                "pg_ctl", "-w", "-l", self.folder / "log", "-o", " ".join(words), "start"
            )
            if done.returncode == 0:
                return
            # After a kill the old server's processes may hold its shared memory for a moment.
            if time.monotonic() > deadline:  # noqa: TID251
                raise RuntimeError(done.stdout + (self.folder / "log").read_text())
            time.sleep(0.05)

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` as an administrator does, `immediate` as a power cut does, recovery at the next start."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """End all of its processes as `kill -9` does, the main one first."""
        main = self._main_process()
        others = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for process in (main, *map(int, others)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def kill_backend(self, application: str = "callboard") -> bool:
        """End one process that serves a connection of ours, as `kill -9` does; tell whether there was one."""
        found = self.ask(
            "SELECT pid FROM pg_stat_activity WHERE application_name = "
            f"'{application}' ORDER BY random() LIMIT 1"
        )
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        return bool(found)

    def wait(self) -> None:
        """Wait until it takes connections: after a crash it recovers first."""
        deadline = time.monotonic() + PATIENCE  # noqa: TID251
        while True:
            try:
                self.ask("SELECT 1")
            except RuntimeError:
                if time.monotonic() > deadline:  # noqa: TID251
                    raise
                time.sleep(0.05)
            else:
                return

    def is_running(self) -> bool:
        """Tell whether the server is there."""
        return self._run("pg_ctl", "status").returncode == 0

    def close(self) -> None:
        """Stop it and remove its folder."""
        if self.data.exists():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)  # in a folder that only the runner may enter
        done = self._run(
            "initdb",
            f"--username={USER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout)

    def _main_process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(self._programs / program), "-D", str(self.data), *map(str, arguments)]
        # The output goes to a file: a server that stays would keep a pipe open.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                **self._runner,
            )
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
