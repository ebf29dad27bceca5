"""A safety exclusion: asked for by one coordinator from a case's card, and only in force when a second one agrees.

Off until the controller decides (`exclusions` in data/casework.yaml); the privacy notice names it while it is on.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework.exclusions import (
    AGREED,
    ASKED,
    EXCLUDED,
    LIFT,
    REASONS,
    REFUSED,
    Asked,
    Why,
    expires_on,
    waiting,
    words,
)
from bot.casework.stages import RECEIVED, RUNNING
from bot.store import access, cases, coordinators, exclusions, matches, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import matchmaking
from bot.telegram.desk import case_card, recognising
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.telling import coordinator_of
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, Verbatim, _

VERB = "exclude"
OFF = _("Exclusions are not in use. Who answers for the data decides about that.")
WAITS = _("That waits for the word of a second coordinator already.")
OWN_WORD = _("You asked for this yourself, so somebody else has to agree.")
NOT_KNOWN = _("Neither a Telegram account nor a phone number is known by which this person could be recognised.")
NOBODY_ELSE = _(
    "There is no other coordinator in your group who can be written to. Without a second word nobody is excluded."
)
_ASKED_TEXT = _("{name} asks to exclude {number} for safety: {why}.")
_LIFT_TEXT = _("{name} asks to end the exclusion of {number} before its time.")


def on(turn: Turn) -> bool:
    """Whether the controller has decided that exclusions may be used."""
    return turn.house.course.months_of_exclusion() > 0


async def rows(turn: Turn, case: CaseFile) -> Sequence[Sequence[Choice]]:
    """The button on the card."""
    return [[Choice(_("Exclude for safety"), data("c", case.id, VERB))]] if on(turn) else []


async def pressed(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The button, and those that follow it."""
    if not on(turn):
        turn.answer_callback(turn.house.texts.plain(OFF, person.language), alert=True)
        return True
    asked = waiting([(event.what, event.coordinator_id) for event in await cases.events(turn.work, case.id)])
    match args:
        case ():
            await _show(turn, person, coordinator, case, asked)
        case ("ask", what) if what == LIFT or what in set(Why):
            await _ask(turn, person, coordinator, case, asked, what)
        case (("agree" | "refuse") as word,) if asked is not None:
            await _second_word(turn, person, coordinator, case, asked, agrees=word == "agree")
        case _:
            return False
    return True


async def _show(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, asked: Asked | None) -> None:
    """What an exclusion is, and the reasons; or what waits."""
    turn.answer_callback()
    number = Verbatim(case.number)
    if asked is not None:
        text, under = await _question(turn, case, asked)
        await access.note(turn.work, coordinator.id, case.id, "case")
        await say(turn, person, text, under, details=True)
        return
    if await recognising.exclusion_of(turn, case) is not None:
        await access.note(turn.work, coordinator.id, case.id, "case")
        told = _("{number} is excluded. Ending that before its time needs two coordinators, too.").of(number=number)
        await say(turn, person, (told,), [[Choice(_("Ask to end it"), _data(case, "ask", LIFT))]], protect=True)
        return
    about = _(
        "<b>Exclude {number} for safety</b>\n"
        "For {months} months this person is not brought together with anybody, even after their data is erased: "
        "then only an unreadable mark of their account and phone number is kept, with the reason as one word. "
        "A second coordinator has to agree. What is the reason?"
    ).of(number=number, months=turn.house.course.exclusion_months)
    await say(turn, person, (about,), [[Choice(REASONS[why], _data(case, "ask", why))] for why in Why], protect=True)


async def _ask(
    turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, asked: Asked | None, what: str
) -> None:
    owner = await people.get(turn.work, case.person_id)
    others = await _others(turn, coordinator, case)
    refused = WAITS if asked is not None else NOBODY_ELSE if not others else None
    if owner.chat_id is None and case.contact_hash is None:
        refused = NOT_KNOWN
    if refused is not None:
        turn.answer_callback(turn.house.texts.plain(refused, person.language), alert=True)
        return
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "case")
    await cases.note(turn.work, case.id, f"{ASKED}:{what}", coordinator.id)
    text, under = await _question(turn, case, Asked(what, coordinator.id))
    for other_id, other in others.items():
        await access.note(turn.work, other_id, case.id, "case")
        await say(turn, other, text, under, details=True)
    await say(turn, person, (_("Your colleagues are asked. As soon as one agrees, it holds."),), protect=True)


