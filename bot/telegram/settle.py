"""What the outcome of a message means for the outbox, for the chat, and for who should hear of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from bot.store import channels, dispatch, people
from bot.store.database import is_outage
from bot.store.outbox import Ready
from bot.store.tables import OutboxState
from bot.store.work import Work
from bot.telegram.carry import REPEATABLE
from bot.telegram.outcomes import Failed, Held, Moved, Outcome, Refused, Sent, Unknown
from bot.telegram.pace import Pace
from bot.telegram.turn import Turn

if TYPE_CHECKING:
    # Handed on to the handlers; nothing in the machine room looks into it.
    from bot.telegram.house import House

_log = structlog.get_logger("bot.deliver")
_BACKOFF: Final = (1.0, 60.0)
_MOST_SERVER_ERRORS: Final = 12
_MOST_REPEATS: Final = 5
# So often may the process die under one message before it is given up.
_MOST_STOPS: Final = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Telegram will not take: for whom, of which kinds, and why (a code of ours)."""

    code: str
    unreachable: bool
    """Nothing can be sent to this chat any more."""
    person_id: str | None
    chat_id: int | None
    """Of a channel or group."""
    groups_lost: tuple[str, ...]
    """Slugs of the local groups that have lost their channel with this."""
    newly: bool
    """Unreachable since now, not known before."""
    kinds: tuple[str, ...]
    alert_ids: tuple[str, ...]


class Settler:
    """Writes outcomes into the outbox, in a transaction that the caller has opened."""

    def __init__(
        self,
        house: House,
        pace: Pace,
        on_refused: Callable[[Turn, Refusal], Awaitable[None]],
        unknown_pause: float,
    ) -> None:
        self._house = house
        self._pace = pace
        self._on_refused = on_refused
        self._unknown_pause = dt.timedelta(seconds=unknown_pause)

    async def settle(self, work: Work, letter: Ready, outcome: Outcome, *, at_once: bool = False) -> None:
        """Write what became of the message. `at_once`: there is no use in waiting for a sign of an unknown one."""
        match outcome:
            case Sent():
                await self._sent(work, letter, outcome)
            case Held(seconds=seconds):
                await self._hold(work, letter, seconds)
            case Moved(chat_id=new) if letter.chat_id is not None:
                await channels.move(work, letter.chat_id, new)
                await dispatch.put_back(work, letter, error="moved")
            case Moved():
                # It is written to a person's chat, which cannot move: once more would be refused once more, for ever.
                await dispatch.settle(work, letter, OutboxState.REFUSED, error="moved")
            case Refused():
                await self._refused(work, letter, outcome)
            case Unknown(code=code):
                await self._unknown(work, letter, code, at_once)
            case Failed():
                await self._failed(work, letter, outcome)

    async def _sent(self, work: Work, letter: Ready, sent: Sent) -> None:
        await dispatch.settle(work, letter, OutboxState.SENT, message_id=sent.message_id)
        if sent.replaced and sent.message_id is not None and letter.target_id is not None:
            await dispatch.repoint(work, letter.target_id, letter, sent.message_id)
        if sent.left_thread and letter.chat_id is not None and letter.thread_id is not None:
            _log.warning("topic_gone", kind=letter.kind)
            await channels.leave_thread(work, letter.chat_id, letter.thread_id)

    async def _hold(self, work: Work, letter: Ready, seconds: float) -> None:
        everything = self._pace.told_to_wait(letter.lane, seconds)
        _log.warning("told_to_wait", seconds=seconds, kind=letter.kind, everything=everything)
        await dispatch.put_back(work, letter, error="told_to_wait", held_until=work.now + dt.timedelta(seconds=seconds))

    async def _refused(self, work: Work, letter: Ready, refused: Refused) -> None:
        _log.warning("refused", code=refused.code, kind=letter.kind, method=letter.method)
        letters, newly, lost = [letter], False, list[str]()
        if refused.unreachable and letter.method.startswith("send"):
            letters += await dispatch.unsent_of_lane(work, letter)
            if letter.person_id is not None:
                newly = await people.unreachable(work, letter.person_id)
            if letter.chat_id is not None:
                lost = await channels.lose(work, letter.chat_id)
                newly = bool(lost)
        for one in letters:
            await dispatch.settle(work, one, OutboxState.REFUSED, error=refused.code)
        await self._tell(
            work,
            Refusal(
                code=refused.code,
                unreachable=refused.unreachable and letter.method.startswith("send"),
                person_id=letter.person_id,
                chat_id=letter.chat_id,
                groups_lost=tuple(lost),
                newly=newly,
                kinds=tuple(sorted({one.kind for one in letters})),
                alert_ids=tuple(one.alert_id for one in letters if one.alert_id is not None),
            ),
        )

    async def _tell(self, work: Work, refusal: Refusal) -> None:
        try:
            async with work.savepoint():
                await self._on_refused(Turn(work, self._house), refusal)
                await work.session.flush()
        except Exception as error:
            if is_outage(error):
                raise
            _log.error("telling_of_refusal_failed", exc_info=error)

    async def _unknown(self, work: Work, letter: Ready, code: str, at_once: bool) -> None:
        _log.warning("fate_unknown", code=code, kind=letter.kind, method=letter.method, repeats=letter.repeats)
        harmless = letter.method.startswith(REPEATABLE)
        # Killed while it went, it may never have left this machine: no question stays unasked, and no alert untold.
        if letter.repeats >= (_MOST_STOPS if at_once else _MOST_REPEATS if harmless else 1):
            await dispatch.settle(work, letter, OutboxState.UNKNOWN, error=code)
            return
        again = work.now if at_once else work.now + self._unknown_pause
        if harmless:
            # Its place in the order matters more than a moment.
            await dispatch.put_back(work, letter, error=code, held_until=again, repeat=True)
        else:
            await dispatch.put_back(work, letter, error=code, not_before=again, repeat=True)

    async def _failed(self, work: Work, letter: Ready, failed: Failed) -> None:
        _log.warning("not_sent", code=failed.code, kind=letter.kind, attempt=letter.tries + 1)
        if not failed.offline and letter.tries + 1 >= _MOST_SERVER_ERRORS:
            await self._refused(work, letter, Refused(failed.code))
            return
        first, longest = _BACKOFF
        wait = 0.0 if failed.offline else min(first * 2 ** min(letter.tries, 10), longest)
        await dispatch.put_back(work, letter, error=failed.code, held_until=work.now + dt.timedelta(seconds=wait))
