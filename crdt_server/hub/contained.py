"""The one place where an error that nobody foresaw is caught: it is written down, and everything else goes on (R5)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crdt_server.room.digest import is_panic

log = logging.getLogger("callboard")


@contextmanager
def contained(what: str, then: Callable[[], object] | None = None) -> Iterator[None]:
    """Let a block fail without anybody around it noticing; `then` is done for whoever was in it."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        log.exception("%s failed; everything else goes on.", what)
        if then is not None:
            then()
