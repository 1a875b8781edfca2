"""Whose account somebody has who was signed in elsewhere: known, invited, or welcome by their address; else nobody's.

the same person came before                        → their account
a verified address of somebody who has an account  → their account, and it is theirs from now on
a verified address of somebody who was invited     → an account with the roles that wait for them
a verified address of a domain that is welcome     → an account without rights, in the first workspace
anything else                                      → NotWelcome; an address that nobody has verified counts for none
"""

from dataclasses import dataclass

from crdt_server.accounts.book import Book
from crdt_server.accounts.people import LONGEST_NAME, Account, fault_of_email
from crdt_server.accounts.rights import Role


class NotWelcome(ValueError):
    """Somebody has no account here and gets none; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom a provider has signed in: `subject` is who they are there, whatever they are called."""

    issuer: str
    subject: str
    name: str
    email: str
    is_verified: bool

    @property
    def key(self) -> str:
        """Tell them from everybody at any provider."""
        return f"{self.issuer} {self.subject}"


async def account_for(
    book: Book, newcomer: Newcomer, welcome: frozenset[str], now: int
) -> tuple[Account, str]:
    """Give somebody's account and what was done about it: "", `linked` or `entered`; NotWelcome if they have none."""
    known = book.people.by_subject(newcomer.key)
    if known is not None:
        return _open(known), ""
    email = _verified(newcomer)
    known = book.people.by_email(email)
    if known is not None:
        if known.subject.startswith(f"{newcomer.issuer} "):
            raise NotWelcome(
                f"The account of {email} belongs to somebody else at the same provider. "
                "Ask whoever administers the server."
            )
        account = await book.people.change(_open(known).id, subject=newcomer.key)
        await _take_up(book, account, now)
        return account, "linked"
    workspaces = book.workspaces.all()
    invited = book.invitations.for_email(email, now)
    is_welcome = email.rpartition("@")[2].casefold() in welcome
    if not invited and not is_welcome:
        raise NotWelcome(
            f"Nobody has invited {email} to this server yet. Ask somebody who manages its members for an invitation."
        )
    name = newcomer.name[:LONGEST_NAME] or email.partition("@")[0][:LONGEST_NAME]
    account = await book.people.enter(name, email, now=now, subject=newcomer.key)
    if workspaces and not invited:
        await book.workspaces.give(workspaces[0].id, account.id, Role.GUEST, now=now)
    await _take_up(book, account, now)
    return account, "entered"


async def _take_up(book: Book, account: Account, now: int) -> None:
    """Give somebody the roles that wait for them, where they have none yet."""
    for invitation in book.invitations.for_email(account.email, now):
        await book.invitations.remove(invitation.id)
        place, document = invitation.workspace, invitation.document
        if document or not book.workspaces.has(account.id, place):
            role = Role(invitation.role)
            await book.workspaces.give(place, account.id, role, now=now, document=document)


def _verified(newcomer: Newcomer) -> str:
    email = newcomer.email.strip()
    if not newcomer.is_verified or fault_of_email(email):
        raise NotWelcome(
            "The provider does not say that your e-mail address is verified, so nothing here can be yours by it. "
            "Verify it there, or sign in with a password."
        )
    return email


def _open(account: Account) -> Account:
    if account.disabled_at is not None:
        raise NotWelcome(
            "This account is closed. Whoever administers the server can open it again."
        )
    return account
