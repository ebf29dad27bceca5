"""The whole bot for each story, with an empty database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.network import Network, a_network


@pytest.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    """A running network whose channels are written to in English."""
    async with a_network(tmp_path) as running:
        yield running
