"""The sample production: one evening from crew call to load-out, to look at and to try things on.

The evening is written down in `samples/evening.json` with times as people type them. It has what a
real one has: fixed starts with a little air before them, one overlap that still has to be settled,
and a night that ends the next morning.
"""

import json
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs_model.rank import ranks_between
from docs_model.times import Misunderstood, parse_duration, parse_time
from docs_model.values import Plain

EVENING: Final = Path(__file__).parent / "samples" / "evening.json"


def sample_show() -> dict[str, Plain]:
    """Give the sample as JSON for the import of a show; the same ids every time."""
    evening = json.loads(EVENING.read_text(encoding="utf-8"))
    ids = _ids()
    segments: list[dict[str, Plain]] = []
    cues: list[dict[str, Plain]] = []
    for rank, written in zip(_ranks(len(evening["segments"])), evening["segments"], strict=True):
        segments.append(_segment(next(ids), rank, written))
        for place, cue in zip(_ranks(len(written["cues"])), written["cues"], strict=True):
            cues.append(_cue(next(ids), segments[-1]["id"], place, cue))
    planned_start = _time(evening["show"]["planned_start"])
    return {
        "meta": {"kind": "show", "title": evening["title"]},
        "show": {**evening["show"], "planned_start": planned_start},
        "segments": segments,
        "cues": cues,
    }


def _segment(identity: str, rank: str, written: dict[str, Plain]) -> dict[str, Plain]:
    """Give one segment."""
    duration = parse_duration(written["duration"])
    assert not isinstance(duration, Misunderstood)
    return {
        "id": identity,
        "rank": rank,
        "name": written["name"],
        "type": written["type"],
        "start": _time(written.get("start", "")),
        "duration": duration,
        "end": _time(written.get("end", "")),
        "status": "pending",
        "notes": written["notes"],
        "colour": written["colour"],
        "created_by": written["by"],
    }


def _cue(identity: str, segment: str, rank: str, written: list[str]) -> dict[str, Plain]:
    """Give one cue."""
    number, department, label, note = written
    return {
        "id": identity,
        "segment": segment,
        "rank": rank,
        "number": number,
        "label": label,
        "department": department,
        "note": note,
    }


def _time(typed: str) -> int | None:
    """Give a time of the evening."""
    time = parse_time(typed)
    assert not isinstance(time, Misunderstood)
    return time


def _ranks(count: int) -> list[str]:
    """Give ranks for rows in their order."""
    return ranks_between(None, None, [0.5] * count)


def _ids() -> Iterator[str]:
    """Give ids that look like any others and are the same on every machine."""
    chance = random.Random(18_03_2027)
    while True:
        yield str(uuid.UUID(int=chance.getrandbits(128), version=4))
