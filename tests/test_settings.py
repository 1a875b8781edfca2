"""Where settings come from, and what happens to wrong ones (A4, A5)."""

from pathlib import Path

import pytest

from crdt_server.settings import Settings, SettingsError
from crdt_server.settings_sources import read_settings


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
        ({"port": "99999"}, {}, ("port", "at most 65535", "command line")),
        ({}, {"CALLBOARD_MAX_UPLOAD": str(2**40)}, ("max_upload", "at most")),
        ({}, {"CALLBOARD_PROT": "1"}, ("CALLBOARD_PROT", "Did you mean port?")),
        ({}, {"CALLBOARD_CONFG": "x"}, ("CALLBOARD_CONFG", "Did you mean config?")),
        ({}, {"CALLBOARD_COLOUR": ""}, ("CALLBOARD_COLOUR", "The settings are: host, port")),
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


def test_A5_an_empty_setting_is_none() -> None:
    """`CALLBOARD_HOST=` in a unit file must not open the server to the network."""
    environment = {"CALLBOARD_HOST": "", "CALLBOARD_PORT": "", "CALLBOARD_OPEN": ""}
    assert read_settings({"host": ""}, environment) == Settings()


def test_who_reaches_the_server_is_told_from_its_host() -> None:
    assert all(
        Settings(host=host).is_local for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost")
    )
    assert not any(
        Settings(host=host).is_local for host in ("0.0.0.0", "::", "192.168.1.2", "desk")
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"colour = 1", "colour"),
        (b"port = ", "TOML"),
        (b"port = true", "whole number, not True"),
        (b"port = 3001.7", "whole number, not 3001.7"),
        (b"port = [1]", "whole number"),
        (b"host = 5", "a text, not 5"),
        (b'hosts = ["a"]', "a text, not"),
        (b"[host]", "a text, not"),
        (b"host = '\xff'", "TOML"),
        (b'log_format = "xml"', "text or json, not 'xml'"),
        (b'metrics_token = "short"', "5 characters, and at least 16"),
    ],
)
def test_A4_a_wrong_file_stops_the_start_with_a_sentence(
    tmp_path: Path, content: bytes, word: str
) -> None:
    file = tmp_path / "callboard.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=word):
        read_settings({"config": str(file)}, {})


def test_a_password_in_the_database_address_is_not_shown_with_the_settings() -> None:
    settings = read_settings({"database": "postgresql://ann:mousetrap@host/callboard"}, {})
    assert "mousetrap" not in repr(settings)


def test_M4_the_token_is_shown_neither_with_the_settings_nor_when_it_is_too_short() -> None:
    token = "a-token-of-more-than-enough"
    assert token not in repr(read_settings({"metrics_token": token}, {}))
    with pytest.raises(SettingsError) as refused:
        read_settings({}, {"CALLBOARD_METRICS_TOKEN": token[:9]})
    assert token[:9] not in str(refused.value)
