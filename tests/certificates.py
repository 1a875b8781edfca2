"""Certificates made by the tests, for the tests: a minute's work for OpenSSL, a millisecond's for these keys."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as new_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = EllipticCurvePrivateKey | RSAPrivateKey
HERE = ("localhost", "127.0.0.1")


class Made:
    """A certificate that signs itself, in files of a folder, and how to trust it."""

    def __init__(
        self,
        folder: Path,
        *names: str,
        begins: datetime | None = None,
        lasts: timedelta = timedelta(days=90),
        key: Key | None = None,
    ) -> None:
        self.certificate, self.key = folder / "certificate.pem", folder / "key.pem"
        self._begins = begins or datetime.now(UTC) - timedelta(days=1)
        self._lasts = lasts
        self.renew(*names, key=key)

    def renew(self, *names: str, key: Key | None = None) -> None:
        """Make another one in its place, with another key."""
        key = key or new_key(SECP256R1())
        ends = self._begins + self._lasts
        pem = signed_by_itself(key, names, self._begins, ends).public_bytes(Encoding.PEM)
        self.key.touch(0o600)
        self.key.write_bytes(key_pem(key))
        self.certificate.write_bytes(pem)

    @property
    def options(self) -> tuple[str, ...]:
        """Give the options with which the server uses it."""
        return ("--tls-certificate", str(self.certificate), "--tls-key", str(self.key))

    def trust(self) -> ssl.SSLContext:
        """Make a context that trusts this certificate and no other, and checks the name."""
        return ssl.create_default_context(cafile=str(self.certificate))


def key_pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signed_by_itself(
    key: Key, names: tuple[str, ...], begins: datetime, ends: datetime
) -> x509.Certificate:
    """Make a certificate for names and addresses; without any it has no subjectAltName, as in old times."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Callboard's tests")])
    builder = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    if names:
        listed = x509.SubjectAlternativeName([_name(name) for name in names])
        builder = builder.add_extension(listed, critical=False)
    return builder.sign(key, hashes.SHA256())


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)
