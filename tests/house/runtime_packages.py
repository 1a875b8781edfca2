"""The packages that users run: what the wheel needs, and what is compiled into the web app. Tools of ours are not."""

import json
from collections.abc import Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "web/package-lock.json"
OURS = "callboard"


def python_packages() -> dict[str, Distribution]:
    """Give what is installed here of all that the wheel needs, by name."""
    found: dict[str, Distribution] = {}
    wanted = [OURS]
    while wanted:
        name = canonicalize_name(wanted.pop())
        if name not in found:
            found[name] = distribution(name)
            wanted += _needs_of(found[name])
    del found[canonicalize_name(OURS)]
    return found


def npm_packages(lock: Path = LOCK) -> dict[str, Mapping[str, Any]]:
    """Give what the lockfile says of each package of the web app, by where it lies."""
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"]
    return {
        place.rpartition("node_modules/")[2]: said
        for place, said in packages.items()
        if place and not said.get("dev")
    }


def _needs_of(package: Distribution) -> list[str]:
    needs = [Requirement(line) for line in package.requires or ()]
    return [one.name for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})]
