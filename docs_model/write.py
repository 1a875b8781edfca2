"""Writing single values into Yjs types, each in the form its field asks for.

Prose goes into a Y.Text of its own, made together with its record and then only changed, never
replaced; everything else is a plain value. A value that is already there is not written again, so
that doing the same twice makes no update (D5).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from pycrdt import Doc, Map, Text

from docs_model.fields import Field
from docs_model.kind import Fields, Records
from docs_model.text_edit import set_text
from docs_model.texts import Prose, RichText
from docs_model.values import MISSING, LiveRichText, LiveText, Plain
from docs_model.yjs import paragraphs, reading

TOUCH_EVERY: Final = 10_000
"""`updated_at` is written again only when it is older than this many ms, to keep typing small."""


class NotAllowed(ValueError):
    """An edit wanted to write what its field does not allow; the text names field and rule."""


@contextmanager
def editing(doc: Doc[Any], origin: object = None) -> Iterator[None]:
    """Do several writes as one transaction, which others see at once or not at all."""
    with doc.transaction(origin=origin):
        yield


def stored_form(field: Field, value: Plain) -> Any:
    """Give what is put into a document for a value: live text for prose, else the value itself."""
    if isinstance(field, RichText):
        return paragraphs(value)
    return Text(value) if isinstance(field, Prose) else value


def new_record(fields: Fields, values: Mapping[str, Plain]) -> Map[Any]:
    """Make a whole record at once, with the initial value for every field not given."""
    return Map(
        {
            name: stored_form(field, values.get(name, field.initial))
            for name, field in fields.items()
        }
    )


def write_all(record: Map[Any], fields: Fields, values: Mapping[str, Plain]) -> list[str]:
    """Write values into a record; tell which of them changed anything."""
    with reading(record.doc) as at:
        held = list(at.values(record.integrated, values))
    changed = [
        (name, old)
        for (name, value), old in zip(values.items(), held, strict=True)
        if not _is(old, value, fields[name])
    ]
    for name, old in changed:
        if _is_typed_into(fields[name], old):
            set_text(record[name], values[name])
        else:
            record[name] = stored_form(fields[name], values[name])
    return [name for name, _ in changed]


def write(record: Map[Any], name: str, field: Field, value: Plain) -> bool:
    """Write one value into a record; tell whether that changed anything."""
    return bool(write_all(record, {name: field}, {name: value}))


def _is_typed_into(field: Field, held: object) -> bool:
    """Tell whether a field has its live text, which is then changed and never replaced."""
    prose = isinstance(field, Prose) and not isinstance(field, RichText)
    return prose and isinstance(held, LiveText)


def _is(held: object, value: Plain, field: Field) -> bool:
    """Tell whether a stored value is that value, in the form the field asks for."""
    if held is MISSING:  # which reads as the initial value, unless the field must be there
        return not field.missing_is_a_fault and value == field.initial
    if isinstance(field, Prose):
        form = LiveRichText if isinstance(field, RichText) else LiveText
        return type(held) is form and held == value
    if isinstance(held, bool | LiveText | LiveRichText) or isinstance(value, bool):
        return held is value
    return isinstance(held, str | int | float | None) and held == value


def require(fields: Fields, values: Mapping[str, Plain]) -> None:
    """Raise `NotAllowed` when there is no such field or it does not allow the value."""
    for name, value in values.items():
        field = fields.get(name)
        fault = field.fault(value) if field else "is no field of this record"
        if fault:
            raise NotAllowed(f"{name} {fault}")


def touch(record: Map[Any], root: Records, now: int) -> None:
    """Note when a record was changed, unless that was noted just before."""
    field = root.fields["updated_at"]
    noted = field.read(record.get("updated_at"))
    if noted is None or now - noted > TOUCH_EVERY:
        write(record, "updated_at", field, now)
