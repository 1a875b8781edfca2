"""Accounts, workspaces, links, logins and the audit log: what is kept, what is found again, what ends (A8, A9)."""

import pytest

from crdt_server.accounts.access import NOBODY, Shown
from crdt_server.accounts.audit import Deed
from crdt_server.accounts.book import Book
from crdt_server.accounts.companions import AUDIENCES, Companion, TooMany, is_companion
from crdt_server.accounts.logins import LASTS_MS, MOST_LINKS, MOST_OF_ONE
from crdt_server.accounts.passwords import Passwords, WeakPassword, check
from crdt_server.accounts.people import Taken, fault_of_email, fault_of_name
from crdt_server.accounts.rights import (
    ABOUT,
    ABOUT_ROLES,
    EVERYTHING,
    NOTHING,
    ROLES,
    SHAREABLE,
    Right,
    Role,
    may_edit,
    may_give,
    may_read,
)
from crdt_server.accounts.secrets import as_typed, hashed, is_same, new_code, new_secret
from crdt_server.accounts.workspaces import LastOwner
from docs_model.kinds import kind_of
from docs_model.kinds.notes import NOTES
from persistence.memory import MemoryStore

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000_000
SHOW, OTHER = "show/one", "show/two"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def opened(store: MemoryStore) -> Book:
    book = Book.of(store)
    await book.load(NOW)
    return book


async def a_venue(store: MemoryStore) -> tuple[Book, str, str]:
    """A book with Ana, who owns a workspace with two shows; give it, her id and the workspace's."""
    book = await opened(store)
    ana = await book.people.enter("Ana", "ana@example.org", now=NOW)
    workspace = await book.workspaces.found("The Venue", owner=ana.id, now=NOW)
    for document in (SHOW, OTHER):
        await book.workspaces.place(document, workspace.id)
    return book, ana.id, workspace.id


async def test_A8_people_are_found_by_address_whatever_the_capitals(store: MemoryStore) -> None:
    book, ana, _ = await a_venue(store)
    again = await opened(store)
    for one in (book, again):
        found = one.people.by_email(" ANA@example.org ")
        assert found is not None
        assert (found.id, found.name) == (ana, "Ana")
    with pytest.raises(Taken):
        await again.people.enter("Eve", "Ana@Example.org", now=NOW)
    await again.people.seen(ana, NOW + 30_000)
    assert again.people.find(ana).last_active_at == NOW  # type: ignore[union-attr]
    await again.people.seen(ana, NOW + 90_000)
    assert again.people.find(ana).last_active_at == NOW + 90_000  # type: ignore[union-attr]


