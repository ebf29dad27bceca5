"""`consents`, as an operator types it when somebody asks what they had agreed to."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.operating import Impossible, consents
from tests.kit.network import Network
from tests.operating.conftest import Terminal


async def test_whoever_was_erased_is_told_what_they_had_agreed_to(network: Network) -> None:
    helena, store = await network.host(), network.built.store
    assert await consents.proofs(store, str(helena.id)) == [consents.NONE]
    await helena.says("/delete")
    await helena.presses("Yes, erase")
    await helena.sees("erased")
    await network.quiet()
    told = await consents.proofs(store, str(helena.id))
    today = dt.datetime.now(dt.UTC).date()
    assert {line.partition(":")[0] for line in told} == {"keep", "told", "contacts"}
    assert all(f"agreed on {today}, to “" in line for line in told)
    assert await consents.proofs(store, str(helena.id + 1)) == [consents.NONE]


@pytest.mark.parametrize("typed", ["", "@helena", "-5", "１２３", "9" * 19])
async def test_what_is_no_number_is_refused(network: Network, typed: str) -> None:
    with pytest.raises(Impossible, match="digits only"):
        await consents.proofs(network.built.store, typed)


def test_it_is_a_command(terminal: Terminal) -> None:
    told = terminal.types("consents", "--telegram-id", "1001")
    assert (told.code, told.out.splitlines()[-1]) == (0, consents.NONE)
    terminal.types("consents", "--telegram-id", "+358").refused("digits only")
