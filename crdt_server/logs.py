"""The server's log: one line for each event, as text for people or as JSON for programs (M3, M4).

    log.info(sentence, extra=event(name, facts)) ─▶ Scribe's queue ─▶ its thread ─▶ Form ─▶ standard error

Nobody waits for whoever reads the log: a terminal that was stopped or a pipe that nobody empties holds up the thread,
not the server. When too much waits, lines are left out and counted.

An error that nobody foresaw may quote what somebody typed: of those the log has the kind and the place, not the text.
"""

import asyncio
import logging
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from persistence.store import StoreError

log = logging.getLogger("callboard")

MOST_WAITING = 10_000  # lines
GOODBYE_SECONDS = 2.0
SPEAKS_FOR_ITSELF = (StoreError, OSError)
"""Errors whose text is about a place, never about a document's content."""


def begin(log_format: str, write: Callable[[str], object] | None = None) -> "Scribe":
    """Begin to write the log of this process, to standard error or with `write`."""
    scribe = Scribe(write or _to_standard_error)
    scribe.setFormatter(JsonForm() if log_format == "json" else TextForm())
    logging.basicConfig(handlers=[scribe], level=logging.WARNING, force=True)
    log.setLevel(logging.INFO)
    return scribe


class Scribe(logging.Handler):
    """Writes lines down in a thread of its own."""

    def __init__(self, write: Callable[[str], object]) -> None:
        super().__init__()
        self._write = write
        self._waiting: queue.SimpleQueue[logging.LogRecord | None] = queue.SimpleQueue()
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Put an event in the queue, or leave it out if nobody reads."""
        if self._waiting.qsize() < MOST_WAITING:
            self._waiting.put(record)
        else:
            self._lost += 1

    def close(self) -> None:
        """Write what waits, for a moment at most, and end."""
        somebody_reads = self._waiting.qsize() < MOST_WAITING
        self._waiting.put(None)
        if somebody_reads:
            self._thread.join(GOODBYE_SECONDS)
        super().close()

    def _run(self) -> None:
        while (record := self._waiting.get()) is not None:
            self._note(record)
            lost, self._lost = self._lost, 0
            if lost:
                facts = {"event": "log_lost", "facts": {"lines": lost}}
                text = f"{lost} lines of this log were left out, because nobody read it."
                self._note(logging.makeLogRecord({"msg": text, "levelname": "WARNING", **facts}))

    def _note(self, record: logging.LogRecord) -> None:
        try:
            self._write(self.format(record) + "\n")
        except (OSError, ValueError):
            return  # nobody is there to read


class TextForm(logging.Formatter):
    """2026-11-25 20:15:03 WARNING A sentence.

    Where an error came from follows indented, so that nothing but an event begins a line.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write an event as text."""
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%S")
        lines = [f"{at} {record.levelname} {_on_one_line(record.getMessage())}"]
        return "\n    ".join([*lines, *map(_on_one_line, _origin(record))])


class JsonForm(logging.Formatter):
    """{"time": "2026-11-25T20:15:03.120Z", "level": "warning", "event": "…", "message": "A sentence.", facts …}"""

    def format(self, record: logging.LogRecord) -> str:
        """Write an event as a JSON object on one line."""
        at = datetime.fromtimestamp(record.created, UTC)
        told: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", "message"),
            "message": _whole(record.getMessage()),
            **_facts(record),
        }
        if origin := list(_origin(record)):
            told["origin"] = origin
        return orjson.dumps(told, default=str).decode()


def note_failure_of_the_loop(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Write down what failed in the event loop; its own words show arguments, which may be what somebody typed."""
    log.error("Something failed in the event loop.", exc_info=context.get("exception"))


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts: Mapping[str, Any] = getattr(record, "facts", {})
    return {name: _whole(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


def _origin(record: logging.LogRecord) -> Iterator[str]:
    """Give the kind of an error and where it came from, the innermost place last; its causes first."""
    error = record.exc_info[1] if record.exc_info else None
    told: list[BaseException] = []
    while error is not None and error not in told:
        told.append(error)
        error = error.__cause__ or error.__context__
    for each in reversed(told):
        words = f": {each}" if isinstance(each, SPEAKS_FOR_ITSELF) else ""
        yield f"{type(each).__name__}{words}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"at {frame.filename}:{frame.lineno} in {frame.name}"


def _on_one_line(text: str) -> str:
    """Show what cannot be printed as its number, so that nobody forges a line or confuses a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _whole(text: str) -> str:
    """Half a character cannot be written as UTF-8."""
    return text.encode(errors="replace").decode()


def _to_standard_error(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()
