"""Everything that users run may be passed on under a licence that we take (decision 3)."""

import pytest

from tests.house.licences import is_allowed, licence_of
from tests.house.runtime_packages import npm_packages, python_packages

PYTHON = python_packages()
NPM = npm_packages()


@pytest.mark.parametrize("name", sorted(PYTHON))
def test_a_python_package_has_a_licence_that_we_take(name: str) -> None:
    said = licence_of(PYTHON[name])
    assert is_allowed(said), f"{name} is under {said or 'no licence that it names'}"


@pytest.mark.parametrize("name", sorted(NPM))
def test_an_npm_package_has_a_licence_that_we_take(name: str) -> None:
    said = NPM[name].get("license", "")
    assert is_allowed(said), f"{name} is under {said or 'no licence that it names'}"


def test_what_users_run_is_all_there() -> None:
    """Through others, too; and nothing that only we work with."""
    assert {"starlette", "h11", "pycrdt", "cffi"} <= PYTHON.keys()
    assert {"yjs", "react", "lib0", "@hocuspocus/common"} <= NPM.keys()
    assert not {"pytest", "ruff", "callboard"} & PYTHON.keys()
    assert not {"vite", "typescript"} & NPM.keys()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("GPL-2.0-only OR MIT AND ISC", True),
        ("(GPL-2.0-only OR MIT) AND AGPL-3.0-only", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("", False),
        ("(MIT", False),
        ("MIT MIT", False),
        ("SEE LICENSE IN LICENSE.txt", False),
        ("MIT, GPL", False),
    ],
)
def test_an_expression_is_judged(expression: str, expected: bool) -> None:
    assert is_allowed(expression) is expected
