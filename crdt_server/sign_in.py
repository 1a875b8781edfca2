"""How people come in besides by accounts, as the settings say it: a password for everybody, an OpenID provider."""

from pathlib import Path
from urllib.parse import urlsplit

from crdt_server.api.oidc import Oidc
from crdt_server.oidc.provider import Provider, Registration
from crdt_server.oidc.ticket import Tickets
from crdt_server.setting import LONGEST_PASSWORD, SHORTEST_PASSWORD
from crdt_server.settings import Settings, SettingsError


def house_password_of(settings: Settings) -> str:
    """Give the password of a server without accounts, "" if it asks for none; SettingsError if it is unusable."""
    if not settings.password and not settings.password_file:
        return ""
    if not settings.open:
        raise SettingsError(
            "A password for the whole server goes with --open; people with accounts have their own."
        )
    if settings.password and settings.password_file:
        raise SettingsError("Give the setting 'password' or 'password_file', not both.")
    password = settings.password or _first_line(Path(settings.password_file))
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(
            f"The password of the server has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, "
            f"not {len(password)}."
        )
    return password


def oidc_of(settings: Settings) -> Oidc | None:
    """Make what signing in with a provider needs, if one is set; SettingsError says what is missing for it."""
    if fault := _fault_of_oidc(settings):
        raise SettingsError(fault)
    if not settings.oidc_issuer:
        return None
    registration = Registration(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_name or urlsplit(settings.oidc_issuer).netloc,
        Path(settings.oidc_client_secret_file) if settings.oidc_client_secret_file else None,
    )
    try:
        registration.secret()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The file {settings.oidc_client_secret_file} of the setting 'oidc_client_secret_file' cannot be read."
        ) from error
    welcome = frozenset(settings.oidc_open_to.replace(",", " ").casefold().split())
    return Oidc(Provider(registration), Tickets(), welcome, settings.oidc_address.rstrip("/"))


def _fault_of_oidc(settings: Settings) -> str | None:
    """Say what is missing for signing in with an OpenID provider, None if nothing is."""
    if settings.oidc_issuer and not settings.oidc_client_id:
        return "The setting 'oidc_issuer' needs 'oidc_client_id': what this server is called there."
    others = (settings.oidc_client_id, settings.oidc_client_secret_file, settings.oidc_open_to)
    if any(others) and not settings.oidc_issuer:
        return "There are settings for an OpenID provider, but not 'oidc_issuer', its address."
    return None


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline(1024).strip()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The file {path} of the setting 'password_file' cannot be read."
        ) from error
