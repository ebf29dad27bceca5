"""Updates from Telegram into the inbox: committed before Telegram is told that they were received.

By polling (the next question confirms what the last one brought) or by webhook (the answer 200 confirms).
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web
from telegram.error import Conflict, InvalidToken, TelegramError, TimedOut

from bot.health.measures import Measures
from bot.store import inbox
from bot.store.inbox import Arrival
from bot.store.interviews import Json
from bot.store.store import Store
from bot.telegram.api import Api
from bot.telegram.arrivals import ALLOWED_UPDATES, arrival
from bot.telegram.outcomes import Held, judge
from bot.telegram.waiting import unless_stopped, until_set

_log = structlog.get_logger("bot.receive")
_MOST_AT_ONCE: Final = 100
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0
# An update is small; Telegram's largest are messages of 4096 signs with keyboards.
_MOST_BYTES: Final = 1 << 20
# A commit takes no longer; what is not answered by then, Telegram brings again.
_LAST_CALLS_SECONDS: Final = 2.0
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Keeper:
    """Writes updates into the inbox. Those that come at the same time share one commit."""

    def __init__(self, store: Store, wake: Callable[[], None]) -> None:
        self._store = store
        self._wake = wake
        self._waiting: list[tuple[list[Arrival], asyncio.Future[None]]] = []
        self._writing = asyncio.Lock()

    async def keep(self, updates: list[Json]) -> int | None:
        """Commit these updates; the highest number among them. Raises what the database raises."""
        arrivals = [came for came in map(arrival, updates) if came is not None]
        if len(arrivals) < len(updates):
            _log.error("updates_without_number", count=len(updates) - len(arrivals))
        if not arrivals:
            return None
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrivals, kept))
        async with self._writing:
            await self._write_all()
        await kept
        return max(came.update_id for came in arrivals)

    async def _write_all(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        failure: Exception | None = RuntimeError("interrupted")
        try:
            async with self._store.work() as work:
                fresh = await inbox.keep(work, [came for arrivals, _ in batch for came in arrivals])
            failure = None
            _log.debug("received", new=fresh)
            self._wake()
        except Exception as error:
            failure = error
        finally:
            for _, kept in batch:
                if failure is None:
                    kept.set_result(None)
                else:
                    kept.set_exception(failure)


class Poll:
    """Asks Telegram for updates, one question after the other."""

    def __init__(
        self,
        api: Api,
        keeper: Keeper,
        *,
        timeout: int = 30,
        read_timeout: float = 10.0,
        on_conflict: Callable[[], Awaitable[None]] | None = None,
        on_caught_up: Callable[[], None] = lambda: None,
        first_pause: float = _FIRST_PAUSE,
        measures: Measures | None = None,
    ) -> None:
        """`timeout` and `read_timeout` in seconds: how long a question stays open, and how long we wait beyond it.

        `on_conflict` is called once for each time that another program begins to use the same token.
        """
        self._api = api
        self._keeper = keeper
        self._timeout = timeout
        self._read_timeout = read_timeout
        self._on_conflict = on_conflict
        self._on_caught_up = on_caught_up
        self._first_pause = first_pause
        self._measures = measures or Measures()
        self._offset: int | None = None
        self._pause = 0.0
        self._conflict = False
        self._stopping = asyncio.Event()
        self.catching_up = True
        """More updates may be waiting at Telegram than we have got so far."""

    def stop(self) -> None:
        """Ask no more. What Telegram gave and was not confirmed, it gives again at the next start."""
        self._stopping.set()

    async def run(self) -> None:
        """Until `stop`. Raises InvalidToken: then there is nothing to wait for."""
        unhooked = False
        while not self._stopping.is_set():
            try:
                if not unhooked:
                    # With a webhook set, Telegram refuses every question.
                    await unless_stopped(self._stopping, self._api.call("deleteWebhook", {}))
                    unhooked = True
                await self._once()
            except InvalidToken:
                raise
            except Exception as error:
                await self._failed(error)

    async def _once(self) -> None:
        updates = await unless_stopped(self._stopping, self._ask())
        if updates is None:
            return
        self._measures.heard()
        highest = await self._keeper.keep(updates)
        # An empty answer to an offset has confirmed all before it. Asking without one afterwards brings the same, and
        # also what comes when Telegram, after a quiet week, counts anew from a lower number.
        self._offset = None if highest is None else highest + 1
        self._pause, self._conflict = 0.0, False
        self._set_catching_up(len(updates) >= _MOST_AT_ONCE)
        if updates and highest is None:
            raise TelegramError("updates without numbers")

    async def _ask(self) -> list[Json]:
        params: dict[str, Json] = {
            # While more may be waiting, an empty answer is wanted at once: it says that we have caught up.
            "timeout": 0 if self.catching_up else self._timeout,
            "limit": _MOST_AT_ONCE,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            params["offset"] = self._offset
        answer = await self._api.call("getUpdates", params, read_timeout=self._timeout + self._read_timeout)
        if not isinstance(answer, list):
            raise TelegramError("Invalid server response")
        return answer

    async def _failed(self, error: Exception) -> None:
        self._set_catching_up(False)
        if isinstance(error, TimedOut):
            _log.info("poll_timed_out")
        elif isinstance(error, Conflict):
            _log.error("another_program_uses_this_token")
            if not self._conflict and self._on_conflict is not None:
                await self._on_conflict()
            self._conflict = True
        else:
            _log.warning("poll_failed", error=type(error).__name__)
        self._pause = min(max(self._first_pause, 2 * self._pause), _LONGEST_PAUSE)
        outcome = judge(error) if isinstance(error, TelegramError) else None
        wait = max(self._pause, outcome.seconds) if isinstance(outcome, Held) else self._pause
        await until_set(self._stopping, wait)

    def _set_catching_up(self, more: bool) -> None:
        if self.catching_up and not more:
            self.catching_up = False
            self._on_caught_up()
        self.catching_up = more


class Webhook:
    """Lets Telegram bring updates: POST of one path, with the secret, and an answer only when they are committed."""

    def __init__(self, api: Api, keeper: Keeper, *, url: str, secret: str, path: str, host: str, port: int) -> None:
        """`url` is what Telegram calls; `path` is what is left of it when it comes to `host` and `port`."""
        self._api = api
        self._keeper = keeper
        self._url = url
        self._secret = secret
        self._host, self._port = host, port
        self._stopping = asyncio.Event()
        self.app = web.Application(client_max_size=_MOST_BYTES)
        self.app.router.add_post(path, self._take)
        self.app.on_response_prepare.append(_say_little)
        self.catching_up = False

    def stop(self) -> None:
        """Take nothing new; what is being committed is answered."""
        self._stopping.set()

    async def run(self) -> None:
        """Until `stop`. Raises OSError where the port is taken, InvalidToken, and what setWebhook is refused with."""
        runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=_LAST_CALLS_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
            await self._announce()
            await self._stopping.wait()
        finally:
            await runner.cleanup()

    async def _announce(self) -> None:
        hook: dict[str, Json] = {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                await unless_stopped(self._stopping, self._api.call("setWebhook", hook))
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                _log.warning("webhook_not_set", error=type(error).__name__)
                await until_set(self._stopping, pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._secret.encode()):
            _log.warning("webhook_wrong_secret")
            raise web.HTTPForbidden
        try:
            update = json.loads((await request.read()).decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest from None
        try:
            kept = await self._keeper.keep([update])
        except Exception as error:
            # Telegram offers it again.
            _log.error("update_not_kept", error=type(error).__name__)
            raise web.HTTPServiceUnavailable from None
        if kept is None:
            raise web.HTTPBadRequest
        return web.Response()


async def _say_little(_request: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know by what program, and of which version, the calls are taken."""
    response.headers["Server"] = ""
