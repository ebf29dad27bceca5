"""The trial stay, moving in, and how it is going: asked of each side in confidence, over days and weeks."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.stages import Stage
from bot.store import cases, live_talks, tasks
from bot.store.tables import CaseFile
from tests.kit.matches import match_of
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import TODAY, answers_of, kinds_due, on, opens, plan_agreed, rings, stay_of

pytestmark = pytest.mark.usefixtures("noon")

UNTIL = TODAY + dt.timedelta(days=180)


def after(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


@pytest.fixture
async def three(network: Network) -> tuple[Actor, Actor, Actor, str]:
    """A coordinator, a host and a guest who have agreed on a plan from today on, and their match."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    match_id = await plan_agreed(network, kaisa, helena, amir, since=TODAY, until=UNTIL)
    return kaisa, helena, amir, match_id


async def case_of(network: Network, actor: Actor) -> CaseFile:
    number = await network.case_number(actor)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
        assert case is not None
        return case


async def address_due(network: Network, amir: Actor) -> dt.date | None:
    """The day by which the reception centre should know the new address."""
    case = await case_of(network, amir)
    async with network.built.store.look() as look:
        (task,) = [one for one in await tasks.of_case(look, case.id) if one.kind == "address"]
        return task.due_on


async def corrects(network: Network, kaisa: Actor, match_id: str) -> None:
    """The day of moving in is to be another one."""
    await opens(network, kaisa, match_id)
    await kaisa.presses("Correct the day of moving in")


async def types(kaisa: Actor, day: dt.date) -> None:
    """A day, as it is written in Finland."""
    await kaisa.says(f"{day.day}.{day.month}.{day.year}")


async def moves_in(network: Network, kaisa: Actor, match_id: str) -> None:
    """The guest moves in today."""
    await opens(network, kaisa, match_id)
    await kaisa.presses("Move in")
    await kaisa.presses("Today")
    await kaisa.sees("Both sides are told")
    await network.quiet()


