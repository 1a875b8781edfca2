"""pycrdt-websocket as it comes, served by uvicorn, to be measured in the same run.

Nothing is changed but one thing, for the workload that restarts a server: with `--keep` each room gets the SQLite
store that the project itself recommends. `--data` is where that store is; without `--keep` nothing is stored.
"""

import argparse
import asyncio
import socket
from pathlib import Path

import uvicorn
import uvloop
from pycrdt.store import SQLiteYStore
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


def keeping_rooms(data: Path) -> type[WebsocketServer]:
    """Make a server class whose rooms are stored in a database, and loaded from it."""

    class Store(SQLiteYStore):
        db_path = str(data / "stock.sqlite")

    class KeepingServer(WebsocketServer):
        async def get_room(self, name: str) -> YRoom:
            room = self.rooms.get(name)
            if room is None:
                store = Store(name)
                room = self.rooms[name] = YRoom(ready=False, ystore=store)
                await self.start_room(room)
                await store.started.wait()
                await _load(room, store)
                room.ready = True
            else:
                await self.start_room(room)
            return room

    return KeepingServer


async def _load(room: YRoom, store: SQLiteYStore) -> None:
    from pycrdt.store import YDocNotFound

    try:
        await store.apply_updates(room.ydoc)
    except YDocNotFound:
        return


async def serve(listener: socket.socket, server_class: type[WebsocketServer]) -> None:
    """Serve until the process is told to stop."""
    server = server_class()
    async with server:
        config = uvicorn.Config(ASGIServer(server), log_level="error", access_log=False)
        await uvicorn.Server(config).serve(sockets=[listener])


def main() -> None:
    """Listen on a free port of this machine and say which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--keep", action="store_true")
    said = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", said.port), backlog=2048)
    print(f"pycrdt-websocket is at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    server_class = keeping_rooms(said.data) if said.keep else WebsocketServer
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(listener, server_class))


if __name__ == "__main__":
    main()
