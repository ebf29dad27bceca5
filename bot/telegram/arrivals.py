"""What must be known of a raw update before anybody reads it: its number, its lane, and who sent it.

Nothing is taken for granted: an update of an unknown kind or with wrong types is kept like any other, and whoever
handles it may fail without harm.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

from bot.store.inbox import Arrival
from bot.store.interviews import Json

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "channel_post",
    "edited_channel_post",
)
"""What Telegram is asked for; named every time, since it keeps the last list that it was given."""

_MOST: Final = 2**63 - 1


def arrival(raw: Json) -> Arrival | None:
    """The update as the inbox keeps it; None for what has no number, and so cannot even be acknowledged."""
    if not isinstance(raw, dict):
        return None
    update_id = _number(raw.get("update_id"))
    if update_id is None:
        return None
    kind = next((name for name, value in raw.items() if name != "update_id" and isinstance(value, dict)), "nothing")
    body = raw.get(kind)
    sender, chat = (_id_of(body, name) for name in ("from", "chat"))
    # A press is in the lane of whoever pressed, as at Telegram; in a private chat that is also the chat's lane.
    return Arrival(
        update_id=update_id,
        kind=kind if kind.isascii() and len(kind) <= 64 else "unreadable",
        lane_of=sender if chat is None else chat,
        sender=sender,
        sent_at=_moment(body),
        # Half of a surrogate pair cannot be stored, nor sent back.
        text=json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode(),
    )


def _id_of(body: Json, name: str) -> int | None:
    part = body.get(name) if isinstance(body, dict) else None
    return _number(part.get("id")) if isinstance(part, dict) else None


def _number(value: Json) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and -_MOST <= value <= _MOST
    return value if fits and isinstance(value, int) else None


def _moment(body: Json) -> dt.datetime | None:
    """When it was written or edited. A press has no time of its own: its message's says nothing."""
    if not isinstance(body, dict):
        return None
    seconds = _number(body.get("edit_date") or body.get("date"))
    if seconds is None:
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None
