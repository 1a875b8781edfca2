"""Where settings come from: flags over environment over the settings file over defaults (A4).

The environment names a setting `CALLBOARD_` and its name in capitals, the file (TOML) by its plain name. A name that
is none of them stops the start wherever it is found: it is more likely misspelt than meant for somebody else.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from crdt_server.settings import Settings, SettingsError

PREFIX = "CALLBOARD_"
CONFIG = PREFIX + "CONFIG"
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def read_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str] | None = None
) -> Settings:
    """Put the settings together; `flags` holds what was said on the command line, None for what was not."""
    environment = os.environ if environment is None else environment  # noqa: TID251  (the one place)
    said = {name: value for name, value in flags.items() if value is not None}
    path = said.pop("config", None) or environment.get(CONFIG)
    values: dict[str, Any] = {}
    values.update(_from_file(Path(path)) if path else {})
    values.update(_from_environment(environment))
    values.update(_converted((name, value, "on the command line") for name, value in said.items()))
    return Settings(**values)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read: {error.strerror}."
        ) from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise SettingsError(f"The settings file {path} is not valid TOML: {error}.") from error
    return _converted((name, value, f"in {path}") for name, value in found.items())


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return _converted(
        (variable.removeprefix(PREFIX).lower(), value, f"in the environment as {variable}")
        for variable, value in environment.items()
        if variable.startswith(PREFIX) and variable != CONFIG
    )


def _converted(found: Iterable[tuple[str, Any, str]]) -> dict[str, Any]:
    """Make each value what its setting is; an empty text sets nothing."""
    converted = {name: _convert(name, value, where) for name, value, where in found}
    return {name: value for name, value in converted.items() if value != ""}


def _convert(name: str, value: Any, where: str) -> Any:
    """Make a value what its setting is: a number, a yes or no, or a text."""
    setting = next((setting for setting in fields(Settings) if setting.name == name), None)
    if setting is None:
        raise SettingsError(f"There is no setting {name!r} (found {where}). {_instead(name)}")
    if value == "":
        return value
    if setting.type is bool:
        return _yes_or_no(name, value, where)
    if setting.type is int:
        return _number(name, value, where, setting.metadata["least"], setting.metadata["most"])
    if not isinstance(value, str):
        raise SettingsError(f"The setting {name!r} {where} should be a text, not {value!r}.")
    try:
        setting.metadata["check"](value)
    except ValueError as error:
        raise SettingsError(f"The setting {name!r} {where} is not usable: {error}.") from error
    return value


def _instead(name: str) -> str:
    """Say which setting may have been meant, or which there are."""
    names = [setting.name for setting in fields(Settings)]
    near = get_close_matches(name, [*names, "config"])
    return (
        f"Did you mean {' or '.join(near)}?" if near else f"The settings are: {', '.join(names)}."
    )


def _yes_or_no(name: str, value: Any, where: str) -> bool:
    word = str(value).lower()
    if word not in TRUE + FALSE:
        raise SettingsError(f"The setting {name!r} {where} should be true or false, not {value!r}.")
    return word in TRUE


def _number(name: str, value: Any, where: str, least: int, most: int) -> int:
    try:
        if isinstance(value, bool | float):
            raise TypeError
        number = int(value)
    except (TypeError, ValueError):
        raise SettingsError(
            f"The setting {name!r} {where} should be a whole number, not {value!r}."
        ) from None
    if not least <= number <= most:
        bound = f"at least {least}" if number < least else f"at most {most}"
        raise SettingsError(f"The setting {name!r} {where} should be {bound}, not {number}.")
    return number