async def _question(turn: Turn, case: CaseFile, asked: Asked) -> tuple[tuple[Paragraph, ...], list[list[Choice]]]:
    """What waits for a second word, and its buttons."""
    by = None if asked.by is None else (await coordinators.get(turn.work, asked.by)).shown_name
    about = _LIFT_TEXT if asked.what == LIFT else _ASKED_TEXT.of(why=words(asked.what) or Verbatim(asked.what))
    under = [
        [Choice(Verbatim(case.number), data("k", "case", case.id))],
        [Choice(_("I agree"), _data(case, "agree")), Choice(_("I don’t agree"), _data(case, "refuse"))],
    ]
    return (about.of(name=Verbatim(by or "–"), number=Verbatim(case.number)),), under


async def _others(turn: Turn, coordinator: Coordinator, case: CaseFile) -> dict[str, Person]:
    """Other coordinators of the case's group, by their membership, who can be written to and whom it is not about."""
    found: dict[str, Person] = {}
    for one in await coordinators.of_group(turn.work, case.group_slug):
        other = await coordinator_of(turn, one.id)
        apart = one.person_id not in {coordinator.person_id, case.person_id}
        if other is not None and apart:
            found[one.id] = other
    return found


async def _second_word(
    turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, asked: Asked, *, agrees: bool
) -> None:
    first = None if asked.by is None else await coordinators.get(turn.work, asked.by)
    if agrees and first is not None and first.person_id == person.id:
        turn.answer_callback(turn.house.texts.plain(OWN_WORD, person.language), alert=True)
        return
    turn.answer_callback()
    if not agrees:
        await cases.note(turn.work, case.id, REFUSED, coordinator.id)
        await _tell(turn, person, first, _("{number}: what was asked about an exclusion is not agreed to."), case)
        return
    owner = await people.get(turn.work, case.person_id)
    if asked.what == LIFT:
        await exclusions.lift(turn.work, owner, case.contact_hash)
        told: Text = _("{number} is not excluded any more.")
    elif await _put(turn, owner, case, asked.what, coordinator):
        told = _("{number} is excluded now. A match that is under way does not end by itself: please see to it.")
        told = told if await _has_running(turn, case) else _("{number} is excluded now.")
    else:
        await say(turn, person, (NOT_KNOWN,), protect=True)
        return
    await cases.note(turn.work, case.id, f"{AGREED}:{asked.what}", coordinator.id)
    await _tell(turn, person, first, told, case)
    await _follow(turn, case)


async def _put(turn: Turn, owner: Person, case: CaseFile, why: str, coordinator: Coordinator) -> bool:
    until = expires_on(turn.house.today(turn.now), turn.house.course.exclusion_months)
    return await exclusions.put(
        turn.work, owner, case.contact_hash, why=why, coordinator_id=coordinator.id, expires_on=until
    )


async def _has_running(turn: Turn, case: CaseFile) -> bool:
    return any(match.stage in RUNNING for match in await matches.of_case(turn.work, case.id))


async def _tell(turn: Turn, person: Person, first: Coordinator | None, told: Text, case: CaseFile) -> None:
    """Both coordinators read what came of it."""
    asker = None if first is None else await coordinator_of(turn, first.id)
    for one in {p.id: p for p in (person, asker) if p is not None}.values():
        await say(turn, one, (told.of(number=Verbatim(case.number)),), protect=True)


async def _follow(turn: Turn, case: CaseFile) -> None:
    """All cases of the person come after it: what is suggested lapses, or is looked for again."""
    for one in await cases.of_person(turn.work, case.person_id):
        excluded = await recognising.exclusion_of(turn, one) is not None
        if not excluded and one.state == EXCLUDED:
            await cases.change(turn.work, one.id, state=RECEIVED)
        elif excluded and one.state == RECEIVED:
            await cases.change(turn.work, one.id, state=EXCLUDED)
        fresh = await cases.get(turn.work, one.id)
        if fresh is not None:
            await matchmaking.look(turn, fresh)


async def expire(turn: Turn) -> int:
    """What has expired goes, and everything where exclusions are not in use any more; how many went."""
    today = turn.house.today(turn.now)
    gone = await exclusions.expire(turn.work, today) if on(turn) else await exclusions.forget_all(turn.work)
    for role in ("host", "guest"):
        for case in await cases.with_role(turn.work, role, states=(EXCLUDED,)):
            if await recognising.exclusion_of(turn, case) is None:
                await cases.change(turn.work, case.id, state=RECEIVED)
                fresh = await cases.get(turn.work, case.id)
                if fresh is not None:
                    await matchmaking.look(turn, fresh)
    return gone


def _data(case: CaseFile, *args: str) -> str:
    return data("c", case.id, VERB, *args)


case_card.add(verbs={VERB: pressed}, lines=recognising.lines, rows=rows)
