"""The way in: /start with and without a link, the choice of role and language, and help."""

from __future__ import annotations

from typing import get_args

from bot.store import cases, interviews
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import asking, confirming, details, inviting, safety, workbench
from bot.telegram.commands import COMMANDS, menu
from bot.telegram.interviews import WALKED, open_or_resume, resume_latest
from bot.telegram.keyboards import Choice, data
from bot.telegram.network import language_row, language_words
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.text import Lines, _

GREETING = (
    _("<b>Hello!</b> This is the bot of the home accommodation network."),
    _(
        "I ask a few questions and pass your answers on to volunteers near you. They try to get in touch with you. "
        "It is free of charge for everyone."
    ),
    _("Would you like to offer a home, or do you need one?"),
)
LINK_OVER = _("That link does not work any more. Please ask for a new one, or go on here.")

_ROLE_WORDS = {
    "host": ("majoitan", "voin majoittaa", "jag inkvarterar", "I can host"),
    "guest": (
        *("etsin kotia", "tarvitsen majoitusta", "söker hem", "söker ett hem", "behöver boende"),
        *("looking for a home", "need accommodation"),
    ),
}
"""What people type for the buttons besides their labels and the commands."""

_OPENERS = {"invite": inviting.opened, "details": details.opened, "confirm": confirming.opened}


async def started(turn: Turn, person: Person, payload: str) -> None:
    """/start, alone or from a link."""
    if payload in get_args(Role):
        await open_or_resume(turn, person, "host" if payload == "host" else "guest")
        return
    if payload == "cases":
        await workbench.listed(turn, person, "")
        return
    if payload:
        if await _opened(turn, person, payload):
            return
        await say(turn, person, (LINK_OVER,))
    await greet(turn, person)


async def _opened(turn: Turn, person: Person, payload: str) -> bool:
    """A link with a code; False where it does not work, or is not looked at after too many that did not."""
    kind, _mark, code = payload.partition("_")
    opener, wrong, who = _OPENERS.get(kind), turn.house.wrong_codes, person.chat_id or 0
    if opener is None or wrong.too_many(who, turn.now):
        return False
    if await opener(turn, person, code):
        return True
    wrong.note(who, turn.update_id, turn.now)
    return False


async def greet(turn: Turn, person: Person) -> None:
    """The question about the role; or the interview that is under way."""
    under_way = await interviews.of_person(turn.work, person, states=(InterviewState.OPENING, InterviewState.ASKING))
    if any(one.role in WALKED for one in under_way) and await resume_latest(turn, person):
        return
    roles = [
        [Choice(_("I offer a home"), data("n", "role", "host"))],
        [Choice(_("I need a home"), data("n", "role", "guest"))],
    ]
    words = {**_role_words(), **language_words(turn)}
    safe = [[safety.BUTTON]] if await cases.of_person(turn.work, person.id) else []
    await asking.ask(turn, person, GREETING, [*roles, language_row(), *safe], about="role", words=words)


def _role_words() -> dict[str, tuple[str, ...]]:
    return {
        data("n", "role", command.name): (command.name, command.fi, command.sv, *_ROLE_WORDS[command.name])
        for command in COMMANDS
        if command.name in _ROLE_WORDS
    }


async def helped(turn: Turn, person: Person) -> None:
    """/help: what can be done, and whom to turn to."""
    lines = tuple(
        _("/{command} – {about}").of(command=name, about=about)
        for name, about in menu(person.language, await turn.audience(person))
    )
    numbers = turn.house.help_lines
    emergency = Lines((_("<b>In an emergency</b>"), numbers.danger(), *numbers.told(person.language).parts))
    text = (_("<b>What you can do here</b>"), Lines(lines), emergency)
    await say(turn, person, text, [[safety.BUTTON], [safety.TALK]])
