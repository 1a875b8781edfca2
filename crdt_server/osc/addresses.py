"""What an OSC address names: /callboard/show/<id>/<verb>, or /callboard/<verb> for the show of `osc_show`."""

from dataclasses import dataclass
from typing import Final

from crdt_server.channels.machine import Refused

ROOT: Final = "callboard"
DONE, REFUSED = f"/{ROOT}/done", f"/{ROOT}/refused"
PATTERN: Final = frozenset("*?[]{}#,")

NO_SHOW: Final = Refused(
    "no_show", f"Say which show: /{ROOT}/show/<id>/next, or name one in the setting osc_show."
)
NO_PATTERN: Final = Refused(
    "pattern", "An address with * or ? or brackets could mean several things; write it out."
)


@dataclass(frozen=True, slots=True)
class Named:
    """A verb, and the channel that it is for."""

    channel: str
    verb: str


def channel_named(show: str) -> str:
    """Give the channel of the setting `osc_show`: the id of a show, with or without `show/` before it."""
    return show if not show or "/" in show else f"show/{show}"


def named_by(address: str, bound: str) -> Named | Refused | None:
    """Say what an address names; None if it is not for us. `bound` is the channel of short addresses, "" for none."""
    root, *parts = address.strip("/").split("/")
    if root != ROOT or not parts:
        return None
    if PATTERN & set(address):
        return NO_PATTERN
    *channel, verb = parts
    if not channel and not bound:
        return NO_SHOW
    return Named("/".join(channel) or bound, verb)


def prefix_of(channel: str, bound: str) -> str:
    """Give what the addresses of what is told of a channel begin with."""
    return f"/{ROOT}" if channel == bound else f"/{ROOT}/{channel}"
