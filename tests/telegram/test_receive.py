"""Telegram is told that an update was received only when it is on disk, and no update can stop those behind it."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import io
import itertools
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.playground.faults import Fault
from bot.playground.wire import JsonObject
from bot.store import inbox
from bot.store.store import Store
from bot.telegram.api import Api
from bot.telegram.arrivals import ALLOWED_UPDATES
from bot.telegram.receive import Keeper, Poll, Webhook
from tests.kit.people import Actor, World
from tests.telegram.machine import Machine, application, eventually

MESSAGE: JsonObject = {
    "message_id": 1,
    "chat": {"id": 5, "type": "private"},
    "from": {"id": 5, "is_bot": False, "first_name": "A"},
}


def locked(file: Path) -> sqlite3.Connection:
    """Somebody outside who writes into the database, until they commit."""
    outside = sqlite3.connect(file, isolation_level=None, timeout=5, check_same_thread=False)
    outside.execute("BEGIN IMMEDIATE")
    return outside


async def test_nothing_is_confirmed_before_it_is_on_disk(machine: Machine, anna: Actor, tmp_path: Path) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    outside = await asyncio.to_thread(locked, tmp_path / "bot.db")
    await anna.says("while the disk is busy")
    polls = len(machine.server.journal.of("getUpdates"))
    await asyncio.sleep(0.5)
    (waiting,) = machine.server.account.updates.pending()
    assert "while the disk is busy" in str(waiting.body)
    assert len(machine.server.journal.of("getUpdates")) <= polls + 1
    outside.execute("COMMIT")
    outside.close()
    await anna.sees("heard: while the disk is busy")
    await eventually(lambda: machine.server.account.updates.pending() == [])


async def test_a_process_that_dies_after_the_commit_handles_it_once_after_its_restart(
    machine: Machine, anna: Actor
) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    machine.route.stop()
    await anna.says("one")
    await eventually(lambda: machine.server.account.updates.pending() == [])
    await machine.again()
    await anna.sees("heard: one")
    await anna.says("two")
    await anna.sees("heard: two")
    assert [screen.text for screen in anna.screens if "one" in screen and screen.from_bot] == ["heard: one"]


async def test_what_was_not_confirmed_comes_again_and_changes_nothing(machine: Machine, anna: Actor) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    machine.server.faults.add(Fault("hang", method="getUpdates", times=2))
    await anna.says("one")
    await anna.sees("heard: one", within=10)
    await anna.says("two")
    await anna.sees("heard: two", within=10)
    assert [screen.text for screen in anna.screens if screen.from_bot] == ["heard: /start", "heard: one", "heard: two"]


BROKEN: list[JsonObject] = [
    {"message": dict(MESSAGE)},
    {"message": {**MESSAGE, "date": "yesterday"}},
    {"message": {**MESSAGE, "date": 1_800_000_000, "chat": "none"}},
    {"message": None},
    {"message": []},
    {"callback_query": {"id": "1"}},
    {},
]


@pytest.mark.parametrize("body", BROKEN)
async def test_a_broken_update_stops_nobody(machine: Machine, anna: Actor, body: JsonObject) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    machine.push(body)
    await anna.says("after it")
    await anna.sees("heard: after it")
    polls = len(machine.server.journal.of("getUpdates"))
    await asyncio.sleep(0.3)
    assert len(machine.server.journal.of("getUpdates")) - polls < 4, "the loop does not spin"
    assert machine.server.account.updates.pending() == []


async def test_a_broken_update_is_set_aside_for_whoever_looks_into_it(machine: Machine, anna: Actor) -> None:
    await machine.start()
    machine.push({"message": dict(MESSAGE)})
    await eventually(lambda: machine.aside == ["Unreadable"])
    # Who looks into it is told within the turn; what the turn keeps is seen once it has ended.
    for _ in range(500):
        if await _set_aside(machine.store):
            break
        await asyncio.sleep(0.02)
    assert await _set_aside(machine.store) == 1


async def _set_aside(store: Store) -> int:
    async with store.look() as work:
        return (await inbox.count(work)).aside


async def test_an_unknown_kind_is_kept_and_passed_over(machine: Machine, anna: Actor) -> None:
    await machine.start()
    machine.push({"subscription": {"user": {"id": 5, "is_bot": False, "first_name": "A"}, "new_field": [1]}})
    await anna.starts()
    await anna.sees("heard: /start")
    assert machine.aside == []


async def test_an_update_without_a_number_is_left_behind(machine: Machine, anna: Actor) -> None:
    await machine.start()
    machine.server.faults.add(Fault("garbage", method="getUpdates", applied=False))
    await anna.starts()
    await anna.sees("heard: /start")
    assert await machine.keeper.keep([{"message": {}}, None, 7, []]) is None


async def test_telegram_is_asked_for_exactly_what_we_want_and_every_time(machine: Machine, anna: Actor) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    asked = {request.params["allowed_updates"] for request in machine.server.journal.of("getUpdates")}
    assert len(asked) == 1
    assert all(f'"{kind}"' in next(iter(asked)) for kind in ALLOWED_UPDATES)


async def test_numbers_that_begin_anew_after_a_quiet_week_are_seen(machine: Machine, anna: Actor) -> None:
    machine.poll_timeout = 0
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    machine.server.account.updates._ids = itertools.count(17)
    await anna.says("after a week")
    await anna.sees("heard: after a week", within=8)


async def test_a_second_program_is_reported_once_and_we_go_on(machine: Machine, anna: Actor, world: World) -> None:
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start")
    other = application(world.server)
    api = Api(other.bot)
    await eventually(lambda: machine.server.account.poll.is_waiting)
    await api.call("getUpdates", {"timeout": 0, "offset": -1})
    stealing = asyncio.create_task(api.call("getUpdates", {"timeout": 1}))
    await eventually(lambda: machine.conflicts == 1, within=8)
    await asyncio.gather(stealing, return_exceptions=True)
    await other.bot.request.shutdown()
    for request in other.bot._request:
        await request.shutdown()
    await anna.says("still there?")
    await anna.sees("heard: still there?", within=15)
    assert machine.conflicts == 1


@pytest.mark.parametrize("kind", ["error", "bad_gateway", "cut", "garbage", "too_many_requests"])
async def test_whatever_happens_to_a_question_it_is_asked_again(machine: Machine, anna: Actor, kind: str) -> None:
    machine.server.faults.add(Fault(kind, method="getUpdates", times=2))  # type: ignore[arg-type]  # one of its kinds
    await machine.start()
    await anna.starts()
    await anna.sees("heard: /start", within=10)


async def test_a_wrong_token_ends_it_loudly(world: World, machine: Machine) -> None:
    await machine.start()
    await machine.stop()
    world.server.token = "1:other"
    app = application(world.server)
    poll = Poll(Api(app.bot), machine.keeper)
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(poll.run(), 5)
    for request in app.bot._request:
        await request.shutdown()


async def test_the_end_of_polling_does_not_wait_for_the_open_question(machine: Machine) -> None:
    machine.poll_timeout = 50
    await machine.start()
    await eventually(lambda: machine.server.account.poll.is_waiting)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await machine.stop()
    assert loop.time() - begun < 2


class Hook:
    """A webhook that listens here, and a way to call it as anybody might."""

    def __init__(self, webhook: Webhook, store: Store, port: int) -> None:
        self.webhook = webhook
        self.store = store
        self.url = f"http://127.0.0.1:{port}"

    async def post(
        self, body: object, *, path: str = "/hook", secret: str | None = "s3cret", method: str = "POST"
    ) -> int:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        async with self.posting(data, path=path, secret=secret, method=method) as answer:
            return answer.status

    @contextlib.asynccontextmanager
    async def posting(
        self, data: object, *, path: str = "/hook", secret: str | None = "s3cret", method: str = "POST"
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with (
            aiohttp.ClientSession(trust_env=False) as session,
            session.request(method, self.url + path, headers=headers, data=data) as answer,
        ):
            yield answer

    async def kept(self) -> list[int]:
        async with self.store.work() as work:
            return [one.update_id for one in await inbox.claim(work, busy=(), lanes=99, most=99)]


@pytest.fixture
async def hook(world: World, tmp_path: Path) -> AsyncIterator[Hook]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path / "data.key")
    app = application(world.server)
    port = _free_port()
    webhook = Webhook(
        Api(app.bot),
        Keeper(store, lambda: None),
        url=f"http://127.0.0.1:{port}/hook",
        secret="s3cret",
        path="/hook",
        host="127.0.0.1",
        port=port,
    )
    running = asyncio.create_task(webhook.run())
    await eventually(lambda: bool(world.server.journal.of("setWebhook")))
    yield Hook(webhook, store, port)
    webhook.stop()
    await running
    for request in app.bot._request:
        await request.shutdown()
    await store.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_a_call_of_telegrams_is_kept_before_it_is_answered(hook: Hook) -> None:
    assert await hook.post({"update_id": 7, "message": MESSAGE}) == 200
    assert await hook.kept() == [7]


async def test_only_telegram_can_call(hook: Hook) -> None:
    update = {"update_id": 7, "message": MESSAGE}
    assert await hook.post(update, secret="wrong") == 403
    assert await hook.post(update, secret=None) == 403
    assert await hook.post(update, secret="s3cret ä") == 403
    assert await hook.post(update, path="/") == 404
    assert await hook.post(update, path="/hook/") == 404
    assert await hook.post(update, method="GET") == 405
    assert await hook.post(update, method="PUT") == 405
    assert await hook.post(b"no json") == 400
    assert await hook.post(b"[" * 100_000) == 400
    assert await hook.post(b'"' + b"x" * (2 << 20) + b'"') == 413
    assert await hook.kept() == []


async def test_the_secret_is_compared_in_constant_time_and_before_anything_is_read(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = hmac.compare_digest

    def remembering(given: bytes, right: bytes) -> bool:
        compared.append((given, right))
        return real(given, right)

    monkeypatch.setattr("bot.telegram.receive.hmac.compare_digest", remembering)
    for secret in (None, "s3cre", "s3cret"):
        await hook.post({"update_id": 7, "message": MESSAGE}, secret=secret)
    assert compared == [(b"", b"s3cret"), (b"s3cre", b"s3cret"), (b"s3cret", b"s3cret")]
    assert await hook.post(b"x" * (2 << 20), secret="wrong") == 403, "of a stranger's call nothing is read"


@pytest.mark.parametrize("body", [[], {}, None, 7, "x", {"message": MESSAGE}, {"update_id": "7"}, [{"update_id": 7}]])
async def test_what_is_no_update_is_refused_and_nothing_is_told_of_why(hook: Hook, body: object) -> None:
    async with hook.posting(json.dumps(body).encode()) as answer:
        assert answer.status == 400
        assert await answer.text() == "400: Bad Request"
        assert not answer.headers["Server"]
    assert await hook.kept() == []


async def test_a_body_without_a_length_is_limited_too(hook: Hook) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * (1 << 17)

    with contextlib.suppress(aiohttp.ClientConnectionError):
        async with hook.posting(endless()) as answer:
            assert answer.status == 413
    assert await hook.post({"update_id": 7, "message": MESSAGE}) == 200
    assert await hook.kept() == [7]


async def test_a_call_that_comes_twice_is_kept_once(hook: Hook) -> None:
    assert [await hook.post({"update_id": 7, "message": MESSAGE}) for _ in range(2)] == [200, 200]
    assert await hook.kept() == [7]


async def test_a_call_is_not_answered_before_it_is_on_disk(hook: Hook, tmp_path: Path) -> None:
    outside = await asyncio.to_thread(locked, tmp_path / "bot.db")
    call = asyncio.create_task(hook.post({"update_id": 7, "message": MESSAGE}))
    await eventually(hook.store.database._writer.locked)
    assert not call.done()
    outside.execute("COMMIT")
    outside.close()
    assert await call == 200
    assert await hook.kept() == [7]


async def test_what_cannot_be_kept_is_asked_for_again(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> contextlib.AbstractAsyncContextManager[None]:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as disk:
        disk.setattr(hook.store, "work", full)
        assert await hook.post({"update_id": 7, "message": MESSAGE}) == 503
    assert await hook.post({"update_id": 7, "message": MESSAGE}) == 200
    assert await hook.kept() == [7]


async def test_calls_that_come_together_share_commits(hook: Hook) -> None:
    answers = await asyncio.gather(*(hook.post({"update_id": n, "message": MESSAGE}) for n in range(40)))
    assert answers == [200] * 40
    assert await hook.kept() == list(range(40))


async def test_people_are_heard_by_webhook(hook: Hook, anna: Actor) -> None:
    await anna.starts()
    await anna.says("hello")
    await eventually(lambda: not anna.world.server.account.updates.pending())
    assert len(await hook.kept()) == 2
