"""Addresses of databases, fit to be shown: a password never leaves this file in a sentence, a log or a list."""

import re

_HOST = r"(?:\[[0-9A-Fa-f:.%]*\]|[^@:/?#,\[\]]*)(?::\d+)?"
_READABLE = re.compile(
    rf"(?P<scheme>[a-z]+)://(?:(?P<user>[^:@/?#]*)(?::[^@/?#]*)?@)?"
    rf"(?P<place>{_HOST}(?:,{_HOST})*(?:/[^@?#]*)?)(?:\?[^@#]*)?"
)


def is_readable(address: str) -> bool:
    """Tell whether it is clear where in an address a password begins and ends."""
    return _READABLE.fullmatch(address) is not None


def shown(address: str) -> str:
    """Give an address without its password and without its parameters, which may hold one, too.

    If it is not clear where a password would end, nothing behind the scheme is shown.
    """
    scheme, colon, _ = address.partition(":")
    if scheme in ("sqlite", "memory") or not (colon or "@" in address):
        return address
    parts = _READABLE.fullmatch(address)
    if parts is None:
        return f"{scheme}:…" if colon else "…"
    user = f"{parts['user']}@" if parts["user"] else ""
    return f"{scheme}://{user}{parts['place']}"
