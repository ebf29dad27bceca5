"""The plan of a stay as a file: for both sides and their coordinator, in both sides' languages."""

from __future__ import annotations

import asyncio

from bot.papers.plan_pdf import PlanPaper, plan_pdf
from bot.store.agreed_plans import Plan
from bot.store.people import Person
from bot.telegram import telling, vanishing
from bot.telegram.moves import Pair
from bot.telegram.stays import plan_reading
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, _

FILE_NAME = _("plan-of-the-stay")
FOR_BOTH = _("You have both agreed on the plan of the stay. Here it is to keep, in both your languages. 🌿")
FOR_BOTH_AGAIN = _("You have both agreed on the change. Here is the plan as it is now.")
FOR_COORDINATOR = _("The plan that both have agreed on. Whoever has no Telegram likes to get it on paper.")


async def drawn(turn: Turn, pair: Pair, plan: Plan) -> bytes:
    """The paper of a plan to which both have agreed."""
    host, guest = [await telling.person_of(turn, pair.case(side)) for side in plan_reading.SIDES]
    paper = PlanPaper(
        answers=plan.answers,
        host_name=await plan_reading.first_name(turn, pair.host),
        guest_name=await plan_reading.first_name(turn, pair.guest),
        languages=(host.language, guest.language),
        agreed_on=turn.house.today(plan.changed_at),
        numbers=(pair.host.number, pair.guest.number),
        writers=await plan_reading.writers(turn, pair, plan),
    )
    # Drawing takes a fifth of a second, in which the bot goes on with others.
    return await asyncio.to_thread(plan_pdf, turn.house.texts, paper)


async def hand_over(turn: Turn, to: Person, content: bytes, caption: Text, *, details: bool = False) -> None:
    """The file in somebody's chat; `details`: for a coordinator, who keeps it no longer than other details."""
    texts = turn.house.texts
    name = f"{texts.plain(FILE_NAME, to.language)}.pdf"
    at = await vanishing.moment(turn, to) if details else None
    words: tuple[Paragraph, ...] = (caption, *vanishing.notice(at))
    sent = await turn.send_file(to, name, content, html=texts.render(words, to.language))
    await vanishing.plan(turn, to, sent, at)