async def test_a_trial_stay_ends_by_itself_and_both_are_asked_apart(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await opens(network, kaisa, match_id)
    await kaisa.presses("Begin the trial stay")
    await kaisa.sees("It lasts 3 days")
    await kaisa.presses("Today")
    await helena.sees("The trial stay at your home begins")
    await amir.sees("Nobody has to say yes")
    assert (await match_of(network, match_id)).stage == Stage.TRIAL
    with on(after(2)):
        assert await rings(network) == 0
    with on(after(3)):
        await rings(network)
        await helena.sees("The trial stay is over. How was it?")
        await amir.sees("nobody has to decide today")
        await kaisa.sees("then you talk with each")
        assert (await match_of(network, match_id)).stage == Stage.PLAN_AGREED
        await amir.presses("All right")
        await amir.sees("Thank you.")
    helena.has_not_seen("All right to")
    with on(after(8), 19):
        await rings(network)
        await kaisa.sees("how they have decided")


async def test_moving_in_tells_each_side_what_they_themselves_must_do(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    await amir.sees("tell your reception centre")
    await helena.sees("tell your landlord")
    helena.has_not_seen("tell your reception centre")
    stay = await stay_of(network, match_id)
    assert (stay.began_on, stay.until, stay.notice_days) == (TODAY, UNTIL, 14)
    assert await address_due(network, amir) == TODAY
    assert (await match_of(network, match_id)).stage == Stage.LIVING


async def test_another_day_can_be_typed_and_one_that_cannot_be_is_asked_again(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, _amir, match_id = three
    await opens(network, kaisa, match_id)
    await kaisa.presses("Move in")
    await kaisa.presses("Another day")
    await kaisa.sees("Which day?")
    await kaisa.says("when the snow melts")
    await kaisa.sees("could not read")
    day = after(5)
    await types(kaisa, day)
    await helena.sees("A guest moves in with you")
    assert (await stay_of(network, match_id)).began_on == day


async def test_a_wrong_day_of_moving_in_is_corrected_and_all_that_hangs_on_it_moves(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    await corrects(network, kaisa, match_id)
    await kaisa.sees("did the guest move in, or will?")
    await kaisa.presses("Another day")
    await kaisa.sees("Which day?")
    day = after(5)
    await types(kaisa, day)
    for side in (helena, amir):
        await side.sees(f"The day of moving in is corrected: {day.day} {day:%B %Y}")
    await kaisa.sees(f"Living together from {day.day} {day:%B %Y}")
    assert (await stay_of(network, match_id)).began_on == day
    assert await address_due(network, amir) == day
    with on(after(4)):
        await rings(network)
        helena.has_not_seen("How is it going?")
    with on(after(8)):
        await rings(network)
        await helena.sees("How is it going?")
        await amir.sees("How is it going?")
    asked = [(row.side, row.kind) for row in await answers_of(network, match_id)]
    assert sorted(asked) == [("guest", "going"), ("host", "going")], "each is asked once, on the corrected day"


async def test_nobody_moves_in_after_the_agreed_end_and_the_same_day_is_told_to_nobody(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    await corrects(network, kaisa, match_id)
    await kaisa.presses("Another day")
    await types(kaisa, UNTIL + dt.timedelta(days=1))
    await kaisa.sees("Change the agreed end first")
    await corrects(network, kaisa, match_id)
    await kaisa.presses("Today")
    await network.quiet()
    for side in (helena, amir):
        side.has_not_seen("is corrected")
    assert (await stay_of(network, match_id)).began_on == TODAY


async def test_of_two_who_press_at_once_the_second_hears_that_it_is_done(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, _amir, match_id = three
    await opens(network, kaisa, match_id)
    await kaisa.presses("Move in")
    await kaisa.presses("Today")
    await helena.sees("A guest moves in with you")
    await kaisa.presses("Tomorrow")
    await kaisa.sees_toast("moved on in the meantime")
    await network.quiet()
    assert (await stay_of(network, match_id)).began_on == TODAY
    assert len([screen for screen in helena.screens if "A guest moves in with you" in screen]) == 1


async def test_both_are_asked_after_three_days_two_weeks_and_monthly_each_once(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    asked = []
    for days in range(1, 80):
        with on(after(days)):
            if await rings(network):
                asked.append(days)
    assert asked == [3, 14, 44, 74]
    for actor in (helena, amir):
        assert len([screen for screen in actor.screens if "How is it going?" in screen]) == 4
    assert {row.side for row in await answers_of(network, match_id)} == {"host", "guest"}


async def test_a_low_answer_is_an_alert_with_the_case_number_only_and_the_other_side_knows_nothing(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    number = await network.case_number(amir)
    before = len(network.channels[TURKU].screens)
    with on(after(3)):
        await rings(network)
        await amir.presses("Not well")
        await amir.sees("gets in touch with you")
        alert = await network.channels[TURKU].sees("It is not going well")
        await kaisa.sees("it is not going well")
        await amir.presses("Say it in words")
        await amir.says("The nights are loud")
        await amir.sees("The coordinator reads it")
        await kaisa.sees("has said in words")
        await opens(network, kaisa, match_id)
        await kaisa.presses("How it is going")
        await kaisa.sees("The nights are loud")
    assert number in alert.text
    assert await network.case_number(helena) not in alert.text
    helena.has_not_seen("loud")
    helena.has_not_seen("Not well to")
    assert not [screen for screen in network.channels[TURKU].screens[before:] if "loud" in screen]


async def test_the_answer_may_be_typed_and_words_that_are_none_are_asked_again(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, _amir, match_id = three
    await moves_in(network, kaisa, match_id)
    with on(after(3)):
        await rings(network)
        await helena.says("purple")
        await helena.sees("How is it going?")
        await helena.says("tosi hyvin")
        await helena.sees("good to hear")
    (row,) = [one for one in await answers_of(network, match_id) if one.side == "host"]
    assert row.answer == "well"


async def test_somebody_else_of_the_group_sees_that_there_are_answers_and_not_which(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, _helena, amir, match_id = three
    maija = await network.coordinator("Maija")
    await moves_in(network, kaisa, match_id)
    with on(after(3)):
        await rings(network)
        await amir.presses("Some things are hard")
        await amir.sees("what is hard")
        await opens(network, maija, match_id)
        await maija.presses("How it is going")
        await maija.sees("Only the coordinator who looks after the stay")
        maija.has_not_seen("Some things are hard")


async def test_where_one_of_the_two_is_a_coordinator_of_the_group_the_national_one_hears_of_a_low_answer(
    network: Network,
) -> None:
    kaisa, helena = await network.coordinator("Kaisa"), await network.coordinator("Helena")
    await network.channel("national")
    await network.walks(helena, "=/host", *network.host_steps(), "!send")
    await helena.sees("K-")
    amir = await network.guest()
    match_id = await plan_agreed(network, kaisa, helena, amir, since=TODAY, until=UNTIL)
    await moves_in(network, kaisa, match_id)
    with on(after(3)):
        await rings(network)
        await amir.presses("Not well")
        await network.channels["national"].sees("It is not going well")
    network.channels[TURKU].has_not_seen("It is not going well")


async def test_nothing_is_asked_while_a_coordinator_talks_with_the_person_and_later_it_is(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    case = await case_of(network, amir)
    coordinator_id = (await match_of(network, match_id)).coordinator_id
    assert coordinator_id is not None
    with on(after(3), 20):
        async with network.built.store.work() as work:
            talk = await live_talks.start(
                work, case_id=case.id, person_id=case.person_id, coordinator_id=coordinator_id
            )
        await rings(network)
        amir.has_not_seen("How is it going?")
        async with network.built.store.work() as work:
            await live_talks.close(work, talk.id)
    with on(after(4), 12):
        await rings(network)
        await amir.sees("How is it going?")
        await helena.sees("How is it going?")


async def test_nobody_is_asked_at_night(network: Network, three: tuple[Actor, Actor, Actor, str]) -> None:
    kaisa, _helena, amir, match_id = three
    await moves_in(network, kaisa, match_id)
    house = network.built.house
    house.policy = house.policy.model_copy(update={"quiet_from": 21, "quiet_to": 8})
    with on(after(3), 23):
        assert await rings(network) == 0
    with on(after(4), 7):
        assert await rings(network) == 0
    with on(after(4), 9):
        await rings(network)
        await amir.sees("How is it going?")


async def test_a_plan_after_which_nobody_moves_in_is_told_to_the_coordinator_and_then_to_the_channel(
    network: Network, three: tuple[Actor, Actor, Actor, str]
) -> None:
    kaisa, _helena, _amir, match_id = three
    assert "move_in" in await kinds_due(network, match_id)
    with on(after(15)):
        await rings(network)
        await kaisa.sees("nobody has moved in yet")
        network.channels[TURKU].has_not_seen("stood still")
    with on(after(30)):
        await rings(network)
        await network.channels[TURKU].sees("stood still")
