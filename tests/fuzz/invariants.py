"""What is so after every batch, whatever was done: a sentence for each thing that is not."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

import sqlalchemy as sa
from aiogram.types import Update
from pydantic import ValidationError

from bot.casework.stages import By, Stage, rebuilt
from bot.playground.keyboards import buttons
from bot.playground.state import Chat, ChatKind
from bot.store import inbox, matches, people, tables
from bot.store.tables import InboxState, InterviewState, OutboxState
from bot.store.work import Work
from bot.telegram import asking
from tests.fuzz.cast import CANARY
from tests.fuzz.stage import Body
from tests.fuzz.stage import Stage as OnStage
from tests.kit.nasty import harm_in

BYS = frozenset(get_args(By))
OF_UPDATES = re.compile("'event': '(operator_)?update_(failed|set_aside)'")
UNREADABLE = "Unreadable"
INTERVIEW = re.compile(r"^1:[io]:([^:]+):(\d+):")


@dataclass
class Looked:
    """What was looked at before and need not be looked at again."""

    said: int = 0
    refused: int = 0
    updates: dict[int, Body] = field(default_factory=dict)
    """Those that came since the last look, by number."""
    changed: set[int] = field(default_factory=set)
    """The numbers of updates that no app has made: where the library cannot read them, they may be set aside."""
    ill_formed: set[int] = field(default_factory=set)
    """The numbers of those that are not as the Bot API describes them: these may be set aside for any reason."""
    aside: set[int] = field(default_factory=set)
    """The numbers of those that were."""
    queries: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The presses that came: the update's number, and who pressed."""

    def came(self, updates: Iterable[Body]) -> None:
        """These updates are given to the bot."""
        for update in updates:
            self.updates[update["update_id"]] = update
            if not is_well_formed(update):
                self.ill_formed.add(update["update_id"])
                continue
            query = update.get("callback_query")
            if isinstance(query, dict) and isinstance(query.get("id"), str):
                sender = query.get("from")
                self.queries[query["id"]] = update["update_id"], sender.get("id", 0) if isinstance(sender, dict) else 0


async def broken(stage: OnStage, looked: Looked, *, thorough: bool) -> list[str]:
    """Everything that is not as it must be; `thorough` looks at all matches and lanes, too."""
    found = [f"refused: {refusal}" for refusal in stage.edge.refused[looked.refused :]]
    looked.refused = len(stage.edge.refused)
    found += _said(stage, looked)
    async with stage.store.look() as look:
        found += await _errors(stage, look, looked)
        found += await _presses(stage, look, looked)
        if thorough:
            found += [told async for told in _stages(look)]
            found += await _waiting(look)
            found += await _order(look)
            found += await _questions(look)
            found += _screens(stage)
    return found


async def _errors(stage: OnStage, look: Work, looked: Looked) -> list[str]:
    """Nothing is logged as an error, and nothing set aside, but what is no update of the Bot API."""
    i = tables.Inbox
    rows = await look.session.execute(sa.select(i.update_id, i.tries, i.error).where(i.state == InboxState.ASIDE))
    new = {row.update_id: row for row in rows if row.update_id not in looked.aside}
    looked.aside |= new.keys()
    logged = stage.errors()
    of_updates = [error for error in logged if OF_UPDATES.search(error)]
    found = [f"logged: {error}" for error in logged if error not in of_updates]
    unread = {number for number, row in new.items() if row.error == "Unreadable"} & looked.changed
    wrong = new.keys() - looked.ill_formed - unread
    failed = [error for error in of_updates if UNREADABLE not in error]
    if wrong or (failed and not looked.updates.keys() & looked.ill_formed):
        found += [f"failed: {error}" for error in failed]
        found += [f"set aside: {json.dumps(looked.updates.get(number))}" for number in wrong]
    looked.updates.clear()
    return found


def is_well_formed(update: Body) -> bool:
    """Whether another library, which knows the types of all fields, takes it for an update."""
    try:
        Update.model_validate(update)
    except ValidationError:
        return False
    return True


