"""Who came and who went, in the server's log: one line for each socket that opens and that ends (M3)."""

import logging

from crdt_server.hub.connection import Connection
from crdt_server.hub.event import cause_of, event
from crdt_server.hub.outbox import LOST, Parting

log = logging.getLogger("callboard")

MOST_NAMED = 10  # documents in one line


def note_opening(connection: Connection) -> None:
    """Write down that a socket was opened."""
    place = connection.place
    log.info(
        "Socket %d was opened from %s.",
        place.number,
        place.address or "somewhere",
        extra=event("socket_opened", socket=place.number, address=place.address),
    )


def note_end(connection: Connection, now: int) -> None:
    """Write down that a socket has ended, `now` in Unix milliseconds; its sessions have to be there still."""
    place, outbox = connection.place, connection.outbox
    parting = outbox.parting or Parting(LOST)
    documents = sorted({session.name for session in connection.sessions.values()})
    log.info(
        "Socket %d from %s has ended with code %d%s.",
        place.number,
        place.address or "somewhere",
        parting.code,
        f" ({cause_of(parting.reason)})" if parting.reason else "",
        extra=event(
            "socket_closed",
            socket=place.number,
            address=place.address,
            code=parting.code,
            reason=cause_of(parting.reason),
            by="server" if parting.ours else "client",
            dialect=connection.dialect or "",
            seconds=(now - place.since) / 1000,
            documents=documents[:MOST_NAMED],
            document_count=len(documents),
            bytes_in=connection.bytes_in,
            bytes_out=outbox.bytes_out,
        ),
    )
