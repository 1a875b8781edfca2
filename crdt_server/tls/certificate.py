"""What a certificate says: the names it is good for, and from when until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address

from cryptography import x509

DAY = 86_400_000
SOON = 14 * DAY
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as browsers judge it: names and IP addresses, and two moments in Unix milliseconds."""

    names: tuple[str, ...]
    begins_at: int
    ends_at: int

    def is_for(self, host: str) -> bool:
        """Tell whether a browser that asks for this name or address is content with it."""
        asked = _plain(host)
        first, _, rest = asked.partition(".")
        starred = f"*.{rest}" if first and rest and not _is_address(asked) else asked
        return any(name in (asked, starred) for name in self.names)

    @property
    def names_for_others(self) -> tuple[str, ...]:
        """Give the names that lead here from elsewhere: no patterns, and none that everybody has for themself."""
        return tuple(name for name in self.names if "*" not in name and name not in HERE)

    @property
    def ends_on(self) -> str:
        """Give the day on which it ends."""
        return _day(self.ends_at)

    def troubles(self, now: int) -> Iterator[tuple[str, str]]:
        """Give what browsers will not like at the moment `now`, each with what to do."""
        if not self.names:
            yield (
                "The certificate names no address (it has no subjectAltName), so no browser accepts it.",
                "Have one made that lists the names and IP addresses that people type in.",
            )
        if now < self.begins_at:
            yield (
                f"The certificate counts from {_day(self.begins_at)} on only.",
                "See that the clock of this machine is right.",
            )
        if now >= self.ends_at:
            yield (
                f"The certificate ended on {self.ends_on}; browsers warn of it or refuse.",
                "Renew it, and put the new one in place of the old; the server takes it by itself.",
            )
        elif self._ends_soon(now):
            yield (
                f"The certificate ends on {self.ends_on}.",
                "Renew it before, and put the new one in place of the old; the server takes it by itself.",
            )

    def _ends_soon(self, now: int) -> bool:
        """Some live for a week only: in the last tenth of its life nobody may count on somebody renewing it."""
        return self.ends_at - now < min(SOON, (self.ends_at - self.begins_at) // 10)


def certificate_of(found: x509.Certificate) -> Certificate:
    """Read what counts for browsers; the name that older programs looked for (CN) does not."""
    begins, ends = found.not_valid_before_utc, found.not_valid_after_utc
    return Certificate(tuple(_names_in(found)), _milliseconds(begins), _milliseconds(ends))


def _names_in(found: x509.Certificate) -> list[str]:
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    hosts = [*names.get_values_for_type(x509.DNSName)]
    hosts += [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return list(dict.fromkeys(_plain(host) for host in hosts))


def _plain(host: str) -> str:
    """Write a name as it is compared."""
    bare = host.strip("[]").rstrip(".").lower()
    return str(ip_address(bare)) if _is_address(bare) else bare


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%d")
