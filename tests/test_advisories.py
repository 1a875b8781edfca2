"""What the check of known vulnerabilities says: with the real programs, asking services of the test's own."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.house import advisories
from tests.house.advisories import (
    Report,
    ask_npm_audit,
    ask_pip_audit,
    main,
    read_npm_audit,
    read_pip_audit,
)

Answer = Callable[[str, bytes], object]


@contextmanager
def service(answer: Answer) -> Iterator[str]:
    """Have somebody who answers every question with JSON, on this machine; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            said = json.dumps(answer(self.path, body)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def osv(path: str, body: bytes) -> dict[str, Any]:
    """Know of one vulnerability, in every version of h11."""
    if json.loads(body)["package"]["name"] != "h11":
        return {}
    everywhere = {
        "package": {"ecosystem": "PyPI", "name": "h11"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}],
    }
    about = {"id": "PYSEC-0-1", "summary": "Bad", "modified": "2026-01-01T00:00:00Z"}
    return {"vulns": [{**about, "affected": [everywhere]}]}


def test_a_known_vulnerability_in_a_python_package_is_found() -> None:
    with service(osv) as address:
        report = ask_pip_audit(("--vulnerability-service", "osv", "--osv-url", address))
    assert [danger.partition(",")[0].split()[::2] for danger in report.dangers] == [
        ["h11", "PYSEC-0-1"]
    ]
    assert "fixed in 99" in report.dangers[0] and report.unchecked == ()


def of_npm(path: str, body: bytes) -> dict[str, Any]:
    """Know of one vulnerability, in every version of lib0."""
    about = {"id": 1, "url": "https://example.org/GHSA-x", "title": "Bad", "severity": "high"}
    return {"lib0": [{**about, "vulnerable_versions": ">=0"}]}


def test_a_known_vulnerability_in_an_npm_package_is_found(tmp_path: Path) -> None:
    with service(of_npm) as address:
        report = ask_npm_audit((f"--registry={address}", f"--cache={tmp_path}"))
    assert report.dangers == ("lib0 >=0: Bad, https://example.org/GHSA-x",)
    assert main([lambda: report]) == 1


def test_where_nobody_answers_the_check_passes_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    refused = read_npm_audit('{"message": "405 Method Not Allowed", "error": {}}', 26)
    skipped = [{"name": name, "skip_reason": "not found"} for name in "ab"]
    unknown = read_pip_audit(json.dumps({"dependencies": skipped}), 2)
    assert main([lambda: refused, lambda: unknown]) == 0
    said = capsys.readouterr().out
    assert "NOT CHECKED for known vulnerabilities, of 26 npm packages that users run" in said
    assert "all of them (405 Method Not Allowed)" in said
    assert "NOT CHECKED for known vulnerabilities, of 2 Python packages that users run" in said
    assert "no vulnerability is known" not in said


def test_what_is_known_of_some_is_said_of_those_alone() -> None:
    known = {"id": "PYSEC-0-1", "fix_versions": [], "aliases": ["CVE-0-1"]}
    found = [
        {"name": "a", "version": "1", "vulns": [known]},
        {"name": "b", "skip_reason": "not found"},
        {"name": "c", "version": "3", "vulns": []},
    ]
    report = read_pip_audit(json.dumps({"dependencies": found}), 3)
    assert report == Report("Python", 3, ("a 1: PYSEC-0-1, no fix",), ("b",))
    assert list(Report("Python", 3).lines()) == [
        "3 Python packages that users run: no vulnerability is known."
    ]


@pytest.mark.parametrize("said", ["", "[]", "No module named pip_audit", '{"error": {}}'])
def test_an_answer_that_is_none_is_not_taken_for_good_news(said: str) -> None:
    for report in (read_pip_audit(said, 1), read_npm_audit(said, 1)):
        assert report.unchecked and not report.dangers


def test_a_vulnerability_that_does_no_harm_here_can_be_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"id": "PYSEC-0-1", "fix_versions": [], "aliases": ["GHSA-x"]}
    python = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [known]}]})
    via = {"name": "b", "range": "*", "title": "Bad", "url": "https://example.org/GHSA-x"}
    npm = json.dumps({"vulnerabilities": {"b": {"via": [via, "c"]}}})
    assert read_pip_audit(python, 1).dangers and read_npm_audit(npm, 1).dangers
    monkeypatch.setattr(advisories, "ACCEPTED", {"GHSA-x": "that part is not used"})
    assert not read_pip_audit(python, 1).dangers and not read_npm_audit(npm, 1).dangers
