"""The project's own reference data, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.network.groups import LocalGroups
from bot.network.municipalities import Municipalities
from bot.network.places import Places

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def places() -> Places:
    return Places.load(DATA)


@pytest.fixture(scope="session")
def municipalities(places: Places) -> Municipalities:
    return places.municipalities


@pytest.fixture(scope="session")
def groups(municipalities: Municipalities) -> LocalGroups:
    return LocalGroups.load(DATA / "local_groups.yaml", municipalities)
