"""The page about show control says what is so: every example of it is tried at a real server (O11, O12, O13)."""

import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from crdt_server.channels.call_commands import VERBS
from crdt_server.osc.screen import TOLD
from crdt_server.settings_sources import read_settings
from crdt_server.webhooks.deliveries import PAUSES_S
from tests.running import Server
from tests.webhooks.conftest import Came, Receiver, a_receiver

PAGE = (Path(__file__).parents[1] / "docs/show-control.md").read_text()
BLOCK = re.compile(r"^(?:<!-- example: (\w+) -->\n)?```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(name or language, text) for name, language, text in BLOCK.findall(PAGE)]
ROW = re.compile(r"^ *\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
RIGHTS = ["read", "view_show_call", "manage_show_call", "manage_members"]
SECOND = 10.0


def blocks(name: str) -> list[str]:
    found = [text for each, text in BLOCKS if each == name]
    assert found, f"the page has no example {name}"
    return found


def section(title: str) -> str:
    """Give a section of the page, up to the next of the same rank or a higher one."""
    rank, _, rest = PAGE.partition(f"# {title}\n")
    marks = "#" * (len(rank) - len(rank.rstrip("#")) + 1)
    return re.split(rf"^#{{2,{len(marks)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@dataclass
class Venue:
    """A server with accounts, a show in it, and a token of somebody who may call it."""

    server: Server
    show: str
    workspace: str
    token: str
    receiver: Receiver
    presses: int = 0

    def filled(self, text: str) -> str:
        """Put into an example what stands for this server."""
        for stands, real in (
            ("http://127.0.0.1:3001", self.server.address),
            ("http://192.168.10.5:3001", self.server.address),
            ("ws://127.0.0.1:3001", self.server.address.replace("http", "ws")),
            ("ws://192.168.10.5:3001", self.server.address.replace("http", "ws")),
            ("https://example.org/callboard", self.receiver.url),
            ("workspaces/open", f"workspaces/{self.workspace}"),
            ("show/…", self.show),
            ("cbt_…", self.token),
        ):
            text = text.replace(stands, real)
        assert "…" not in text, text
        return text

    def post(self, command: str, **args: Any) -> httpx.Response:
        """Call the show, however soon after the last time."""
        self.presses += 1
        return httpx.post(
            f"{self.server.address}/api/live/{self.show}",
            json={"command": command, "args": args, "id": f"test-{self.presses}"},
            headers={"authorization": f"Bearer {self.token}"},
        )

    def reset(self) -> None:
        """Nothing is on, and nobody has the call."""
        for verb in ("clear", "release"):
            self.post(verb)


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    folder = tmp_path_factory.mktemp("venue")
    config = folder / "callboard.toml"
    config.write_text('webhook_networks = "127.0.0.1"\n')
    with (
        a_receiver() as receiver,
        Server(folder, "--config", str(config), is_open=False) as server,
        httpx.Client(base_url=server.address) as ana,
    ):
        assert server.process.stdout is not None
        code = server.process.stdout.readline().strip().rpartition("#")[2]
        person = {"name": "Ana", "email": "a@example.org", "password": "a horse on the fly floor"}
        ana.post("/api/setup", json={"code": code, "server": "Venue", **person})
        made = ana.post("/api/documents", json={"kind": "show", "title": "Gala", "sample": True})
        token = ana.post("/api/me/tokens", json={"label": "deck", "scopes": RIGHTS}).json()["token"]
        workspace = ana.get("/api/me").json()["workspaces"][0]["id"]
        yield Venue(server, made.json()["document"]["name"], workspace, token, receiver)


def curl(command: str) -> httpx.Response:
    """Do what a command line of curl asks for."""
    program, *words = shlex.split(command)
    assert program == "curl"
    method, headers, body, url = "GET", {}, None, ""
    rest = iter(words)
    for word in rest:
        match word:
            case "-X":
                method = next(rest)
            case "-H":
                name, _, value = next(rest).partition(": ")
                headers[name] = value
            case "-d":
                body = next(rest)
            case _:
                url = word
    return httpx.request(method, url, headers=headers, content=body, timeout=SECOND)


COMMANDS = [
    line for text in blocks("sh") for line in re.split(r"\n(?=curl)", text.replace("\\\n", " "))
]


@pytest.mark.parametrize("command", COMMANDS)
def test_O13_every_command_line_of_the_page_does_what_it_says(venue: Venue, command: str) -> None:
    venue.reset()
    if "add-time" in command:
        venue.post("next")
    answered = curl(venue.filled(command))
    assert answered.is_success, answered.text


def test_O13_what_is_on_is_told_by_name_in_one_answer(venue: Venue) -> None:
    venue.reset()
    venue.post("next")
    example = json.loads(next(text for text in blocks("json") if '"remaining_ms"' in text))
    now = curl(venue.filled(COMMANDS[0])).json()
    assert now.keys() == example.keys()
    assert now["active"].keys() == example["active"].keys() == now["upcoming"].keys()
    assert (now["phase"], now["active"]["number"], now["caller"]) == ("running", 1, "Ana")
    assert now["remaining_ms"] > 0
    venue.post("clear")
    cleared = curl(venue.filled(COMMANDS[0])).json()
    assert (cleared["phase"], cleared["active"], cleared["remaining_ms"]) == ("idle", None, None)
    nobody = httpx.get(f"{venue.server.address}/api/live/{venue.show}/now")
    assert nobody.status_code == 401


def frames_until(socket: Any, wanted: str) -> Any:
    while (frame := json.loads(socket.recv(SECOND)))["type"] != wanted:
        assert frame["type"] not in ("fault", "refused"), frame
    return frame


def test_O13_a_socket_follows_what_its_address_names(venue: Venue) -> None:
    """With the fields that Companion's feedback is told to read."""
    venue.reset()
    (address,) = blocks("text")
    with connect(venue.filled(address.strip())) as socket:
        snapshot = frames_until(socket, "snapshot")
        assert snapshot["state"]["phase"] == "idle"
        venue.post("next")
        told = frames_until(socket, "events")
        assert told["seq"] == snapshot["seq"] + 1
        assert told["patch"]["phase"] == "running"


def test_O13_an_address_that_names_too_much_or_nothing_harms_nobody(venue: Venue) -> None:
    at = venue.server.address.replace("http", "ws") + f"/live?token={venue.token}"
    names = "".join(f"&channel=show/{number}" for number in range(200))
    with connect(f"{at}&channel=&channel={'x' * 300}{names}&channel={venue.show}") as socket:
        assert json.loads(socket.recv(SECOND))["type"] == "welcome"
        refused = [json.loads(socket.recv(SECOND)) for _ in range(63)]
        assert {one["code"] for one in refused} == {"unknown_channel"}
        socket.send(json.dumps({"type": "subscribe", "channel": venue.show}))
        assert frames_until(socket, "snapshot")["channel"] == venue.show


def test_O13_the_lines_that_a_program_says_are_understood(venue: Venue) -> None:
    venue.reset()
    with connect(
        f"{venue.server.address.replace('http', 'ws')}/live?token={venue.token}"
    ) as socket:
        frames_until(socket, "welcome")
        for line in venue.filled(blocks("frames")[0]).splitlines():
            socket.send(line)
        assert frames_until(socket, "answer")["id"] == "1"
        assert frames_until(socket, "answer")["id"] == "2"


def fields_of(text: str) -> Iterator[dict[str, str]]:
    """Give the tables of a section, as they are typed into Companion."""
    for table in re.split(r"\| field \| value \|", text)[1:]:
        rows = {name.strip(): value.strip() for name, value in ROW.findall(table.split("\n\n")[0])}
        yield {name: value.strip("`") for name, value in rows.items() if "---" not in name}


def test_O13_the_button_of_the_page_presses_go(venue: Venue) -> None:
    """Does what Companion's generic HTTP module does: the Base URL, the URI behind it, header and body as JSON."""
    venue.reset()
    base, action = fields_of(section("The button"))
    headers = json.loads(venue.filled(action["header input(JSON)"]))
    assert action["URI"].startswith("leave it empty")
    where = venue.filled(base["Base URL"])
    pressed = httpx.post(
        where, headers={**headers, "content-type": action["Content Type"]}, content=action["Body"]
    )
    assert pressed.status_code == 200, pressed.text
    venue.post("clear")
    refused = httpx.post(where, headers=headers, json={"command": "pause"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "nothing_on")
    venue.post("next")
    for body in re.findall(r"`(\{\"command\".*?\})`", section("The button")):
        venue.presses += 1
        done = httpx.post(
            where, headers=headers, json={**json.loads(body), "id": f"{venue.presses}"}
        )
        assert done.status_code in (200, 409), done.text
    _, get = fields_of(section("What is on, on the button"))
    headers = json.loads(venue.filled(get["header input(JSON)"]))
    assert httpx.get(where + get["URI"], headers=headers).json()["phase"] == "running"
    asked = re.findall(r"'\$\.([a-z.]+)'", section("What is on, on the button"))
    assert asked == ["active.name", "upcoming.name", "phase"]


def test_O11_every_osc_address_of_the_page_is_known() -> None:
    asked = re.findall(r"`/callboard/([a-z-]+)`", section("Commands"))
    assert {"next", "activate", "message"} <= set(asked)
    assert set(asked) - {"done", "refused"} <= VERBS.keys()
    told = re.findall(r"`…/([a-z-]+)`", section("What is told"))
    assert "remaining" in told
    assert set(told) <= TOLD


@pytest.mark.parametrize("text", blocks("toml"))
def test_O13_every_setting_of_the_page_is_one(text: str) -> None:
    assert read_settings(tomllib.loads(text), {})


@pytest.fixture
def came(venue: Venue) -> Iterator[tuple[Came, str]]:
    """A message as a receiver gets it, and the secret that it is checked with."""
    venue.reset()
    address = f"{venue.server.address}/api/workspaces/{venue.workspace}/webhooks"
    with httpx.Client(headers={"authorization": f"Bearer {venue.token}"}) as ana:
        for hook in ana.get(address).json()["webhooks"]:
            ana.delete(f"{address}/{hook['id']}")
        while not venue.receiver.came.empty():
            venue.receiver.next()
        made = curl(venue.filled(COMMANDS[-1])).json()
        venue.post("next")
        yield venue.receiver.next(), made["secret"]


def test_O12_a_message_looks_as_the_page_shows(came: tuple[Came, str]) -> None:
    example = json.loads(next(text for text in blocks("json") if '"timestamp"' in text))
    message = came[0].json
    assert message.keys() == example.keys()
    for part in ("data", "show", "segment"):
        assert message[part].keys() == example[part].keys()


Check = Callable[[str, dict[str, str], bytes], bool]


def in_python(tmp_path: Path) -> Check:
    found: dict[str, Any] = {}
    exec(blocks("python")[0], found)
    check: Check = found["is_from_callboard"]
    return check


def in_node(tmp_path: Path) -> Check:
    (tmp_path / "check.mjs").write_text(blocks("node")[0])

    def check(secret: str, headers: dict[str, str], body: bytes) -> bool:
        said = json.dumps([secret, headers, body.decode()])
        program = (
            "import { isFromCallboard } from './check.mjs';"
            f"console.log(isFromCallboard(...{said}))"
        )
        done = subprocess.run(
            ["node", "--input-type=module", "-e", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return done.stdout.strip() == "true"

    return check


@pytest.mark.parametrize("language", [in_python, in_node])
def test_O12_the_examples_that_check_a_signature_do(
    came: tuple[Came, str], tmp_path: Path, language: Callable[[Path], Check]
) -> None:
    (message, secret), check = came, language(tmp_path)
    headers = message.headers
    assert check(secret, headers, message.body)
    assert not check(secret, headers, message.body.replace(b"Gala", b"Gale"))
    assert not check("whsec_" + "A" * 44, headers, message.body)
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    assert not check(secret, old, message.body)


def test_O12_the_pauses_are_those_of_the_page() -> None:
    said = "5 and 15 seconds, 1, 5 and 15 minutes, 1, 3 and 8 hours"
    assert said in " ".join(PAGE.split())
    assert PAUSES_S == (5, 15, 60, 5 * 60, 15 * 60, 3_600, 3 * 3_600, 8 * 3_600)
