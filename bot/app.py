"""Builds everything once and starts it: the only place that knows every room."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.health.judging import Part
from bot.health.measures import Measures
from bot.health.server import CannotListen, Watched, watching
from bot.jobs.schedule import begin, schedule
from bot.operating import chats
from bot.operating.backups import backups_of
from bot.process_lock import ProcessLock
from bot.settings import Listen, Settings, SettingsError
from bot.store import channels
from bot.store.backups import Backups
from bot.store.store import Store
from bot.telegram import failing
from bot.telegram.admin import introduce
from bot.telegram.api import Api, Request, certificates
from bot.telegram.deliver import Deliver
from bot.telegram.handlers import register
from bot.telegram.house import Controller, House
from bot.telegram.pace import Pace
from bot.telegram.receive import Keeper, Poll, Webhook
from bot.telegram.route import Apps, Route
from bot.telegram.turn import Context
from bot.telegram.waiting import unless_stopped, until_set
from bot.telegram.wrong_codes import WrongCodes

_log = structlog.get_logger("bot.app")
_UNKNOWN = "Telegram does not know TELEGRAM_BOT_TOKEN. Copy it once more from @BotFather into .env."
_MISSING = "TELEGRAM_BOT_TOKEN is missing. Ask @BotFather for one and put it into .env."
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


@dataclass(slots=True)
class Built:
    """The store and the house, and the way to Telegram where there is a token."""

    store: Store
    house: House
    application: Apps | None
    api: Api | None

    async def to_telegram(self) -> Api:
        """The way to Telegram, which has said who the bot is.

        Raises SettingsError without a token, and Impossible where Telegram does not know it or cannot be reached.
        """
        if self.api is None:
            raise SettingsError(_MISSING)
        self.house.bot_id, self.house.username = await chats.own_name(self.api)
        return self.api


@contextlib.asynccontextmanager
async def opened(settings: Settings, token: str | None = None, api_url: str | None = None) -> AsyncIterator[Built]:
    """Everything that a command or the bot needs; closed at the end. Raises the errors of its parts with a sentence."""
    token = token or (settings.token() if settings.live else None)
    house = House.load(
        Controller(settings.controller_name or "", settings.controller_contact or "", settings.data_lies_at),
        settings.timezone,
        settings.national_language,
    )
    house.wrong_codes = WrongCodes(settings.wrong_codes_per_hour)
    store = await Store.open(settings.database_url, settings.data_key_file)
    try:
        await _all_groups_are_known(store, house)
        application = None if token is None else _application(settings, token, api_url or settings.telegram_api_url)
        yield Built(store, house, application, None if application is None else Api(application.bot))
    finally:
        await store.close()


def tell_of_new_key(settings: Settings, store: Store) -> None:
    """Where the data key was made just now: where it is, and to keep a copy."""
    if store.key_made:
        sys.stdout.write(
            f"A new data key was made: {settings.data_key_file}. Keep a copy of it in another place; "
            "without it nobody can ever read the data again.\n"
        )
        sys.stdout.flush()


async def _all_groups_are_known(store: Store, house: House) -> None:
    """Raises SettingsError where a group was taken out of the data file to which something still belongs."""
    async with store.look() as work:
        gone = await channels.slugs_in_use(work) - {group.slug for group in house.groups.all}
    if gone:
        raise SettingsError(
            f"data/local_groups.yaml lacks the group “{min(gone)}”, to which cases, alerts, coordinators or a channel "
            "still belong. Put it back."
        )


def _application(settings: Settings, token: str, api_url: str) -> Apps:
    def request(connections: int) -> Request:
        return Request(
            connection_pool_size=connections,
            connect_timeout=settings.connect_timeout,
            read_timeout=settings.read_timeout,
            write_timeout=settings.write_timeout,
            httpx_kwargs={"verify": certificates()},
        )

    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url.rstrip('/')}/bot")
        .request(request(64))
        .get_updates_request(request(2))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )


CANNOT_LISTEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)
"""The operating system's refusals of an address to listen at."""


def cannot_listen(setting: str, listen: Listen) -> SettingsError:
    """The sentence for an address that another program has, or that is not this machine's."""
    return SettingsError(
        f"{setting}: it is not possible to listen at {listen}. Perhaps another program does, or it is not an address "
        "of this machine. Choose another port, or stop that program."
    )


