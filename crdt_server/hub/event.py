"""Something that happened, for the server's log: a sentence for people, and beside it a name and facts for programs.

    log.info("A socket was opened from %s.", address, extra=event("socket_opened", socket=7, address=address))

Facts are names of documents, addresses, numbers and codes: never what is in a document, never what a client calls
itself, never a token (M4). What a library says in an error may quote what it was given, so only `cause_of` is told.
"""

from typing import Any


def event(name: str, **facts: Any) -> dict[str, Any]:
    """Give what a log record carries besides its sentence."""
    return {"event": name, "facts": facts}


def cause_of(reason: str) -> str:
    """Give the beginning of an error's text, which is ours: after the first colon a library speaks."""
    return reason.partition(":")[0]
