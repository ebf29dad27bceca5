"""The desk: notes and tasks are sealed, the first of two wins, and a case goes over with all that belongs to it."""

from __future__ import annotations

import datetime as dt

from bot.casework.stages import RUNNING
from bot.store import (
    alerts,
    case_lists,
    cases,
    coordinators,
    hand_overs,
    matches,
    notes,
    people,
    tasks,
)
from bot.store.coordinators import Coordinator
from bot.store.store import Store
from bot.store.tables import AlertState
from bot.store.work import Work
from tests.store.stories import anna, berit, coordinator, sent_case

KAISA, PEKKA = 200_001, 200_002
TODAY = dt.date(2027, 3, 27)


async def _two(work: Work) -> tuple[Coordinator, Coordinator]:
    kaisa = await coordinator(work, await people.add(work, KAISA, "fi"))
    return kaisa, await coordinator(work, await people.add(work, PEKKA, "fi"))


async def test_a_note_is_sealed_for_its_person_and_follows_the_case_to_another(store: Store) -> None:
    async with store.work() as work:
        helper, helped = await anna(work), await berit(work)
        kaisa, _pekka = await _two(work)
        _interview, case = await sent_case(work, helper)
        made = await notes.add(work, helper, case.id, kaisa.id, "Canary: likes cats", about="spoken")
        await notes.add(work, helper, case.id, kaisa.id, "Canary: later")
        task = await tasks.add(work, helper, case.id, "call", words="Canary: call her")
        bare = await tasks.add(work, helper, case.id, "visit")
        assert b"Canary" not in made.words
        assert await notes.count(work, case.id) == 2
        await notes.reseal(work, helper, helped, case.id)
        await tasks.reseal(work, helper, helped, case.id)
        found = await notes.of_case(work, helped, case.id)
        said = {(note.words, note.about) for note in found}
        assert said == {("Canary: likes cats", "spoken"), ("Canary: later", "")}
        assert "Canary" not in repr(found)
        again = await tasks.get(work, task.id)
        assert again is not None
        assert await tasks.words(work, helped, again) == "Canary: call her"
        assert await tasks.words(work, helped, bare) is None


async def test_a_step_is_taken_once_from_where_it_was_seen(store: Store) -> None:
    async with store.work() as work:
        _interview, case = await sent_case(work, await anna(work))
        assert await cases.step(work, case.id, "received", "spoken")
        assert not await cases.step(work, case.id, "received", "spoken")
        assert await cases.step(work, case.id, "spoken", "not_now", state="set_aside")
        fresh = await cases.get(work, case.id)
        assert fresh is not None
        assert (fresh.way, fresh.state) == ("not_now", "set_aside")


async def test_of_two_who_look_after_a_case_the_first_one_wins(store: Store) -> None:
    async with store.work() as work:
        kaisa, pekka = await _two(work)
        _interview, case = await sent_case(work, await anna(work))
        assert await cases.look_after(work, case.id, None, kaisa.id)
        assert not await cases.look_after(work, case.id, None, pekka.id)
        assert await cases.look_after(work, case.id, kaisa.id, pekka.id)


async def test_a_task_is_late_the_day_after_and_one_of_two_takes_it(store: Store) -> None:
    async with store.work() as work:
        owner = await anna(work)
        kaisa, pekka = await _two(work)
        _interview, case = await sent_case(work, owner)
        late = await tasks.add(work, owner, case.id, "visit", due_on=TODAY - dt.timedelta(days=1))
        await tasks.add(work, owner, case.id, "visit", due_on=TODAY)
        await tasks.add(work, owner, case.id, "visit")
        assert [task.id for task in await tasks.late(work, TODAY)] == [late.id]
        assert await tasks.turn(work, late.id, "taken", was=["open"], coordinator_id=kaisa.id)
        assert not await tasks.turn(work, late.id, "taken", was=["open"], coordinator_id=pekka.id)
        assert not await tasks.turn(work, late.id, "done", was=tasks.OPEN, coordinator_id=pekka.id, only_of=pekka.id), (
            "what somebody has taken is theirs to finish"
        )
        assert await tasks.turn(work, late.id, "done", was=tasks.OPEN, coordinator_id=kaisa.id, only_of=kaisa.id)
        assert not await tasks.late(work, TODAY)


