"""The same three in a real browser, on the playground's page: a host in Swedish, a guest in English, a coordinator in
Finnish.
"""

from pathlib import Path

from bot.operating import coordinators, groups
from tests.kit.browser import a_page, needs_chromium
from tests.kit.network import SOON, TURKU, Network, a_network
from tests.kit.phone import Phone


@needs_chromium
async def test_three_people_on_the_playgrounds_page(tmp_path: Path) -> None:
    async with a_network(tmp_path, english=False) as network, a_page(network.server.base_url) as page_of:
        kaisa = await page_of.person("Kaisa", language="fi")
        channel = await page_of.channel("Koordinaattorit", kaisa)
        await _bound(network, channel)
        await _invited(network, kaisa)

        helena = await page_of.person("Helena", language="sv")
        await _offers_a_home(helena)
        await channel.sees("Uusi majoittaja")
        amir = await page_of.person("Amir", language="en")
        await _looks_for_a_home(amir)
        await channel.sees("Mahdollinen pari")

        await kaisa.presses("Otan tämän", in_=channel)
        await channel.sees("Hoitaa: Kaisa")
        await kaisa.presses("Lisätiedot", in_=channel)
        await kaisa.sees("Nimi: Helena")
        await helena.says("/status")
        await helena.sees("Ditt erbjudande om ett hem")
        await amir.says("/status")
        await amir.sees("a coordinator is looking for a home for you")


async def _bound(network: Network, channel: Phone) -> None:
    code = await groups.bind_code(network.built.store, network.built.house, TURKU)
    await channel.says(f"/bind {code}")
    await channel.sees("Kotimajoitusverkosto Turku ja Varsinais-Suomi")


async def _invited(network: Network, kaisa: Phone) -> None:
    await kaisa.opens(await coordinators.invite(network.built.store, network.built.house, TURKU))
    await kaisa.presses("Kyllä, hyväksyn")
    await kaisa.presses("Kaisa")
    await kaisa.sees("Kotimajoitusverkosto Turku ja Varsinais-Suomi")


async def _offers_a_home(helena: Phone) -> None:
    await helena.starts("host")
    await helena.presses("Ja")
    await helena.presses("Ja, jag godkänner")
    await helena.presses("Inget av dessa, fortsätt")
    await helena.presses("Helena")
    await helena.presses("I den här chatten")
    await helena.says("svenska och lite finska")
    await helena.sees("✓ Språk")
    await helena.presses_beside("Kvinnor", "+")
    await helena.sees_button("Kvinnor: 1")
    await helena.presses("Klar")
    await helena.says("Åbo")
    await helena.says("eget rum för två")
    await helena.says("en kvinna eller ett par")
    await helena.says(f"{SOON.day}.{SOON.month}.{SOON.year}")
    await helena.presses("Några månader")
    await helena.presses("Skicka nu")
    await helena.sees("K-")


async def _looks_for_a_home(amir: Phone) -> None:
    await amir.starts("guest")
    await amir.presses("Yes")
    await amir.presses("Yes, I agree")
    await amir.presses("None of these, go on")
    await amir.presses("For myself (and my family)")
    await amir.presses("Amir")
    await amir.presses("By phone")
    await amir.shares_contact()
    await amir.sees("✓ Contact")
    await amir.says("arabic and english")
    await amir.says("one woman")
    await amir.says("Turku")
    await amir.sees_button("✓ Turku")
    await amir.presses("Done")
    await amir.says("in two months")
    await amir.says("some months, at least two weeks")
    await amir.presses("Send now")
    await amir.sees("K-")
