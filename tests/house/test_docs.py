"""What the documentation says is so: generated parts are fresh, links lead somewhere, nothing names a workplace."""

import re
import subprocess
from pathlib import Path

import pytest

from crdt_server.reference import PAGE, with_settings

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_table_of_settings_is_fresh() -> None:
    assert with_settings(PAGE.read_text()) == PAGE.read_text(), (
        "run: python -m crdt_server.reference"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert not broken, f"{page.name} links to nothing: {broken}"


def test_lock_files_name_no_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*package-lock.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    locks = [ROOT / name for name in listed.stdout.split()]
    assert locks
    for lock in locks:
        assert '"resolved"' not in lock.read_text(), (
            f"{lock} records where packages were downloaded"
        )


# Written in pieces, so that this file does not name them itself.
ELSEWHERE = re.compile(
    "|".join(
        (
            "registry" + r"\.npmjs",
            "pypi" + r"\.org",
            "files" + r"\.pythonhosted",
            "/home" + r"/\w",
            "/Users" + r"/\w",
        )
    )
)


def test_nothing_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    named = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            text = (ROOT / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        named += [f"{name}: {found[0]}" for found in ELSEWHERE.finditer(text)]
    assert not named
