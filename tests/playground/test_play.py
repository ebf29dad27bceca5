"""/play: the people's side over HTTP, closed to other websites, and its description kept true."""

import base64
import inspect
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground.play import actions
from bot.playground.server import BotApiServer
from bot.playground.wire import JsonObject, is_array, is_object
from tests.kit.people import Actor

DESCRIPTION = Path(__file__).parents[2] / "bot" / "playground" / "PLAY.md"
YES = InlineKeyboardMarkup([[InlineKeyboardButton("Kyllä", callback_data="yes")]])


@pytest.fixture
async def page(server: BotApiServer) -> AsyncIterator[aiohttp.ClientSession]:
    """A page of the server's own."""
    async with aiohttp.ClientSession(server.base_url) as session:
        yield session


async def got(page: aiohttp.ClientSession, path: str) -> object:
    async with page.get(path) as response:
        body = await response.json()
        assert body["ok"] is True, body
        return body["result"]


async def done(page: aiohttp.ClientSession, path: str, **arguments: object) -> object:
    async with page.post(path, json=arguments) as response:
        body = await response.json()
        assert body["ok"] is True, body
        return body["result"]


async def objects(page: aiohttp.ClientSession, path: str) -> list[JsonObject]:
    result = await got(page, path)
    assert is_array(result)
    return [item for item in result if is_object(item)]


async def test_a_person_plays_over_http(page: aiohttp.ClientSession, bot: Bot) -> None:
    anna = await done(page, "/play/do/add_person", first_name="Anna", language_code="sv")
    assert isinstance(anna, int)
    await done(page, "/play/do/starts", person_id=anna, payload="host")
    message = await bot.send_message(anna, "Onko koti?", reply_markup=YES)
    shown = await objects(page, f"/play/history?person={anna}")
    assert [(item["text"], item["from_bot"]) for item in shown] == [("/start host", False), ("Onko koti?", True)]
    pressed = await done(page, "/play/do/presses", person_id=anna, message_id=message.message_id, button="Kyllä")
    press = (await bot.get_updates())[-1].callback_query
    assert press is not None
    assert is_object(pressed)
    assert pressed["callback_query_id"] == press.id
    content = base64.b64encode(b"%PDF").decode()
    await done(page, "/play/do/sends_document", person_id=anna, content_base64=content, name="a.pdf")
    document = (await bot.get_updates())[-1].message
    assert document is not None
    assert document.document is not None
    async with page.get(f"/play/file/{document.document.file_id}") as response:
        assert await response.read() == b"%PDF"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    chat = await done(page, "/play/do/create_chat", owner=anna, title="Kanava", kind="channel")
    await done(page, "/play/do/promotes", by=anna, chat_id=chat, person_id=bot.id, rights=["can_post_messages"])
    state = await got(page, "/play/state")
    assert is_object(state)
    assert is_array(state["chats"])
    assert is_object(state["chats"][0])
    assert state["chats"][0]["title"] == "Kanava"


