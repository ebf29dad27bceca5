"""Alerts in the coordinators' channels: raised, posted where the group can see them, and kept current by edits."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import AlertFacts as AlertFacts
from bot.casework.alerts import CaseFacts, alert_text
from bot.casework.policy import Level
from bot.casework.presses import BUTTONS, LABELS, Press
from bot.matching import channel_lines
from bot.network.groups import LocalGroup
from bot.store import alert_posts, alerts, cases, channels, coordinators, matches
from bot.store.tables import Alert, AlertState, CaseFile, Channel, ChannelState, Match
from bot.telegram import gathering
from bot.telegram.keyboards import Choice, data, keyboard
from bot.telegram.turn import Turn
from conversations.questions.place import ANYWHERE

ALONE = "alert"
"""The kind of message that shows one alert, with its buttons."""
OVER = (AlertState.DONE, AlertState.WITHDRAWN, AlertState.UNSUITABLE)


async def raise_alert(
    turn: Turn,
    kind: Kind,
    group: LocalGroup,
    facts: AlertFacts,
    *,
    case_id: str | None = None,
    match_id: str | None = None,
    topic: str = "",
    shown_in: LocalGroup | None = None,
) -> None:
    """A new alert of a group, shown in its channel or, with `shown_in`, in another group's, when its kind may be.

    Where one for that channel says the same and is not over yet, there is no second one.
    """
    asked = shown_in.slug if shown_in is not None and shown_in.slug != group.slug else ""
    about = {"case_id": case_id, "match_id": match_id}
    if await alerts.alike(turn.work, kind, group.slug, topic, asked=asked, **about):
        return
    policy = turn.house.policy
    alert = await alerts.add(
        turn.work,
        kind,
        group.slug,
        facts.model_copy(update={"asked": asked}).model_dump(mode="json"),
        topic=topic,
        level=policy.kinds[kind].level,
        shows_at=policy.shows_at(kind, turn.now, turn.house.timezone),
        **about,
    )
    await post(turn, alert)


async def about_case(turn: Turn, kind: Kind, case: CaseFile, *, topic: str = "") -> None:
    """An alert about a case that tells its number only, to the group that looks after it."""
    group = turn.house.groups.by_slug(case.group_slug)
    await raise_alert(turn, kind, group, AlertFacts(numbers=(case.number,)), case_id=case.id, topic=topic)


async def about_match(turn: Turn, kind: Kind, match: Match, *, topic: str = "") -> None:
    """An alert about a match that tells the numbers of its cases only, to the host's group."""
    found = [await cases.get(turn.work, one) for one in (match.host_case_id, match.guest_case_id)]
    known = [case for case in found if case is not None]
    if known:
        group = turn.house.groups.by_slug(known[0].group_slug)
        facts = AlertFacts(numbers=tuple(case.number for case in known))
        await raise_alert(turn, kind, group, facts, match_id=match.id, topic=topic)


async def post(turn: Turn, alert: Alert) -> bool:
    """Posts a waiting alert: in the channel that it is for, else in the national one.

    False where there is neither, or it waits for the morning.
    """
    if gathering.waits_for_morning(turn, alert):
        return False
    facts = AlertFacts.model_validate(alert.facts)
    for slug in (facts.asked or alert.group_slug, turn.house.groups.national.slug):
        channel = await working_channel(turn, slug)
        if channel is not None:
            await _post_in(turn, alert, channel, turn.house.groups.by_slug(slug))
            return True
    return False


async def ask_national(turn: Turn, alert: Alert) -> bool:
    """The same alert in the national channel, once, marked with the group's name. False where that is not possible."""
    national = turn.house.groups.national
    if any(one.shown_in == national.slug for one in await alerts.family(turn.work, alert)):
        return False
    if await working_channel(turn, national.slug) is None:
        return False
    await raise_alert(
        turn,
        kind_of(alert),
        turn.house.groups.by_slug(alert.group_slug),
        AlertFacts.model_validate(alert.facts),
        case_id=alert.case_id,
        match_id=alert.match_id,
        topic=alert.topic,
        shown_in=national,
    )
    return True


async def working_channel(turn: Turn, slug: str) -> Channel | None:
    """The group's channel, where the bot can post there."""
    channel = await channels.of_group(turn.work, slug)
    return channel if channel is not None and channel.state is ChannelState.WORKING else None


