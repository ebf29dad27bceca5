"""A folder for backups, and the files of a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store.backups import Backups, Lives
from tests.store.backups.stories import Restoring


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go."""
    return tmp_path / "backups"


@pytest.fixture
def made_by(sqlite_url: str, key_file: Path, folder: Path) -> Backups:
    """The backups of the store."""
    return Backups(sqlite_url, key_file, folder, Lives())


@pytest.fixture
def restoring(sqlite_url: str, key_file: Path, tmp_path: Path) -> Restoring:
    """The place of the store's files."""
    return Restoring(sqlite_url, key_file, tmp_path)
