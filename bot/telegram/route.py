"""The inbox, worked off: each update in its turn, with all that comes of it, committed together or not at all.

Updates that wait together share one commit, each behind a savepoint of its own. Within a lane they keep their order.
One that fails is tried again; at the third failure it is set aside, and the lane goes on.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop, BaseHandler, CallbackContext

from bot.health.measures import Handled, Measures
from bot.store import channels, inbox, people
from bot.store.database import is_outage
from bot.store.inbox import Waiting
from bot.store.keystore import KeyGone
from bot.store.people import Person
from bot.store.store import Store
from bot.store.work import Work
from bot.telegram.afterwards import Afterwards
from bot.telegram.api import Api, no_calls
from bot.telegram.flood import Flood
from bot.telegram.turn import CURRENT, AskTelegram, CallbackAnswer, Membership, Turn
from bot.telegram.waiting import until_set

if TYPE_CHECKING:
    # Handed on to the handlers; nothing in the machine room looks into it.
    from bot.telegram.house import House

_log = structlog.get_logger("bot.route")
_TRIES: Final = 3
_RETRY_PAUSES: Final = (0.2, 1.0)
_LATE: Final = dt.timedelta(minutes=10)
_SEEN_AGAIN: Final = dt.timedelta(hours=1)
_OUTAGE_PAUSES: Final = (0.2, 5.0)
_IDLE: Final = 1.0
# How much one commit may hold: many updates, but not for longer than somebody would notice.
_LANES: Final = 64
_MOST: Final = 200
_BATCH_SECONDS: Final = 0.25
_LARGEST: Final = 2**63 - 1
# So many memberships may one update need; more would be a handler that never ends.
_MOST_QUESTIONS: Final = 20

Apps = Application[Any, Any, Any, Any, Any, Any]
Aside = Callable[[Turn, str], Awaitable[None]]
"""Called when an update is set aside, with the class of the error: tell the person gently, and the operator once."""


class Unreadable(Exception):
    """The update is not as the Bot API describes it."""


@dataclass(slots=True)
class _Batch:
    """What one transaction brought."""

    done: list[int] = field(default_factory=list)
    answers: list[tuple[str, CallbackAnswer]] = field(default_factory=list)
    questions: list[tuple[Waiting, AskTelegram]] = field(default_factory=list)
    held: dict[str, float] = field(default_factory=dict)
    """Lanes that stay where they are for so many seconds."""
    gone: list[int] = field(default_factory=list)
    """Updates that no longer need their memberships."""


class Route:
    """Hands updates to the handlers of python-telegram-bot's application, in our transactions."""

    def __init__(
        self,
        store: Store,
        application: Apps,
        api: Api,
        house: House,
        *,
        on_aside: Aside,
        on_sent: Callable[[], None],
        flood_per_minute: float = 0.0,
        retry_pauses: Sequence[float] = _RETRY_PAUSES,
        measures: Measures | None = None,
    ) -> None:
        """`application` is initialized, has `Context` as its context, and blocking handlers only (else ValueError).

        `on_sent` is called when there may be something new in the outbox.
        """
        for handler in (one for group in application.handlers.values() for one in group):
            _refuse_if_not_blocking(handler)
        application.add_error_handler(_bring_back)
        self._store = store
        self._application = application
        self._house = house
        self._on_aside = on_aside
        self._on_sent = on_sent
        self._flood = Flood(flood_per_minute)
        self._retry_pauses = retry_pauses
        self._measures = measures or Measures()
        self._held: dict[str, float] = {}
        self._asking: set[str] = set()
        self._memberships: dict[int, dict[tuple[int, int], Membership]] = {}
        self._awake = asyncio.Event()
        self._stopping = False
        self._afterwards = Afterwards(api)

    def wake(self) -> None:
        """There may be something new in the inbox."""
        self._awake.set()

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping = True
        self._awake.set()

    async def run(self) -> None:
        """Until `stop`; the transaction under way is finished, and presses are answered."""
        pause = 0.0
        while not self._stopping:
            self._awake.clear()
            try:
                with self._measures.at_work("handling"):
                    worked = await self._batch()
                pause = 0.0
            except Exception as error:
                # The database cannot work (full, locked, away): nobody's fault, and not counted as a try.
                pause = min(max(_OUTAGE_PAUSES[0], 2 * pause), _OUTAGE_PAUSES[1])
                _log.error("batch_failed", error=type(error).__name__, outage=is_outage(error))
                await until_set(self._awake, pause)
                continue
            if not worked:
                await until_set(self._awake, self._next_release())
        await self._afterwards.finish()

    async def _batch(self) -> bool:
        """One transaction's worth of updates; False where there were none."""
        batch, busy = _Batch(), self._busy()
        async with self._store.work() as work:
            waiting = await inbox.claim(work, busy=busy, lanes=_LANES, most=_MOST)
            if not waiting:
                return False
            with no_calls():
                await self._handle_all(work, waiting, batch)
            await inbox.done(work, batch.done)
        self._after(batch)
        return True

    async def _handle_all(self, work: Work, waiting: Sequence[Waiting], batch: _Batch) -> None:
        until = time.monotonic() + _BATCH_SECONDS
        for one in waiting:
            if one.lane in batch.held:
                continue
            if (wait := self._flooding(one)) > 0:
                batch.held[one.lane] = wait
                continue
            await self._handle(work, one, batch)
            work.session.expunge_all()
            # Statements do not wait for anything; without this, neither would receiving and sending get their turn.
            await asyncio.sleep(0)
            if time.monotonic() > until:
                break

    async def _handle(self, work: Work, one: Waiting, batch: _Batch) -> None:
        began = time.monotonic()
        outcome = await self._attempt(work, one, batch)
        if outcome is not None:
            waited = (dt.datetime.now(dt.UTC) - one.received_at).total_seconds()
            self._measures.tried(outcome, time.monotonic() - began, waited)

    async def _attempt(self, work: Work, one: Waiting, batch: _Batch) -> Handled | None:
        """What came of it; None where a membership must be asked for first."""
        turn: Turn | None = None
        try:
            async with work.savepoint():
                turn = await self._turn(work, one)
                await self._process(turn)
                await work.session.flush()
        except KeyGone:
            # Whoever sent it was erased in the meantime.
            batch.done.append(one.update_id)
        except AskTelegram as question:
            if len(self._memberships.get(one.update_id, {})) >= _MOST_QUESTIONS:
                return await self._failed(work, one, turn, question, batch)
            batch.held[one.lane] = 0.0
            batch.questions.append((one, question))
            return None
        except Exception as error:
            if is_outage(error):
                raise
            return await self._failed(work, one, turn, error, batch)
        else:
            batch.done.append(one.update_id)
            batch.gone.append(one.update_id)
            _remember_answer(turn, batch)
        return "handled"

    async def _turn(self, work: Work, one: Waiting) -> Turn:
        update = self._parse(await inbox.read(work, one))
        person = await self._person(work, update, one)
        return Turn(
            work,
            self._house,
            update,
            person,
            late=_is_late(one),
            memberships=self._memberships.get(one.update_id, {}),
            log=structlog.get_logger("bot.turn").bind(update=one.kind),
        )

    def _parse(self, text: str) -> Update:
        try:
            update = Update.de_json(json.loads(text, parse_int=_number), self._application.bot)
        except Exception as error:
            raise Unreadable(type(error).__name__) from None
        if not all(place is None or type(place.id) is int for place in (update.effective_chat, update.effective_user)):
            raise Unreadable("id")
        if update.effective_user is not None and update.effective_user.id <= 0:
            # What is said to a person would be written into a group or channel.
            raise Unreadable("id of a user")
        return update

    async def _person(self, work: Work, update: Update, one: Waiting) -> Person | None:
        user = update.effective_user
        person = None if user is None else await people.find(work, user.id)
        if person is None or one.kind == "my_chat_member":
            return person
        if person.unreachable_at is not None or work.now - person.seen_at > _SEEN_AGAIN:
            return await people.seen(work, person)
        return person

    async def _process(self, turn: Turn) -> None:
        update = turn.update
        if update is None:
            return
        await _follow_moved_group(turn.work, update)
        token = CURRENT.set(turn)
        try:
            await self._application.process_update(update)
        finally:
            CURRENT.reset(token)
        if turn.failure is not None:
            raise turn.failure

    async def _failed(self, work: Work, one: Waiting, turn: Turn | None, error: Exception, batch: _Batch) -> Handled:
        name = type(error).__name__
        _log.error("update_failed", update=one.kind, attempt=one.tries + 1, exc_info=error)
        if one.tries + 1 < _TRIES and not isinstance(error, Unreadable):
            await inbox.tried(work, one.update_id, name)
            batch.held[one.lane] = self._retry_pauses[min(one.tries, len(self._retry_pauses) - 1)]
            return "failed"
        await inbox.set_aside(work, one.update_id, name)
        batch.gone.append(one.update_id)
        _log.error("update_set_aside", update=one.kind, error=name)
        fresh = Turn(work, self._house, turn.update if turn else None, turn.person if turn else None)
        try:
            async with work.savepoint():
                await self._on_aside(fresh, name)
                await work.session.flush()
        except Exception as failure:
            if is_outage(failure):
                raise
            _log.error("telling_of_failure_failed", exc_info=failure)
        _remember_answer(fresh, batch)
        return "set_aside"

    def _after(self, batch: _Batch) -> None:
        """What the commit makes possible: presses are answered first, then the outbox goes, then Telegram is asked."""
        for query_id, answer in batch.answers:
            self._afterwards.answer(query_id, answer)
        self._on_sent()
        for update_id in batch.gone:
            self._memberships.pop(update_id, None)
        now = time.monotonic()
        self._held.update({lane: now + wait for lane, wait in batch.held.items() if wait > 0})
        for one, question in batch.questions:
            self._asking.add(one.lane)
            self._afterwards.ask(question, functools.partial(self._told, one))

    def _told(self, one: Waiting, question: AskTelegram, membership: Membership) -> None:
        self._memberships.setdefault(one.update_id, {})[question.chat_id, question.user_id] = membership
        self._asking.discard(one.lane)
        self.wake()

    def _flooding(self, one: Waiting) -> float:
        """Seconds that this update must wait because too much came of its lane. Old ones and new tries do not count."""
        return 0.0 if one.tries or _is_late(one) else self._flood.wait(one.lane)

    def _busy(self) -> set[str]:
        now = time.monotonic()
        self._held = {lane: until for lane, until in self._held.items() if until > now}
        return self._asking | self._held.keys()

    def _next_release(self) -> float:
        now = time.monotonic()
        return min([_IDLE, *(max(0.0, until - now) for until in self._held.values())])


