"""The reference pages are written from the declaration, and are what it would write now (D1)."""

import pytest

from docs_model.kind import Kind
from docs_model.kinds import KINDS
from docs_model.reference import COMMAND, FOLDER, page


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_D1_the_reference_page_is_not_stale(kind: Kind) -> None:
    written = (FOLDER / f"{kind.name}.md").read_text(encoding="utf-8")
    assert written == page(kind), f"run: {COMMAND}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_is_on_the_page(kind: Kind) -> None:
    for root in kind.roots:
        assert f"## `{root.name}`" in page(kind)
        assert all(
            f"| `{name}` | {field.about} |" in page(kind) for name, field in root.fields.items()
        )
