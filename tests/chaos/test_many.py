"""Many readers of one document, and many documents with two people in each: everybody gets everything."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def measured(report: Path, *arguments: str) -> dict[str, Any]:
    """Run a workload of the benchmark against this server; give what it found."""
    command = [sys.executable, "-m", "bench", *arguments, "--server", "callboard"]
    said = report.with_suffix(".txt")
    with said.open("w") as output:
        done = subprocess.run(
            [*command, "--json", str(report)], cwd=ROOT, stdout=output, stderr=output, check=False
        )
    assert done.returncode == 0, said.read_text()
    result: dict[str, Any] = json.loads(report.read_text())[0]
    return result


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_W9_five_hundred_readers_of_one_document_read_every_letter(tmp_path: Path) -> None:
    found = measured(tmp_path / "fanout.json", "fanout", "--readers", "500", "--letters", "60")
    assert found["figures"]["deliveries/s"] > 0
    assert found["wrong"] == []


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(300)
def test_R5_two_people_type_in_each_of_five_hundred_documents(tmp_path: Path) -> None:
    found = measured(tmp_path / "rooms.json", "rooms", "--documents", "500", "--letters", "10")
    assert found["figures"]["deliveries/s"] > 0
    assert found["wrong"] == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_R2_a_hundred_cursors_are_seen_by_everybody(tmp_path: Path) -> None:
    found = measured(tmp_path / "cursors.json", "cursors", "--seconds", "2")
    assert found["wrong"] == []
