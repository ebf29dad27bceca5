"""Updates sent to a webhook: with the secret, in order, again until they are taken."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict, RetryAfter

from bot.playground.waiting import Bell
from bot.playground.wire import JsonObject
from tests.kit.people import World


@dataclass
class Receiver:
    """A bot's webhook, which can be told to fail."""

    url: str = ""
    got: list[JsonObject] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.failing.pop(0) if self.failing else 200
        if status == 200:
            self.got.append(await request.json())
        self.bell.ring()
        return web.Response(status=status)

    async def until(self, true: Callable[[], bool]) -> None:
        assert await self.bell.until(true, 5.0)

    def texts(self) -> list[object]:
        return [update["message"]["text"] for update in self.got if isinstance(update["message"], dict)]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.add_routes([web.post("/hook", receiver.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_in_order(bot: Bot, world: World, receiver: Receiver) -> None:
    anna = await world.person("Anna")
    await anna.says("waited for the webhook")
    assert await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    await anna.says("yksi")
    await anna.says("kaksi")
    await receiver.until(lambda: len(receiver.got) == 3)
    assert receiver.texts() == ["waited for the webhook", "yksi", "kaksi"]
    assert set(receiver.secrets) == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (receiver.url, 0)


async def test_what_is_not_taken_is_sent_again_before_what_follows(bot: Bot, world: World, receiver: Receiver) -> None:
    anna = await world.person("Anna")
    receiver.failing = [500, 403]
    await bot.set_webhook(receiver.url)
    await anna.says("yksi")
    await anna.says("kaksi")
    await receiver.until(lambda: len(receiver.got) == 2)
    assert receiver.texts() == ["yksi", "kaksi"]
    assert len(receiver.secrets) == 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"


async def test_one_chat_does_not_hold_up_another(bot: Bot, world: World, receiver: Receiver) -> None:
    anna, bertil = await world.person("Anna"), await world.person("Bertil")
    receiver.failing = [500] * 2
    await bot.set_webhook(receiver.url, max_connections=2)
    await anna.says("Annan")
    await bertil.says("Bertilin")
    await receiver.until(lambda: len(receiver.got) == 2)
    assert sorted(map(str, receiver.texts())) == ["Annan", "Bertilin"]


async def test_polling_and_a_webhook_exclude_each_other(bot: Bot, world: World, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active; use deleteWebhook"):
        await bot.get_updates()
    with pytest.raises(RetryAfter):
        await bot.set_webhook(receiver.url)
    assert await bot.delete_webhook()
    anna = await world.person("Anna")
    await anna.says("hei")
    assert len(await bot.get_updates()) == 1
    assert not receiver.got


async def test_what_waits_can_be_dropped(bot: Bot, world: World, receiver: Receiver) -> None:
    anna = await world.person("Anna")
    await anna.says("old")
    await bot.set_webhook(receiver.url, drop_pending_updates=True, allowed_updates=["message"])
    await anna.says("new")
    await receiver.until(lambda: len(receiver.got) == 1)
    assert receiver.texts() == ["new"]
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)
    await anna.says("unread")
    await bot.delete_webhook(drop_pending_updates=True)
    assert not await bot.get_updates()


async def test_a_bad_secret_or_address_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:1/", secret_token="å")


async def test_a_bad_address_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)invalid webhook url specified"):
        await bot.set_webhook("ftp://nowhere")
