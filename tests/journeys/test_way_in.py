"""A person's way in, on the case's card: each step with a name, one back, ended with tact, and opened again."""

from tests.kit.network import TURKU, Network
from tests.kit.people import Actor


async def _opens(network: Network, coordinator: Actor, whose: Actor) -> str:
    """The coordinator opens the case's card; its number."""
    number = await network.case_number(whose)
    await coordinator.says(f"/cases {number}")
    await coordinator.sees("Way in:")
    return number


async def test_a_host_is_spoken_with_visited_and_approved_and_the_card_says_what_is_missing(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    number = await _opens(network, kaisa, helena)
    card = await kaisa.sees("Way in: Received")
    assert "a talk with the person, a visit to the home and your group’s approval" in card
    assert "Approve" not in card.buttons, "the talk comes first"

    await kaisa.presses("Spoken by phone")
    card = await kaisa.sees(f"{number}: Spoken with")
    assert "Missing before anybody can be asked: a visit to the home and your group’s approval" in card
    await kaisa.presses("Home visited")
    await kaisa.sees(f"{number}: Home visited")
    await kaisa.presses("Approve")
    card = await kaisa.sees(f"{number}: Approved")
    assert "Way in: Approved (Kaisa" in card
    assert "Missing" not in card

    await kaisa.presses("Add a note")
    await kaisa.sees("please write your note")
    await kaisa.says("A calm home, two cats")
    await kaisa.sees("Thank you, noted")
    await kaisa.presses("‹ To the case")
    await kaisa.presses("The way in")
    told = await kaisa.sees("the way in")
    assert "Spoken with by phone: Kaisa" in told
    assert "Approved: Kaisa" in told
    assert "A calm home, two cats" in told
    helena.has_not_seen("calm home")
    network.channels[TURKU].has_not_seen("calm home")


async def test_whoever_speaks_with_the_person_has_the_case_and_its_alert(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await _opens(network, kaisa, await network.guest())
    await kaisa.presses("Spoken in person")
    await kaisa.sees("Spoken with")
    await network.channels[TURKU].sees("Taken by Kaisa")
    await kaisa.presses("‹ To the case")
    await kaisa.sees("Looked after by Kaisa")


async def test_a_group_may_drop_the_home_visit_but_not_the_talk(network: Network) -> None:
    house = network.built.house
    house.course = house.course.model_copy(update={"without_visit": (TURKU,)})
    kaisa = await network.coordinator("Kaisa")
    await _opens(network, kaisa, await network.host())
    card = await kaisa.sees("Missing before anybody can be asked: a talk with the person and your group’s approval")
    assert "Approve" not in card.buttons
    await kaisa.presses("Spoken in person")
    await kaisa.presses("Approve")
    await kaisa.sees("Way in: Approved")


async def test_two_who_press_the_same_step_note_it_once_and_it_goes_one_back(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    await _opens(network, kaisa, amir)
    await _opens(network, pekka, amir)
    await kaisa.presses("Spoken by phone")
    await kaisa.sees("Spoken with")
    await pekka.presses("Spoken in person")
    await pekka.sees_toast("That is noted already.")

    await kaisa.presses("Take the last step back")
    await kaisa.sees_toast("Taken back.")
    await kaisa.sees("Way in: Received (Kaisa")
    await pekka.presses("Spoken in person")
    await pekka.sees("Way in: Spoken with (Pekka")
    await kaisa.presses("Take the last step back")
    await kaisa.sees("Way in: Received")
    await kaisa.presses("What has happened")
    told = await kaisa.sees("what has happened")
    assert "Spoken with by phone: Kaisa" in told
    assert "Back to: Received: Kaisa" in told
    assert "Spoken with in person: Pekka" in told


async def test_not_now_is_shown_first_told_with_tact_and_opened_again(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    number = await _opens(network, kaisa, amir)
    await kaisa.presses("Spoken by phone")
    await kaisa.presses("‹ To the case")
    await kaisa.presses("The way in")
    await kaisa.presses("Not now")
    preview = await kaisa.sees("the person would read this")
    assert "Just now we cannot go on looking for a home for you." in preview
    amir.has_not_seen("Just now we cannot")

    await kaisa.presses("Note it and send this")
    await kaisa.sees(f"{number}: Not now")
    told = await amir.sees("Just now we cannot go on looking")
    assert "Kaisa" not in told
    await network.quiet()
    assert any("A possible match" in screen and "No longer current" in screen for screen in channel.screens)

    await kaisa.presses("Note it and send this")
    await kaisa.sees_toast("The case has moved on")
    await kaisa.presses("Open again")
    await kaisa.sees("Way in: Spoken with")
    await network.quiet()
    assert any("A possible match" in screen and "No longer current" not in screen for screen in channel.screens)


async def test_a_case_in_a_running_match_cannot_be_declined_unnoticed(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    await network.host()
    amir = await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Take", in_=channel)
    await channel.sees("Taken by Kaisa")
    await _opens(network, kaisa, amir)
    await kaisa.presses("The way in")
    await kaisa.presses("Declined")
    told = await kaisa.sees("A match of this case is under way")
    assert "Open the match" in told.buttons
    amir.has_not_seen("this network cannot find")


async def test_speaking_alone_with_whom_somebody_helped_is_the_talk_and_notes_stay_readable(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helper, amal = await network.person("Helper"), await network.person("Amal")
    await network.walks(
        helper,
        "=/guest",
        *("yes", "yes", "done", "pick:other", "=Amal", "chat", "=Arabic"),
        *("+:women", "done", "=Turku", "done", "=tomorrow", "pick:length:months", "pick:shortest:weeks", "done"),
        "!send",
    )
    told = await helper.sees("start=confirm_")
    link = told.text[told.text.index("https://") :].split()[0]
    number = await network.case_number(helper)
    await kaisa.says(f"/cases {number}")
    card = await kaisa.sees("Way in: Received")
    assert "Spoken by phone" not in card.buttons, "not before the person herself has been heard"
    await kaisa.presses("I have spoken with them alone")
    await kaisa.sees(f"{number}: Spoken with")
    await kaisa.presses("Add a note")
    await kaisa.sees("please write your note")
    await kaisa.says("She was glad to be asked herself")
    await kaisa.sees("Thank you, noted")

    await amal.opens(link)
    await amal.sees("Somebody who helps you has filled in answers for you")
    await kaisa.presses("‹ To the case")
    await kaisa.presses("Notes")
    await kaisa.sees("She was glad to be asked herself")
    await kaisa.presses("‹ To the case")
    await kaisa.presses("What has happened")
    await kaisa.sees("Spoken with alone: Kaisa")
