"""Calls to Telegram: never inside a transaction, and nothing of an answer in the log."""

from __future__ import annotations

import logging

import pytest
from telegram.error import InvalidToken, TelegramError

from bot.playground.faults import Fault
from bot.telegram.api import Api, no_calls
from tests.kit.people import Actor, World
from tests.telegram.machine import application


async def test_a_call_inside_a_transaction_is_refused(world: World) -> None:
    app = application(world.server)
    await app.initialize()
    api = Api(app.bot)
    with no_calls(), pytest.raises(TelegramError, match="outbox"):
        await api.call("getMe", {})
    assert isinstance(await api.call("getMe", {}), dict)
    assert len(world.server.journal.of("getMe")) == 2
    await app.shutdown()


async def test_an_answer_that_is_no_json_is_an_error_without_its_text(
    world: World, anna: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.starts()
    world.server.faults.add(Fault("garbage", method="sendMessage"))
    app = application(world.server)
    await app.initialize()
    with caplog.at_level(logging.INFO), pytest.raises(TelegramError, match="Invalid server response"):
        await Api(app.bot).call("sendMessage", {"chat_id": anna.id, "text": "Canary"})
    assert not [record for record in caplog.records if record.name.startswith("telegram")]
    await app.shutdown()


async def test_a_wrong_token_is_told_apart_from_a_method_that_is_not_there(world: World) -> None:
    app = application(world.server)
    await app.initialize()
    with pytest.raises(InvalidToken, match="method not found"):
        await Api(app.bot).call("sendNothing", {})
    await app.shutdown()
    world.server.token = "1:other"
    wrong = application(world.server)
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await Api(wrong.bot).call("getMe", {})
    await wrong.bot.request.shutdown()
