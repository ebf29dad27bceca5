"""What every handler may need besides the store: texts, places, groups, rules and settings. Built once at start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.casework.course import Course
from bot.casework.help_lines import HelpLines
from bot.casework.policy import Policy
from bot.casework.retention import Retention
from bot.health.limits import HealthLimits
from bot.matching import Atlas, Tables
from bot.network.groups import LocalGroup, LocalGroups
from bot.network.languages import Languages
from bot.network.municipalities import Municipalities
from bot.network.places import Places
from bot.telegram.matching_index import KeptIndex
from bot.telegram.wrong_codes import WrongCodes
from bot.texts import Texts
from conversations.world import Limits, World

DATA = Path(__file__).resolve().parents[2] / "data"
"""Reference data that people may edit."""


@dataclass(frozen=True, slots=True)
class Controller:
    """Who answers for the data; empty while nobody does."""

    name: str = ""
    contact: str = ""
    server: str = ""
    """Where the data lies, as the privacy notice says it."""


@dataclass(slots=True)
class House:
    """Everything a handler reads and never changes; `username` is the bot's own, known once Telegram has said it."""

    texts: Texts
    places: Places
    municipalities: Municipalities
    languages: Languages
    groups: LocalGroups
    policy: Policy
    course: Course
    retention: Retention
    help_lines: HelpLines
    health: HealthLimits
    matching: Tables
    atlas: Atlas
    controller: Controller
    timezone: ZoneInfo
    national_language: str
    username: str = ""
    bot_id: int = 0
    kept: KeptIndex = field(default_factory=KeptIndex, repr=False)
    """Everyone who is to be matched."""
    wrong_codes: WrongCodes = field(default_factory=WrongCodes, repr=False)
    """Who tried codes that do not work."""

    @classmethod
    def load(cls, controller: Controller, timezone: ZoneInfo, national_language: str, data: Path = DATA) -> House:
        """Reads data/ and the catalogues; raises WrongEdit with file and line, or TextError."""
        places = Places.load(data)
        municipalities = places.municipalities
        return cls(
            texts=Texts.load(place_name=municipalities.name, timezone=timezone),
            places=places,
            municipalities=municipalities,
            languages=Languages(),
            groups=LocalGroups.load(data / "local_groups.yaml", municipalities),
            policy=Policy.load(data / "alert_policy.yaml"),
            course=Course.load(data / "casework.yaml"),
            retention=Retention.load(data / "retention.yaml"),
            help_lines=HelpLines.load(data / "help_lines.yaml"),
            health=HealthLimits.load(data / "health.yaml"),
            matching=Tables.load(data),
            atlas=Atlas(municipalities),
            controller=controller,
            timezone=timezone,
            national_language=national_language,
        )

    def today(self, now: dt.datetime) -> dt.date:
        """The day it is in Finland."""
        return now.astimezone(self.timezone).date()

    def world(self, now: dt.datetime, first_name: str = "", *, chat: bool = True) -> World:
        """What a conversation may know at this moment."""
        return World(
            today=self.today(now),
            places=self.places,
            languages=self.languages,
            says=self.texts.says,
            first_name=first_name,
            controller=self.controller.name,
            limits=Limits(
                unfinished_days=self.retention.unfinished_days, exclusion_months=self.course.months_of_exclusion()
            ),
            chat=chat,
        )

    def channel_language(self, group: LocalGroup) -> str:
        """The language in which a group's channel is written to."""
        return self.national_language if group.national else group.languages[0]

    def link(self, payload: str) -> str:
        """A link that opens the bot with this payload."""
        return f"https://t.me/{self.username}?start={payload}"
