"""What people told is in no error, whoever raises it: neither the database nor the models say what they were given."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import traceback
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DBAPIError

import bot.store
import conversations
from bot.store.database import Database
from bot.store.store import Store
from bot.store.tables import Board
from conversations.household import Household
from conversations.session import Session

CANARY = "Zzcanary"


def _models() -> Iterator[type[BaseModel]]:
    """All models of what people tell."""
    for room in (conversations, bot.store):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)
    found = list(BaseModel.__subclasses__())
    while found:
        model = found.pop()
        found += model.__subclasses__()
        if model.__module__.startswith(("conversations.", "bot.store.")):
            yield model


def test_no_model_of_what_people_tell_says_in_an_error_what_it_was_given() -> None:
    models = list(_models())
    assert {Household, Session} <= set(models)
    assert not [model.__name__ for model in models if not model.model_config.get("hide_input_in_errors")]
    with pytest.raises(ValidationError) as refused:
        Household.model_validate(dict.fromkeys(Household.model_fields, CANARY))
    assert CANARY not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize("times", [1, 2])
async def test_the_database_does_not_say_in_an_error_what_it_was_given(sqlite_store: Store, times: int) -> None:
    row: dict[str, object] = {"group_slug": CANARY, "post_id": CANARY, "shown": CANARY}
    if times == 2:
        row["changed_at"] = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
    with pytest.raises(DBAPIError) as refused:
        await _inserted(sqlite_store, row, times)
    assert CANARY not in str(refused.value)
    assert "hide_parameters=True" in str(refused.value)


async def _inserted(store: Store, row: dict[str, object], times: int) -> None:
    async with store.work() as work:
        for _time in range(times):
            await work.session.execute(sa.insert(Board).values(row))


def test_a_server_is_asked_to_hide_them_too() -> None:
    engine = Database("postgresql+asyncpg://bot@127.0.0.1:9/bot")._engine
    assert engine.sync_engine.hide_parameters
