"""The files with the certificate and its key: whether they can be read, belong together, and are kept from others.

TlsUnusable ── the text names the file, and says what is wrong with it and what to do
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from crdt_server.tls.certificate import Certificate, certificate_of

LARGEST_FILE = 1024 * 1024
OF_OTHERS = stat.S_IROTH | stat.S_IWOTH

Mark = tuple[tuple[int, int, int] | None, ...]


class TlsUnusable(Exception):
    """The server cannot speak https with these files; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where the certificate is, and where its key is: it may be the same file."""

    certificate: Path
    key: Path

    def mark(self) -> Mark:
        """Give what tells whether one of the files has changed; None for one that is not there."""
        return tuple(_mark_of(path) for path in dict.fromkeys((self.certificate, self.key)))

    def troubles(self) -> Iterator[tuple[str, str]]:
        """Give what is not as safe as it should be, with what to do."""
        if os.name == "posix" and _mode_of(self.key) & OF_OTHERS:
            yield (
                f"Every user of this machine can read the key in {self.key}, and speak in this server's name.",
                f"Keep it for the server's own user: chmod 600 {self.key}",
            )


def files_of(certificate: str, key: str) -> Files | None:
    """Give the files that the settings name; None where the server speaks plain http."""
    if not certificate and not key:
        return None
    if not certificate:
        raise TlsUnusable("The setting 'tls_key' needs 'tls_certificate': what the key is for.")
    return Files(Path(certificate), Path(key or certificate))


def read_certificate(files: Files) -> Certificate:
    """Read both files; TlsUnusable unless the key is that of the first certificate."""
    chain = _certificates_in(files.certificate)
    key = _key_in(files.key).public_key()
    if _known_by(chain[0].public_key()) != _known_by(key):
        raise TlsUnusable(_mismatch(files, chain, key))
    return certificate_of(chain[0])


def _certificates_in(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_read(path, "certificate"))
    except ValueError as error:
        raise TlsUnusable(
            f"There is no certificate in {path}. It should be a text that begins with -----BEGIN CERTIFICATE-----."
        ) from error


def _key_in(path: Path) -> PrivateKeyTypes:
    try:
        return load_pem_private_key(_read(path, "key"), None)
    except TypeError as error:
        raise TlsUnusable(
            f"The key in {path} is locked with a passphrase, and nobody is there to type it when a server starts. "
            f"Write it without one: openssl pkey -in {path} -out OTHER-FILE"
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise TlsUnusable(
            f"There is no key in {path} that can be used. It should be a text with -----BEGIN PRIVATE KEY-----; "
            "if the key is in a file of its own, name that in the setting 'tls_key'."
        ) from error


def _read(path: Path, what: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except OSError as error:
        raise TlsUnusable(
            f"The {what} {path} cannot be read: {error.strerror}. See that it is there, and that the server's user "
            "may read it and the folders above it."
        ) from error


def _mismatch(files: Files, chain: list[x509.Certificate], key: PublicKeyTypes) -> str:
    if any(_known_by(one.public_key()) == _known_by(key) for one in chain[1:]):
        return f"The server's own certificate has to be the first in {files.certificate}; it comes later there."
    return f"The key in {files.key} is not the key of the certificate in {files.certificate}."


def _known_by(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _mode_of(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _mark_of(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
