"""What happens when an interview is sent, changed or confirmed: the case, the receipt, the alert, the matches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from bot.casework.alert_kinds import Kind
from bot.casework.endings import CASE_ENDED
from bot.casework.ownership import owner_of, public_place
from bot.casework.standing import WITHDRAWN, Sent, receipt, receipt_number
from bot.casework.way_in import Way
from bot.store import access, alerts, cases, codes, coordinators
from bot.store.interviews import Interview
from bot.store.people import Person
from bot.store.tables import CaseFile
from bot.telegram import alerting, following, matchmaking
from bot.telegram.alerting import AlertFacts
from bot.telegram.desk import recognising
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.session import Session
from conversations.text import PlaceName, Text, Verbatim, _


async def sent(turn: Turn, person: Person, interview: Interview, session: Session) -> None:
    """The interview goes to the coordinators: a case, the receipt, an alert, and what could match."""
    known = await cases.of_interview(turn.work, interview.id)
    if known is not None:
        await _confirmed_by_person(turn, person, known, session)
        return
    case = await _add(turn, person, interview, session)
    await _receipt(turn, person, case, session)
    await _tell_coordinators(turn, case, session)


async def sent_for(
    turn: Turn,
    person: Person,
    interview: Interview,
    session: Session,
    speaker: Person,
    coordinator_ids: Collection[str],
) -> None:
    """An interview that a coordinator has filled in for somebody without Telegram, whom they have on the phone.

    The case is the coordinator's, where it belongs to a group of theirs.
    """
    if await cases.of_interview(turn.work, interview.id) is not None:
        await changed(turn, speaker, interview)
        return
    case = await _add(turn, person, interview, session)
    mine = [one for one in await coordinators.of_person(turn.work, speaker.id) if one.id in coordinator_ids]
    of_group = next((one for one in mine if one.group_slug == case.group_slug), None)
    await cases.note(turn.work, case.id, "filled_in", (of_group or mine[0]).id if mine else None)
    if mine:
        await access.note(turn.work, (of_group or mine[0]).id, case.id, "edit")
    if of_group is not None:
        await cases.change(turn.work, case.id, coordinator_id=of_group.id)
    told = _(
        "<b>✓ Sent: {number}</b>\nThe group {group} looks after it. Please tell the person the number. "
        "What others read in a message becomes a task “call” for them."
    ).of(number=Verbatim(case.number), group=Verbatim(turn.house.groups.by_slug(case.group_slug).name))
    opens = [] if of_group is None else [[Choice(Verbatim(case.number), data("k", "case", case.id))]]
    await say(turn, speaker, (told,), opens, protect=True)
    await _tell_coordinators(turn, case, session)
    if of_group is not None:
        await _take(turn, case, of_group.id)


async def _take(turn: Turn, case: CaseFile, coordinator_id: str) -> None:
    for alert in await alerts.of_case(turn.work, case.id):
        if alert.kind == Kind.INTERVIEW and await alerts.take(turn.work, alert.id, coordinator_id):
            await alerting.refresh(turn, alert.id)


async def _add(turn: Turn, person: Person, interview: Interview, session: Session) -> CaseFile:
    answers = session.interview.own_answers(session.known())
    group = owner_of(session.person_role, answers, turn.house.groups)
    return await cases.add(
        turn.work,
        person,
        interview_id=interview.id,
        role=session.person_role,
        group_slug=group.slug,
        municipality=public_place(session.person_role, answers),
        confirmed=session.alone,
    )


async def _tell_coordinators(turn: Turn, case: CaseFile, session: Session) -> None:
    facts = following.coarse(case, session)
    known_facts = AlertFacts(cases=() if facts is None else (facts,))
    group = turn.house.groups.by_slug(case.group_slug)
    await alerting.raise_alert(turn, Kind.INTERVIEW, group, known_facts, case_id=case.id)
    await matchmaking.look(turn, await recognising.look(turn, case, session))


async def changed(turn: Turn, person: Person, interview: Interview) -> None:
    """The person is done with changing a sent interview."""
    case = await cases.of_interview(turn.work, interview.id)
    if case is not None:
        await say(turn, person, (_("Thank you! The coordinators see your new answers."), *receipt_number(case.number)))


async def standing_of(turn: Turn, case: CaseFile) -> Sent:
    """What the person may know of their case."""
    sent_on = turn.house.today(case.sent_at)
    return Sent(
        role=role_of(case),
        number=case.number,
        group=turn.house.groups.by_slug(case.group_slug).name,
        sent_at=sent_on,
        answer_by=sent_on + dt.timedelta(days=turn.house.policy.answer_days),
        looking=await alerts.holder(turn.work, case.id) is not None,
        confirmed=case.confirmed,
        today=turn.house.today(turn.now),
        way=Way(case.way),
        visit=case.group_slug not in turn.house.course.without_visit,
        closed="withdrawn" if case.state == WITHDRAWN else "ended" if case.state == CASE_ENDED else "",
        paused_until=case.paused_until,
    )


def role_of(case: CaseFile) -> Role:
    """The role of a case's person."""
    return "host" if case.role == "host" else "guest"


async def _confirmed_by_person(turn: Turn, person: Person, case: CaseFile, session: Session) -> None:
    await following.confirm(turn, case, session)
    fresh = await cases.get(turn.work, case.id) or case
    await say(turn, person, receipt(await standing_of(turn, fresh)))
    await say(turn, person, receipt_number(case.number))


async def _receipt(turn: Turn, person: Person, case: CaseFile, session: Session) -> None:
    await say(turn, person, receipt(await standing_of(turn, case)))
    if case.group_slug == turn.house.groups.national.slug and case.municipality:
        await _offer_nearest(turn, person, case)
    if not case.confirmed:
        await _link_for_the_person(turn, person, case)
    more = [[Choice(_("Tell more"), data("n", "more", case.role))]] if session.more_questions() else []
    await say(turn, person, receipt_number(case.number), more)


async def _offer_nearest(turn: Turn, person: Person, case: CaseFile) -> None:
    place = case.municipality or ""
    if ":" in place:
        return
    national = turn.house.groups.national
    nearest = [group for group in turn.house.groups.offered(place) if group.slug != national.slug]
    told: Text = _(
        "No local group covers this place yet: {place}. So the national group looks after your case. "
        "If you would rather turn to the nearest local group, choose it here."
    ).of(place=PlaceName(place))
    rows = [[Choice(Verbatim(group.name), data("n", "group", case.role, group.slug))] for group in nearest]
    await say(turn, person, (told,), rows)


async def _link_for_the_person(turn: Turn, person: Person, case: CaseFile) -> None:
    lives = dt.timedelta(days=turn.house.policy.confirm_days)
    code = await codes.make(turn.work, "confirm", {"case": case.id}, lives=lives)
    told = _(
        "You filled this in for somebody else. Please give them this link, and nobody else: with it they see "
        "what you wrote and confirm it themselves. It works once, for {days} days.\n{link}"
    ).of(days=turn.house.policy.confirm_days, link=turn.house.link(f"confirm_{code}"))
    other_way = _("They have no Telegram? Then a coordinator talks with them alone, and that is enough.")
    await say(turn, person, (told, other_way))
