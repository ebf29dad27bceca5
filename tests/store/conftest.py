"""Stores to test with: on SQLite files, and (where it is installed) on a PostgreSQL server of the tests' own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.store import Store
from tests.store.cluster import Cluster, cluster


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    try:
        with cluster() as server:
            yield server
    except LookupError as missing:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {missing}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on each engine."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/bot.db"
        return
    server: Cluster = request.getfixturevalue("postgresql")
    yield server.url
    server.empty()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/bot.db"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Where the data key is, or will be."""
    return tmp_path / "data.key"


@pytest.fixture
async def store(url: str, key_file: Path) -> AsyncIterator[Store]:
    """An open store, on each engine."""
    opened = await Store.open(url, key_file)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str, key_file: Path) -> AsyncIterator[Store]:
    """An open store on SQLite."""
    opened = await Store.open(sqlite_url, key_file)
    yield opened
    await opened.close()
