"""The command `callboard`: serve, and look after documents from a shell.

    callboard serve [--host] [--port] [--tls-certificate] [--tls-key] [--data] [--database] [--open] [--config]
    callboard document list | show NAME | history NAME | export NAME | import FILE [--into NAME] | renew NAME
    callboard document copy NAME --to URL
    callboard keys show | rotate [--at-once]
    callboard migrate --database URL [--serving USER]
    callboard doctor [--json], and the options of serve

A running server that uses the same data is asked over its address; otherwise the data is opened directly.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import Any

from crdt_server.cli_copy import copy_documents
from crdt_server.cli_doctor import run_doctor
from crdt_server.cli_documents import COMMANDS, CommandFailed, run_command
from crdt_server.cli_keys import rotate_keys, show_keys
from crdt_server.cli_migrate import run_migrate
from crdt_server.logs import begin as begin_log
from crdt_server.serve import Serving
from crdt_server.settings import SettingsError
from crdt_server.settings_sources import read_settings

DETAILS = ("name", "all", "file", "into", "format", "output", "title", "most")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; give the exit code."""
    said = vars(_parser().parse_args(arguments))
    work = said.pop("work")
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    try:
        code: int = work(said)
    except (SettingsError, CommandFailed) as error:
        sys.stderr.write(f"callboard: {error}\n")
        return 2
    return code


def _serve(said: dict[str, Any]) -> int:
    settings = read_settings(said)
    begin_log(settings.log_format)
    return Serving(settings).run()


def _doctor(said: dict[str, Any]) -> int:
    as_json = said.pop("json")
    return run_doctor(read_settings(said), as_json=as_json)


def _document(said: dict[str, Any]) -> int:
    command = said.pop("command")
    details = {name: said.pop(name, None) for name in DETAILS}
    return run_command(command, details, read_settings(said))


def _copy(said: dict[str, Any]) -> int:
    details = {name: said.pop(name) for name in ("name", "all", "to")}
    del said["command"]
    return copy_documents(details, read_settings(said))


def _migrate(said: dict[str, Any]) -> int:
    serving = said.pop("serving")
    return run_migrate(read_settings(said), serving)


def _keys(said: dict[str, Any]) -> int:
    action, at_once = said.pop("action"), said.pop("at_once", False)
    settings = read_settings(said)
    return show_keys(settings) if action == "show" else rotate_keys(settings, at_once=at_once)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="callboard", description="The shared, live paperwork of a show."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the server")
    _add_place_options(serve)
    serve.add_argument(
        "--open",
        action="store_true",
        default=None,
        help="acknowledge that everybody who reaches it may edit",
    )
    serve.add_argument("--hosts", metavar="NAMES", help="names that the server answers to")
    _add_data_options(serve)
    serve.set_defaults(work=_serve)
    document = commands.add_parser("document", help="list, show, export and import documents")
    actions = document.add_subparsers(required=True, dest="command", metavar="ACTION")
    for name, command in COMMANDS.items():
        action = actions.add_parser(name, help=command.about)
        for argument, options in command.arguments.items():
            action.add_argument(argument, **options)
        _add_data_options(action)
        action.set_defaults(work=_document)
    _add_copy(actions)
    _add_keys(commands)
    _add_migrate(commands)
    doctor = commands.add_parser("doctor", help="see whether everything is as a server needs it")
    doctor.add_argument("--json", action="store_true", help="write the findings as JSON")
    _add_place_options(doctor)
    _add_data_options(doctor)
    doctor.set_defaults(work=_doctor)
    return parser


def _add_copy(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    copy = actions.add_parser("copy", help="copy documents to another database, byte for byte")
    copy.add_argument("name", nargs="?", help="the document's name, as `list` shows it")
    copy.add_argument("--all", action="store_true", help="every document")
    copy.add_argument("--to", metavar="URL", required=True, help="sqlite:///path or postgresql://…")
    _add_data_options(copy)
    copy.set_defaults(work=_copy)


def _add_migrate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = commands.add_parser("migrate", help="bring the tables of a database up to date")
    migrate.add_argument(
        "--serving",
        metavar="USER",
        help="let this user of PostgreSQL serve, held by row-level security",
    )
    _add_data_options(migrate)
    migrate.set_defaults(work=_migrate)


def _add_keys(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keys = commands.add_parser("keys", help="the keys that sign access tokens")
    actions = keys.add_subparsers(required=True, dest="action", metavar="ACTION")
    show = actions.add_parser("show", help="print the public keys, for servers that trust this one")
    rotate = actions.add_parser("rotate", help="let a new key sign from now on")
    rotate.add_argument(
        "--at-once", action="store_true", help="what the old keys signed does not count any more"
    )
    for action in (show, rotate):
        _add_data_options(action)
        action.set_defaults(work=_keys)


def _add_place_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", help="port to listen on (default 3001; 0 takes any free one)")
    parser.add_argument("--tls-certificate", metavar="FILE", help="certificate for https (PEM)")
    parser.add_argument("--tls-key", metavar="FILE", help="its key, if that is in another file")


def _add_data_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help="directory of the database (default ./data)")
    parser.add_argument(
        "--database", metavar="URL", help="sqlite:///path, postgresql://… or memory:"
    )
    parser.add_argument("--config", metavar="FILE", help="settings file (TOML)")


if __name__ == "__main__":
    sys.exit(main())
