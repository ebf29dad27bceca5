"""Unfinished interviews are erased after the days that the privacy notice names, and nothing else is."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bot.jobs import unfinished
from bot.store import cases, interviews, people
from bot.store.keystore import KeyGone
from bot.store.people import Person
from bot.store.tables import Interview
from bot.store.tables import Person as PersonRow
from tests.kit.network import HOST, NATIONAL, TURKU, Network, steps
from tests.kit.people import Actor

HALF_WAY = steps({name: HOST[name] for name in ("adult", "keep", "agreed", "name", "contact")})
DAYS = 30


async def _erases(network: Network) -> int:
    return await unfinished.erase(network.built.store, network.built.house)


async def _half_way(network: Network, name: str) -> Actor:
    """Somebody who went away in the middle of a host's interview."""
    actor = await network.person(name)
    await network.walks(actor, "=/host", *HALF_WAY)
    await actor.sees("languages")
    return actor


async def _days_ago(network: Network, days: float, *actors: Actor) -> None:
    """What they did last was so long ago."""
    ids = [(await _known(network, actor)).id for actor in actors]
    async with network.built.store.work() as work:
        then = work.now - dt.timedelta(days=days)
        await work.session.execute(sa.update(Interview).where(Interview.person_id.in_(ids)).values(changed_at=then))
        await work.session.execute(sa.update(PersonRow).where(PersonRow.id.in_(ids)).values(seen_at=then))


async def _find(network: Network, actor: Actor) -> Person | None:
    async with network.built.store.look() as look:
        return await people.find(look, actor.id)


async def _known(network: Network, actor: Actor) -> Person:
    found = await _find(network, actor)
    assert found is not None
    return found


async def _roles(network: Network, actor: Actor) -> list[str]:
    person = await _known(network, actor)
    async with network.built.store.look() as look:
        return sorted(one.role for one in await interviews.of_person(look, person))


async def test_after_the_days_of_the_notice_nothing_is_left_of_the_person(network: Network) -> None:
    assert network.built.house.policy.unfinished_days == DAYS
    old, recent = await _half_way(network, "Old"), await _half_way(network, "Recent")
    key_id = (await _known(network, old)).key_id
    await _days_ago(network, DAYS + 0.01, old)
    await _days_ago(network, DAYS - 0.01, recent)
    assert await _erases(network) == 1
    assert await _find(network, old) is None
    with pytest.raises(KeyGone):
        await network.built.store.vault.keyring(key_id)
    assert await _roles(network, recent) == ["host"]
    assert await _erases(network) == 0

    await old.says("/status")
    await old.sees("I know nothing of you yet")


async def test_what_was_sent_stays_and_only_the_unfinished_one_goes(network: Network) -> None:
    both = await network.host("Both")
    await network.walks(both, "=/guest", "yes", "yes")
    await _days_ago(network, DAYS + 1, both)
    assert await _roles(network, both) == ["guest", "host"]
    assert await _erases(network) == 1
    assert await _roles(network, both) == ["host"]
    async with network.built.store.look() as look:
        assert len(await cases.of_person(look, (await _known(network, both)).id)) == 1


async def test_what_a_helper_sent_and_nobody_confirmed_goes_with_its_alert(network: Network) -> None:
    channel = await network.channel(TURKU)
    helper = await network.guest("Helper", for_whom="pick:other")
    alert = await channel.sees("not confirmed yet")
    await _days_ago(network, DAYS + 1, helper)
    assert await _erases(network) == 1
    await channel.sees("No longer current")
    assert "Turku" not in next(one for one in channel.screens if one.message_id == alert.message_id)
    assert await _find(network, helper) is None


async def test_people_of_whom_nothing_is_kept_are_forgotten_but_not_coordinators(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa", NATIONAL)
    looked = await network.person("Looked")
    await looked.says("/language")
    await looked.sees("In which language")
    idle = await _find(network, looked)
    for actor in (kaisa, looked) if idle is not None else (kaisa,):
        await _days_ago(network, DAYS + 1, actor)
    await _erases(network)
    assert await _find(network, looked) is None
    assert await _find(network, kaisa) is not None
