"""Channels, coordinators, cases, matches and alerts: the first one wins, and everything can be told afterwards."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
import time_machine

from bot.store import access, alerts, cases, channels, coordinators, matches, people
from bot.store.store import Store
from bot.store.tables import AlertState, ChannelState, Match
from bot.store.work import Work
from tests.store.stories import ANNA, CHANNEL, anna, berit, coordinator, sent_case, turku_channel


async def test_a_group_has_one_channel_at_a_time(store: Store) -> None:
    async with store.work() as work:
        await turku_channel(work)
        await channels.bind(work, "helsinki", CHANNEL, "channel")
        await channels.bind(work, "turku", -5, "supergroup", thread_id=9)
        assert [(one.group_slug, one.chat_id) for one in await channels.every(work)] == [
            ("helsinki", CHANNEL),
            ("turku", -5),
        ]
        assert await channels.unbind(work, "turku")
        assert not await channels.unbind(work, "turku")
        assert await channels.of_group(work, "turku") is None


async def test_a_lost_channel_is_told_once_and_comes_back(store: Store) -> None:
    async with store.work() as work:
        await turku_channel(work)
        assert await channels.lose(work, CHANNEL) == ["turku"]
        assert await channels.lose(work, CHANNEL) == []
        lost = await channels.of_group(work, "turku")
        assert lost is not None
        assert lost.state is ChannelState.LOST
        assert await channels.restore(work, CHANNEL) == ["turku"]
        assert await channels.restore(work, CHANNEL) == []


async def test_a_topic_that_is_gone_is_left(store: Store) -> None:
    async with store.work() as work:
        await channels.bind(work, "turku", CHANNEL, "supergroup", thread_id=9)
        await channels.leave_thread(work, CHANNEL, 8)
        assert [one.thread_id for one in await channels.every(work)] == [9]
        await channels.leave_thread(work, CHANNEL, 9)
        assert [one.thread_id for one in await channels.every(work)] == [None]


async def test_a_coordinator_counts_from_the_promise_to_the_removal(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        made = await coordinators.add(work, person, "turku", "Anna from Turku")
        assert not made.active
        await coordinators.promise(work, made.id, "2027-01")
        known = await coordinators.get(work, made.id)
        assert known.active
        assert (known.shown_name, known.promise_version, known.promised_at) == ("Anna from Turku", "2027-01", work.now)
        await coordinators.rename(work, person, known, "A.")
        assert [one.shown_name for one in await coordinators.of_group(work, "turku")] == ["A."]
        await coordinators.remove(work, made.id)
        assert await coordinators.of_person(work, person.id) == []
        assert await coordinators.find(work, person.id, "turku") is None
        again = await coordinators.add(work, person, "turku", "Anna")
        assert (again.id, again.active) == (made.id, False), "back, but the promise must be given anew"
        with pytest.raises(LookupError):
            await coordinators.get(work, "nobody")


async def test_an_older_word_on_membership_does_not_replace_a_newer_one(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        made = await coordinator(work, person)
        later, earlier = work.now, work.now - dt.timedelta(seconds=5)
        await coordinators.heard(work, person.id, "turku", "left", later)
        await coordinators.heard(work, person.id, "turku", "member", earlier)
        known = await coordinators.get(work, made.id)
        assert (known.member_status, known.member_checked_at) == ("left", later)


async def test_a_case_has_a_number_that_can_be_said_on_the_phone(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        _, case = await sent_case(work, person)
        assert re.fullmatch(r"K-[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{6}", case.number)
        assert await cases.by_number(work, case.number) == case
        assert await cases.of_interview(work, case.interview_id) == case
        assert await cases.of_person(work, person.id) == [case]
        assert await cases.of_group(work, "turku", role="guest", states=["received"]) == [case]
        assert await cases.of_group(work, "turku", role="host") == []
        assert await cases.with_role(work, "guest", states=["received"]) == [case]


async def test_a_number_that_is_taken_is_not_given_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(["K-222222", "K-222222", "K-333333"])
    monkeypatch.setattr(cases, "new_number", lambda: next(numbers))
    async with store.work() as work:
        person = await anna(work)
        assert [(await sent_case(work, person))[1].number for _ in range(2)] == ["K-222222", "K-333333"]


async def test_a_case_is_changed(store: Store) -> None:
    async with store.work() as work:
        _, case = await sent_case(work, await anna(work))
        await cases.change(work, case.id, state="done", group_slug="helsinki")
        changed = await cases.get(work, case.id)
        assert changed is not None
        assert (changed.state, changed.group_slug) == ("done", "helsinki")


async def test_alerts_of_one_thing_stand_together_and_tell_who_has_the_case(store: Store) -> None:
    async with store.work() as work:
        kaisa = await coordinator(work, await anna(work))
        _, case = await sent_case(work, await berit(work))
        local = await alerts.add(work, "interview", "turku", {}, case_id=case.id)
        copy = await alerts.add(work, "interview", "turku", {}, case_id=case.id)
        for alert in (local, copy):
            await alerts.posted(work, alert.id, "turku", "post")
        assert [one.id for one in await alerts.family(work, copy)] == [local.id, copy.id]
        assert await alerts.holder(work, case.id) is None

        assert await alerts.take(work, local.id, kaisa.id)
        lead = await alerts.get(work, local.id)
        assert lead is not None
        await alerts.mirror(work, lead, [copy.id])
        assert await alerts.holder(work, case.id) == kaisa.id
        assert [one.state for one in await alerts.of_coordinator(work, kaisa.id)] == [AlertState.TAKEN] * 2

        assert sorted(await alerts.release(work, kaisa.id)) == sorted([local.id, copy.id])
        assert await alerts.holder(work, case.id) is None


async def _match(work: Work) -> Match:
    _, host = await sent_case(work, await anna(work), "host")
    _, guest = await sent_case(work, await berit(work), "guest")
    match, made = await matches.put(work, host.id, guest.id, stage="suggested", reasons=[("room", "ok")], score=0.5)
    assert made
    return match


async def test_a_match_is_made_once_and_keeps_its_stage(store: Store) -> None:
    async with store.work() as work:
        match = await _match(work)
        assert await matches.move(work, match, "take", ("taken", False, False), by="coordinator", coordinator_id=None)
        again, made = await matches.put(
            work, match.host_case_id, match.guest_case_id, stage="suggested", reasons=[("room", "check")], score=0.7
        )
        assert not made
        assert (again.id, again.stage, again.score, again.reasons) == (match.id, "taken", 0.7, [["room", "check"]])
        assert await matches.of_case(work, match.host_case_id) == [again]
        assert await matches.of_case(work, match.guest_case_id) == [again]


async def test_the_first_move_of_a_match_wins_and_all_moves_are_kept(store: Store) -> None:
    async with store.work() as work:
        match, who = await _match(work), await coordinator(work, await people.add(work, 3, "fi"))
        taken, aside = ("taken", False, False), ("set_aside", False, False)
        seen = Match(id=match.id, stage=match.stage, host_yes=False, guest_yes=False)
        assert await matches.move(work, seen, "take", taken, by="coordinator", coordinator_id=who.id)
        assert not await matches.move(work, seen, "set_aside", aside, by="coordinator", coordinator_id=None)
        await matches.note(work, match.id, "seen", by="coordinator", coordinator_id=who.id)
        told = [(event.what, event.coordinator_id) for event in await matches.events(work, match.id)]
        assert told == [("suggested", None), ("take", who.id), ("seen", who.id)]


async def test_the_reason_of_a_refusal_is_sealed_under_the_matchs_own_key(store: Store) -> None:
    async with store.work() as work:
        match = await _match(work)
        await matches.keep_refusal(work, match.id, "Canary reason")
        kept = await matches.get(work, match.id)
        assert kept is not None
        assert kept.refusal is not None
        assert b"Canary" not in kept.refusal
        assert await matches.refusal(work, kept) == "Canary reason"
        await matches.keep_refusal(work, match.id, None)
        assert await matches.refusal(work, match) is None
        with pytest.raises(LookupError):
            await matches.keep_refusal(work, "nothing", "words")


async def test_an_alert_goes_its_way_and_only_its_way(store: Store) -> None:
    async with store.work() as work:
        mine, other = await coordinator(work, await anna(work)), await coordinator(work, await berit(work))
        alert = await alerts.add(work, "interview", "turku", {"n": 1})
        assert await alerts.waiting(work) == [alert]
        await alerts.posted(work, alert.id, "turku", "an outbox id")
        assert await alerts.take(work, alert.id, mine.id)
        for move in (alerts.take, alerts.give_back, alerts.finish, alerts.set_aside):
            assert not await move(work, alert.id, other.id), move
        assert await alerts.give_back(work, alert.id, mine.id)
        assert await alerts.set_aside(work, alert.id, other.id)
        assert not await alerts.finish(work, alert.id, other.id)
        assert await alerts.reopen(work, alert.id)
        assert not await alerts.reopen(work, alert.id)
        assert await alerts.finish(work, alert.id, mine.id)
        assert not await alerts.withdraw(work, alert.id)
        told = await alerts.get(work, alert.id)
        assert told is not None
        assert (told.state, told.taken_by, told.shown_in, told.post_id) == (
            AlertState.DONE,
            mine.id,
            "turku",
            "an outbox id",
        )


async def test_alerts_are_numbered_and_found_by_what_they_are_about(store: Store) -> None:
    async with store.work() as work:
        _, case = await sent_case(work, await anna(work))
        first = await alerts.add(work, "interview", "turku", {"n": 1}, case_id=case.id)
        second = await alerts.add(work, "unreachable", "turku", {}, case_id=case.id)
        assert second.number > first.number
        assert await alerts.of_case(work, case.id) == [first, second]
        await alerts.retell(work, first.id, {"n": 2})
        assert [one.facts for one in await alerts.of_group(work, "turku", [AlertState.WAITING])] == [{"n": 2}, {}]


async def test_each_look_is_noted(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            person = await anna(work)
            who = await coordinator(work, person)
            _, case = await sent_case(work, person)
            await access.note(work, who.id, case.id, "details")
        clock.shift(1)
        async with store.work() as work:
            await access.note(work, who.id, case.id, "answers")
            assert [one.what for one in await access.of_case(work, case.id)] == ["details", "answers"]
            assert len(await access.of_coordinator(work, who.id)) == 2


async def test_a_look_changes_nothing(store: Store) -> None:
    async with store.work() as work:
        await anna(work)
    async with store.look() as work:
        if store.database.is_sqlite:
            await work.session.execute(sa.text("UPDATE person SET language = 'xx'"))
    async with store.look() as work:
        found = await people.find(work, ANNA)
        assert found is not None
        assert found.language == "sv"
