"""`GET /api/server/status`: what a server is doing, for the page that shows it to a person (M5).

Names of documents and what people call themselves are in it, never what is in a document or in what was set aside.
Long lists are cut; the counts beside them are whole.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.errors import NotShown
from crdt_server.api.metrics import dialect_of
from crdt_server.api.onlookers import NOT_SHOWN, may_look_at_names
from crdt_server.api.server import VERSION
from crdt_server.hub.connection import Connection
from crdt_server.hub.hub import Hub
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.process import memory_bytes
from crdt_server.hub.session import State
from docs_model.kinds.notes import NOTES
from persistence.store import StoreError

MOST_LISTED = 200
MOST_NAMED = 20  # documents of one socket

Json = Mapping[str, Any]


async def read_status(request: Request) -> Response:
    """Tell what the server is doing; times are Unix milliseconds, durations seconds, null what is not known."""
    if not may_look_at_names(request):
        raise NotShown(NOT_SHOWN)
    state = request.app.state
    hub: Hub = state.hub
    about = {"version": VERSION, "addresses": list(state.addresses), "database": state.database}
    return answer({**about, **status_of(hub), **await quarantine_of(hub)})


def status_of(hub: Hub) -> Json:
    """Tell what a hub is doing now."""
    rooms = sorted(hub.rooms.all(), key=lambda room: (-len(room.sessions), room.name))
    sockets = sorted(hub.connections, key=lambda socket: socket.place.number)
    traffic = hub.gone.with_open(sockets)
    return {
        "now": hub.clock.now(),
        "started_at": hub.started_at,
        "saving": saving_of(hub),
        "process": {
            "memory_bytes": memory_bytes(),
            "loop_lag_median": hub.lag.seen.median,
            "loop_lag_worst": hub.lag.seen.worst,
        },
        "totals": {
            "updates": hub.journal.kept,
            "deliveries": hub.rooms.deliveries,
            "bytes_in": traffic.bytes_in,
            "bytes_out": traffic.bytes_out,
            "sockets_ended": sum(traffic.ended.values()),
            "fell_behind": traffic.fell_behind,
            "refused": dict(hub.rooms.refused),
        },
        "documents": [document_of(hub, room) for room in rooms[:MOST_LISTED]],
        "documents_open": len(rooms),
        "sockets": [socket_of(socket) for socket in sockets[:MOST_LISTED]],
        "sockets_open": len(sockets),
        "slow_readers": sum(socket.outbox.congested for socket in sockets),
    }


def saving_of(hub: Hub) -> Json:
    """Tell how storing goes: what waits, since when, and how long the disk takes."""
    journal, checkpoints = hub.journal, hub.checkpoints
    return {
        "trouble": journal.trouble,
        "unsaved_entries": journal.kept - journal.stored,
        "unsaved_bytes": journal.kept_bytes - journal.stored_bytes,
        "unsaved_since": journal.oldest,
        "commits": journal.commit_seconds.count,
        "commit_median": journal.commit_seconds.median,
        "commit_worst": journal.commit_seconds.worst,
        "group_median": journal.group_sizes.median,
        "failures": journal.failures,
        "checkpoints": checkpoints.seconds.count,
        "checkpoint_worst": checkpoints.seconds.worst,
        "checkpoint_failures": checkpoints.failures,
        "checkpoint_last_at": checkpoints.last_at,
    }


def document_of(hub: Hub, room: OpenRoom) -> Json:
    """Tell about a document that is in memory."""
    record = hub.registry.find(room.name)
    return {
        "name": room.name,
        "kind": "" if record is None else record.kind,
        # What private notes are called is for their audience.
        "title": "" if record is None or record.kind == NOTES.name else record.title,
        "people": len(room.sessions),
        "unsaved": hub.journal.unsaved(room.name),
        "log_entries": room.tail.entries,
        "log_bytes": room.tail.bytes,
        "deliveries": room.deliveries,
        "rebuilding": room.suspended,
    }


def socket_of(socket: Connection) -> Json:
    """Tell about a socket: from where, who that says to be, and what it has open."""
    sessions = [each for each in socket.sessions.values() if each.state is State.JOINED]
    people = dict.fromkeys(session.person.name for session in sessions)
    return {
        "number": socket.place.number,
        "address": socket.place.address,
        "since": socket.place.since,
        "dialect": dialect_of(socket),
        "people": [name for name in people if name][:MOST_NAMED],
        "documents": [session.name for session in sessions[:MOST_NAMED]],
        "documents_open": len(sessions),
        "bytes_in": socket.bytes_in,
        "bytes_out": socket.outbox.bytes_out,
        "waiting_bytes": socket.outbox.queued_bytes,
        "is_slow": socket.outbox.congested,
        "fell_behind": socket.fell_behind,
    }


async def quarantine_of(hub: Hub) -> Json:
    """Tell what is set aside: which document, when, why and how much; never what. Null while the store fails."""
    try:
        asides = await hub.rooms.set_aside.all()
    except StoreError:
        return {"quarantine": [], "quarantined": None}
    listed = [
        {"document": each.document, "at": each.at, "cause": each.cause, "bytes": each.size}
        for each in asides[:MOST_LISTED]
    ]
    return {"quarantine": listed, "quarantined": len(asides)}
