"""Requests in every shape that clients send: form, multipart, JSON, query."""

import json

import aiohttp
import pytest

from bot.playground.server import BotApiServer
from tests.kit.people import Actor

MARKUP = {"inline_keyboard": [[{"text": "Kyllä", "callback_data": "y"}]]}


@pytest.mark.parametrize("shape", ["form", "multipart", "json", "query"])
async def test_the_same_message_in_every_shape(server: BotApiServer, anna: Actor, shape: str) -> None:
    text = "åäö & <b>🏠</b> + %20"
    fields = {"chat_id": str(anna.id), "text": text, "parse_mode": "", "reply_markup": json.dumps(MARKUP)}
    url = f"{server.base_url}/bot{server.token}/sendMessage"
    async with aiohttp.ClientSession() as session:
        if shape == "form":
            request = session.post(url, data=fields)
        elif shape == "multipart":
            form = aiohttp.FormData(fields, default_to_multipart=True)
            request = session.post(url, data=form)
        elif shape == "json":
            request = session.post(url, json={**fields, "chat_id": anna.id, "reply_markup": MARKUP})
        else:
            request = session.get(url, params=fields)
        async with request as response:
            body = await response.json()
    assert body["ok"] is True, body
    assert (anna.screen.text, list(anna.screen.buttons)) == (text, ["Kyllä"])


async def test_files_lie_beside_the_fields_or_are_named_by_them(server: BotApiServer, anna: Actor) -> None:
    url = f"{server.base_url}/bot{server.token}/sendDocument"
    async with aiohttp.ClientSession() as session:
        for name, fields in (("document", {}), ("a", {"document": "attach://a"})):
            form = aiohttp.FormData({"chat_id": str(anna.id), **fields}, quote_fields=False)
            form.add_field(name, b"%PDF", filename="ä.pdf", content_type="application/pdf")
            async with session.post(url, data=form) as response:
                result = (await response.json())["result"]
        file_id = result["document"]["file_id"]
        async with session.post(url, json={"chat_id": anna.id, "document": file_id}) as response:
            again = (await response.json())["result"]["document"]
        assert (again["file_id"], again["file_name"], again["file_size"]) == (file_id, "ä.pdf", 4)
        url = url.replace("sendDocument", "getFile")
        async with session.post(url, json={"file_id": file_id}) as response:
            path = (await response.json())["result"]["file_path"]
        async with session.get(f"{server.base_url}/file/bot{server.token}/{path}") as response:
            assert await response.read() == b"%PDF"
        async with session.get(f"{server.base_url}/file/bot42:wrong/{path}") as response:
            assert response.status == 401
        async with session.get(f"{server.base_url}/file/bot{server.token}/../secret") as response:
            assert response.status == 404


@pytest.mark.parametrize(
    ("method", "fields", "why"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendDocument", {"document": "made-up"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/x.jpg"}, "failed to get HTTP URL content"),
        ("getFile", {}, "file_id not specified"),
        ("getFile", {"file_id": "made-up"}, "wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_files_that_are_not_there(
    server: BotApiServer, anna: Actor, method: str, fields: dict[str, str], why: str
) -> None:
    server.api.observer = None
    url = f"{server.base_url}/bot{server.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json={"chat_id": anna.id, **fields}) as response:
        assert (await response.json())["description"] == f"Bad Request: {why}"


async def test_a_body_that_is_no_json(server: BotApiServer) -> None:
    server.api.observer = None
    headers = {"Content-Type": "application/json"}
    url = f"{server.base_url}/bot{server.token}/getMe"
    async with aiohttp.ClientSession() as session, session.post(url, data=b"{", headers=headers) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)
