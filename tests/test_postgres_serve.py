"""The whole server on PostgreSQL: kept through a crash of either, and no password where somebody might read it."""

import time
from pathlib import Path

import httpx
import pytest

from bench.postgres import PASSWORD, QUOTED, PostgresServer
from tests.running import Server

PATIENCE = 30


def create(server: Server, title: str) -> httpx.Response:
    body = {"kind": "show", "title": title}
    return httpx.post(server.address + "/api/documents", json=body, timeout=PATIENCE)


def titles(server: Server) -> set[str]:
    documents = server.get("/api/documents").json()["documents"]
    return {document["title"] for document in documents}


def is_ready(server: Server, *, wanted: int) -> None:
    """Wait until the health page says so; a hang is meant by its deadline."""
    deadline = time.monotonic() + PATIENCE
    while server.get("/readyz").status_code != wanted:
        assert time.monotonic() < deadline, server.get("/readyz").text


@pytest.mark.slow
def test_P2_what_was_answered_is_in_postgresql_after_kill_9(
    tmp_path: Path, postgres_url: str
) -> None:
    with Server(tmp_path, "--open", "--database", postgres_url) as server:
        assert PASSWORD not in server.greeting
        assert QUOTED not in server.greeting
        assert create(server, "Gala").status_code == 201
        server.kill()
    with Server(tmp_path, "--open", "--database", postgres_url) as again:
        assert titles(again) == {"Gala"}


@pytest.mark.slow
def test_R9_the_server_outlives_an_outage_of_postgresql(
    tmp_path: Path, postgres: PostgresServer, postgres_url: str
) -> None:
    with Server(tmp_path, "--open", "--database", postgres_url) as server:
        assert create(server, "Before").status_code == 201
        postgres.stop()
        refused = create(server, "Meanwhile")
        assert refused.status_code == 503
        assert QUOTED not in refused.text
        assert server.get("/healthz").status_code == 200
        is_ready(server, wanted=503)
        postgres.start()
        is_ready(server, wanted=200)
        assert create(server, "After").status_code == 201
        assert {"Before", "After"} <= titles(server)
        assert QUOTED not in server.stop()
