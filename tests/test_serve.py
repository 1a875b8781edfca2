"""The command line, with real processes on real files."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

import httpx
import orjson
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bench.yjs import uint
from crdt_server.hub.registry import DocumentRecord
from persistence.open import open_store
from persistence.store import Entry
from tests.chaos.attacks import in_root, update
from tests.running import Server, run


def test_A5_it_says_where_it_is_and_how_it_is_set_up(tmp_path: Path) -> None:
    with Server(tmp_path, is_open=False) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.get("/healthz").json() == {"status": "ok"}
        assert server.process.stdout is not None
        told = server.process.stdout.readline()
        assert f"Set it up at {server.address}/setup#" in told
    assert server.process.returncode == 0


def test_A5_an_open_server_on_this_machine_alone_has_nothing_to_warn_of(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.process.terminate()
        output, errors = server.process.communicate(timeout=30)
        assert "WARNING" not in errors and "may read and edit" not in output + errors


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
    history = run("document", "history", name, "--most", "1", *data).stdout
    assert "The operator" in history
    assert "Segment ‘Doors’ added" in history


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("document", "show", "nothing"), "no document"),
        pytest.param(
            ("document", "import", "/nowhere.json"), "cannot be read", marks=pytest.mark.long
        ),
        pytest.param(("document", "show", "\udcff"), "no document", marks=pytest.mark.long),
        (("document", "import", "{file}", "--title", "two\nlines"), "one line"),
        pytest.param(
            ("document", "import", "{file}", "--title", "x" * 201), "200", marks=pytest.mark.long
        ),
        (("document", "export", "{name}", "--output", "/nowhere/x.json"), "cannot be written"),
        pytest.param(
            ("document", "list", "--config", "/nowhere"), "cannot be read", marks=pytest.mark.long
        ),
        pytest.param(
            ("document", "list", "--database", "sqlite:////proc/nothing/x"),
            "/proc/nothing",
            marks=pytest.mark.long,
        ),
        pytest.param(("serve", "--port", "many"), "whole number", marks=pytest.mark.long),
        pytest.param(("serve", "--port", "99999"), "at most 65535", marks=pytest.mark.long),
        pytest.param(("serve", "--host", "a..b"), "cannot listen on a..b", marks=pytest.mark.long),
        (("serve", "--database", "ftp://x"), "names no database"),
    ],
)
def test_A3_a_command_that_fails_says_why(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    file = tmp_path / "show.json"
    file.write_text('{"meta": "x", "segments": []}')
    made = run("document", "import", str(file), "--data", str(tmp_path))
    assert "not used: meta" in made.stderr
    words_of = {"{file}": str(file), "{name}": made.stdout.strip()}
    said = [words_of.get(word, word) for word in arguments]
    result = run(*said, "--data", str(tmp_path))
    assert result.returncode != 0
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_the_command_line_does_not_ask_a_stranger_at_the_address_of_a_killed_server(
    tmp_path: Path,
) -> None:
    """The note of a server that was killed stays; somebody else may listen there by now."""
    mine, other = tmp_path / "mine", tmp_path / "other"
    table = tmp_path / "rows.csv"
    table.write_text("Title,Duration\nDoors,30\n")
    with Server(mine) as server:
        name = run("document", "import", str(table), "--data", str(mine)).stdout.strip()
        server.kill()
        assert (mine / "callboard.sqlite.server").exists()
        port = server.address.rpartition(":")[2]
    with Server(other, "--port", port):
        assert name in run("document", "list", "--data", str(mine)).stdout
        assert run("document", "list", "--data", str(other)).stdout.startswith("There are no")


def test_the_command_line_goes_through_no_proxy(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    proxies = {"HTTP_PROXY": nowhere, "http_proxy": nowhere, "ALL_PROXY": nowhere}
    offline = run("document", "list", "--data", str(tmp_path), **proxies)
    assert offline.stdout.startswith("There are no"), offline.stderr
    with Server(tmp_path):
        online = run("document", "list", "--data", str(tmp_path), **proxies)
        assert online.stdout.startswith("There are no"), online.stderr


NESTED, AT_ONCE = 60_000, 500


async def keep_a_deep_nesting(data: Path, name: str) -> None:
    """Write what harmless edits can add up to: types inside types, none deep in itself; then the outermost goes."""
    structs = [in_root(7, b"\0")]
    structs += [b"\7\0" + uint(666) + uint(at) + b"\0" for at in range(NESTED)]
    edits = [
        update(*structs[clock : clock + AT_ONCE], clock=clock)
        for clock in range(0, NESTED, AT_ONCE)
    ]
    edits.append(b"\0\1" + uint(666) + b"\1\0\1")
    store = await open_store(f"sqlite:///{data / 'callboard.sqlite'}")
    await store.append([Entry(name, number, edit, 0) for number, edit in enumerate(edits, 1)])
    record = DocumentRecord(name, "free", name, 0, 0)
    await store.put("documents", name, orjson.dumps(asdict(record)))
    await store.close()


def test_R5_the_command_line_survives_a_deep_nesting(tmp_path: Path) -> None:
    asyncio.run(keep_a_deep_nesting(tmp_path, "nested"))
    output = tmp_path / "nested.yjs"
    done = run("document", "export", "nested", "--output", str(output), "--data", str(tmp_path))
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert output.stat().st_size > 0


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


def test_R10_histories_are_begun_anew_from_the_command_line(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    with Server(tmp_path, "--open") as server:
        body = {"kind": "show", "title": "Gala"}
        made = httpx.post(server.address + "/api/documents", json=body, timeout=30).json()
        name = made["document"]["name"]
        epochs = [server.get(f"/api/documents/{name}").json()["content"]["meta"]["epoch"]]
        for said in (name, "--all"):
            assert run("document", "renew", said, *data).stdout.strip() == name
            epochs.append(server.get(f"/api/documents/{name}").json()["content"]["meta"]["epoch"])
    assert len(set(epochs)) == 3
    assert "--all" in run("document", "renew", *data).stderr
