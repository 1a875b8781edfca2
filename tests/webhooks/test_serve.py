"""A server that is killed while a message is on its way delivers it when it is back (O12)."""

from pathlib import Path

import httpx

from tests.running import Server
from tests.webhooks.conftest import Receiver

NETWORKS = 'webhook_networks = "127.0.0.1"\n'


def test_O12_a_message_that_a_kill_interrupted_is_delivered_after_it(
    tmp_path: Path, receiver: Receiver
) -> None:
    config = tmp_path / "callboard.toml"
    config.write_text(NETWORKS)
    receiver.statuses.append(0)
    with Server(tmp_path, "--config", str(config)) as server:
        body = {"kind": "show", "title": "Gala", "sample": True}
        name = httpx.post(f"{server.address}/api/documents", json=body).json()["document"]["name"]
        made = httpx.post(
            f"{server.address}/api/workspaces/open/webhooks", json={"url": receiver.url}
        ).json()
        go = httpx.post(f"{server.address}/api/live/{name}", json={"command": "next"})
        assert go.status_code == 200
        first = receiver.next()
        server.kill()
    with Server(tmp_path, "--config", str(config)) as server:
        second = receiver.next()
        assert second.headers["webhook-id"] == first.headers["webhook-id"]
        assert second.body == first.body
        assert second.is_signed_with(made["secret"])
        httpx.post(f"{server.address}/api/live/{name}", json={"command": "complete"})
        assert receiver.next().json["type"] == "segment-completed", "and no other message before"
