"""The whole bot for each story, with an empty database of its own."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.kit.network import Network, a_network
from tests.kit.stays import TODAY, on


@pytest.fixture
def noon() -> Iterator[None]:
    """The story begins at noon of one day, also where the tests run over midnight."""
    with on(TODAY, 12):
        yield


@pytest.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    """A running network whose channels are written to in English; everything on the wire is checked."""
    async with a_network(tmp_path) as running:
        yield running
