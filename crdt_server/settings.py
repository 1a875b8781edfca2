"""Everything that can be set, in one frozen place: flags over environment over the settings file over defaults (A4).

The environment names a setting `CALLBOARD_` and its name in capitals, the file (TOML) by its plain name. A name that
is none of them stops the start wherever it is found: it is more likely misspelt than meant for somebody else.
"""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

from crdt_server.oidc.address import fault_of_address

PREFIX = "CALLBOARD_"
CONFIG = PREFIX + "CONFIG"
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
SQLITE = "sqlite:///"
SHORTEST_TOKEN = 16
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
MOST_BYTES = 1024 * 1024 * 1024


class SettingsError(Exception):
    """A setting is not usable; the text says which, where it was found, and what it should look like."""


def networks_in(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks, separated by spaces or commas; ValueError says which is none."""
    return tuple(ip_network(word) for word in text.replace(",", " ").split())


def _setting(
    *,
    default: Any,
    about: str,
    least: int = 0,
    most: int = 0,
    is_secret: bool = False,
    check: Callable[[str], object] = str,
) -> Any:
    """Declare a setting; `check` raises ValueError for a text that is not usable."""
    metadata = {"about": about, "least": least, "most": most, "check": check}
    return field(default=default, metadata=metadata, repr=not is_secret)


def _long_enough(token: str) -> None:
    """Refuse a token that could be guessed; it is not repeated."""
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(
            f"it has {len(token)} characters, and at least {SHORTEST_TOKEN} are needed"
        )


def _provider_address(address: str) -> None:
    """Refuse an address that a password or a proof of somebody should not be sent to."""
    if fault := fault_of_address(address):
        raise ValueError(fault)


def _plain(text: str) -> None:
    if not text.isascii() or not text.isprintable():
        raise ValueError("it has letters in it that no provider gives")


def _no_short_password(password: str) -> None:
    """Refuse a password that is guessed too soon; it is not repeated."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(
            f"it has {len(password)} characters, and at least {SHORTEST_PASSWORD} are needed"
        )


