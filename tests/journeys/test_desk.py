"""A coordinator's desk: the card and its sections, notes, /cases in parts, and cases that change hands."""

import datetime as dt

import pytest
import time_machine

from bot.jobs import timers
from bot.store import access, cases
from bot.telegram.desk import case_card
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor


async def _opens(network: Network, coordinator: Actor, whose: Actor) -> str:
    number = await network.case_number(whose)
    await coordinator.says(f"/cases {number}")
    await coordinator.sees("Way in:")
    return number


async def test_notes_are_read_by_coordinators_only_and_every_look_is_written_down(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    number = await _opens(network, kaisa, amir)
    await kaisa.presses("Notes")
    await kaisa.sees("No notes yet.")
    await kaisa.presses("Add a note")
    await kaisa.sees("the person never does")
    await kaisa.says("Would like a quiet place\n<b>please</b>")
    await kaisa.sees("Thank you, noted")

    await _opens(network, pekka, amir)
    await pekka.presses("Notes")
    told = await pekka.sees("Would like a quiet place")
    assert "Kaisa" in told
    assert "<b>please</b>" in told, "what is typed is shown as it was typed"
    assert told.message.protected
    await pekka.presses("‹ To the case")
    await pekka.presses("What has happened")
    told = await pekka.sees("what has happened")
    for line in ("• Sent", "Note: Kaisa", "Looked at by Kaisa", "Looked at by Pekka", "Alert: New guest"):
        assert line in told
    await amir.says("/mydata")
    await amir.sees(number)
    amir.has_not_seen("quiet place")
    async with network.built.store.look() as look:
        case = await cases.by_number(look, number)
        assert case is not None
        seen = {one.what for one in await access.of_case(look, case.id)}
    assert {"details", "notes", "history"} <= seen


async def test_a_note_that_is_left_is_not_noted(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await _opens(network, kaisa, await network.guest())
    await kaisa.presses("Notes")
    await kaisa.presses("Add a note")
    await kaisa.presses("Leave it")
    await kaisa.sees("nothing is noted")
    await kaisa.presses("Notes")
    await kaisa.sees("No notes yet.")


async def test_a_card_that_is_too_long_has_the_answers_behind_a_button(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    await _opens(network, kaisa, helena)
    card = await kaisa.sees("Name: Helena")
    assert "Answers" not in card.buttons, "what fits stands in one message"
    monkeypatch.setattr(case_card, "is_one_message", lambda *_: False)
    await _opens(network, kaisa, helena)
    card = await kaisa.sees_button("Answers")
    assert "Helena" not in card
    await kaisa.presses("Answers")
    told = await kaisa.sees("Name: Helena")
    assert "Agreed to" in told
    await kaisa.presses("‹ To the case")
    await kaisa.sees("Way in: Received")


async def test_cases_are_listed_by_whose_they_are_and_where_they_stand(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    amir = await network.guest()
    sara = await network.guest("Sara", languages="=Swedish")
    await channel.sees("A possible match")
    await network.approved(amir)
    of_helena, of_amir, of_sara = [await network.case_number(one) for one in (helena, amir, sara)]

    await kaisa.says("/cases")
    page = await kaisa.sees("Not taken yet: 3")
    assert of_amir in page
    assert "– Approved and waiting" in page
    assert "– Waiting for the talk" in page
    await kaisa.presses(of_helena)
    await kaisa.presses("I look after it")
    await kaisa.sees_toast("You look after it from now on")
    await kaisa.sees("Looked after by Kaisa")
    await kaisa.presses("I look after it")
    await kaisa.sees_toast("You look after this case already")

    await kaisa.says("/cases")
    await kaisa.sees("Not taken yet: 2")
    await kaisa.presses("My cases: 1")
    page = await kaisa.sees("My cases: 1")
    assert of_helena in page
    assert of_amir not in page
    await kaisa.presses("All of my group: 3")
    await kaisa.sees("All of my group: 3")
    await kaisa.presses("By where they stand")
    await kaisa.sees_button("Waiting for the talk: 2")
    await kaisa.presses("Approved and waiting: 1")
    page = await kaisa.sees("All of my group – Approved and waiting: 1")
    assert of_amir in page
    assert of_sara not in page


async def test_the_national_group_lists_no_case_of_another_group(network: Network) -> None:
    await network.coordinator("Kaisa")
    outi = await network.coordinator("Outi", NATIONAL)
    amir = await network.guest()
    await outi.says("/cases")
    await outi.sees("All of my group: 0")
    await outi.says(f"/cases {await network.case_number(amir)}")
    await outi.sees("There is no such case")


async def test_a_case_is_handed_over_with_its_match_when_the_colleague_accepts(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels[TURKU]
    helena = await network.host()
    await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    number = await _opens(network, kaisa, helena)
    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await kaisa.sees(f"Pekka has been asked to take over {number}")
    await pekka.sees("Kaisa asks whether you could take this case over")
    await pekka.presses("I can’t just now")
    await kaisa.sees(f"Pekka can’t take {number} just now. It stays as it was.")

    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await pekka.sees("Kaisa asks whether")
    await pekka.presses("Yes, I take it over")
    await pekka.sees("Looked after by Pekka")
    await kaisa.sees(f"Pekka has taken over {number}")
    await channel.sees("Taken by Pekka")
    await pekka.presses("Yes, I take it over")
    await pekka.sees_toast("That is settled already")
    await pekka.presses("Its matches")
    await pekka.sees("Taken, since")
    await pekka.sees("(Pekka)")
    await pekka.presses("What has happened")
    told = await pekka.sees("Taken over: Pekka")
    assert "Offered to a colleague: Kaisa" in told


async def test_an_offer_is_taken_back_and_one_without_an_answer_is_over_after_some_days(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    number = await _opens(network, kaisa, amir)
    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await pekka.sees("Kaisa asks whether")
    await kaisa.presses("Take the question back")
    await pekka.sees(f"Kaisa does not need you to take over {number} any more")
    await pekka.presses("Yes, I take it over")
    await pekka.sees_toast("That is settled already")

    await kaisa.presses("Hand it over")
    await kaisa.presses("Pekka")
    await pekka.sees("Kaisa asks whether")
    await network.quiet()
    built = network.built
    days = built.house.course.hand_over_days
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days, minutes=1)):
        assert await timers.ring(built.store, built.house) == 1
    await kaisa.sees(f"Pekka has not answered, so {number} stays with you")
    await pekka.presses("Yes, I take it over")
    await pekka.sees_toast("That is settled already")


async def test_a_colleague_can_take_a_case_over_at_once_and_the_other_hears_of_it(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    number = await _opens(network, kaisa, amir)
    await kaisa.presses("I look after it")
    await kaisa.sees("Looked after by Kaisa")
    await _opens(network, pekka, amir)
    await pekka.presses("I look after it")
    await pekka.sees(f"Kaisa looks after {number}")
    await pekka.presses("Yes, I take it over")
    await pekka.sees("Looked after by Pekka")
    await kaisa.sees(f"Pekka has taken over {number}.")


async def test_what_somebody_had_who_left_is_free_and_a_running_match_is_told(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    channel = network.channels[TURKU]
    helena = await network.host()
    await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await kaisa.presses("Done", in_=channel)
    await network.server.people.leaves(kaisa.id, channel.chat_id)
    await channel.sees("Nobody looks after a running match any more")
    await _opens(network, pekka, helena)
    pekka.has_not_seen("Looked after by")
    await pekka.presses("Take", in_=channel)
    await _opens(network, pekka, helena)
    card = await pekka.sees("Looked after by Pekka")
    assert "(Pekka)" in card, "the match is Pekka’s, too"
