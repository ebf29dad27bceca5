"""“I don’t feel safe”, and “I want to talk with a coordinator”: numbers first, then whether and who may be told.

What coordinators are told is a case number and nothing else. The other side never hears of it, and a group in which
somebody of the other side, or the person themself, is a coordinator is passed by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.alert_kinds import Kind
from bot.casework.stages import BEFORE_ANYONE, KNOWN, RUNNING, Stage
from bot.network.groups import LocalGroup
from bot.store import alerts, cases, channels, coordinators, matches, people
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import CaseFile, ChannelState
from bot.telegram import alerting, asking, gate, telling
from bot.telegram.alerting import AlertFacts
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.text import Paragraph, Text, Verbatim, _

BUTTON = Choice(_("I don’t feel safe"), data("u", "ask"))
"""Stands in every menu of hosts and guests."""
TALK = Choice(_("I want to talk with a coordinator"), data("u", "talk"))

OWN = Choice(_("Yes, the one who knows my case"), data("u", "own"))
LOCAL = Choice(_("Yes, my local group"), data("u", "group"))
NATIONAL = Choice(_("Yes, the national group"), data("u", "national"))
NOBODY = Choice(_("No, nobody"), data("u", "nobody"))
TOO = Choice(_("Tell the national group, too"), data("u", "national"))


@dataclass(frozen=True, slots=True)
class _Around:
    """Whom the person could turn to: nobody who is a side of one of their matches, nor a group of which one is."""

    case: CaseFile
    own: Person | None
    local: LocalGroup | None
    national: LocalGroup | None
    few: tuple[Person, ...]
    """Where the national group has no channel, or a side among its coordinators: the others of it, one by one."""

    def choices(self) -> list[Choice]:
        """A button for each."""
        offered = (
            (self.own is not None, OWN),
            (self.local is not None, LOCAL),
            (self.national is not None or bool(self.few), NATIONAL),
        )
        return [choice for there, choice in offered if there]


async def shown(turn: Turn, person: Person) -> None:
    """/unsafe, and the button."""
    lines = turn.house.help_lines
    text: list[Paragraph] = [lines.danger(), lines.told(person.language)]
    around = await _around(turn, person)
    choices = [] if around is None else around.choices()
    if around is None or not choices:
        await say(turn, person, (*text, _nobody_to_tell(turn, around)))
        return
    may = _(
        "May I tell a coordinator? They are volunteers, and cannot come at once. I tell them your case number, "
        "{number}, and that you don’t feel safe. Nobody else hears of it."
    ).of(number=Verbatim(around.case.number))
    rows = [[choice] for choice in (*choices, NOBODY)]
    words = {NOBODY.data: ("no", "nobody", "ei", "nej")}
    await asking.ask(turn, person, (*text, may), rows, about="unsafe", words=words)


def _nobody_to_tell(turn: Turn, around: _Around | None) -> Text:
    why = (
        _("You have not sent an interview here, so I have nothing that I could tell a coordinator.")
        if around is None
        else _("Just now I reach no coordinator whom I could tell.")
    )
    write = _("{why} You can write to the national group: {address}. An answer may take time.")
    return write.of(why=why, address=Verbatim(turn.house.help_lines.write_to))


async def pressed(turn: Turn, person: Person, rest: tuple[str, ...]) -> bool:
    """A press of the area u; False where it leads nowhere any more."""
    match rest:
        case ("ask",):
            await shown(turn, person)
        case ("talk",):
            await talk(turn, person)
        case ("nobody",):
            await say(turn, person, (_("Good, I tell nobody. The button is always here: /unsafe"),))
        case ("own" | "group" | "national" as whom,):
            await _told(turn, person, whom)
        case ("seen", case_id):
            return await _seen(turn, person, case_id)
        case _:
            return False
    return True


async def _told(turn: Turn, person: Person, whom: str) -> None:
    around = await _around(turn, person)
    more = [TOO] if around is not None and NATIONAL in around.choices() else []
    if around is None:
        await shown(turn, person)
    elif whom == "own" and around.own is not None:
        await _in_private(turn, around.own, around.case)
        await _confirmed(turn, person, _("I have told the coordinator who knows your case, and nobody else."), more)
    elif whom == "group" and around.local is not None:
        await _raise(turn, Kind.UNSAFE, around.local, around.case)
        said = _("I have told the coordinators of this group: {group}.").of(group=Verbatim(around.local.name))
        await _confirmed(turn, person, said, more)
    elif whom == "national" and (around.national is not None or around.few):
        if around.national is not None:
            await _raise(turn, Kind.UNSAFE, around.national, around.case)
        for coordinator in around.few:
            await _in_private(turn, coordinator, around.case)
        await _confirmed(turn, person, _("I have told coordinators of the national group."))
    else:
        # Whoever was offered then cannot be told any more: the question comes again as it is now.
        await shown(turn, person)


async def _confirmed(turn: Turn, person: Person, said: Text, more: Sequence[Choice] = ()) -> None:
    wait = _(
        "They know your case number, and no more. They get in touch as soon as they see it, which can take hours. "
        "If you are in danger, don’t wait: call {number}."
    ).of(number=Verbatim(turn.house.help_lines.emergency))
    await say(turn, person, (said, wait), [[choice] for choice in more])


async def talk(turn: Turn, person: Person) -> None:
    """The person wants to talk with a coordinator: the group is told, and the one who looks after the case."""
    around = await _around(turn, person)
    if around is None or not around.choices():
        await say(turn, person, (_nobody_to_tell(turn, around),))
        return
    group = around.local or around.national
    if group is not None:
        await _raise(turn, Kind.WANTS_TALK, group, around.case)
    in_private = (around.own,) if around.own is not None else () if group is not None else around.few
    for coordinator in in_private:
        head = _("<b>{number}</b> wants to talk with a coordinator.").of(number=Verbatim(around.case.number))
        await say(turn, coordinator, (head,), [[_opens(around.case)]], protect=True)
    noted = _("Noted: a coordinator gets in touch with you. They are volunteers, so it may take a few days.")
    await say(turn, person, (noted,), [[BUTTON]])


async def _raise(turn: Turn, kind: Kind, group: LocalGroup, case: CaseFile) -> None:
    facts = AlertFacts(numbers=(case.number,))
    await alerting.raise_alert(turn, kind, group, facts, case_id=case.id)


async def _in_private(turn: Turn, coordinator: Person, case: CaseFile) -> None:
    text = (
        _("🔴 <b>{number}</b> does not feel safe, and asked me to tell you.").of(number=Verbatim(case.number)),
        _("Please get in touch with them as soon as you can, and tell nobody whom they have not chosen themselves."),
    )
    seen = [Choice(_("I have seen this"), data("u", "seen", case.id))]
    await say(turn, coordinator, text, [seen, [_opens(case)]], protect=True)


def _opens(case: CaseFile) -> Choice:
    return Choice(Verbatim(case.number), data("k", "case", case.id))


async def _seen(turn: Turn, person: Person, case_id: str) -> bool:
    """A coordinator who was told has seen it; the person hears so, once for each message."""
    case = await cases.get(turn.work, case_id)
    if case is None or await gate.may_open(turn, person, case) is None:
        return False
    query = turn.update.callback_query if turn.update is not None else None
    if query is not None and query.message is not None:
        await turn.edit_buttons(person, query.message.message_id, None)
    turn.answer_callback(turn.house.texts.plain(_("Thank you! They hear that you have seen it."), person.language))
    seen = _("A coordinator whom you let me tell has seen your message, and gets in touch with you.")
    await telling.tell(turn, case, (seen,), about="talk")
    await say(turn, person, (_("To get in touch, open the case:"),), [[_opens(case)]], protect=True)
    return True


async def _around(turn: Turn, person: Person) -> _Around | None:
    case = await case_of(turn, person)
    if case is None:
        return None
    sides = await _sides(turn, person, case)
    barred = {one.group_slug for side in sides for one in await coordinators.of_person(turn.work, side) if one.active}
    local, national = turn.house.groups.by_slug(case.group_slug), turn.house.groups.national
    # A group without a channel has its alerts shown in the national one: then that is what is offered.
    nearby = not local.national and local.slug not in barred and await _has_channel(turn, local)
    together = national.slug not in barred and await _has_channel(turn, national)
    few = () if together else await _others_of(turn, national, sides)
    own = await _own(turn, case, barred)
    return _Around(case, own, local if nearby else None, national if together else None, few)


async def case_of(turn: Turn, person: Person) -> CaseFile | None:
    """The case that it is about: the one in which most goes on, else the newest."""
    found = await cases.of_person(turn.work, person.id)
    ranked = [(await _goes_on(turn, case), -at, case) for at, case in enumerate(found)]
    return max(ranked, key=lambda one: one[:2])[2] if ranked else None


async def _goes_on(turn: Turn, case: CaseFile) -> int:
    stages = {Stage(match.stage) for match in await matches.of_case(turn.work, case.id)}
    return 2 if stages & KNOWN else int(bool(stages & RUNNING))


async def _sides(turn: Turn, person: Person, case: CaseFile) -> frozenset[str]:
    """The person, and everybody with whom they were ever to be brought together."""
    found = {person.id}
    for match in await matches.of_case(turn.work, case.id):
        if Stage(match.stage) in BEFORE_ANYONE:
            continue
        both = [await cases.get(turn.work, one) for one in (match.host_case_id, match.guest_case_id)]
        found |= {one.person_id for one in both if one is not None}
    return frozenset(found)


async def _own(turn: Turn, case: CaseFile, barred: set[str]) -> Person | None:
    """Who looks after the case: named in it, or by an alert that they took."""
    for coordinator_id in (case.coordinator_id, await alerts.holder(turn.work, case.id)):
        if coordinator_id is not None:
            known = await telling.coordinator_of(turn, coordinator_id)
            if known is not None and (await coordinators.get(turn.work, coordinator_id)).group_slug not in barred:
                return known
    return None


async def _others_of(turn: Turn, group: LocalGroup, sides: frozenset[str]) -> tuple[Person, ...]:
    async def reached(one: Coordinator) -> Person | None:
        if not one.present or one.person_id is None or one.person_id in sides:
            return None
        return await people.known(turn.work, one.person_id)

    found = [await reached(one) for one in await coordinators.of_group(turn.work, group.slug)]
    return tuple(one for one in found if one is not None and telling.can_be_written_to(one))


async def _has_channel(turn: Turn, group: LocalGroup) -> bool:
    channel = await channels.of_group(turn.work, group.slug)
    return channel is not None and channel.state is ChannelState.WORKING
