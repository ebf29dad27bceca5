"""The doctor: looks at everything that must be right, and says what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.operating import Impossible
from bot.operating.chats import in_words, missing_rights, needed, own_name
from bot.settings import Settings
from bot.store import alerts, channels, inbox, outbox
from bot.store.store import Store
from bot.store.tables import Channel, ChannelState
from bot.telegram.api import Api
from bot.telegram.house import House


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at; `mend` says what to do where it is not well."""

    well: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{'ok ' if self.well else 'RED'}  {self.what}" + (f"\n     {self.mend}" if self.mend else "")


async def examine(settings: Settings, store: Store, house: House, api: Api | None) -> list[Found]:
    """Everything, in the order in which it is to be mended; `api` is None without a token."""
    found = [_token_set(settings)]
    if api is not None:
        found.append(await _token(api, house))
    found += [_controller(settings), *(await _traffic(store))]
    async with store.look() as work:
        bound = await channels.every(work)
        waiting = len(await alerts.waiting(work))
    asked = api if all(one.well for one in found[:2]) else None
    for channel in bound:
        found.append(await _channel(asked, house, channel))
    if house.groups.national.slug not in {channel.group_slug for channel in bound}:
        mend = "Alerts of groups without a channel come there. python -m bot group bind national tells how."
        found.append(Found(False, "The national group has no channel.", mend))
    return [*found, *_waiting(waiting)]


def _token_set(settings: Settings) -> Found:
    if settings.live:
        return Found(True, "TELEGRAM_BOT_TOKEN is set.")
    return Found(False, "TELEGRAM_BOT_TOKEN is not set.", "Ask @BotFather for a token and put it into .env.")


async def _token(api: Api, house: House) -> Found:
    try:
        house.bot_id, house.username = await own_name(api)
    except Impossible as fault:
        what, _stop, mend = str(fault).partition(". ")
        return Found(False, f"{what}.", mend)
    return Found(True, f"Telegram knows the bot as @{house.username}.")


def _controller(settings: Settings) -> Found:
    if settings.controller_name:
        return Found(True, "The controller is named.")
    mend = "Set CONTROLLER_NAME and CONTROLLER_CONTACT; until then the notice says that this is a trial."
    return Found(False, "Nobody answers for the data.", mend)


async def _traffic(store: Store) -> list[Found]:
    """The database opens (or this would not run); how much waits in it."""
    async with store.look() as work:
        came, going = await inbox.count(work), await outbox.count(work)
    found = [Found(True, f"The database and its key open; {came.waiting} updates and {going.waiting} messages wait.")]
    if came.aside:
        mend = "The log says what failed; they are kept for 30 days."
        found.append(Found(False, f"{came.aside} updates were set aside.", mend))
    return found


def _waiting(alerts_waiting: int) -> list[Found]:
    if not alerts_waiting:
        return [Found(True, "No alert waits for a channel.")]
    mend = "They are posted within a minute when their group or the national one has a channel, and the bot runs."
    return [Found(False, f"Alerts that wait for a channel: {alerts_waiting}.", mend)]


async def _channel(api: Api | None, house: House, channel: Channel) -> Found:
    name = house.groups.by_slug(channel.group_slug).name
    if channel.state is not ChannelState.WORKING:
        mend = "Add the bot as an administrator again: alerts come by the national channel until then."
        return Found(False, f"{name}: the channel is lost.", mend)
    if api is None:
        return Found(False, f"{name}: bound, but I cannot look into the channel.", "Mend the token first.")
    try:
        missing = await missing_rights(api, house.bot_id, channel.chat_id, channel.kind)
    except Impossible as fault:
        return Found(False, f"{name}: I cannot look into the channel.", str(fault))
    rights = ", ".join(in_words(needed(channel.kind)))
    if missing is None:
        return Found(False, f"{name}: I am no administrator there.", f"Make the bot one, who may {rights}.")
    if missing:
        mend = f"Let the bot, as an administrator there, also {', '.join(missing)}."
        return Found(False, f"{name}: I lack rights in the channel.", mend)
    return Found(True, f"{name}: I am an administrator there, and may {rights}.")
