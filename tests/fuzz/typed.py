"""Any update that the Bot API's types allow, as JSON: made from the models of another library, field by field."""

from __future__ import annotations

import datetime as dt
import enum
import types
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from aiogram.types import Update
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.playground.state import ANONYMOUS_ADMINISTRATOR_ID
from tests.fuzz.cast import CANARY
from tests.fuzz.words import ANSWERS
from tests.kit.nasty import NASTY

PEOPLE: Final = (5_000_000_001, 5_000_000_002, 5_000_000_005, 777_000, ANONYMOUS_ADMINISTRATOR_ID, 7_000_000_001)
CHATS: Final = (-4_000_000_001, -1_002_000_000_001, -1_002_000_000_002)
KINDS: Final = (
    *("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "chat_member"),
    *("edited_channel_post", "poll", "message_reaction", "chat_join_request"),
)
PRESSES: Final = (
    *("1:n:role:host", "1:n:language:sv", "1:n:erase:yes", "1:i:h:1:yes", "1:i:g:2:keep", "1:u:ask", "1:k:list:all:0"),
    *("1:a:0:take", "1:m:0:open", "1:s:0:yes", "1:d:0:done", "1:p:0:yes", "1:c:0:notes", "1:t:0", "1:w:x", "2:n", ""),
)
DEEPEST: Final = 2
"""So many objects within one another have fields that may be left out."""

ids = st.sampled_from(PEOPLE + CHATS) | st.integers(-(2**52), 2**52)
written = st.sampled_from((*NASTY, *ANSWERS, "/start", "/host", "/guest", "/delete", "/mydata", "/cases")).map(
    lambda typed: typed.encode("utf-8", "replace").decode()[:4096]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(CANARY.__add__)

BY_NAME: Final[dict[str, st.SearchStrategy[Any]]] = {
    "id": ids,
    "user_id": ids,
    "data": st.sampled_from(PRESSES) | st.text(max_size=64),
    "text": written,
    "caption": written,
    "first_name": written.map(lambda name: name[:64] or "?"),
    "language_code": st.sampled_from(("fi", "sv", "en", "ar", "zz-Latn")),
    "is_bot": st.sampled_from((False, False, False, True)),
}
IN_CHAT: Final[dict[str, st.SearchStrategy[Any]]] = {
    "type": st.sampled_from(("private", "private", "group", "supergroup", "channel")),
}


@cache
def update() -> st.SearchStrategy[dict[str, Any]]:
    """An update without its number."""
    fields = Update.model_fields
    return st.sampled_from(KINDS).flatmap(
        lambda kind: st.fixed_dictionaries({kind: _of(fields[kind].annotation, DEEPEST)})
    )


@cache
def _model(model: type[BaseModel], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    needed, others = {}, {}
    for name, field in model.model_fields.items():
        shown = field.alias or name
        special = IN_CHAT.get(name) if model.__name__ == "Chat" else None
        named = None if _is_model(field.annotation) else BY_NAME.get(name)
        strategy = named if special is None else special
        if model.__name__ == "CallbackQuery" and name == "id":
            strategy = st.uuids().map(str)
        if name == "id" and field.annotation is not int and strategy is ids:
            strategy = None
        if isinstance(field.default, enum.Enum | str):
            # What tells one kind of several from the others has its value, and always stands there.
            needed[shown] = st.just(field.default.value if isinstance(field.default, enum.Enum) else field.default)
        elif field.is_required() or (model.__name__ in {"Message", "CallbackQuery"} and shown in {"from", "data"}):
            needed[shown] = _of(field.annotation, depth - 1) if strategy is None else strategy
        elif depth > 0 and (strategy is not None or not _is_model(field.annotation) or depth > 1):
            others[shown] = _later(field.annotation, depth - 1) if strategy is None else strategy
    chosen = st.sets(st.sampled_from(sorted(others)), max_size=3) if others else st.just(set[str]())
    return chosen.flatmap(lambda names: st.fixed_dictionaries(needed | {name: others[name] for name in names}))


def _later(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """Made when it is needed: models hold one another."""
    return st.deferred(lambda: _of(kind, depth))


def _is_model(kind: Any) -> bool:
    return any(isinstance(one, type) and issubclass(one, BaseModel) for one in (kind, *get_args(kind)))


def _of(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of(inner[0], depth)
    if origin in {Union, types.UnionType}:
        possible = [one for one in inner if one is not type(None)]
        if depth < 0:
            # Some hold themselves: so deep inside, what holds nothing more is chosen where there is such.
            possible = [one for one in possible if not _is_model(one)] or possible
        return st.one_of([_of(one, depth) for one in possible])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in {list, tuple}:
        return st.lists(_of(inner[0], depth), max_size=2) if depth >= 0 else st.builds(list)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind, depth)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from([one.value for one in kind])
    plain: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: ids,
        float: st.floats(-180, 180),
        str: written,
        dt.datetime: st.integers(0, 2**31),
        dt.timedelta: st.integers(0, 10**6),
    }
    return plain.get(kind, st.none())
