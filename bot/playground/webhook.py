"""Sending updates to a bot's webhook: in order within a lane, lanes side by side, again until they are taken."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp

from bot.playground.clock import Clock
from bot.playground.limits import Limits
from bot.playground.updates import Queued, UpdateQueue
from bot.playground.wire import JsonObject

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the header's name


class Webhook:
    """Where updates are sent to, while a webhook is set."""

    def __init__(self, queue: UpdateQueue, clock: Clock, limits: Limits) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.last_error_at: datetime | None = None
        self.last_error = ""
        self.sent: Callable[[JsonObject], None] = lambda _update: None
        self._queue = queue
        self._clock = clock
        self._limits = limits
        self._news = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._running: asyncio.Task[None] | None = None
        queue.listeners.append(self._news.set)

    def set(self, url: str, secret: str, max_connections: int) -> None:
        """Send updates there from now on."""
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error_at, self.last_error = None, ""
        self._news.set()
        self._running = asyncio.get_running_loop().create_task(self._run())

    async def unset(self) -> None:
        """Send no more."""
        self.url = ""
        tasks = [task for task in (self._running, *self._busy.values()) if task is not None]
        self._running = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._busy.clear()

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
            while True:
                await self._news.wait()
                self._news.clear()
                for update in self._queue.pending():
                    if update.lane not in self._busy and len(self._busy) < self.max_connections:
                        self._busy[update.lane] = asyncio.create_task(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: Queued) -> None:
        """Send one update until it is taken or expires; meanwhile later ones of its lane wait."""
        tries = 0
        try:
            while update.expires > self._clock.now():
                wait = await self._send(session, update)
                if wait is None:
                    self._queue.forget([update.update_id])
                    return
                retry = self._limits.webhook_retry
                await asyncio.sleep(wait or retry[min(tries, len(retry) - 1)])
                tries += 1
        finally:
            self._busy.pop(update.lane, None)
            self._news.set()

    async def _send(self, session: aiohttp.ClientSession, update: Queued) -> float | None:
        """None if it was taken; otherwise how long the bot asked us to wait (0: it did not say)."""
        body = update.json()
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=body, headers=headers) as response:
                if 200 <= response.status <= 299:
                    self.sent(body)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                asked = response.headers.get("Retry-After", "")
                return float(asked) if asked.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError) as error:
            refused = isinstance(error, aiohttp.ClientConnectorError)
            self._failed("Connection refused" if refused else "Webhook connection closed")
            return 0.0

    def _failed(self, why: str) -> None:
        self.last_error_at, self.last_error = self._clock.now(), why
