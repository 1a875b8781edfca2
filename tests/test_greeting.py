"""What the server says when it starts (A5)."""

import subprocess
from ipaddress import ip_address
from pathlib import Path

import pytest

from crdt_server.greeting import addresses_on_the_network, greeting
from crdt_server.settings import Settings
from tests.running import Server

ROOT = Path(__file__).parents[1]
HERE = "Callboard is at http://127.0.0.1:3001"
ANA, BOB = "http://192.168.1.20:3001", "http://10.0.0.5:3001"


@pytest.mark.parametrize(
    ("host", "is_open", "lines"),
    [
        ("127.0.0.1", True, [HERE]),
        (
            "127.0.0.1",
            False,
            [
                HERE,
                "Nobody has an account yet. Set it up at http://127.0.0.1:3001/setup#AB-CD",
                "(Elsewhere the page asks for the code: AB-CD. To try it out without accounts, start with --open.)",
            ],
        ),
        (
            "0.0.0.0",
            True,
            [
                HERE,
                f"Everybody on this network who opens {ANA} or {BOB} may read and edit every document.",
            ],
        ),
        (
            "192.168.1.20",
            False,
            [
                f"Callboard is at {ANA}",
                f"Nobody has an account yet. Set it up at {ANA}/setup#AB-CD",
                "(Elsewhere the page asks for the code: AB-CD. To try it out without accounts, start with --open.)",
                f"The network finds it at {ANA}",
            ],
        ),
    ],
)
def test_A5_it_says_where_it_is_and_who_may_edit(
    host: str, is_open: bool, lines: list[str]
) -> None:
    addresses = ["192.168.1.20", "10.0.0.5"]
    settings = Settings(host=host, open=is_open)
    code = "" if is_open else "AB-CD"
    assert list(greeting(settings, host, 3001, addresses, code)) == lines


def test_A5_without_a_network_it_says_it_all_the_same() -> None:
    *_, line = greeting(Settings(host="::", open=True), "::", 3001, [])
    assert line.startswith("Everybody on this network who opens its address, port 3001, may")


def test_the_addresses_are_those_that_others_can_reach() -> None:
    addresses = addresses_on_the_network()
    assert len(set(addresses)) == len(addresses)
    assert not any(ip_address(each).is_loopback for each in addresses)


def test_A5_a_server_on_the_network_says_so_even_when_told_that_it_is_open(tmp_path: Path) -> None:
    with Server(tmp_path, "--open", "--host", "0.0.0.0") as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.get("/healthz").status_code == 200
        assert server.process.stdout is not None
        assert "Everybody on this network who opens" in server.process.stdout.readline()


def test_A4_make_run_leaves_the_host_to_the_settings() -> None:
    """The environment and the settings file decide, and ARGS over them."""
    done = subprocess.run(
        ["make", "--dry-run", "run", "ARGS=--port 4000"], cwd=ROOT, capture_output=True, text=True
    )
    (command,) = [line for line in done.stdout.splitlines() if "callboard serve" in line]
    assert "--host" not in command
    assert command.endswith("--open --port 4000")
