"""OSC of a whole server: its settings, as whom consoles act, and that it goes on through a kill (O11)."""

import socket
from pathlib import Path

import httpx
import pytest

from crdt_server.app import make_app
from crdt_server.clock import SystemClock
from crdt_server.doctor.finding import State
from crdt_server.doctor.show_control import check_osc
from crdt_server.greeting import greeting
from crdt_server.osc.station import Station, listen
from crdt_server.settings import Settings, SettingsError
from crdt_server.settings_sources import read_settings
from crdt_server.show_control import osc_wishes_of
from persistence.memory import MemoryStore
from tests.live.conftest import NAME
from tests.osc.conftest import a_console
from tests.running import Server, run

pytestmark = pytest.mark.anyio
ON = {"osc_listen": "127.0.0.1:53100"}


def a_free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def tokens(tmp_path: Path) -> Path:
    return tmp_path / "osc-token"


async def test_O11_a_console_has_the_rights_of_the_tokens_owner_as_they_are_now(
    tmp_path: Path,
) -> None:
    path = tokens(tmp_path)
    settings = Settings(**ON, osc_token_file=str(path))
    app = make_app(settings, MemoryStore())
    async with app.router.lifespan_context(app):
        book, clock = app.state.book, SystemClock()
        now = clock.now()
        ana = await book.people.enter("Ana", "ana@example.org", now=now)
        venue = await book.workspaces.found("Venue", owner=ana.id, now=now)
        await book.workspaces.place(NAME, venue.id)
        station = Station(app.state.live, book.access, clock, osc_wishes_of(settings))
        assert not station.visit("10.0.0.1", NAME).rights, "there is no token yet"
        scopes = ("view_show_call", "manage_show_call")
        login, token = await book.logins.grant(ana.id, "desk", scopes, now=now)
        path.write_text(f"{token}\n")
        visit = station.visit("10.0.0.1", NAME)
        assert (visit.person.id, visit.person.name) == (f"account:{ana.id}", "Ana")
        assert visit.rights == set(scopes)
        await book.logins.end(login.id)
        assert not station.visit("10.0.0.1", NAME).rights, "revoked, and at once"


async def test_O11_where_nobody_signs_in_a_console_is_its_address() -> None:
    app = make_app(Settings(open=True, **ON), MemoryStore())
    async with app.router.lifespan_context(app):
        station = Station(
            app.state.live, app.state.book.access, SystemClock(), osc_wishes_of(Settings(open=True))
        )
        assert station.visit("10.0.0.7", NAME).person.name == "OSC from 10.0.0.7"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"osc_listen": "53100"}, "no address with a port"),
        ({"osc_listen": "console.example:53100"}, "no address with a port"),
        ({"osc_listen": "127.0.0.1:0"}, "no address with a port"),
        ({"osc_listen": "127.0.0.1:70000"}, "no address with a port"),
        ({"osc_targets": "127.0.0.1:8000 everybody"}, "no address with a port"),
        ({"osc_from": "10.0.0.0/99"}, "10.0.0.0/99"),
        ({**ON}, "osc_token_file"),
        ({**ON, "open": "true", "password": "mousetrap-word"}, "osc_token_file"),
        ({"open": "true", "osc_from": "10.0.0.1"}, "osc_listen"),
        ({"open": "true", "osc_countdown": "true"}, "osc_targets"),
    ],
)
def test_O11_a_setting_that_cannot_work_stops_the_start(said: dict[str, str], why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        osc_wishes_of(read_settings(said, {}))


def test_O11_the_doctor_says_what_keeps_consoles_from_being_heard(tmp_path: Path) -> None:
    """M6."""
    path, where = tokens(tmp_path), f"127.0.0.1:{a_free_port()}"
    assert list(check_osc(Settings())) == [], "nobody wants OSC"
    missing, free = check_osc(Settings(osc_listen=where, osc_token_file=str(path)))
    assert (missing.state, free.state) == (State.BROKEN, State.OK)
    assert "no token" in missing.found
    path.write_text("cbt_token\n")
    path.chmod(0o644)
    shared, _ = check_osc(Settings(osc_listen=where, osc_token_file=str(path)))
    assert (shared.state, shared.advice.endswith(f"chmod 600 {path}")) == (State.WARNING, True)
    path.chmod(0o600)
    with listen(where):
        (taken,) = check_osc(Settings(osc_listen=where, osc_token_file=str(path)))
    assert (taken.state, "has that port" in taken.found) == (State.WARNING, True)
    (open_one,) = check_osc(Settings(open=True, osc_listen=where, osc_from="10.0.0.0/8"))
    assert (open_one.state, "Heard is 10.0.0.0/8." in open_one.found) == (State.OK, True)
    (lacking,) = check_osc(Settings(osc_listen=where))
    assert (lacking.state, "osc_token_file" in lacking.found) == (State.BROKEN, True)


def test_O11_the_server_says_where_and_from_whom_it_hears_osc() -> None:
    settings = Settings(open=True, osc_listen="127.0.0.1:53100")
    *_, line = greeting(settings, "127.0.0.1", 3001, [])
    assert line == "OSC is heard at 127.0.0.1:53100, from this machine."


def test_O11_a_port_that_is_taken_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    with listen(f"127.0.0.1:{a_free_port()}") as taken:
        host, port = taken.getsockname()
        environment = {"CALLBOARD_OSC_LISTEN": f"{host}:{port}"}
        said = run("serve", "--open", "--port", "0", "--data", str(tmp_path), **environment)
    assert said.returncode == 1
    assert f"it cannot hear OSC on {host}:{port}" in said.stderr


async def test_O11_a_server_is_called_over_osc_and_again_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = a_free_port()
    config = tmp_path / "callboard.toml"
    with a_console(("127.0.0.1", port)) as console, a_console() as display:
        config.write_text(
            f'osc_listen = "127.0.0.1:{port}"\nosc_countdown = true\n'
            f'osc_targets = "127.0.0.1:{display.here[1]}"\n'
        )
        with Server(tmp_path, "--config", str(config)) as server:
            body = {"kind": "show", "title": "Gala", "sample": True}
            made = httpx.post(f"{server.address}/api/documents", json=body).json()
            name = made["document"]["name"]
            address, _ = await console.asks(f"/callboard/{name}/next")
            assert address == "/callboard/done"
            first = await display.until("active")
            assert first[2] == 1
            assert (await display.until("remaining"))[0] > 0
            server.kill()
        with Server(tmp_path, "--config", str(config)):
            refused = await console.asks(f"/callboard/{name}/next", "not-this-one")
            assert refused[1][1] == "moved_on"
            assert (await console.asks(f"/callboard/{name}/next", first[0]))[1][0] == "next"
            assert (await display.until("completed"))[0] == first[0]
            assert (await display.until("active"))[2] == 2
