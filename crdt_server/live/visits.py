"""Who comes to the channels, and what they may do there: by what they show, looked up anew each time."""

from functools import partial

from crdt_server.accounts.access import KNOWS_PASSWORD, NOBODY, Access, Shown
from crdt_server.channels.machine import Person
from crdt_server.live.live import Visit


def visit_of(access: Access, shown: Shown, channel: str, now: int) -> Visit:
    """Say who somebody is; whom nothing tells from others on this server is nobody, and may say who they are."""
    visitor = access.visitor(shown, now)
    rights = access.rights_on(visitor, channel, now)
    is_known = visitor not in (NOBODY, KNOWS_PASSWORD)
    person = Person(visitor.actor, visitor.name) if is_known else Person("", "")
    return Visit(person, rights, shown.address, partial(access.reach, visitor))
