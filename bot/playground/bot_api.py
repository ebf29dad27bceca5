"""The Bot API over HTTP: a request comes in, a method does its work, the reply goes out, unless a fault strikes."""

import asyncio
import inspect
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from aiohttp import web

from bot.playground.account import Account
from bot.playground.errors import Refused, no_such_method, unauthorized
from bot.playground.faults import BAD_GATEWAY, Fault, Faults
from bot.playground.journal import Journal, Request
from bot.playground.methods import METHODS
from bot.playground.params import Params
from bot.playground.requests_in import read_params
from bot.playground.wire import JsonObject

Observer: TypeAlias = Callable[[str, Params, JsonObject], None]
"""Told of every exchange: the method, what came, what went back. An update sent by webhook comes as "webhook"."""

_log = logging.getLogger(__name__)


class BotApi:
    """Serves /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, token: str, account: Account, observer: Observer | None = None) -> None:
        self.token = token
        self.account = account
        self.journal = Journal()
        self.faults = Faults(account.clock)
        self.observer = observer
        self.stopping = asyncio.Event()
        account.webhook.sent = self._observe_webhook

    def routes(self) -> list[web.RouteDef]:
        """For the web application."""
        return [
            web.route("*", r"/bot{token:[^/]*}/{method:[^/]*}", self.handle),
            web.get(r"/file/bot{token:[^/]*}/{path:.+}", self.download),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One Bot API request."""
        name, _ = METHODS.get(request.match_info["method"].lower(), (request.match_info["method"], None))
        entry = self.journal.open(name, self.account.clock.now())
        written = False
        try:
            params, wrong = await self._params(request)
            entry.params = params.values
            entry.files = {field: len(upload.content) for field, upload in params.files.items()}
            entry.chat_id = self._chat_id(params)
            response = await self._respond(request, entry, params, wrong)
            transport = request.transport
            written = transport is not None and not transport.is_closing()
            return response
        finally:
            self.journal.close(entry, written=written)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, by the path that getFile gave."""
        stored = next(
            (file for file in self.account.state.files.values() if file.path == request.match_info["path"]), None
        )
        if request.match_info["token"] != self.token:
            return web.json_response(unauthorized().reply(), status=401)
        if stored is None:
            return web.json_response(Refused(404, "Not Found").reply(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _params(self, request: web.Request) -> tuple[Params, Refused | None]:
        try:
            return await read_params(request), None
        except Refused as refusal:
            return Params(), refusal

    def _chat_id(self, params: Params) -> int | None:
        chat = self.account.state.find_chat(params.text("chat_id").strip())
        return chat.id if chat else None

    async def _respond(
        self, request: web.Request, entry: Request, params: Params, wrong: Refused | None
    ) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            wrong = unauthorized()
        elif request.match_info["method"].lower() not in METHODS:
            wrong = no_such_method()
        if wrong is not None:
            return await self._write(request, entry, params, wrong.code, wrong.reply())
        fault = self.faults.strike(entry.method, entry.chat_id)
        if fault is None:
            return await self._write(request, entry, params, *await self._call(entry, params))
        entry.fault = fault.kind
        return await self._faulty(request, entry, params, fault)

    async def _call(self, entry: Request, params: Params) -> tuple[int, JsonObject]:
        _, handler = METHODS[entry.method.lower()]
        try:
            result = handler(self.account, params)
            if inspect.isawaitable(result):
                result = await result
        except Refused as refusal:
            entry.reply = refusal.reply()
            return refusal.code, entry.reply
        entry.reply = {"ok": True, "result": result}
        return 200, entry.reply

    async def _write(
        self, request: web.Request, entry: Request, params: Params, status: int, reply: JsonObject
    ) -> web.StreamResponse:
        entry.status, entry.reply = status, reply
        self._observe(entry.method, params, reply)
        return await _sent(request, status, json.dumps(reply, ensure_ascii=False), "application/json", reply)

    async def _faulty(self, request: web.Request, entry: Request, params: Params, fault: Fault) -> web.StreamResponse:
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return await self._write(request, entry, params, *await self._call(entry, params))
        reply: JsonObject = {}
        if fault.after:
            _, reply = await self._call(entry, params)
        if fault.kind == "hang":
            await self.stopping.wait()
            raise web.HTTPServiceUnavailable
        if fault.kind == "cut":
            return _cut(request, json.dumps(reply, ensure_ascii=False).encode())
        if fault.kind == "garbage":
            entry.status = 200
            return await _sent(request, 200, "{ok: no JSON", "text/plain")
        if fault.kind == "bad_gateway":
            entry.status = 502
            return await _sent(request, 502, BAD_GATEWAY, "text/html")
        refusal = fault.refusal(self.account.clock.now())
        return await self._write(request, entry, params, refusal.code, refusal.reply())

    def _observe(self, method: str, params: Params, reply: JsonObject) -> None:
        if self.observer is None:
            return
        try:
            self.observer(method, params, reply)
        except Exception:
            _log.exception("the observer failed on %s", method)

    def _observe_webhook(self, update: JsonObject) -> None:
        self._observe("webhook", Params(), {"ok": True, "result": [update]})


async def _sent(
    request: web.Request, status: int, body: str, content_type: str, reply: JsonObject | None = None
) -> web.StreamResponse:
    """The reply, written out to its end."""
    try:
        reason = HTTPStatus(status).phrase
    except ValueError:
        reason = "Unknown"
    response = web.Response(text=body, status=status, reason=reason, content_type=content_type)
    parameters = (reply or {}).get("parameters")
    if isinstance(parameters, dict) and "retry_after" in parameters:
        response.headers["Retry-After"] = str(parameters["retry_after"])
    await response.prepare(request)
    await response.write_eof()
    return response


def _cut(request: web.Request, body: bytes) -> web.StreamResponse:
    """Half of the reply, and then nothing: the connection is gone."""
    transport = request.transport
    if isinstance(transport, asyncio.Transport):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body) or 100}\r\n\r\n"
        transport.write(head.encode() + body[: len(body) // 2])
        transport.abort()
    return web.Response()
