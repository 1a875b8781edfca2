"""When Python looks for what nobody needs any more.

Nearly everything is let go of at once, by counting references; only what refers to itself in a circle, as a closed room
or a gone socket does, has to be searched for. By default Python searches whenever 700 more objects were made than let
go of. Edits that wait together for a commit are such objects, so under load it searched all rooms and sockets over and
over: a third of the server's time with 500 documents. So it searches rarely by itself, and when enough has been closed.

The program itself is some 80,000 objects, most of what there is in a server at rest, and goes nowhere. It is left out
of every search: with it, one took a tenth of a second, in which nobody was heard.
"""

import gc

MANY_NEW = 20_000  # objects
MANY_CLOSED = 200  # rooms and sockets, 20 to 60 KiB each


class Litter:
    """How much was closed since the last search."""

    def __init__(self) -> None:
        self._closed = 0

    def closed(self) -> None:
        """Count a room or a socket that was closed."""
        self._closed += 1

    def sweep(self) -> None:
        """Search if enough was closed; called once a second."""
        if self._closed >= MANY_CLOSED:
            self._closed = 0
            gc.collect()


def search_rarely() -> None:
    """Tell Python not to search at every turn, nor through what is there already; for the whole process."""
    gc.freeze()
    gc.set_threshold(MANY_NEW, 20, 20)
