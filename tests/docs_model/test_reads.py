"""The same stored value reads the same in Python and in the browser (D2, D8)."""

from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from docs_model.kinds import SHOW
from docs_model.yjs import reading
from tests.docs_model.vectors import vectors


@pytest.mark.parametrize("field", vectors("reads"), ids=lambda f: f"{f['root']}/{f['field']}")
def test_D2_D8_stored_values_read_as_everywhere(field: dict[str, Any]) -> None:
    declared = SHOW.root(field["root"]).fields[field["field"]]
    holder = Doc().get("holder", type=Map)
    for case in field["cases"]:
        holder["it"] = Text(case["live"]) if "live" in case else case["stored"]
        with reading(holder.doc) as at:
            (value,) = at.values(holder.integrated, ["it"])
        assert declared.read(value) == case["read"], case
        assert type(declared.read(value)) is type(case["read"]), case
