"""A person's way into the network: received, spoken with, home visited (hosts), approved; or not now, or declined."""

from __future__ import annotations

import enum

from conversations.answers import Role


class Way(enum.StrEnum):
    """How far the way in is."""

    RECEIVED = "received"
    SPOKEN = "spoken"
    VISITED = "visited"
    APPROVED = "approved"
    NOT_NOW = "not_now"
    DECLINED = "declined"


ENDED = frozenset({Way.NOT_NOW, Way.DECLINED})
"""No matches are looked for."""


def steps(role: Role, *, visit: bool) -> tuple[Way, ...]:
    """The steps of a role in their order; `visit`: the group visits homes first. The talk is never dropped."""
    if role == "host" and visit:
        return (Way.RECEIVED, Way.SPOKEN, Way.VISITED, Way.APPROVED)
    return (Way.RECEIVED, Way.SPOKEN, Way.APPROVED)
