"""Taking a match and giving it back from its card; the alert in the channel stands as the match does."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.casework.stages import Move, Refusal, Stage
from bot.store import alerts
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import Alert, AlertState
from bot.telegram import alerting, moving
from bot.telegram.moves import Pair
from bot.telegram.stays import card
from bot.telegram.turn import Turn
from conversations.text import Text, _

NOT_YOURS = _("Somebody else has taken this match. They can give it back or hand it over.")


async def lead_alert(turn: Turn, pair: Pair) -> Alert | None:
    """The alert in which the state of a suggestion is decided; None where the pair was never told of in a channel."""
    found = await alerts.of_match(turn.work, pair.match.id)
    told = [
        alert
        for alert in found
        if alert.kind in {Kind.MATCH, Kind.MATCH_TOLD} and alert.state is not AlertState.WITHDRAWN
    ]
    return (await alerts.family(turn.work, told[0]))[0] if told else None


async def take(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The coordinator looks after the match from now on. Of two the first one wins."""
    made = await moving.make(turn, pair.match.id, Move.TAKE, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    lead = await lead_alert(turn, pair)
    if lead is not None and await alerts.take(turn.work, lead.id, coordinator.id):
        await alerting.stand_together(turn, lead.id)
    return await _done(turn, person, coordinator, made, _("You have taken this. Thank you!"))


async def give_back(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """Others can take it: only by whoever has it."""
    if pair.match.coordinator_id not in {None, coordinator.id}:
        return await card.refused(turn, person, coordinator, pair, Refusal(NOT_YOURS))
    made = await moving.make(turn, pair.match.id, Move.GIVE_BACK, "coordinator", coordinator=coordinator)
    if isinstance(made, Refusal):
        return await card.refused(turn, person, coordinator, pair, made)
    lead = await lead_alert(turn, pair)
    if lead is not None and await alerts.give_back(turn.work, lead.id, coordinator.id):
        await alerting.stand_together(turn, lead.id)
    return await _done(turn, person, coordinator, made, _("Given back: others can take it now."))


async def _done(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, says: Text) -> bool:
    turn.answer_callback(turn.house.texts.plain(says, person.language))
    await card.show(turn, person, coordinator, pair)
    return True


card.add(
    verbs={"take": take, "back": give_back},
    buttons={
        Stage.SUGGESTED: (card.Button(_("Take"), "take"),),
        Stage.LAPSED: (card.Button(_("Take"), "take"),),
        Stage.TAKEN: (card.Button(_("Give back"), "back", last=True),),
    },
)
