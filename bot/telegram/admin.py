"""What Telegram is told of the bot at each start: the commands in every language, its description."""

from __future__ import annotations

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.store.interviews import Json
from bot.telegram.api import Api
from bot.telegram.commands import Audience, menu
from bot.telegram.house import House
from bot.texts import LANGUAGES, SOURCE
from conversations.text import Text, _

_log = structlog.get_logger("bot.admin")

SHORT = _("Volunteers bring together people who offer a home and people seeking asylum who need one. Free of charge.")
LONG = _(
    "We are volunteers of the Finnish home accommodation network. We bring together people who offer a home and people "
    "seeking asylum who need one, and support the stay. It is free of charge for both. Press Start: I ask a few "
    "questions and pass your answers on to volunteers near you. We are not emergency housing; in an emergency call 112."
)
MOST_SHORT, MOST_LONG = 120, 512


async def introduce(api: Api, house: House) -> None:
    """Sets the command menus and descriptions; what Telegram does not take is logged, and the bot works without."""
    for language in (None, *LANGUAGES):
        await _menu(api, house, language, "everyone", {"type": "all_private_chats"})
        await _menu(api, house, language, "chats", {"type": "all_chat_administrators"})
        await _description(api, house, "setMyShortDescription", "short_description", SHORT, language)
        await _description(api, house, "setMyDescription", "description", LONG, language)


async def _menu(api: Api, house: House, language: str | None, audience: Audience, scope: dict[str, Json]) -> None:
    shown = language or SOURCE
    commands: list[Json] = [
        {"command": name, "description": house.texts.plain(about, shown)} for name, about in menu(shown, audience)
    ]
    await _call(api, "setMyCommands", {"commands": commands, "scope": scope}, language)


async def _description(api: Api, house: House, method: str, name: str, text: Text, language: str | None) -> None:
    await _call(api, method, {name: house.texts.plain(text, language or SOURCE)}, language)


async def _call(api: Api, method: str, params: dict[str, Json], language: str | None) -> None:
    given = params if language is None else {**params, "language_code": language}
    try:
        await api.call(method, given)
    except InvalidToken:
        raise
    except TelegramError as error:
        _log.warning("not_introduced", method=method, error=type(error).__name__)
