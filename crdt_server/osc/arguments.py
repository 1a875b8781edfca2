"""The values of an OSC message as the arguments of a command, in the order in which the reference names them.

A button on a touch surface sends 1 when it is pressed and 0 when it is let go. So where a command takes no number, a
number is the state of a button: 0 asks for nothing.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, inspect

from crdt_server.channels.machine import Refused

NOT_AN_ARGUMENT = "term"
"""A console does not know how often the call has changed hands."""

Arguments = dict[str, Any]


def arguments_of(command: type[Struct], values: Sequence[Any]) -> Arguments | Refused | None:
    """Give the arguments; None if a button was let go."""
    fields = _fields_of(command)
    if not any(_takes(field, inspect.IntType, inspect.BoolType) for field in fields):
        pressed = [value for value in values if isinstance(value, bool | int | float)]
        values = [value for value in values if not isinstance(value, bool | int | float)]
        if pressed and not any(pressed):
            return None
    try:
        return dict(_given(fields, list(values)))
    except ValueError as error:
        return Refused("bad_arguments", f"{error}.")


def _given(fields: Sequence[inspect.Field], values: list[Any]) -> Iterator[tuple[str, Any]]:
    for field in fields:
        if _takes(field, inspect.VarTupleType):
            yield field.encode_name, [_text(value) for value in values]
            return
        if values and (value := values.pop(0)) not in ("", None):
            yield field.encode_name, _fitting(field, value)
    if values:
        names = ", ".join(field.encode_name for field in fields) or "nothing"
        raise ValueError(f"There are {len(values)} values too many: it takes {names}")


def _fitting(field: inspect.Field, value: Any) -> Any:
    if _takes(field, inspect.BoolType) and isinstance(value, bool | int | float):
        return bool(value)
    if _takes(field, inspect.IntType):
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise ValueError(f"{field.encode_name} is a number")
        return round(value)
    return _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("A text is needed where there is something else")
    return value


def _fields_of(command: type[Struct]) -> list[inspect.Field]:
    about = inspect.type_info(command)
    assert isinstance(about, inspect.StructType)
    return [field for field in about.fields if field.encode_name != NOT_AN_ARGUMENT]


def _takes(field: inspect.Field, *sorts: type[inspect.Type]) -> bool:
    of = field.type
    among = of.types if isinstance(of, inspect.UnionType) else (of,)
    return any(isinstance(one, sorts) for one in among)