async def test_A9_roles_of_a_workspace_and_of_a_document_add_up(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    ben = await book.people.enter("Ben", "ben@example.org", now=NOW)
    assert book.workspaces.rights_on(ben.id, SHOW) == NOTHING
    await book.workspaces.give(venue, ben.id, Role.CREW, now=NOW)
    await book.workspaces.give(venue, ben.id, Role.EDITOR, now=NOW, document=SHOW)
    for one in (book, await opened(store)):
        assert one.workspaces.rights_on(ben.id, SHOW) == ROLES[Role.EDITOR]
        assert one.workspaces.rights_on(ben.id, OTHER) == ROLES[Role.CREW]
        assert one.workspaces.rights_on(ana, SHOW) == EVERYTHING
    await book.workspaces.take(venue, ben.id)
    assert book.workspaces.rights_on(ben.id, SHOW) == NOTHING
    assert [one.name for one in book.workspaces.of_account(ben.id)] == []


async def test_A9_a_workspace_is_never_left_without_an_owner(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    with pytest.raises(LastOwner):
        await book.workspaces.take(venue, ana)
    with pytest.raises(LastOwner):
        await book.workspaces.give(venue, ana, Role.EDITOR, now=NOW)
    ben = await book.people.enter("Ben", "ben@example.org", now=NOW)
    await book.workspaces.give(venue, ben.id, Role.OWNER, now=NOW)
    await book.workspaces.give(venue, ana, Role.EDITOR, now=NOW)
    assert book.workspaces.rights_in(ana, venue) == ROLES[Role.EDITOR]


async def test_A10_a_link_gives_its_role_in_its_document_until_it_ends(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    share, link = await book.shares.make(
        venue, SHOW, Role.CREW, label="Crew", by=ana, now=NOW, expires_at=NOW + 1_000
    )
    for one in (book, await opened(store)):
        visitor = one.access.visitor(Shown(token=link), NOW)
        assert visitor.actor == f"link:{share.id}"
        assert one.access.rights_on(visitor, SHOW, NOW) == ROLES[Role.CREW]
        assert one.access.rights_on(visitor, OTHER, NOW) == NOTHING
        assert one.access.rights_on(visitor, SHOW, NOW + 1_000) == NOTHING
        assert one.access.visitor(Shown(token=link), NOW + 1_000) == NOBODY
    visitor = book.access.visitor(Shown(token=link), NOW)
    await book.shares.revoke(share.id, NOW)
    assert book.access.rights_on(visitor, SHOW, NOW) == NOTHING
    assert book.access.visitor(Shown(token=link), NOW) == NOBODY


async def test_A10_a_link_to_a_workspace_opens_all_of_it_and_nothing_else(
    store: MemoryStore,
) -> None:
    book, ana, venue = await a_venue(store)
    other = await book.workspaces.found("Elsewhere", owner=ana, now=NOW + 1)
    await book.workspaces.place("show/three", other.id)
    _, link = await book.shares.make(venue, "", Role.VIEWER, label="", by=ana, now=NOW)
    visitor = book.access.visitor(Shown(token=link), NOW)
    assert [
        may_read(book.access.rights_on(visitor, name, NOW), "show")
        for name in (SHOW, OTHER, "show/three")
    ] == [True, True, False]


async def test_A10_links_of_powerful_roles_are_not_made(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    for role in set(Role) - set(SHAREABLE):
        with pytest.raises(ValueError, match="cannot give"):
            await book.shares.make(venue, SHOW, role, label="", by=ana, now=NOW)


async def test_A8_a_browser_is_signed_in_until_it_is_signed_out_or_long_unused(
    store: MemoryStore,
) -> None:
    book, ana, _ = await a_venue(store)
    login, secret = await book.logins.begin(now=NOW, account=ana, device="A browser")
    again = await opened(store)
    for one in (book, again):
        visitor = one.access.visitor(Shown(cookie=secret), NOW + 1)
        assert (visitor.actor, visitor.name) == (f"account:{ana}", "Ana")
    assert again.access.visitor(Shown(cookie=secret), NOW + LASTS_MS) == NOBODY
    assert again.access.visitor(Shown(cookie=secret + "x"), NOW) == NOBODY
    await again.people.change(ana, disabled_at=NOW)
    assert again.access.visitor(Shown(cookie=secret), NOW) == NOBODY
    await book.logins.end(login.id)
    assert book.access.visitor(Shown(cookie=secret), NOW) == NOBODY


async def test_A8_signing_out_everywhere_spares_the_browser_that_asks(store: MemoryStore) -> None:
    book, ana, _ = await a_venue(store)
    logins = [await book.logins.begin(now=NOW + at, account=ana) for at in range(MOST_OF_ONE + 3)]
    assert len(book.logins.of(ana)) == MOST_OF_ONE
    kept, secret = logins[-1]
    ended = await book.logins.end_all(ana, but=kept.id)
    assert len(ended) == MOST_OF_ONE - 1
    assert [one.id for one in book.logins.of(ana)] == [kept.id]
    assert book.access.visitor(Shown(cookie=secret), NOW).account is not None


async def test_A10_a_guest_holds_links_in_a_cookie_and_never_too_many(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    share, _ = await book.shares.make(venue, SHOW, Role.CREW, label="Crew", by=ana, now=NOW)
    login, secret = await book.logins.begin(now=NOW, name="Cem")
    await book.logins.hold(login.id, share.id, "Cem")
    await book.logins.hold(login.id, share.id, "Cem")
    visitor = book.access.visitor(Shown(cookie=secret), NOW)
    assert (visitor.actor, visitor.name) == (f"guest:{login.id}", "Cem")
    assert visitor.shares == (share.id,)
    assert book.access.rights_on(visitor, SHOW, NOW) == ROLES[Role.CREW]
    assert [one.id for one in book.logins.with_share(share.id)] == [login.id]
    for number in range(MOST_LINKS + 5):
        await book.logins.hold(login.id, f"link{number}", "")
    assert len(book.logins.find(login.id).shares) == MOST_LINKS  # type: ignore[union-attr]


async def test_A11_a_token_does_what_its_owner_may_and_no_more_than_it_was_made_for(
    store: MemoryStore,
) -> None:
    book, ana, venue = await a_venue(store)
    _, token = await book.logins.grant(
        ana, "Companion", (Right.READ, Right.VIEW_SHOW_CALL), now=NOW, expires_at=NOW + 1_000
    )
    visitor = book.access.visitor(Shown(token=token), NOW)
    assert book.access.rights_on(visitor, SHOW, NOW) == {Right.READ, Right.VIEW_SHOW_CALL}
    assert book.access.rights_in(visitor, venue) == {Right.READ, Right.VIEW_SHOW_CALL}
    assert book.access.visitor(Shown(token=token), NOW + 1_000) == NOBODY
    _, nothing = await book.logins.grant(ana, "Nothing", (), now=NOW)
    assert (
        book.access.rights_on(book.access.visitor(Shown(token=nothing), NOW), SHOW, NOW) == NOTHING
    )


async def test_A8_no_secret_is_kept_as_it_is(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    _, cookie = await book.logins.begin(now=NOW, account=ana)
    _, token = await book.logins.grant(ana, "x", (Right.READ,), now=NOW)
    _, link = await book.shares.make(venue, SHOW, Role.CREW, label="", by=ana, now=NOW)
    _, invitation = await book.invitations.make(
        venue, Role.EDITOR, "b@example.org", by=ana, now=NOW
    )
    collections = [await store.list(name) for name in ("logins", "shares", "invitations")]
    kept = b"".join(record.value for records in collections for record in records)
    for secret in (cookie, token, link, invitation):
        assert hashed(secret).encode() in kept
        assert secret.encode() not in kept


async def test_A8_an_invitation_counts_for_two_weeks_and_until_it_is_taken_up(
    store: MemoryStore,
) -> None:
    book, ana, venue = await a_venue(store)
    made, link = await book.invitations.make(venue, Role.EDITOR, "ben@example.org", by=ana, now=NOW)
    again = await opened(store)
    assert again.invitations.by_link(link, NOW) == made
    assert again.invitations.by_link(link, made.expires_at) is None
    assert [one.id for one in again.invitations.of(venue)] == [made.id]
    await again.invitations.remove(made.id)
    assert again.invitations.by_link(link, NOW) is None


async def test_A12_the_audit_log_is_searched_from_the_latest_back(store: MemoryStore) -> None:
    book, ana, venue = await a_venue(store)
    for number in range(5):
        deed = Deed(NOW - number, ana, "share.made", f"show/{number}", workspace=venue, name="Ana")
        await book.audit.note(deed)  # the clock goes back
    again = await opened(store)
    for one in (book, again):
        assert [deed.on for _, deed in one.audit.search(venue)] == [
            f"show/{n}" for n in (4, 3, 2, 1, 0)
        ]
        assert [deed.on for _, deed in one.audit.search(venue, "ANA show/3")] == ["show/3"]
        assert one.audit.search("another") == []
        first = one.audit.search(venue, most=2)
        rest = one.audit.search(venue, before=first[-1][0])
        assert [deed.on for _, deed in rest] == [f"show/{n}" for n in (2, 1, 0)]


async def test_A8_passwords_are_compared_by_argon2id_and_weak_ones_refused() -> None:
    passwords = Passwords()
    kept = await passwords.hash("a horse on the fly floor")
    assert kept.startswith("$argon2id$")
    assert await passwords.is_right("a horse on the fly floor", kept)
    assert not await passwords.is_right("a horse on the fly floor.", kept)
    assert not await passwords.is_right("a horse on the fly floor", None)
    assert not await passwords.is_right("a horse on the fly floor", "broken")
    assert not await passwords.is_right("x" * 10_000, kept)
    for weak in ("short", "aaaaaaaaaaaa", "Password123", "x" * 300):
        with pytest.raises(WeakPassword):
            check(weak)


def test_A9_every_role_is_told_of_and_none_gives_more_than_the_owner_has() -> None:
    assert set(ROLES) == set(Role) == set(ABOUT_ROLES)
    assert set(ABOUT) == set(Right)
    assert ROLES[Role.OWNER] == EVERYTHING
    assert ROLES[Role.GUEST] == NOTHING
    for role, rights in ROLES.items():
        assert may_edit(rights, "show") <= may_read(rights, "show")
        assert may_give(EVERYTHING, role)
        assert may_give(rights, Role.OWNER) == (rights == EVERYTHING)
    for role in SHAREABLE:
        assert ROLES[role] <= ROLES[Role.STAGE_MANAGER]


def test_S000_48_a_run_of_show_is_seen_only_with_view_show_call() -> None:
    """A9, S000-48."""
    assert not may_read(frozenset({Right.READ}), "show")
    assert may_read(frozenset({Right.READ, Right.VIEW_SHOW_CALL}), "show")
    assert may_read(frozenset({Right.READ}), "free")
    assert not may_edit(frozenset({Right.EDIT}), "free")


def test_A8_codes_are_read_as_people_type_them() -> None:
    code = new_code()
    assert as_typed(code.lower().replace("-", " ")) == code
    assert is_same(as_typed(code), code)
    assert new_secret("cbs").startswith("cbs_")
    assert len(new_secret("cbs")) > 40


@pytest.mark.parametrize(
    "email", ["", "ana", "ana@", "@example.org", "a b@example.org", "x" * 300 + "@a"]
)
def test_A8_an_address_that_cannot_be_one_is_refused(email: str) -> None:
    assert fault_of_email(email) is not None


def test_A8_a_name_is_needed_and_not_a_novel() -> None:
    assert fault_of_name("Ana") is None
    assert fault_of_name("  ") is not None
    assert fault_of_name("x" * 81) is not None
    assert fault_of_email("ana@example.org") is None


async def test_P15_somebody_reaches_the_workspaces_in_which_they_have_anything(
    store: MemoryStore,
) -> None:
    book, ana, venue = await a_venue(store)
    ben = await book.people.enter("Ben", "ben@example.org", now=NOW)
    other = (await book.workspaces.found("Another", owner=ben.id, now=NOW + 1)).id

    async def reach(account: str = "", shares: tuple[str, ...] = ()) -> set[str] | None:
        _, secret = await book.logins.begin(now=NOW, account=account, name="Cem", shares=shares)
        return book.access.reach(book.access.visitor(Shown(secret), NOW))

    unplaced = ""  # was there before all workspaces, and belongs to the first
    assert await reach(ana) == {venue, unplaced}
    assert await reach(ben.id) == {other}
    await book.workspaces.give(venue, ben.id, Role.CREW, now=NOW, document=SHOW)
    assert await reach(ben.id) == {venue, other, unplaced}
    share, _ = await book.shares.make(other, SHOW, Role.CREW, label="", by="", now=NOW)
    assert await reach(shares=(share.id,)) == {other}
    assert await reach() == set()
    assert book.access.reach(NOBODY) == set()
    assert Book.of(store, is_open=True).access.reach(NOBODY) is None


@pytest.mark.parametrize("role", Role)
async def test_A23_an_audience_is_kept_and_gives_its_roles_what_it_says(
    store: MemoryStore, role: Role
) -> None:
    book = await opened(store)
    await book.companions.put(Companion("notes/a", SHOW, edits=("crew",), reads=("viewer", role)))
    again = (await opened(store)).companions.find("notes/a")
    assert again == book.companions.find("notes/a")
    assert again is not None
    rights = again.rights_of({role})
    assert (Right.EDIT in rights) is (role in (Role.CREW, Role.OWNER))
    assert Right.READ in rights
    assert rights <= {Right.READ, Right.VIEW_SHOW_CALL, Right.EDIT}
    others = set(Role) - {Role.CREW, Role.VIEWER, Role.OWNER, role}
    assert again.rights_of(others) == NOTHING == again.rights_of(())


async def test_A23_a_show_has_so_many_companions_and_no_more(store: MemoryStore) -> None:
    book = await opened(store)
    for number in range(16):
        await book.companions.put(Companion(f"notes/{number}", SHOW))
    await book.companions.put(Companion("notes/3", SHOW, reads=("crew",)))
    with pytest.raises(TooMany):
        await book.companions.put(Companion("notes/16", SHOW))
    await book.companions.put(Companion("notes/16", OTHER))
    assert len(book.companions.of(SHOW)) == 16
    assert Role.OWNER not in AUDIENCES and Role.GUEST not in AUDIENCES


def test_A23_the_names_of_companions_are_those_of_their_kind() -> None:
    """What has such a name and no audience is nobody's; every other name is nothing to it."""
    uuid = "3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"
    names = (
        f"notes/{uuid}",
        f"show/{uuid}",
        f"notes/{uuid}/x",
        "notes/of the crew",
        f"notes/{uuid}\n",
    )
    for name in (*names, f"notes/{uuid.upper()}", ""):
        assert is_companion(name) is (kind_of(name) is NOTES), name
