"""Everything that can be set, in one frozen place (A4). `settings_sources.py` puts it together."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path

from crdt_server.setting import (
    endpoint_in,
    endpoints_in,
    long_enough,
    networks_in,
    no_short_password,
    plain,
    provider_address,
    setting,
    text_or_json,
)

SQLITE = "sqlite:///"
MOST_BYTES = 1024 * 1024 * 1024


class SettingsError(Exception):
    """A setting is not usable; the text says which, where it was found, and what it should look like."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this server runs."""

    host: str = setting(
        default="127.0.0.1", about="The address to listen on; 0.0.0.0 lets the whole network in."
    )
    port: int = setting(
        default=3001, about="The port to listen on; 0 takes any free one.", most=65535
    )
    data: str = setting(
        default="data", about="The directory that holds the database; made if it is not there."
    )
    database: str = setting(
        default="",
        about="Where documents are kept: sqlite:///path, postgresql://… or memory: ; by default a file in `data`.",
        is_secret=True,  # a password may be in it
    )
    open: bool = setting(
        default=False,
        about="Acknowledge that everybody who reaches the server may edit; silences the warning.",
    )
    password: str = setting(
        default="",
        about="A password that everybody types once who reaches a server started with --open; at least 10 characters.",
        check=no_short_password,
        is_secret=True,
    )
    password_file: str = setting(
        default="",
        about="A file with that password in its first line, instead of `password`.",
    )
    hosts: str = setting(
        default="",
        about="Names that this server answers to, separated by spaces, for example stage.example; "
        "IP addresses, localhost and this machine's own name are always known.",
    )
    origins: str = setting(
        default="",
        about="Other web origins whose pages may connect, separated by spaces, for example https://x.example.",
    )
    trusted_proxies: str = setting(
        default="",
        about="Proxies whose word is taken for where a request comes from (Forwarded, X-Forwarded-For): addresses and "
        "networks, separated by spaces, for example 127.0.0.1 10.0.0.0/24.",
        check=networks_in,
    )
    tls_certificate: str = setting(
        default="",
        about="A file with the certificate for https and wss, in PEM form: the server's own first, then those between "
        "it and its authority. It is read again when it changes.",
    )
    tls_key: str = setting(
        default="",
        about="The file with the key of that certificate, without a passphrase; by default it is in the same file.",
    )
    max_message: int = setting(
        default=32 * 1024 * 1024,
        about="The largest message from a client, in bytes.",
        least=1024,
        most=MOST_BYTES,
    )
    max_document: int = setting(
        default=32 * 1024 * 1024,
        about="The largest document, in bytes as it is stored, with what is left of everything deleted in it.",
        least=4096,
        most=MOST_BYTES,
    )
    max_outbox: int = setting(
        default=16 * 1024 * 1024,
        about="What may wait for one reader at the most, in bytes; over it, it is disconnected.",
        least=65536,
        most=MOST_BYTES,
    )
    slow_outbox: int = setting(
        default=256 * 1024,
        about="What may wait for one reader, in bytes, before it is told of edits later, merged into one.",
        least=4096,
        most=MOST_BYTES,
    )
    stalled_seconds: int = setting(
        default=30,
        about="How long a slow reader may read nothing at all before it is disconnected.",
        least=1,
        most=86_400,
    )
    max_documents: int = setting(
        default=512,
        about="How many documents one connection may have open.",
        least=1,
        most=1_000_000,
    )
    max_upload: int = setting(
        default=16 * 1024 * 1024,
        about="The largest file that can be imported, in bytes.",
        least=1024,
        most=MOST_BYTES,
    )
    max_presence: int = setting(
        default=64 * 1024,
        about="What one client may say of who and where it is, in bytes.",
        least=256,
        most=MOST_BYTES,
    )
    presence_entries: int = setting(
        default=32,
        about="As how many clients one connection may be present in a document.",
        least=1,
        most=4096,
    )
    presence_people: int = setting(
        default=4096,
        about="How many clients are shown in one document; more may edit it.",
        least=1,
        most=4096,
    )
    presence_total: int = setting(
        default=16 * 1024 * 1024,
        about="What all clients of one document may say of who and where they are, in bytes.",
        least=4096,
        most=MOST_BYTES,
    )
    socket_messages: int = setting(
        default=5_000,
        about="Messages a second from one connection; one that is faster is read more slowly.",
        least=1,
        most=10_000_000,
    )
    socket_messages_at_once: int = setting(
        default=20_000,
        about="Messages from one connection at once, after a pause.",
        least=1,
        most=10_000_000,
    )
    socket_bytes: int = setting(
        default=4 * 1024 * 1024,
        about="Bytes a second from one connection; one that is faster is read more slowly.",
        least=1024,
        most=MOST_BYTES,
    )
    socket_bytes_at_once: int = setting(
        default=64 * 1024 * 1024,
        about="Bytes from one connection at once, after a pause.",
        least=1024,
        most=MOST_BYTES,
    )
    flood_seconds: int = setting(
        default=300,
        about="How long a connection may go on sending more than that before it is closed.",
        least=1,
        most=86_400,
    )
    address_sockets: int = setting(
        default=2_000,
        about="How many connections one address may have open at once; 0 for as many as it likes.",
        most=10_000_000,
    )
    address_requests: int = setting(
        default=6_000,
        about="New connections and API requests from one address a minute; 0 for as many as it likes.",
        most=10_000_000,
    )
    address_failures: int = setting(
        default=600,
        about="Attempts from one address a minute to open a document that it may not open; "
        "0 for as many as it likes.",
        most=10_000_000,
    )
    max_record: int = setting(
        default=256 * 1024,
        about="The largest single record (a row, a cue) of an import, in bytes as JSON; "
        "each field has a limit of its own besides.",
        least=1024,
        most=MOST_BYTES,
    )
    idle_seconds: int = setting(
        default=30,
        about="How long a document stays in memory after the last person left.",
        most=10_000_000,
    )
    keep_log_days: int = setting(
        default=30,
        about="How long single edits are kept after they are part of a checkpoint.",
        most=100_000,
    )

    live_poll_ms: int = setting(
        default=2_000,
        about="How often a client without a socket asks what is live, in milliseconds.",
        least=250,
        most=60_000,
    )

    osc_listen: str = setting(
        default="",
        about="Where OSC is heard over UDP, an address and a port such as 0.0.0.0:53100; without it nowhere.",
        check=endpoint_in,
    )
    osc_from: str = setting(
        default="",
        about="Who is heard there: addresses and networks, separated by spaces, for example 192.168.1.30 10.0.0.0/24; "
        "by default this machine.",
        check=networks_in,
    )
    osc_show: str = setting(
        default="",
        about="The id of the show that short OSC addresses are about, like /callboard/next; then only it is told of.",
        check=plain,
    )
    osc_token_file: str = setting(
        default="",
        about="A file with the token as whose owner OSC acts; needed where people sign in, and the password where one "
        "is asked for. It is read anew for each command.",
    )
    osc_targets: str = setting(
        default="",
        about="Who is told over OSC what happens: addresses and ports, separated by spaces, for example "
        "192.168.1.30:8000 192.168.1.255:9000.",
        check=endpoints_in,
    )
    osc_countdown: bool = setting(
        default=False,
        about="Tell them every second what is left of the segment that is on.",
    )

    webhook_networks: str = setting(
        default="",
        about="Private networks that webhooks may be sent into: addresses and networks, separated by spaces, such as "
        "192.168.1.0/24 127.0.0.1; without it only to public addresses.",
        check=networks_in,
    )

    metrics_token: str = setting(
        default="",
        about="A password for /metrics and the server page from other machines, at least 16 characters; without one "
        "they are shown on the server's own machine only.",
        check=long_enough,
        is_secret=True,
    )
    trusted_issuers: str = setting(
        default="",
        about="A file with the public keys of other servers whose signed tokens count here, as `callboard keys show` "
        "prints it there.",
    )
    oidc_issuer: str = setting(
        default="",
        about="The OpenID provider that people can sign in with, for example https://sign-in.example.org.",
        check=provider_address,
    )
    oidc_client_id: str = setting(
        default="", about="What this server is called at the OpenID provider.", check=plain
    )
    oidc_client_secret_file: str = setting(
        default="",
        about="A file with the secret that the OpenID provider gave; without one, this server is a public client.",
    )
    oidc_name: str = setting(
        default="",
        about="What the button for signing in calls the OpenID provider; by default its host.",
    )
    oidc_open_to: str = setting(
        default="",
        about="Domains of verified e-mail addresses, separated by spaces, whose people get an account (with the role "
        "guest) without an invitation.",
    )
    oidc_address: str = setting(
        default="",
        about="The address at which browsers find this server, for example https://show.example; by default as they "
        "ask for it. The OpenID provider sends them back to it, at /api/oidc/return.",
        check=provider_address,
    )
    log_format: str = setting(
        default="text",
        about="How the server's log is written: text for people, json (one object a line) for programs.",
        check=text_or_json,
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

    @property
    def scheme(self) -> str:
        """Give what the server's address begins with: https if it has a certificate, http if not."""
        return "https" if self.tls_certificate else "http"

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
