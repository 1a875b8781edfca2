"""Closed rooms and sockets are let go of though Python is told to search for them rarely."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from crdt_server.hub.litter import MANY_CLOSED, Litter, search_rarely


class Circle:
    """Something that refers to itself, as rooms and sockets do."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_was_closed_is_searched_for_when_it_is_much() -> None:
    search_rarely()
    gone = weakref.ref(Circle())
    litter = Litter()
    litter.closed()
    litter.sweep()
    assert gone() is not None
    for _ in range(MANY_CLOSED):
        litter.closed()
    litter.sweep()
    assert gone() is None


def test_what_the_program_consists_of_is_not_searched() -> None:
    before = len(gc.get_objects())
    search_rarely()
    assert len(gc.get_objects()) < before / 10
