"""The command line: python -m bot --help."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import logs, stage
from bot.app import Built, opened, run_bot, stopped_by_signals, tell_of_new_key
from bot.network.edits import WrongEdit
from bot.network.municipalities import Municipalities
from bot.operating import Impossible, backups, consents, coordinators, doctor, groups, keys
from bot.process_lock import AlreadyRunning
from bot.settings import Settings, SettingsError
from bot.store.errors import StoreError
from bot.telegram.house import DATA
from bot.texts import TextError

T = TypeVar("T")
EXPECTED = (SettingsError, AlreadyRunning, StoreError, WrongEdit, TextError, Impossible)
"""Faults of the setting-up: told in a sentence, without a traceback."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The bot of the home accommodation network.",
)
group_app = typer.Typer(no_args_is_help=True, help="Local groups and their channels.")
coordinator_app = typer.Typer(no_args_is_help=True, help="Coordinators of local groups.")
app.add_typer(group_app, name="group")
key_app = typer.Typer(no_args_is_help=True, help="The data key, which opens all personal data.")
app.add_typer(coordinator_app, name="coordinator")
app.add_typer(key_app, name="key")

Demo = Annotated[bool, typer.Option("--demo", help="Fill the playground with twenty hosts and twenty guests.")]
Slug = Annotated[str, typer.Argument(help="The group's short name, as `group list` shows it.")]


def _do(work: Callable[[Settings], Awaitable[T]]) -> T:
    """Runs something with the settings; a fault of the setting-up ends with exit code 2 and a sentence."""
    try:
        settings = Settings.load()
        logs.configure(settings.log_level, settings.log_format)
        logs.catch_uncaught()
        settings.make_folders()
        return asyncio.run(_awaited(work, settings))
    except EXPECTED as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from None


async def _awaited(work: Callable[[Settings], Awaitable[T]], settings: Settings) -> T:
    return await work(settings)


def _beside(work: Callable[[Settings, Built], Awaitable[T]]) -> T:
    """As `_do`, with the store and the house open, beside a bot that may be running."""

    async def with_built(settings: Settings) -> T:
        async with opened(settings) as built:
            tell_of_new_key(settings, built.store)
            return await work(settings, built)

    return _do(with_built)


@app.command()
def run(demo: Demo = False) -> None:
    """Start the bot; without TELEGRAM_BOT_TOKEN, the playground."""

    async def start(settings: Settings) -> None:
        if settings.live and demo:
            raise Impossible(
                "--demo fills the playground, and TELEGRAM_BOT_TOKEN is set: python -m bot playground --demo"
            )
        await (run_bot(settings) if settings.live else stage.play(settings, stopped_by_signals(), demo=demo))

    _do(start)


@app.command()
def playground(demo: Demo = False) -> None:
    """Start the bot in its playground: a page on which you play everyone."""

    async def start(settings: Settings) -> None:
        await stage.play(settings, stopped_by_signals(), demo=demo)

    _do(start)


@app.command("doctor")
def examine() -> None:
    """Look at token, database, key and channels; say what is wrong and how to mend it."""

    async def look(settings: Settings, built: Built) -> list[doctor.Found]:
        return await doctor.examine(settings, built.store, built.house, built.api)

    found = _beside(look)
    for one in found:
        typer.echo(str(one))
    if not all(one.well for one in found):
        raise typer.Exit(1)


@app.command("talk")
def talk_through(
    role: Annotated[str, typer.Argument(help="host or guest")],
    language: Annotated[str, typer.Option(help="fi, sv or en")] = "en",
) -> None:
    """Talk an interview through in the terminal, without Telegram."""
    if role not in {"host", "guest"} or language not in {"fi", "sv", "en"}:
        typer.echo("A role (host or guest) and a language (fi, sv or en) are needed.", err=True)
        raise typer.Exit(2)
    from bot import talk

    talk.talk("host" if role == "host" else "guest", language)


@app.command("backup")
def back_up() -> None:
    """Make a backup of the database and one of the people's keys, sealed, and open them again to check."""
    for line in _do(backups.make):
        typer.echo(line)