async def post_again(turn: Turn, alert_id: str) -> None:
    """The channel in which an alert was to be shown is lost: it is shown where there still is one, or waits."""
    alert = await alerts.get(turn.work, alert_id)
    if alert is None:
        return
    shared = await gathering.sharing(turn, alert)
    if shared:
        await _wait_again(turn, shared)
    elif alert.state not in OVER and not await post(turn, alert):
        await alerts.wait_again(turn.work, alert.id)


async def wait_again(turn: Turn, alert_id: str) -> None:
    """Telegram did not take the alert's message: the alert waits, and is posted with those that wait for a channel."""
    alert = await alerts.get(turn.work, alert_id)
    if alert is not None:
        await _wait_again(turn, await gathering.sharing(turn, alert) or [alert])


async def _wait_again(turn: Turn, found: Sequence[Alert]) -> None:
    for alert in found:
        if alert.state not in OVER:
            await alerts.wait_again(turn.work, alert.id)


async def post_waiting(turn: Turn) -> int:
    """Posts every alert that waited for a channel or for the morning and need not any more; how many were posted."""
    posted = 0
    for alert in await alerts.due(turn.work):
        posted += await post(turn, alert)
    return posted


async def _post_in(turn: Turn, alert: Alert, channel: Channel, shown_in: LocalGroup) -> None:
    if not await gathering.join(turn, alert, channel, shown_in):
        await _post_alone(turn, alert, channel, shown_in)
    lead = (await alerts.family(turn.work, alert))[0]
    if lead.id != alert.id and lead.state is not AlertState.WAITING:
        await alerts.mirror(turn.work, lead, [alert.id])
        await refresh(turn, alert.id)


async def _post_alone(turn: Turn, alert: Alert, channel: Channel, shown_in: LocalGroup) -> None:
    """A message of its own, which answers the first one about the case."""
    html, buttons = await _rendered(turn, alert, shown_in)
    again, _same = await _rendered(turn, alert, shown_in, repeat=True)
    quiet = alert.level != Level.RED and turn.house.policy.quiet(turn.now, turn.house.timezone)
    post_id = await turn.post(
        channel,
        html,
        buttons=buttons,
        kind=ALONE,
        alert_id=alert.id,
        silent=quiet,
        answers=await _thread(turn, alert, shown_in),
        again=again,
    )
    await alerts.posted(turn.work, alert.id, shown_in.slug, post_id)


async def _thread(turn: Turn, alert: Alert, shown_in: LocalGroup) -> str | None:
    """The first message about the same case in this channel; of a match's cases, the host's comes first."""
    match = None if alert.match_id is None else await matches.get(turn.work, alert.match_id)
    about = (alert.case_id,) if match is None else (match.host_case_id, match.guest_case_id)
    for case_id in about:
        if case_id is not None:
            first = await alert_posts.first_post(turn.work, case_id, shown_in.slug, alert.number, ALONE)
            if first is not None:
                return first
    return None


async def refresh(turn: Turn, alert_id: str) -> None:
    """Edits an alert's message to what the alert is now."""
    alert = await alerts.get(turn.work, alert_id)
    if alert is None or alert.post_id is None or alert.shown_in is None:
        return
    shown_in = turn.house.groups.by_slug(alert.shown_in)
    channel = await working_channel(turn, shown_in.slug)
    if channel is None or await gathering.refreshed(turn, alert.post_id, channel, shown_in):
        return
    html, buttons = await _rendered(turn, alert, shown_in)
    await turn.edit_post(channel, alert.post_id, html, buttons=buttons)


async def stand_together(turn: Turn, lead_id: str) -> None:
    """All alerts of a family come to stand as their first one does, and their messages say so."""
    lead = await alerts.get(turn.work, lead_id)
    if lead is None:
        return
    others = [one.id for one in await alerts.family(turn.work, lead) if one.id != lead.id]
    await alerts.mirror(turn.work, lead, others)
    for alert_id in (lead.id, *others):
        await refresh(turn, alert_id)


async def release(turn: Turn, coordinator_id: str) -> None:
    """What a coordinator had taken who is one no more can be taken by others."""
    for alert_id in await alerts.release(turn.work, coordinator_id):
        await refresh(turn, alert_id)


