"""The unit of work of one update or one job: an open transaction, and what is to be sent once it is committed."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog
from structlog.typing import FilteringBoundLogger
from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.ext import CallbackContext, ExtBot

from bot.store import coordinators, outbox
from bot.store.interviews import Json
from bot.store.outbox import SCREEN, VANISH, Letter, Recipient
from bot.store.people import Person
from bot.store.tables import Channel
from bot.store.work import Work
from bot.telegram.commands import Audience, menu

if TYPE_CHECKING:
    # Handed on to the handlers; nothing in the machine room looks into it.
    from bot.telegram.house import House

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
To = Person | Channel | Recipient | int
"""Whom a message is for. A bare number is a chat: negative a group or channel, else somebody who is not known."""

_NO_PREVIEW: Final[dict[str, Json]] = {"is_disabled": True}


class AskTelegram(Exception):
    """The handler needs to know whether somebody is in a chat.

    Everything it did is undone, Telegram is asked with no transaction open, and the update is handled anew with the
    answer in `turn.memberships`.
    """

    def __init__(self, chat_id: int, user_id: int) -> None:
        super().__init__("a membership is to be asked")
        self.chat_id = chat_id
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Membership:
    """What Telegram said: its word for the membership ("unknown" where it gave an error), and when it was asked.

    "restricted" is told as "member" or "left", by whether the person is in the chat.
    """

    status: str
    asked_at: dt.datetime
    rights: frozenset[str] = frozenset()
    """Of an administrator: the rights by their names in the Bot API, such as "can_post_messages"."""


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """How a press is answered, right after the commit."""

    text: str | None = field(default=None, repr=False)
    alert: bool = False
    url: str | None = field(default=None, repr=False)
    otherwise: str | None = field(default=None, repr=False)
    """The text shown where Telegram does not take the url (any more)."""


@dataclass(slots=True)
class Turn:
    """What a handler works with. Nothing that it does is seen by anybody before the whole turn is committed.

    Every `send`, `post`, `edit`… gives the outbox id of what will be sent; later ones may point to it.
    """

    work: Work
    house: House
    update: Update | None = None
    person: Person | None = None
    """Who the update is from, where they are known."""
    late: bool = False
    """The update was old when it came: many may have come with it, and only the last screen will be sent."""
    memberships: Mapping[tuple[int, int], Membership] = field(default_factory=dict)
    """By chat and person: what Telegram said for this very update."""
    callback_answer: CallbackAnswer | None = None
    failure: Exception | None = None
    log: FilteringBoundLogger = field(default_factory=lambda: structlog.get_logger("bot.turn"))

    @property
    def now(self) -> dt.datetime:
        """The moment of this turn."""
        return self.work.now

    @property
    def update_id(self) -> int:
        """The number that Telegram gave the update; 0 in a job."""
        return 0 if self.update is None else self.update.update_id

    def answer_callback(
        self, text: str | None = None, *, alert: bool = False, url: str | None = None, otherwise: str | None = None
    ) -> None:
        """Answer the press (a toast, or with `alert` a box; or open `url`). Without it, it is answered by silence."""
        self.callback_answer = CallbackAnswer(text, alert, url, otherwise)

    async def send(
        self,
        to: To,
        html: str,
        *,
        buttons: Markup | None = None,
        kind: str = "notice",
        silent: bool = False,
        protect: bool = False,
        answers: str | None = None,
        again: str | None = None,
        alert_id: str | None = None,
        not_before: dt.datetime | None = None,
    ) -> str:
        """A message. `kind` "screen" is where the person is now: of several late ones only the last goes.

        `answers` is the outbox id of a message in the same chat that this one replies to; `again` is the text to send
        instead where the first sending may have arrived ("… (repeat)").
        """
        params: dict[str, Json] = {"text": html, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
        _flags(params, buttons, silent, protect)
        return await self._put(
            to, "sendMessage", kind, params, target=answers, again=again, alert_id=alert_id, not_before=not_before
        )

    async def post(
        self,
        channel: Channel,
        html: str,
        *,
        buttons: InlineKeyboardMarkup | None = None,
        kind: str = "alert",
        alert_id: str | None = None,
        silent: bool = False,
        answers: str | None = None,
        again: str | None = None,
    ) -> str:
        """A message in a local group's channel."""
        return await self.send(
            channel,
            html,
            buttons=buttons,
            kind=kind,
            silent=silent,
            answers=answers,
            again=again,
            alert_id=alert_id,
        )

    async def edit(
        self,
        to: To,
        target: str | int,
        html: str,
        *,
        buttons: InlineKeyboardMarkup | None = None,
        fresh: bool = False,
        protect: bool = False,
    ) -> str:
        """A message (by outbox id, or its number in the chat) becomes this text, with these buttons or none.

        With `fresh`, a new message is sent where the old one is gone, and takes its place for later edits; with
        `protect`, that one cannot be passed on, either.
        """
        params: dict[str, Json] = {"text": html, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
        _flags(params, buttons, silent=False, protect=protect)
        return await self._put(to, "editMessageText", "edit", params, target=target, fresh=fresh)

    async def edit_post(
        self, channel: Channel, target: str | int, html: str, *, buttons: InlineKeyboardMarkup | None = None
    ) -> str:
        """As `edit`, in a channel; sent anew where somebody deleted it."""
        return await self.edit(channel, target, html, buttons=buttons, fresh=True)

    async def edit_buttons(self, to: To, target: str | int, buttons: InlineKeyboardMarkup | None) -> str:
        """A message gets these buttons, or none."""
        params: dict[str, Json] = {}
        _flags(params, buttons, silent=False, protect=False)
        return await self._put(to, "editMessageReplyMarkup", "edit", params, target=target)

    async def delete(self, to: To, target: str | int) -> str:
        """A message goes (Telegram allows it for 48 hours)."""
        return await self._put(to, "deleteMessage", "delete", {}, target=target)

    async def let_vanish(self, to: To, target: str | int, at: dt.datetime, instead: str) -> str:
        """A message goes at that time; where Telegram does not delete it any more by then, it says `instead`."""
        return await self._put(to, "deleteMessage", VANISH, {}, target=target, again=instead, not_before=at)

    async def pin(self, to: To, target: str | int, *, silent: bool = True) -> str:
        """A message is pinned."""
        return await self._put(to, "pinChatMessage", "pin", {"disable_notification": silent}, target=target)

    async def send_file(
        self,
        to: To,
        name: str,
        content: bytes,
        *,
        html: str | None = None,
        photo: bool = False,
        buttons: InlineKeyboardMarkup | None = None,
        kind: str = "file",
        silent: bool = False,
        protect: bool = False,
    ) -> str:
        """A document (or with `photo` a picture) with this name, and perhaps a caption."""
        field_name = "photo" if photo else "document"
        params: dict[str, Json] = {} if html is None else {"caption": html, "parse_mode": "HTML"}
        _flags(params, buttons, silent, protect)
        file = (field_name, name, base64.b64encode(content).decode())
        return await self._put(to, "sendPhoto" if photo else "sendDocument", kind, params, file=file)

    async def call(self, to: To, method: str, params: Mapping[str, Json], *, kind: str = "call") -> str:
        """Any other method of the Bot API that may be called twice without harm, with the chat filled in."""
        return await self._put(to, method, kind, dict(params))

    async def set_commands(self, person: Person) -> None:
        """The menu of this person's chat, in their language, with what coordinators can do if they are one."""
        if person.chat_id is None:
            return
        audience = await self.audience(person)
        commands: list[Json] = [
            {"command": name, "description": self.house.texts.plain(about, person.language)}
            for name, about in menu(person.language, audience)
        ]
        scope: dict[str, Json] = {"type": "chat", "chat_id": person.chat_id}
        await self.call(person, "setMyCommands", {"commands": commands, "scope": scope})

    def first_name_of(self, person: Person) -> str:
        """The name that the messenger shows of whoever the update is from: offered as a button, and never kept."""
        user = self.update.effective_user if self.update is not None else None
        return user.first_name if user is not None and user.id == person.chat_id else ""

    async def audience(self, person: Person) -> Audience:
        """Whose commands the person sees in the menu of their private chat."""
        return "coordinators" if await self.is_coordinator(person) else "everyone"

    async def is_coordinator(self, person: Person) -> bool:
        """Whether the person is a coordinator of any group (not asking Telegram)."""
        return any(one.active for one in await coordinators.of_person(self.work, person.id))

    async def _put(
        self,
        to: To,
        method: str,
        kind: str,
        params: Mapping[str, Json],
        *,
        target: str | int | None = None,
        again: str | None = None,
        file: tuple[str, str, str] | None = None,
        alert_id: str | None = None,
        fresh: bool = False,
        not_before: dt.datetime | None = None,
    ) -> str:
        recipient = await self._recipient(to)
        reply = kind != VANISH and recipient.chat_id in self._here()
        letter = Letter(
            method=method,
            kind=kind,
            params=params,
            again=again,
            file=file,
            target_id=target if isinstance(target, str) else None,
            target_message=target if isinstance(target, int) else None,
            alert_id=alert_id,
            reply=reply,
            late=self.late and reply and kind == SCREEN,
            fresh=fresh,
            not_before=not_before,
        )
        return await outbox.add(self.work, recipient, letter)

    async def _recipient(self, to: To) -> Recipient:
        match to:
            case Person():
                return await outbox.to_person(self.work, to)
            case Channel():
                return outbox.to_channel(self.work, to)
            case Recipient():
                return to
            case _:
                return outbox.to_chat(self.work, to) if to < 0 else await outbox.to_stranger(self.work, to)

    def _here(self) -> set[int]:
        """The chat in which the update happened, and the private one with whoever did it."""
        if self.update is None:
            return set()
        places = (self.update.effective_chat, self.update.effective_user)
        return {place.id for place in places if place is not None}


def _flags(params: dict[str, Json], buttons: Markup | None, silent: bool, protect: bool) -> None:
    if buttons is not None:
        params["reply_markup"] = buttons.to_dict()
    if silent:
        params["disable_notification"] = True
    if protect:
        params["protect_content"] = True


CURRENT: ContextVar[Turn] = ContextVar("turn")
"""The turn in which a handler runs."""


class Context(CallbackContext[ExtBot[None], dict[str, object], dict[str, object], dict[str, object]]):
    """What python-telegram-bot hands to a handler; `context.turn` is ours."""

    @property
    def turn(self) -> Turn:
        """The turn of the update that is being handled."""
        return CURRENT.get()
