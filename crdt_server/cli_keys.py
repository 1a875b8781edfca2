"""`callboard keys …`: the keys that sign access tokens, shown to other servers and changed for new ones (A14).

    show      what another server needs to trust this one, for its setting `trusted_issuers`; nothing in it is secret
    rotate    another key signs from now on; the old one counts until its last token is over, or, with --at-once, not

A server that runs meanwhile notices by itself.
"""

import sys

import orjson

from crdt_server.accounts.signing_keys import (
    KeysUnusable,
    Ring,
    SigningKeys,
    new_ring,
    rotated,
    write_ring,
)
from crdt_server.cli_documents import CommandFailed
from crdt_server.clock import SystemClock
from crdt_server.settings import Settings


def show_keys(settings: Settings) -> int:
    """Print the name and the public keys of this server."""
    now = SystemClock().now()
    try:
        ring = _keys(settings).ring_to_sign(now)
    except KeysUnusable as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(for_others(ring, now) + "\n")
    return 0


def rotate_keys(settings: Settings, *, at_once: bool) -> int:
    """Let a new key sign from now on."""
    now, keys = SystemClock().now(), _keys(settings)
    assert keys.path is not None
    try:
        held = keys.ring()
        write_ring(keys.path, rotated(held, now, at_once=at_once) if held else new_ring(now))
    except KeysUnusable as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(
        "A new key signs access tokens from now on. Servers that trust this one need it: callboard keys show\n"
    )
    return 0


def for_others(ring: Ring, now: int) -> str:
    """Write what another server needs to know, as the file of `trusted_issuers` has it."""
    keys = [key.public for key in ring.counting(now)]
    said = {"issuers": [{"issuer": ring.issuer, "keys": keys}]}
    return orjson.dumps(said, option=orjson.OPT_INDENT_2).decode()


def _keys(settings: Settings) -> SigningKeys:
    if settings.keys_file is None:
        raise CommandFailed("A database in memory has no keys that outlast the server.")
    return SigningKeys(settings.keys_file)
