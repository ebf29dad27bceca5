"""Reading a Bot API request: form, multipart, JSON or query, as clients send them."""

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.playground.errors import Refused, bad_request
from bot.playground.params import Params
from bot.playground.wire import Upload, is_object


async def read_params(request: web.Request) -> Params:
    """Every parameter as text, whichever way it came; the body's win over the query's."""
    values = dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))
    files: dict[str, Upload] = {}
    if request.content_type == "multipart/form-data":
        await _multipart(request, values, files)
    elif request.content_type == "application/json":
        values |= _from_json(await request.text())
    elif request.can_read_body:
        values |= dict(parse_qsl(await request.text(), keep_blank_values=True))
    return Params(values, files)


async def _multipart(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("nested multipart is not understood")
        content = bytes(await part.read())
        if part.filename is None:
            values[part.name] = content.decode()
        else:
            mime_type = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, content, mime_type)


def _from_json(body: str) -> dict[str, str]:
    try:
        values: object = json.loads(body) if body.strip() else {}
    except ValueError:
        raise Refused(400, "Bad Request: can't parse JSON object") from None
    if not is_object(values):
        raise Refused(400, "Bad Request: can't parse JSON object")
    return {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