@app.command("restore")
def restore_backup(
    backup: Annotated[Path, typer.Argument(help="The file, as it lies in BACKUP_FOLDER.")],
    replace: Annotated[bool, typer.Option("--replace", help="Even where there is a database already.")] = False,
    key: Annotated[Path | None, typer.Option(help="The data key of that time, where it was another one.")] = None,
) -> None:
    """Put a backup back, while the bot is stopped; what was there is kept under another name."""
    for line in _do(lambda settings: backups.restore(settings, backup, replace=replace, key_file=key)):
        typer.echo(line)


@group_app.command("list")
def list_groups() -> None:
    """All groups with their channels."""
    for line in _beside(lambda _settings, built: groups.listed(built.store, built.house)):
        typer.echo(line)


@group_app.command("add")
def add_group(
    slug: Annotated[str, typer.Argument(help="A short name of small letters a to z, digits and -.")],
    name: Annotated[str, typer.Argument(help="The group's name, as people know it.")],
    covers: Annotated[list[str], typer.Argument(help="The municipalities that it covers.")],
    language: Annotated[list[str], typer.Option(help="fi, sv or en; the channel's first.")] = ["fi"],  # noqa: B006
) -> None:
    """Add a local group to data/local_groups.yaml."""

    async def write(_settings: Settings) -> None:
        groups.add(DATA / "local_groups.yaml", Municipalities.load(DATA), slug, name, language, covers)

    _do(write)
    typer.echo(f"Added. Start the bot anew, then: python -m bot group bind {slug}")


@group_app.command("bind")
def bind_group(
    slug: Slug,
    chat: Annotated[int | None, typer.Option(help="The chat's number, where it is known.")] = None,
) -> None:
    """Bind a group to its channel: by a code to write there, or by the chat's number."""

    async def bind(_settings: Settings, built: Built) -> str:
        groups.find(built.house, slug)
        api = await built.to_telegram()
        if chat is None:
            code = await groups.bind_code(built.store, built.house, slug)
            return groups.how_to_bind(built.house, code)
        await groups.bind(built.store, built.house, api, slug, chat)
        return "Bound. Alerts that wait are posted there, as soon as the bot runs."

    typer.echo(_beside(bind))


@group_app.command("unbind")
def unbind_group(slug: Slug) -> None:
    """The group has no channel any more; its alerts go to the national one."""
    was = _beside(lambda _settings, built: groups.unbind(built.store, built.house, slug))
    typer.echo("Unbound." if was else "It had no channel.")


@coordinator_app.command("add")
def add_coordinator(slug: Slug) -> None:
    """Make a link that invites one person to coordinate the group."""

    async def invite(_settings: Settings, built: Built) -> str:
        groups.find(built.house, slug)
        await built.to_telegram()
        return await coordinators.invite(built.store, built.house, slug)

    typer.echo("Give this link to one person; it works once:\n\n    " + _beside(invite))


@coordinator_app.command("list")
def list_coordinators(slug: Annotated[str | None, typer.Argument()] = None) -> None:
    """All coordinators, or those of one group."""
    for line in _beside(lambda _settings, built: coordinators.listed(built.store, built.house, slug)):
        typer.echo(line)


@coordinator_app.command("remove")
def remove_coordinator(
    number: Annotated[str, typer.Argument(help="The number that `coordinator list` shows.")],
) -> None:
    """Somebody is no longer a coordinator, at once."""
    _beside(lambda _settings, built: coordinators.remove(built.store, built.house, number))
    typer.echo("Removed.")


@app.command("consents")
def show_consents(
    telegram_id: Annotated[
        str, typer.Option(prompt="Telegram number", help="Asked for where it is not given, so that no file keeps it.")
    ],
) -> None:
    """Say what somebody had agreed to whose answers are erased."""
    for line in _beside(lambda _settings, built: consents.proofs(built.store, telegram_id)):
        typer.echo(line)


@key_app.command("show")
def show_key() -> None:
    """Say which data key is in use and how many keys it wraps; nothing secret."""
    for line in _do(keys.show):
        typer.echo(line)


@key_app.command("rotate")
def rotate_key() -> None:
    """Change the data key of a stopped bot; goes on where it was broken off."""
    for line in _do(keys.rotate):
        typer.echo(line)


@key_app.command("forget")
def forget_key(
    fingerprint: Annotated[str, typer.Argument(help="The end of the old key's file name, as `key show` says it.")],
) -> None:
    """Remove an old data key; what was backed up in its time opens no more."""
    typer.echo(_do(lambda settings: keys.forget(settings, fingerprint)))


if __name__ == "__main__":
    app()