def offers(turn: Turn, alert: Alert, press: Press) -> bool:
    """Whether the alert's message has this button in some state: a press of another kind is forged."""
    shown_in = turn.house.groups.by_slug(alert.shown_in or alert.group_slug)
    return _offered(press, alert, shown_in)


async def retell(turn: Turn, case: CaseFile, facts: CaseFacts) -> None:
    """A case's facts have changed: its open alerts say so."""
    for alert in await alerts.of_case(turn.work, case.id):
        if alert.state not in OVER and alert.kind == "interview":
            told = AlertFacts.model_validate(alert.facts).model_copy(update={"cases": (facts,)})
            await alerts.retell(turn.work, alert.id, told.model_dump(mode="json"))
            await refresh(turn, alert.id)


async def withdraw(turn: Turn, found: Sequence[Alert], *, even_over: bool = False) -> None:
    """These alerts are no longer current; with `even_over`, the done ones tell no more than a number, either."""
    for alert in found:
        if await alerts.withdraw(turn.work, alert.id, even_over=even_over):
            await refresh(turn, alert.id)


async def about(turn: Turn, case: CaseFile) -> list[Alert]:
    """All alerts about a case and about its matches."""
    found = await alerts.of_case(turn.work, case.id)
    for match in await matches.of_case(turn.work, case.id):
        found += await alerts.of_match(turn.work, match.id)
    return found


async def withdraw_case(turn: Turn, case: CaseFile) -> None:
    """The case is over and erased: of all its alerts, only the numbers stay."""
    await withdraw(turn, await about(turn, case), even_over=True)


async def taker_name(turn: Turn, alert: Alert) -> str | None:
    """The chosen name of the coordinator who has the alert."""
    if alert.taken_by is None:
        return None
    return (await coordinators.get(turn.work, alert.taken_by)).shown_name


def state_word(state: AlertState) -> str:
    """The state as the rules of presses know it; an alert that waits for a channel is open."""
    return "open" if state is AlertState.WAITING else state.value


async def _rendered(
    turn: Turn, alert: Alert, shown_in: LocalGroup, *, repeat: bool = False
) -> tuple[str, InlineKeyboardMarkup | None]:
    """The message of an alert and its buttons, in the language of the channel in which it is shown.

    `repeat`: as it is said where the first sending may have arrived.
    """
    house = turn.house
    facts = AlertFacts.model_validate(alert.facts)
    language = house.channel_language(shown_in)
    foreign = alert.group_slug != shown_in.slug
    state = state_word(alert.state)
    reasons = channel_lines(facts.reasons)
    text = alert_text(
        kind_of(alert),
        alert.number,
        facts.cases,
        reasons,
        state,
        await taker_name(turn, alert),
        house.groups.by_slug(alert.group_slug).name if foreign else None,
        numbers=facts.numbers,
        repeat=repeat,
        uncovered=alert.kind == Kind.INTERVIEW and _uncovered(turn, facts),
    )
    return house.texts.render(text, language), _buttons(turn, alert, state, shown_in)


def _uncovered(turn: Turn, facts: AlertFacts) -> bool:
    """No local group covers the place of the case, or the first one that a guest wishes."""
    places = [one.places[0] for one in facts.cases if one.places and one.places[0] != ANYWHERE]
    return any(turn.house.groups.covering_area(place).national for place in places)


def kind_of(alert: Alert) -> Kind:
    """What the alert is about."""
    return Kind(alert.kind)


def _buttons(turn: Turn, alert: Alert, state: str, shown_in: LocalGroup) -> InlineKeyboardMarkup | None:
    rows = [
        [Choice(LABELS[press], data("a", alert.id, press.value)) for press in row if _offered(press, alert, shown_in)]
        for row in BUTTONS[state]
    ]
    rows = [row for row in rows if row]
    return keyboard(turn.house.texts, turn.house.channel_language(shown_in), rows) if rows else None


def _offered(press: Press, alert: Alert, shown_in: LocalGroup) -> bool:
    """Another group's match can only be looked at; nobody is asked who is here already."""
    if alert.kind == Kind.MATCH_TOLD:
        return press is Press.DETAILS
    if press is Press.NATIONAL:
        return not shown_in.national
    return press is not Press.UNSUITABLE or alert.kind in {Kind.INTERVIEW, Kind.MATCH}
