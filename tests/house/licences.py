"""May we pass on what users run? Licences as SPDX writes them, and those that we take.

    package ─▶ what it says (License-Expression, License, classifiers; package.json) ─▶ expression ─▶ allowed?

Taken are licences that ask for a notice, or for the source of changed files of that package alone; not those that say
something about our own files or about what somebody does over a network.
"""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution

ALLOWED = frozenset(
    (
        *("MIT", "MIT-0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "BlueOak-1.0.0"),
        *("Apache-2.0", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "CC0-1.0", "OFL-1.1"),
    )
)
SPDX_OF = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
}
"""What classifiers and older packages call them."""

OPENINGS = {
    "This is free and unencumbered software released into the public domain.": "Unlicense",
}
"""How the whole text of a licence begins, for packages that say nothing shorter."""

CLASSIFIER = "License :: OSI Approved :: "
TOKEN = re.compile(r"[()]|[A-Za-z0-9.+-]+")


def licence_of(package: Distribution) -> str:
    """Give what a Python package says of itself, the most exact way first; "" if it says nothing that counts."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return expression
    classified = [line for line in said.get_all("Classifier", ()) if line.startswith(CLASSIFIER)]
    named = [SPDX_OF.get(name, name) for name in (line[len(CLASSIFIER) :] for line in classified)]
    short = said.get("License", "").strip()
    short = OPENINGS.get(short.split("\n")[0], short)
    if short in ALLOWED or not named:
        return SPDX_OF.get(short, short)
    return " AND ".join(dict.fromkeys(named))


def is_allowed(expression: str) -> bool:
    """Judge an SPDX expression: of OR one side is enough, of AND both count; what is no expression is not allowed."""
    tokens = TOKEN.findall(expression)
    if not tokens or "".join(tokens) != re.sub(r"\s", "", expression):
        return False
    rest = iter([*tokens, ""])
    try:
        return _either(rest)
    except StopIteration:
        return False


def _either(rest: Iterator[str]) -> bool:
    """Read `a AND b OR c …` up to the end or a bracket; AND binds closer."""
    good, together = False, True
    while True:
        token = next(rest)
        together &= _either(rest) if token == "(" else token in ALLOWED
        match next(rest):
            case "AND":
                continue
            case "OR":
                good, together = good or together, True
            case "" | ")":
                return good or together
            case _:
                return False
