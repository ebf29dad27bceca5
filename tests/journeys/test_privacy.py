"""A person's data in the person's hands: seen, taken back, erased."""

from bot.store import cases, people
from tests.kit.network import TURKU, Network


async def test_everything_can_be_seen_and_erased_and_nothing_stays(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host("Helenacanary", name="=Zzhelena Canary")
    number = await network.case_number(helena)
    await network.guest()
    await channel.sees("A possible match")
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable")
    await kaisa.says("Canaryreason")
    await kaisa.sees("Thank you, noted")

    await helena.says("/mydata")
    data = await helena.sees("Zzhelena Canary")
    assert number in data
    assert data.message.protected

    await helena.says("/delete")
    await helena.presses("No, keep it")
    await helena.sees("nothing is erased")
    await helena.says("/delete")
    await helena.presses("Yes, erase everything")
    await helena.sees("Everything about you is erased")
    await channel.sees("No longer current")

    async with network.built.store.look() as work:
        assert await people.find(work, helena.id) is None
        assert await cases.by_number(work, number) is None
    await network.built.store.swept()
    for file in network.folder.glob("bot.db*"):
        held = file.read_bytes()
        for canary in ("Zzhelena", "Canaryreason", "Helenacanary", str(helena.id)):
            assert canary.encode() not in held, (file.name, canary)
    assert all("own room" not in screen.text for screen in channel.screens if number in screen)

    await helena.says("/status")
    await helena.sees("I know nothing of you yet")


async def test_a_consent_taken_back_takes_its_answers_with_it(network: Network) -> None:
    amir = await network.guest()
    await amir.presses("Tell more")
    for _question in range(12):
        if "health facts" in amir.screen:
            break
        await amir.presses("Skip")
        await amir.sees("/")
    await amir.presses("Yes, ask me")
    await amir.sees("without steps")
    await amir.presses("Yes")
    await amir.sees("allergic")
    await amir.presses("Enough for now")
    await amir.sees("Step-free")

    await amir.says("/privacy")
    await amir.presses("Keep health facts")
    await amir.sees("What you have agreed to")
    await amir.says("/mydata")
    data = await amir.sees("Everything that is kept")
    assert "Step-free" not in data
