"""Workspaces own documents, and people have roles in them: in all of one, or in one document more than in the rest."""

from dataclasses import dataclass

from crdt_server.accounts.rights import NOTHING, ROLES, Rights, Role
from crdt_server.accounts.secrets import new_id
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

BELONGINGS = "belongings"
"""Which workspace each document was put into: a store with walls goes by these records."""


class LastOwner(ValueError):
    """A workspace would be left without an owner."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An organisation that owns documents; `created_at` is Unix milliseconds."""

    id: str
    name: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The role of somebody in a workspace, or in one document of it (`document` is "" for all of them)."""

    workspace: str
    account: str
    role: str
    document: str = ""
    since: int = 0

    @property
    def key(self) -> str:
        """Tell it from all others."""
        return f"{self.workspace} {self.account} {self.document}"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which workspace a document belongs to."""

    document: str
    workspace: str


class Workspaces:
    """All workspaces, who is in them, and what belongs to them."""

    def __init__(self, store: Store) -> None:
        self._workspaces = Shelf(store, "workspaces", Workspace, lambda one: one.id)
        self._members = Shelf(store, "memberships", Membership, lambda one: one.key)
        self._belongings = Shelf(store, BELONGINGS, Belonging, lambda one: one.document)

    async def load(self) -> None:
        """Read them, once, at the start."""
        for shelf in (self._workspaces, self._members, self._belongings):
            await shelf.load()

    def all(self) -> list[Workspace]:
        """Give every workspace, the oldest first."""
        return sorted(self._workspaces.all(), key=lambda one: (one.created_at, one.id))

    def find(self, identity: str) -> Workspace | None:
        """Give one workspace."""
        return self._workspaces.get(identity)

    def of_document(self, document: str) -> str:
        """Give the workspace that a document belongs to: the first one for what was made before there were any."""
        return self.placed_in(document) or self.first

    def placed_in(self, document: str) -> str:
        """Give the workspace that a document was put into; "" if that was never said."""
        belonging = self._belongings.get(document)
        return "" if belonging is None else belonging.workspace

    def reach_of(self, account: str) -> set[str]:
        """Give the workspaces in which somebody has any role, be it in one document only."""
        return {one.workspace for one in self._members if one.account == account}

    def of_account(self, account: str) -> list[Workspace]:
        """Give the workspaces that somebody is in."""
        ids = {one.workspace for one in self._members if one.account == account}
        return [workspace for workspace in self.all() if workspace.id in ids]

    @property
    def first(self) -> str:
        """Give the first workspace, which what was made before there were any belongs to; "" if there is none."""
        first = self.all()[:1]
        return first[0].id if first else ""

    def members(self, workspace: str) -> list[Membership]:
        """Give who is in a workspace, with what is theirs in single documents."""
        return [one for one in self._members if one.workspace == workspace]

    def has(self, account: str, workspace: str) -> bool:
        """Tell whether somebody has a role in a whole workspace."""
        return self._members.get(Membership(workspace, account, "").key) is not None

    def rights_in(self, account: str, workspace: str) -> Rights:
        """Give what somebody may do in a whole workspace."""
        return self._rights(Membership(workspace, account, ""))

    def rights_on(self, account: str, document: str) -> Rights:
        """Give what somebody may do with one document."""
        workspace = self.of_document(document)
        return self.rights_in(account, workspace) | self._rights(
            Membership(workspace, account, "", document)
        )

    def roles_on(self, account: str, document: str) -> set[str]:
        """Give the roles that somebody has in a document: in its workspace, and in itself."""
        workspace = self.of_document(document)
        asked = (Membership(workspace, account, ""), Membership(workspace, account, "", document))
        held = (self._members.get(one.key) for one in asked)
        return {one.role for one in held if one is not None}

    async def found(self, name: str, *, owner: str, now: int) -> Workspace:
        """Make a workspace, with an owner."""
        workspace = await self._workspaces.put(Workspace(new_id(), name, now))
        await self.give(workspace.id, owner, Role.OWNER, now=now)
        return workspace

    async def rename(self, identity: str, name: str) -> Workspace:
        """Give a workspace another name."""
        return await self._workspaces.change(identity, name=name)

    async def give(
        self, workspace: str, account: str, role: Role, *, now: int, document: str = ""
    ) -> Membership:
        """Give somebody a role instead of the one they had; LastOwner if nobody else would own the workspace."""
        if role is not Role.OWNER and not document:
            self._check_owner(workspace, account)
        return await self._members.put(Membership(workspace, account, role, document, now))

    async def take(self, workspace: str, account: str, *, document: str = "") -> None:
        """Take somebody's role away; from a whole workspace with all they had in its documents."""
        if not document:
            self._check_owner(workspace, account)
        for one in self.members(workspace):
            if one.account == account and (not document or one.document == document):
                await self._members.remove(one.key)

    async def place(self, document: str, workspace: str) -> None:
        """Say which workspace a document belongs to."""
        await self._belongings.put(Belonging(document, workspace))

    async def forget(self, workspace: str, document: str) -> int:
        """Take away the roles that people have in one document alone; give how many."""
        held = [one for one in self.members(workspace) if one.document == document]
        for one in held:
            await self._members.remove(one.key)
        return len(held)

    def _rights(self, asked: Membership) -> Rights:
        held = self._members.get(asked.key)
        try:
            return NOTHING if held is None else ROLES[Role(held.role)]
        except ValueError:
            return NOTHING  # a role of a newer program

    def _check_owner(self, workspace: str, leaving: str) -> None:
        owners = {
            one.account
            for one in self.members(workspace)
            if one.role == Role.OWNER and not one.document
        }
        if owners == {leaving}:
            raise LastOwner("A workspace needs an owner: make somebody else one first.")
