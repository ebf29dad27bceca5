"""The test kit itself: it waits, it fails readably, and it notices what the Bot API would not know."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground.params import Params
from bot.playground.wire import JsonObject
from tests.kit.api_check import ApiCheck
from tests.kit.people import Actor, World, a_world


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in labels]])


async def test_a_person_waits_for_what_is_still_to_come(bot: Bot, anna: Actor) -> None:
    async def later() -> None:
        await asyncio.sleep(0.1)
        await bot.send_message(anna.id, "Hei Anna", reply_markup=keyboard("Kyllä", "Ei"))

    task = asyncio.create_task(later())
    screen = await anna.sees("Anna")
    assert list(screen.buttons) == ["Kyllä", "Ei"]
    await task


async def test_only_what_is_new_since_ones_own_last_action_is_seen(bot: Bot, anna: Actor) -> None:
    message = await bot.send_message(anna.id, "Montako?", reply_markup=keyboard("1", "2"))
    await anna.sees("Montako?")
    await anna.says("kaksi")
    with pytest.raises(pytest.fail.Exception):
        await anna.sees("Montako?", within=0.05)
    await message.edit_text("Montako? ✓ 2")
    await anna.sees("Montako?")


async def test_a_failure_shows_the_whole_chat(bot: Bot, anna: Actor) -> None:
    await bot.send_message(anna.id, "Montako?", reply_markup=keyboard("1", "2"))
    await anna.says("kaksi")
    with pytest.raises(pytest.fail.Exception) as failure:
        await anna.sees("Kiitos", within=0.05)
    told = str(failure.value)
    assert "'Kiitos' did not come within 0.05 s" in told
    assert "bot: Montako?" in told
    assert "[1] [2]" in told
    assert "Anna: kaksi" in told


async def test_a_button_that_is_not_there_names_those_that_are(bot: Bot, anna: Actor) -> None:
    await bot.send_message(anna.id, "Montako?", reply_markup=keyboard("Yksi", "Kaksi"))
    with pytest.raises(pytest.fail.Exception, match=r"no button 'Kolme'; visible: \[Yksi\] \[Kaksi\]"):
        await anna.presses("Kolme", within=0.05)
    with pytest.raises(pytest.fail.Exception, match="no button 'k'"):
        await anna.presses("k", within=0.05)
    pressed = await anna.presses("yks")
    assert pressed.callback_query_id


async def test_a_toast_that_does_not_come(anna: Actor) -> None:
    with pytest.raises(pytest.fail.Exception, match="no toast with 'Kiitos'"):
        await anna.sees_toast("Kiitos", within=0.05)


async def test_a_channel_is_looked_at_and_pressed_in(bot: Bot, world: World, anna: Actor) -> None:
    kaisa = await world.person("Kaisa")
    channel = await world.channel("Koordinaattorit", anna, members=[kaisa])
    card = await bot.send_message(channel.chat_id, "K-234567", reply_markup=keyboard("Ota"))
    await channel.sees("K-234567")
    await kaisa.presses("Ota", in_=channel)
    press = (await bot.get_updates())[-1].callback_query
    assert press is not None
    assert press.from_user.id == kaisa.id
    await press.answer("Kiitos")
    await kaisa.sees_toast("Kiitos")
    await card.edit_text("K-234567 Kaisa otti")
    await channel.sees("Kaisa otti")
    channel.has_not_seen("Anna otti")
    with pytest.raises(pytest.fail.Exception, match="should not be there"):
        channel.has_not_seen("Kaisa")


async def test_a_world_of_ones_own() -> None:
    async with a_world() as world:
        anna = await world.person("Anna", language="en")
        assert anna.chat.person is not None
        with pytest.raises(pytest.fail.Exception, match="nothing yet"):
            _ = anna.screen


USER: JsonObject = {"id": 1, "is_bot": False, "first_name": "A"}
MESSAGE: JsonObject = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": USER, "text": "x"}


@pytest.mark.parametrize(
    ("method", "params", "result", "why"),
    [
        ("makeCoffee", {}, True, "no such method"),
        ("sendMessage", {"chat_id": "1"}, MESSAGE, "request does not fit"),
        ("sendMessage", {"chat_id": "1", "text": "x", "color": "red"}, MESSAGE, "unknown field request.color"),
        ("sendMessage", {"chat_id": "1", "text": "x", "protect_content": '"yes"'}, MESSAGE, "changes when"),
        ("sendMessage", {"chat_id": "1", "text": "x"}, True, "reply does not fit"),
        ("sendMessage", {"chat_id": "1", "text": "x"}, {**MESSAGE, "mood": "good"}, "unknown field reply.mood"),
        ("sendMessage", {"chat_id": "1", "text": "x"}, {**MESSAGE, "message_id": "1"}, "reply changes when"),
        ("sendMessage", {"chat_id": "1", "text": "x"}, {**MESSAGE, "from": {**USER, "x": 1}}, "reply.from_user.x"),
        ("getUpdates", {}, [{"update_id": 1, "message": {"text": "x"}}], "updates does not fit"),
        ("sendPhoto", {"chat_id": "1", "photo": "attach://a"}, MESSAGE, "was not sent"),
        ("webhook", {}, [{"update_id": 1, "news": {}}], "unknown field updates[0].news"),
    ],
)
def test_the_checker_notices(method: str, params: dict[str, str], result: object, why: str) -> None:
    check = ApiCheck()
    check(method, Params(params), {"ok": True, "result": result})
    assert any(why in problem for problem in check.problems), check.problems
    with pytest.raises(AssertionError, match="the Bot API would not know this"):
        check.clean()


def test_the_checker_notices_refusals_of_another_shape() -> None:
    check = ApiCheck()
    check("getMe", Params(), {"ok": False, "error_code": "400", "description": "no"})
    check("getMe", Params(), {"ok": False, "error_code": 429, "description": "no", "parameters": {"retry_after": "x"}})
    assert len(check.problems) == 2


def test_the_checker_is_content_with_what_is_right() -> None:
    check = ApiCheck()
    params = Params({"chat_id": "1", "text": "5", "protect_content": "true", "reply_parameters": '{"message_id": 1}'})
    check("sendMessage", params, {"ok": True, "result": MESSAGE})
    check("getMe", Params(), {"ok": False, "error_code": 429, "description": "no", "parameters": {"retry_after": 1}})
    check.clean()
    assert check.seen == {"sendMessage": 1, "getMe": 1}
