"""Which addresses a provider may have: proofs and secrets are sent to them."""

from urllib.parse import urlsplit

LOCAL = ("localhost", "127.0.0.1", "::1")


def fault_of_address(address: str) -> str | None:
    """Say why a provider cannot have an address, None if it can: https, or http on this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.username is not None or parts.scheme not in ("https", "http"):
        return f"{address!r} is no address such as https://sign-in.example.org"
    if parts.scheme == "http" and host not in LOCAL:
        return f"{address!r} has to begin with https://"
    return None
