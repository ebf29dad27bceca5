"""How a person wants to be reached: in this chat, or by phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, Field, JsonValue, model_validator

from conversations.questions.base import Answered, Drafted, Question, Reply, Unclear, mapping
from conversations.reading import Unread, UnreadPhone, read_choice, read_phone
from conversations.screens import Button, Screen, SharedPhone
from conversations.text import Text, Value, Verbatim, _
from conversations.world import World

CHAT = _("In this chat")
PHONE = _("By phone")
# Toast: where a coordinator writes the answers of somebody without Telegram
NUMBER = _("Which phone number reaches the person? For example “040 123 4567”.")
CHAT_WORDS = (
    *("tässä", "täällä", "chatti", "viestillä", "telegramissa", "telegramilla", "här", "chatten", "via telegram"),
    *("på telegram", "i telegram", "telegram", "chat", "here", "this chat", "on telegram"),
)
PHONE_WORDS = (
    *("puhelin", "puhelimella", "puhelimitse", "soittamalla", "soita", "telefon", "ring", "ring mig", "ring mej"),
    *("phone", "call", "call me"),
)


class Contact(BaseModel, hide_input_in_errors=True):
    """A way to reach somebody; the phone number in international form where the way is the phone."""

    way: Literal["chat", "phone"]
    phone: str | None = Field(default=None, pattern=r"^\+[1-9]\d{6,14}$")

    @model_validator(mode="after")
    def _a_phone_has_a_number(self) -> Contact:
        if (self.way == "phone") != (self.phone is not None):
            raise ValueError("a number goes with the phone, and only with it")
        return self


@dataclass(frozen=True, kw_only=True)
class Reach(Question):
    """This chat, or a phone: the sender's own by the messenger's contact button, or a typed one."""

    kind: ClassVar[str] = "a way to be reached"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """First the two ways; then how to give the number. By phone, the number is all there is to ask."""
        if not world.chat:
            return Screen((NUMBER,))
        if draft == "phone":
            share = _(
                "Please share your number with the button below the text field, or write it, for example "
                "“040 123 4567”. If this chat is better after all, write “{chat}”."
            )
            return Screen((share.of(chat=CHAT),), contact=True)
        return Screen(self.paragraphs(), ((Button(CHAT, "chat"), Button(PHONE, "phone")),))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """The chat ends the question; the phone asks for the number."""
        if not world.chat:
            return Unclear(NUMBER)
        if press == "chat":
            return Answered(Contact(way="chat").model_dump(mode="json"))
        return Drafted("phone", fresh=True) if press == "phone" else Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A number, or one of the two ways."""
        if any(c.isdigit() for c in words):
            return self._number(words, world)
        if not world.chat:
            return Unclear(NUMBER)
        ways = {"chat": (*world.says(CHAT), *CHAT_WORDS), "phone": (*world.says(PHONE), *PHONE_WORDS)}
        press = read_choice(words, ways)
        return self.pressed(press, draft, known, world) if isinstance(press, str) else Unclear(self.expected())

    def shared(self, phone: SharedPhone, world: World) -> Reply:
        """Only the sender's own number: anybody else has not been asked."""
        if not phone.own and world.chat:
            return Unclear(_("That is somebody else’s contact. Please share your own number, or choose this chat."))
        return self._number(phone.number if phone.number.startswith("+") else f"+{phone.number}", world)

    def _number(self, words: str, world: World) -> Reply:
        match read_phone(words):
            case str() as number:
                return Answered(Contact(way="phone", phone=number).model_dump(mode="json"))
            case Unread(reason=UnreadPhone.COUNTRY_MISSING):
                return Unclear(_("Please write the number with its country code, for example “+358 40 123 4567”."))
            case Unread(reason=UnreadPhone.SEVERAL):
                return Unclear(_("Please write only one number, for example “040 123 4567”."))
            case _:
                return Unclear(self.expected() if world.chat else NUMBER)

    def expected(self) -> Text:
        """A number as the example."""
        # Toast: shown over the buttons, too
        return _("Please choose this chat, or write a phone number, for example “040 123 4567”.")

    def tell(self, value: JsonValue) -> Value:
        """The number, or this chat."""
        phone = mapping(value).get("phone")
        return Verbatim(str(phone)) if phone else CHAT