def _text_or_json(log_format: str) -> None:
    if log_format not in ("text", "json"):
        raise ValueError(f"it is text or json, not {log_format!r}")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server runs."""

    host: str = _setting(
        default="127.0.0.1", about="The address to listen on; 0.0.0.0 lets the whole network in."
    )
    port: int = _setting(
        default=3001, about="The port to listen on; 0 takes any free one.", most=65535
    )
    data: str = _setting(
        default="data", about="The directory that holds the database; made if it is not there."
    )
    database: str = _setting(
        default="",
        about="Where documents are kept: sqlite:///path, postgresql://… or memory: ; by default a file in `data`.",
        is_secret=True,  # a password may be in it
    )
    open: bool = _setting(
        default=False,
        about="Acknowledge that everybody who reaches the server may edit; silences the warning.",
    )
    password: str = _setting(
        default="",
        about="A password that everybody types once who reaches a server started with --open; at least 10 characters.",
        check=_no_short_password,
        is_secret=True,
    )
    password_file: str = _setting(
        default="",
        about="A file with that password in its first line, instead of `password`.",
    )
    hosts: str = _setting(
        default="",
        about="Names that this server answers to, separated by spaces, for example stage.example; "
        "IP addresses, localhost and this machine's own name are always known.",
    )
    origins: str = _setting(
        default="",
        about="Other web origins whose pages may connect, separated by spaces, for example https://x.example.",
    )
    trusted_proxies: str = _setting(
        default="",
        about="Proxies whose word is taken for where a request comes from (Forwarded, X-Forwarded-For): addresses and "
        "networks, separated by spaces, for example 127.0.0.1 10.0.0.0/24.",
        check=networks_in,
    )
    max_message: int = _setting(
        default=32 * 1024 * 1024,
        about="The largest message from a client, in bytes.",
        least=1024,
        most=MOST_BYTES,
    )
    max_document: int = _setting(
        default=32 * 1024 * 1024,
        about="The largest document, in bytes as it is stored, with what is left of everything deleted in it.",
        least=4096,
        most=MOST_BYTES,
    )
    max_outbox: int = _setting(
        default=16 * 1024 * 1024,
        about="What may wait for one reader at the most, in bytes; over it, it is disconnected.",
        least=65536,
        most=MOST_BYTES,
    )
    slow_outbox: int = _setting(
        default=256 * 1024,
        about="What may wait for one reader, in bytes, before it is told of edits later, merged into one.",
        least=4096,
        most=MOST_BYTES,
    )
    stalled_seconds: int = _setting(
        default=30,
        about="How long a slow reader may read nothing at all before it is disconnected.",
        least=1,
        most=86_400,
    )
    max_documents: int = _setting(
        default=512,
        about="How many documents one connection may have open.",
        least=1,
        most=1_000_000,
    )
    max_upload: int = _setting(
        default=16 * 1024 * 1024,
        about="The largest file that can be imported, in bytes.",
        least=1024,
        most=MOST_BYTES,
    )
    max_presence: int = _setting(
        default=64 * 1024,
        about="What one client may say of who and where it is, in bytes.",
        least=256,
        most=MOST_BYTES,
    )
    presence_entries: int = _setting(
        default=32,
        about="As how many clients one connection may be present in a document.",
        least=1,
        most=4096,
    )
    presence_people: int = _setting(
        default=4096,
        about="How many clients are shown in one document; more may edit it.",
        least=1,
        most=4096,
    )
    presence_total: int = _setting(
        default=16 * 1024 * 1024,
        about="What all clients of one document may say of who and where they are, in bytes.",
        least=4096,
        most=MOST_BYTES,
    )
    socket_messages: int = _setting(
        default=5_000,
        about="Messages a second from one connection; one that is faster is read more slowly.",
        least=1,
        most=10_000_000,
    )
    socket_messages_at_once: int = _setting(
        default=20_000,
        about="Messages from one connection at once, after a pause.",
        least=1,
        most=10_000_000,
    )
    socket_bytes: int = _setting(
        default=4 * 1024 * 1024,
        about="Bytes a second from one connection; one that is faster is read more slowly.",
        least=1024,
        most=MOST_BYTES,
    )
    socket_bytes_at_once: int = _setting(
        default=64 * 1024 * 1024,
        about="Bytes from one connection at once, after a pause.",
        least=1024,
        most=MOST_BYTES,
    )
    flood_seconds: int = _setting(
        default=300,
        about="How long a connection may go on sending more than that before it is closed.",
        least=1,
        most=86_400,
    )
    address_sockets: int = _setting(
        default=2_000,
        about="How many connections one address may have open at once; 0 for as many as it likes.",
        most=10_000_000,
    )
    address_requests: int = _setting(
        default=6_000,
        about="New connections and API requests from one address a minute; 0 for as many as it likes.",
        most=10_000_000,
    )
    address_failures: int = _setting(
        default=600,
        about="Attempts from one address a minute to open a document that it may not open; "
        "0 for as many as it likes.",
        most=10_000_000,
    )
    max_record: int = _setting(
        default=256 * 1024,
        about="The largest single record (a row, a cue) of an import, in bytes as JSON; "
        "each field has a limit of its own besides.",
        least=1024,
        most=MOST_BYTES,
    )
    idle_seconds: int = _setting(
        default=30,
        about="How long a document stays in memory after the last person left.",
        most=10_000_000,
    )
    keep_log_days: int = _setting(
        default=30,
        about="How long single edits are kept after they are part of a checkpoint.",
        most=100_000,
    )

    live_poll_ms: int = _setting(
        default=2_000,
        about="How often a client without a socket asks what is live, in milliseconds.",
        least=250,
        most=60_000,
    )

    metrics_token: str = _setting(
        default="",
        about="A password for /metrics and the server page from other machines, at least 16 characters; without one "
        "they are shown on the server's own machine only.",
        check=_long_enough,
        is_secret=True,
    )
    trusted_issuers: str = _setting(
        default="",
        about="A file with the public keys of other servers whose signed tokens count here, as `callboard keys show` "
        "prints it there.",
    )
    oidc_issuer: str = _setting(
        default="",
        about="The OpenID provider that people can sign in with, for example https://sign-in.example.org.",
        check=_provider_address,
    )
    oidc_client_id: str = _setting(
        default="", about="What this server is called at the OpenID provider.", check=_plain
    )
    oidc_client_secret_file: str = _setting(
        default="",
        about="A file with the secret that the OpenID provider gave; without one, this server is a public client.",
    )
    oidc_name: str = _setting(
        default="",
        about="What the button for signing in calls the OpenID provider; by default its host.",
    )
    oidc_open_to: str = _setting(
        default="",
        about="Domains of verified e-mail addresses, separated by spaces, whose people get an account (with the role "
        "guest) without an invitation.",
    )
    oidc_address: str = _setting(
        default="",
        about="The address at which browsers find this server, for example https://show.example; by default as they "
        "ask for it. The OpenID provider sends them back to it, at /api/oidc/return.",
        check=_provider_address,
    )
    log_format: str = _setting(
        default="text",
        about="How the server's log is written: text for people, json (one object a line) for programs.",
        check=_text_or_json,
    )

    @property
    def is_local(self) -> bool:
        """Tell whether only programs of this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Give the networks of `trusted_proxies`."""
        return networks_in(self.trusted_proxies)

    def house_password(self) -> str:
        """Give the password of a server without accounts, "" if it asks for none; SettingsError if it is unusable."""
        if not self.password and not self.password_file:
            return ""
        if not self.open:
            raise SettingsError(
                "A password for the whole server goes with --open; people with accounts have their own."
            )
        if self.password and self.password_file:
            raise SettingsError("Give the setting 'password' or 'password_file', not both.")
        password = self.password or _first_line(Path(self.password_file))
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise SettingsError(
                f"The password of the server has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, "
                f"not {len(password)}."
            )
        return password

    def oidc_faults(self) -> str | None:
        """Say what is missing for signing in with an OpenID provider, None if nothing is."""
        if self.oidc_issuer and not self.oidc_client_id:
            return "The setting 'oidc_issuer' needs 'oidc_client_id': what this server is called there."
        others = (self.oidc_client_id, self.oidc_client_secret_file, self.oidc_open_to)
        if any(others) and not self.oidc_issuer:
            return "There are settings for an OpenID provider, but not 'oidc_issuer', its address."
        return None

    @property
    def keys_file(self) -> Path | None:
        """Give where the keys are that sign access tokens: beside the data; None where nothing is kept."""
        if self.database_url == "memory:":
            return None
        if self.database_url.startswith(SQLITE):
            return Path(self.database_url.removeprefix(SQLITE) + ".keys")
        return Path(self.data) / "callboard.keys"

    @property
    def database_url(self) -> str:
        """Give the address of the database."""
        return self.database or f"sqlite:///{Path(self.data) / 'callboard.sqlite'}"


def read_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> Settings:
    """Put the settings together; `flags` holds what was said on the command line, None for what was not."""
    environment = os.environ if environment is None else environment  # noqa: TID251  (the one place)
    said = {name: value for name, value in flags.items() if value is not None}
    path = said.pop("config", None) or environment.get(CONFIG)
    values: dict[str, Any] = {}
    values.update(_from_file(Path(path)) if path else {})
    values.update(_from_environment(environment))
    values.update(_converted((name, value, "on the command line") for name, value in said.items()))
    return Settings(**values)


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline(1024).strip()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The file {path} of the setting 'password_file' cannot be read."
        ) from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error.strerror}."
        ) from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.") from error
    return _converted((name, value, f"in {path}") for name, value in found.items())


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return _converted(
        (variable.removeprefix(PREFIX).lower(), value, f"in the environment as {variable}")
        for variable, value in environment.items()
        if variable.startswith(PREFIX) and variable != CONFIG
    )


def _converted(found: Iterable[tuple[str, Any, str]]) -> dict[str, Any]:
    """Make each value what its setting is; an empty text sets nothing."""
    converted = {name: _convert(name, value, where) for name, value, where in found}
    return {name: value for name, value in converted.items() if value != ""}


def _convert(name: str, value: Any, where: str) -> Any:
    """Make a value what its setting is: a number, a yes or no, or a text."""
    setting = next((setting for setting in fields(Settings) if setting.name == name), None)
    if setting is None:
        raise SettingsError(f"There is no setting {name!r} (found {where}). {_instead(name)}")
    if value == "":
        return value
    if setting.type is bool:
        return _yes_or_no(name, value, where)
    if setting.type is int:
        return _number(name, value, where, setting.metadata["least"], setting.metadata["most"])
    if not isinstance(value, str):
        raise SettingsError(f"The setting {name!r} {where} should be a text, not {value!r}.")
    try:
        setting.metadata["check"](value)
    except ValueError as error:
        raise SettingsError(f"The setting {name!r} {where} is not usable: {error}.") from error
    return value


def _instead(name: str) -> str:
    """Say which setting may have been meant, or which there are."""
    names = [setting.name for setting in fields(Settings)]
    near = get_close_matches(name, [*names, "config"])
    return (
        f"Did you mean {' or '.join(near)}?" if near else f"The settings are: {', '.join(names)}."
    )


def _yes_or_no(name: str, value: Any, where: str) -> bool:
    word = str(value).lower()
    if word not in TRUE + FALSE:
        raise SettingsError(f"The setting {name!r} {where} should be true or false, not {value!r}.")
    return word in TRUE


def _number(name: str, value: Any, where: str, least: int, most: int) -> int:
    try:
        if isinstance(value, bool | float):
            raise TypeError
        number = int(value)
    except (TypeError, ValueError):
        raise SettingsError(
            f"The setting {name!r} {where} should be a whole number, not {value!r}."
        ) from None
    if not least <= number <= most:
        bound = f"at least {least}" if number < least else f"at most {most}"
        raise SettingsError(f"The setting {name!r} {where} should be {bound}, not {number}.")
    return number
