"""Links as Telegram takes them, and the two of its own that matter here: to a person, and to start a bot."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.playground.wire import JsonObject

_PERSON = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}", re.IGNORECASE)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]+")


def can_start(payload: str, longest: int) -> bool:
    """May a start link carry this?"""
    return len(payload) <= longest and _PAYLOAD.fullmatch(payload) is not None


def checked_link(url: str) -> str | None:
    """The link in full, with its scheme; None if Telegram would not take it for one."""
    url = url.strip()
    if re.match(r"(?:tg|ton|tonsite):", url, re.IGNORECASE):
        return url
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    known = parts.scheme.lower() in {"http", "https", "ftp"}
    if not known or not (_HOST.fullmatch(host) or host == "localhost") or " " in parts.netloc:
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"


def linked_person(url: str) -> int | None:
    """The id in tg://user?id=…"""
    match = _PERSON.fullmatch(url.strip())
    return int(match[1]) if match else None


def link_entity(url: str) -> JsonObject | None:
    """The entity of a text that links there: text_mention for a person, else text_link; None if it is no link."""
    person_id = linked_person(url)
    if person_id is not None:
        return {"type": "text_mention", "user": {"id": person_id}}
    link = checked_link(url)
    return {"type": "text_link", "url": link} if link else None


def start_link(url: str, username: str) -> tuple[str, str] | None:
    """("start" or "startgroup", payload) if this is a link that starts the bot of this username."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", [""])[0]
    elif parts.hostname in {"t.me", "telegram.me", "telegram.dog"}:
        name = parts.path.strip("/")
    else:
        return None
    if name.lower() != username.lower():
        return None
    kind = "startgroup" if "startgroup" in query else "start"
    return kind, query.get(kind, [""])[0]
