"""Local groups: listed, added to the data file, bound to a channel and unbound."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml

from bot.network.edits import WrongEdit
from bot.network.groups import LocalGroup, LocalGroups
from bot.network.municipalities import Municipalities
from bot.store import channels, codes
from bot.store.store import Store
from bot.telegram.house import House


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
    """The group of this slug; raises LookupError with a sentence that names those there are."""
    try:
        return house.groups.by_slug(slug)
    except KeyError:
        known = ", ".join(group.slug for group in house.groups.all)
        raise LookupError(f"There is no group “{slug}”. There are: {known}.") from None


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


async def bind(store: Store, house: House, slug: str, chat_id: int, kind: str) -> None:
    """Binds a chat whose number is known; alerts that wait are posted there within a minute."""
    group = find(house, slug)
    async with store.work() as work:
        await channels.bind(work, group.slug, chat_id, kind)


async def unbind(store: Store, house: House, slug: str) -> bool:
    """The group has no channel any more; False where it had none."""
    async with store.work() as work:
        return await channels.unbind(work, find(house, slug).slug)


def add(
    path: Path, municipalities: Municipalities, slug: str, name: str, languages: list[str], covers: list[str]
) -> None:
    """Adds a group to the data file, below all others and without touching a comment.

    Raises WrongEdit, and leaves the file as it was, where the group could not be read back.
    """
    before = path.read_text(encoding="utf-8")
    entry = {"slug": slug, "name": name, "languages": languages, "covers": covers}
    block = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=200)
    indented = "".join(f"  {line}\n" for line in block.splitlines())
    path.write_text(before.rstrip("\n") + "\n\n" + indented, encoding="utf-8")
    try:
        LocalGroups.load(path, municipalities)
    except WrongEdit:
        path.write_text(before, encoding="utf-8")
        raise
