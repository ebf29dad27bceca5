"""The end of a stay comes near, is moved, is asked for, and comes: with the next home recorded, and what follows."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.endings import CASE_ENDED, FAR_AWAY
from bot.casework.retention import Record
from bot.casework.stages import RECEIVED, Move, Stage
from bot.jobs import cut_short, retention
from bot.store import cases, follow_ups, matches, people, stays, tasks
from bot.store.tables import CaseFile
from bot.store.work import Work
from tests.kit.matches import match_of, moves
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import TODAY, answers_of, kinds_due, on, opens, plan_agreed, rings, stay_of

pytestmark = pytest.mark.usefixtures("noon")

UNTIL = TODAY + dt.timedelta(days=60)
OPENS = UNTIL - dt.timedelta(weeks=6)
Four = tuple[Actor, Actor, Actor, str]


@pytest.fixture
async def living(network: Network) -> Four:
    """A coordinator, and a host and a guest who live together from today on; and their match."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    match_id = await plan_agreed(network, kaisa, helena, amir, since=TODAY, until=UNTIL)
    await opens(network, kaisa, match_id)
    await kaisa.presses("Move in")
    await kaisa.presses("Today")
    await kaisa.sees("Both sides are told")
    await network.quiet()
    return kaisa, helena, amir, match_id


async def case_of(network: Network, actor: Actor) -> CaseFile:
    number = await network.case_number(actor)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
        assert case is not None
        return case


async def ends(network: Network, kaisa: Actor, match_id: str, next_home: str) -> None:
    """The coordinator ends the stay."""
    await opens(network, kaisa, match_id)
    await kaisa.presses("End the stay")
    await kaisa.presses(next_home)
    await kaisa.presses("Yes, end the stay")
    await kaisa.sees("The stay is closed")
    await network.quiet()


async def test_weeks_before_the_agreed_end_the_guest_is_asked_and_coordinators_hear_of_it(
    network: Network, living: Four
) -> None:
    kaisa, helena, amir, match_id = living
    with on(OPENS):
        await rings(network)
        await network.channels[TURKU].sees("The end of a stay comes near")
        await amir.sees("How do things stand with your next home?")
        await helena.sees("begin to think of the next home now")
        await amir.says("tarvitsen apua")
        await amir.sees("We cannot promise one")
        await kaisa.sees("The next home is looked for")
    assert (await stay_of(network, match_id)).next_home == "looking"
    helena.has_not_seen("is looked for")


async def test_an_end_that_is_moved_is_told_to_both_and_asked_about_anew_in_its_time(
    network: Network, living: Four
) -> None:
    kaisa, helena, amir, match_id = living
    later = UNTIL + dt.timedelta(days=90)
    with on(OPENS):
        await rings(network)
        await amir.presses("I want to stay longer")
        await kaisa.sees("Wants to stay longer")
        await opens(network, kaisa, match_id)
        await kaisa.presses("Change the agreed end")
        await kaisa.presses(f"{later:%B %Y}")
        await helena.sees("now agreed until")
        await amir.sees("now agreed until")
    stay = await stay_of(network, match_id)
    assert (stay.until, stay.next_home) == (later, None)
    with on(UNTIL + dt.timedelta(days=1)):
        await rings(network)
        kaisa.has_not_seen("has gone by")
    with on(later - dt.timedelta(weeks=6)):
        await rings(network)
        await amir.sees("How do things stand with your next home?")


async def test_an_end_that_has_gone_by_is_not_forgotten_and_an_open_one_never_comes(
    network: Network, living: Four
) -> None:
    kaisa, _helena, amir, match_id = living
    with on(UNTIL + dt.timedelta(days=1)):
        await rings(network)
        await kaisa.sees("has gone by")
        await opens(network, kaisa, match_id)
        await kaisa.presses("Change the agreed end")
        await kaisa.presses("No agreed end")
        await amir.sees("No end is agreed for the stay any more")
    due = await kinds_due(network, match_id)
    assert "end_near" not in due
    assert "end_passed" not in due


