"""A socket that speaks a dialect: its documents by key, and its outbox (W1).

The first frame tells the dialect. From then on a y-websocket socket is one session, named by its path; a Hocuspocus
socket has one session for every key that it mentions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from crdt_server.hub.outbox import Outbox, frame_of
from crdt_server.hub.session import Session, State
from crdt_server.hub.wire import Y_WEBSOCKET, Wire, hocuspocus_wire
from crdt_server.protocol import hocuspocus, messages, y_websocket
from crdt_server.protocol.dialect import Dialect, dialect_of
from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.messages import Auth, Awareness, Burst, Heard, Unknown, Update
from crdt_server.protocol.sync import live_edit

Open = Callable[[str, Wire, Outbox], Session]

NOBODY = b"\x00"  # an awareness update about nobody: harmless to every client, and enough to keep it connected
_numbers = count(1)
PING, PONG = frame_of(hocuspocus.PING), frame_of(hocuspocus.PONG)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a socket comes from, since when it is open (Unix milliseconds), and its number in the server's log."""

    address: str = ""
    since: int = 0
    number: int = field(default_factory=_numbers.__next__)


NOWHERE = Place(number=0)


class Connection:
    """One socket; what came in over it, and how often its reader fell behind, is counted here."""

    def __init__(
        self,
        path_name: str | None,
        outbox: Outbox,
        open_session: Open,
        most_documents: int,
        place: Place = NOWHERE,
    ) -> None:
        """`path_name` is the document named by the path, None on the path for many documents."""
        self.place = place
        self.frames_in = self.bytes_in = 0
        self.fell_behind = 0
        self.dialect: Dialect | None = None
        self.outbox = outbox
        self.sessions: dict[str, Session] = {}
        self._by_prefix: dict[bytes, Session] = {}
        self.unknown = 0
        self._path_name = path_name
        self._open_session = open_session
        self._most_documents = most_documents
        self._answers_ping = False
        outbox.watch(self._fall_behind, self._catch_up)

    def hear_all(self, frames: Sequence[bytes]) -> None:
        """Take in frames that came together: edits of one document that follow each other are heard as one burst."""
        speaker: Session | None = None
        edits: list[bytes] = []
        for frame in frames:
            session = self._speaker(frame)
            edit = None if session is None else live_edit(frame, len(session.wire.prefix))
            if session is not speaker or edit is None:
                self._hear_edits(speaker, edits)
                speaker, edits = session, []
            if edit is None:
                self.hear(frame)
            else:
                self.frames_in += 1
                self.bytes_in += len(frame)
                edits.append(edit)
        self._hear_edits(speaker, edits)

    def hear(self, frame: bytes) -> None:
        """Take in one frame; bytes that make no sense end this connection and no other (W5)."""
        if self.outbox.closing:
            return
        self.frames_in += 1
        self.bytes_in += len(frame)
        try:
            if self.dialect is None:
                self.dialect = dialect_of(frame, self._path_name)
            if self.dialect is Dialect.HOCUSPOCUS:
                self._hear_hocuspocus(frame)
            else:
                self._hear_y_websocket(frame)
        except Malformed as error:
            self.outbox.close(error.close_code, str(error))

    def keep_alive(self, now: int) -> None:
        """Say something harmless to a client that has heard nothing for a while (W10), and see that it is there."""
        self.outbox.check_alive(now)
        if self.outbox.congested:
            return
        if self.outbox.spoke:
            self.outbox.spoke = False
        elif self._answers_ping:
            self.outbox.put(PING)
        else:
            for session in self.sessions.values():
                session.say(Awareness(NOBODY))
                return

    def turn_out(self, document: str, reason: str) -> None:
        """Take this client out of a document; a socket that has no other is closed."""
        for session in self.sessions.values():
            if session.name == document and session.is_in:
                session.turn_out(reason)

    def end(self) -> None:
        """The socket is gone: everybody sees its people disappear at once (R2)."""
        for session in self.sessions.values():
            session.leave()
        self.sessions.clear()
        self._by_prefix.clear()

    def _fall_behind(self) -> None:
        """The client reads slowly: its documents are told it later, merged (R6)."""
        self.fell_behind += 1
        for session in self.sessions.values():
            session.fall_behind()

    def _catch_up(self) -> None:
        """It has read: whoever has waited longest is told first."""
        late = [session for session in self.sessions.values() if session.is_late]
        for session in sorted(late, key=lambda session: session.late_number):
            session.tell_rest_soon()

    def _speaker(self, frame: bytes) -> Session | None:
        """Give whose frame it is, if that is a session that is in the middle of its conversation."""
        if self.dialect is Dialect.Y_WEBSOCKET:
            session = self._by_prefix.get(b"")
        else:
            session = self._by_prefix.get(frame[: 1 + frame[0]]) if frame else None
        return session if session is not None and session.is_conversing else None

    def _hear_edits(self, speaker: Session | None, edits: list[bytes]) -> None:
        if speaker is None or not edits or self.outbox.closing:
            return
        speaker.hear(Update(edits[0]) if len(edits) == 1 else Burst(tuple(edits)))
        self._see_out(speaker)

    def _see_out(self, session: Session) -> None:
        """Whoever has left a document is forgotten: who opens many in turn keeps few."""
        if session.state is State.FRESH:
            self._forget(session)

    def _hear_y_websocket(self, frame: bytes) -> None:
        if self._path_name is None:
            raise Malformed("name the document in the path: /sync/<document name>")
        hocuspocus.check_name(self._path_name)
        session = self._session(self._path_name, self._path_name, Y_WEBSOCKET)
        self._by_prefix[b""] = session
        for message in y_websocket.decode_all(frame):
            self._pass_on(session, message)
            if self.outbox.closing:
                return

    def _hear_hocuspocus(self, frame: bytes) -> None:
        # The length of a key takes one byte when it is short, and the same key comes with every frame.
        end = 1 + frame[0] if frame else 0
        session = self._by_prefix.get(frame[:end])
        if session is None:
            self._hear_new_key(frame)
            return
        self._pass_on(session, hocuspocus.decode_body(frame, end))
        self._see_out(session)

    def _hear_new_key(self, frame: bytes) -> None:
        key, message = hocuspocus.decode(frame)
        if isinstance(message, messages.Ping):
            self.outbox.put(PONG)
        elif not isinstance(message, messages.Pong):
            if isinstance(message, Auth) and message.version:
                self._answers_ping = True
            wire = hocuspocus_wire(key)
            session = self._session(key, hocuspocus.document_of(key), wire)
            self._by_prefix[wire.prefix] = session
            self._pass_on(session, message)
            self._see_out(session)

    def _forget(self, session: Session) -> None:
        self._by_prefix.pop(session.wire.prefix, None)
        self.sessions = {key: other for key, other in self.sessions.items() if other is not session}

    def _forget_outsiders(self) -> None:
        for session in list(self.sessions.values()):
            if session.state is State.OUT:
                self._forget(session)

    def _session(self, key: str, name: str, wire: Wire) -> Session:
        session = self.sessions.get(key)
        if session is None:
            if len(self.sessions) >= self._most_documents:
                self._forget_outsiders()
            if len(self.sessions) >= self._most_documents:
                raise TooLarge(f"more than {self._most_documents} documents on one connection")
            session = self.sessions[key] = self._open_session(name, wire, self.outbox)
        return session

    def _pass_on(self, session: Session, message: Heard) -> None:
        if isinstance(message, Unknown):
            self.unknown += 1
        else:
            session.hear(message)
