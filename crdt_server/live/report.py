"""How a show went: its journal's state against its plan, for people and for spreadsheets."""

from typing import Any

import msgspec

from crdt_server.channels.call_state import CallState
from docs_model.as_run import AsRun, as_run
from docs_model.as_run_table import as_run_table
from docs_model.call import Call, plan_of
from docs_model.document import read
from docs_model.kinds.show import SHOW
from docs_model.sheets import write_csv, write_xlsx

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def call_of(state: CallState) -> Call:
    """Give the state of a call as the timing takes it."""
    active = state.active
    return Call(
        active=state.active_segment_id,
        started_at=active.started_at if active else None,
        first_started_at=state.first_started_at,
        paused_at=active.paused_at if active else None,
        paused_ms=active.paused_ms if active else 0,
        added_ms=active.added_ms if active else 0,
        done={
            segment: {
                "status": done.status.value,
                "started_at": done.started_at,
                "ended_at": done.ended_at,
            }
            for segment, done in state.done.items()
        },
    )


def report_of(doc: Any, state: CallState, now: int, written: str) -> bytes:
    """Write the report in one of FORMATS."""
    show: Any = read(doc, SHOW)
    names = {segment["id"]: segment["name"] for segment in show["segments"]}
    report = as_run(plan_of(show), call_of(state), now)
    if written == "json":
        callers = [one.name for one in state.callers]
        return msgspec.json.encode({**_named(report, names), "called_by": callers})
    rows = as_run_table(report, names, show["show"]["time_zone"])
    return write_csv(rows) if written == "csv" else write_xlsx(rows, title="As run")


def _named(report: AsRun, names: dict[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(report)
    for row in shown["rows"]:
        row["name"] = names.get(row["id"], "")
    return shown
