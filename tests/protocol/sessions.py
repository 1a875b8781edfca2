"""Editing sessions of several people in pycrdt, as the updates that their clients would send."""

from collections.abc import Callable
from random import Random
from typing import Any

from pycrdt import (
    Array,
    Doc,
    Map,
    Text,
    UndoManager,
    XmlElement,
    XmlFragment,
    XmlText,
    merge_updates,
)

WORDS = ["a", "cue", " lights ", "né", "舞台", "🎭", "👩‍🎤", "\n", '"quoted"', "\0"]
VALUES = [None, True, 0, -7, 2**40, 0.5, "é", b"\1\2", [1, [2, {"a": [None]}]], {"k": {"l": "🎭"}}]
SAFE = "abc de"  # indexed text is ASCII here, so that no edit cuts a character in two


def write_text(random: Random, doc: Any) -> None:
    text = doc.get("t", type=Text)
    at = random.randrange(len(text) + 1)
    span = min(len(text) - at, random.randrange(1, 4))
    turn = random.random()
    if turn < 0.5 or not span:
        text.insert(at, random.choice(SAFE) * random.randrange(1, 4))
    elif turn < 0.7:
        del text[at : at + span]
    elif turn < 0.9:
        text.format(at, at + span, {"bold": random.choice([True, None, "x", {"a": [1]}])})
    else:
        text.insert_embed(at, random.choice([{"image": "é"}, [[1]], "x"]))


def append_words(random: Random, doc: Any) -> None:
    doc.get("words", type=Text).insert(0, random.choice(WORDS))


def write_array(random: Random, doc: Any) -> None:
    array = doc.get("a", type=Array)
    if len(array) and random.random() < 0.4:
        del array[random.randrange(len(array))]
    else:
        array.insert(random.randrange(len(array) + 1), random.choice(VALUES))


def write_map(random: Random, doc: Any) -> None:
    whole = doc.get("m", type=Map)
    key = random.choice(["title", "né", "🎭"])
    if key in whole and random.random() < 0.3:
        del whole[key]
    else:
        whole[key] = random.choice(VALUES)


def write_nested(random: Random, doc: Any) -> None:
    cues = doc.get("cues", type=Map)
    key = random.choice(["cue1", "cue2", "cue3"])
    cue = cues.get(key)
    if cue is None or random.random() < 0.1:
        cues[key] = Map({"note": Text("x"), "list": Array([1, "é"])})
    elif random.random() < 0.5:
        cue["note"].insert(0, random.choice(SAFE))
    else:
        cue["list"].append(Map({"deep": Array([Text("y")])}))


def write_xml(random: Random, doc: Any) -> None:
    fragment = doc.get("x", type=XmlFragment)
    children = fragment.children
    turn = random.random()
    if turn < 0.4 or not len(children):
        children.append(XmlElement("p", {"level": random.choice(WORDS)}, [XmlText("hello")]))
    elif turn < 0.5:
        del children[0]
    elif isinstance(children[0], XmlElement):
        children[0].attributes["né"] = random.choice(WORDS)


EDITS: list[Callable[[Random, Any], None]] = [
    write_text,
    append_words,
    write_array,
    write_map,
    write_nested,
    write_xml,
]
ROOTS = {"t": Text, "words": Text, "a": Array, "m": Map, "cues": Map, "x": XmlFragment}


class Person:
    """Somebody who edits a copy of their own and hears of the others late."""

    def __init__(self, client: int, *, collect: bool) -> None:
        self.doc: Any = Doc(client_id=client, skip_gc=not collect)
        self.made: list[bytes] = []
        self.unheard: list[bytes] = []
        roots = [self.doc.get(name, type=kind) for name, kind in ROOTS.items()]
        self.undo = UndoManager(scopes=roots, capture_timeout_millis=0)
        self.observer = self.doc.observe(lambda event: self.made.append(event.update))

    def edit(self, random: Random, edits: list[Callable[[Random, Any], None]]) -> list[bytes]:
        """Make an edit; the updates that others have to hear of."""
        self.made.clear()
        turn = random.random()
        if turn < 0.1:
            self.undo.undo()
        elif turn < 0.15:
            self.undo.redo()
        else:
            random.choice(edits)(random, self.doc)
        return list(self.made)

    def hear(self, count: int) -> None:
        """Take in what others have done."""
        for update in self.unheard[:count]:
            self.doc.apply_update(update)
        del self.unheard[:count]


def session(seed: int, turns: int = 40) -> list[bytes]:
    """The updates of three people, in an order in which they can be applied; then some merged ones."""
    random = Random(seed)
    clients = [5, random.randrange(2**32), random.randrange(2**53)]
    people = [Person(client, collect=seed % 2 == 0) for client in clients]
    edits = EDITS if seed % 3 == 0 else [random.choice(EDITS)]
    updates: list[bytes] = []
    for _ in range(turns):
        person = random.choice(people)
        person.hear(random.randrange(6))
        for update in person.edit(random, edits):
            updates.append(update)
            for other in people:
                if other is not person:
                    other.unheard.append(update)
    for person in people:
        person.hear(len(person.unheard))
    state = people[1].doc.get_state()
    people[0].edit(random, EDITS)
    whole = [people[0].doc.get_update(), people[0].doc.get_update(state)]
    return [*updates, *whole, merge_updates(*updates), merge_updates(*updates[::2])]
