"""What the documentation says of the machine is what the machine is (O1)."""

from pathlib import Path

from crdt_server.channels.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "live.md"


def test_O1_the_tables_of_the_reference_are_fresh() -> None:
    assert reference() in PAGE.read_text(), "run: python -m crdt_server.channels.reference"
