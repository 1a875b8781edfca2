"""`callboard document …`: the library from a shell, through the same API that the web app uses."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import orjson

from crdt_server.app import make_app
from crdt_server.deep_stack import with_deep_stack
from crdt_server.settings import Settings
from crdt_server.tls.contexts import context_without_check
from crdt_server.walls import new_wall
from crdt_server.whereabouts import Whereabouts, whereabouts
from docs_model.kinds.free import FREE
from persistence.open import open_store
from persistence.store import StoreError

Details = Mapping[str, Any]
FORMATS = ("json", "csv", "xlsx", "yjs")
PATIENCE = 60.0


class CommandFailed(Exception):
    """A command could not do what was asked; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One word after `callboard document`."""

    about: str
    work: Callable[[httpx.AsyncClient, Details], Awaitable[None]]
    arguments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def run_command(name: str, details: Details, settings: Settings) -> int:
    """Do one command against the server that has the data, or against the data itself."""

    async def work() -> None:
        async with _client(settings) as client:
            await COMMANDS[name].work(client, details)

    try:
        with_deep_stack(lambda: asyncio.run(work()))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise CommandFailed(f"The server stopped answering ({reason}); try again.") from error
    except StoreError as error:
        raise CommandFailed(str(error)) from error
    return 0


async def list_documents(client: httpx.AsyncClient, details: Details) -> None:
    """Print one line for every document."""
    documents = (await _ask(client, "GET", "/api/documents"))["documents"]
    for document in documents:
        mark = "  (deleted)" if document["deleted_at"] else ""
        changed = _minute(document["updated_at"])
        _print(f"{document['name']}  {changed}  {document['title']}{mark}")
    if not documents:
        _print(
            "There are no documents yet. Create one in the web app, or import one: callboard document import FILE"
        )


async def show_document(client: httpx.AsyncClient, details: Details) -> None:
    """Print a document as JSON."""
    found = await _ask(client, "GET", _path(details["name"]))
    _print(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())


async def export_document(client: httpx.AsyncClient, details: Details) -> None:
    """Write a document to a file or to the standard output."""
    output = Path(details["output"]) if details["output"] else None
    suffix = output.suffix[1:].lower() if output else ""
    chosen = details["format"] or (suffix if suffix in FORMATS else "json")
    response = await client.get(_path(details["name"]) + "/export", params={"format": chosen})
    _refuse_errors(response)
    if output is None:
        sys.stdout.buffer.write(response.content)
        return
    try:
        output.write_bytes(response.content)
    except OSError as error:
        raise CommandFailed(f"{output} cannot be written: {error.strerror}.") from error


async def import_document(client: httpx.AsyncClient, details: Details) -> None:
    """Bring a file into a new document, or into one that is there."""
    path = Path(details["file"])
    try:
        data = path.read_bytes()  # noqa: ASYNC240  (nothing else waits in a command)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from error
    content = await _content_of(client, path, data)
    if details["into"]:
        answer = await _ask(client, "POST", _path(details["into"]) + "/import", content)
        name, problems = details["into"], answer["problems"]
    else:
        title = details["title"] or _title_in(content) or " ".join(path.stem.split())[:200]
        body = {"kind": "show", "title": title, "content": content}
        answer = await _ask(client, "POST", "/api/documents", body)
        name, problems = answer["document"]["name"], answer["problems"]
    _print(name)
    for problem in problems:
        sys.stderr.write(f"not used: {problem['path']}: {problem['message']}\n")


async def renew_document(client: httpx.AsyncClient, details: Details) -> None:
    """Begin the history of one document, or of all, anew."""
    if not details["name"] and not details["all"]:
        raise CommandFailed("Name a document, or say --all.")
    names = [details["name"]]
    if details["all"]:
        documents = (await _ask(client, "GET", "/api/documents"))["documents"]
        names = [
            document["name"]
            for document in documents
            if document["kind"] != FREE.name and not document["deleted_at"]
        ]
        names += [name for show in names for name in await _companions_of(client, show)]
    for name in names:
        await _ask(client, "POST", _path(name) + "/renew")
        _print(name)


async def _companions_of(client: httpx.AsyncClient, show: str) -> list[str]:
    """Give the private columns of a show that the server lets the command line see."""
    companions = (await _ask(client, "GET", _path(show) + "/companions"))["companions"]
    return [one["name"] for one in companions if not one["deleted_at"]]


async def show_history(client: httpx.AsyncClient, details: Details) -> None:
    """Print who changed what, the latest first."""
    most = details["most"] or "20"
    path = f"{_path(details['name'])}/history?most={quote(most)}"
    found = await _ask(client, "GET", path)
    for step in found["steps"]:
        author = step["author"]["name"] or "Somebody"
        _print(f"{_minute(step['ended_at'])}  {author}")
        for change in step["changes"]:
            _print(f"    {change['sentence']}")
        if not step["changes"]:
            _print(f"    {step['bytes']} bytes")
        elif step["amount"] > len(step["changes"]):
            _print(f"    … and {step['amount'] - len(step['changes'])} more")
    if not found["steps"]:
        _print("Nothing has happened in this document yet, as far back as its history is kept.")


async def _content_of(client: httpx.AsyncClient, path: Path, data: bytes) -> dict[str, Any]:
    """Understand a file: JSON as it is, a table through the same preview as in the web app."""
    if path.suffix.lower() == ".json":
        try:
            value = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise CommandFailed(f"{path} is not valid JSON: {error}.") from error
        content = value.get("content", value) if isinstance(value, dict) else None
        if not isinstance(content, dict):
            raise CommandFailed(f"{path} is not an export of a document.")
        return content
    response = await client.post(
        "/api/tables/preview", params={"filename": path.name}, content=data
    )
    _refuse_errors(response)
    preview: dict[str, Any] = response.json()
    for problem in preview["problems"]:
        sys.stderr.write(f"row {problem['row']}: {problem['message']}\n")
    content = preview["content"]
    assert isinstance(content, dict)
    return content


def _title_in(content: dict[str, Any]) -> str | None:
    meta = content.get("meta")
    title = meta.get("title") if isinstance(meta, dict) else None
    return title if isinstance(title, str) else None


async def _ask(
    client: httpx.AsyncClient, method: str, path: str, body: Any = None
) -> dict[str, Any]:
    content = None if body is None else orjson.dumps(body)
    headers = {} if body is None else {"content-type": "application/json"}
    response = await client.request(method, path, content=content, headers=headers)
    _refuse_errors(response)
    answer: dict[str, Any] = response.json()
    return answer


def _refuse_errors(response: httpx.Response) -> None:
    if response.status_code < 400:
        return
    try:
        sentence = str(response.json()["error"]["message"])
    except (ValueError, LookupError, TypeError):
        sentence = f"{response.url} answered {response.status_code} {response.reason_phrase}."
    raise CommandFailed(sentence)


def _minute(instant: int) -> str:
    return datetime.fromtimestamp(instant / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _path(name: str) -> str:
    return "/api/documents/" + quote(name, errors="replace")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    there = whereabouts(settings.database_url)
    if there is not None and await _has_the_data(there):
        async with _asking(there.address, operator=there.operator) as client:
            yield client
        return
    wall = new_wall()
    app = make_app(settings, await open_store(settings.database_url, wall), wall=wall)
    async with (
        app.router.lifespan_context(app),
        _asking(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            operator=app.state.operator,
        ) as client,
    ):
        yield client


async def _has_the_data(there: Whereabouts) -> bool:
    """Ask whether that very run of the server is still at its address."""
    try:
        async with _asking(there.address, patience=2) as client:
            found = (await client.get("/api/server")).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return False
    return isinstance(found, dict) and found.get("run") == there.run


def _asking(
    address: str = "http://localhost",
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    patience: float = PATIENCE,
    operator: str = "",
) -> httpx.AsyncClient:
    """Ask straight, through no proxy: whoever is asked is this machine, whatever names are in its certificate."""
    headers = {"authorization": f"Bearer {operator}"} if operator else {}
    return httpx.AsyncClient(
        base_url=address,
        transport=transport,
        timeout=patience,
        trust_env=False,
        headers=headers,
        verify=context_without_check(),
    )


_NAME: dict[str, Mapping[str, Any]] = {"name": {"help": "the document's name, as `list` shows it"}}

COMMANDS: dict[str, Command] = {
    "list": Command("list all documents", list_documents),
    "show": Command("print a document as JSON", show_document, _NAME),
    "history": Command(
        "tell who changed what in a document (times are UTC)",
        show_history,
        {**_NAME, "--most": {"metavar": "N", "help": "how many steps, 20 by default"}},
    ),
    "export": Command(
        "write a document to a file",
        export_document,
        {
            **_NAME,
            "--format": {
                "choices": FORMATS,
                "help": "by default told from the file's ending, else json",
            },
            "--output": {"metavar": "FILE", "help": "by default the standard output"},
        },
    ),
    "renew": Command(
        "begin the history anew, after a backup was restored: older copies are not merged any more",
        renew_document,
        {
            "name": {"nargs": "?", "help": "the document's name, as `list` shows it"},
            "--all": {"action": "store_true", "help": "every document"},
        },
    ),
    "import": Command(
        "read a file (JSON, CSV, XLSX) into a document",
        import_document,
        {
            "file": {"help": "an export of Callboard, or a table"},
            "--into": {"metavar": "NAME", "help": "an existing document; by default a new show"},
            "--title": {"help": "title of the new show; by default the file's"},
        },
    ),
}
