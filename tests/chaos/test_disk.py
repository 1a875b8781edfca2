"""The disk is full, or fails to sync, under a real server while two people type: nobody is told a lie (R9, R16)."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.processes import CALLBOARD, start
from tests.interop.conftest import Venue
from tests.interop.people import everybody_leaves

TESTS = Path(__file__).parents[1]
PATIENCE = 30.0
FAULTS = {
    "full": (TESTS / "chaos/full_disk.c", "FULL_DISK", "full"),
    "sync": (TESTS / "persistence/failing_sync.c", "FAIL_SYNC", "disk failed"),
}


class FaultyVenue(Venue):
    """A server on a disk that can be told to fail."""

    def __init__(self, data: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
        source, variable, self.sentence = FAULTS[fault]
        library = data / "fault.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        self._flag = data / "failing"
        with monkeypatch.context() as patch:
            patch.setenv("LD_PRELOAD", str(library))
            patch.setenv(variable, str(self._flag))
            super().__init__(data, start(CALLBOARD, data))

    @contextmanager
    def failing_disk(self) -> Iterator[None]:
        """Have a disk that fails for the length of a block."""
        self._flag.touch()
        try:
            yield
        finally:
            self._flag.unlink()

    def until_ready(self, *, ready: bool) -> dict[str, Any]:
        """Wait until the health page says that the server can store, or cannot."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = httpx.get(f"{self.server.address}/readyz", timeout=PATIENCE)
            if answer.is_success == ready:
                report: dict[str, Any] = answer.json()
                return report
            assert time.monotonic() < deadline, answer.text
            time.sleep(0.02)


@pytest.fixture(params=["full", pytest.param("sync", marks=pytest.mark.long)])
def faulty_venue(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FaultyVenue]:
    venue = FaultyVenue(tmp_path, request.param, monkeypatch)
    with everybody_leaves(venue.people):
        try:
            yield venue
        finally:
            venue.server.stop()


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("cc") is None or sys.platform != "linux", reason="needs a C compiler on Linux"
)
def test_R9_R16_while_the_disk_fails_nothing_is_acknowledged_and_editing_goes_on(
    faulty_venue: FaultyVenue, document: str
) -> None:
    venue = faulty_venue
    ana, bela = venue.person("hocuspocus-4"), venue.person("hocuspocus-3")
    for person in (ana, bela):
        person.open(document)
    ana.type(document, "before ")
    ana.until_saved(document)
    bela.until_text(document, "before ")
    saved = ana.sees(document).saved

    with venue.failing_disk():
        ana.type(document, "during ")
        bela.until_text(document, "before during ")
        bela.type(document, "too ")
        ana.until_text(document, "before during too ")
        report = venue.until_ready(ready=False)
        assert venue.sentence in report["trouble"]
        assert report["waiting_to_be_stored"]
        assert httpx.get(f"{venue.server.address}/healthz").is_success
        late = venue.person("y-websocket-3")
        late.open(document)  # whoever comes meanwhile has everything, too
        late.until_text(document, "before during too ")
        assert ana.sees(document).saved == saved
        for person in (ana, bela):
            assert person.sees(document).unsynced
            assert person.sees(document).closes == []
        made = httpx.post(
            f"{venue.server.address}/api/documents",
            json={"kind": "show", "title": "Not now"},
            timeout=PATIENCE,
        )
        assert made.status_code == 503
        assert made.json()["error"]["message"]
        assert venue.server.alive

    for person in (ana, bela):
        person.until_saved(document)
    venue.until_ready(ready=True)
    venue.server.kill()
    for person in venue.people:
        person.go_away()
    venue.people.clear()
    venue.start_again()
    fresh = venue.person("y-websocket-3")
    fresh.open(document)
    fresh.until_text(document, "before during too ")
