"""Imports run one way (docs/architecture.md): who may know whom, and why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("crdt_server", "docs_model", "persistence")

# folder → what it may import of ours; the longest matching prefix counts
ALLOWED = {
    "docs_model": ("docs_model",),
    "persistence": ("persistence",),
    "crdt_server.protocol": ("crdt_server.protocol",),
    "crdt_server.room": ("crdt_server.room", "crdt_server.protocol", "docs_model"),
    "crdt_server.accounts": ("crdt_server.accounts", "persistence.store"),
    "crdt_server.oidc": ("crdt_server.oidc",),
    "crdt_server.timebase": ("crdt_server.timebase",),
    "crdt_server.hub": (
        "crdt_server.hub",
        "crdt_server.room",
        "crdt_server.protocol",
        "crdt_server.clock",
        "crdt_server.settings",
        "persistence",
        "docs_model",
    ),
    "crdt_server.channels": ("crdt_server.channels",),
    "crdt_server.live": (
        "crdt_server.live",
        "crdt_server.accounts",
        "crdt_server.channels",
        "crdt_server.hub",
        "crdt_server.clock",
        "docs_model",
        "persistence.store",
        "persistence.wall",
    ),
    "crdt_server.osc": (
        "crdt_server.osc",
        "crdt_server.accounts",
        "crdt_server.channels",
        "crdt_server.live",
        "crdt_server.hub",
        "crdt_server.clock",
        "crdt_server.setting",
        "docs_model",
    ),
    "crdt_server.webhooks": (
        "crdt_server.webhooks",
        "crdt_server.accounts",
        "crdt_server.channels",
        "crdt_server.live",
        "crdt_server.hub",
        "persistence.store",
    ),
    "crdt_server.api": (
        "crdt_server.webhooks",
        "crdt_server.accounts",
        "crdt_server.api",
        "crdt_server.channels",
        "crdt_server.live",
        "crdt_server.hub",
        "crdt_server.oidc",
        "crdt_server.room",
        "crdt_server.protocol",
        "docs_model",
        "persistence.store",
        "persistence.wall",
    ),
    "crdt_server.setting": ("crdt_server.oidc.address",),
    "crdt_server.settings": ("crdt_server.setting",),
    "crdt_server.tls": ("crdt_server.tls",),
    "crdt_server.clock": (),
    "crdt_server": OURS,
}
PURE = (
    "docs_model",
    "crdt_server.protocol",
    "crdt_server.room",
    "crdt_server.channels",
    "crdt_server.timebase",
)
IO_MODULES = (
    "asyncio",
    "socket",
    "time",
    "threading",
    "starlette",
    "uvicorn",
    "aiosqlite",
    "sqlite3",
)

REASONS = {
    "docs_model": "a document is what it is, whoever stores or serves it",
    "persistence": "a store knows bytes and ids, not documents",
    "crdt_server.protocol": "the wire does not know what is done with a message",
    "crdt_server.room": "a room is pure: it must be testable without a loop, a clock or a store",
    "crdt_server.hub": "the hub serves the API, not the other way round",
    "crdt_server.channels": "what is decided must be decided the same wherever it is replayed",
    "crdt_server.live": "the channels use the hub; the hub does not know of them",
    "crdt_server.osc": "a console asks like anybody else: the channels do not know of it",
    "crdt_server.webhooks": "what is told outwards hangs on decisions; nothing waits for it, and nobody asks it",
    "crdt_server.accounts": "who may do what is decided without knowing of rooms or sockets",
    "crdt_server.oidc": "a provider says who somebody is, without knowing of people or requests",
    "crdt_server.timebase": "a program that only wants the time needs nothing else of ours",
    "crdt_server.tls": "a certificate is read and shown without knowing of settings or people",
    "crdt_server.api": "the API asks the hub; it does not reach around it",
}


def modules() -> Iterator[tuple[str, Path]]:
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = list(modules())


def under(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def folder_of(module: str) -> str:
    return max((prefix for prefix in ALLOWED if under(module, prefix)), key=len)


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_run_one_way(module: str, path: Path) -> None:
    folder = folder_of(module)
    for imported in imports_of(path):
        if imported.split(".")[0] not in OURS:
            continue
        # `from a.b import c` yields a.b and a.b.c; either being allowed will do
        allowed = any(
            under(imported, prefix) or under(prefix, imported) for prefix in ALLOWED[folder]
        )
        assert allowed, (
            f"{module} imports {imported}: {REASONS.get(folder, 'see docs/architecture.md')}"
        )


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_the_core_does_no_input_and_output(module: str, path: Path) -> None:
    if any(under(module, prefix) for prefix in PURE):
        found = {name.split(".")[0] for name in imports_of(path)} & set(IO_MODULES)
        assert not found, (
            f"{module} imports {', '.join(found)}: what is pure needs no loop, clock or network"
        )