async def test_a_host_may_ask_for_the_end_and_only_a_coordinator_hears_of_it(network: Network, living: Four) -> None:
    kaisa, helena, amir, match_id = living
    with on(TODAY + dt.timedelta(days=3)):
        await rings(network)
        await helena.presses("All right")
        await helena.presses("I would like the stay to end")
        await helena.sees("try to tell each other 14 days before")
        await helena.says("kyllä")
        await helena.sees("talks with you")
        await kaisa.sees("would like the stay to end")
        await network.channels[TURKU].sees("Wants to talk with a coordinator")
        await opens(network, kaisa, match_id)
        await kaisa.presses("How it is going")
        await kaisa.sees("has asked for the end")
    amir.has_not_seen("stay to end.")
    assert (await match_of(network, match_id)).stage == Stage.LIVING


async def test_who_changes_their_mind_about_asking_for_the_end_has_told_nobody(network: Network, living: Four) -> None:
    kaisa, helena, _amir, match_id = living
    with on(TODAY + dt.timedelta(days=3)):
        await rings(network)
        await helena.presses("All right")
        await helena.presses("I would like the stay to end")
        await helena.presses("No, leave it")
        await helena.sees("I tell nobody")
    await network.quiet()
    kaisa.has_not_seen("would like the stay to end")
    assert "end_wish" not in {row.kind for row in await answers_of(network, match_id)}


async def test_a_stay_ends_with_the_next_home_thanks_and_the_home_open_again_when_the_host_says_so(
    network: Network, living: Four
) -> None:
    kaisa, helena, amir, match_id = living
    await ends(network, kaisa, match_id, "A rental home of their own")
    stay = await stay_of(network, match_id)
    assert (stay.next_home, stay.ended_on) == ("own_rental", TODAY)
    assert (await match_of(network, match_id)).stage == Stage.ENDED
    assert (await case_of(network, helena)).paused_until == FAR_AWAY
    assert (await case_of(network, amir)).state == CASE_ENDED
    await helena.sees("Thank you for sharing your home")
    await helena.presses("It was good")
    await helena.presses("More support meanwhile")
    await helena.presses("✓ More support meanwhile")
    await helena.presses("A calmer end")
    await helena.presses("Done")
    await helena.presses("Yes, at once")
    await helena.sees("open for guests again")
    await helena.sees("It helps the network")
    await amir.presses("I’d rather not say")
    await amir.sees("It helps the network")
    await network.quiet()
    assert (await case_of(network, helena)).paused_until is None
    told = {row.side: row.answer for row in await answers_of(network, match_id)}
    assert told == {"host": "well:ending:now", "guest": "rather_not::"}
    assert await kinds_due(network, match_id) == ["open_again"]


async def test_a_host_who_does_not_say_whether_the_home_is_open_again_is_asked_once_more(
    network: Network, living: Four
) -> None:
    kaisa, helena, _amir, match_id = living
    await ends(network, kaisa, match_id, "A place from a municipality")
    with on(TODAY + dt.timedelta(days=8)):
        await rings(network)
        await kaisa.sees("has not said yet whether the home is open again")
        await helena.says("not now")
        await helena.sees("Your offer rests now")
    with on(TODAY + dt.timedelta(days=20)):
        assert await rings(network) == 0


async def test_a_host_may_open_the_home_later_on_a_day_that_is_typed(network: Network, living: Four) -> None:
    kaisa, helena, _amir, match_id = living
    await ends(network, kaisa, match_id, "Somewhere else")
    await helena.presses("I’d rather not say")
    await helena.presses("Yes, later")
    await helena.presses("Another day")
    day = TODAY + dt.timedelta(days=45)
    await helena.says(f"{day.day}.{day.month}.{day.year}")
    await helena.sees("open for guests again from")
    assert (await case_of(network, helena)).paused_until == day


async def test_a_guest_whose_next_home_is_not_known_is_asked_whether_to_look_on(network: Network, living: Four) -> None:
    kaisa, helena, amir, match_id = living
    await ends(network, kaisa, match_id, "Not known")
    assert (await case_of(network, amir)).state == CASE_ENDED
    await amir.presses("It was all right")
    await amir.presses("Done")
    await amir.sees("Shall we look for a new home for you?")
    await amir.says("yes please")
    await amir.sees("We cannot promise one")
    assert (await case_of(network, amir)).state == RECEIVED
    helena.has_not_seen("look for a new home")