async def test_mistakes_are_told_in_words(page: aiohttp.ClientSession, anna: Actor) -> None:
    for path, arguments, status, why in (
        ("/play/do/dances", {}, 404, "there is no action 'dances'"),
        ("/play/do/says", {"person_id": 1, "text": "hei"}, 400, "there is no person 1"),
        ("/play/do/says", {"person_id": anna.id}, 400, "text"),
        ("/play/do/says", {"person_id": anna.id, "text": "hei", "loudly": True}, 400, "loudly"),
        ("/play/do/sends_photo", {"person_id": anna.id, "content_base64": "å"}, 400, "not base64"),
        ("/play/clock", {"seconds": "many"}, 400, "whole number"),
        ("/play/faults", {"kind": "earthquake"}, 400, "kind"),
    ):
        async with page.post(path, json=arguments) as response:
            body = await response.json()
            assert (response.status, body["ok"]) == (status, False)
            assert why in body["error"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/play/state", {}, 200),
        ("GET", "/play/state", {"Host": "localhost:8080"}, 200),
        ("GET", "/play/state", {"Host": "[::1]:8080"}, 200),
        ("GET", "/play/state", {"Host": "evil.example"}, 403),
        ("GET", "/play/state", {"Host": "127.0.0.1.evil.example"}, 403),
        ("GET", "/play/state", {"Origin": "https://evil.example"}, 403),
        ("GET", "/play/state", {"Origin": "null"}, 403),
        ("GET", "/play/events", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/play/do/list_people", {"Content-Type": "application/json"}, 200),
        ("POST", "/play/do/list_people", {"Content-Type": "text/plain"}, 403),
        ("POST", "/play/do/list_people", {"Content-Type": "application/x-www-form-urlencoded"}, 403),
        ("DELETE", "/play/faults", {"Origin": "http://localhost:1"}, 403),
    ],
)
async def test_other_websites_are_kept_out(
    page: aiohttp.ClientSession, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    async with page.request(method, path, headers=headers, data=b"{}" if method == "POST" else None) as response:
        assert response.status == status


async def test_the_pages_own_origin_is_welcome(page: aiohttp.ClientSession, server: BotApiServer) -> None:
    headers = {"Origin": server.base_url, "Sec-Fetch-Site": "same-origin"}
    async with page.post("/play/do/list_people", json={}, headers=headers) as response:
        assert response.status == 200


async def read_events(response: aiohttp.ClientResponse, count: int) -> list[JsonObject]:
    events: list[JsonObject] = []
    while len(events) < count:
        line = (await response.content.readline()).decode()
        assert line, "the stream of events has ended"
        if line.startswith("data: "):
            events.append(json.loads(line.removeprefix("data: ")))
    return events


async def test_events_come_as_they_happen_and_again_from_any_number(
    page: aiohttp.ClientSession, bot: Bot, anna: Actor
) -> None:
    begin = len(anna.world.server.feed.events)
    async with page.get(f"/play/events?since={begin}") as response:
        await bot.send_chat_action(anna.id, "typing")
        message = await bot.send_message(anna.id, "Hei", reply_markup=YES)
        await anna.presses("Kyllä")
        press = (await bot.get_updates())[-1].callback_query
        assert press is not None
        await press.answer("Selvä", show_alert=True)
        await message.edit_text("✓ Kyllä")
        await message.pin()
        await message.delete()
        events = await read_events(response, 8)
    kinds = [event["kind"] for event in events]
    assert kinds == ["typing", "message", "press", "toast", "edit", "pin", "message", "delete"]
    assert [event["number"] for event in events] == list(range(begin + 1, begin + 9))
    toast = events[3]["data"]
    assert is_object(toast)
    assert (toast["text"], toast["show_alert"], toast["person_id"]) == ("Selvä", True, anna.id)
    async with page.get("/play/events", headers={"Last-Event-ID": str(begin + 6)}) as response:
        assert await read_events(response, 2) == events[6:]


async def test_faults_and_requests_over_http(page: aiohttp.ClientSession, bot: Bot, anna: Actor) -> None:
    number = await done(page, "/play/faults", kind="error", method="getMe", times=None)
    with pytest.raises(Exception, match="Internal Server Error"):
        await bot.get_me()
    (laid,) = await objects(page, "/play/faults")
    assert (laid["id"], laid["struck"]) == (number, 1)
    async with page.delete(f"/play/faults?id={number}", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 200
    await bot.get_me()
    asked = await objects(page, "/play/requests?method=getme")
    assert [(entry["status"], entry["written"]) for entry in asked[-2:]] == [(500, True), (200, True)]
    assert await objects(page, f"/play/requests?since={asked[-1]['number']}") == []


async def test_a_broken_update_and_the_clock_over_http(page: aiohttp.ClientSession, server: BotApiServer) -> None:
    server.api.observer = None
    await done(page, "/play/updates", message={"text": "no date"})
    before = server.clock.now()
    await done(page, "/play/clock", seconds=3600)
    assert (server.clock.now() - before).total_seconds() >= 3600
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.base_url}/bot{server.token}/getUpdates?limit=1") as response,
    ):
        assert (await response.json())["result"][0]["message"] == {"text": "no date"}


async def test_commands_over_http(page: aiohttp.ClientSession, bot: Bot, anna: Actor) -> None:
    await bot.set_my_commands([("apua", "Apua")], language_code="fi")
    assert await got(page, f"/play/commands?person={anna.id}") == [{"command": "apua", "description": "Apua"}]


def test_the_description_names_every_action(server: BotApiServer) -> None:
    rows = []
    for name, action in actions(server.people).items():
        arguments = [
            parameter.name + ("" if parameter.default is inspect.Parameter.empty else "?")
            for parameter in inspect.signature(action).parameters.values()
        ]
        summary = (inspect.getdoc(action) or "").split("\n")[0]
        rows.append(f"| `{name}` | {', '.join(arguments)} | {summary} |")
    table = "\n".join(rows)
    assert table in DESCRIPTION.read_text(), f"PLAY.md should hold this table:\n{table}"
