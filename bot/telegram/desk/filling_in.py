"""Filling in for somebody without Telegram: a coordinator asks by phone and writes the answers.

It is the interview that everybody has, about a person of their own; only the chat in which it is shown is the
coordinator's. A row among the coordinator's talks says which interview their words belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.store import access, cases, people
from bot.store import interviews as kept
from bot.store.coordinators import Coordinator
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile, InterviewState
from bot.telegram import asking, gate, leaving
from bot.telegram.desk import case_card
from bot.telegram.desk.membership import ONLY_COORDINATORS, memberships
from bot.telegram.interview_sessions import load
from bot.telegram.interview_steps import Speaker, carry_out, go_on, world_of
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from bot.texts import LANGUAGES
from conversations.answers import Role
from conversations.interview import begin
from conversations.reopening import reopen
from conversations.screens import Corrected, Order, Ordered, Pressed, Said
from conversations.text import LanguageName, Moment, Verbatim, _

ROLE: Final = "fill_in"
"""The role of the row that says for whom a coordinator is filling in."""

_TAG: Final = 8
"""So many signs of an interview's id stand in its buttons."""

BANNER = _("📞 <b>You are filling in for somebody.</b> Ask by phone and write their answers.")
BANNER_KNOWN = _("📞 <b>You are filling in for {number}.</b> Ask by phone and write their answers.")
GONE = _("What you were filling in is not there any more.")
OWN_CHAT = _("This person has Telegram and changes the answers themself, with /edit.")


@dataclass(frozen=True, slots=True)
class _About:
    """Whom a coordinator is filling in for, and what."""

    owner: Person
    interview: Interview
    speaker: Speaker


async def begun(turn: Turn, person: Person) -> None:
    """/fillin: for a host or a guest, or on with one that is not finished."""
    if not await memberships(turn, person):
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    unfinished = [
        [Choice(_("Go on: begun {at}").of(at=Moment(talk.started_at)), data("o", "go", talk.id))]
        for talk in await kept.of_person(turn.work, person, role=ROLE, states=kept.OPEN)
    ]
    rows = [
        *unfinished,
        [Choice(_("Somebody offers a home"), data("o", "new", "host"))],
        [Choice(_("Somebody needs a home"), data("o", "new", "guest"))],
    ]
    text = (
        _("<b>Fill in for somebody who has no Telegram</b>"),
        _(
            "You ask the usual questions by phone and write down what the person answers. "
            "Please read the notice and each request for consent aloud: it is the person who agrees, not you."
        ),
    )
    await asking.ask(turn, person, text, rows, about="fill_in")


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area o: how it begins, or a button of the interview itself."""
    match rest:
        case ("new", ("host" | "guest") as role):
            turn.answer_callback()
            if await memberships(turn, person):
                await _ask_language(turn, person, role)
            else:
                await say(turn, person, (ONLY_COORDINATORS,))
            return True
        case ("in", ("host" | "guest") as role, language) if language in LANGUAGES:
            turn.answer_callback()
            await _open(turn, person, "host" if role == "host" else "guest", language)
            return True
        case ("go", talk_id):
            talk = await _talk(turn, person, talk_id)
            turn.answer_callback()
            return talk is not None and await said(turn, person, talk, Ordered("resume"))
        case (tag, number, *press) if number.isdecimal():
            talk = await _tagged(turn, person, tag)
            return talk is not None and await said(turn, person, talk, Pressed(":".join(press), int(number)))
        case _:
            return False


async def _ask_language(turn: Turn, person: Person, role: str) -> None:
    rows = [[Choice(LanguageName(language), data("o", "in", role, language)) for language in LANGUAGES]]
    await asking.ask(turn, person, (_("Which language suits the person best?"),), rows, about="fill_in")


async def _open(turn: Turn, person: Person, role: Role, language: str) -> None:
    """A new person without Telegram, and the first question about them."""
    mine = await memberships(turn, person)
    if not mine:
        await say(turn, person, (ONLY_COORDINATORS,))
        return
    owner = await people.set_language(turn.work, await people.add(turn.work, None, language), language)
    interview = await kept.start(turn.work, owner, role)
    if role == "guest":
        # The person answers for themself: only the pen is the coordinator's.
        await kept.put_answer(turn.work, owner, interview, "for_whom", "self")
    await _row(turn, person, owner, interview)
    speaker = await _speaker(turn, person, mine, interview)
    await carry_out(turn, owner, interview, None, begin(role, world_of(turn, owner)), speaker=speaker)


async def reopened(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """The button on a case's card: the answers of somebody without Telegram, to be changed."""
    owner = await people.get(turn.work, case.person_id)
    mine = await memberships(turn, person)
    if args or not mine:
        return False
    if owner.chat_id is not None:
        turn.answer_callback(turn.house.texts.plain(OWN_CHAT, person.language), alert=True)
        return True
    turn.answer_callback()
    await access.note(turn.work, coordinator.id, case.id, "edit")
    interview = await kept.get(turn.work, owner, case.interview_id)
    session = await load(turn, owner, interview)
    for other in await kept.of_person(turn.work, person, role=ROLE):
        if _names(other)[0] == interview.id:
            await kept.remove(turn.work, person, other.id)
    await _row(turn, person, owner, interview)
    speaker = await _speaker(turn, person, mine, interview)
    await carry_out(turn, owner, interview, session, reopen(session, world_of(turn, owner)), speaker=speaker)
    return True


