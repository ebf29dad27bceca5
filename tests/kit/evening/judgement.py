"""What must be true when the evening is over, whenever the bot was killed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.casework.alert_kinds import Kind
from bot.store import alerts, cases, inbox, interviews, matches, outbox, people
from bot.store.tables import AlertState, Outbox
from bot.store.work import Work
from tests.kit.evening.load import EXPECTED, Load
from tests.kit.evening.process import Evening
from tests.kit.people import Place

REPEAT = " (uudestaan)"
"""How an alert in the Finnish channel says that it may have come before."""
ONCE = frozenset({"take", "ask_host", "ask_guest", "host_yes", "guest_yes"})
"""Moves of a match that nobody takes back on this evening, so that each can be made once only."""


@dataclass(frozen=True)
class Told:
    """One message that Telegram accepted."""

    at: dt.datetime
    chat: int
    number: int
    text: str
    markup: str

    def says_the_same_as(self, other: Told) -> bool:
        """Whether it is the other one once more; an alert then says that it may be."""
        mine, its = (one.text.replace(REPEAT, "") for one in (self, other))
        return (self.chat, mine, self.markup) == (other.chat, its, other.markup)


def accepted(evening: Evening) -> list[Told]:
    """All messages that Telegram took, in order."""
    found = []
    for one in evening.server.journal.of("sendMessage"):
        result = (one.reply or {}).get("result")
        if isinstance(result, dict) and one.chat_id is not None:
            text, markup = one.params.get("text", ""), one.params.get("reply_markup", "")
            found.append(Told(one.at, one.chat_id, int(result["message_id"]), text, markup))
    return found


async def came_twice(load: Load) -> list[tuple[Told, Told]]:
    """Messages that came although the bot does not know it, each with the copy that was sent therefore."""
    everything = accepted(load.evening)
    async with load.evening.built.store.look() as work:
        rows = await work.session.execute(sa.select(Outbox.lane, Outbox.message_id))
        known = {(row.lane, row.message_id) for row in rows}
        lanes = {chat: inbox.lane(work.vault, chat) for chat in {told.chat for told in everything}}
    found = []
    for place, told in enumerate(everything):
        if (lanes[told.chat], told.number) not in known:
            copy = next((one for one in everything[place + 1 :] if one.says_the_same_as(told)), None)
            found += [] if copy is None else [(told, copy)]
    return found


def died_between(evening: Evening, first: Told, copy: Told) -> bool:
    """Whether the process died before it could write down that Telegram had taken the message."""
    return any(first.at <= kill <= copy.at for kill in evening.kills)


async def answers_are_as_given(load: Load) -> None:
    """Whatever was acknowledged is there, and each press of a counter counted once."""
    async with load.evening.built.store.look() as work:
        for telegram_id, role in load.walked:
            person = await people.find(work, telegram_id)
            assert person is not None
            (interview,) = await interviews.of_person(work, person, role=role)
            answers = await interviews.answers(work, person, interview)
            for name, expected in EXPECTED[role].items():
                value = answers[name].value
                if isinstance(expected, dict):
                    assert isinstance(value, dict)
                    value = {part: value[part] for part in expected}
                assert value == expected, (role, name)
            assert len(await cases.of_person(work, person.id)) == 1


async def every_case_is_told(load: Load, channel: Place) -> int:
    """A message that stands in the channel shows the alert of each case, alone or as one of many; no alert is left
    waiting. How many alerts there are.
    """
    standing = {message.id for message in channel.chat.live()}
    async with load.evening.built.store.look() as work:
        for telegram_id, _role in load.walked:
            person = await people.find(work, telegram_id)
            assert person is not None
            (case,) = await cases.of_person(work, person.id)
            (alert,) = [one for one in await alerts.of_case(work, case.id) if one.kind == Kind.INTERVIEW]
            shown = None if alert.post_id is None else await outbox.message_of(work, alert.post_id)
            assert shown is not None, "an alert is lost"
            assert shown.message_id in standing, "the message of an alert did not come"
        known = await alerts.every(work)
        assert not [one for one in known if one.state is AlertState.WAITING and one.shows_at is None]
        return len(known)


def every_alert_that_came_twice_says_so(evening: Evening, channel: Place) -> int:
    """The copies of alerts; each of them is marked as one."""
    seen: Counter[str] = Counter()
    copies = 0
    for told in accepted(evening):
        named = re.search(r"1:a:([^:]+):take", told.markup)
        if told.chat != channel.chat_id or named is None:
            continue
        seen[named[1]] += 1
        if seen[named[1]] > 1:
            copies += 1
            assert REPEAT in told.text, "an alert came twice and did not say so"
    return copies


async def casework_is_as_acknowledged(load: Load) -> int:
    """What the bot said was done is done, and no move was made twice; how many moves there are."""
    async with load.evening.built.store.look() as work:
        for alert_id in load.taken:
            alert = await alerts.get(work, alert_id)
            assert alert is not None
            assert alert.taken_by is not None, "an alert that was taken is nobody's"
        made: Counter[tuple[str, str]] = Counter()
        for match_id in await _all_matches(load, work):
            made.update((match_id, event.what) for event in await matches.events(work, match_id))
    assert not [one for one, times in made.items() if one[1] in ONCE and times > 1], "a press was handled twice"
    assert not [one for one in load.asked if not made[one[0], f"ask_{one[1]}"]], "a question that was sent is lost"
    assert not [one for one in load.agreed if not made[one, "host_yes"] + made[one, "guest_yes"]], "a yes is lost"
    return sum(times for (_match, what), times in made.items() if what in ONCE)


async def _all_matches(load: Load, work: Work) -> Iterable[str]:
    found: set[str] = set()
    for telegram_id, _role in load.walked:
        person = await people.find(work, telegram_id)
        assert person is not None
        for case in await cases.of_person(work, person.id):
            found |= {match.id for match in await matches.of_case(work, case.id)}
    return found


def news_came(load: Load) -> int:
    """Everybody got all news that were for them; how many messages that made."""
    came = Counter((told.chat, told.text) for told in accepted(load.evening))
    wanted = {(person, f"News {number}.") for number, listeners in load.news.items() for person in listeners}
    assert not [one for one in wanted if not came[one]], "news are lost"
    return sum(came[one] for one in wanted)


async def nothing_is_left(load: Load) -> None:
    """No update waits or was set aside, and no message waits."""
    async with load.evening.built.store.look() as work:
        updates, messages = await inbox.count(work), await outbox.count(work)
    assert (updates.waiting, updates.aside, messages.waiting) == (0, 0, 0)
