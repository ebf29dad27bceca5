"""/healthz and /metrics, for programs on this machine that watch the bot: figures, and never anything of a person."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.health.judging import Fault, Part, job_fault, waiting_faults
from bot.health.limits import HealthLimits
from bot.health.measures import Loop, Measures
from bot.settings import Listen
from bot.store import vitals
from bot.store.store import Store
from bot.store.vitals import Vitals

_log = structlog.get_logger("bot.health")
_LOOPS: Final[tuple[Loop, ...]] = ("handling", "sending")
_NO_DATABASE: Final = Fault("database", "The database does not answer.")


class CannotListen(Exception):
    """The address is another program's, or not this machine's."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: the database, this process's measures, and whether all its parts still run."""

    store: Store
    measures: Measures
    limits: HealthLimits
    ended: Callable[[], Collection[Part]]
    """Which parts of the process no longer run."""
    polls: bool
    """The bot asks Telegram for news, so that a silence means something."""

    async def figures(self) -> Vitals | None:
        """What the database says; None where it does not within its time."""
        try:
            async with asyncio.timeout(self.limits.answer_seconds):
                async with self.store.look() as look:
                    return await vitals.read(look)
        except Exception as error:
            _log.warning("no_figures", error=type(error).__name__)
            return None

    def faults(self, found: Vitals | None) -> list[Fault]:
        """Everything that is not well."""
        if found is None:
            return [_NO_DATABASE, *self._of_process()]
        jobs = [job_fault(job, found.at, self.limits) for job in found.jobs]
        return [*waiting_faults(found, self.limits), *filter(None, jobs), *self._of_process()]

    def _of_process(self) -> list[Fault]:
        faults = [Fault(part, "This part has ended.") for part in self.ended()]
        for loop in _LOOPS:
            if (busy := self.measures.busy_for(loop)) > self.limits.stuck_seconds:
                faults.append(Fault(loop, f"One round has gone on for {busy:.0f} seconds."))
        silence = self.measures.silence
        if self.polls and silence > 60 * self.limits.telegram_silent_minutes:
            faults.append(Fault("receiving", f"Telegram has not answered for {silence:.0f} seconds."))
        return faults


def application(watched: Watched) -> web.Application:
    """The two pages."""

    async def healthz(_request: web.Request) -> web.Response:
        wrong: dict[str, list[str]] = {}
        for fault in watched.faults(await watched.figures()):
            wrong.setdefault(fault.part, []).append(fault.says)
        if not wrong:
            return web.json_response({"well": True})
        return web.json_response({"well": False, "wrong": wrong}, status=503)

    async def metrics(_request: web.Request) -> web.Response:
        text = watched.measures.text(await watched.figures())
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=0)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    return app


@contextlib.asynccontextmanager
async def watching(watched: Watched, listen: Listen | None) -> AsyncIterator[None]:
    """Both pages while the block runs; nothing without an address. Raises CannotListen."""
    if listen is None:
        yield
        return
    runner = web.AppRunner(application(watched), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, listen.host, listen.port).start()
        except OSError:
            raise CannotListen from None
        yield
    finally:
        await runner.cleanup()
