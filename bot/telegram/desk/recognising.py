"""The same person coming again is recognised while a record is kept, and shown to the coordinators.

Somebody is known by their Telegram account, or by the phone number under which they want to be reached: of that only a
keyed hash is compared. After everything is erased nothing is known any more, but for a safety exclusion.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.exclusions import EXCLUDED, words
from bot.casework.stages import RECEIVED
from bot.casework.way_in import ENDED
from bot.store import cases, exclusions, people, recognition
from bot.store.tables import CaseFile, Exclusion
from bot.telegram import alerting
from bot.telegram.alerting import AlertFacts
from bot.telegram.turn import Turn
from conversations.session import Session
from conversations.text import Items, Text, Verbatim, _

CONTACT = "contact"
"""The field of the answer in which a phone number may stand."""


async def look(turn: Turn, case: CaseFile, session: Session, fields: Collection[str] = (CONTACT,)) -> CaseFile:
    """These answers of a case are new: whether its person has been here before is looked at, and told."""
    if CONTACT not in fields:
        return case
    phone = _phone(session)
    known_by = None if phone is None else exclusions.contact_hash(turn.work, phone)
    if known_by != case.contact_hash:
        await cases.change(turn.work, case.id, contact_hash=known_by)
    elif case.contact_hash is not None:
        return case
    fresh = await cases.get(turn.work, case.id) or case
    before = await been_here(turn, fresh)
    if before:
        numbers = (fresh.number, *(one.number for one in before))
        group = turn.house.groups.by_slug(fresh.group_slug)
        await alerting.raise_alert(turn, Kind.KNOWN_AGAIN, group, AlertFacts(numbers=numbers), case_id=fresh.id)
    return fresh


async def been_here(turn: Turn, case: CaseFile) -> list[CaseFile]:
    """Cases of the same person that are over, and cases of others with the same phone number."""
    found = await recognition.alike(turn.work, case)
    return [one for one in found if one.person_id != case.person_id or is_over(one)]


def is_over(case: CaseFile) -> bool:
    """Whether nothing is looked for in a case any more."""
    return case.state != RECEIVED or case.way in ENDED


def _phone(session: Session) -> str | None:
    """The person's own number; that of a helper says nothing about the person."""
    contact = session.answers.get(CONTACT)
    number = contact.get("phone") if isinstance(contact, dict) and session.alone else None
    return number if isinstance(number, str) else None


async def exclusion_of(turn: Turn, case: CaseFile) -> Exclusion | None:
    """The safety exclusion that stands for the person of a case; there is none while exclusions are off."""
    if not turn.house.course.months_of_exclusion():
        return None
    owner = await people.get(turn.work, case.person_id)
    return await exclusions.standing(turn.work, owner, case.contact_hash, turn.house.today(turn.now))


async def kept_out(turn: Turn, case: CaseFile) -> CaseFile:
    """The case as it is to be matched: whoever is excluded is not, however their case was opened again."""
    if case.state != RECEIVED or await exclusion_of(turn, case) is None:
        return case
    await cases.change(turn.work, case.id, state=EXCLUDED)
    return await cases.get(turn.work, case.id) or case


async def lines(turn: Turn, case: CaseFile) -> Sequence[Text]:
    """What the card says: who this may be, and whether they are excluded."""
    found: list[Text] = []
    before = await been_here(turn, case)
    same = tuple(Verbatim(one.number) for one in before if one.person_id == case.person_id)
    alike = tuple(Verbatim(one.number) for one in before if one.person_id != case.person_id)
    if same:
        found.append(_("🔁 Has been here before: {numbers}").of(numbers=Items(same)))
    if alike:
        found.append(_("🔁 Perhaps the same person, with the same phone number: {numbers}").of(numbers=Items(alike)))
    stands = await exclusion_of(turn, case)
    if stands is not None:
        told = _("⛔ Excluded for safety until {day}: {why}")
        found.append(told.of(day=stands.expires_on, why=words(stands.why) or Verbatim(stands.why)))
    return found
