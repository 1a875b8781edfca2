"""Run the server: the loop in a thread with a deep stack, the signals in the main thread."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from crdt_server import logs
from crdt_server.accounts.signing_keys import KeysUnusable
from crdt_server.api.server import VERSION
from crdt_server.app import make_app
from crdt_server.clock import SystemClock
from crdt_server.deep_stack import with_deep_stack
from crdt_server.greeting import (
    address_of,
    addresses_on_the_network,
    greeting,
    places,
    reachable_here,
)
from crdt_server.hub.direct import OfferingProtocol
from crdt_server.hub.event import event
from crdt_server.hub.litter import search_rarely
from crdt_server.hub.reception import Reception
from crdt_server.osc import station
from crdt_server.settings import Settings
from crdt_server.tls.contexts import Contexts
from crdt_server.tls.pair import TlsUnusable, files_of
from crdt_server.walls import new_wall
from crdt_server.whereabouts import Whereabouts, announced
from persistence.open import open_store
from persistence.store import Store, StoreError

log = logging.getLogger("callboard")


class Serving:
    """One run of the server, from its thread to its exit code."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: uvicorn.Server | None = None
        self._stopping = False

    def run(self) -> int:
        """Serve until a signal says stop; give the exit code of the process."""
        self._stop_on_signals()
        try:
            with_deep_stack(self._run_loop)
        except (StoreError, OSError, KeysUnusable, TlsUnusable) as error:
            sys.stderr.write(f"Callboard cannot start: {error}\n")
            return 1
        return 0

    def _run_loop(self) -> None:
        search_rarely()
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        asyncio.get_running_loop().set_exception_handler(logs.note_failure_of_the_loop)
        tls = _tls(self._settings)
        settings = _named(self._settings, tls)
        with listen(settings) as listener, _osc(settings) as osc:
            wall = new_wall()
            store = await open_store(settings.database_url, wall)
            host, port = listener.getsockname()[:2]
            app = make_app(settings, store, keys=settings.keys_file, wall=wall, osc=osc)
            addresses = [] if settings.is_local else addresses_on_the_network()
            certificate = tls.certificate if tls else None
            if tls is not None:
                app.state.certificate_ends_at = tls.ends_at
            app.state.addresses = places(host, port, addresses, certificate)
            self._server = _Server(_configuration(settings, app, tls), app)
            self._server.should_exit = self._stopping
            here = Whereabouts(
                address_of(reachable_here(host), port, settings.scheme),
                app.state.run,
                app.state.operator,
            )
            with announced(settings.database_url, here):
                code = await _setup_code(settings, store, app)
                _say_hello(greeting(settings, host, port, addresses, code, certificate))
                log.info("Callboard %s begins.", VERSION, extra=event("server_started", port=port))
                await self._server.serve(sockets=[listener])
                log.info("Callboard ends.", extra=event("server_ended"))

    def _stop_on_signals(self) -> None:
        def stop(signum: int, frame: FrameType | None) -> None:
            if self._server is not None:
                self._server.force_exit = self._stopping
                self._server.should_exit = True
            self._stopping = True

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)


class _Server(uvicorn.Server):
    """uvicorn, which waits for every response to end by itself: those that last are ended first (W11)."""

    def __init__(self, configuration: uvicorn.Config, app: Starlette) -> None:
        super().__init__(configuration)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ask everybody to connect again, then stop."""
        self._app.state.hub.send_everybody_away()
        await super().shutdown(sockets)


@contextmanager
def _osc(settings: Settings) -> Iterator[socket.socket | None]:
    """Have the socket for OSC open, if the settings name one."""
    if not settings.osc_listen:
        yield None
        return
    with closing(station.listen(settings.osc_listen)) as line:
        yield line


def _tls(settings: Settings) -> Contexts | None:
    """Read the certificate, if the settings name one; TlsUnusable if it is not usable."""
    files = files_of(settings.tls_certificate, settings.tls_key)
    return Contexts(files, SystemClock().now) if files else None


def _named(settings: Settings, tls: Contexts | None) -> Settings:
    """A name in the certificate is a name of this server: nobody has to say it twice, in `hosts`."""
    if tls is None:
        return settings
    return replace(settings, hosts=" ".join((settings.hosts, *tls.certificate.names_for_others)))


def _configuration(settings: Settings, app: object, tls: Contexts | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        lifespan="on",
        http=Reception,  # then h11, which bounds the head of a request; httptools gathers an endless one
        ws=OfferingProtocol,
        ws_max_size=settings.max_message,
        ws_per_message_deflate=False,  # costs more than all the rest together, and frames could not be shared
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        log_config=None,  # its lines go where ours go
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whom a proxy speaks for is found out in proxies.py, by the setting `trusted_proxies`
        timeout_graceful_shutdown=10,
        ssl_context_factory=(lambda config, default: tls.listening) if tls else None,
    )


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.Loop


def listen(settings: Settings) -> socket.socket:
    """Take the port that the settings name; an OSError says why that is not possible and what to do."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or "that is no address"
        raise OSError(
            f"it cannot listen on {settings.host}:{settings.port} ({reason}). Another program may use that port, "
            "or this machine does not have that address; choose others with --port and --host."
        ) from error
    listener.listen(2048)
    return listener


async def _setup_code(settings: Settings, store: Store, app: Starlette) -> str:
    """Give the code for the first run of a server with accounts; "" once somebody has one."""
    if settings.open or await store.list("accounts"):
        return ""
    code: str = app.state.setup_code
    return code


def _say_hello(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
