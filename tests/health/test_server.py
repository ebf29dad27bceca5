"""/healthz and /metrics as a program on the same machine reads them."""

from __future__ import annotations

import datetime as dt
import json
import socket
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from bot.health.judging import Part
from bot.health.limits import HealthLimits
from bot.health.measures import HANDLED, SENDING, Measures
from bot.health.server import CannotListen, Watched, watching
from bot.settings import Listen
from bot.store import job_runs
from bot.store.store import Store
from bot.store.tables import Base, Inbox, InboxState, JobRun, Outbox, OutboxState
from bot.telegram.house import DATA


@dataclass
class Bot:
    """What is watched, and what a test may change of it."""

    address: str
    seconds: float = 0.0
    ended: Collection[Part] = ()
    measures: Measures = field(init=False)

    def __post_init__(self) -> None:
        self.measures = Measures(clock=lambda: self.seconds)

    async def answers(self, page: str) -> tuple[int, str]:
        """What a page answers now."""
        async with aiohttp.ClientSession() as session, session.get(f"http://{self.address}{page}") as answer:
            return answer.status, await answer.text()

    async def wrong(self) -> dict[str, list[str]]:
        """What /healthz says is not well."""
        status, text = await self.answers("/healthz")
        told = json.loads(text)
        assert told["well"] is (status == 200)
        assert status in {200, 503}
        return dict(told.get("wrong", {}))

    async def figures(self) -> dict[str, float]:
        """What stands at /metrics."""
        status, text = await self.answers("/metrics")
        assert status == 200
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return {
            sample.name + "".join(sorted(f":{word}" for word in sample.labels.values())): sample.value
            for sample in samples
        }


def a_free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def watched(store: Store, *, polls: bool = True) -> AsyncIterator[Bot]:
    """A bot that can be asked how it is."""
    listen = Listen("127.0.0.1", a_free_port())
    bot = Bot(str(listen))
    limits = HealthLimits.load(DATA / "health.yaml")
    async with watching(Watched(store, bot.measures, limits, lambda: bot.ended, polls), listen):
        yield bot


async def test_a_bot_that_has_just_begun_is_well(store: Store) -> None:
    async with watched(store) as bot:
        assert await bot.answers("/healthz") == (200, '{"well": true}')
        found = await bot.figures()
        assert found["bot_database_up"] == 1
        assert found["bot_tables_version"] >= 4
        assert found["bot_started_at_seconds"] == pytest.approx(dt.datetime.now(dt.UTC).timestamp(), abs=60)
        assert {found[f"bot_updates_total:{word}"] for word in HANDLED} == {0}
        assert {found[f"bot_sends_total:{word}"] for word in SENDING} == {0}


async def test_what_waits_is_counted_and_too_long_a_wait_is_told(store: Store) -> None:
    async with store.work() as work:
        came = work.now - dt.timedelta(minutes=12)
        rows: list[Base] = [
            Inbox(update_id=1, lane="x", kind="message", received_at=came, state=InboxState.WAITING),
            Inbox(update_id=2, lane="y", kind="message", received_at=came, state=InboxState.ASIDE),
        ]
        for made, later in ((12, None), (50, work.now + dt.timedelta(days=1)), (50, work.now)):
            at = work.now - dt.timedelta(minutes=made)
            rows.append(
                Outbox(
                    lane="x", kind="news", method="sendMessage", state=OutboxState.WAITING, made_at=at, not_before=later
                )
            )
        work.session.add_all(rows)
    async with watched(store) as bot:
        assert await bot.wrong() == {"updates": ["The oldest update that waits has waited for 12 minutes."]}
        found = await bot.figures()
        assert (found["bot_updates_waiting"], found["bot_updates_aside"]) == (1, 1)
        assert found["bot_updates_oldest_seconds"] == pytest.approx(720, abs=30)
        assert found["bot_messages_waiting"] == 2, "what is for tomorrow does not wait"
        assert found["bot_messages_oldest_seconds"] == pytest.approx(720, abs=30), "nor has what was kept until now"


async def test_a_job_that_fails_is_told_and_its_last_success_is_a_figure(store: Store) -> None:
    async with store.work() as work:
        await job_runs.known(work, {"digests": 60, "gone": 60})
        await job_runs.known(work, {"digests": 60, "tidying": 3600})
        await job_runs.succeeded(work, "tidying", 3600)
        await job_runs.failed(work, "digests", 60, "KeyError")
        digests = await work.session.get_one(JobRun, "digests", populate_existing=True)
        digests.counted_from -= dt.timedelta(minutes=6)
        now = work.now.timestamp()
    async with watched(store) as bot:
        assert await bot.wrong() == {"jobs": ["The job “digests” failed (KeyError); it has not gone well yet."]}
        found = await bot.figures()
        jobs = {name: value for name, value in found.items() if name.startswith("bot_job_last_success_seconds")}
        assert jobs == {
            "bot_job_last_success_seconds:digests": 0,
            "bot_job_last_success_seconds:tidying": pytest.approx(now, abs=1),
        }
        async with store.work() as work:
            await job_runs.succeeded(work, "digests", 60)
        assert await bot.wrong() == {}


async def test_a_database_that_does_not_answer_is_told_and_the_process_counts_on(store: Store) -> None:
    async with watched(store) as bot:
        bot.measures.sending("sent")
        async with store.work() as work:
            await work.session.execute(sa.text("DROP TABLE inbox"))
        assert await bot.wrong() == {"database": ["The database does not answer."]}
        found = await bot.figures()
        assert found["bot_database_up"] == 0
        assert found["bot_sends_total:sent"] == 1


async def test_parts_that_ended_or_hang_and_a_telegram_that_is_silent_are_told(store: Store) -> None:
    async with watched(store) as bot:
        with bot.measures.at_work("sending"):
            bot.seconds = 59
            assert await bot.wrong() == {}
            bot.seconds = 61
            assert await bot.wrong() == {"sending": ["One round has gone on for 61 seconds."]}
        assert await bot.wrong() == {}, "the round is over"
        bot.seconds = 301
        assert await bot.wrong() == {"receiving": ["Telegram has not answered for 301 seconds."]}
        bot.measures.heard()
        assert await bot.wrong() == {}
        bot.ended = ["handling"]
        assert await bot.wrong() == {"handling": ["This part has ended."]}
    async with watched(store, polls=False) as bot:
        bot.seconds = 301
        assert await bot.wrong() == {}, "by webhook, Telegram comes when there is something"


async def test_nothing_else_is_there_and_nothing_can_be_sent(store: Store) -> None:
    async with watched(store) as bot:
        assert (await bot.answers("/"))[0] == 404
        async with aiohttp.ClientSession() as session:
            for page in ("/healthz", "/metrics"):
                async with session.post(f"http://{bot.address}{page}", data=b"x") as answer:
                    assert answer.status == 405
        taken = Listen("127.0.0.1", int(bot.address.rpartition(":")[2]))
        second = Watched(store, Measures(), HealthLimits.load(DATA / "health.yaml"), list, polls=True)
        with pytest.raises(CannotListen):
            await watching(second, taken).__aenter__()
