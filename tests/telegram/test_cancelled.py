"""Whatever goes on until it is ended ends, also where it is woken at that very moment."""

from __future__ import annotations

import asyncio

import pytest

from tests.telegram.machine import Machine

TICKS = 6
"""So many turns of the loop it takes at most from the waking to going on."""


@pytest.mark.parametrize("ticks", range(TICKS))
@pytest.mark.parametrize("part", ["route", "deliver"])
async def test_woken_and_cancelled_at_the_same_moment_it_ends(machine: Machine, part: str, ticks: int) -> None:
    await machine.start()
    await machine.idle()
    task = machine.tasks[{"route": 1, "deliver": 2}[part]]
    # It has looked, found nothing, and sleeps.
    await asyncio.sleep(0.2)
    getattr(machine, part).wake()
    for _tick in range(ticks):
        await asyncio.sleep(0)
    task.cancel()
    ended, _goes_on = await asyncio.wait([task], timeout=5)
    assert ended, "it goes on as if nobody had ended it"
    await machine.die()
