"""The command line, with real processes on real files."""

import json
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.running import Server, run


def test_A5_it_says_where_it_is_and_warns_that_everybody_may_edit(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.get("/healthz").json() == {"status": "ok"}
        assert server.process.stdout is not None
        assert "may read and edit every document" in server.process.stdout.readline()
    assert server.process.returncode == 0


def test_A5_open_acknowledges_the_warning(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        server.process.terminate()
        output, errors = server.process.communicate(timeout=30)
        assert (output, errors) == ("", "")


def test_the_command_line_asks_the_server_that_has_the_data_or_opens_it(tmp_path: Path) -> None:
    content = {"meta": {"title": "From a file"}, "segments": [], "cues": []}
    file = tmp_path / "show.json"
    file.write_text(json.dumps(content))
    data = ("--data", str(tmp_path / "data"))
    with Server(tmp_path / "data") as server:
        name = run("document", "import", str(file), *data).stdout.strip()
        assert name.startswith("show/")
        assert server.get("/api/documents").json()["documents"][0]["name"] == name
    listed = run("document", "list", *data).stdout
    assert name in listed
    assert "From a file" in listed
    shown = json.loads(run("document", "show", name, *data).stdout)
    assert shown["content"]["meta"]["title"] == "From a file"
    target = tmp_path / "out.csv"
    assert run("document", "export", name, "--output", str(target), *data).returncode == 0
    assert b"From a file" in target.read_bytes()
    table = tmp_path / "rows.csv"
    table.write_text("Title,Duration\nDoors,30\n")
    assert run("document", "import", str(table), "--into", name, *data).stdout.strip() == name
    assert "Doors" in run("document", "show", name, *data).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("document", "show", "nothing"), "no document"),
        (("document", "import", "/nowhere.json"), "cannot be read"),
        (("serve", "--port", "many"), "whole number"),
        (("serve", "--database", "ftp://x"), "names no database"),
    ],
)
def test_A3_a_command_that_fails_says_why(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(*arguments, "--data", str(tmp_path))
    assert result.returncode != 0
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_second_server_on_the_same_data_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with Server(tmp_path) as first:
        second = run("serve", "--data", str(tmp_path), "--port", "0")
        assert second.returncode == 1
        assert "in use" in second.stderr
        assert "Traceback" not in second.stderr
        taken = run(
            "serve", "--data", str(tmp_path / "other"), "--port", first.address.rpartition(":")[2]
        )
        assert taken.returncode == 1
        assert "--port" in taken.stderr


def test_A7_a_page_of_another_origin_cannot_open_a_socket(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        with (
            pytest.raises(InvalidStatus),
            connect(server.sockets + "/x", origin="http://evil.example"),
        ):  # type: ignore[arg-type]
            pass
        with connect(server.sockets + "/x", origin=server.address) as socket:  # type: ignore[arg-type]
            socket.send(b"\x00\x00\x01\x00")
            assert socket.recv(timeout=10) == b"\x00\x00\x01\x00"


def test_A1_both_paths_answer(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        with connect(server.sockets) as socket:
            socket.send(b"\x02d1\x02\x00\x00")
            assert socket.recv(timeout=10) == b"\x02d1\x02\x02\x0aread-write"
        with connect(server.sockets + "/a/b%20c") as socket:
            socket.send(b"\x00\x00\x01\x00")
            assert socket.recv(timeout=10) == b"\x00\x00\x01\x00"
        listed = httpx.get(server.address + "/api/documents").json()["documents"]
        assert {entry["name"] for entry in listed} == {"d1", "a/b c"}
