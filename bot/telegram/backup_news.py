"""A backup that failed is told in the national channel: once a day, and with nothing in it but dates."""

from __future__ import annotations

import datetime as dt

from bot.store import told
from bot.telegram import alerting
from bot.telegram.turn import Turn
from conversations.text import Moment, Text, _

KIND = "backup"
"""The kind of message."""
FAILED = _("🟠 <b>The nightly backup did not work</b>")
STILL_HERE = _("Nothing is lost, and everyone can go on as before.")
LAST = _(
    "The last backup that worked is from {moment}. If the machine broke today, all that came after it would be gone."
)
NONE_YET = _("There is no backup yet. If the machine broke today, everything would be gone.")
ASK = _("Please tell whoever looks after the machine: the bot’s log says what was in the way.")


async def tell_failed(turn: Turn, last: dt.datetime | None) -> bool:
    """Tells it, with the last backup that worked. False where it was told today, or there is no channel."""
    house = turn.house
    national = house.groups.national
    today = dt.datetime.combine(house.today(turn.now), dt.time(), house.timezone)
    channel = await alerting.working_channel(turn, national.slug)
    if channel is None or await told.since(turn.work, KIND, today.astimezone(dt.UTC)):
        return False
    consequence = NONE_YET if last is None else LAST.of(moment=Moment(last))
    text: list[Text] = [FAILED, STILL_HERE, consequence, ASK]
    quiet = house.policy.quiet(turn.now, house.timezone)
    await turn.post(channel, house.texts.render(text, house.channel_language(national)), kind=KIND, silent=quiet)
    return True
