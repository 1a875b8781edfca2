"""One password for a whole server without accounts: whoever knows it may do everything (A19).

    typed into the page    a guest's login, marked with the password's generation; another password, another generation
    shown as a token       by programs, compared each time

There is one thing to guess at, and it is everybody's. So wrong guesses are counted for the address they come from:
whoever guesses is slowed down, and nobody else. The same wrong token shown again, as a client does that connects again
and again, is no new guess.
"""

from collections import OrderedDict
from dataclasses import dataclass

from crdt_server.accounts.attempts import MOST_REMEMBERED, Attempts
from crdt_server.accounts.logins import Login
from crdt_server.accounts.passwords import Passwords
from crdt_server.accounts.secrets import hashed, is_same, new_id
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

LABEL = "password "
ONLY = "the one"


@dataclass(frozen=True, slots=True)
class _Generation:
    """The password as it was when it was set: its hash, and an id for what was opened with it."""

    key: str
    id: str
    password: str


class HousePassword:
    """The password of this run of the server."""

    def __init__(self, store: Store, password: str) -> None:
        self._shelf = Shelf(store, "house_password", _Generation, lambda one: one.key)
        self._password = password
        self._generation = ""
        self._attempts = Attempts()
        self._last_wrong: OrderedDict[str, str] = OrderedDict()

    async def load(self, passwords: Passwords) -> None:
        """Find out whether it is the password of last time; if not, what was opened with that one is shut."""
        await self._shelf.load()
        last = self._shelf.get(ONLY)
        if last is None or not await passwords.is_right(self._password, last.password):
            kept = await passwords.hash(self._password)
            last = await self._shelf.put(_Generation(ONLY, new_id(), kept))
        self._generation = last.id

    @property
    def label(self) -> str:
        """Give what a login is marked with that was begun with this password."""
        return LABEL + self._generation

    def opened(self, login: Login | None) -> bool:
        """Tell whether a login was begun with this password."""
        return login is not None and login.label == self.label and not login.account

    def wait(self, address: str, now: int) -> int:
        """Give the seconds until somebody at an address may try again; 0 if they may now."""
        return self._attempts.wait(address, now)

    def is_right(self, said: str, address: str, now: int) -> bool:
        """Compare, unless it was tried wrongly too often from there; `now` is Unix milliseconds."""
        if self.wait(address, now):
            return False
        if is_same(said, self._password):
            self._attempts.succeeded(address)
            return True
        if self._last_wrong.get(address) != hashed(said):
            self._attempts.failed(address, now)
            self._last_wrong[address] = hashed(said)
            while len(self._last_wrong) > MOST_REMEMBERED:
                self._last_wrong.popitem(last=False)
        return False
