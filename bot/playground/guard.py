"""Keeps other websites out: a page open in the same browser must not be able to play in our people's names."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_OWN_SITES = {"same-origin", "none"}
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let through what a page of this server asks; the Bot API itself is protected by the token."""
    if not request.path.startswith(("/bot", "/file/bot")):
        why = _reason_against(request)
        if why is not None:
            return web.json_response({"ok": False, "error": why}, status=403)
    return await handler(request)


def _reason_against(request: web.Request) -> str | None:
    """Why a request is refused, in words; None if it is welcome."""
    host = request.headers.get("Host", "")
    if _host_name(host) not in _LOOPBACK:
        return "this server answers only to 127.0.0.1 and localhost"
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return "another website may not use this server"
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_SITES:
        return "another website may not use this server"
    if request.method in _CHANGING and request.content_type != "application/json":
        return "send JSON, with Content-Type: application/json"
    return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
