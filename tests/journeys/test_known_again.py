"""The same person coming again is recognised while a record is kept; an excluded one also after that."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
import time_machine

from bot.casework.exclusions import EXCLUDED
from bot.jobs import over_days
from bot.store import cases
from bot.store.tables import Exclusion
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

BY_PHONE = ("phone", "=040 123 4567")


async def test_another_account_with_the_same_phone_is_shown_to_coordinators(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    one = await network.case_number(await network.guest("Amir", contact=BY_PHONE))
    two = await network.case_number(await network.guest("Amir again", contact=BY_PHONE))
    alert = await network.channels[TURKU].sees("Has been here before")
    assert {one, two} <= set(alert.text.replace(",", " ").replace(".", " ").split()) or (one in alert and two in alert)
    assert "040" not in alert.text
    await kaisa.says(f"/cases {two}")
    card = await kaisa.sees("the same phone number")
    assert one in card.text


async def test_nobody_is_recognised_by_a_different_phone_or_after_everything_was_erased(network: Network) -> None:
    await network.coordinator("Kaisa")
    first = await network.guest("Amir", contact=BY_PHONE)
    await network.guest("Samir", contact=("phone", "=040 765 4321"))
    await first.says("/delete")
    await first.presses("Yes, erase everything")
    await first.sees("Everything about you is erased")
    await network.guest("Amir again", contact=BY_PHONE)
    await network.quiet()
    network.channels[TURKU].has_not_seen("Has been here before")


def allowed(network: Network) -> None:
    """The controller has decided that exclusions may be used."""
    house = network.built.house
    house.course = house.course.model_copy(update={"exclusions": "yes"})


async def state_of(network: Network, number: str) -> str:
    async with network.built.store.look() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        return case.state


async def asked(network: Network, kaisa: Actor, number: str) -> None:
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Exclude for safety")
    await kaisa.presses("Violence or threats")
    await kaisa.sees("Your colleagues are asked")


async def test_exclusions_are_off_until_the_controller_decides(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    card = await kaisa.sees("Agreed to")
    assert "Exclude for safety" not in card.buttons
    await amir.says("/privacy")
    await amir.sees("How your data is looked after")
    await network.quiet()
    amir.has_not_seen("mark of the account")


async def test_two_coordinators_exclude_and_it_holds_after_everything_was_erased(network: Network) -> None:
    allowed(network)
    kaisa, maija = await network.coordinator("Kaisa"), await network.coordinator("Maija")
    await network.host()
    amir = await network.guest(contact=BY_PHONE)
    number = await network.case_number(amir)
    await network.channels[TURKU].sees("A possible match")
    await asked(network, kaisa, number)
    assert await state_of(network, number) == "received"
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Exclude for safety")
    await kaisa.presses("I agree")
    await kaisa.sees_toast("somebody else has to agree")
    question = await maija.sees("asks to exclude")
    assert "Violence or threats" in question.text
    await maija.presses("I agree")
    await maija.sees("is excluded now")
    await kaisa.sees("is excluded now")
    await network.quiet()
    assert await state_of(network, number) == EXCLUDED
    await amir.says("/privacy")
    await amir.sees("mark of the account")
    await amir.says("/delete")
    await amir.presses("Yes, erase everything")
    await amir.sees("Everything about you is erased")
    again = await network.guest("Somebody else", contact=BY_PHONE)
    second = await network.case_number(again)
    await network.quiet()
    assert await state_of(network, second) == EXCLUDED
    await kaisa.says(f"/cases {second}")
    card = await kaisa.sees("Excluded for safety until")
    assert "Violence or threats" in card.text
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=31 * network.built.house.course.exclusion_months)
    with time_machine.travel(later):
        assert await over_days.forget(network.built.store, network.built.house) == 1
    assert await state_of(network, second) == "received"
    async with network.built.store.look() as work:
        assert await work.session.scalar(sa.select(sa.func.count()).select_from(Exclusion)) == 0


async def test_a_second_coordinator_may_disagree(network: Network) -> None:
    allowed(network)
    kaisa, maija = await network.coordinator("Kaisa"), await network.coordinator("Maija")
    number = await network.case_number(await network.guest())
    await asked(network, kaisa, number)
    await maija.presses("I don’t agree")
    await kaisa.sees("is not agreed to")
    assert await state_of(network, number) == "received"
    await maija.presses("I agree")
    await maija.sees_toast("does not work any more")
    assert await state_of(network, number) == "received"


async def test_without_a_second_coordinator_nobody_is_excluded(network: Network) -> None:
    allowed(network)
    kaisa = await network.coordinator("Kaisa")
    number = await network.case_number(await network.guest())
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Exclude for safety")
    await kaisa.presses("Violence or threats")
    await kaisa.sees_toast("no other coordinator")
