"""/whohasseen: how many coordinators looked at one's own details, of which group, when, and at what."""

from __future__ import annotations

from bot.casework.looks import HOW, NOBODY_YET, Seen, days
from bot.store import access
from bot.store.people import Person
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Lines, Paragraph, _

PAGE = 10
"""So many days stand in one message."""
TITLE = _("<b>Who has looked at your details</b>")


async def shown(turn: Turn, person: Person, page: int = 0) -> None:
    """A page of days, the newest first."""
    found = await by_day(turn, person)
    if not found:
        await say(turn, person, (NOBODY_YET,))
        return
    text: list[Paragraph] = [TITLE, *([HOW] if page == 0 else []), *found[page * PAGE : (page + 1) * PAGE]]
    turning = [Choice(_("‹ Newer"), data("n", "seen", str(page - 1)))] if page else []
    if len(found) > (page + 1) * PAGE:
        turning.append(Choice(_("Older ›"), data("n", "seen", str(page + 1))))
    await say(turn, person, text, [turning] if turning else [])


async def turned(turn: Turn, person: Person, page: str) -> bool:
    """Another page; False where there is none."""
    if not page.isdecimal() or len(page) > len(str(PAGE**4)):
        return False
    turn.answer_callback()
    await shown(turn, person, int(page))
    return True


async def by_day(turn: Turn, person: Person) -> list[Lines]:
    """All days on which somebody looked, the newest first."""
    groups = turn.house.groups
    return days(
        Seen(turn.house.today(look.at), groups.by_slug(look.group_slug).name, look.coordinator_id, look.what)
        for look in await access.of_person(turn.work, person.id)
    )
