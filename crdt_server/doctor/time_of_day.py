"""Whether this machine knows what time it is: histories and named moments depend on it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from crdt_server.doctor.finding import Finding, broken, ok, warning

TOPIC = "clock"
EARLIEST = int(
    datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000
)  # before this program was written
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000)
TOLERANCE = 60_000  # ms
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
ADVICE = "Set the clock (sudo timedatectl set-ntp true), or give a machine without a network its time by hand."


def check_clock(
    now: int, seen_before: Iterable[int], note: Path = SYNCHRONISED
) -> Iterator[Finding]:
    """Judge the time `now`; `seen_before` are moments that must lie in the past. All are Unix milliseconds."""
    said = f"It is {_written(now)}."
    latest = max(seen_before, default=0)
    if not EARLIEST <= now < LATEST:
        yield broken(TOPIC, f"{said} That cannot be.", ADVICE, now=now)
    elif latest > now + TOLERANCE:
        yield warning(
            TOPIC,
            f"{said} But something here was written at {_written(latest)}: the clock went back.",
            f"{ADVICE} Until then new edits stand before older ones in the history.",
            now=now,
            latest=latest,
        )
    else:
        kept = " The network keeps it right." if note.exists() else ""
        yield ok(TOPIC, said + kept, now=now)


def written_at(database: Path) -> Iterator[int]:
    """Give when a database's files were written to, in Unix milliseconds."""
    for path in (database, database.with_name(database.name + "-wal")):
        try:
            yield path.stat().st_mtime_ns // 1_000_000
        except OSError:
            continue


def _written(moment: int) -> str:
    try:
        return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, OSError, ValueError):
        return f"{moment} ms after 1970"
