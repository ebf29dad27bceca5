"""Which local group a case belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pydantic import JsonValue

from bot.network.groups import LocalGroup
from conversations.answers import Role
from conversations.questions.place import ANYWHERE


class Covering(Protocol):
    """What is asked of the network's groups here."""

    @property
    def national(self) -> LocalGroup:
        """The group that covers what no other covers."""

    def covering_area(self, code: str) -> LocalGroup:
        """The group of a municipality or region."""


def home_place(role: Role, answers: Mapping[str, JsonValue]) -> str | None:
    """The place that decides: the home's municipality, or a guest's first wished place; "anywhere": where they are."""
    if role == "host":
        place = answers.get("municipality")
        return place if isinstance(place, str) else None
    places = answers.get("places")
    first = places[0] if isinstance(places, list) and places else None
    if isinstance(first, str) and first != ANYWHERE:
        return first
    now = answers.get("now")
    return now if isinstance(now, str) else None


def owner_of(role: Role, answers: Mapping[str, JsonValue], groups: Covering) -> LocalGroup:
    """The group that the case belongs to: that of its place, the national one where there is none."""
    place = home_place(role, answers)
    return groups.national if place is None else groups.covering_area(place)
