"""Whether OSC can be heard as the settings say: its port, and the token as whose owner consoles act."""

from collections.abc import Iterator
from pathlib import Path

from crdt_server.doctor.finding import Finding, broken, ok, warning
from crdt_server.osc.station import listen, token_in
from crdt_server.settings import Settings, SettingsError
from crdt_server.show_control import osc_wishes_of

TOPIC = "OSC"
FOR_OTHERS = 0o077


def check_osc(settings: Settings) -> Iterator[Finding]:
    """Tell what keeps consoles from being heard; nothing at all where nobody wants them to be."""
    try:
        osc_wishes_of(settings)
    except SettingsError as error:
        yield broken(TOPIC, str(error), "The server does not start so. Add what is missing.")
        return
    if not settings.osc_listen:
        return
    if settings.osc_token_file:
        yield from _check_token(Path(settings.osc_token_file))
    try:
        listen(settings.osc_listen).close()
    except OSError as error:
        yield warning(
            TOPIC,
            f"Somebody has that port: {error}",
            "If Callboard runs already it is Callboard, and all is well.",
        )
        return
    heard = settings.osc_from or "this machine only"
    yield ok(TOPIC, f"{settings.osc_listen} is free. Heard is {heard}.")


def _check_token(path: Path) -> Iterator[Finding]:
    if not token_in(path)():
        yield broken(
            TOPIC,
            f"There is no token in the first line of {path}, or this user cannot read it.",
            "Without it every command over OSC is refused. Put one in that may call the show.",
        )
    elif path.stat().st_mode & FOR_OTHERS:
        yield warning(
            TOPIC,
            f"Others on this machine can read the token in {path}.",
            f"Keep it to the user that runs the server: chmod 600 {path}",
        )
