"""What the documentation says of the machine is what the machine is (O1)."""

from pathlib import Path

from crdt_server.channels.reference import reference
from crdt_server.channels.typescript import PATH, typescript

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "live.md"


def test_O1_the_tables_of_the_reference_are_fresh() -> None:
    assert reference() in PAGE.read_text(), "run: python -m crdt_server.channels.reference"


def test_O5_the_frames_of_the_browser_are_those_of_the_server() -> None:
    assert PATH.read_text() == typescript(), "run: python -m crdt_server.channels.typescript"
