"""No file that everybody gets holds a secret."""

import subprocess

import pytest

from tests.house.runtime_packages import ROOT
from tests.house.secret_scan import secrets_in


def test_no_tracked_file_holds_a_secret() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert len(names) > 500
    found = [
        secret
        for name in names
        for secret in secrets_in(name, (ROOT / name).read_text(errors="replace"))
    ]
    assert not found, found


LETTERS = "q7Rt2Zx9"  # no secret, put together here so that this file holds none
KEY = "-----BEGIN {}PRIVATE KEY-----\n" + LETTERS * 8


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.py", KEY.format("RSA "), "a private key"),
        ("a.py", "x\n" + KEY.format(""), "a private key"),
        ("a.md", "AKIA" + "Q7RT2ZX9" * 2, "Amazon"),
        ("a.md", "AIza" + (LETTERS * 5)[:35], "Google"),
        ("a.ts", f"'ghp_{LETTERS * 5}'", "GitHub"),
        ("a.ts", f"glpat-{LETTERS * 3}", "GitLab"),
        ("a.ts", f"xoxb-{LETTERS * 2}", "Slack"),
        ("a.yml", f"npm_{(LETTERS * 5)[:36]}", "publishing"),
        ("a.yml", f"sk-ant-{LETTERS * 5}", "an API"),
        ("a.txt", ".".join(("eyJ" + LETTERS * 3, "eyJ" + LETTERS * 3, LETTERS * 6)), "signed"),
        ("a.py", "cbs_" + (LETTERS * 6)[:43], "Callboard"),
        ("a.json", f'{{"d": "{(LETTERS * 6)[:43]}"}}', "secret half"),
        ("a.md", f"postgresql://callboard:{LETTERS}@db.example/x", "a password"),
        ("deploy/.env", "", "such files"),
        ("x/server.key", "", "such files"),
    ],
)
def test_what_has_the_form_of_a_secret_is_found_and_not_repeated(
    name: str, text: str, what: str
) -> None:
    (found,) = secrets_in(name, text)
    assert what in found and found.startswith(name)
    assert LETTERS not in found


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://user:password@host/database",
        "http://192.168.1.20:8765/join",
        "f'postgresql://{user}:{word}@{host}/x'",
        "begins with -----BEGIN PRIVATE KEY-----; if",
        "cbs_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
        "sha512-q7Rt2Zx9q7Rt2Zx9q7Rt2Zx9q7Rt2Zx9q7Rt2Zx9==",
    ],
)
def test_what_only_looks_a_little_like_one_is_left_alone(text: str) -> None:
    assert list(secrets_in("a.md", text)) == []
