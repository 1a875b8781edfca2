"""What a document began with, in one sentence, when that is too much to be told record by record.

begun(SHOW, differences(…)) → Change("added", sentence="Made from the sample: 46 segments, 128 cues", path="", …)
"""

from collections.abc import Iterable
from functools import cache

from docs_model.compare import Change
from docs_model.differences import WHOLE, Difference
from docs_model.kind import Kind, Records
from docs_model.sample import sample_show

FEW = 10
"""So many records are told one by one."""


def begun(kind: Kind, found: Iterable[Difference]) -> Change | None:
    """Tell of all records that came with the first edit of a document; None if they are few."""
    came = [one for one in found if one.field == WHOLE and one.before is None]
    if len(came) <= FEW:
        return None
    counts = [(root, sum(one.root == root.name for one in came)) for root in kind.roots]
    said = ", ".join(
        f"{count} {root.name if count > 1 else root.interface.lower()}"
        for root, count in counts
        if isinstance(root, Records) and count
    )
    is_sample = {one.record for one in came} == _sample_records()
    sentence = f"Made from the sample: {said}" if is_sample else f"Made with {said}"
    return Change("added", "", "", "made", sentence)


@cache
def _sample_records() -> frozenset[str]:
    """Give the ids of the records of the sample, which are the same in every show made from it."""
    sample = sample_show()
    return frozenset(record["id"] for root in ("segments", "cues") for record in sample[root])
