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


def public_place(role: Role, answers: Mapping[str, JsonValue]) -> str | None:
    """The home's municipality, or a guest's first wished place; None for "anywhere"."""
    if role == "host":
        place = answers.get("municipality")
        return place if isinstance(place, str) else None
    places = answers.get("places")
    first = places[0] if isinstance(places, list) and places else None
    return first if isinstance(first, str) and first != ANYWHERE else None


def owner_of(role: Role, answers: Mapping[str, JsonValue], groups: Covering) -> LocalGroup:
    """The group of the case's place; "anywhere": that of where the guest is now, else the national one."""
    place = public_place(role, answers) or answers.get("now" if role == "guest" else "municipality")
    return groups.covering_area(place) if isinstance(place, str) else groups.national
