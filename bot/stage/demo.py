"""A believable group for the playground: made people, who answer the real interviews by themselves."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.playground.server import BotApiServer
from bot.stage.walking import NoAnswer, Walker

_log = structlog.get_logger("bot.stage")
SEED = 2026
SIDE_BY_SIDE = 20
"""People who walk at once: those who wait together share a commit, so many are quicker than few."""
HOSTS = GUESTS = 20

NAMES = {
    "fi": ("Aino", "Eero", "Helmi", "Ilmari", "Kerttu", "Lauri", "Marja", "Onni", "Päivi", "Risto", "Satu", "Timo"),
    "sv": ("Agneta", "Birgitta", "Carl", "Elin", "Fredrik", "Gunilla", "Håkan", "Ingrid", "Johan", "Maj-Britt"),
    "en": (
        "Amina",
        "Bahar",
        "Daniel",
        "Fatima",
        "Hassan",
        "Iryna",
        "Kofi",
        "Leyla",
        "Maryam",
        "Omar",
        "Samira",
        "Yusuf",
    ),
}
TOWNS = ("Turku", "Salo", "Kaarina", "Naantali", "Raisio", "Paimio", "Helsinki", "Espoo", "Tampere", "Porvoo", "Kuopio")
HOST_LANGUAGES = {"fi": ("suomi, englanti", "suomi", "suomi, ruotsi"), "sv": ("svenska, finska", "svenska, engelska")}
GUEST_LANGUAGES = ("arabic, english", "dari, english", "ukrainian, russian", "somali, english", "kurdish, arabic")
HOUSEHOLDS = (("women",), ("women", "men"), ("women", "men", "children_7_12"), ("men",), ("women", "women"))
PARTIES = (("women",), ("men",), ("women", "men"), ("women", "children_3_6"), ("women", "men", "children_0_2"))
WHOM = (("woman",), ("woman", "couple"), ("man", "couple"), ("woman", "family"), ("woman", "man", "couple"))
LENGTHS = ("weeks", "months", "process", "open")
SHORTEST = ("weekend", "weeks", "month")


@dataclass(frozen=True, slots=True)
class Made:
    """One made person: presses stand as they are in the buttons, typed words begin with "="."""

    name: str
    language: str
    steps: tuple[str, ...]


def made_people(today: dt.date, hosts: int = HOSTS, guests: int = GUESTS) -> list[Made]:
    """The same people at every start, but for the dates, which count from today in Finland."""
    chance = random.Random(SEED)  # noqa: S311 - made people, no secrets
    found = [_host(chance, today, number) for number in range(hosts)]
    return found + [_guest(chance, today, number) for number in range(guests)]


OPENING = ("yes", "yes", "pick:told", "pick:contacts", "done")


def _host(chance: random.Random, today: dt.date, number: int) -> Made:
    language = "sv" if number % 3 == 2 else "fi"
    name = chance.choice(NAMES[language])
    whom = chance.choice(WHOM)
    steps = [
        "=/host",
        *OPENING,
        f"={name}",
        "chat",
        f"={chance.choice(HOST_LANGUAGES[language])}",
        *(f"+:{part}" for part in chance.choice(HOUSEHOLDS)),
        "done",
        f"={chance.choice(TOWNS)}",
        f"pick:kind:{chance.choice(('own_room', 'own_room', 'shared', 'whole_home'))}",
        *["+:sleeps"] * chance.randint(0, 2),
        "done",
        *(f"flip:whom:{one}" for one in whom),
        *(["+:children"] * 2 if "family" in whom else []),
        "done",
        f"={_day(chance, today)}",
        f"pick:{chance.choice(LENGTHS)}",
    ]
    if number % 2:
        steps += ["!more", f"pick:{chance.choice(('flat', 'house', 'row_house'))}", "!enough"]
    return Made(name, language, (*steps, "!send"))


def _guest(chance: random.Random, today: dt.date, number: int) -> Made:
    name = chance.choice(NAMES["en"])
    towns: Sequence[str] = chance.sample(TOWNS, chance.randint(1, 2))
    steps = [
        "=/guest",
        *OPENING,
        "pick:self",
        f"={name}",
        "chat",
        f"={chance.choice(GUEST_LANGUAGES)}",
        *(f"+:{part}" for part in chance.choice(PARTIES)),
        "done",
        *([f"={', '.join(towns)}", "done"] if number % 4 else ["anywhere"]),
        f"={_day(chance, today)}",
        f"pick:length:{chance.choice(LENGTHS)}",
        f"pick:shortest:{chance.choice(SHORTEST)}",
        "done",
        "!send",
    ]
    return Made(name, ("en", "en", "fi", "sv")[number % 4], tuple(steps))


def _day(chance: random.Random, today: dt.date) -> dt.date:
    # Not today, which may be over before it is told.
    return today + dt.timedelta(days=chance.randint(1, 60))


async def fill(server: BotApiServer, today: dt.date, stop: asyncio.Event) -> None:
    """Lets them all walk through, a few at a time; somebody who gets stuck is logged, and the others go on."""
    turnstile = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(made: Made) -> None:
        async with turnstile:
            if not stop.is_set():
                await _walk(server, made)

    await asyncio.gather(*(one(made) for made in made_people(today)))


async def _walk(server: BotApiServer, made: Made) -> None:
    person = await server.people.add_person(made.name, language_code=made.language)
    walker = Walker(server, person)
    for step in made.steps:
        try:
            await (walker.says(step[1:]) if step.startswith("=") else walker.presses(step))
        except NoAnswer:
            _log.warning("demo_stuck", step=step.partition(":")[0])
            return
