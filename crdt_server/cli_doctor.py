"""`callboard doctor`: what was found, for a person or (`--json`) for a program; 1 if something is broken (M6)."""

import sys
from collections.abc import Sequence

import orjson

from crdt_server.clock import SystemClock
from crdt_server.doctor.examination import examine
from crdt_server.doctor.finding import Finding, State
from crdt_server.settings import Settings

SIGNS = {State.OK: "ok     ", State.WARNING: "warning", State.BROKEN: "BROKEN "}


def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Look at everything, tell what was found, and give the exit code."""
    if as_json:
        findings = list(examine(settings, SystemClock()))
        sys.stdout.write(json_report(findings) + "\n")
    else:
        findings = []
        for finding in examine(settings, SystemClock()):
            sys.stdout.write(text_of(finding) + "\n")
            sys.stdout.flush()  # one by one: a database that does not answer takes a while
            findings.append(finding)
        sys.stdout.write(summary(findings) + "\n")
    return int(any(finding.state is State.BROKEN for finding in findings))


def text_of(finding: Finding) -> str:
    """Write a finding for a person."""
    line = f"{SIGNS[finding.state]}  {finding.topic}: {finding.found}"
    return f"{line}\n         → {finding.advice}" if finding.advice else line


def summary(findings: Sequence[Finding]) -> str:
    """Say in one sentence how it stands."""
    counts = {state: sum(finding.state is state for finding in findings) for state in State}
    if counts[State.BROKEN]:
        return f"\n{counts[State.BROKEN]} of {len(findings)} findings keep the server from working safely."
    if counts[State.WARNING]:
        return f"\nThe server can work; {counts[State.WARNING]} of {len(findings)} findings deserve a look."
    return "\nEverything is as it should be."


def json_report(findings: Sequence[Finding]) -> str:
    """Write all findings for a program."""
    told = [
        {
            "topic": finding.topic,
            "state": finding.state.value,
            "found": finding.found,
            "advice": finding.advice,
            "figures": dict(finding.figures),
        }
        for finding in findings
    ]
    worst = next(
        (
            state
            for state in (State.BROKEN, State.WARNING)
            if any(f.state is state for f in findings)
        ),
        State.OK,
    )
    report = {"state": worst.value, "findings": told}
    return orjson.dumps(report, option=orjson.OPT_INDENT_2).decode()
