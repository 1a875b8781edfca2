"""Every promise in docs/SPEC.md is cited by a test, and no test cites a promise that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROMISE = re.compile(r"^\| ([DPWRAUHC]\d+) \|", re.MULTILINE)
CITED = re.compile(r"(?<![A-Za-z0-9])([DPWRAUHC]\d+)(?![0-9A-Za-z])")
CITED_IN_NAME = re.compile(r"test_([DPWRAUHC]\d+)_")


def all_tests() -> str:
    files = [
        *ROOT.glob("tests/**/*.py"),
        *ROOT.glob("web/src/**/*.test.ts*"),
        *ROOT.glob("web/e2e/**/*.ts"),
    ]
    return "\n".join(path.read_text() for path in files if path != Path(__file__))


def test_every_promise_has_a_test() -> None:
    promises = set(PROMISE.findall((ROOT / "docs/SPEC.md").read_text()))
    text = all_tests()
    cited = set(CITED.findall(text)) | set(CITED_IN_NAME.findall(text))
    assert promises
    assert not promises - cited, f"promised, but not tested: {', '.join(sorted(promises - cited))}"


def test_no_test_cites_an_unknown_promise() -> None:
    promises = set(PROMISE.findall((ROOT / "docs/SPEC.md").read_text()))
    unknown = set(CITED_IN_NAME.findall(all_tests())) - promises
    assert not unknown, f"not in docs/SPEC.md: {', '.join(sorted(unknown))}"
