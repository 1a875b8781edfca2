"""The whole server as one ASGI application: settings and a store in, routes out."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_urlsafe

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route, WebSocketRoute

from crdt_server.accounts.access import OPERATOR
from crdt_server.accounts.book import Book
from crdt_server.accounts.secrets import new_code, new_secret
from crdt_server.accounts.signed_tokens import SignedTokens
from crdt_server.accounts.signing_keys import SigningKeys
from crdt_server.accounts.trusted_issuers import TrustedIssuers
from crdt_server.api import health, metrics
from crdt_server.api.errors import HANDLERS
from crdt_server.api.routes import api_routes
from crdt_server.api.sync_events import sync_event_routes
from crdt_server.api.webapp import WebApp
from crdt_server.clock import Clock, ShowClock, SteadyClock, SystemClock
from crdt_server.doorway import Doorway
from crdt_server.entrance import Entrance, admission_of, knock_of
from crdt_server.hub.callers import CallerLimits, Callers
from crdt_server.hub.endpoint import SyncEndpoint, bounds_of, pace_of
from crdt_server.hub.hub import Door, Hub
from crdt_server.hub.line import Lines
from crdt_server.hub.registry import OpenDoor
from crdt_server.live.endpoint import LiveEndpoint
from crdt_server.live.live import Live
from crdt_server.osc.station import Station
from crdt_server.protection import Protection
from crdt_server.requests import RequestLog
from crdt_server.setting import networks_in
from crdt_server.settings import Settings
from crdt_server.show_control import osc_wishes_of
from crdt_server.sign_in import house_password_of, oidc_of
from crdt_server.turnstile import Turnstile
from crdt_server.walls import raise_wall
from crdt_server.webhooks.post import Poster
from crdt_server.webhooks.webhooks import Webhooks
from persistence.address import shown
from persistence.store import Store
from persistence.wall import Wall


def make_app(
    settings: Settings,
    store: Store,
    clock: Clock | None = None,
    door: Door | None = None,
    keys: Path | None = None,
    show_clock: ShowClock | None = None,
    wall: Wall | None = None,
    osc: socket.socket | None = None,
) -> Starlette:
    """Make the application around an open store, which is closed when the application ends.

    `door` decides about sockets in place of the tables of people. `keys` is the file with the keys that sign access
    tokens; without one they live as long as the application. `wall` is told what belongs to which workspace.
    `osc` is the socket on which OSC is heard.
    """
    trusted = TrustedIssuers(Path(settings.trusted_issuers) if settings.trusted_issuers else None)
    trusted.load()
    signed = SignedTokens(SigningKeys(keys), trusted)
    oidc = oidc_of(settings)
    live = LiveEndpoint(knock_of, pace_of(settings))
    password = house_password_of(settings)
    wishes = osc_wishes_of(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.settings = settings
        app.state.previews = CapacityLimiter(1)
        time = clock or SystemClock()
        app.state.book = book = Book.of(
            store,
            is_open=settings.open,
            operator=app.state.operator,
            signed=signed,
            password=password,
        )
        await book.load(time.now())
        if wall is not None:
            raise_wall(wall, book.workspaces)
        app.state.hub = hub = Hub(store, time, settings, door or OpenDoor)
        app.state.live = Live(
            hub,
            store,
            book.audit,
            book.workspaces,
            show_clock or SteadyClock(),
            settings.live_poll_ms,
        )
        hub.rights.watchers.append(live.reconsider)
        hub.watchers += (live.reconsider, app.state.live.look)  # some rights end by the clock alone
        app.state.entrance = None if door else Entrance(hub.registry, book.access, time)
        app.state.lines = Lines(hub, bounds_of(settings), pace_of(settings))
        await hub.start()
        station = Station(app.state.live, book.access, time, wishes)
        await station.open(osc)
        poster = Poster(networks_in(settings.webhook_networks))
        app.state.webhooks = webhooks = Webhooks(app.state.live, store, book.workspaces, poster)
        await webhooks.open()
        try:
            yield
        finally:
            station.close()
            await hub.stop()
            if oidc is not None:
                await oidc.provider.close()

    app = Starlette(
        routes=_routes(settings, live),
        middleware=[
            Middleware(Protection, settings),
            Middleware(RequestLog),
            Middleware(Turnstile, settings, Callers(_caller_limits(settings))),
            Middleware(Doorway, settings),
        ],
        lifespan=lifespan,
        exception_handlers=dict(HANDLERS),
    )
    app.state.database = shown(settings.database_url)
    app.state.addresses = ()  # whoever listens fills in where the server is found, and with which certificate
    app.state.certificate_ends_at = _never
    app.state.oidc = oidc
    app.state.setup_code = new_code()
    app.state.operator = new_secret(OPERATOR)
    app.state.run = token_urlsafe(16)  # the name of this run, by which `whereabouts.py` knows it
    return app


def _never() -> None:
    """There is no certificate that could end."""


def _caller_limits(settings: Settings) -> CallerLimits:
    return CallerLimits(
        settings.address_sockets, settings.address_requests, settings.address_failures
    )


def _routes(settings: Settings, live: LiveEndpoint) -> list[BaseRoute]:
    web = WebApp()
    sync = SyncEndpoint(settings, admission_of)
    return [
        WebSocketRoute("/sync", sync),  # first: they are tried in order, and many may come at once
        WebSocketRoute("/sync/{name:path}", sync),
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
        Route("/metrics", metrics.metrics),
        *api_routes(),
        *sync_event_routes(),
        WebSocketRoute("/live", live),
        Route("/{path:path}", web.page),
    ]
