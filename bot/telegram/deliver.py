"""The outbox to Telegram: each chat's messages in order, chats side by side, at a pace that Telegram allows.

A message is marked as on its way in one commit, sent, and settled in another; outcomes and new messages of many chats
share commits. What was on its way when the process died is unknown: it may have arrived.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import InvalidToken

from bot.health.measures import Measures, Sending
from bot.store import dispatch, outbox
from bot.store.database import is_outage
from bot.store.keystore import KeyGone
from bot.store.outbox import SCREEN, Ready
from bot.store.store import Store
from bot.store.tables import OutboxState
from bot.store.work import Work
from bot.telegram.api import Api, no_calls
from bot.telegram.carry import Call, as_new_message, carry, first_call
from bot.telegram.outcomes import Failed, Held, Moved, Outcome, Refused, Sent, Unknown
from bot.telegram.pace import Pace
from bot.telegram.settle import Refusal, Settler
from bot.telegram.turn import Turn
from bot.telegram.waiting import until_set

if TYPE_CHECKING:
    # Handed on to the handlers; nothing in the machine room looks into it.
    from bot.telegram.house import House

__all__ = ["Deliver", "Refusal"]

_log = structlog.get_logger("bot.deliver")
_SIDE_BY_SIDE: Final = 32
_IDLE: Final = 1.0
_OUTAGE_PAUSES: Final = (0.2, 5.0)
_OFFLINE_PAUSES: Final = (0.5, 30.0)
_STOP_SECONDS: Final = 6.0
# Where several processes share the database, a message on its way may be another one's; after this time it is nobody's.
_ORPHANED: Final = dt.timedelta(minutes=2)

_NAMES: Final[dict[type[Outcome], Sending]] = {
    Sent: "sent",
    Held: "held",
    Moved: "moved",
    Refused: "refused",
    Unknown: "unknown",
    Failed: "failed",
}

OnRefused = Callable[[Turn, Refusal], Awaitable[None]]
"""Called in the transaction that settles a refusal, once for all that a chat will not get."""


@dataclass(frozen=True, slots=True)
class _Finished:
    letter: Ready
    outcome: Outcome


class Deliver:
    """Sends what is in the outbox until `stop`."""

    def __init__(
        self,
        store: Store,
        api: Api,
        house: House,
        pace: Pace,
        *,
        on_refused: OnRefused,
        catching_up: Callable[[], bool] = lambda: False,
        side_by_side: int = _SIDE_BY_SIDE,
        unknown_pause: float = 5.0,
        stop_seconds: float = _STOP_SECONDS,
        measures: Measures | None = None,
    ) -> None:
        """`catching_up` tells whether late updates may still be coming; `unknown_pause` is in seconds: so long we wait
        for a sign that a message of unknown fate arrived, before it is sent again.
        """
        self._store = store
        self._api = api
        self._pace = pace
        self._catching_up = catching_up
        self._side_by_side = side_by_side
        self._stop_seconds = stop_seconds
        self._measures = measures or Measures()
        self._settler = Settler(house, pace, on_refused, unknown_pause)
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._finished: list[_Finished] = []
        self._fatal: InvalidToken | None = None
        self._offline_pause = 0.0
        self._awake = asyncio.Event()
        self._stopping = False
        self._again = False
        self._recover_at = -math.inf

    def wake(self) -> None:
        """There may be something new in the outbox."""
        self._awake.set()

    def stop(self) -> None:
        """Send nothing new; what is on its way is waited for, up to `stop_seconds`."""
        self._stopping = True
        self._awake.set()

    async def run(self) -> None:
        """Until `stop`. Raises InvalidToken: then nothing can be sent any more."""
        pause = 0.0
        while not self._stopping and self._fatal is None:
            self._awake.clear()
            try:
                with self._measures.at_work("sending"):
                    await self._recover_when_due()
                    wait = await self._round()
                pause = 0.0
            except Exception as error:
                # The database cannot work: what was sent is kept in mind and settled when it can.
                pause = wait = min(max(_OUTAGE_PAUSES[0], 2 * pause), _OUTAGE_PAUSES[1])
                _log.error("round_failed", error=type(error).__name__, exc_info=error)
                self._awake.clear()
            await self._sleep(wait)
        await self._land()
        if self._fatal is not None:
            raise self._fatal

    async def _round(self) -> float:
        """Settle what came back and send what can go; for how many seconds there will be nothing to do."""
        finished, self._finished = self._finished, []
        landed = {one.letter.lane for one in finished}
        try:
            async with self._store.work() as work:
                with no_calls():
                    for one in finished:
                        await self._settle(work, one)
                    calls = await self._claim(work, busy=self._flying.keys() - landed)
                    wait = 0.0 if self._again else await self._nothing_before(work)
        except BaseException:
            self._finished = finished + self._finished
            raise
        for lane in landed:
            del self._flying[lane]
        for call in calls:
            self._flying[call.letter.lane] = asyncio.create_task(self._fly(call))
        return wait

    async def _settle(self, work: Work, one: _Finished) -> None:
        try:
            async with work.savepoint():
                await self._settler.settle(work, one.letter, one.outcome)
        except Exception as error:
            if is_outage(error):
                raise
            _log.error("settling_failed", exc_info=error)
            await dispatch.settle(work, one.letter, OutboxState.UNKNOWN, error=type(error).__name__)

    async def _claim(self, work: Work, busy: Set[str]) -> list[Call]:
        """The messages that go now, marked as on their way."""
        self._again = False
        room = self._side_by_side - len(busy)
        if room <= 0 or self._stopping or self._pace.halted() > 0:
            return []
        found = await dispatch.ready(
            work,
            busy=busy,
            most=room,
            catching_up=self._catching_up(),
            slow=self._pace.slow().keys(),
            only_answers=self._pace.overall_wait() > 0,
        )
        calls = []
        for letter in found:
            group = letter.chat_id is not None
            if not letter.answers and self._pace.wait(letter.lane, group=group) > 0:
                continue
            call = await self._prepare_safely(work, letter)
            if call is None:
                # The next one of the lane may go now.
                self._again = True
                continue
            self._pace.went(letter.lane, group=group)
            calls.append(call)
        begun = await dispatch.begin(work, [call.letter.position for call in calls]) if calls else set()
        return [call for call in calls if call.letter.position in begun]

    async def _prepare_safely(self, work: Work, letter: Ready) -> Call | None:
        try:
            return await self._prepare(work, letter)
        except Exception as error:
            if is_outage(error):
                raise
            _log.error("message_unreadable", kind=letter.kind, exc_info=error)
            await dispatch.settle(work, letter, OutboxState.REFUSED, error=type(error).__name__)
            return None

    async def _prepare(self, work: Work, letter: Ready) -> Call | None:
        """The call to make; None where the message is settled without one, or cannot go yet."""
        if letter.repeats and letter.kind == SCREEN and not await dispatch.is_current(work, letter):
            await dispatch.settle(work, letter, OutboxState.UNKNOWN, error="newer screen")
            return None
        try:
            payload = await dispatch.open_payload(work, letter)
        except KeyGone:
            await dispatch.settle(work, letter, OutboxState.DROPPED, error="erased")
            return None
        if letter.target_id is None:
            return first_call(letter, payload, letter.target_message)
        target = await outbox.message_of(work, letter.target_id)
        if target is not None and target.message_id is not None and target.chat_id == letter.chat_id:
            return first_call(letter, payload, target.message_id)
        if target is not None and target.state in {OutboxState.WAITING, OutboxState.SENDING}:
            await dispatch.postpone(work, letter, work.now + dt.timedelta(seconds=_IDLE))
            return None
        if letter.method.startswith("send"):
            return first_call(letter, payload, None)
        if letter.fresh and letter.method == "editMessageText":
            return as_new_message(first_call(letter, payload, None))
        await dispatch.settle(work, letter, OutboxState.DROPPED, error="nothing to change")
        return None

    async def _fly(self, call: Call) -> None:
        try:
            outcome = await carry(self._api, call)
        except InvalidToken as error:
            self._fatal = error
            outcome = Failed("invalid_token", offline=True)
        except Exception as error:
            # It is not known how far it came, and it must not be lost from sight.
            _log.error("sending_failed", method=call.method, exc_info=error)
            outcome = Unknown(type(error).__name__)
        self._measures.sending(_NAMES[type(outcome)])
        self._mind_connection(outcome)
        self._finished.append(_Finished(call.letter, outcome))
        self.wake()

    def _mind_connection(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed) and outcome.offline:
            first, longest = _OFFLINE_PAUSES
            self._offline_pause = min(max(first, 2 * self._offline_pause), longest)
            self._pace.halt(self._offline_pause)
        elif not isinstance(outcome, Unknown):
            self._offline_pause = 0.0

    async def _nothing_before(self, work: Work) -> float:
        """Seconds until something that waits now can go."""
        waits = [_IDLE]
        moment = await dispatch.next_moment(work)
        if moment is not None:
            waits.append((moment - work.now).total_seconds())
        if (halted := self._pace.halted()) > 0:
            return max(0.01, halted)
        waits += [wait for wait in (self._pace.overall_wait(), *self._pace.slow().values()) if wait > 0]
        return max(0.01, min(waits))

    async def _recover_when_due(self) -> None:
        """Find what was on its way when a process died: ours, at the start; another one's, now and then."""
        now = asyncio.get_running_loop().time()
        if now < self._recover_at:
            return
        alone = self._store.database.is_sqlite
        async with self._store.work() as work:
            lost = await dispatch.recover(work, work.now if alone else work.now - _ORPHANED)
            for letter in lost:
                await self._settler.settle(work, letter, Unknown("stopped"), at_once=True)
        self._recover_at = math.inf if alone else now + _ORPHANED.total_seconds()
        if lost:
            _log.warning("found_on_their_way", messages=len(lost))

    async def _land(self) -> None:
        """Wait for what is on its way, and settle it. What does not come back in time is found at the next start."""
        if self._flying:
            await asyncio.wait(self._flying.values(), timeout=self._stop_seconds)
        for task in self._flying.values():
            task.cancel()
        await asyncio.gather(*self._flying.values(), return_exceptions=True)
        if self._finished:
            async with self._store.work() as work:
                for one in self._finished:
                    await self._settle(work, one)
        self._flying, self._finished = {}, []

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        await until_set(self._awake, seconds)
