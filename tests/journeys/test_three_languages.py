"""The whole way: a host in Swedish, a guest in English, a coordinator in Finnish, from /start to the alert taken."""

from pathlib import Path

from bot.operating import coordinators
from tests.kit.network import SOON, TURKU, Network, a_network
from tests.kit.people import Actor


async def test_from_start_to_the_alert_taken_and_status_read(tmp_path: Path) -> None:
    async with a_network(tmp_path, english=False) as network:
        kaisa = await _invited_in_finnish(network)
        channel = network.channels[TURKU]

        helena = await network.person("Helena", "sv")
        await _offers_a_home_in_swedish(helena)
        number = await network.case_number(helena)
        alert = await channel.sees("Uusi majoittaja")
        assert number in alert
        assert "Turku" in alert
        assert "Helena" not in alert

        amir = await network.person("Amir", "en")
        await _looks_for_a_home_in_english(amir)
        await network.case_number(amir)
        match = await channel.sees("Mahdollinen pari")
        assert number in match
        assert "Amir" not in match

        await kaisa.presses("Otan tämän", in_=channel)
        await channel.sees("Hoitaa: Kaisa")
        await kaisa.presses("Lisätiedot", in_=channel)
        await kaisa.follows_toast()
        await kaisa.sees("Nimi: Helena")
        await kaisa.sees("arabia ja englanti")

        await helena.says("/status")
        await helena.sees("Ditt erbjudande om ett hem")
        await helena.says("/lage")
        await helena.sees(number)
        await amir.says("/status")
        await amir.sees("a coordinator is looking for a home for you")


async def _invited_in_finnish(network: Network) -> Actor:
    channel = await network.channel()
    kaisa = await network.person("Kaisa", "fi")
    await network.server.people.joins(kaisa.id, channel.chat_id)
    await kaisa.opens(await coordinators.invite(network.built.store, network.built.house, TURKU))
    await kaisa.sees("Luottamus")
    await kaisa.presses("Kyllä, hyväksyn")
    await kaisa.presses("Kaisa")
    await kaisa.sees("Kotimajoitusverkosto Turku ja Varsinais-Suomi")
    return kaisa


async def _offers_a_home_in_swedish(helena: Actor) -> None:
    await helena.starts()
    await helena.presses("Jag erbjuder ett hem")
    await helena.sees("heminkvarteringsnätverket")
    await helena.presses("Ja")
    await helena.presses("Ja, jag godkänner")
    await helena.presses("Inget av dessa, fortsätt")
    await helena.sees("1/9")
    await helena.says("Helena")
    await helena.presses("I den här chatten")
    await helena.says("svenska och lite finska")
    await helena.says("två kvinnor")
    await helena.says("Åbo")
    await helena.sees("✓ Kommun: Åbo")
    await helena.says("eget rum för två")
    await helena.says("en kvinna eller ett par")
    await helena.says(f"{SOON.day}.{SOON.month}.{SOON.year}")
    await helena.presses("Några månader")
    await helena.sees("Dina svar")
    await helena.presses("Skicka nu")


async def _looks_for_a_home_in_english(amir: Actor) -> None:
    await amir.starts("guest")
    await amir.presses("Yes")
    await amir.presses("Yes, I agree")
    await amir.presses("Tell a possible match about me")
    await amir.presses("Done")
    await amir.presses("For myself (and my family)")
    await amir.presses("Amir")
    await amir.presses("By phone")
    await amir.sees("share your number")
    await amir.shares_contact()
    await amir.sees("✓ Contact: +")
    await amir.says("arabic and english")
    await amir.says("one woman")
    await amir.says("Turku")
    await amir.sees_button("✓ Turku")
    await amir.presses("Done")
    await amir.says("in two months")
    await amir.says("some months, at least two weeks")
    await amir.sees("Your answers")
    await amir.presses("Send now")
