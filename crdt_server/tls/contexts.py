"""Handshakes: each is done with the certificate that is in the files now (A22).

OpenSSL lets a server choose its context when a browser has said hello. At that moment the files are looked at, and a
renewed certificate is read into a context of its own, which takes the place of the last one when all of it is in order.
So nobody ever meets half of a renewal, and nothing has to be restarted, signalled or polled.
"""

import logging
import ssl
from collections.abc import Callable

from crdt_server.tls.certificate import DAY
from crdt_server.tls.pair import Files, TlsUnusable, read_certificate

log = logging.getLogger("callboard")


class Contexts:
    """The context to listen with, and the one that the next handshake is done with."""

    def __init__(self, files: Files, now: Callable[[], int]) -> None:
        """Read the files, or raise TlsUnusable; `now` gives Unix milliseconds."""
        self._files = files
        self._now = now
        self._mark = files.mark()
        self.certificate = read_certificate(files)
        self._current = self.listening = context_of(files)
        self.listening.sni_callback = self._choose
        self._warn()

    def ends_at(self) -> int:
        """Give when the certificate that is in use ends."""
        return self.certificate.ends_at

    def _choose(self, connection: ssl.SSLObject, name: str | None, given: ssl.SSLContext) -> None:
        """Do this handshake with what is in the files now."""
        if self._files.mark() != self._mark:
            self._read_again()
        if self._warned_until <= self._now():
            self._warn()
        connection.context = self._current

    def _read_again(self) -> None:
        self._mark = self._files.mark()  # first: what changes while it is read is read next time
        try:
            certificate, context = read_certificate(self._files), context_of(self._files)
        except TlsUnusable as error:
            log.warning("The certificate from before stays in use. %s", error)
            return
        self.certificate, self._current = certificate, context
        log.info("A renewed certificate is in use. It ends on %s.", certificate.ends_on)
        self._warn()

    def _warn(self) -> None:
        """Say what browsers will not like, and once more a day later."""
        now = self._now()
        self._warned_until = now + DAY
        for found, advice in (*self.certificate.troubles(now), *self._files.troubles()):
            log.warning("%s %s", found, advice)


def context_of(files: Files) -> ssl.SSLContext:
    """Make a context for the server's side, for TLS 1.2 and 1.3 alone; TlsUnusable if OpenSSL refuses the files."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= (
        ssl.OP_NO_RENEGOTIATION
    )  # a browser never asks for it, and it costs us more than whoever asks
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(files.certificate, files.key)
    except (
        OSError,
        ValueError,
    ) as error:  # a key that is too short for today, or changed under our hands
        raise TlsUnusable(
            f"OpenSSL does not take the certificate in {files.certificate} with the key in {files.key} ({error})."
        ) from error
    return context


def context_without_check() -> ssl.SSLContext:
    """Make a context for asking this very machine, which no certificate has to name: nobody is in between."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
