"""The part that both dialects share: y-protocols' sync messages (what I have, what you lack, an
edit)."""

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import read_var_bytes, read_var_uint, var_bytes
from crdt_server.protocol.messages import Step1, Step2, Update

LIVE = b"\x00\x02"  # the envelope of sync messages in both dialects, and an edit
STEPS: tuple[type[Step1] | type[Step2] | type[Update], ...] = (Step1, Step2, Update)


def read_sync(frame: bytes, at: int) -> tuple[Step1 | Step2 | Update, int]:
    """Read a sync message behind its envelope; returns it and the place behind it."""
    step, at = read_var_uint(frame, at)
    if step >= len(STEPS):
        raise Malformed(f"a sync message is of type 0, 1 or 2, not {step}")
    payload, at = read_var_bytes(frame, at)
    return STEPS[step](payload), at


def live_edit(frame: bytes, at: int) -> bytes | None:
    """Give the edit if what is left of a frame is one short edit in its shortest form; nearly every frame is."""
    start = at + 3
    if (
        frame[at : start - 1] == LIVE
        and len(frame) > start
        and frame[start - 1] == len(frame) - start < 128
    ):
        return frame[start:]
    return None


def write_sync(message: Step1 | Step2 | Update) -> bytes:
    """Write a sync message, without its envelope."""
    if isinstance(message, Step1):
        return b"\x00" + var_bytes(message.state_vector)
    return (b"\x01" if isinstance(message, Step2) else b"\x02") + var_bytes(message.update)
