"""The commands: their names in three languages, what the menu says of them, and how a typed one is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from conversations.text import Text, _

Audience = Literal["everyone", "coordinators", "chats"]
"""Who sees a command in the menu: everyone in private, coordinators in private, or administrators in a channel."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command; Telegram allows only a–z, 0–9 and _ in a name."""

    name: str
    fi: str
    sv: str
    about: Text
    audience: Audience = "everyone"
    in_menu: bool = True

    def named(self, language: str) -> str:
        """The name in a language's menu."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.name)


COMMANDS: tuple[Command, ...] = (
    Command("start", "alku", "borja", _("Begin here")),
    Command("host", "majoittaja", "inkvarterare", _("Offer a home")),
    Command("guest", "majoittuja", "inkvarterad", _("Look for a home")),
    Command("status", "tilanne", "lage", _("Where things stand")),
    Command("unsafe", "hata", "nod", _("I don’t feel safe")),
    Command("resume", "jatka", "fortsatt", _("Go on with the interview")),
    Command("back", "takaisin", "tillbaka", _("Back to the question before")),
    Command("skip", "ohita", "hoppa", _("Skip this question")),
    Command("pause", "tauko", "paus", _("Take a break")),
    Command("edit", "muokkaa", "andra", _("Change my answers")),
    Command("pausehosting", "majoitustauko", "inkvarteringspaus", _("Take a break from hosting")),
    Command("withdraw", "vetaydy", "dratillbaka", _("Take back my offer or search")),
    Command("cancel", "keskeyta", "avbryt", _("Stop the interview")),
    Command("language", "kieli", "sprak", _("Choose the language")),
    Command("groups", "ryhmat", "grupper", _("The local groups")),
    Command("privacy", "tietosuoja", "dataskydd", _("How my data is looked after")),
    Command("mydata", "tietoni", "minadata", _("See everything about me")),
    Command("whohasseen", "kukakatsoi", "vemharsett", _("See who looked at my details")),
    Command("delete", "poista", "radera", _("Erase everything about me")),
    Command("help", "apua", "hjalp", _("Help")),
    Command("cases", "tapaukset", "arenden", _("The cases of my group"), audience="coordinators"),
    Command("tasks", "tehtavat", "uppgifter", _("Tasks to be done"), audience="coordinators"),
    Command("jointplan", "kokonaissuunnitelma", "helhetsplan", _("A plan for all who wait"), audience="coordinators"),
    Command("report", "raportti", "rapport", _("The network in numbers"), audience="coordinators"),
    Command("roster", "vuorot", "turlista", _("Who is on duty"), audience="coordinators"),
    Command("away", "poissa", "borta", _("Say when I am away"), audience="coordinators"),
    Command("fillin", "tayta", "fyll", _("Fill in for someone by phone"), audience="coordinators"),
    Command("vanish", "katoavat", "forsvinner", _("Let messages with details vanish"), audience="coordinators"),
    Command("bind", "liita", "bind", _("Bind this chat to a local group"), audience="chats"),
)
"""Every command there is, in the order of the menu."""

_TYPED = re.compile(r"/(?P<name>[\w]{1,32})(?:@(?P<bot>\w{3,64}))?(?:\s+(?P<rest>.*))?", re.DOTALL)
_OTHER_NAMES = {"ohje": "help", "hjalp": "help", "peruuta": "cancel", "sprak": "language", "poistatiedot": "delete"}
_BY_NAME = {name: command for command in COMMANDS for name in (command.name, command.fi, command.sv)}


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command as somebody typed it: `name` is the English one, empty where there is no such command."""

    name: str
    rest: str = ""


def read_command(typed: str, bot_username: str) -> TypedCommand | None:
    """The command that a message begins with; None where it is none, or is meant for another bot.

    Letters with dots and rings count as their plain ones: /språk is /sprak.
    """
    match = _matched(typed)
    if match is None or (match["bot"] and match["bot"].casefold() != bot_username.casefold()):
        return None
    plain = unicodedata.normalize("NFKD", match["name"].casefold())
    name = "".join(c for c in plain if not unicodedata.combining(c))
    known = _BY_NAME.get(name) or _BY_NAME.get(_OTHER_NAMES.get(name, ""))
    return TypedCommand(known.name if known else "", (match["rest"] or "").strip())


def _matched(typed: str) -> re.Match[str] | None:
    # Some keyboards write å as two signs.
    return _TYPED.match(unicodedata.normalize("NFC", typed))


def meant_for_another(typed: str, bot_username: str) -> bool:
    """Whether a message begins with a command for another bot."""
    match = _matched(typed)
    return bool(match and match["bot"] and match["bot"].casefold() != bot_username.casefold())


def menu(language: str, audience: Audience) -> list[tuple[str, Text]]:
    """Name and description of the commands that stand in a menu."""
    shown = {"everyone": ("everyone",), "coordinators": ("everyone", "coordinators"), "chats": ("chats",)}[audience]
    return [(c.named(language), c.about) for c in COMMANDS if c.audience in shown and c.in_menu]
