"""Is something known against the packages that users run? `python -m tests.house.advisories`, a part of `make check`.

    what is installed      ─▶ pip-audit ─▶ Report
    web/package-lock.json  ─▶ npm audit ─▶ Report

A known vulnerability fails the check. Where nobody answers who would know (a machine without the internet, a mirror
that has packages only), the check passes, and says loudly what it has not looked at. Both programs ask at the same
time, and neither is waited for longer than a minute.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house.runtime_packages import LOCK, npm_packages, python_packages

PATIENCE = 60
PIP_AUDIT = (
    *(sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json"),
    *("--progress-spinner", "off", "--timeout", "5"),
)
NPM_AUDIT = ("npm", "audit", "--omit=dev", "--json", "--fetch-timeout=10000", "--fetch-retries=0")
ACCEPTED: Mapping[str, str] = {}
"""Vulnerabilities that do no harm here: their id, and why."""

LINE = "*" * 100


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out about some packages; `unchecked` says of which nobody knew anything, and why."""

    kind: str
    packages: int
    dangers: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Say it."""
        about = f"{self.packages} {self.kind} packages that users run"
        for danger in self.dangers:
            yield f"VULNERABLE: {danger}"
        if self.unchecked:
            yield from (LINE, f"NOT CHECKED for known vulnerabilities, of {about}:")
            yield from (f"    {reason}" for reason in self.unchecked)
            yield LINE
        elif not self.dangers:
            yield f"{about}: no vulnerability is known."


def ask_pip_audit(options: Sequence[str] = ()) -> Report:
    """Ask about the Python packages in the versions that are installed here."""
    installed = {name: package.version for name, package in python_packages().items()}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{name}=={version}\n" for name, version in installed.items())
        file.flush()
        said = _said_by(*PIP_AUDIT, "--requirement", file.name, *options)
    return read_pip_audit(said, len(installed))


def ask_npm_audit(options: Sequence[str] = (), lock: Path = LOCK) -> Report:
    """Ask about the packages of the web app in the versions of the lockfile."""
    said = _said_by(*NPM_AUDIT, *options, cwd=lock.parent)
    return read_npm_audit(said, len(npm_packages(lock)))


def read_pip_audit(said: str, packages: int) -> Report:
    """Read its answer: one entry for each package, with what is known against it or why that was not found out."""
    kind = "Python"
    answer = _json_in(said)
    found = answer.get("dependencies")
    if not isinstance(found, list):
        return Report(kind, packages, unchecked=(f"all of them ({_last_line(said)})",))
    dangers = tuple(
        f"{one['name']} {one['version']}: {known['id']}, {_fixed_in(known)}"
        for one in found
        for known in one.get("vulns", ())
        if not {known["id"], *known.get("aliases", ())} & ACCEPTED.keys()
    )
    skipped = [one["name"] for one in found if "skip_reason" in one]
    if len(skipped) == packages:
        return Report(kind, packages, dangers, ("all of them (nobody answers who would know)",))
    return Report(kind, packages, dangers, tuple(skipped))


def read_npm_audit(said: str, packages: int) -> Report:
    """Read its answer: one entry for each package that something is known against, itself or through another."""
    answer = _json_in(said)
    found = answer.get("vulnerabilities")
    if not isinstance(found, dict):
        reason = answer.get("message") or _last_line(said)
        return Report("npm", packages, unchecked=(f"all of them ({reason})",))
    known = [each for one in found.values() for each in one["via"] if isinstance(each, dict)]
    dangers = (
        f"{each['name']} {each['range']}: {each['title']}, {each['url']}"
        for each in known
        if not any(each["url"].endswith(accepted) for accepted in ACCEPTED)
    )
    return Report("npm", packages, tuple(dict.fromkeys(dangers)))


def main(asking: Sequence[Callable[[], Report]] = (ask_pip_audit, ask_npm_audit)) -> int:
    """Ask about everything; give 1 if something dangerous is known."""
    with ThreadPoolExecutor() as pool:
        reports = list(pool.map(lambda ask: ask(), asking))
    for report in reports:
        print(*report.lines(), sep="\n")
    return int(any(report.dangers for report in reports))


def _said_by(*command: str, cwd: Path | None = None) -> str:
    """Run a program to its end; give its answer, or else its complaint."""
    try:
        done = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE} s"
    except OSError as error:
        return str(error)
    return done.stdout.strip() or done.stderr


def _json_in(said: str) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _fixed_in(known: Mapping[str, Any]) -> str:
    return f"fixed in {' or '.join(known['fix_versions'])}" if known["fix_versions"] else "no fix"


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["no answer"])[-1]


if __name__ == "__main__":
    sys.exit(main())
