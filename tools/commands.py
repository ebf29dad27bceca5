"""docs/commands.md: everything that can be typed, in the terminal and in Telegram, made from the code."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from bot.__main__ import app
from bot.telegram.commands import COMMANDS, Audience
from bot.texts import LANGUAGES, SOURCE, Texts

PROGRAM = "python -m bot"
WHO: dict[Audience, str] = {
    "everyone": "everyone, in private",
    "coordinators": "coordinators, in private (in a group, a button leads there)",
    "chats": "administrators of a channel or group",
}

HEAD = f"""\
# Commands

Made by `make docs` from `bot/__main__.py` and `bot/telegram/commands.py`; change it there.

## In the terminal

All begin with `{PROGRAM}` (from the project's folder: `.venv/bin/{PROGRAM}`), and all but `run`, `playground`,
`restore` and `key rotate` work beside a bot that is running. What is wrong is told in a sentence, with exit code 2;
`doctor` ends with 1 where anything is to be mended.

| Command | What it does |
|---|---|
"""

IN_TELEGRAM = """
## In Telegram

A command may be typed in any of the three languages, whatever the person's own is; letters with dots and rings count
as their plain ones (/språk is /sprak). The menu shows the names of the person's language.

"""


def commands() -> str:
    """The whole document."""
    return HEAD + "".join(_rows()) + IN_TELEGRAM + "".join(_telegram())


def in_terminal() -> dict[str, tuple[str, str]]:
    """Every command of the terminal: how it is written, and its help, by its name ("group add")."""
    return dict(_found(typer.main.get_command(app), ()))


def _found(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(command, typer.core.TyperGroup):
        for name, inner in command.commands.items():
            yield from _found(inner, (*path, name))
    elif isinstance(command, typer.core.TyperCommand):
        words = " ".join((*path, *(_written(parameter) for parameter in command.params)))
        yield " ".join(path), (words, (command.help or "").strip())


def _written(parameter: object) -> str:
    if isinstance(parameter, typer.core.TyperArgument):
        name = (parameter.name or "").upper() + ("…" if parameter.nargs == -1 else "")
        return name if parameter.required else f"[{name}]"
    if isinstance(parameter, typer.core.TyperOption):
        value = "" if parameter.is_flag else f" {(parameter.name or '').upper()}"
        return f"[{parameter.opts[0]}{value}]" + ("…" if parameter.multiple else "")
    raise TypeError(f"neither an argument nor an option: {parameter!r}")


def _rows() -> Iterator[str]:
    for words, what in in_terminal().values():
        yield f"| `{words}` | {what.replace('|', chr(92) + '|')} |\n"


def _telegram() -> Iterator[str]:
    texts = Texts.load()
    yield f"| {' | '.join(LANGUAGES)} | What it does | Who |\n"
    yield "|" + "---|" * (len(LANGUAGES) + 2) + "\n"
    for command in COMMANDS:
        names = " | ".join(f"/{command.named(language)}" for language in LANGUAGES)
        yield f"| {names} | {texts.plain(command.about, SOURCE)} | {WHO[command.audience]} |\n"
