"""An open store of one's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.store import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An open store, empty."""
    opened = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path / "data.key")
    yield opened
    await opened.close()
