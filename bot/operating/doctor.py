"""The doctor: looks at everything that must be right, and says what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat
from telegram.error import InvalidToken, TelegramError

from bot.settings import Settings
from bot.store import alerts, channels, inbox, outbox
from bot.store.store import Store
from bot.store.tables import Channel, ChannelState
from bot.telegram.api import Api
from bot.telegram.chats import NEEDED
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
    found = [_token_set(settings), *(await _token(api)), _controller(settings), *(await _traffic(store))]
    async with store.look() as work:
        bound = await channels.every(work)
        waiting = len(await alerts.waiting(work))
    for channel in bound:
        found.append(await _channel(api, house, channel))
    if house.groups.national.slug not in {channel.group_slug for channel in bound}:
        what = f"The national group has no channel; {waiting} alerts wait for one."
        mend = "Alerts of groups without a channel come there. python -m bot group bind national tells how."
        found.append(Found(False, what, mend))
    return found


def _token_set(settings: Settings) -> Found:
    if settings.live:
        return Found(True, "TELEGRAM_BOT_TOKEN is set.")
    return Found(False, "TELEGRAM_BOT_TOKEN is not set.", "Ask @BotFather for a token and put it into .env.")


async def _token(api: Api | None) -> list[Found]:
    if api is None:
        return []
    try:
        me = await api.call("getMe", {})
    except InvalidToken:
        return [Found(False, "Telegram does not know the token.", "Copy it once more from @BotFather into .env.")]
    except TelegramError as error:
        mend = "Is there a connection to the internet? Is TELEGRAM_API_URL right?"
        return [Found(False, f"Telegram cannot be reached ({type(error).__name__}).", mend)]
    name = me.get("username") if isinstance(me, dict) else None
    return [Found(True, f"Telegram knows the bot as @{name}.")]


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


async def _channel(api: Api | None, house: House, channel: Channel) -> Found:
    name = house.groups.by_slug(channel.group_slug).name
    if channel.state is not ChannelState.WORKING:
        mend = "Add the bot as an administrator again: alerts come by the national channel until then."
        return Found(False, f"{name}: the channel is lost.", mend)
    if api is None:
        return Found(True, f"{name}: bound.")
    missing = await _missing(api, channel)
    if missing is None:
        return Found(False, f"{name}: Telegram does not let me look.", "Is the bot still an administrator there?")
    if missing:
        return Found(False, f"{name}: I lack rights.", f"Give the bot, as an administrator: {', '.join(missing)}.")
    return Found(True, f"{name}: all rights are there.")


async def _missing(api: Api, channel: Channel) -> list[str] | None:
    """The rights that the bot lacks there; None where Telegram gives no answer."""
    try:
        me = await api.call("getMe", {})
        bot_id = me.get("id") if isinstance(me, dict) else None
        member = await api.call("getChatMember", {"chat_id": channel.chat_id, "user_id": bot_id})
    except TelegramError:
        return None
    if not isinstance(member, dict) or member.get("status") != "administrator":
        return ["to be an administrator"]
    needed = NEEDED.get(channel.kind, NEEDED[Chat.SUPERGROUP])
    return [right for right in needed if member.get(right) is not True]
