"""A world of people, and a machine room between them and a database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.kit.people import Actor, World, a_world
from tests.store.cluster import Cluster, cluster
from tests.telegram.machine import Machine


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A running server with nobody around it yet."""
    async with a_world() as running:
        yield running


@pytest.fixture
async def machine(world: World, tmp_path: Path) -> AsyncIterator[Machine]:
    """A machine room; the test sets it up and starts it."""
    made = Machine(world, tmp_path)
    yield made
    if any(not task.done() for task in getattr(made, "tasks", [])):
        await made.stop()


@pytest.fixture
async def anna(world: World) -> Actor:
    return await world.person("Anna")


@pytest.fixture
async def berit(world: World) -> Actor:
    return await world.person("Berit")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    try:
        with cluster() as server:
            yield server
    except LookupError as missing:
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {missing}")
