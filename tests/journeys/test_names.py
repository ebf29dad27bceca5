"""Names and texts of every sort: shown as they are in a private chat, and never in a channel."""

from bot.operating import coordinators
from bot.playground.utf16 import units
from tests.kit.network import GUEST, TURKU, Network, steps
from tests.kit.people import Actor

NAMES = (
    "A_b*[<b>&\"'`~ Canary",
    "\u202eCanary\u202c\u200b\u2066 محمد 👩‍👩‍👧",
    "Å" * 59 + "Ø",
)
"""First names in Telegram, of people without a last name and a username."""

AS_SHOWN = ("A_b*[<b>&\"'`~ Canary", "Canary محمد 👩‍👩‍👧", "Å" * 59 + "Ø")
PHONE = "+358 40 765 4321"
REASON = "Canary reason <i>"


async def test_names_are_shown_as_they_are_to_coordinators_and_nothing_of_anybody_in_the_channel(
    network: Network,
) -> None:
    kaisa = await _coordinator_called(network, "K<i>_*&", "K<i>_*&")
    channel = network.channels[TURKU]
    hosts = [await network.host(name, name="shown", contact=f"={PHONE}") for name in NAMES]
    guest = await network.guest("👍", name="=Canary <guest> & co")
    for actor, shown in zip([*hosts, guest], [*AS_SHOWN, "Canary <guest> & co"], strict=True):
        number = await network.case_number(actor)
        await kaisa.says(f"/cases {number}")
        assert number in await kaisa.sees(shown)

    await channel.sees("A possible match")
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable")
    await kaisa.says(REASON)
    await kaisa.sees("Thank you, noted")
    await channel.sees("Not suitable: K<i>_*&")
    await guest.says("/mydata")
    assert "👍" not in await guest.sees("Everything that is kept about you")
    await guest.says("/delete")
    await guest.presses("Yes, erase everything")
    await channel.sees("No longer current")
    await network.quiet()
    _all_went_through(network)
    _nobody_is_in(network, channel.chat_id, [*hosts, guest])


async def _coordinator_called(network: Network, first_name: str, shown: str) -> Actor:
    """Somebody becomes a coordinator under the name that their Telegram has."""
    actor = await network.coordinator(first_name)
    await actor.sees(f"Welcome, {shown}!")
    return actor


def _all_went_through(network: Network) -> None:
    """Telegram has refused nothing, and nobody was called None."""
    for request in network.server.journal.requests:
        if request.method.startswith(("send", "edit")):
            assert request.status == 200, request
            assert "@None" not in str(request.params)
            assert ": None" not in str(request.params)


def _nobody_is_in(network: Network, chat_id: int, people: list[Actor]) -> None:
    """Whatever was ever written in a chat, it holds nothing of these people."""
    canaries = ["Canary", "ÅÅ", "محمد", "👩", "👍", "765", "reason", *(str(actor.id) for actor in people)]
    texts = [
        request.params.get("text", "") + request.params.get("reply_markup", "")
        for method in ("sendMessage", "editMessageText")
        for request in network.server.journal.of(method, chat_id)
    ]
    assert len(texts) > 2 * len(people)
    for text in texts:
        assert not [canary for canary in canaries if canary in text], text


async def test_a_coordinators_long_name_or_a_name_without_letters(network: Network) -> None:
    await _coordinator_called(network, "Å" * 60, "Å" * 40)
    outi = await network.person("🙂 \u200d")
    channel = network.channels[TURKU]
    await network.server.people.joins(outi.id, channel.chat_id)
    await outi.opens(await coordinators.invite(network.built.store, network.built.house, TURKU))
    await outi.presses("Yes, I accept")
    name = await outi.sees("By which name should your colleagues see you")
    assert not name.buttons
    for no_name in ("🙂", "x" * 41, "4096" * 1024):
        await outi.says(no_name)
        await outi.sees("Please write a name of at most 40 characters")
    await outi.says("Outi\n<b>")
    await outi.sees("Welcome, Outi <b>!")


LONG = {"🌲": "feels safe when", "🌊": "anything else"}


async def test_texts_that_are_too_long_are_refused_and_long_summaries_come_whole(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.person("Amir")
    await network.walks(amir, "=/guest", *steps(GUEST)[:6])
    await amir.says("x" * 4096)
    await amir.sees("That is a little long")
    name = await amir.says("Amir")
    await network.walks(amir, *steps(GUEST)[7:], "=question on feeling safe", "=yes")
    for sign, field in LONG.items():
        await network.walks(amir, f"={field}")
        await amir.says(sign * 2048)
        await amir.sees("Your text has 2,048 characters, and at most 1,000 fit")
        said = await amir.says("a&<" + sign * 997)
        await amir.sees("✓")
    await network.quiet()
    last = _whole(amir, said)

    await amir.edits("Emir", message_id=name)
    await amir.sees("✓ Changed. Name: Emir")
    await network.quiet()
    _whole(amir, last)
    await network.walks(amir, "=send now")
    number = await network.case_number(amir)
    for who, says in ((amir, "/mydata"), (kaisa, f"/cases {number}")):
        said = await who.says(says)
        await network.quiet()
        if who is kaisa:
            await kaisa.taps(":answers$")
            await network.quiet()
        _whole(who, said)
    _all_went_through(network)


def _whole(actor: Actor, after: int) -> int:
    """All that was said stands in the messages after this one, of which none is too long; the number of the last."""
    screens = [screen for screen in actor.screens if screen.from_bot and screen.message_id > after]
    screens = [screen for screen in screens if not screen.text.startswith("✓")]
    text = "".join(screen.text for screen in screens)
    assert [text.count(sign) for sign in ("a&<🌲", *LONG)] == [1, 997, 997]
    assert max(units(screen.text) for screen in screens) <= 4096
    assert len(screens) > 1
    return screens[-1].message_id
