"""Where settings come from, and what happens to wrong ones (A4, A5)."""

from pathlib import Path

import pytest

from crdt_server.settings import Settings, SettingsError, read_settings


def test_A4_flags_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    file = tmp_path / "callboard.toml"
    file.write_text('port = 1\nhost = "file"\nidle_seconds = 5\nopen = true\n')
    environment = {
        "CALLBOARD_CONFIG": str(file),
        "CALLBOARD_PORT": "2",
        "CALLBOARD_HOST": "environment",
    }
    settings = read_settings({"port": "3", "host": None}, environment)
    assert (settings.port, settings.host, settings.idle_seconds, settings.open) == (
        3,
        "environment",
        5,
        True,
    )
    assert settings.max_message == Settings().max_message


def test_A5_by_default_it_listens_on_this_machine_only() -> None:
    assert read_settings({}, {}).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("flags", "environment", "words"),
    [
        ({"port": "many"}, {}, ("port", "whole number", "command line")),
        ({"port": "-1"}, {}, ("port", "at least 0")),
        ({}, {"CALLBOARD_OPEN": "perhaps"}, ("open", "true or false", "CALLBOARD_OPEN")),
        ({"config": "/nowhere.toml"}, {}, ("/nowhere.toml", "cannot be read")),
    ],
)
def test_A4_a_wrong_setting_stops_the_start_with_a_sentence(
    flags: dict[str, str], environment: dict[str, str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SettingsError) as error:
        read_settings(flags, environment)
    assert all(word in str(error.value) for word in words)


@pytest.mark.parametrize(("content", "word"), [("colour = 1", "colour"), ("port = ", "TOML")])
def test_A4_a_wrong_file_stops_the_start_with_a_sentence(
    tmp_path: Path, content: str, word: str
) -> None:
    file = tmp_path / "callboard.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=word):
        read_settings({"config": str(file)}, {})
