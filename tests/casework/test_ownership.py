"""Which local group a case belongs to."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from bot.casework.ownership import owner_of, public_place
from bot.network.groups import LocalGroups
from bot.network.municipalities import Municipalities
from bot.telegram.house import DATA
from conversations.answers import Role

TURKU, KUOPIO, TAMPERE, UUSIMAA = "853", "297", "837", "region:01"


@pytest.fixture(scope="module")
def groups() -> LocalGroups:
    """The network's own groups."""
    return LocalGroups.load(DATA / "local_groups.yaml", Municipalities.load(DATA))


@pytest.mark.parametrize(
    ("role", "answers", "slug"),
    [
        ("host", {"municipality": TURKU}, "turku-varsinais-suomi"),
        ("host", {"municipality": KUOPIO}, "national"),
        ("host", {}, "national"),
        ("guest", {"places": [TAMPERE, TURKU]}, "pirkanmaa"),
        ("guest", {"places": [TURKU, TAMPERE], "now": TAMPERE}, "turku-varsinais-suomi"),
        ("guest", {"places": [UUSIMAA]}, "helsinki-espoo-vantaa"),
        ("guest", {"places": [KUOPIO, TURKU]}, "national"),
        ("guest", {"places": ["anywhere"], "now": TAMPERE}, "pirkanmaa"),
        ("guest", {"places": ["anywhere"]}, "national"),
        ("guest", {"places": ["anywhere"], "now": None}, "national"),
        ("guest", {}, "national"),
    ],
)
def test_the_first_place_decides(groups: LocalGroups, role: Role, answers: dict[str, JsonValue], slug: str) -> None:
    assert owner_of(role, answers, groups).slug == slug


def test_where_a_guest_is_now_is_for_nobody_else() -> None:
    assert public_place("guest", {"places": ["anywhere"], "now": TAMPERE}) is None
    assert public_place("guest", {"places": [TURKU], "now": TAMPERE}) == TURKU
    assert public_place("host", {"municipality": TURKU}) == TURKU
