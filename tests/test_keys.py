"""`callboard keys`: what other servers are told, and a new key for one that may be known (A14)."""

import json
import stat
from pathlib import Path

import httpx
import pytest

from crdt_server.accounts.signing_keys import KeysUnusable
from crdt_server.accounts.trusted_issuers import read_issuers
from tests.running import Server, run


def shown(data: Path) -> dict[str, object]:
    done = run("keys", "show", "--data", str(data))
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)["issuers"][0]
    return said


def test_A14_keys_are_shown_in_the_words_that_another_server_reads_and_rotated(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    first = shown(data)
    assert shown(data) == first
    file = data / "callboard.sqlite.keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = json.loads(file.read_text())["keys"][0]["d"]
    assert secret not in json.dumps(first)
    trusted = tmp_path / "trusted.json"
    trusted.write_text(run("keys", "show", "--data", str(data)).stdout)
    assert read_issuers(trusted)[0].issuer == first["issuer"]
    assert run("keys", "rotate", "--data", str(data)).returncode == 0
    second = shown(data)
    assert second["issuer"] == first["issuer"]
    assert len(second["keys"]) == 2  # type: ignore[arg-type]
    assert secret not in file.read_text()
    assert run("keys", "rotate", "--at-once", "--data", str(data)).returncode == 0
    assert len(shown(data)["keys"]) == 1  # type: ignore[arg-type]
    assert [one.name for one in data.iterdir()] == [file.name]


def test_A14_keys_that_cannot_be_used_are_told_of(tmp_path: Path) -> None:
    file = tmp_path / "callboard.sqlite.keys"
    file.write_text("{}")
    file.chmod(0o600)
    failed = run("keys", "show", "--data", str(tmp_path))
    assert failed.returncode == 2
    assert "no usable keys" in failed.stderr
    file.chmod(0o640)
    assert "others can read it" in run("keys", "rotate", "--data", str(tmp_path)).stderr
    in_memory = run("keys", "show", "--database", "memory:")
    assert "memory" in in_memory.stderr


@pytest.mark.parametrize(
    "content",
    [
        "",
        '{"issuers": [{"issuer": "", "keys": []}]}',
        '{"issuers": [{"issuer": "x", "keys": [{"kty": "oct", "k": "AAAA", "kid": "1"}]}]}',
        '{"issuers": [{"issuer": "x", "keys": [{"kty": "OKP", "crv": "X25519", "x": "A", "kid": "1"}]}]}',
        '{"issuers": [{"issuer": "x", "keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A", "kid": "1"}]}]}',
        '{"issuers": [{"issuer": "x", "keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A", "d": "A", "kid": "1"}]}]}',
    ],
)
def test_A14_whom_to_trust_is_read_whole_or_not_at_all(tmp_path: Path, content: str) -> None:
    """A14, A4: a file that is wrong stops the start with a sentence."""
    file = tmp_path / "trusted.json"
    file.write_text(content)
    with pytest.raises(KeysUnusable, match=r"trusted\.json"):
        read_issuers(file)


def test_A14_a_wrong_file_of_trusted_servers_stops_the_start(tmp_path: Path) -> None:
    failed = run(
        "serve", "--data", str(tmp_path), "--port", "0", CALLBOARD_TRUSTED_ISSUERS="/nowhere"
    )
    assert failed.returncode == 1
    assert "/nowhere cannot be read" in failed.stderr


def test_A14_a_server_that_runs_notices_another_key(tmp_path: Path) -> None:
    """A14: no restart, and no secret in what the server writes down."""
    with Server(tmp_path, is_open=False) as server:
        assert server.process.stdout is not None
        code = server.process.stdout.readline().strip().rpartition("#")[2]
        with httpx.Client(base_url=server.address, timeout=60) as ana:
            body = {"code": code, "server": "Venue", "name": "Ana", "email": "a@example.org"}
            body["password"] = "a horse on the fly floor"
            assert ana.post("/api/setup", json=body).status_code == 200
            made = ana.post("/api/me/access-tokens", json={"label": "Companion"}).json()
            bearer = {"authorization": f"Bearer {made['access_token']}"}
            with httpx.Client(base_url=server.address, headers=bearer, timeout=60) as program:
                assert program.get("/api/documents").status_code == 200
                assert run("keys", "rotate", "--at-once", "--data", str(tmp_path)).returncode == 0
                assert program.get("/api/documents").status_code == 401
            refresh = {"refresh_token": made["refresh_token"]}
            again = ana.post("/api/access-tokens", json=refresh).json()
        log = server.stop()
        for secret in (*refresh.values(), again["access_token"], made["access_token"]):
            assert secret not in log
