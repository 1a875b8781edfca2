"""Webhooks of a workspace: listed, made, tried, removed by whoever manages its members (O12)."""

from typing import Any, Final, get_args

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.editing import json_of, text_in
from crdt_server.api.errors import BadRequest, NotFound
from crdt_server.api.me import note
from crdt_server.api.permit import book_of, visitor_of
from crdt_server.channels.call_events import CallEvent, name_of_type
from crdt_server.webhooks.deliveries import Delivery, Outcome
from crdt_server.webhooks.hooks import LONGEST_LABEL, Hook, TooMany
from crdt_server.webhooks.places import LONGEST_URL, NotThere, url_in
from crdt_server.webhooks.webhooks import Webhooks

EVENTS: Final = tuple(name_of_type(event) for event in get_args(CallEvent))
DEFAULT: Final = ("segment-activated", "segment-completed")


async def list_webhooks(request: Request) -> Response:
    """Give the webhooks of a workspace, the oldest first; their secrets nobody can tell again."""
    webhooks = _webhooks_of(request)
    shown = [_hook_json(webhooks, hook) for hook in webhooks.hooks.of(_workspace_of(request))]
    return answer({"webhooks": shown, "events": list(EVENTS), "default": list(DEFAULT)})


async def make_webhook(request: Request) -> Response:
    """Make a webhook; its signing secret is told once."""
    body, workspace = await json_of(request), _workspace_of(request)
    url, label = text_in(body, "url", limit=LONGEST_URL), body.get("label", "")
    if label != "":
        label = text_in(body, "label", limit=LONGEST_LABEL)
    events, webhooks = _events_in(body), _webhooks_of(request)
    by = visitor_of(request).actor
    try:
        hook, secret = await webhooks.make(workspace, url, label=label, events=events, by=by)
    except (NotThere, TooMany) as error:
        raise BadRequest(str(error)) from error
    await note(request, "webhook.made", _named(hook), after=", ".join(events), workspace=workspace)
    return answer({"webhook": _hook_json(webhooks, hook), "secret": secret}, 201)


async def remove_webhook(request: Request) -> Response:
    """Remove a webhook."""
    hook = _hook_of(request)
    await _webhooks_of(request).remove(hook.id)
    await note(request, "webhook.removed", _named(hook), workspace=hook.workspace)
    return answer({"removed": hook.id})


async def try_webhook(request: Request) -> Response:
    """Post a test message and tell how that went."""
    delivery = await _webhooks_of(request).test(_hook_of(request))
    return answer({"delivery": _delivery_json(delivery)})


async def list_deliveries(request: Request) -> Response:
    """Give what waits for a webhook and what became of the last messages, the latest first."""
    found = _webhooks_of(request).deliveries.of(_hook_of(request).id)
    return answer({"deliveries": [_delivery_json(one) for one in found]})


def _webhooks_of(request: Request) -> Webhooks:
    webhooks: Webhooks = request.app.state.webhooks
    return webhooks


def _workspace_of(request: Request) -> str:
    """Give the workspace that the path names; where there are none, on an open server, what all shows are in."""
    workspaces, named = book_of(request).workspaces, str(request.path_params["workspace"])
    return named if workspaces.find(named) is not None else workspaces.first


def _hook_of(request: Request) -> Hook:
    hook = _webhooks_of(request).hooks.find(request.path_params["webhook"])
    if hook is None or hook.workspace != _workspace_of(request):
        raise NotFound("There is no such webhook; it may have been removed.")
    return hook


def _events_in(body: dict[str, Any]) -> tuple[str, ...]:
    said = body.get("events", list(DEFAULT))
    if not isinstance(said, list) or not said or not all(one in EVENTS for one in said):
        raise BadRequest(f"Give the events: some of {', '.join(EVENTS)}.")
    return tuple(dict.fromkeys(said))


def _named(hook: Hook) -> str:
    """Name a webhook for the audit log: not by its whole address, in which a secret may be."""
    return f"{hook.label} {url_in(hook.url).host}".strip()


def _hook_json(webhooks: Webhooks, hook: Hook) -> dict[str, Any]:
    found = webhooks.deliveries.of(hook.id)
    tried = [one for one in found if one.tried_at is not None]
    last = max(tried, key=lambda one: one.tried_at or 0, default=None)
    return {
        "id": hook.id,
        "url": hook.url,
        "label": hook.label,
        "events": list(hook.events),
        "created_at": hook.created_at,
        "waiting": sum(one.outcome == Outcome.WAITING for one in found),
        "last": _delivery_json(last) if last is not None else None,
    }


def _delivery_json(one: Delivery) -> dict[str, Any]:
    is_waiting = one.outcome == Outcome.WAITING
    return {
        "id": one.id,
        "event": one.event,
        "document": one.channel,
        "made_at": one.made_at,
        "attempts": one.attempts,
        "tried_at": one.tried_at,
        "next_at": one.next_at if is_waiting and one.attempts else None,
        "outcome": one.outcome,
        "status": one.status or None,
        "trouble": one.trouble,
    }
