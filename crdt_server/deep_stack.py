"""Where documents are handled: a thread with a deep stack.

yrs walks nested types recursively. What arrives at once is bounded by validation, but harmless edits can add up to a
nesting that needs more stack than a thread usually has, and running out of it would end the process. Address space
costs nothing until it is touched, so the thread that holds the documents gets plenty.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

STACK_BYTES = 1024 * 1024 * 1024
LOOK_SECONDS = 0.5

T = TypeVar("T")


def with_deep_stack(work: Callable[[], T]) -> T:
    """Do something in such a thread; give what it gives, raise what it raises. Signals are heard meanwhile."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001  (raised again below, by whoever waits)
            outcome.set_exception(error)

    old_size = threading.stack_size(STACK_BYTES)
    try:
        # A daemon, so that Ctrl-C ends a command at once: nothing is lost by a crash, either.
        thread = threading.Thread(target=run, name="callboard", daemon=True)
        thread.start()
    finally:
        threading.stack_size(old_size)
    while thread.is_alive():
        thread.join(LOOK_SECONDS)  # the main thread only handles signals between waits
    return outcome.result()
