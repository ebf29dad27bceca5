"""A person's data in the person's hands: seen, taken back, erased."""

from bot.store import cases, consents, people
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
    assert not data.message.protected, "a person can copy what is theirs"

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
    assert ", taken back " in next(line for line in data.text.splitlines() if "step-free access" in line)


async def test_a_hosts_own_home_stays_step_free_when_a_guests_consent_of_the_same_person_goes(network: Network) -> None:
    both = await network.host("Bo")
    await network.walks(both, "=/edit", "!more")
    for _question in range(12):
        if "without steps" in both.screen:
            break
        await both.presses("Skip")
        await both.sees("/")
    await both.presses("Yes")
    await both.presses("Enough for now")
    await both.sees("Step-free")
    await both.presses("Done, keep these")
    async with network.built.store.work() as work:
        person = await people.find(work, both.id)
        assert person is not None
        await consents.record(work, person.id, "health", given=True, text_version="x", language="en")
    await both.says("/privacy")
    await both.presses("Keep health facts")
    await both.sees("What you have agreed to")
    await both.says("/mydata")
    data = await both.sees("Everything that is kept")
    assert "Step-free" in data
