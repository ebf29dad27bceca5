"""Marked values of people, and every place in which none of them may be found."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot import logs
from bot.playground.keyboards import buttons
from tests.kit.people import Actor, View


@contextmanager
def talkative_logs() -> Iterator[io.StringIO]:
    """The log of the whole process, configured as in production, at its most talkative."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, configured = root.level, structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    handlers = list(root.handlers)
    logs.configure("DEBUG", "json", stream)
    mine = [one for one in root.handlers if one not in handlers]
    try:
        yield stream
    finally:
        for handler in mine:
            root.removeHandler(handler)
        for handler in handlers:
            if handler not in root.handlers:
                root.addHandler(handler)
        root.setLevel(before)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        structlog.configure(**configured)


def account(actor: Actor) -> dict[str, str]:
    """What Telegram tells of somebody, by what it is."""
    person = actor.world.server.people.person(actor.id)
    told = {"id": str(actor.id), "first name": person.first_name, "phone": person.phone_number}
    return {
        f"{actor.name}’s {what}": value
        for what, value in {**told, "last name": person.last_name, "username": person.username}.items()
        if value
    }


def found_in(text: str, canaries: Mapping[str, str]) -> list[str]:
    """Which canaries stand in a text, also where JSON writes their letters as numbers."""
    lowered = text.casefold()
    return [
        what
        for what, value in canaries.items()
        if value.casefold() in lowered or json.dumps(value)[1:-1].casefold() in lowered
    ]


def found_in_files(folder: Path, canaries: Mapping[str, str]) -> list[str]:
    """Which canaries stand in the bytes of any file, in which of the ways a database may write them."""
    return [
        f"{what} in {file.name}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for content in [file.read_bytes()]
        for what, value in canaries.items()
        if any(form in content for form in _forms(value))
    ]


def _forms(value: str) -> Iterator[bytes]:
    yield value.encode()
    yield json.dumps(value)[1:-1].encode()
    yield value.encode("utf-16-le")
    if value.lstrip("-").isdigit() and abs(int(value)) > 2**32:
        # SQLite keeps a number of this size in six bytes.
        yield int(value).to_bytes(6, "big", signed=True)


def posted(place: View) -> str:
    """All that the bot ever sent to a chat or changed there: texts, captions, names of files, and buttons."""
    journal = place.world.server.journal
    shows = ("send", "edit", "copy", "forward", "pin", "set")
    requests = [one for one in journal.requests if one.chat_id == place.chat_id and one.method.startswith(shows)]
    shown = [f"{message.content}" for message in place.chat.live()]
    pressed = [
        f"{button.label} {button.details}"
        for message in place.chat.live()
        if message.reply_markup
        for button in buttons(message.reply_markup)
    ]
    return "\n".join([*(f"{request.params} {request.files}" for request in requests), *shown, *pressed])


def shown_to(actors: Iterable[Actor]) -> str:
    """All that stands in these private chats."""
    return "\n".join(screen.text for actor in actors for screen in actor.screens)
