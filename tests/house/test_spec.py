"""Every promise in docs/SPEC.md is cited by a test, and no test cites a promise that is not there.

A citation stands in the name of a test or of its file's docstring, or in its own: not in any text that looks like one,
such as a cell of a spreadsheet.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISE = re.compile(r"^\| ([DPWRAUHCLMOTK]\d+) \|", re.MULTILINE)
CITED = re.compile(r"(?<![A-Za-z0-9])([DPWRAUHCLMOTK]\d+)(?![0-9A-Za-z])")
TITLE = re.compile(r"\b(?:test|it|describe)(?:\.each\([^)]*\))?\(\s*(['\"`])(.*?)\1", re.DOTALL)
COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)


def promises() -> set[str]:
    found = set(PROMISE.findall((ROOT / "docs/SPEC.md").read_text()))
    assert found
    return found


def said_in_python(path: Path) -> Iterator[str]:
    """Give the names and docstrings of a file's tests."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test"
        ):
            yield node.name.replace("_", " ")
            yield ast.get_docstring(node) or ""
    yield ast.get_docstring(tree) or ""


def said_in_typescript(path: Path) -> Iterator[str]:
    """Give the titles of a file's tests, and the comment that the file begins with."""
    text = path.read_text()
    yield from (title for _, title in TITLE.findall(text))
    if (first := COMMENT.search(text)) is not None and first.start() < 5:
        yield first[0]


def citations() -> set[str]:
    said: list[str] = []
    for path in ROOT.glob("tests/**/*.py"):
        if path != Path(__file__):
            said += said_in_python(path)
    for pattern in ("web/src/**/*.test.ts*", "web/e2e/**/*.spec.ts"):
        for path in ROOT.glob(pattern):
            said += said_in_typescript(path)
    return set(CITED.findall("\n".join(said)))


def test_every_promise_has_a_test() -> None:
    missing = promises() - citations()
    assert not missing, f"promised, but not tested: {', '.join(sorted(missing))}"


def test_no_test_cites_an_unknown_promise() -> None:
    unknown = citations() - promises()
    assert not unknown, f"not in docs/SPEC.md: {', '.join(sorted(unknown))}"
