"""What other machines of a show may do here and are told, as the settings say it: OSC."""

from pathlib import Path

from crdt_server.osc.station import Wishes, token_in
from crdt_server.setting import endpoints_in, networks_in
from crdt_server.settings import Settings, SettingsError


def osc_wishes_of(settings: Settings) -> Wishes:
    """Give what is wished of OSC; SettingsError says what is missing for it."""
    if fault := _fault_of_osc(settings):
        raise SettingsError(fault)
    token = settings.osc_token_file
    return Wishes(
        networks_in(settings.osc_from),
        endpoints_in(settings.osc_targets),
        settings.osc_show,
        token_in(Path(token)) if token else lambda: "",
        settings.osc_countdown,
    )


def _fault_of_osc(settings: Settings) -> str | None:
    """Say what is missing for OSC, None if nothing is."""
    asks = not settings.open or settings.password or settings.password_file
    if settings.osc_listen and asks and not settings.osc_token_file:
        return (
            "The setting 'osc_listen' needs 'osc_token_file' on a server that asks who somebody is: a file with a "
            "token of somebody who may call the show, or with the server's password. OSC itself proves nothing."
        )
    if not settings.osc_listen and (settings.osc_from or settings.osc_token_file):
        return "There are settings for who is heard over OSC, but not 'osc_listen', where."
    if settings.osc_countdown and not settings.osc_targets:
        return "The setting 'osc_countdown' needs 'osc_targets': who is told."
    return None
