"""The paths of the API about webhooks."""

from crdt_server.accounts.rights import Right
from crdt_server.api import webhooks
from crdt_server.api.path import TEXT, Path, json_body

ALL = "/api/workspaces/{workspace}/webhooks"
ONE = f"{ALL}/{{webhook}}"
EVENTS = {"type": "array", "items": {"enum": list(webhooks.EVENTS)}}

WEBHOOK_PATHS = (
    Path(
        "GET",
        ALL,
        webhooks.list_webhooks,
        "List the webhooks of a workspace, and how the last message to each went.",
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "POST",
        ALL,
        webhooks.make_webhook,
        "Have events of all shows of a workspace posted to an address; the signing secret is told once.",
        body=json_body("url", url=TEXT, label=TEXT, events=EVENTS),
        success=201,
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "DELETE",
        ONE,
        webhooks.remove_webhook,
        "Remove a webhook; what waits for it is not delivered.",
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "POST",
        f"{ONE}/test",
        webhooks.try_webhook,
        "Post a test message, once, and tell how that went.",
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "GET",
        f"{ONE}/deliveries",
        webhooks.list_deliveries,
        "List what waits for a webhook, and the last messages with what became of them.",
        needs=Right.MANAGE_MEMBERS,
    ),
)
