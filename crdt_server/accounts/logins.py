"""Who is signed in where: one login for each browser or program, ended at any moment, by its owner or for them.

A browser holds its login's secret in a cookie that no script can read; a program holds a token that begins with `cbt`.
Both are kept as hashes. A login belongs to an account, or to nobody, who came with links; it may hold links besides.
"""

from dataclasses import dataclass, replace

from crdt_server.accounts.rights import Right
from crdt_server.accounts.secrets import hashed, new_id, new_secret
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

COOKIE, TOKEN = "cbl", "cbt"
DAY_MS = 86_400_000
LASTS_MS = 60 * DAY_MS
"""A login that nobody uses for so long is over."""

NOTED_MS = 10 * 60_000
MOST_LINKS = 50
MOST_OF_ONE = 100
"""So many logins one account has at most: the one that was used least lately goes first."""


@dataclass(frozen=True, slots=True)
class Login:
    """One browser or program; times are Unix milliseconds.

    `account` is "" for a guest, who is called `name`. `scopes` are the rights that a token is limited to: it never has
    one that its owner does not have. `device` is what the browser says it is.
    """

    id: str
    secret: str
    account: str
    name: str
    created_at: int
    used_at: int
    shares: tuple[str, ...] = ()
    device: str = ""
    label: str = ""
    is_token: bool = False
    scopes: tuple[str, ...] = ()
    expires_at: int | None = None

    def holds(self, now: int) -> bool:
        """Tell whether it still counts."""
        if self.is_token:
            return self.expires_at is None or now < self.expires_at
        return now - self.used_at < LASTS_MS


class Logins:
    """All logins of this server."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "logins", Login, lambda login: login.id)
        self._by_secret: dict[str, str] = {}

    async def load(self, now: int) -> None:
        """Read them, once, at the start, and let go of those that are over."""
        await self._shelf.load()
        for login in self._shelf:
            if not login.holds(now):
                await self._shelf.remove(login.id)
        self._by_secret = {login.secret: login.id for login in self._shelf}

    def find(self, identity: str) -> Login | None:
        """Give one by id."""
        return self._shelf.get(identity)

    def by_secret(self, secret: str, now: int) -> Login | None:
        """Give the one whose cookie or token somebody shows, if it still counts."""
        login = self._shelf.get(self._by_secret.get(hashed(secret), ""))
        return login if login is not None and login.holds(now) else None

    def of(self, account: str) -> list[Login]:
        """Give everything that an account is signed in with, the last used first."""
        found = [login for login in self._shelf if account and login.account == account]
        return sorted(found, key=lambda login: (-login.used_at, login.id))

    def with_share(self, share: str) -> list[Login]:
        """Give everybody who came with a link."""
        return [login for login in self._shelf if share in login.shares]

    async def begin(
        self,
        *,
        now: int,
        account: str = "",
        name: str = "",
        device: str = "",
        shares: tuple[str, ...] = (),
    ) -> tuple[Login, str]:
        """Sign a browser in; give what is kept of it, and the secret for its cookie."""
        return await self._begin(
            COOKIE,
            Login(new_id(), "", account, name, now, now, shares=shares, device=device[:200]),
        )

    async def grant(
        self,
        account: str,
        label: str,
        scopes: tuple[Right, ...],
        *,
        now: int,
        expires_at: int | None = None,
    ) -> tuple[Login, str]:
        """Make a token for a program; give what is kept of it, and the token, which nobody can tell again."""
        token = Login(
            new_id(),
            "",
            account,
            "",
            now,
            now,
            label=label,
            is_token=True,
            scopes=tuple(scopes),
            expires_at=expires_at,
        )
        return await self._begin(TOKEN, token)

    async def hold(self, identity: str, share: str, name: str) -> Login:
        """Let a login have one more link; the oldest of very many is dropped."""
        login = self._shelf.get(identity)
        if login is None:
            raise KeyError(identity)
        shares = (*(one for one in login.shares if one != share), share)
        return await self._shelf.change(
            identity, shares=shares[-MOST_LINKS:], name=name or login.name
        )

    async def seen(self, identity: str, now: int) -> None:
        """Note that a login is in use, every ten minutes."""
        login = self._shelf.get(identity)
        if login is not None and now - login.used_at >= NOTED_MS:
            await self._shelf.change(identity, used_at=now)

    async def end(self, identity: str) -> None:
        """Sign one out."""
        login = self._shelf.get(identity)
        if login is not None:
            self._by_secret.pop(login.secret, None)
            await self._shelf.remove(identity)

    async def end_all(self, account: str, *, but: str = "") -> list[str]:
        """Sign an account out everywhere, but for one login; give the ids of those that ended."""
        ended = [login.id for login in self.of(account) if login.id != but]
        for identity in ended:
            await self.end(identity)
        return ended

    async def _begin(self, prefix: str, login: Login) -> tuple[Login, str]:
        for oldest in self.of(login.account)[MOST_OF_ONE - 1 :]:
            await self.end(oldest.id)
        secret = new_secret(prefix)
        kept = await self._shelf.put(replace(login, secret=hashed(secret)))
        self._by_secret[kept.secret] = kept.id
        return kept, secret