def _said(stage: OnStage, looked: Looked) -> Iterator[str]:
    """What people say, and who they are, is never written where many read; and nowhere does it reorder or hide."""
    new = stage.edge.said[looked.said :]
    looked.said = len(stage.edge.said)
    for said in new:
        if said.chat_id < 0 and CANARY in said.words:
            yield f"in a channel: {said}"
        if harm := harm_in(said.words):
            yield f"not harmless, {harm!a}: {said!a}"


async def _presses(stage: OnStage, look: Work, looked: Looked) -> list[str]:
    """Every press is answered once, but where nobody could read it, or whoever pressed was erased meanwhile."""
    found = []
    queries, looked.queries = looked.queries, {}
    for query_id, (number, sender) in queries.items():
        times = stage.edge.answered.pop(query_id, 0)
        unanswered = query_id not in stage.edge.tried and number not in looked.aside
        if times > 1 or (unanswered and not await _new_or_gone(look, sender)):
            found.append(f"a press was answered {times} times: {number}")
    return found


async def _new_or_gone(look: Work, sender: int) -> bool:
    person = await people.find(look, sender) if abs(sender) < 2**63 else None
    if person is None:
        return True
    made_at = await look.session.scalar(sa.select(tables.Person.made_at).where(tables.Person.id == person.id))
    return made_at is not None and (look.now - made_at).total_seconds() < 60


async def _stages(look: Work) -> AsyncIterator[str]:
    for match in await matches.with_stage(look, [stage.value for stage in Stage]):
        events = [(one.what, one.by) for one in await matches.events(look, match.id)]
        try:
            stands = rebuilt([(what, by) for what, by in events if by in BYS])  # type: ignore[misc]  # looked at just now
        except ValueError as error:
            yield f"a stage that the table does not allow: {error}: {events}"
            continue
        if (stands.stage, stands.host_yes, stands.guest_yes) != (match.stage, match.host_yes, match.guest_yes):
            yield f"a match stands at {match.stage}, and its events say {stands}: {events}"


async def _waiting(look: Work) -> list[str]:
    count = await inbox.count(look)
    return [f"{count.waiting} updates were not handled"] if count.waiting else []


async def _order(look: Work) -> list[str]:
    """Messages of a lane have left in the order in which they were written, but for those that had to wait."""
    o = tables.Outbox
    rows = await look.session.execute(
        sa.select(o.lane, o.position, o.sending_at)
        .where(o.state == OutboxState.SENT, o.method.startswith("send"), o.not_before.is_(None), ~o.late)
        .order_by(o.position)
    )
    lanes: defaultdict[str, list[tuple[dt.datetime, int]]] = defaultdict(list)
    for lane, position, at in rows:
        lanes[lane].append((at or look.now, position))
    return [f"out of order: {left}" for left in lanes.values() if left != sorted(left)]


async def _questions(look: Work) -> list[str]:
    """Nobody is asked two short questions at once, nor has two interviews of one kind, nor two that ask."""
    i = tables.Interview
    rows = (
        await look.session.execute(
            sa.select(i.person_id, i.role, sa.func.count())
            .where(i.state != InterviewState.ENDED)
            .group_by(i.person_id, i.role)
        )
    ).all()
    return [
        f"{count} questions of the kind {role} for one person"
        for _person, role, count in rows
        if count > 1 and (role == asking.ROLE or role in {"host", "guest"})
    ]


def _screens(stage: OnStage) -> Iterator[str]:
    """In a private chat, the newest screen of an interview stands once."""
    for chat in stage.account.state.chats.values():
        if chat.kind is ChatKind.PRIVATE:
            yield from _twice(chat)


def _twice(chat: Chat) -> Iterator[str]:
    shown: Counter[tuple[str, int]] = Counter()
    for message in chat.live():
        screens = {
            (found[1], int(found[2]))
            for one in buttons(message.inline_keyboard)
            if one.data and (found := INTERVIEW.match(one.data))
        }
        shown.update(screens)
    for (which, turn), count in shown.items():
        if count > 1:
            yield f"screen {turn} of the interview {which} stands {count} times in a chat"
