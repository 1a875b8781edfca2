"""Who is signed in where: one login for each browser or program, ended at any moment, by its owner or for them.

A browser holds its login's secret in a cookie that no script can read; a program holds a token that begins with `cbt`.
Both are kept as hashes. A login belongs to an account, or to nobody, who came with links; it may hold links besides.

A program that works with signed tokens (A14) holds a refresh token instead, which begins with `cbr` and opens nothing
itself. It is good once: for a signed token and the next refresh token. Its first half names the login and stays, its
second half changes. Whoever shows an old second half has a copy, or the other one has: then the login ends.
"""

import secrets
from dataclasses import dataclass, replace

from crdt_server.accounts.rights import Right
from crdt_server.accounts.secrets import hashed, is_same, new_id, new_secret
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

COOKIE, TOKEN, REFRESH = "cbl", "cbt", "cbr"
DAY_MS = 86_400_000
LASTS_MS = 60 * DAY_MS
"""A login that nobody uses for so long is over."""

REFRESH_LASTS_MS = 30 * DAY_MS
"""A refresh token that nobody uses for so long is over."""

NOTED_MS = 10 * 60_000
MOST_LINKS = 50
MOST_OF_ONE = 100
"""So many logins one account has at most: the one that was used least lately goes first."""


class NotGood(ValueError):
    """A refresh token is of no login, or its time is over."""


class UsedTwice(ValueError):
    """A refresh token was shown a second time; `login` has ended."""

    def __init__(self, login: "Login") -> None:
        super().__init__(login.id)
        self.login = login


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
    turn: str = ""
    """The hash of a refresh token's second half; "" if there is none."""

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
        self._turning: set[str] = set()

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
        login = self._by_hash(secret)
        return login if login is not None and login.holds(now) and not login.turn else None

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
        label: str = "",
    ) -> tuple[Login, str]:
        """Sign a browser in; give what is kept of it, and the secret for its cookie."""
        return await self._begin(
            COOKIE,
            Login(
                new_id(),
                "",
                account,
                name,
                now,
                now,
                shares=shares,
                device=device[:200],
                label=label,
            ),
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

    async def lend(
        self, account: str, label: str, scopes: tuple[Right, ...], *, now: int
    ) -> tuple[Login, str]:
        """Let a program work with signed tokens; give what is kept of it, and its first refresh token."""
        turn = secrets.token_urlsafe(32)
        login, family = await self._begin(
            REFRESH,
            Login(
                new_id(),
                "",
                account,
                "",
                now,
                now,
                label=label,
                is_token=True,
                scopes=tuple(scopes),
                expires_at=now + REFRESH_LASTS_MS,
                turn=hashed(turn),
            ),
        )
        return login, f"{family}.{turn}"

    async def renew(self, shown: str, now: int) -> tuple[Login, str]:
        """Take a refresh token for the next one; NotGood, or UsedTwice, which ends the login."""
        family, _, turn = shown.partition(".")
        login = self._by_hash(family)
        if login is None or not login.turn or not login.holds(now):
            raise NotGood
        if login.id in self._turning or not is_same(login.turn, hashed(turn)):
            await self.end(login.id)
            raise UsedTwice(login)
        self._turning.add(login.id)
        try:
            following = secrets.token_urlsafe(32)
            login = await self._shelf.change(
                login.id, turn=hashed(following), used_at=now, expires_at=now + REFRESH_LASTS_MS
            )
        except KeyError:
            raise NotGood from None  # it was ended meanwhile
        finally:
            self._turning.discard(login.id)
        return login, f"{family}.{following}"

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

    def _by_hash(self, secret: str) -> Login | None:
        return self._shelf.get(self._by_secret.get(hashed(secret), ""))

    async def _begin(self, prefix: str, login: Login) -> tuple[Login, str]:
        for oldest in self.of(login.account)[MOST_OF_ONE - 1 :]:
            await self.end(oldest.id)
        secret = new_secret(prefix)
        kept = await self._shelf.put(replace(login, secret=hashed(secret)))
        self._by_secret[kept.secret] = kept.id
        return kept, secret
