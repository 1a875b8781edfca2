"""The people who have an account: who they are, and when they were last here (S000-1)."""

import re
from dataclasses import dataclass

from crdt_server.accounts.secrets import new_id
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

HEARTBEAT_MS = 60_000
"""`last_active_at` is written at most so often."""

LONGEST_NAME, LONGEST_EMAIL = 80, 254
THEMES = ("system", "dark", "light")
COLOUR = re.compile(r"[a-z]{1,20}")


class Taken(ValueError):
    """Somebody has an account with this e-mail address already."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account; times are Unix milliseconds.

    `colour` is what others see beside their name, on all of their devices; "" for one that follows from `id`. `theme`
    is how they like the app to look, on all of them; "" while they have not said. `password` is a hash, None for who
    signs in elsewhere. `subject` is who they are at an OpenID provider. Whoever `administers` looks after the server
    itself.
    """

    id: str
    name: str
    email: str
    created_at: int
    password: str | None = None
    subject: str = ""
    last_active_at: int = 0
    disabled_at: int | None = None
    administers: bool = False
    colour: str = ""
    theme: str = ""


class People:
    """All accounts of this server."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "accounts", Account, lambda account: account.id)
        self._by_email: dict[str, str] = {}

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()
        self._by_email = {as_typed(account.email): account.id for account in self._shelf}

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has an account yet."""
        return not len(self._shelf)

    def all(self) -> list[Account]:
        """Give everybody, by name."""
        return sorted(self._shelf.all(), key=lambda account: (account.name.lower(), account.id))

    def find(self, identity: str) -> Account | None:
        """Give somebody by id."""
        return self._shelf.get(identity)

    def by_email(self, email: str) -> Account | None:
        """Give somebody by e-mail address."""
        return self._shelf.get(self._by_email.get(as_typed(email), ""))

    def by_subject(self, subject: str) -> Account | None:
        """Give somebody by who they are at an OpenID provider."""
        found = (account for account in self._shelf if subject and account.subject == subject)
        return next(found, None)

    async def enter(
        self,
        name: str,
        email: str,
        *,
        now: int,
        password: str | None = None,
        subject: str = "",
        administers: bool = False,
    ) -> Account:
        """Enter somebody; Taken if the address is known already."""
        if as_typed(email) in self._by_email:
            raise Taken(f"There is an account for {email} already.")
        account = Account(
            new_id(), name, email, now, password, subject, now, administers=administers
        )
        self._by_email[as_typed(email)] = account.id
        try:
            return await self._shelf.put(account)
        except BaseException:
            del self._by_email[as_typed(email)]
            raise

    async def change(self, identity: str, **news: object) -> Account:
        """Change what is known of somebody, but for their address."""
        assert "email" not in news
        return await self._shelf.change(identity, **news)

    async def seen(self, identity: str, now: int) -> None:
        """Note that somebody is here, once a minute."""
        account = self._shelf.get(identity)
        if account is not None and now - account.last_active_at >= HEARTBEAT_MS:
            await self._shelf.change(identity, last_active_at=now)


def as_typed(email: str) -> str:
    """Compare addresses as people do: capitals do not matter."""
    return email.strip().casefold()


def fault_of_name(name: str) -> str | None:
    """Say why somebody cannot be called so, None if they can."""
    if not name.strip():
        return "Give a name."
    return f"A name has at most {LONGEST_NAME} characters." if len(name) > LONGEST_NAME else None


def fault_of_colour(colour: str) -> str | None:
    """Say why a colour cannot be one, None if it can: which there are is known to those who draw them."""
    return None if COLOUR.fullmatch(colour) else "A colour is one word, such as teal."


def fault_of_theme(theme: str) -> str | None:
    """Say why the app cannot look so, None if it can."""
    return None if theme in THEMES else f"A theme is one of: {', '.join(THEMES)}."


def fault_of_email(email: str) -> str | None:
    """Say why an address cannot be one, None if it can: the mail server knows the rest."""
    local, at, domain = email.strip().rpartition("@")
    if not (local and at and domain) or any(letter.isspace() for letter in email.strip()):
        return "Give an e-mail address, such as ana@example.org."
    if len(email) > LONGEST_EMAIL:
        return f"An e-mail address has at most {LONGEST_EMAIL} characters."
    return None
