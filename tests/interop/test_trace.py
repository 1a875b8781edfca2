"""Typing traces: read as they were meant, and replayed through the real server to the text they must lead to."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.trace import NotATrace, Transaction, read_trace, replayed

ROOT = Path(__file__).parents[2]
SYNTHETIC = ROOT / "bench" / "traces" / "synthetic.json"


def replay(trace: Path) -> None:
    """Replay a trace with live clients; the command fails if any text differs."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", "trace", str(trace), "--server", "callboard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "everything arrived" in done.stdout


def test_the_synthetic_trace_leads_to_its_end_and_has_letters_of_every_width() -> None:
    trace = read_trace(SYNTHETIC)
    assert max(trace.end) > "\uffff"
    assert replayed(trace.start, trace.transactions) == trace.end
    assert SYNTHETIC.stat().st_size < 50_000


@pytest.mark.slow
def test_P2_the_synthetic_trace_is_replayed_through_live_clients() -> None:
    replay(SYNTHETIC)


CONCURRENT = {
    "numAgents": 2,
    "endContent": "Go 🎭 now, left!",
    "txns": [
        {"agent": 0, "parents": [], "patches": [[0, 0, "Go 🎭"]]},
        {"agent": 0, "parents": [0], "patches": [[4, 0, " now"]]},
        {"agent": 1, "parents": [0], "patches": [[0, 2, ""], [0, 0, "Go"]]},
        {"agent": 1, "parents": [2], "patches": [[4, 0, ", left"]]},
        {"agent": 0, "parents": [1, 3], "patches": [[14, 0, "!"]]},
    ],
}


@pytest.mark.slow
def test_D8_a_trace_of_two_at_once_is_replayed_through_live_clients(tmp_path: Path) -> None:
    trace = tmp_path / "two.json.gz"
    trace.write_bytes(gzip.compress(json.dumps(CONCURRENT).encode()))
    assert read_trace(trace).agents == 2
    replay(trace)


def test_a_trace_that_counts_utf_16_units_is_read_in_code_points(tmp_path: Path) -> None:
    path = tmp_path / "units.json"
    transactions = [{"patches": [[0, 0, "🎭a"]]}, {"patches": [[2, 0, "x"]]}]
    path.write_text(json.dumps({"endContent": "🎭xa", "txns": transactions}))
    assert read_trace(path).transactions[1] == Transaction(0, (0,), ((1, 0, "x"),))


def test_a_trace_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps({"endContent": "b", "txns": [{"patches": [[0, 0, "a"]]}]}))
    with pytest.raises(NotATrace, match="do not lead to its endContent"):
        read_trace(path)
