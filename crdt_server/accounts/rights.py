"""Who may do what: one table, role → rights. The documentation prints it, and the tests go through all of it.

A role is held in a workspace (for all of its documents) or in one document; whoever has several has what any of them
gives. A share link has one role, for whoever holds it.
"""

from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """One thing that somebody may do."""

    READ = "read"
    EDIT = "edit"
    SHARE = "share"
    MANAGE_DOCUMENTS = "manage_documents"
    MANAGE_MEMBERS = "manage_members"
    VIEW_AUDIT = "view_audit"
    VIEW_SHOW_CALL = "view_show_call"
    MANAGE_SHOW_CALL = "manage_show_call"
    CONTROL_PLAYBACK = "control_playback"
    CONTROL_TEMPO = "control_tempo"
    HOST_QUIZ = "host_quiz"


Rights = frozenset[Right]

ABOUT: Final[dict[Right, str]] = {
    Right.READ: "see documents, offline too",
    Right.EDIT: "change documents",
    Right.SHARE: "make and revoke share links",
    Right.MANAGE_DOCUMENTS: "create, delete and restore documents",
    Right.MANAGE_MEMBERS: "invite people, give and take roles",
    Right.VIEW_AUDIT: "read who changed rights, shares and locks",
    Right.VIEW_SHOW_CALL: "see the run of show",
    Right.MANAGE_SHOW_CALL: "call the show: activate and complete segments",
    Right.CONTROL_PLAYBACK: "start, stop and move the playback",
    Right.CONTROL_TEMPO: "set the tempo clock",
    Right.HOST_QUIZ: "open question banks and host a quiz",
}


class Role(StrEnum):
    """What somebody is in a workspace or in a document."""

    OWNER = "owner"
    ADMIN = "admin"
    STAGE_MANAGER = "stage_manager"
    SHOW_CALLER = "show_caller"
    EDITOR = "editor"
    MUSICAL_DIRECTOR = "musical_director"
    QUIZ_HOST = "quiz_host"
    CREW = "crew"
    VIEWER = "viewer"
    GUEST = "guest"


NOTHING: Final[Rights] = frozenset()
EVERYTHING: Final[Rights] = frozenset(Right)
_CREW = frozenset((Right.READ, Right.VIEW_SHOW_CALL))
_EDITOR = _CREW | {Right.EDIT}

ROLES: Final[dict[Role, Rights]] = {
    Role.OWNER: EVERYTHING,
    Role.ADMIN: EVERYTHING - {Right.HOST_QUIZ},
    Role.STAGE_MANAGER: _EDITOR
    | {
        Right.SHARE,
        Right.MANAGE_DOCUMENTS,
        Right.MANAGE_SHOW_CALL,
        Right.CONTROL_PLAYBACK,
        Right.CONTROL_TEMPO,
    },
    Role.SHOW_CALLER: _EDITOR | {Right.MANAGE_SHOW_CALL, Right.CONTROL_PLAYBACK},
    Role.EDITOR: _EDITOR,
    Role.MUSICAL_DIRECTOR: _EDITOR | {Right.CONTROL_PLAYBACK, Right.CONTROL_TEMPO},
    Role.QUIZ_HOST: _EDITOR | {Right.HOST_QUIZ},
    Role.CREW: _CREW,
    Role.VIEWER: _CREW,
    Role.GUEST: NOTHING,
}

ABOUT_ROLES: Final[dict[Role, str]] = {
    Role.OWNER: "Everything, and give the workspace away.",
    Role.ADMIN: "Everything but the answers of a quiz.",
    Role.STAGE_MANAGER: "Run the paperwork: edit, share, call the show.",
    Role.SHOW_CALLER: "Edit and call the show.",
    Role.EDITOR: "Look and edit.",
    Role.MUSICAL_DIRECTOR: "Edit, and set the tempo and the playback.",
    Role.QUIZ_HOST: "Edit, open question banks and host a quiz.",
    Role.CREW: "Follow the show.",
    Role.VIEWER: "Look on.",
    Role.GUEST: "Nothing by itself: only what is shared one by one.",
}
"""What somebody does here, in a few words: in the list of roles, in choices of one, and to whoever is let in as one."""

SHAREABLE: Final = (Role.CREW, Role.VIEWER, Role.EDITOR)
"""The roles that a link may give: whoever it is passed on to has them too."""

FOR_KIND: Final[dict[str, Right]] = {
    "show": Right.VIEW_SHOW_CALL,
    "notes": Right.VIEW_SHOW_CALL,
}
"""What is needed besides READ to see a kind of document (S000-48)."""


def may_read(rights: Rights, kind: str) -> bool:
    """Tell whether rights allow to see a document of a kind."""
    needed = FOR_KIND.get(kind)
    return Right.READ in rights and (needed is None or needed in rights)


def may_edit(rights: Rights, kind: str) -> bool:
    """Tell whether rights allow to change a document of a kind."""
    return Right.EDIT in rights and may_read(rights, kind)


def about_role(role: str) -> str:
    """Say what somebody does in a role; "" for one of a newer program."""
    return ABOUT_ROLES[Role(role)] if role in set(Role) else ""


def may_give(rights: Rights, role: Role) -> bool:
    """Tell whether somebody with these rights may give a role to somebody else: nobody gives what they do not have."""
    return ROLES[role] <= rights
