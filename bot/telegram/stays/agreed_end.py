"""The agreed end of a stay: the search for the next home opens in time, and the end can be moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.casework.alert_kinds import Kind
from bot.casework.endings import LOOKING, WISHES, moment, search_opens_on
from bot.casework.stages import ELSEWHERE, Refusal, Stage
from bot.store import agreed_plans, alerts, stays, timers
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Stay, Timer
from bot.telegram import alerting, matchmaking, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair, pair_of
from bot.telegram.speaking import say
from bot.telegram.stays import card, confiding, days, ending_wish
from bot.telegram.stays.days import DayPrompt
from bot.telegram.stays.sides import SIDES
from bot.telegram.turn import Turn
from conversations.text import Text, Verbatim, _

END_NEAR, END_PASSED = "end_near", "end_passed"
TIMERS = (END_NEAR, END_PASSED)
OPEN_END = "open"

ASK: tuple[Text, ...] = (
    _("<b>Your stay is agreed until {until}.</b> How do things stand with your next home?"),
    _("Only the coordinator sees what you answer. You do not need to leave before you have talked with them."),
)
ANSWERS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("found", _("I have found a home"), ("löytyi", "on koti", "hittat", "har ett hem", "found", "i have one")),
    (LOOKING, _("I need help looking"), ("tarvitsen apua", "apua", "behöver hjälp", "hjälp", "help", "need help")),
    ("longer", _("I want to stay longer"), ("jatkaa", "pidempään", "stanna", "längre", "stay", "longer")),
)
"""A guest's answers by code, and what is typed for them."""
THANKS: dict[str, Text] = {
    "found": _("That is good to hear! Please tell your coordinator when you move, and where things stand."),
    LOOKING: _("Thank you. We look for a next home with you. We cannot promise one, and finding one can take time."),
    "longer": _("Thank you. A coordinator talks with you and with your host about it."),
}
HOST_TOLD: tuple[Text, ...] = (
    _("<b>The stay at your home is agreed until {until}.</b> The guest and we begin to think of the next home now."),
    _("If you would like another day, earlier or later, please talk with your coordinator."),
)


async def begin(turn: Turn, match_id: str, stay: Stay) -> None:
    """What happens before the agreed end and after it is put on its day, in place of what was put there before."""
    await timers.stop(turn.work, match_id=match_id, kinds=TIMERS)
    if stay.until is None or stay.began_on is None:
        return
    course = turn.house.course
    opens = search_opens_on(stay.began_on, stay.until, course.next_home_weeks)
    passed = stay.until + dt.timedelta(days=1)
    for kind, day in ((END_NEAR, opens), (END_PASSED, passed)):
        due = moment(day, course.follow_up_hour, turn.house.timezone)
        await timers.start(turn.work, kind, due, match_id=match_id, about=stay.until.isoformat())


async def _of(turn: Turn, timer: Timer) -> tuple[Pair, Stay] | None:
    """The stay of a timer, where its agreed end is still that day."""
    pair = await pair_of(turn, timer.match_id or "")
    stay = None if pair is None else await stays.get(turn.work, pair.match.id)
    if pair is None or stay is None or stay.until is None or pair.standing.stage is not Stage.LIVING:
        return None
    return (pair, stay) if stay.until.isoformat() == timer.about else None


async def comes_near(turn: Turn, timer: Timer) -> None:
    """The search for the next home opens: coordinators hear of it, and both sides; the guest is asked."""
    found = await _of(turn, timer)
    if found is None:
        return
    pair, stay = found
    if await confiding.talks_now(turn, pair, "guest"):
        later = turn.now + dt.timedelta(minutes=turn.house.course.talk_minutes)
        await timers.start(turn.work, END_NEAR, later, match_id=pair.match.id, about=timer.about)
        return
    await alerting.about_match(turn, Kind.END_NEAR, pair.match)
    if stay.until is not None:
        told = _("The stay is agreed until {until}. The guest is asked about the next home.").of(until=stay.until)
        await confiding.tell_who_looks_after(turn, pair, (told,))
        host_told = [text.of(until=stay.until) for text in HOST_TOLD]
        await telling.tell(turn, pair.host, host_told, about="end_near")
    if stay.next_home is None:
        await _ask(turn, pair, stay)


async def _ask(turn: Turn, pair: Pair, stay: Stay) -> None:
    if stay.until is None:
        return
    buttons = [Choice(label, data("f", "next", pair.match.id, code)) for code, label, _words in ANSWERS]
    words = {button.data: spoken for button, (_code, _label, spoken) in zip(buttons, ANSWERS, strict=True)}
    text = [one.of(until=stay.until) for one in ASK]
    await confiding.ask(turn, pair, "guest", text, [[one] for one in buttons], about="next_home", words=words)


async def ask_again(turn: Turn, person: Person) -> None:
    """The question to the guest, once more."""
    found = await confiding.staying(turn, person)
    stay = None if found is None else await stays.get(turn.work, found[0].match.id)
    if found is not None and found[1] == "guest" and stay is not None:
        await _ask(turn, found[0], stay)


