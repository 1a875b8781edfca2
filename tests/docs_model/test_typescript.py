"""The TypeScript model is written from the declaration, and is what it would write now (D1)."""

from docs_model import typescript
from docs_model.typescript import PATH, folded, literal, text


def test_D1_the_typescript_model_is_not_stale() -> None:
    assert PATH.read_text(encoding="utf-8") == text(), f"run: {typescript.COMMAND}"


def test_D1_every_field_of_every_kind_is_in_it() -> None:
    written = text()
    for kind in typescript.KINDS.values():
        for root in kind.roots:
            assert f"export interface {root.interface} {{" in written
            for name, field in root.fields.items():
                name_and_type = f"readonly {name}: {typescript.type_name(root, name, field)}\n"
                assert name_and_type in written
                assert f"/** {field.about} */" in written


def test_values_are_written_as_literals() -> None:
    assert literal({"a": [1, None, True], "b": {}}) == "{ a: [1, null, true], b: {} }"
    assert literal("it's") == '"it\'s"'


def test_what_is_too_long_for_a_line_is_folded() -> None:
    long = ["x" * 60, "y" * 60]
    assert list(folded("a: ", long, "")) == ["a: [", f'  "{"x" * 60}",', f'  "{"y" * 60}",', "],"]
