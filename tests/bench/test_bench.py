"""The bench runs, small; how quick it is, is for `make bench` to say."""

from __future__ import annotations

import pytest

from bench.measuring import KINDS
from bench.people import Crowd
from bench.telling import tell
from tests.matching.interviews import PLACES


@pytest.mark.parametrize("kind", KINDS)
def test_every_measurement_runs(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.measuring.repeated", lambda work, **_more: (work(), (0.001, 0.001))[1])
    small, larger = KINDS[kind](25), KINDS[kind](50)
    table = tell([small, larger])
    assert small.kind in table
    assert "peak" in table
    assert larger.peak_mb > 0


def test_the_same_seed_makes_the_same_people() -> None:
    assert Crowd(PLACES, 3).offers(20) == Crowd(PLACES, 3).offers(20)
    assert Crowd(PLACES, 3).needs(20) != Crowd(PLACES, 4).needs(20)
