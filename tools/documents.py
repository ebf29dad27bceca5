"""The documents that are made from the code: `make docs` writes them, and a test checks that they are current."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic.fields import FieldInfo

from bot.settings import HOUSE, Settings
from tools.commands import commands
from tools.coordinating import coordinating
from tools.impact_assessment import impact_assessment
from tools.interviews import interviews
from tools.match_life import match_life
from tools.permissions import permissions
from tools.record_of_processing import record_of_processing

SETTINGS_HEAD = """\
# Settings

Made by `make docs` from `bot/settings/`; change it there.

The bot reads its settings once, when it starts, from the environment and from the file `.env` in the project's folder
(the environment wins). None is needed to try the bot; only `TELEGRAM_BOT_TOKEN` is needed to run it for people. A wrong
setting is told in a sentence, and nothing starts. Start from `.env.example`. A relative path counts from the project's
folder.

| Setting | Default | What it is for |
|---|---|---|
"""

EXAMPLE_HEAD = """\
# Copy this file to .env and take away the # before what you set. Made by `make docs` from bot/settings/.
"""


def settings() -> str:
    """The table of all settings."""
    rows = (f"| `{name}` | {f'`{default}`' if default else 'none'} | {what} |" for name, default, what in _each())
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def env_example() -> str:
    """A file to start from: everything that can be set, commented out."""
    return EXAMPLE_HEAD + "".join(f"\n# {what}\n#{name}={default}\n" for name, default, what in _each())


def _each() -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        yield name.upper(), _default(field), (field.description or "").replace("|", "\\|")


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None:
        return ""
    return value.key if isinstance(value, ZoneInfo) else str(value)


DOCUMENTS: Mapping[Path, Callable[[], str]] = {
    HOUSE / "docs" / "settings.md": settings,
    HOUSE / "docs" / "interviews.md": interviews,
    HOUSE / "docs" / "commands.md": commands,
    HOUSE / "docs" / "coordinating.md": coordinating,
    HOUSE / "docs" / "match_life.md": match_life,
    HOUSE / "docs" / "permissions.md": permissions,
    HOUSE / "docs" / "record_of_processing.md": record_of_processing,
    HOUSE / "docs" / "impact_assessment.md": impact_assessment,
    HOUSE / ".env.example": env_example,
}
"""Every made document and what makes it."""


if __name__ == "__main__":
    for path, made in DOCUMENTS.items():
        path.write_text(made(), "utf-8")
        print(path.relative_to(HOUSE))
