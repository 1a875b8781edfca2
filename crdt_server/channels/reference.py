"""The part of docs/reference/live.md that is written from the machine: `python -m crdt_server.channels.reference`."""

from collections.abc import Iterator
from typing import get_args

from crdt_server.channels.call import TABLE
from crdt_server.channels.call_commands import VERBS
from crdt_server.channels.call_events import CallEvent, name_of_type
from crdt_server.channels.call_state import Phase

BEGIN, END = "<!-- written from the machine: begin -->", "<!-- end -->"


def reference() -> str:
    """Write the tables of verbs, phases and events."""
    return "\n".join((BEGIN, "", *_diagram(), "", *_verbs(), "", *_events(), "", END))


def _diagram() -> Iterator[str]:
    """Draw which verb leads from which phase to which."""
    yield "```"
    for phase in Phase:
        ways: dict[Phase, list[str]] = {}
        for verb, command in VERBS.items():
            to = TABLE.get(command, {}).get(phase)
            if to is not None:
                ways.setdefault(to, []).append(verb)
        for to, verbs in ways.items():
            yield f"{phase:<8} ── {', '.join(verbs)} ──▶ {to}"
    yield "```"


def _verbs() -> Iterator[str]:
    yield "| command | args | does |"
    yield "| --- | --- | --- |"
    for verb, command in VERBS.items():
        names = [name for name in command.__struct_encode_fields__ if name != "term"]
        args = ", ".join(f"`{name}`" for name in names)
        yield f"| `{verb}` | {args} | {_sentence(command)} |"


def _events() -> Iterator[str]:
    yield "| event | says |"
    yield "| --- | --- |"
    for event in get_args(CallEvent):
        yield f"| `{name_of_type(event)}` | {_sentence(event)} |"


def _sentence(documented: type) -> str:
    return (documented.__doc__ or "").split("\n")[0]


if __name__ == "__main__":
    from pathlib import Path

    page = Path(__file__).parents[2] / "docs" / "reference" / "live.md"
    text = page.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(before + reference() + after)
