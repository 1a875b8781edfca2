"""`/metrics`: what a server is doing, for Prometheus (M1). Sums are made when they are asked for."""

from collections import Counter
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from crdt_server.api.exposition import CONTENT_TYPE, Metric, exposition
from crdt_server.api.onlookers import NOT_SHOWN, may_look
from crdt_server.api.server import VERSION
from crdt_server.hub.connection import Connection
from crdt_server.hub.hub import Hub
from crdt_server.hub.process import memory_bytes, open_files, processor_seconds


async def metrics(request: Request) -> Response:
    """Answer whoever may look; anybody else finds nothing here (M2)."""
    if not may_look(request):
        return PlainTextResponse(NOT_SHOWN + "\n", 404)
    state = request.app.state
    figures = [*metrics_of(state.hub), *_certificate(state.certificate_ends_at())]
    text = exposition(figures)
    return Response(text, headers={"content-type": CONTENT_TYPE, "cache-control": "no-store"})


def metrics_of(hub: Hub) -> Iterator[Metric]:
    """Give all figures of a hub as they are now."""
    yield Metric("callboard_info", "The version that runs.", {VERSION: 1}, "version")
    yield Metric(
        "callboard_start_time_seconds", "When the server started, Unix time.", hub.started_at / 1000
    )
    yield from _sockets(hub)
    yield from _documents(hub)
    yield from _storing(hub)
    yield from _checkpoints(hub)
    yield from _process(hub)


def _certificate(ends_at: int | None) -> Iterator[Metric]:
    if ends_at is not None:
        yield Metric(
            "callboard_certificate_end_time_seconds",
            "When the certificate for https ends, Unix time.",
            ends_at / 1000,
        )


def _sockets(hub: Hub) -> Iterator[Metric]:
    sockets = list(hub.connections)
    traffic = hub.gone.with_open(sockets)
    depths = [socket.outbox.queued_bytes for socket in sockets]
    dialects = Counter(dialect_of(socket) for socket in sockets)
    yield Metric(
        "callboard_sockets", "Sockets that are open, by their dialect.", dialects, "dialect"
    )
    ended = {str(code): count for code, count in sorted(traffic.ended.items())}
    yield Metric(
        "callboard_sockets_ended_total", "Sockets that ended, by close code.", ended, "code"
    )
    yield Metric("callboard_frames_in_total", "Messages that clients sent.", traffic.frames_in)
    yield Metric("callboard_bytes_in_total", "Bytes of these messages.", traffic.bytes_in)
    yield Metric("callboard_bytes_out_total", "Bytes sent to clients.", traffic.bytes_out)
    yield Metric(
        "callboard_unknown_messages_total", "Messages of an unknown type, ignored.", traffic.unknown
    )
    yield Metric("callboard_outbox_bytes", "Bytes that wait for all readers.", sum(depths))
    yield Metric(
        "callboard_outbox_bytes_max",
        "Bytes that wait for the slowest reader.",
        max(depths, default=0),
    )
    slow = sum(socket.outbox.congested for socket in sockets)
    yield Metric("callboard_slow_readers", "Sockets that read too slowly and are told later.", slow)
    yield Metric(
        "callboard_slow_readers_total",
        "How often a reader became too slow.",
        traffic.fell_behind,
    )


def _documents(hub: Hub) -> Iterator[Metric]:
    rooms = hub.rooms.all()
    listed = hub.registry.all()
    deleted = sum(record.deleted_at is not None for record in listed)
    yield Metric(
        "callboard_documents",
        "Documents in the library.",
        {"there": len(listed) - deleted, "deleted": deleted},
        "state",
    )
    yield Metric("callboard_rooms", "Documents that are in memory.", len(rooms))
    yield Metric(
        "callboard_rooms_with_people",
        "Documents that somebody has open.",
        sum(bool(room.sessions) for room in rooms),
    )
    yield Metric(
        "callboard_sessions",
        "Documents that are open on sockets, each counted once for each socket.",
        sum(len(room.sessions) for room in rooms),
    )
    yield Metric("callboard_updates_total", "Edits that were taken in.", hub.journal.kept)
    yield Metric("callboard_update_bytes_total", "Bytes of these edits.", hub.journal.kept_bytes)
    yield Metric(
        "callboard_deliveries_total",
        "Edits passed on to readers, each counted once for each reader; a burst from one socket is one.",
        hub.rooms.deliveries,
    )
    yield Metric(
        "callboard_refused_total",
        "What somebody brought and was refused, by reason.",
        dict(hub.rooms.refused),
        "reason",
    )
    yield Metric(
        "callboard_quarantined_total",
        "Edits that could not be digested and were set aside since the start.",
        hub.rooms.set_aside.count,
    )


def _storing(hub: Hub) -> Iterator[Metric]:
    journal = hub.journal
    yield Metric(
        "callboard_storing",
        "1 while edits can be stored, 0 while that fails.",
        int(journal.trouble is None),
    )
    yield Metric(
        "callboard_unsaved_entries",
        "Edits that are not durable yet.",
        journal.kept - journal.stored,
    )
    yield Metric(
        "callboard_unsaved_bytes",
        "Bytes of these edits.",
        journal.kept_bytes - journal.stored_bytes,
    )
    yield Metric(
        "callboard_commit_seconds",
        "How long it took to make a group of edits durable.",
        journal.commit_seconds,
    )
    yield Metric(
        "callboard_commit_group_entries",
        "How many edits were made durable together.",
        journal.group_sizes,
    )
    yield Metric(
        "callboard_commit_failures_total",
        "Attempts to store that failed; each is repeated until it succeeds.",
        journal.failures,
    )


def _checkpoints(hub: Hub) -> Iterator[Metric]:
    checkpoints = hub.checkpoints
    yield Metric(
        "callboard_checkpoint_seconds",
        "How long it took to write a document whole.",
        checkpoints.seconds,
    )
    yield Metric(
        "callboard_checkpoint_failures_total",
        "Checkpoints that were put off because the store failed.",
        checkpoints.failures,
    )
    yield Metric(
        "callboard_checkpoint_last_time_seconds",
        "When the last checkpoint was written, Unix time.",
        None if checkpoints.last_at is None else checkpoints.last_at / 1000,
    )


def _process(hub: Hub) -> Iterator[Metric]:
    yield Metric(
        "callboard_loop_lag_seconds", "How late the event loop was, measured often.", hub.lag.seen
    )
    yield Metric("callboard_tasks", "Tasks that run beside the line.", hub.tasks.running)
    yield Metric(
        "process_resident_memory_bytes", "Memory that the process occupies.", memory_bytes()
    )
    yield Metric("process_open_fds", "Files and sockets that are open.", open_files())
    yield Metric("process_cpu_seconds_total", "Processor time that was used.", processor_seconds())


def dialect_of(socket: Connection) -> str:
    """Give a socket's dialect; one that has said nothing yet has none."""
    return "none yet" if socket.dialect is None else socket.dialect.value
