"""The migrations make the tables that the code knows, once, whoever starts at the same time."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from bot.store.database import Database
from bot.store.migrate import head, migrate
from bot.store.tables import Base


async def test_the_newest_step_equals_the_tables_in_the_code(url: str) -> None:
    database = Database(url)
    await migrate(database)
    async with database.connection() as connection:
        differences = await connection.run_sync(_differences)
    assert differences == []
    await database.close()


async def test_a_second_start_changes_nothing(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await migrate(database)
    assert await _revision(database) == head()
    await database.close()


async def test_two_that_start_together_do_not_disturb_each_other(url: str) -> None:
    databases = [Database(url) for _ in range(3)]
    await asyncio.gather(*(migrate(database) for database in databases))
    assert await _revision(databases[0]) == head()
    for database in databases:
        await database.close()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def _revision(database: Database) -> str | None:
    async with database.reading() as session:
        revision: str | None = await session.scalar(sa.text("SELECT version_num FROM alembic_version"))
        return revision