async def erased(turn: Turn, person: Person, coordinator: Coordinator, case: CaseFile, args: tuple[str, ...]) -> bool:
    """Somebody without Telegram asks on the phone to be erased: once more asked, then done."""
    owner = await people.get(turn.work, case.person_id)
    if owner.chat_id is not None or args not in {(), ("sure",)}:
        return False
    turn.answer_callback()
    number = Verbatim(case.number)
    if not args:
        sure = _(
            "{number}: does the person want everything about them to be erased? It cannot be undone, "
            "and a match that is under way ends."
        )
        row = [Choice(_("Yes, erase everything"), data("c", case.id, "erase", "sure"))]
        await say(turn, person, (sure.of(number=number),), [row], protect=True)
        return True
    await leaving.erase(turn, owner, "")
    await say(turn, person, (_("{number}: everything about the person is erased.").of(number=number),), protect=True)
    return True


async def said(turn: Turn, person: Person, talk: Interview, words: Said) -> bool:
    """Something that the coordinator wrote, pressed or ordered in it; False where it is gone."""
    about = await _about(turn, person, talk)
    if about is None:
        await kept.remove(turn.work, person, talk.id)
        await say(turn, person, (GONE,))
        return True
    await go_on(turn, about.owner, about.interview, words, speaker=about.speaker)
    await _follow(turn, person, talk, about.owner)
    return True


async def ordered(turn: Turn, person: Person, order: Order) -> bool:
    """/back, /pause and the like, where the coordinator's last talk is filling in for somebody."""
    talk = await current(turn, person)
    return talk is not None and await said(turn, person, talk, Ordered(order))


async def current(turn: Turn, person: Person) -> Interview | None:
    """The row of whom the coordinator is filling in for, where that is the interview that was touched last."""
    found = await kept.of_person(turn.work, person, states=kept.OPEN)
    last = next((one for one in found if one.role in ("host", "guest", ROLE)), None)
    return last if last is not None and last.role == ROLE else None


async def corrected(turn: Turn, person: Person, message_id: int, words: str) -> bool:
    """A changed message that gave an answer here; False where it was none of these."""
    for talk in await kept.of_person(turn.work, person, role=ROLE, states=kept.OPEN):
        owner = await people.known(turn.work, _names(talk)[1])
        found = None if owner is None else await kept.said_in(turn.work, owner, message_id)
        if found is not None and found[0] == _names(talk)[0]:
            return await said(turn, person, talk, Corrected(words, found[1], message_id))
    return False


async def _follow(turn: Turn, person: Person, talk: Interview, owner: Person) -> None:
    """The row stands as the interview does, and goes when that is sent or not kept."""
    left = await people.known(turn.work, owner.id)
    found = [] if left is None else await kept.of_person(turn.work, left, states=kept.OPEN)
    interview = next((one for one in found if one.id == _names(talk)[0]), None)
    if interview is None:
        await kept.remove(turn.work, person, talk.id)
        return
    paused = interview.state is InterviewState.PAUSED
    await kept.save(turn.work, person, talk, state=InterviewState.PAUSED if paused else InterviewState.ASKING)


async def _about(turn: Turn, person: Person, talk: Interview) -> _About | None:
    """Whom the row is about; None where that is gone, or not the coordinator's to open any more."""
    interview_id, person_id = _names(talk)
    mine = await memberships(turn, person)
    owner = await people.known(turn.work, person_id)
    if owner is None or not mine:
        return None
    case = await cases.of_interview(turn.work, interview_id)
    if case is not None and await gate.may_open(turn, person, case) is None:
        return None
    found = [one for one in await kept.of_person(turn.work, owner) if one.id == interview_id]
    return _About(owner, found[0], await _speaker(turn, person, mine, found[0])) if found else None


async def _speaker(turn: Turn, person: Person, mine: list[Coordinator], interview: Interview) -> Speaker:
    case = await cases.of_interview(turn.work, interview.id)
    banner = BANNER if case is None else BANNER_KNOWN.of(number=Verbatim(case.number))
    return Speaker(person, frozenset(one.id for one in mine), banner, interview.id[:_TAG])


async def _row(turn: Turn, person: Person, owner: Person, interview: Interview) -> None:
    session: kept.Json = {"interview": interview.id, "person": owner.id}
    await kept.start(turn.work, person, ROLE, session=session, state=InterviewState.ASKING)


def _names(talk: Interview) -> tuple[str, str]:
    session = talk.session if isinstance(talk.session, dict) else {}
    return str(session.get("interview")), str(session.get("person"))


async def _talk(turn: Turn, person: Person, talk_id: str) -> Interview | None:
    found = await kept.of_person(turn.work, person, role=ROLE, states=kept.OPEN)
    return next((talk for talk in found if talk.id == talk_id), None)


async def _tagged(turn: Turn, person: Person, tag: str) -> Interview | None:
    found = await kept.of_person(turn.work, person, role=ROLE, states=kept.OPEN)
    return next((talk for talk in found if len(tag) == _TAG and _names(talk)[0].startswith(tag)), None)


async def _rows(turn: Turn, case: CaseFile) -> Sequence[Sequence[Choice]]:
    """What the person would do themself, had they Telegram."""
    owner = await people.get(turn.work, case.person_id)
    if owner.chat_id is not None:
        return []
    change = Choice(_("Change their answers"), data("c", case.id, "fill"))
    return [[change, Choice(_("Erase for them"), data("c", case.id, "erase"))]]


case_card.add(verbs={"fill": reopened, "erase": erased}, rows=_rows)
