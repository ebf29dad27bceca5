"""Bringing a database's tables up to date, at start; and writing the next step when the tables change.

`python -m bot.store.migrate "what changed"` compares the tables in the code with those that the existing steps make,
and writes the difference as a new file into `migrations/versions/`, to be read and completed by its author.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from bot.store.database import Database

_FOLDER: Final = Path(__file__).parent / "migrations"
# Any number will do, as long as all processes of the bot ask for the same lock.
_LOCK: Final = 7_260_001


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest step."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if newest is None:
        raise RuntimeError("there are no migrations")
    return newest


def knows(step: str) -> bool:
    """Whether this version of the bot has the step, and so can read a database that is at it."""
    return step in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


async def migrate(database: Database, to: str = "head") -> None:
    """Run all steps up to `to`, all or none. Other processes that start now wait."""
    async with database.connection() as connection:
        if not database.is_sqlite:
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), to))


async def _write(words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/empty.db")
        try:
            await migrate(database)
            async with database.connection() as connection:
                await connection.run_sync(lambda sync: _revision(sync, words))
        finally:
            await database.close()


def _revision(connection: Connection, words: str) -> None:
    config = _config(connection)
    steps = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    command.revision(config, words, autogenerate=True, rev_id=f"{steps + 1:04}")


if __name__ == "__main__":
    asyncio.run(_write(sys.argv[1]))
