"""What this process takes of its machine."""

import os
from pathlib import Path

STATM = Path("/proc/self/statm")
DESCRIPTORS = Path("/proc/self/fd")


def memory_bytes() -> int | None:
    """Give the memory that is occupied now; None where the system does not tell."""
    try:
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def open_files() -> int | None:
    """Give how many files and sockets are open; None where the system does not tell."""
    try:
        return sum(1 for _ in DESCRIPTORS.iterdir())
    except OSError:
        return None


def processor_seconds() -> float:
    """Give the processor time that was used so far, in our own code and in the system's."""
    used = os.times()
    return used.user + used.system
