"""Serves the page on which a person plays everyone at once; what is done there goes through /play (see PLAY.md).

The page is plain HTML, CSS and ES modules in page/: nothing is built, nothing comes from elsewhere. What journeys in a
browser hold on to stays as it is here (tests/kit/browser.py and phone.py know it):

    [data-phone="Anna"]      a phone: by the person's first name, or the title of the group or channel; it has
                             data-chat (the chat's number) and data-kind (private, group, supergroup, channel)
    in it, data-role=        messages, composer (the text field), send, start, restart, join, commands, attach,
                             keys (the panel), key (data-label, data-asks: contact or location), pinned, typing, toast,
                             alert, unread, menu, acting-as (whose values are people's numbers), url (of a link shown)
    [data-message="17"]      a message, with data-from (bot, self, other, service)
    [data-from="given"]      a message that another person showed, which has no number in this chat
    in these, data-role=     text, button (data-label), row (of buttons), meta (time and signs), more (its menu)
    [data-media="photo"]     what a message holds besides its text; [data-link] is a link, with what it leads to
    [data-command="status"]  a command that is offered
    [data-dialog="confirm"]  a question, over its phone or the page: fields by name, buttons of value ok and cancel;
                             others are add-person, add-place, alert, contact, document, elsewhere, follow, forward,
                             group, help, link, members (rows: data-member), note, person, photo, picture, profile,
                             rename, rights
    above the phones         data-role= add-person, add-place, help, clock, connection (data-state: live, lost),
                             lay-table, everyone (opens the list of phones that are put away);
                             [data-chip="Anna"] leads to a phone
"""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""No script or style but the page's own files, nothing from elsewhere, and no other page around it."""


def mount(app: web.Application) -> None:
    """Add the routes of the page: / and /page/<file>."""
    app.add_routes([web.get("/", _index), web.get("/page/{name}", _file)])


async def _index(_request: web.Request) -> web.Response:
    return _served("index.html")


async def _file(request: web.Request) -> web.Response:
    return _served(request.match_info["name"])


def _served(name: str) -> web.Response:
    """A file of the page, read anew each time; only those that lie in its folder are there."""
    path = next((path for path in PAGE.iterdir() if path.name == name and path.suffix in _TYPES), None)
    if path is None:
        raise web.HTTPNotFound(headers=_HEADERS)
    return web.Response(
        text=path.read_text("utf-8"), content_type=_TYPES[path.suffix], charset="utf-8", headers=_HEADERS
    )
