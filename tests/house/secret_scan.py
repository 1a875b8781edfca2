"""What looks like a secret, in files that everybody gets: keys, tokens that say whose they are, passwords in addresses.

Only what has the exact form of a real one is found, so that a finding is worth a look; long words in hex or base64,
of which tests are full, are not.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

PATTERNS = {
    "a private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}",
    "a key of Amazon's": r"A(?:KIA|SIA)[0-9A-Z]{16}\b",
    "a key of Google's": r"AIza[0-9A-Za-z_-]{35}\b",
    "a token of GitHub's": r"g(?:h[pousr]_[A-Za-z0-9]{36,}|ithub_pat_[A-Za-z0-9_]{22,})",
    "a token of GitLab's": r"glpat-[A-Za-z0-9_-]{20,}",
    "a token of Slack's": r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    "a token for publishing packages": r"npm_[A-Za-z0-9]{36}|pypi-AgE[A-Za-z0-9_-]{30,}",
    "a key for an API": r"sk(?<!\wsk)(?:-|_live_)[A-Za-z0-9_-]{32,}",
    "a signed token": r"eyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}",
    "a secret of Callboard's": r"cb[a-z]_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])",
    "a secret half of a key": r"""["']d["']\s*:\s*["'][A-Za-z0-9_-]{43}["']""",
    "a password in an address": r"://[^\s/:@\"'{}<>]+:(?P<word>[^\s/:@\"'{}<>]{4,})@[a-z0-9.]",
}
SECRETS = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
PLACEHOLDERS = ("password", "secret", "secret-word", "mousetrap", "guest")
"""Words that stand where a password would."""

FILES = re.compile(
    r"(\.env(\..+)?|id_(rsa|ed25519|ecdsa)|.+\.(pem|key|keys|p12|pfx|jks|kdbx|sqlite3?))"
)


def secrets_in(name: str, text: str) -> Iterator[str]:
    """Give what looks like a secret in a file, with its line; never the secret itself."""
    if FILES.fullmatch(PurePosixPath(name).name):
        yield f"{name}: such files hold secrets or somebody's data"
    for what, pattern in SECRETS.items():
        for found in pattern.finditer(text):
            if not is_made_up(found):
                yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {what}"


def is_made_up(found: re.Match[str]) -> bool:
    """Tell whether it only stands for a secret: a placeholder, or letters in the order of the alphabet."""
    return found.groupdict().get("word") in PLACEHOLDERS or "0123456789abcdef" in found[0]
