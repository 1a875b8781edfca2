"""Write the table of settings into the documentation, from their declaration: `python -m crdt_server.reference`."""

from dataclasses import fields
from pathlib import Path

from crdt_server.settings import Settings
from crdt_server.settings_sources import PREFIX

PAGE = Path(__file__).parents[1] / "docs/running.md"
BEGIN = "<!-- settings: written by `python -m crdt_server.reference` -->\n"
END = "<!-- end of settings -->"


def settings_table() -> str:
    """Give the settings as a table: name, environment, default, meaning."""
    lines = ["| setting | environment | default | meaning |", "| --- | --- | --- | --- |"]
    for setting in fields(Settings):
        default = f"`{setting.default}`" if setting.default != "" else "empty"
        about = setting.metadata["about"]
        lines.append(
            f"| `{setting.name}` | `{PREFIX}{setting.name.upper()}` | {default} | {about} |"
        )
    return "\n".join(lines) + "\n"


def with_settings(page: str) -> str:
    """Give the page with its table brought up to date."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_settings(PAGE.read_text()))
