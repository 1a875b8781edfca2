"""Updates that no client writes are refused, quickly and with a reason (W3, W5).

Most of these crash, hang or damage the CRDT library, or would be read differently by it and by the
browsers; `mutations.py` looks for more of them.
"""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import var_bytes, var_string, write_var_uint
from crdt_server.protocol.limits import UpdateLimits
from crdt_server.protocol.update import inspect
from tests.effort import seeds
from tests.protocol.bytes_of import (
    after,
    block,
    collected,
    deleted,
    first,
    inside,
    numbers,
    root,
    skip,
    text,
    update,
)
from tests.protocol.vectors import WIRE, yjs_updates

X = var_string("x")


def value(raw: bytes) -> bytes:
    """An update that puts one value into an array."""
    return update(block(7, 0, first(b"\1" + raw, root("a"), kind=8)))


REFUSED = {
    "nothing": (b"", "middle of a number"),
    "clients that are not there": (b"\2\0", "middle of a number"),
    "something behind it": (update() + b"\0", "1 bytes too many"),
    "another message": (bytes.fromhex("00000100"), "2 bytes too many"),
    "the same client twice": (
        update(block(7, 0, text("a")), block(7, 1, text("b"))),
        "client 7 occurs twice",
    ),
    "a client with nothing": (update(block(7, 0)), "0 structs"),
    "a client with nothing but a gap": (update(block(7, 0, skip(3))), "brings nothing"),
    "more structs than bytes": (
        b"\1" + numbers(2**31, 7, 0) + text("x") + b"\0",
        "2147483648 structs",
    ),
    "empty text": (update(block(7, 0, text(""))), "no length"),
    "collected structs of no length": (update(block(7, 0, collected(0))), "no length"),
    "a gap of no length": (update(block(7, 0, skip(0), text("x"))), "no length"),
    "no values": (update(block(7, 0, first(b"\0", kind=8))), "no length"),
    "a late start": (update(block(7, 2**31 - 1, text("x"))), "passes 2\\^31-1"),
    "a clock that passes its end": (update(block(7, 2**31 - 2, text("xy"))), "passes 2\\^31-1"),
    "a long gap": (update(block(7, 0, text("x"), skip(2**31 - 1))), "passes 2\\^31-1"),
    "a reference to itself": (update(block(7, 5, after(7, 5, X))), "what comes after it"),
    "a right neighbour to come": (
        update(block(7, 5, b"\x44" + numbers(7, 6) + X)),
        "what comes after it",
    ),
    "a container to come": (update(block(7, 5, first(X, inside(7, 5)))), "inside of what comes"),
    "a reference yrs would wrap": (
        update(block(7, 0, after(8, 2**32 + 1, X))),
        "clocks end at 2\\^31-1",
    ),
    "a container of an unknown kind": (
        update(block(7, 0, first(X, b"\2" + numbers(8, 1)))),
        "parent of the unknown kind 2",
    ),
    "content of kind 0 with references": (
        update(block(7, 0, b"\x80" + numbers(8, 1, 3))),
        "unknown kind",
    ),
    "content of kind 10 with references": (
        update(block(7, 0, b"\x8a" + numbers(8, 1, 3))),
        "unknown kind",
    ),
    "content of kind 11": (update(block(7, 0, first(X, kind=11))), "unknown kind"),
    "content of kind 20, which yrs takes for 4": (
        update(block(7, 0, first(X, kind=20))),
        "unknown kind",
    ),
    "JSON texts, of which yrs reads one too many": (
        update(block(7, 0, first(b"\1" + var_string("1"), kind=2))),
        "unknown kind",
    ),
    "an XML hook, whose name yrs does not read": (
        update(block(7, 0, first(b"\5" + X, kind=7))),
        "shared type of the unknown kind 5",
    ),
    "a weak link": (update(block(7, 0, first(b"\7\0", kind=7))), "shared type of the unknown kind"),
    "a value of an unknown kind": (value(b"\x73"), "value of the unknown kind 115"),
    "an endless integer": (value(b"\x7d" + b"\xff" * 12 + b"\0"), "integer is too long"),
    "more values than bytes": (
        value(b"\x75" + write_var_uint(2**50)),
        "ends too early|unknown kind",
    ),
    "text that is not UTF-8": (
        update(block(7, 0, first(var_bytes(b"\xff\xf0")))),
        "not valid UTF-8",
    ),
    "half an emoji as text": (
        update(block(7, 0, first(var_bytes(b"\xed\xa0\xbd")))),
        "not valid UTF-8",
    ),
    "a root that is not UTF-8": (
        update(block(7, 0, first(X, b"\1" + var_bytes(b"\xc3")))),
        "not valid UTF-8",
    ),
    "a key that is not UTF-8": (
        update(block(7, 0, b"\x24" + root("m") + var_bytes(b"\xff") + X)),
        "not valid UTF-8",
    ),
    "a value that is not UTF-8": (value(b"\x77" + var_bytes(b"\xff")), "not valid UTF-8"),
    "a name in a value that is not UTF-8": (
        value(b"\x76\1" + var_bytes(b"\xff") + b"\x7e"),
        "not valid UTF-8",
    ),
    "a format that is not JSON": (
        update(block(7, 0, first(var_string("bold") + var_string("NaN"), kind=6))),
        "should be JSON",
    ),
    "an embed that is not JSON": (
        update(block(7, 0, first(var_string("{a:1}"), kind=5))),
        "should be JSON",
    ),
    "a deleted range of no length": (
        update(deletions=deleted({7: [(3, 0)]})),
        "empty or passes",
    ),
    "a deleted range without end": (
        update(deletions=deleted({7: [(2**31 - 1, 1)]})),
        "empty or passes",
    ),
    "deletions of one client twice": (
        update(deletions=b"\2" + numbers(7, 1, 0, 1) + numbers(7, 1, 5, 1)),
        "occur twice",
    ),
    "a client above 2^53-1": (
        b"\1\1" + bytes.fromhex("ffffffffffffff1f") + b"\0" + text("x") + b"\0",
        "larger than 2\\^53-1",
    ),
    "subdocument options that are no object": (
        update(block(7, 0, first(var_string("guid") + b"\x7e", kind=9))),
        "not an object",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_W3_it_is_refused(name: str) -> None:
    impossible, because = REFUSED[name]
    with pytest.raises(Malformed, match=because):
        inspect(impossible, UpdateLimits(subdocuments=True))


@pytest.mark.parametrize(
    "hostile",
    [
        b"\xff" * 1_000_000,
        b"\x7f" * 1_000_000,
        b"\1" * 1_000_000,
        b"\0" * 1_000_000,
        b"\1" + numbers(900_000, 7, 0) + b"\x0a\1" * 400_000,
        b"\1" + numbers(900_000, 7, 0) + b"\x84\7\0" * 200_000,
        value(b"\x75" + write_var_uint(2**53 - 1) + b"\x7e" * 1_000_000),
        value(b"\x76" + write_var_uint(2**53 - 1) + b"\0\x7e" * 500_000),
        update(block(7, 0, first(var_string('["' + '\\"' * 400_000), kind=5))),
        b"\0" + numbers(2**53 - 1) + b"".join(numbers(n, 1, 0, 1) for n in range(200_000)),
        b"\0\1" + numbers(7, 2**53 - 1) + b"\1\1" * 400_000,
    ],
    ids=range(11),
)
def test_W5_refusing_takes_no_longer_than_reading(hostile: bytes) -> None:
    begin = perf_counter()
    with pytest.raises(Malformed):
        inspect(hostile)
    assert perf_counter() - begin < 10


@given(st.binary(max_size=200))
def test_W5_only_malformed_comes_out_of_any_bytes(data: bytes) -> None:
    try:
        inspect(data)
    except Malformed as error:
        assert str(error)


GENUINE = [genuine for genuine in yjs_updates() if len(genuine) < 400]


@given(st.sampled_from(GENUINE), st.integers(0, 400), st.binary(max_size=3))
def test_W5_only_malformed_comes_out_of_damaged_updates(
    genuine: bytes, at: int, put: bytes
) -> None:
    try:
        inspect(genuine[:at] + put + genuine[at + len(put) :])
    except Malformed as error:
        assert str(error)


@pytest.mark.parametrize("kind", ["hocuspocus", "y_websocket"])
def test_W5_frames_of_either_dialect_are_no_updates(kind: str) -> None:
    for vector in WIRE[kind]:
        with pytest.raises(Malformed):
            inspect(bytes.fromhex(vector["frame"]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds(1))
def test_R8_what_passes_does_not_bring_the_library_down(tmp_path: Path, seed: int) -> None:
    trace = tmp_path / "trace"
    sizes = ["--count", "1500", "--seed", str(seed)]
    command = [sys.executable, "-m", "tests.protocol.mutations", *sizes]
    done = subprocess.run(
        [*command, "--trace", str(trace)], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, f"{trace.read_text()} {done.stderr[-2000:]}"
    report = json.loads(done.stdout)
    assert report["refused"] < 1500 * 0.9, "too few damaged updates passed to learn anything"
    assert not [result for result in report if "anic" in result or "differently" in result]
