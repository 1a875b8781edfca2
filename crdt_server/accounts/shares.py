"""Share links: whoever holds one has its role in the documents it names, without an account.

The link itself is known only to whoever has it; what is kept is its hash. It ends when somebody revokes it or its time
is over, for everybody who came with it, at once.
"""

from dataclasses import dataclass

from crdt_server.accounts.rights import NOTHING, ROLES, SHAREABLE, Rights, Role
from crdt_server.accounts.secrets import hashed, new_id, new_secret
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

PREFIX = "cbs"
MOST_OF_A_DOCUMENT = 200
MOST_TOGETHER = 100
SEVERAL = "several/shares"
"""What stands for the document of a link to chosen ones. None can be called so: to a program that knows nothing of such
links they open nothing, and not everything."""

LONGEST_LABEL = 80
USE_NOTED_MS = 60_000


class TooMany(ValueError):
    """A document has as many links as it may have."""


@dataclass(frozen=True, slots=True)
class Share:
    """A link to one document, to all of a workspace (`document` is ""), or to some of it; times are Unix milliseconds.

    `documents` are those of a link to chosen ones: a production's three shows, behind one code (A26).
    `secret` is the hash of the link, `passphrase` an argon2id hash or "". `uses` counts those who came with it.
    """

    id: str
    secret: str
    workspace: str
    document: str
    role: str
    label: str
    created_at: int
    created_by: str
    expires_at: int | None = None
    passphrase: str = ""
    revoked_at: int | None = None
    uses: int = 0
    last_used_at: int | None = None
    documents: tuple[str, ...] = ()

    def holds(self, now: int) -> bool:
        """Tell whether it still lets anybody in."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def opens(self, document: str) -> bool:
        """Tell whether it is a link to a document, among others or alone."""
        return document in self.documents if self.documents else self.document in ("", document)

    @property
    def place(self) -> str:
        """Give what it is listed and counted with: its one document, or the workspace, "" ."""
        return "" if self.document == SEVERAL else self.document


class Shares:
    """All share links of this server."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "shares", Share, lambda share: share.id)
        self._by_secret: dict[str, str] = {}

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()
        self._by_secret = {share.secret: share.id for share in self._shelf}

    def find(self, identity: str) -> Share | None:
        """Give one by id."""
        return self._shelf.get(identity)

    def by_link(self, link: str) -> Share | None:
        """Give the one that somebody holds the link of."""
        return self._shelf.get(self._by_secret.get(hashed(link), ""))

    def of(self, workspace: str, document: str = "") -> list[Share]:
        """Give the links to one document, or to a workspace and to some of it, the newest first; also revoked ones."""
        found = [
            share
            for share in self._shelf
            if share.workspace == workspace and share.place == document
        ]
        return sorted(found, key=lambda share: (-share.created_at, share.id))

    async def make(
        self,
        workspace: str,
        document: str,
        role: Role,
        *,
        label: str,
        by: str,
        now: int,
        expires_at: int | None = None,
        passphrase: str = "",
        documents: tuple[str, ...] = (),
    ) -> tuple[Share, str]:
        """Make a link; give what is kept of it, and the link itself, which nobody can tell again.

        With `documents` it opens those of the workspace, and no others; `document` is "" then.
        """
        if role not in SHAREABLE:
            raise ValueError(f"A link cannot give the role {role}.")
        if sum(share.holds(now) for share in self.of(workspace, document)) >= MOST_OF_A_DOCUMENT:
            raise TooMany(f"There are {MOST_OF_A_DOCUMENT} links already; revoke some first.")
        link = new_secret(PREFIX)
        share = Share(
            id=new_id(),
            secret=hashed(link),
            workspace=workspace,
            document=SEVERAL if documents else document,
            role=role,
            label=label,
            created_at=now,
            created_by=by,
            expires_at=expires_at,
            passphrase=passphrase,
            documents=documents,
        )
        await self._shelf.put(share)
        self._by_secret[share.secret] = share.id
        return share, link

    async def revoke(self, identity: str, now: int) -> Share:
        """End a link; who ends it twice ends it once."""
        share = self._shelf.get(identity)
        if share is not None and share.revoked_at is not None:
            return share
        return await self._shelf.change(identity, revoked_at=now)

    async def end(self, workspace: str, document: str, now: int) -> int:
        """End all links of a workspace to one document; give how many did let somebody in.

        Those to several go on without it: also if it should ever come back.
        """
        held = [share for share in self.of(workspace, document) if share.holds(now)]
        for share in held:
            await self.revoke(share.id, now)
        with_others = [share for share in self._shelf if document in share.documents]
        for share in with_others:
            await self._leave_out(share, document, now)
        return len(held) + sum(share.holds(now) for share in with_others)

    async def _leave_out(self, share: Share, document: str, now: int) -> None:
        """Take a document out of a link to several; one without any is over."""
        left = tuple(one for one in share.documents if one != document)
        if left:
            await self._shelf.change(share.id, documents=left)
        else:
            await self.revoke(share.id, now)

    async def used(self, identity: str, now: int) -> None:
        """Note that somebody came with it."""
        share = self._shelf.get(identity)
        if share is not None:
            await self._shelf.change(identity, uses=share.uses + 1, last_used_at=now)

    def role_on(self, identity: str, document: str, workspace: str, now: int) -> str:
        """Give the role that a link gives somebody in a document of a workspace, "" if none."""
        share = self._shelf.get(identity)
        if share is None or not share.holds(now) or share.workspace != workspace:
            return ""
        return share.role if share.opens(document) else ""

    def rights_on(self, identity: str, document: str, workspace: str, now: int) -> Rights:
        """Give what a link lets somebody do with a document of a workspace."""
        try:
            return ROLES[Role(self.role_on(identity, document, workspace, now))]
        except ValueError:
            return NOTHING