async def test_a_stay_is_never_closed_without_a_next_home_and_only_once(network: Network, living: Four) -> None:
    kaisa, _helena, amir, match_id = living
    await opens(network, kaisa, match_id)
    await kaisa.presses("End the stay")
    await kaisa.sees("No stay is closed without an answer")
    assert (await stay_of(network, match_id)).ended_on is None
    await kaisa.presses("Not known")
    await kaisa.presses("Yes, end the stay")
    await amir.sees("The stay has come to its end")
    await kaisa.presses("Yes, end the stay")
    await kaisa.sees_toast("moved on in the meantime")
    await network.quiet()
    assert len(await answers_of(network, match_id)) == 2


async def test_months_after_the_end_words_are_gone_and_what_is_counted_stays(network: Network, living: Four) -> None:
    kaisa, _helena, amir, match_id = living
    with on(TODAY + dt.timedelta(days=3)):
        await rings(network)
        await amir.presses("🙂 Well")
        await amir.presses("Say it in words")
        await amir.says("Canary words")
        await amir.sees("The coordinator reads it")
        await ends(network, kaisa, match_id, "With family or friends")
    days = network.built.house.retention.records[Record.STAY_WORDS]
    with on(TODAY + dt.timedelta(days=3 + days - 1), 12):
        await retention.run(network.built.store, network.built.house)
        assert any(row.words for row in await answers_of(network, match_id))
    with on(TODAY + dt.timedelta(days=3 + days + 1)):
        await retention.run(network.built.store, network.built.house)
    rows = await answers_of(network, match_id)
    assert not any(row.words for row in rows)
    assert "well" in {row.answer for row in rows}
    assert (await match_of(network, match_id)).key_id is None
    assert (await stay_of(network, match_id)).next_home == "family_friends"
    await opens(network, kaisa, match_id)
    await kaisa.presses("How it was")
    await kaisa.sees("answered")


async def test_somebody_who_cannot_be_written_to_is_called_and_the_coordinator_notes_what_they_said(
    network: Network, living: Four
) -> None:
    kaisa, _helena, amir, match_id = living
    case = await case_of(network, amir)
    async with network.built.store.work() as work:
        await people.unreachable(work, case.person_id)
    with on(TODAY + dt.timedelta(days=3)):
        await rings(network)
        async with network.built.store.look() as look:
            calls = [one for one in await tasks.of_case(look, case.id) if one.kind == "call"]
            assert "going" in {one.about for one in calls}
        await opens(network, kaisa, match_id)
        await kaisa.presses("How it is going")
        await kaisa.presses(f"{case.number} by phone")
        await kaisa.presses("Some things are hard")
        await kaisa.sees("Noted, in confidence")
    async with network.built.store.look() as look:
        (row,) = [one for one in await follow_ups.of_match(look, match_id) if one.side == "guest"]
        assert row.answer == "mixed"


async def test_a_stay_that_is_broken_off_is_closed_too_with_the_next_home_not_known(
    network: Network, living: Four
) -> None:
    kaisa, _helena, _amir, match_id = living
    built = network.built
    assert await cut_short.close(built.store, built.house) == 0
    await moves(network, kaisa, match_id, (Move.BREAK_OFF, "coordinator"))
    assert await cut_short.close(built.store, built.house) == 1
    assert await cut_short.close(built.store, built.house) == 0
    stay = await stay_of(network, match_id)
    assert (stay.next_home, stay.ended_on) == ("not_known", TODAY)
    assert await kinds_due(network, match_id) == []


async def test_a_guest_who_is_in_the_next_match_already_is_not_closed_with_the_stay(
    network: Network, living: Four
) -> None:
    kaisa, _helena, amir, match_id = living
    case = await case_of(network, amir)
    await network.host("Elsa")
    await network.quiet()
    elsa_id = ""
    async with network.built.store.work() as work:
        helena_id = await _host(work, match_id)
        hosts = await cases.with_role(work, "host", states=[RECEIVED])
        (elsa,) = [one for one in hosts if one.id != helena_id]
        match, _new = await matches.put(work, elsa.id, case.id, stage="suggested", reasons=[], score=1.0)
        elsa_id = match.id
        await stays.put(work, match_id, next_home="looking")
    await moves(network, kaisa, elsa_id, (Move.TAKE, "coordinator"))
    await ends(network, kaisa, match_id, "With another host")
    assert (await case_of(network, amir)).state == RECEIVED


async def _host(work: Work, match_id: str) -> str:
    match = await matches.get(work, match_id)
    assert match is not None
    return match.host_case_id