def _number(digits: str) -> int:
    """A number as the Bot API has them; raises ValueError for one that no database could hold."""
    if not -_LARGEST <= (number := int(digits)) <= _LARGEST:
        raise ValueError("more than 64 bits")
    return number


def _is_late(one: Waiting) -> bool:
    return one.sent_at is not None and one.received_at - one.sent_at > _LATE


def _remember_answer(turn: Turn | None, batch: _Batch) -> None:
    if turn is not None and turn.update is not None and turn.update.callback_query is not None:
        # Every press is answered, if only by silence: the button would seem to hang otherwise.
        batch.answers.append((turn.update.callback_query.id, turn.callback_answer or CallbackAnswer()))


async def _follow_moved_group(work: Work, update: Update) -> None:
    """A group that became a supergroup says so twice, once with each of its ids, in any order."""
    message = update.message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await channels.move(work, message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        await channels.move(work, message.migrate_from_chat_id, message.chat.id)


async def _bring_back(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """The library keeps what handlers raise to itself; it must undo the transaction."""
    error = context.error
    if isinstance(error, Exception):
        CURRENT.get().failure = error
    raise ApplicationHandlerStop


def _refuse_if_not_blocking(handler: BaseHandler[Any, Any, Any]) -> None:
    if handler.block is False:
        raise ValueError("a handler that does not block would write after its transaction is over")
