"""What a free document may be called: anything that no address of the API could be taken for."""

WORDS_OF_THE_API = frozenset(
    (
        "export",
        "import",
        "restore",
        "renew",
        "history",
        "compare",
        "versions",
        "conflicts",
        "shares",
        "companions",
        "audience",
        "move",
        "as-run",
        "now",
    )
)
"""What may follow a document's name in an address."""


CHANNELS = "live:"
"""Logs of channels are called so, and are no documents."""


def fault_of(name: str) -> str | None:
    """Say why a free document cannot have a name, None if it can."""
    if name.startswith(CHANNELS):
        return f"A document cannot be called {name!r}: what begins with {CHANNELS!r} is kept for the server itself."
    words = WORDS_OF_THE_API.intersection(name.split("/")[1:])
    if not words:
        return None
    return f"A document cannot be called {name!r}: “/{min(words)}” behind a name is an address of the API."
