"""Local groups: listed, added to the data file, bound to a channel and unbound."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

import yaml

from bot.network.edits import WrongEdit
from bot.network.groups import LocalGroup, LocalGroups
from bot.network.municipalities import Municipalities
from bot.operating import Impossible
from bot.operating.chats import in_words, kind_of, missing_rights, needed
from bot.store import channels, codes
from bot.store.store import Store
from bot.telegram.api import Api
from bot.telegram.chats import bound
from bot.telegram.house import House
from bot.telegram.turn import Turn


async def listed(store: Store, house: House) -> list[str]:
    """A line a group: slug, name, how many municipalities it covers, and its channel."""
    async with store.look() as work:
        bound = {channel.group_slug: channel for channel in await channels.every(work)}
    lines = []
    for group in house.groups.all:
        channel = bound.get(group.slug)
        where = "no channel" if channel is None else f"{channel.kind} {channel.chat_id} ({channel.state.value})"
        covers = "where no other does" if group.national else f"{len(group.covers)} municipalities"
        lines.append(f"{group.slug:24} {where:36} {covers:22} {group.name}")
    return lines


def find(house: House, slug: str) -> LocalGroup:
    """The group of this slug; raises Impossible with a sentence that names those there are."""
    try:
        return house.groups.by_slug(slug)
    except KeyError:
        known = ", ".join(group.slug for group in house.groups.all)
        raise Impossible(f"There is no group “{slug}”. There are: {known}.") from None


async def bind_code(store: Store, house: House, slug: str) -> str:
    """A code that binds a chat to the group; it works once, for the policy's minutes."""
    group = find(house, slug)
    lives = dt.timedelta(minutes=house.policy.bind_minutes)
    async with store.work() as work:
        return await codes.make(work, "bind", {"group": group.slug}, lives=lives)


def how_to_bind(house: House, code: str) -> str:
    """What to do with the code."""
    return (
        "Make the bot an administrator of the channel (post, edit, delete, pin), and write there:\n\n"
        f"    /bind {code}\n\n"
        f"It works once, for {house.policy.bind_minutes} minutes. For a group, this link adds the bot, too:\n\n"
        f"    https://t.me/{house.username}?startgroup={code}"
    )


async def bind(store: Store, house: House, api: Api, slug: str, chat_id: int) -> None:
    """Binds a chat whose number is known, says so there, and posts the alerts that wait.

    Raises Impossible where the bot is no administrator there or lacks a right.
    """
    group = find(house, slug)
    kind = await kind_of(api, chat_id)
    missing = await missing_rights(api, house.bot_id, chat_id, kind)
    if missing is None or missing:
        rights = ", ".join(in_words(needed(kind)) if missing is None else missing)
        raise Impossible(f"Nothing was bound: make the bot an administrator there who may {rights}.")
    async with store.work() as work:
        await bound(Turn(work, house), group, chat_id, kind, None)


async def unbind(store: Store, house: House, slug: str) -> bool:
    """The group has no channel any more; False where it had none."""
    async with store.work() as work:
        return await channels.unbind(work, find(house, slug).slug)


def add(
    path: Path, municipalities: Municipalities, slug: str, name: str, languages: list[str], covers: list[str]
) -> None:
    """Adds a group to the data file, below all others and without touching a comment.

    Raises WrongEdit where the file is wrong already, and Impossible, leaving it as it was, where the group is.
    """
    LocalGroups.load(path, municipalities)
    entry = {"slug": slug, "name": name, "languages": languages, "covers": covers}
    block = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=200)
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + indented
    try:
        _replace(path, text, municipalities)
    except WrongEdit as wrong:
        raise Impossible(f"{wrong.sentence} Nothing was added.") from None
    except OSError as error:
        raise Impossible(f"{path} cannot be written ({error.strerror}). Nothing was added.") from None


def _replace(path: Path, text: str, municipalities: Municipalities) -> None:
    """Puts a file with this text in the other one's place, all at once, and only if it can be read back."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        LocalGroups.load(new, municipalities)
        new.chmod(path.stat().st_mode)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