async def test_an_offer_is_settled_once_and_a_new_one_takes_its_place(store: Store) -> None:
    async with store.work() as work:
        kaisa, pekka = await _two(work)
        _interview, case = await sent_case(work, await anna(work))
        first = await hand_overs.offer(work, case.id, kaisa.id, pekka.id)
        second = await hand_overs.offer(work, case.id, kaisa.id, pekka.id)
        assert not await hand_overs.settle(work, first.id, "accepted")
        waits = await hand_overs.waiting(work, case.id)
        assert waits is not None
        assert waits.id == second.id
        assert await hand_overs.settle(work, second.id, "accepted")
        assert not await hand_overs.settle(work, second.id, "taken_back")
        assert await hand_overs.waiting(work, case.id) is None
        await hand_overs.offer(work, case.id, pekka.id, kaisa.id)
        assert await hand_overs.give_up(work, kaisa.id) == [case.id]
        assert await hand_overs.waiting(work, case.id) is None


async def test_a_case_goes_over_with_its_alerts_and_matches_and_nothing_of_anybody_else(store: Store) -> None:
    async with store.work() as work:
        kaisa, pekka = await _two(work)
        _one, guest = await sent_case(work, await anna(work))
        _other, host = await sent_case(work, await berit(work), "host")
        match, _new = await matches.put(work, host.id, guest.id, stage="taken", reasons=[], score=1)
        await matches.give_to(work, match.id, kaisa.id)
        about = await alerts.add(work, "match", "turku", {}, match_id=match.id)
        other = await alerts.add(work, "interview", "turku", {}, case_id=host.id)
        for alert in (about, other):
            await alerts.take(work, alert.id, kaisa.id)
        assert await hand_overs.pass_on(work, guest.id, [kaisa.id], pekka.id) == [about.id]
        fresh = await matches.get(work, match.id)
        assert fresh is not None
        assert fresh.coordinator_id == pekka.id
        left = await alerts.get(work, other.id)
        assert left is not None
        assert left.taken_by == kaisa.id
        assert [case.id for case in await case_lists.of_coordinator(work, kaisa.id, RUNNING)] == [host.id]
        assert {case.id for case in await case_lists.of_coordinator(work, pekka.id, RUNNING)} == {host.id, guest.id}


async def test_what_somebody_had_who_left_is_nobodys(store: Store) -> None:
    async with store.work() as work:
        owner = await anna(work)
        kaisa, pekka = await _two(work)
        _one, guest = await sent_case(work, owner)
        _other, host = await sent_case(work, await berit(work), "host")
        match, _new = await matches.put(work, host.id, guest.id, stage="living", reasons=[], score=1)
        await matches.give_to(work, match.id, kaisa.id)
        await cases.look_after(work, guest.id, None, kaisa.id)
        await cases.look_after(work, host.id, None, pekka.id)
        taken = await tasks.add(work, owner, guest.id, "visit")
        done = await tasks.add(work, owner, guest.id, "visit")
        await tasks.turn(work, taken.id, "taken", was=["open"], coordinator_id=kaisa.id)
        await tasks.turn(work, done.id, "done", was=["open"], coordinator_id=kaisa.id)
        assert await hand_overs.free(work, kaisa.id) == ([guest.id], [match.id])
        rows = [await cases.get(work, guest.id), await cases.get(work, host.id), await matches.get(work, match.id)]
        assert [None if row is None else row.coordinator_id for row in rows] == [None, pekka.id, None]
        states = {task.id: task.state for task in await tasks.of_case(work, guest.id, ["open", "taken", "done"])}
        assert states == {taken.id: "open", done.id: "done"}
        await matches.adopt(work, match.id, pekka.id, ["living"])
        await matches.adopt(work, match.id, kaisa.id, ["living"])
        fresh = await matches.get(work, match.id)
        assert fresh is not None
        assert fresh.coordinator_id == pekka.id


async def test_the_lists_know_what_is_held_and_what_runs(store: Store) -> None:
    async with store.work() as work:
        kaisa, _pekka = await _two(work)
        _one, guest = await sent_case(work, await anna(work))
        _other, host = await sent_case(work, await berit(work), "host")
        match, _new = await matches.put(work, host.id, guest.id, stage="suggested", reasons=[], score=1)
        assert await case_lists.held(work, "turku") == set()
        alert = await alerts.add(work, "interview", "turku", {}, case_id=guest.id)
        assert await alerts.take(work, alert.id, kaisa.id)
        assert await case_lists.held(work, "turku") == {guest.id}
        assert await case_lists.held(work, "elsewhere") == set()
        assert await case_lists.matches_of(work, [guest.id], ["taken"]) == {guest.id: []}
        found = await case_lists.matches_of(work, [guest.id, host.id], ["suggested"])
        assert {case_id: [one.id for one in some] for case_id, some in found.items()} == {
            guest.id: [match.id],
            host.id: [match.id],
        }
        assert (await alerts.get(work, alert.id) or alert).state is AlertState.TAKEN
        assert await coordinators.of_group(work, "turku")
