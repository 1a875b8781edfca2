"""`callboard doctor` finds what is wrong, says what to do, and changes nothing (M6)."""

import hashlib
import json
import os
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from bench.postgres import PostgresServer
from crdt_server.cli_doctor import json_report, summary, text_of
from crdt_server.doctor import disk, network, sqlite, time_of_day
from crdt_server.doctor.finding import Finding, State, broken, ok, warning
from crdt_server.doctor.postgres import check_postgres, clock_finding
from crdt_server.settings import Settings
from persistence.sqlite import SqliteStore
from persistence.store import Entry
from tests.running import Server, run

NOW = 1_798_000_000_000


def doctor(*options: str) -> tuple[int, dict[str, list[dict[str, str]]], str]:
    """Ask the doctor; give the exit code, the findings by topic, and all that was said."""
    done = run("doctor", "--json", *options)
    report = json.loads(done.stdout)
    topics: dict[str, list[dict[str, str]]] = {}
    for finding in report["findings"]:
        topics.setdefault(finding["topic"], []).append(finding)
    assert report["state"] == ("broken" if done.returncode == 1 else report["state"])
    return done.returncode, topics, done.stdout + done.stderr


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    """What is in the files of a folder, and when they were written; the index of a WAL is no content."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if not path.name.endswith("-shm")
    }


async def database(path: Path, entries: int = 5) -> None:
    store = await SqliteStore.open(path)
    await store.append([Entry("d", seq, b"bytes" * 50, NOW, "") for seq in range(1, entries + 1)])
    await store.close()


def test_M6_a_new_place_is_in_order(tmp_path: Path) -> None:
    code, topics, said = doctor("--data", str(tmp_path / "new"), "--port", "0")
    assert code == 0, said
    for topic in ("free space", "disk commits", "SQLite", "database", "clock", "port", "addresses"):
        assert topic in topics
    (commits,) = topics["disk commits"]
    assert commits["figures"]["commits"] == disk.COMMITS  # type: ignore[index]
    assert 0 < commits["figures"]["median_seconds"] <= commits["figures"]["worst_seconds"]  # type: ignore[index]
    assert list(tmp_path.iterdir()) == []


def test_M6_beside_a_running_server_nothing_is_changed(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        made = run("document", "import", str(a_show(tmp_path)), "--data", str(tmp_path / "data"))
        assert made.returncode == 0, made.stderr
        before = fingerprints(tmp_path / "data")
        del before["callboard.sqlite-wal"]  # the server itself goes on writing there
        port = server.address.rpartition(":")[2]
        code, topics, said = doctor("--data", str(tmp_path / "data"), "--port", port)
        after = fingerprints(tmp_path / "data")
        del after["callboard.sqlite-wal"]
        assert after == before
        assert code == 0, said
        assert "with this data" in topics["port"][0]["found"]
        assert "every page is in order" in topics["database"][0]["found"]
        other, found, _ = doctor("--data", str(tmp_path / "other"), "--port", port)
        assert (other, found["port"][0]["state"]) == (0, "warning")
        assert "--port" in found["port"][0]["advice"]


def a_show(folder: Path) -> Path:
    path = folder / "show.json"
    path.write_text(json.dumps({"meta": {"title": "Gala"}, "segments": [], "cues": []}))
    return path


@pytest.mark.anyio
async def test_M6_a_database_at_rest_is_looked_at_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "callboard.sqlite"
    await database(path)
    before = fingerprints(tmp_path)
    names = {file.name for file in tmp_path.iterdir()}
    (found,) = sqlite.check_file(path)
    assert found.state is State.OK and "format 1" in found.found
    assert sqlite.newest_entry(path) == NOW
    assert fingerprints(tmp_path) == before
    assert {file.name for file in tmp_path.iterdir()} == names


@pytest.mark.anyio
async def test_M6_after_a_crash_the_log_beside_the_database_is_read_and_left_alone(
    tmp_path: Path,
) -> None:
    store = await SqliteStore.open(tmp_path / "live.sqlite")
    await store.append([Entry("d", 1, b"bytes", NOW, "")])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy2(tmp_path / f"live.sqlite{suffix}", crashed / f"callboard.sqlite{suffix}")
    await store.close()
    before = fingerprints(crashed)
    (found,) = sqlite.check_file(crashed / "callboard.sqlite")
    assert found.state is State.OK
    assert sqlite.newest_entry(crashed / "callboard.sqlite") == NOW
    assert fingerprints(crashed) == before


@pytest.mark.anyio
async def test_M6_a_damaged_a_newer_and_a_foreign_database_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "callboard.sqlite"
    await database(path, 200)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + os.urandom(4096) + whole[12288:])
    assert [each.state for each in sqlite.check_file(path)] == [State.BROKEN]
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    (nothing,) = sqlite.check_file(path)
    assert nothing.state is State.BROKEN and "backup" in nothing.advice
    path.write_bytes(whole[:60] + (99).to_bytes(4) + whole[64:])
    (newer,) = sqlite.check_file(path)
    assert newer.state is State.BROKEN and "format 99" in newer.found
    path.unlink()
    sqlite3.connect(path).execute("CREATE TABLE other (x)").connection.close()
    (foreign,) = sqlite.check_file(path)
    assert foreign.state is State.BROKEN and "not made by Callboard" in foreign.found


@pytest.mark.parametrize(
    ("version", "state", "word"),
    [
        ((3, 34, 1), State.BROKEN, "3.37"),
        ((3, 40, 1), State.OK, "lock"),
        ((3, 51, 2), State.OK, "3.51.3"),
        ((3, 51, 3), State.OK, "SQLite 3.51.3."),
        ((3, 60, 0), State.OK, "SQLite 3.60.0."),
    ],
)
def test_M6_hazards_of_an_sqlite_are_known_by_its_version(
    version: tuple[int, ...], state: State, word: str
) -> None:
    (found,) = sqlite.check_library(version)
    assert found.state is state and word in found.found


@pytest.mark.parametrize(
    ("times", "state", "word"),
    [
        ([0.001] * 40, State.OK, "1 ms"),
        ([0.000_001] * 40, State.WARNING, "power cut"),
        ([0.05] * 40, State.WARNING, "safe"),
        ([0.3] * 5, State.WARNING, "another disk"),
        ([0.001] * 39 + [1.5], State.WARNING, "another disk"),
    ],
)
def test_M6_a_slow_disk_is_told_from_one_that_does_not_sync(
    tmp_path: Path, times: list[float], state: State, word: str
) -> None:
    found = disk.commit_finding(tmp_path, times)
    assert found.state is state and word in found.found + found.advice


def test_M6_measuring_a_disk_that_stands_still_ends(tmp_path: Path) -> None:
    clock = iter(float(second) for second in range(1000))
    times = disk.commit_times(tmp_path, lambda: next(clock))
    assert 1 <= len(times) < disk.COMMITS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("free", "state"),
    [(50 << 20, State.BROKEN), (500 << 20, State.WARNING), (5 << 30, State.OK)],
)
def test_M6_little_space_is_told_early(tmp_path: Path, free: int, state: State) -> None:
    assert disk.space_finding(tmp_path, free).state is state


def test_M6_the_kind_of_a_file_system_is_that_of_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/a / ext4 rw 0 0\n"
        f"server:/x {tmp_path} nfs4 rw 0 0\n"
        f"tmpfs {tmp_path}/in\\040memory tmpfs rw 0 0\n"
    )
    folder = tmp_path / "in memory" / "data"
    assert disk.kind_of(folder, mounts) == "tmpfs"
    assert disk.kind_of(tmp_path / "in", mounts) == "nfs4"
    assert disk.kind_of(Path("/somewhere"), mounts) == "ext4"
    assert disk.kind_of(folder, tmp_path / "none") is None
    for kind in ("tmpfs", "nfs4"):
        (found,) = disk.kind_finding(folder, kind)
        assert found.state is State.BROKEN and "--data" in found.advice
    assert list(disk.kind_finding(folder, None)) == []


def test_M6_a_file_in_the_place_of_the_folder_is_broken(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    code, topics, said = doctor("--data", str(tmp_path / "data"), "--port", "0")
    assert code == 1, said
    assert topics["disk commits"][0]["state"] == "broken"
    assert "Traceback" not in said


def test_M6_a_port_that_another_program_has_is_broken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, topics, _ = doctor("--data", str(tmp_path), "--port", port)
    assert code == 1
    assert "Another program" in topics["port"][0]["found"]
    assert "--port" in topics["port"][0]["advice"]


def test_M6_an_address_that_this_machine_does_not_have_is_broken(tmp_path: Path) -> None:
    code, topics, said = doctor("--data", str(tmp_path), "--host", "203.0.113.7", "--port", "3999")
    assert code == 1, said
    assert topics["port"][0]["state"] == "broken"
    assert topics["addresses"][0]["state"] == "warning"


@pytest.mark.parametrize(
    ("host", "addresses", "state", "word"),
    [
        ("127.0.0.1", ["10.0.0.5"], State.OK, "--host 0.0.0.0"),
        ("127.0.0.1", [], State.OK, "no network"),
        ("0.0.0.0", ["10.0.0.5"], State.OK, "http://10.0.0.5:3001"),
        ("0.0.0.0", [], State.WARNING, "cable"),
        ("10.0.0.9", ["10.0.0.5"], State.WARNING, "10.0.0.5"),
        ("10.0.0.5", ["10.0.0.5"], State.OK, "http://10.0.0.5:3001"),
    ],
)
def test_M6_where_people_find_the_server(
    host: str, addresses: list[str], state: State, word: str
) -> None:
    (found,) = network.check_addresses(Settings(host=host), addresses)
    assert found.state is state and word in found.found + found.advice


@pytest.mark.parametrize(
    ("now", "seen", "state", "word"),
    [
        (NOW, [NOW - 5], State.OK, "2026"),
        (NOW, [], State.OK, "It is"),
        (NOW, [NOW + 59_000], State.OK, "It is"),
        (NOW, [5, NOW + 3_600_000], State.WARNING, "went back"),
        (86_400_000, [], State.BROKEN, "1970-01-02"),
        (10**16, [], State.BROKEN, "cannot be"),
    ],
)
def test_M6_a_clock_that_is_wrong_is_noticed(
    tmp_path: Path, now: int, seen: list[int], state: State, word: str
) -> None:
    (found,) = time_of_day.check_clock(now, seen, tmp_path / "none")
    assert found.state is state and word in found.found
    (tmp_path / "synchronized").touch()
    (kept,) = time_of_day.check_clock(NOW, [], tmp_path / "synchronized")
    assert "keeps it right" in kept.found


def test_M6_every_finding_that_is_not_well_says_what_to_do() -> None:
    findings = [
        ok("a", "Well."),
        warning("b", "Slow.", "Hurry."),
        broken("c", "Gone.", "Fetch it."),
    ]
    assert text_of(findings[1]).splitlines()[1].strip() == "→ Hurry."
    assert json.loads(json_report(findings))["state"] == "broken"
    assert json.loads(json_report(findings[:2]))["state"] == "warning"
    assert json.loads(json_report([]))["state"] == "ok"
    assert "1 of 3" in summary(findings) and "1 of 2" in summary(findings[:2])
    assert summary(findings[:1]) == "\nEverything is as it should be."


def test_M6_memory_and_nonsense_are_no_places_to_keep_a_show(tmp_path: Path) -> None:
    code, topics, _ = doctor("--database", "memory:", "--port", "0")
    assert (code, topics["database"][0]["state"]) == (0, "warning")
    code, topics, said = doctor("--database", "mysql://me:secret-word@x/y", "--port", "0")
    assert (code, topics["database"][0]["state"]) == (1, "broken")
    assert "secret-word" not in said


def worst(findings: list[Finding]) -> State:
    order = list(State)
    return max((finding.state for finding in findings), key=order.index)


def test_M6_a_postgresql_server_is_looked_at_and_not_touched(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    found = check_postgres(url)
    assert worst(found) is State.OK, found
    said = " ".join(finding.found for finding in found)
    for word in ("fsync is on", "full_page_writes is on", "not there yet", "agrees with ours"):
        assert word in said
    assert postgres.ask("SELECT to_regnamespace('callboard') IS NULL", url) == ["t"]
    assert "p@ss" not in said and "p%40ss" not in said


def test_M6_a_postgresql_server_that_is_away_or_unsafe_is_broken(postgres: PostgresServer) -> None:
    gone = check_postgres(postgres.url("there_is_none"))
    assert [each.state for each in gone] == [State.BROKEN] and "Create it" in gone[0].found
    (unreadable,) = check_postgres("postgresql://me:se/cr@t@host:x/db")
    assert unreadable.state is State.BROKEN and "se/cr" not in unreadable.found
    url = postgres.new_database()
    postgres.ask("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD 'guest'")
    try:
        guest = url.replace(url.partition("://")[2].partition("@127")[0], "guest:guest")
        assert "may not make" in " ".join(each.found for each in check_postgres(guest))
    finally:
        postgres.ask("DROP ROLE guest")
    postgres.stop()
    (away,) = check_postgres(url)
    assert away.state is State.BROKEN and "cannot be reached" in away.found


def test_M6_P15_whether_workspaces_are_kept_apart_in_postgresql_is_told(
    postgres: PostgresServer,
) -> None:
    owner, serving = postgres.new_owned_database()
    early = check_postgres(serving)
    assert worst(early) is State.BROKEN and any(
        "callboard migrate" in each.advice for each in early
    )
    assert run("migrate", "--database", serving).returncode == 2
    done = run("migrate", "--database", owner, "--serving", "serving")
    assert (done.returncode, done.stderr) == (0, "")
    assert "serving can serve" in done.stdout
    assert worst(check_postgres(serving)) is State.OK
    (found,) = [each for each in check_postgres(owner) if each.state is not State.OK]
    assert found.state is State.WARNING
    assert "owns the tables" in found.found and "--serving" in found.advice
    assert run("migrate", "--database", "memory:", "--serving", "x").returncode == 2


def test_M6_a_database_server_whose_clock_is_wrong_is_noticed() -> None:
    assert clock_finding(0.5).state is State.OK
    assert clock_finding(-7.25).state is State.WARNING
    assert "7.2 s behind" in clock_finding(-7.25).found


def test_M6_settings_that_are_wrong_stop_the_doctor_as_they_stop_the_server() -> None:
    done = run("doctor", "--port", "many")
    assert done.returncode == 2 and "whole number" in done.stderr
