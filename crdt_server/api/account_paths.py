"""The paths of the API about people: coming in, oneself, workspaces, links."""

from crdt_server.accounts.rights import SHAREABLE, Right, Role
from crdt_server.api import access_tokens, entering, me, members, sharing
from crdt_server.api.path import ANYBODY, OBJECT, SOMEBODY, TEXT, Path, json_body

NUMBER = {"type": "integer"}
ROLE = {"enum": list(Role)}
A_LINK = json_body("link", link=TEXT)
OPEN_LINK = json_body("link", link=TEXT, name=TEXT, passphrase=TEXT)
SET_UP = json_body(
    "code", "server", "name", "email", "password",
    code=TEXT, server=TEXT, name=TEXT, email=TEXT, password=TEXT,
)  # fmt: skip
SHARE = json_body("role", role={"enum": list(SHAREABLE)}, label=TEXT, days=NUMBER, passphrase=TEXT)
TOKEN = json_body(
    "label",
    "scopes",
    label=TEXT,
    scopes={"type": "array", "items": {"enum": list(Right)}},
    days=NUMBER,
)
ACCESS_TOKEN = json_body(
    "label", label=TEXT, scopes={"type": "array", "items": {"enum": list(Right)}}
)

ACCOUNT_PATHS = (
    Path("GET", "/api/me", me.read_me, "Say who asks, and what they may do.", needs=ANYBODY),
    Path("GET", "/api/roles", me.read_roles, "Give the table of roles and rights.", needs=ANYBODY),
    Path(
        "POST",
        "/api/setup",
        entering.set_up,
        "Make the first account, with the code that the server printed.",
        body=SET_UP,
        needs=ANYBODY,
    ),
    Path(
        "POST",
        "/api/login",
        entering.sign_in,
        "Sign in.",
        body=json_body("email", "password", email=TEXT, password=TEXT),
        needs=ANYBODY,
    ),
    Path("DELETE", "/api/login", entering.sign_out, "Sign out.", needs=ANYBODY),
    Path(
        "POST",
        "/api/links/look",
        entering.look_at_link,
        "Tell what a share link opens.",
        body=A_LINK,
        needs=ANYBODY,
    ),
    Path(
        "POST",
        "/api/links",
        entering.open_link,
        "Open a share link.",
        body=OPEN_LINK,
        needs=ANYBODY,
    ),
    Path(
        "POST",
        "/api/invitations/look",
        entering.look_at_invitation,
        "Tell where an invitation leads.",
        body=A_LINK,
        needs=ANYBODY,
    ),
    Path(
        "POST",
        "/api/invitations",
        entering.accept_invitation,
        "Take up an invitation.",
        body=json_body("link", link=TEXT, name=TEXT, password=TEXT),
        needs=ANYBODY,
    ),
    Path(
        "PATCH",
        "/api/me",
        me.change_me,
        "Change one's name.",
        body=json_body("name", name=TEXT),
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/me/password",
        me.change_password,
        "Change one's password; other browsers are signed out.",
        body=json_body("old", "new", old=TEXT, new=TEXT),
        needs=SOMEBODY,
    ),
    Path(
        "GET",
        "/api/me/logins",
        me.list_logins,
        "List where one is signed in, and one's tokens.",
        needs=SOMEBODY,
    ),
    Path(
        "DELETE",
        "/api/me/logins/{login}",
        me.end_login,
        "Sign a browser out, or revoke a token.",
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/me/tokens",
        me.make_token,
        "Make a token for a program; it is told once.",
        body=TOKEN,
        success=201,
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/me/access-tokens",
        access_tokens.make_access_token,
        "Make a signed token for a program, good for 15 minutes, and the refresh token for the next one.",
        body=ACCESS_TOKEN,
        success=201,
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/access-tokens",
        access_tokens.renew_access_token,
        "Take a refresh token for another signed token; one that is shown twice ends them all.",
        body=json_body("refresh_token", refresh_token=TEXT),
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/.well-known/jwks.json",
        access_tokens.read_public_keys,
        "The public keys with which signed tokens are checked.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/me/preferences/{name}",
        me.read_preferences,
        "Give how one likes to see a document.",
        needs=Right.READ,
    ),
    Path(
        "PUT",
        "/api/me/preferences/{name}",
        me.set_preferences,
        "Keep how one likes to see a document.",
        body={"application/json": {"schema": OBJECT}},
        needs=Right.READ,
    ),
    Path(
        "GET",
        "/api/workspaces/{workspace}/people",
        members.list_members,
        "List who is in a workspace.",
        needs=Right.READ,
    ),
    Path(
        "PUT",
        "/api/workspaces/{workspace}/people/{account}",
        members.give_role,
        "Give a member another role.",
        body=json_body("role", role=ROLE, document=TEXT),
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "DELETE",
        "/api/workspaces/{workspace}/people/{account}",
        members.remove_member,
        "Take somebody out of a workspace.",
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "POST",
        "/api/workspaces/{workspace}/invitations",
        members.invite,
        "Invite somebody; the link is told once.",
        body=json_body("email", "role", email=TEXT, role=ROLE),
        success=201,
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "DELETE",
        "/api/workspaces/{workspace}/invitations/{invitation}",
        members.take_back_invitation,
        "Take an invitation back.",
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "PATCH",
        "/api/workspaces/{workspace}",
        members.rename_workspace,
        "Rename a workspace.",
        body=json_body("name", name=TEXT),
        needs=Right.MANAGE_MEMBERS,
    ),
    Path(
        "GET",
        "/api/workspaces/{workspace}/audit",
        members.read_audit,
        "Tell who did what, the latest first.",
        {
            "words": "Only what has all these words in it.",
            "before": "Only before this key.",
            "format": "json or csv",
        },
        needs=Right.VIEW_AUDIT,
    ),
    Path(
        "GET",
        "/api/documents/{name}/shares",
        sharing.list_shares,
        "List the share links of a document.",
        needs=Right.SHARE,
    ),
    Path(
        "POST",
        "/api/documents/{name}/shares",
        sharing.make_share,
        "Make a share link; it is told once.",
        body=SHARE,
        success=201,
        needs=Right.SHARE,
    ),
    Path(
        "DELETE",
        "/api/documents/{name}/shares/{share}",
        sharing.revoke_share,
        "Revoke a share link.",
        needs=Right.SHARE,
    ),
)
