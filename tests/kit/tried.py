"""What would come of a press or a message by anybody: done in the bot’s own transaction, looked at, and undone again.

So a button can be tried by everybody at the very moment at which it is shown, and the story goes on as if nothing had
been.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from telegram import Update

from bot.store import people
from bot.store.columns import Base
from bot.store.interviews import Interview, Json
from bot.store.interviews import of_person as talks_of
from bot.store.work import Work
from bot.telegram import prompts
from bot.telegram.turn import CURRENT, AskTelegram, Membership, To, Turn
from tests.kit.network import Network

Prepare = Callable[[Work], Awaitable[None]]

BY_ITSELF = frozenset({"outbox", "access_log"})
"""What is on its way, and who looked: told of by what is said."""
_WRITES = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    answer: str | None
    """The words on the press itself; None where it was answered by silence."""
    link: bool
    said: tuple[str, ...]
    """What was said to whoever did it."""
    to_others: tuple[str, ...]
    """What was said to anybody else."""
    changed: frozenset[str]
    """The tables in which a row was written, besides of what comes by itself."""
    asked_for: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """The words that are waited for now: the kind, and what they are about."""

    def words(self) -> str:
        """All that whoever did it can read."""
        return "\n".join((self.answer or "", *self.said))


class _Watched(Turn):
    """A turn that keeps in mind what it sends."""

    sent: list[tuple[int, str]]

    async def _put(self, to: To, method: str, kind: str, params: Mapping[str, Json], **more: object) -> str:
        recipient = await self._recipient(to)
        text = str(params.get("text", params.get("caption", method)))
        labels = re.findall(r"'text': '([^']*)'", repr(params.get("reply_markup")))
        self.sent.append((recipient.chat_id, " ".join((method, text, *labels))))
        return await Turn._put(self, to, method, kind, params, **more)  # type: ignore[arg-type]  # handed on as it came


class _Undo(Exception):
    """Nothing of it stays."""


@contextlib.contextmanager
def _writes() -> Iterator[set[str]]:
    """The tables that are written to."""
    found: set[str] = set()

    def seen(_connection: object, cursor: object, statement: str, *_more: object) -> None:
        written = _WRITES.match(statement)
        table = written[1].lower() if written else ""
        by_asking = table == "coordinator" and "member_status" in statement
        # How a job went is kept whenever its minute comes, whoever presses what.
        by_itself = by_asking or table == "job_run"
        if table in Base.metadata.tables and getattr(cursor, "rowcount", 1) != 0 and not by_itself:
            found.add(table)

    sa.event.listen(sa.Engine, "after_cursor_execute", seen)
    try:
        yield found
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", seen)


async def pressed(
    network: Network, who: int, data: str, *, in_: int | None = None, prepare: Prepare | None = None
) -> Outcome:
    """What would come of a press, in the private chat or in a channel."""
    chat: Json = {"id": who, "type": "private"} if in_ is None else {"id": in_, "type": "channel", "title": "C"}
    query: dict[str, Json] = {
        "id": "1",
        "from": _user(who),
        "chat_instance": "1",
        "data": data,
        "message": {"message_id": 1, "date": 1, "chat": chat, "text": "…"},
    }
    return await _tried(network, who, {"update_id": 1, "callback_query": query}, prepare)


async def said(network: Network, who: int, words: str, *, prepare: Prepare | None = None) -> Outcome:
    """What would come of words in the private chat."""
    message: dict[str, Json] = {
        "message_id": 2_000_000,
        "date": 1,
        "chat": {"id": who, "type": "private"},
        "from": _user(who),
        "text": words,
    }
    return await _tried(network, who, {"update_id": 1, "message": message}, prepare)


def _user(who: int) -> dict[str, Json]:
    return {"id": who, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


async def _tried(network: Network, who: int, update: dict[str, Json], prepare: Prepare | None) -> Outcome:
    memberships: dict[tuple[int, int], Membership] = {}
    while True:
        try:
            return await _once(network, who, update, prepare, memberships)
        except AskTelegram as question:
            chat = network.server.people.any_chat(question.chat_id)
            member = chat.member(network.server.people.person(question.user_id))
            memberships[question.chat_id, question.user_id] = Membership(member.status, dt.datetime.now(dt.UTC))


async def _once(
    network: Network,
    who: int,
    update: dict[str, Json],
    prepare: Prepare | None,
    memberships: dict[tuple[int, int], Membership],
) -> Outcome:
    application, outcomes = network.built.application, list[Outcome]()
    assert application is not None
    async with network.built.store.work() as work:
        with contextlib.suppress(_Undo):
            async with work.savepoint():
                if prepare is not None:
                    await prepare(work)
                turn = _Watched(
                    work, network.built.house, Update.de_json(update, application.bot), memberships=memberships
                )
                turn.person, turn.sent = await people.find(work, who), []
                with _writes() as changed:
                    await _processed(turn, application.process_update)
                    await work.session.flush()
                outcomes.append(await _outcome(turn, who, changed))
                raise _Undo
        work.session.expunge_all()
    return outcomes[0]


async def _processed(turn: Turn, process: Callable[[object], Awaitable[None]]) -> None:
    token = CURRENT.set(turn)
    try:
        await process(turn.update)
    finally:
        CURRENT.reset(token)
    if turn.failure is not None:
        raise turn.failure


async def _outcome(turn: _Watched, who: int, changed: set[str]) -> Outcome:
    person, answer = await people.find(turn.work, who), turn.callback_answer
    waiting: Sequence[Interview] = () if person is None else await talks_of(turn.work, person, role=prompts.ROLE)
    return Outcome(
        answer=None if answer is None else answer.text or answer.otherwise,
        link=answer is not None and answer.url is not None,
        said=tuple(text for chat, text in turn.sent if chat == who),
        to_others=tuple(text for chat, text in turn.sent if chat != who),
        changed=frozenset(changed - BY_ITSELF),
        asked_for=tuple(prompts.kept(one) for one in waiting),
    )
