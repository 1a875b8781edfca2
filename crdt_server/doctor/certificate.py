"""The certificate for https: whether the server can use it, how long it lasts, and whom it satisfies."""

from collections.abc import Iterator, Sequence

from crdt_server.doctor.finding import Finding, broken, ok, warning
from crdt_server.greeting import EVERYWHERE, addresses_on_the_network
from crdt_server.settings import Settings
from crdt_server.tls.certificate import Certificate
from crdt_server.tls.contexts import context_of
from crdt_server.tls.pair import TlsUnusable, files_of, read_certificate

TOPIC = "certificate"


def check_certificate(
    settings: Settings, now: int, addresses: list[str] | None = None
) -> Iterator[Finding]:
    """Look at the files as the server will; nothing is said where it speaks plain http. `now` is Unix milliseconds."""
    try:
        files = files_of(settings.tls_certificate, settings.tls_key)
        if files is None:
            return
        certificate = read_certificate(files)
        context_of(files)
    except TlsUnusable as error:
        yield broken(TOPIC, str(error), "The server does not start with it. Put it right there.")
        return
    for found, advice in (*certificate.troubles(now), *files.troubles()):
        yield warning(TOPIC, found, advice, ends_at=certificate.ends_at)
    if certificate.names:
        on_network = addresses_on_the_network() if addresses is None else addresses
        yield names_finding(certificate, settings, on_network)


def names_finding(certificate: Certificate, settings: Settings, addresses: list[str]) -> Finding:
    """Judge the names in a certificate by the addresses that lead to this machine."""
    named = _listed(certificate.names, "and")
    asked = addresses if settings.host in EVERYWHERE else [settings.host]
    missing = [address for address in asked if not certificate.is_for(address)]
    if not settings.is_local and missing == asked and not certificate.names_for_others:
        return warning(
            TOPIC,
            f"The certificate is for {named} alone, and no other machine finds this one so.",
            f"Have one made that lists a name of this machine, or {_listed(asked, 'and') or 'its address'}.",
            ends_at=certificate.ends_at,
        )
    said = f"The certificate is for {named}, until {certificate.ends_on}."
    if missing and not settings.is_local:
        said += f" Browsers that ask for {_listed(missing, 'or')} instead warn of it."
    return ok(TOPIC, said, ends_at=certificate.ends_at)


def _listed(names: Sequence[str], word: str) -> str:
    """Write names as in a sentence: a, b and c."""
    *before, last = names or ("",)
    return f"{', '.join(before)} {word} {last}" if before else last
