"""Does an update that passes the check ever harm the CRDT library? Run this and see.

    python -m tests.protocol.mutations --count 20000 --seed 1

Genuine updates are damaged, those that still pass `inspect` are applied amid the rest of their
session, and the document is then used as a room uses it. It runs in a process of its own, with
little memory, because what goes wrong here ends the process. The last line is a JSON report; a
process that dies or hangs was working on the seed that `--trace` names.
"""

import argparse
import json
import resource
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from pycrdt import Doc, Map, Text, XmlFragment, get_state, merge_updates

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import read_var_uint, write_var_uint
from crdt_server.protocol.update import Summary, decode_state_vector, inspect
from tests.protocol.sessions import ROOTS, session
from tests.protocol.vectors import YJS, b64decode

MEMORY = 3 << 30


def flip(random: Random, data: bytearray) -> None:
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def put(random: Random, data: bytearray) -> None:
    data[random.randrange(len(data))] = random.choice([0, 1, 2, 10, 127, 128, 255])


def insert(random: Random, data: bytearray) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.randbytes(random.randrange(1, 4))


def cut(random: Random, data: bytearray) -> None:
    at = random.randrange(len(data))
    del data[at : at + random.randrange(1, 6)]


def repeat(random: Random, data: bytearray) -> None:
    at = random.randrange(len(data))
    data[at:at] = data[at : at + random.randrange(1, 12)]


def change_number(random: Random, data: bytearray) -> None:
    """Replace what may be a number by a number nearby or far away."""
    at = random.randrange(len(data))
    try:
        value, end = read_var_uint(bytes(data), at)
    except Malformed:
        return
    nearby = [max(0, value + random.choice([-2, -1, 1, 2])), random.randrange(12)]
    far = [2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53 - 1]
    data[at:end] = write_var_uint(random.choice(nearby * 4 + far) % 2**53)


DAMAGES: list[Callable[[Random, bytearray], None]] = [
    flip,
    put,
    insert,
    cut,
    repeat,
    change_number,
    change_number,
]


def damage(random: Random, update: bytes) -> bytes:
    """A genuine update with one to three damages."""
    data = bytearray(update)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        if data:
            random.choice(DAMAGES)(random, data)
    return bytes(data)


def use(doc: Any) -> None:
    """Use a document as a room does: read it, encode it, and let somebody join."""
    for name, kind in ROOTS.items():
        read(doc.get(name, type=kind))
    Doc().apply_update(doc.get_update())
    doc.get_update(doc.get_state())


def read(shared: Any) -> None:
    """Read texts and maps, as `docs_model` does.

    It never looks into arrays, and this does not either: yrs looks for ever for the second half of
    an emoji in a text that somebody has put into an array.
    """
    if isinstance(shared, Map):
        for key in shared.keys():  # noqa: SIM118 (a Map iterates over its keys only when asked)
            read(shared.get(key))
    elif isinstance(shared, Text | XmlFragment):
        str(shared)


def agrees(update: bytes, summary: Summary) -> bool:
    """Whether the library reads the same clocks out of an update as the check did."""
    seen = decode_state_vector(get_state(update))
    whole = {client: end for client, (start, end) in summary.structs.items() if not start}
    return all(seen.get(client) == end for client, end in whole.items())


def outcome(step: Callable[[], object]) -> str:
    """What happened: fine, or the name of the exception (a panic of the library among them)."""
    try:
        step()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return type(error).__name__
    return "fine"


def try_one(random: Random, updates: list[bytes], genuine: bytes) -> str:
    """Damage one update; how the check and the library took it."""
    update = damage(random, genuine)
    try:
        summary = inspect(update)
    except Malformed:
        return "refused"
    if not agrees(update, summary):
        return f"read differently: {update.hex()}"
    doc: Any = Doc()
    at = random.randrange(len(updates))
    for earlier in updates[:at]:
        doc.apply_update(earlier)
    applied = outcome(lambda: doc.apply_update(update))
    if applied == "PanicException":
        return "panicked at once"
    for later in updates[at:]:
        after = outcome(lambda later=later: doc.apply_update(later))
        if after != "fine":
            return f"{applied}, then a later update: {after}"
    used = outcome(lambda: use(doc))
    merged = outcome(lambda: merge_updates(*updates, update))
    return f"{applied}, then use: {used}, merge: {merged}"


def histories() -> list[list[bytes]]:
    """Sessions of genuine updates, of Yjs and of pycrdt, all of them admitted."""
    taken = [session for session in YJS if not session["name"].startswith("subdocuments")]
    recorded = [[b64decode(update) for update in session["updates"]] for session in taken]
    return recorded + [session(seed) for seed in range(24)]


def main(count: int, seed: int, trace: Path | None) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sessions = histories()
    report: Counter[str] = Counter()
    for number in range(count):
        if trace:
            trace.write_text(f"seed {seed}, number {number}\n")
        random = Random(f"{seed}/{number}")
        updates = random.choice(sessions)
        result = try_one(random, updates, random.choice(updates))
        report[result] += 1
        if "anic" in result:
            print(f"seed {seed}, number {number}: {result}")
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--trace", type=Path)
    given = arguments.parse_args()
    main(given.count, given.seed, given.trace)