async def answered(turn: Turn, person: Person, match_id: str, wish: str) -> bool:
    """The guest has answered how things stand with the next home."""
    pair = await pair_of(turn, match_id)
    if pair is None or pair.side_of(person.id) != "guest" or wish not in WISHES:
        return False
    if pair.standing.stage is not Stage.LIVING:
        return False
    turn.answer_callback()
    await wished(turn, pair, wish)
    told = _("{number} about the next home: {wish}").of(number=Verbatim(pair.guest.number), wish=WISHES[wish])
    await telling.tell_coordinator(turn, pair, (told,), otherwise=Kind.ANSWERED)
    await say(turn, person, (THANKS[wish],), [[ending_wish.button(pair)]] if wish == "found" else ())
    return True


async def wished(turn: Turn, pair: Pair, wish: str | None) -> None:
    """How things stand with the next home; where it is looked for, the guest's case is open for matches again."""
    stay = await stays.get(turn.work, pair.match.id)
    was_looked_for = stay is not None and stay.next_home == LOOKING
    await stays.put(turn.work, pair.match.id, next_home=wish)
    if (wish == LOOKING) != was_looked_for:
        await matchmaking.look(turn, pair.guest)


async def next_pressed(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """*The next home* on the card: what the guest has told a coordinator."""
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    if args and args[0] in WISHES:
        await wished(turn, pair, args[0])
        await card.show(turn, person, coordinator, pair)
        return True
    rows: list[Sequence[Choice]] = [
        [Choice(label, data("m", pair.match.id, "next", code))] for code, label in WISHES.items()
    ]
    text = _("How do things stand with the guest’s next home? Where it is looked for, new matches are suggested.")
    await say(turn, person, (text,), [*rows, [card.opening(pair)]], protect=True)
    return True


async def until_pressed(
    turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]
) -> bool:
    """*Change the agreed end* on the card, once both sides have agreed on another day."""
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    if args == (OPEN_END,):
        return await _moved(turn, person, coordinator, pair, None)
    if args:
        return await days.chosen(turn, person, coordinator, pair, args[0], UNTIL_DAY)
    turn.answer_callback()
    stay = await stays.get(turn.work, pair.match.id)
    today = turn.house.today(turn.now)
    start = today if stay is None or stay.until is None else max(stay.until, today)
    later = [start + dt.timedelta(days=more) for more in turn.house.course.later_days]
    shown: list[Sequence[Choice]] = [
        [Choice(_("Until {day}").of(day=day), data("m", pair.match.id, "until", day.isoformat()))] for day in later
    ]
    open_end = Choice(_("No agreed end"), data("m", pair.match.id, "until", OPEN_END))
    text = _("Until when is the stay agreed now? Please talk with both sides first: both are told the new day.")
    await say(turn, person, (text,), [*shown, days.another(pair, "until"), [open_end]], protect=True)
    return True


async def _chosen(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, day: dt.date) -> bool:
    return await _moved(turn, person, coordinator, pair, day)


async def _moved(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, until: dt.date | None) -> bool:
    """The end is another day from now on, or open."""
    if pair.standing.stage is not Stage.LIVING:
        return await days.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    turn.answer_callback()
    if await _move(turn, pair, until):
        told = (
            _("No end is agreed for the stay any more. You can agree on one at any time.")
            if until is None
            else _("The stay is now agreed until {until}.").of(until=until)
        )
        for side in SIDES:
            await telling.tell(turn, pair.case(side), (told, days.NOT_SO), about="until")
    await card.show(turn, person, coordinator, pair)
    return True


async def _move(turn: Turn, pair: Pair, until: dt.date | None) -> bool:
    """Writes the new end and what hangs on it; False where it is the old one."""
    before = await stays.get(turn.work, pair.match.id)
    if before is not None and before.until == until:
        return False
    stay = await stays.put(turn.work, pair.match.id, until=until)
    await begin(turn, pair.match.id, stay)
    near = [one for one in await alerts.of_match(turn.work, pair.match.id) if one.kind == Kind.END_NEAR]
    await alerting.withdraw(turn, near)
    today = turn.house.today(turn.now)
    weeks = turn.house.course.next_home_weeks
    opens = None if until is None or stay.began_on is None else search_opens_on(stay.began_on, until, weeks)
    if stay.next_home is not None and (opens is None or opens > today):
        # The guest is asked anew when the new end comes near.
        await wished(turn, pair, None)
    return True


async def plan_changed(turn: Turn, pair: Pair) -> None:
    """Both have agreed on a changed plan while they live together: its end and its notice hold from now on."""
    plan = await agreed_plans.read(turn.work, pair.match.id)
    if plan is None or pair.standing.stage is not Stage.LIVING:
        return
    await stays.put(turn.work, pair.match.id, notice_days=plan.notice_days)
    await _move(turn, pair, plan.dates.until)


async def passed(turn: Turn, timer: Timer) -> None:
    """The agreed end has gone by, and the stay is still open: nobody is to be forgotten."""
    found = await _of(turn, timer)
    if found is None:
        return
    pair, _stay = found
    await alerting.about_match(turn, Kind.END_NEAR, pair.match, topic=END_PASSED)
    text = _("The agreed end of the stay has gone by. Please end the stay on the card, or agree on another day.")
    await confiding.tell_who_looks_after(turn, pair, (text,))


UNTIL_DAY = DayPrompt("until_day", "until", days.today_or_later, _chosen)

card.add(
    verbs={"until": until_pressed, "next": next_pressed},
    buttons={
        Stage.LIVING: (
            card.Button(_("The next home"), "next"),
            card.Button(_("Change the agreed end"), "until"),
        ),
    },
)
