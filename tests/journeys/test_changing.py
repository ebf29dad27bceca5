"""Answers changed: in the middle, from the summary, after sending, by an edited message."""

from tests.kit.network import TURKU, Network


async def test_back_pause_language_and_an_edited_message_in_the_middle(network: Network) -> None:
    anna = await network.person("Anna")
    await network.walks(anna, "=/host", "yes", "yes", "done")
    first = await anna.says("Anna")
    await anna.sees("How may we reach you?")

    await anna.says("/back")
    await anna.sees("Your answer so far: Anna")
    await anna.says("/skip")
    await anna.sees("How may we reach you?")

    await anna.edits("Anneli", message_id=first)
    await anna.sees("✓ Changed. Name: Anneli")

    await anna.says("/pause")
    await anna.sees("Your answers are safe")
    await anna.says("/status")
    await anna.sees("The interview is not finished")
    await anna.says("/resume")
    await anna.sees("How may we reach you?")

    await anna.says("/language")
    await anna.presses("Suomi")
    await anna.sees("Miten")
    await anna.presses("Tässä keskustelussa")
    await anna.sees("3/9")


async def test_a_sent_offer_moves_with_its_home_and_the_channels_say_so(network: Network) -> None:
    await network.coordinator("Kaisa")
    turku, salo = network.channels[TURKU], await network.channel("salo")
    helena = await network.host()
    number = await network.case_number(helena)
    await turku.sees(number)

    await helena.says("/edit")
    await helena.presses("Change an answer")
    await helena.presses("Municipality")
    await helena.says("Salo")
    await helena.sees("Your answers now")
    await turku.sees("No longer current")
    alert = await salo.sees("New host")
    assert number in alert
    await helena.presses("Done, keep these")
    await helena.sees(number)


async def test_a_match_lapses_when_an_answer_breaks_it_and_comes_back_when_it_fits_again(network: Network) -> None:
    await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    await network.guest()
    await channel.sees("A possible match")

    await helena.says("/edit")
    await helena.presses("Change an answer")
    await helena.presses("Could host")
    await helena.presses("A woman")
    await helena.presses("Done")
    await helena.sees("Could host: A man and a couple")
    match = next(screen for screen in channel.screens if "A possible match" in screen)
    await channel.sees("No longer current")
    assert not next(s for s in channel.screens if s.message_id == match.message_id).buttons

    await helena.presses("Change an answer")
    await helena.presses("Could host")
    await helena.says("a woman, a man, a couple")
    await helena.sees("Your answers now")
    await channel.world.server.feed.bell.until(
        lambda: sum("A possible match" in screen for screen in channel.screens) == 2, 15.0
    )
    assert sum("A possible match" in screen for screen in channel.screens) == 2


async def test_tell_more_after_the_receipt(network: Network) -> None:
    helena = await network.host()
    await helena.presses("Tell more")
    await helena.sees("What kind of home is it?")
    await helena.presses("A flat")
    await helena.presses("Enough for now")
    await helena.sees("Kind of home: A flat")
    await helena.presses("Done, keep these")
    await helena.sees("The coordinators see your new answers")
