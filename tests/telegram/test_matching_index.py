"""The kept index sees the world as the turn's transaction does, and reads only what has changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.casework.endings import LOOKING
from bot.casework.stages import Stage
from bot.matching import Need, Offer
from bot.store import cases, consents, erasure, interviews, people
from bot.store.open_cases import OpenCase
from bot.store.store import Store
from bot.store.tables import Stay
from bot.telegram import matching_index
from bot.telegram.matching_index import KeptIndex, Side
from bot.telegram.turn import Turn
from tests.telegram.crowd import Crowd, a_house, sent


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path / "data.key")
    yield Crowd(store, dataclasses.replace(a_house(), kept=KeptIndex()))
    await store.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases that are read and opened, in order."""
    found: list[str] = []
    really = matching_index._read

    async def reading(turn: Turn, case: OpenCase) -> Side | None:
        found.append(case.id)
        return await really(turn, case)

    monkeypatch.setattr(matching_index, "_read", reading)
    return found


async def test_only_what_has_changed_is_read_again(crowd: Crowd, read: list[str]) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    assert await crowd.others(guest) == [host]
    assert sorted(read) == sorted([host, guest])
    read.clear()
    assert await crowd.others(guest) == [host]
    assert read == []
    await crowd.writes(host, held_on=dt.date(2020, 1, 1))
    assert await crowd.others(guest) == []
    assert read == [host]


async def test_a_second_change_in_the_same_turn_is_seen(crowd: Crowd) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    async with crowd.turn() as turn:
        await cases.change(turn.work, host, group_slug="salo")
        await turn.house.kept.current(turn)
        case = await cases.get(turn.work, guest)
        assert case is not None
        owner = await people.get(turn.work, case.person_id)
        interview = await interviews.get(turn.work, owner, case.interview_id)
        await interviews.put_answer(turn.work, owner, interview, "languages", ["sv"])
        await interviews.save(turn.work, owner, interview)
        await turn.house.kept.current(turn)
        await interviews.put_answer(turn.work, owner, interview, "languages", ["fi"])
        await turn.house.kept.current(turn)
        side = turn.house.kept.side(guest)
        assert side is not None
        assert side.languages == ("fi",)
    assert await crowd.others(guest) == [host]


async def test_what_was_undone_is_not_seen_by_the_next_turn(crowd: Crowd) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    with pytest.raises(RuntimeError, match="undone"):
        await _withdraw_and_fail(crowd, host)
    assert await crowd.others(guest) == [host]


async def _withdraw_and_fail(crowd: Crowd, host: str) -> None:
    async with crowd.turn() as turn:
        await cases.change(turn.work, host, state="withdrawn")
        assert host not in await turn.house.kept.current(turn)
        raise RuntimeError("undone")


async def test_a_consent_that_is_taken_back_takes_the_health_facts_along(crowd: Crowd) -> None:
    await crowd.comes("host", animals=["cat"])
    guest = await crowd.comes("guest", allergies=["cat"])
    assert await crowd.others(guest) == []
    async with crowd.turn() as turn:
        case = await cases.get(turn.work, guest)
        assert case is not None
        await consents.withdraw(turn.work, case.person_id, "health")
    async with crowd.turn() as turn:
        await turn.house.kept.current(turn)
        side = turn.house.kept.side(guest)
        assert isinstance(side, Need)
        assert side.allergies is None
    assert len(await crowd.others(guest)) == 1


async def test_whoever_is_erased_stays_nowhere_in_memory(crowd: Crowd) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    assert await crowd.others(guest) == [host]
    async with crowd.turn() as turn:
        case = await cases.get(turn.work, host)
        assert case is not None
        await erasure.erase(turn.work, await people.get(turn.work, case.person_id))
    assert await crowd.others(guest) == []
    assert crowd.house.kept.as_read(host) is None
    assert host not in crowd.house.kept.index


async def test_a_match_that_somebody_works_on_closes_both_for_others(crowd: Crowd) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    other_host, other_guest = await crowd.comes("host"), await crowd.comes("guest")
    await crowd.match(host, guest, Stage.SUGGESTED)
    assert sorted(await crowd.others(host)) == sorted([guest, other_guest])
    match = await crowd.match(host, guest, Stage.TAKEN)
    assert await crowd.others(host) == await crowd.others(guest) == []
    assert await crowd.others(other_guest) == [other_host]
    async with crowd.turn() as turn:
        await turn.house.kept.current(turn)
        verdict = turn.house.kept.judged(match, turn.house.today(turn.now))
        assert verdict is not None
        assert verdict.permitted
    await crowd.match(host, guest, Stage.NO_ANSWER)
    assert sorted(await crowd.others(host)) == sorted([guest, other_guest])
    await crowd.match(host, guest, Stage.HOST_NO)
    assert await crowd.others(host) == [other_guest]