def stopped_by_signals() -> asyncio.Event:
    """Set when the process is asked to stop (Ctrl+C, SIGTERM)."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def run_bot(settings: Settings) -> None:
    """The bot until it is stopped by a signal."""
    stop = stopped_by_signals()
    with ProcessLock(settings.var_folder, settings.token()):
        async with opened(settings) as built:
            tell_of_new_key(settings, built.store)
            await serve(settings, built, stop)


async def serve(settings: Settings, built: Built, stop: asyncio.Event, ready: asyncio.Event | None = None) -> None:
    """Receives, handles and sends until `stop`; what runs is finished, and nothing new is taken.

    `ready` is set when the bot knows its name and has begun. Raises SettingsError where Telegram refuses the token.
    """
    if built.application is None or built.api is None:
        raise SettingsError(_MISSING)
    await _initialized(built.application, built.api, built.house, stop)
    if stop.is_set():
        return
    parts = _Parts.build(settings, built.store, built.application, built.api, built.house)
    _log.info("started", receiving="webhook" if settings.webhook_url else "polling")
    if ready is not None:
        ready.set()
    try:
        await parts.run(stop)
    except InvalidToken:
        raise SettingsError(_UNKNOWN) from None
    except CannotListen:
        raise cannot_listen("HEALTH_LISTEN", settings.health_listen or settings.webhook_listen) from None
    except OSError as error:
        if error.errno not in CANNOT_LISTEN:
            raise
        raise cannot_listen("WEBHOOK_LISTEN", settings.webhook_listen) from None
    finally:
        await built.application.shutdown()
        _log.info("stopped")


async def _initialized(application: Apps, api: Api, house: House, stop: asyncio.Event) -> None:
    """Asks Telegram who the bot is, until there is an answer."""
    pause = _FIRST_PAUSE
    while not stop.is_set():
        try:
            await unless_stopped(stop, _asked_who(application, api, house))
            return
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                raise SettingsError(_UNKNOWN) from None
            _log.warning("telegram_not_reached", error=type(error).__name__, again_in=pause)
        await until_set(stop, pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


async def _asked_who(application: Apps, api: Api, house: House) -> None:
    await application.initialize()
    await _who_am_i(api, house)


async def _who_am_i(api: Api, house: House) -> None:
    try:
        me = await api.call("getMe", {})
    except InvalidToken:
        raise SettingsError(_UNKNOWN) from None
    if isinstance(me, dict):
        house.username, number = str(me.get("username")), me.get("id")
        house.bot_id = number if isinstance(number, int) else 0


@dataclass(slots=True)
class _Parts:
    """What runs side by side."""

    receive: Poll | Webhook
    route: Route
    deliver: Deliver
    store: Store
    house: House
    api: Api
    measures: Measures
    health_listen: Listen | None
    backups: Backups

    @classmethod
    def build(cls, settings: Settings, store: Store, application: Apps, api: Api, house: House) -> _Parts:
        register(application)
        measures = Measures()
        pace = Pace(settings.send_rate, settings.chat_send_rate, settings.group_sends_per_minute)
        deliver = Deliver(
            store,
            api,
            house,
            pace,
            on_refused=failing.refused,
            catching_up=lambda: receive.catching_up,
            stop_seconds=settings.stop_timeout,
            measures=measures,
        )
        route = Route(
            store,
            application,
            api,
            house,
            on_aside=failing.set_aside,
            on_sent=deliver.wake,
            flood_per_minute=settings.flood_per_minute,
            measures=measures,
        )
        keeper = Keeper(store, route.wake)
        receive: Poll | Webhook
        if settings.webhook_url and settings.webhook_secret:
            receive = _webhook(settings, api, keeper)
        else:
            receive = Poll(
                api,
                keeper,
                timeout=settings.poll_timeout,
                read_timeout=settings.read_timeout,
                on_conflict=failing.conflict,
                on_caught_up=deliver.wake,
                measures=measures,
            )
        backups = backups_of(settings)
        return cls(receive, route, deliver, store, house, api, measures, settings.health_listen, backups)

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`, or until one of the parts cannot go on; the others are stopped then, too."""
        running: dict[Part, asyncio.Task[None]] = {}

        def ended() -> list[Part]:
            return [part for part, task in running.items() if task.done()]

        watched = Watched(self.store, self.measures, self.house.health, ended, polls=isinstance(self.receive, Poll))
        async with watching(watched, self.health_listen):
            await self._side_by_side(stop, running)

    async def _side_by_side(self, stop: asyncio.Event, running: dict[Part, asyncio.Task[None]]) -> None:
        scheduler = schedule(self.store, self.house, self.deliver.wake, self.backups)
        await begin(self.store, scheduler)
        running["receiving"] = asyncio.create_task(self.receive.run())
        running["handling"] = asyncio.create_task(self.route.run())
        running["sending"] = asyncio.create_task(self.deliver.run())
        introducing = asyncio.create_task(introduce(self.api, self.house))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([*running.values(), stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (stopping, introducing):
            task.cancel()
        scheduler.shutdown(wait=False)
        self.receive.stop()
        self.route.stop()
        await asyncio.wait([running["receiving"], running["handling"]])
        self.deliver.stop()
        await asyncio.gather(introducing, stopping, return_exceptions=True)
        await asyncio.gather(*running.values())


def _webhook(settings: Settings, api: Api, keeper: Keeper) -> Webhook:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    url = str(settings.webhook_url)
    listen = settings.webhook_listen
    path = "/" + url.partition("://")[2].partition("/")[2]
    return Webhook(api, keeper, url=url, secret=secret, path=path, host=listen.host, port=listen.port)
