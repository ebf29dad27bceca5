"""What a coordinator had who is one no more: free for others, with an alert where a match is running."""

from __future__ import annotations

from bot.casework.alert_kinds import Kind
from bot.casework.stages import RUNNING, Stage
from bot.store import cases, coordinators, hand_overs, matches, outbox
from bot.telegram import alerting
from bot.telegram.turn import Turn


async def release(turn: Turn, coordinator_id: str) -> None:
    """Alerts, cases, matches, tasks and offers of the coordinator are nobody's any more; what is to vanish from their
    chat goes now.
    """
    person_id = (await coordinators.get(turn.work, coordinator_id)).person_id
    if person_id is not None:
        await outbox.vanish_now(turn.work, person_id)
    await alerting.release(turn, coordinator_id)
    await hand_overs.give_up(turn.work, coordinator_id)
    freed, left = await hand_overs.free(turn.work, coordinator_id)
    for case_id in freed:
        await cases.note(turn.work, case_id, "freed")
    for match_id in left:
        match = await matches.get(turn.work, match_id)
        if match is None or Stage(match.stage) not in RUNNING:
            continue
        await matches.note(turn.work, match.id, "freed", by="bot")
        await alerting.about_match(turn, Kind.FREE, match)