async def test_a_guest_whose_next_home_is_looked_for_is_open_again(crowd: Crowd) -> None:
    host, guest, other = await crowd.comes("host"), await crowd.comes("guest"), await crowd.comes("host")
    match = await crowd.match(host, guest, Stage.LIVING)
    assert await crowd.others(guest) == []
    async with crowd.turn() as turn:
        turn.work.session.add(
            Stay(
                match_id=match.id,
                trial_on=None,
                began_on=None,
                until=None,
                notice_days=14,
                next_home=LOOKING,
                ended_on=None,
            )
        )
    assert await crowd.others(guest) == [other]
    assert await crowd.others(host) == []


async def test_a_pause_ends_with_its_day_and_breaks_no_running_match(crowd: Crowd) -> None:
    host, guest = await crowd.comes("host"), await crowd.comes("guest")
    async with crowd.turn() as turn:
        today = turn.house.today(turn.now)
    await crowd.writes(host, paused_until=today + dt.timedelta(days=1))
    assert await crowd.others(guest) == []
    match = await crowd.match(host, guest, Stage.HOST_ASKED)
    async with crowd.turn() as turn:
        await turn.house.kept.current(turn)
        verdict = turn.house.kept.judged(match, today)
        assert verdict is not None
        assert verdict.permitted
    await crowd.match(host, guest, Stage.NO_ANSWER)
    await crowd.writes(host, paused_until=today)
    assert await crowd.others(guest) == [host]


async def test_a_home_with_two_spaces_counts_with_the_space_that_is_left(crowd: Crowd) -> None:
    space: dict[str, object] = {"kind": "own_room", "sleeps": 5}
    host = await crowd.comes("host", space=space, second_space="2")  # type: ignore[arg-type]  # JSON
    alone, family = await crowd.comes("guest"), await crowd.comes("guest", party={"women": 1, "children_3_6": 2})
    large = await crowd.comes("guest", party={"women": 1, "men": 1, "children_3_6": 3})
    assert len(await crowd.others(host)) == 3
    await crowd.match(host, alone, Stage.LIVING)
    assert await crowd.others(host) == [family]
    async with crowd.turn() as turn:
        await turn.house.kept.current(turn)
        home = turn.house.kept.side(host)
        assert isinstance(home, Offer)
        assert (home.sleeps, home.second_sleeps) == (3, 0)
    await crowd.match(host, family, Stage.TAKEN)
    assert await crowd.others(large) == await crowd.others(host) == []


async def test_who_could_not_live_beside_the_party_in_the_other_space_is_not_suggested(crowd: Crowd) -> None:
    host = await crowd.comes("host", space={"kind": "own_room", "sleeps": 4}, second_space="2")
    men, man = await crowd.comes("guest", party={"men": 2}), await crowd.comes("guest", party={"men": 1})
    await crowd.comes("guest", party={"women": 1, "men": 1}, women_only=True)
    woman = await crowd.comes("guest", party={"women": 1})
    assert {man, woman} <= set(await crowd.others(host))
    await crowd.match(host, men, Stage.LIVING)
    assert await crowd.others(host) == [man]


async def test_whatever_changes_it_is_as_if_it_were_made_anew(crowd: Crowd) -> None:
    """A long life of one memory, looked at beside one that has just begun."""
    dice = random.Random(7)
    everybody = [await crowd.comes(role) for role in ("host", "guest") * 4]
    stages = [Stage.TAKEN, Stage.LIVING, Stage.SET_ASIDE, Stage.NO_ANSWER, Stage.ENDED]
    for _round in range(12):
        for _change in range(3):
            hosts, guests = everybody[::2], everybody[1::2]
            one = dice.choice(everybody)
            match dice.randrange(5):
                case 0:
                    await crowd.match(dice.choice(hosts), dice.choice(guests), dice.choice(stages))
                case 1:
                    await crowd.writes(one, paused_until=dice.choice([None, dt.date(2999, 1, 1)]))
                case 2:
                    await crowd.writes(one, state=dice.choice(["received", "withdrawn"]))
                case 3:
                    await crowd.writes(one, confirmed=dice.choice([True, True, False]))
                case _:
                    async with crowd.turn() as turn:
                        await sent(turn, "guest", party={"women": dice.randrange(1, 3)})
        fresh = crowd.another_process()
        for case_id in everybody:
            assert await crowd.others(case_id) == await fresh.others(case_id)
