"""The people's side over HTTP, for the page and for tests in another process: see PLAY.md beside this file."""

import base64
import binascii
import dataclasses
import inspect
import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web
from pydantic import ValidationError, validate_call

from bot.playground.bot_api import BotApi
from bot.playground.faults import FAULT
from bot.playground.feed import Event
from bot.playground.objects import user_json
from bot.playground.people import People
from bot.playground.people_base import NotPossible
from bot.playground.wire import JsonObject, is_integer, is_object

Action = Callable[..., Awaitable[object]]
_SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""An uploaded file is only ever looked at, never run as a page."""

_KEEP_ALIVE = 15.0
"""Seconds after which an idle event stream shows that it lives."""


def actions(people: People) -> dict[str, Action]:
    """What can be done by POST /play/do/<name>: every coroutine method of People, its arguments checked."""
    return {
        name: validate_call(method)
        for name, method in inspect.getmembers(people, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }


class Play:
    """Serves everything under /play."""

    def __init__(self, people: People, api: BotApi) -> None:
        self.people = people
        self.api = api
        self.account = api.account
        self.actions = actions(people)
        self.run = secrets.token_hex(4)
        """Tells a reader that has been away whether this is still the server that it knew: event numbers start anew."""

    def mount(self, app: web.Application) -> None:
        """Add the routes."""
        app.add_routes(
            [
                web.get("/play/state", self.state),
                web.get("/play/history", self.history),
                web.get("/play/commands", self.commands),
                web.get("/play/about", self.about),
                web.get("/play/events", self.events),
                web.post("/play/do/{action}", self.do),
                web.get("/play/file/{file_id}", self.file),
                web.get("/play/requests", self.requests),
                web.get("/play/faults", self.list_faults),
                web.post("/play/faults", self.add_fault),
                web.delete("/play/faults", self.clear_faults),
                web.post("/play/clock", self.move_clock),
                web.post("/play/updates", self.add_update),
            ]
        )

    async def state(self, _request: web.Request) -> web.Response:
        """Who and what there is, and up to which event this tells."""
        return _ok(
            {
                "bot": user_json(self.account.bot),
                "people": await self.people.list_people(),
                "chats": await self.people.list_chats(),
                "given": [event.data for event in self.account.feed.events if event.kind == "given"],
                "run": self.run,
                "last_event": len(self.account.feed.events),
                "now": self.account.clock.now().isoformat(),
            }
        )

    async def history(self, request: web.Request) -> web.Response:
        """A chat as a person sees it."""
        try:
            person, chat = _number(request, "person"), _number(request, "chat")
            return _ok(await self.people.history(person or 0, chat))
        except NotPossible as why:
            return _no(str(why))

    async def commands(self, request: web.Request) -> web.Response:
        """The commands that a person's app offers in a chat."""
        try:
            person = self.people.person(_number(request, "person") or 0)
            chat = self.people.chat(person, _number(request, "chat"))
        except NotPossible as why:
            return _no(str(why))
        return _ok(self.account.profile.commands_for(person, chat))

    async def about(self, request: web.Request) -> web.Response:
        """What the bot says of itself to a person who has not started it yet."""
        try:
            person = self.people.person(_number(request, "person") or 0)
        except NotPossible as why:
            return _no(str(why))
        return _ok(self.account.profile.about(person.language_code or "", self.account.bot.first_name))

    async def do(self, request: web.Request) -> web.Response:
        """Something that a person does."""
        action = self.actions.get(request.match_info["action"])
        if action is None:
            return _no(f"there is no action {request.match_info['action']!r}", status=404)
        try:
            return _ok(await action(**await _body(request)))
        except (NotPossible, ValidationError, ValueError) as why:
            return _no(str(why))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as Server-Sent Events, from a number on."""
        last = request.headers.get("Last-Event-ID") or request.query.get("since") or "0"
        if not last.isdigit():
            return _no("since must be a number")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        feed, seen = self.account.feed, int(last)

        def more() -> bool:
            return len(feed.events) > seen

        while not feed.bell.closed:
            for event in feed.since(seen):
                await response.write(_event(event))
                seen = event.number
            if not await feed.bell.until(more, _KEEP_ALIVE) and not feed.bell.closed:
                await response.write(b": still here\n\n")
        return response

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file that was sent."""
        stored = self.account.state.files.get(request.match_info["file_id"])
        if stored is None:
            return _no("there is no such file", status=404)
        return web.Response(body=stored.content, headers={"Content-Type": stored.mime_type, **_SAFE})

    async def requests(self, request: web.Request) -> web.Response:
        """What the bot has asked, after a number; of one method where it is named."""
        since, method = _number(request, "since") or 0, request.query.get("method", "").lower()
        found = [entry for entry in self.api.journal.requests if entry.number > since]
        return _ok([entry.json() for entry in found if not method or entry.method.lower() == method])

    async def list_faults(self, _request: web.Request) -> web.Response:
        """The faults that are laid out."""
        return _ok([json.loads(FAULT.dump_json(fault)) for fault in self.api.faults.laid])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Lay out a fault."""
        try:
            return _ok(self.api.faults.add(FAULT.validate_python(await _body(request))))
        except ValueError as why:
            return _no(str(why))

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Take back one fault (?id=), or all."""
        self.api.faults.clear(_number(request, "id"))
        return _ok(None)

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the server's clock by so many seconds."""
        body = await _body(request)
        seconds = body.get("seconds")
        if not is_integer(seconds):
            return _no("seconds must be a whole number")
        self.account.clock.move(timedelta(seconds=seconds))
        now = self.account.clock.now().isoformat()
        self.account.feed.add("clock", {"now": now})
        return _ok(now)

    async def add_update(self, request: web.Request) -> web.Response:
        """Put any body into the queue of updates, however broken."""
        return _ok(self.account.updates.add_raw(await _body(request), keep=self.account.limits.message_kept))


async def _body(request: web.Request) -> JsonObject:
    """The JSON of a request; bytes come as <name>_base64. Raises ValueError for anything but an object."""
    body: object = json.loads(await request.text() or "{}")
    if not is_object(body):
        raise ValueError("send a JSON object")
    return dict(_argument(name, value) for name, value in body.items())


def _argument(name: str, value: object) -> tuple[str, object]:
    if not name.endswith("_base64") or not isinstance(value, str):
        return name, value
    try:
        return name.removesuffix("_base64"), base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"{name} is not base64") from None


def _number(request: web.Request, name: str) -> int | None:
    try:
        return int(request.query[name]) if request.query.get(name) else None
    except ValueError:
        raise web.HTTPBadRequest(text=f"{name} must be a number") from None


def _event(event: Event) -> bytes:
    body = json.dumps({"number": event.number, "kind": event.kind, "data": event.data}, ensure_ascii=False)
    return f"id: {event.number}\ndata: {body}\n\n".encode()


def _ok(result: object) -> web.Response:
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        result = dataclasses.asdict(result)
    return web.json_response({"ok": True, "result": result}, headers={"Cache-Control": "no-store"})


def _no(why: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": why}, status=status)
