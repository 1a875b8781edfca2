"""All checks, in the order in which a person would want to read them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from crdt_server.clock import Clock
from crdt_server.doctor import certificate, disk, network, show_control, sqlite, time_of_day
from crdt_server.doctor.finding import Finding, broken, warning
from crdt_server.settings import Settings
from persistence.open import POSTGRES, SQLITE

Check = Callable[[], Iterable[Finding]]


def examine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Look at everything that a server with these settings needs."""
    for topic, check in _checks(settings, clock):
        try:
            yield from check()
        except OSError as error:
            yield broken(
                topic,
                f"This could not be looked at: {error}",
                "See that it is there and that this user may use it.",
            )


def _checks(settings: Settings, clock: Clock) -> Iterator[tuple[str, Check]]:
    url = settings.database_url
    seen: list[int] = []
    if url.startswith(SQLITE) and url != SQLITE:
        path = Path(url.removeprefix(SQLITE))
        yield disk.COMMIT, lambda: disk.check_disk(path.parent)
        yield sqlite.LIBRARY, sqlite.check_library
        yield sqlite.FILE, lambda: sqlite.check_file(path)
        seen += time_of_day.written_at(path)
        seen += filter(None, [sqlite.newest_entry(path)])
    elif url.startswith(POSTGRES):
        yield "PostgreSQL", lambda: _check_postgres(url)
    else:
        yield "database", lambda: [_unkept(url)]
    yield time_of_day.TOPIC, lambda: time_of_day.check_clock(clock.now(), seen)
    yield certificate.TOPIC, lambda: certificate.check_certificate(settings, clock.now())
    yield network.PORT, lambda: network.check_port(settings)
    yield network.ADDRESSES, lambda: network.check_addresses(settings)
    yield show_control.TOPIC, lambda: show_control.check_osc(settings)


def _check_postgres(url: str) -> Iterable[Finding]:
    from crdt_server.doctor.postgres import (
        check_postgres,
    )  # the driver is loaded only by whoever uses it

    return check_postgres(url)


def _unkept(url: str) -> Finding:
    if url == "memory:":
        return warning(
            "database",
            "Documents are kept in memory only and are gone when the server ends.",
            "Leave `database` empty to keep them in a file, or name a database.",
        )
    return broken(
        "database",
        "The setting `database` names no database.",
        "Use sqlite:///path/to/callboard.sqlite or postgresql://user:password@host/database.",
    )
