"""A whole story with marked values, and a search for them wherever no person may be found.

Everything typed, every name, account, phone and Telegram id is a canary. The log (configured as in production, at its
most talkative), the files of the database, its keys and its backups, the figures, the answers about the bot's health,
and the channels are searched.
"""

from __future__ import annotations

import io
import socket
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path

import aiohttp
import pytest
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.playground.faults import Fault
from bot.store import inbox
from bot.telegram.turn import Context
from tests.jobs.test_schedule import runs, scheduled
from tests.journeys.test_asking_sides import asks, the_card
from tests.kit.canaries import account, found_in, found_in_files, posted, shown_to, talkative_logs
from tests.kit.network import GUEST, HOST, NATIONAL, TURKU, Network, a_network, steps
from tests.kit.people import Actor

TYPED: Mapping[str, str] = {
    "a stranger’s words": "Zzstranger wants to know",
    "a host’s name": "Zzhelka Zzkanerva",
    "a host’s phone": "+358 40 765 4321",
    "what a host typed and nobody understood": "Zzgibberish of a host",
    "a host’s wishes": "Zzwishes for quiet evenings",
    "a guest’s name": "Zzamirah Zzhakimi",
    "a guest’s phone": "+358 45 876 5432",
    "what makes a guest feel safe": "Zzafraid of somebody",
    "what else a guest said": "Zzanything about a scar",
    "a caption": "Zzcaption of a picture",
    "a note": "Zznote of a coordinator",
    "a coordinator’s words in a talk": "Zztalking to you",
    "a guest’s words in a talk": "Zzanswering to you",
    "a guest’s question": "Zzquestion about the lock",
    "a coordinator’s answer": "Zzanswer about the lock",
    "words with which the code failed": "Zzbursting words",
    "what Telegram said of a message": "Zzrefusal of Telegram",
    "what Telegram said of a question": "Zzpolling refused",
}
"""What was typed, or said by Telegram, by what it is."""

FORMS: Mapping[str, str] = {"a host’s phone as it is kept": "407654321", "a guest’s phone as it is kept": "458765432"}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged during the story."""
    with talkative_logs() as stream:
        yield stream


@pytest.fixture
def health() -> str:
    """Where the bot says how it is."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


@pytest.fixture
async def network(
    tmp_path: Path, log: io.StringIO, health: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Network]:
    """A running network that can be asked how it is."""
    monkeypatch.setenv("HEALTH_LISTEN", health)
    async with a_network(tmp_path) as running:
        yield running


async def _bursts(update: Update, _context: Context) -> None:
    """A handler with a fault in it, that says in its error all that it should not."""
    raise ValueError(f"{update.message and update.message.text} of {update.effective_user}")


async def _known(network: Network, first_name: str) -> Actor:
    """Somebody whose account has all that an account can have."""
    actor = await network.person(f"{first_name}tgfirst")
    await network.server.people.changes_profile(
        actor.id, last_name=f"{first_name}tglast", username=f"{first_name}_tguser"
    )
    return actor


async def _sends(
    network: Network, role: str, given: Mapping[str, str | Sequence[str]], more: Sequence[str], name: str
) -> Actor:
    """Somebody walks through an interview, sends it, and tells more."""
    actor = await _known(network, name)
    await actor.says(TYPED["a stranger’s words"])
    await network.quiet()
    await actor.sends_photo(caption=TYPED["a caption"])
    await network.quiet()
    await network.walks(actor, f"=/{role}", *steps(given), "!send")
    await actor.sees("K-")
    await network.walks(actor, "=/edit", "!more")
    for words in more:
        await _tells(network, actor, words)
    await actor.presses("Done, keep these")
    await network.quiet()
    return actor


async def _tells(network: Network, actor: Actor, words: str) -> None:
    """Passes questions until one of those that are answered in words, and answers it."""
    asked = ("does anything worry you", "feel safe for you", "else you would like us to know")
    for _question in range(30):
        await network.quiet()
        if any(one in actor.screen for one in asked) and "Yes, ask me" not in actor.screen.buttons:
            await actor.says(words)
            await network.quiet()
            return
        await actor.presses("Yes, ask me" if "Yes, ask me" in actor.screen.buttons else "Skip")
    pytest.fail(f"nobody asked for {words!r}\n{actor.transcript()}", pytrace=False)


async def _at_the_desk(network: Network, kaisa: Actor, amir: Actor) -> None:
    """A note on the case, and a talk through the bot."""
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Notes")
    await kaisa.presses("Add a note")
    await kaisa.sees("the person never does")
    await kaisa.says(TYPED["a note"])
    await kaisa.sees("Thank you, noted")
    await kaisa.says(f"/cases {await network.case_number(amir)}")
    await kaisa.presses("Talk through the bot")
    await amir.sees("would like to talk with you here")
    await kaisa.says(TYPED["a coordinator’s words in a talk"])
    await amir.sees(TYPED["a coordinator’s words in a talk"])
    await amir.says(TYPED["a guest’s words in a talk"])
    await kaisa.sees(TYPED["a guest’s words in a talk"])
    await amir.presses("End the talk")
    await kaisa.sees("is over")


async def _from_a_match_to_the_introduction(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    await network.approved(helena, amir)
    await network.channels[TURKU].sees("A possible match")
    await the_card(network, kaisa, helena)
    await kaisa.presses("Take")
    await kaisa.sees_button("Ask the host")
    await asks(kaisa, "host")
    await helena.taps("^1:s:.*:yes$")
    await kaisa.sees("The host said yes")
    await kaisa.presses("Open the match")
    await asks(kaisa, "guest")
    await amir.presses("I have a question")
    await amir.sees("What would you like to know?")
    await amir.says(TYPED["a guest’s question"])
    await kaisa.sees(TYPED["a guest’s question"])
    await kaisa.presses("Answer the question")
    await kaisa.sees("Please write your answer")
    await kaisa.says(TYPED["a coordinator’s answer"])
    await kaisa.sees_button("Send")
    await kaisa.presses("Send")
    await amir.sees(TYPED["a coordinator’s answer"])
    await amir.taps("^1:s:.*:yes$")
    await kaisa.sees("Both have said yes")
    await kaisa.presses("Open the match")
    await kaisa.presses("Introduce them")
    await kaisa.sees("will read this")
    await kaisa.presses("Introduce them")
    await kaisa.sees("Both have been told")
    await amir.sees("Zzhelka")


async def _what_goes_wrong(network: Network, amir: Actor, helena: Actor) -> None:
    """An update that fails three times, and what Telegram refuses, with words of its own or because it was blocked."""
    assert network.built.application is not None
    network.built.application.add_handler(MessageHandler(filters.Regex("^Zzbursting"), _bursts), group=-1)
    await amir.says(TYPED["words with which the code failed"])
    await amir.sees("that is my fault")
    async with network.built.store.look() as look:
        assert (await inbox.count(look)).aside == 1

    faults = network.server.faults
    for method, said in (
        ("sendMessage", "what Telegram said of a message"),
        ("getUpdates", "what Telegram said of a question"),
    ):
        faults.add(Fault("error", method, code=400, description=f"Bad Request: {TYPED[said]}"))
    await helena.says("/help")
    await network.quiet()
    await helena.blocks_bot()
    await network.channels[TURKU].sees("Cannot be reached")
    await helena.unblocks_bot()
    await network.quiet()


async def _is_not_safe(network: Network, amir: Actor) -> None:
    await amir.says("/mydata")
    await amir.sees("Everything that is kept about you")
    await amir.says("/unsafe")
    await amir.presses("Yes, the national group")
    await network.channels[NATIONAL].sees("does not feel safe")


async def _jobs(network: Network) -> None:
    """Each job once, as if its time had come."""
    scheduler = scheduled(network)
    for job in scheduler.get_jobs():
        await runs(scheduler, job.id)
    await network.quiet()


async def _asked(health: str) -> str:
    """What a program on this machine hears of the bot."""
    told = []
    async with aiohttp.ClientSession() as session:
        for page in ("healthz", "metrics"):
            async with session.get(f"http://{health}/{page}") as answer:
                told.append(await answer.text())
    return "\n".join(told)


HOST_GIVEN = {
    **HOST,
    "name": f"={TYPED['a host’s name']}",
    "contact": ("phone", f"={TYPED['a host’s phone']}"),
    "languages": (f"={TYPED['what a host typed and nobody understood']}", "=Swedish, English"),
}
GUEST_GIVEN = {
    **GUEST,
    "name": f"={TYPED['a guest’s name']}",
    "contact": ("phone", f"={TYPED['a guest’s phone']}"),
}


async def test_nobody_is_found_where_no_person_may_be(
    network: Network, log: io.StringIO, health: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kaisa, nea = await network.coordinator("Kaisa"), await network.coordinator("Zznea", NATIONAL)
    for one in (kaisa, nea):
        await network.server.people.changes_profile(one.id, last_name=f"Zzlast{one.name}", username=f"zzuser{one.name}")
    helena = await _sends(network, "host", HOST_GIVEN, [TYPED["a host’s wishes"]], "Zzhost")
    more = [TYPED["what makes a guest feel safe"], TYPED["what else a guest said"]]
    amir = await _sends(network, "guest", GUEST_GIVEN, more, "Zzguest")
    await _at_the_desk(network, kaisa, amir)
    await _from_a_match_to_the_introduction(network, kaisa, helena, amir)
    await _is_not_safe(network, amir)
    await _what_goes_wrong(network, amir, helena)
    await _jobs(network)

    people = (kaisa, nea, helena, amir)
    accounts = {what: value for one in people for what, value in account(one).items()}
    token = network.server.token
    everything = {**TYPED, **FORMS, **accounts, "the token": token, "half of the token": token.partition(":")[2]}
    # By the first name a coordinator is known to colleagues: it stands in the channel, and in no log.
    of_channels = {what: value for what, value in everything.items() if value not in {"Kaisa", "Zznea"}}
    chats = {f"the chat {slug}": str(place.chat_id) for slug, place in network.channels.items()}
    written, told, output = log.getvalue(), await _asked(health), capfd.readouterr()

    for text in (written, told, output.out, output.err):
        assert not found_in(text, {**everything, **chats})
    assert not found_in_files(tmp_path, everything)
    for place in network.channels.values():
        assert not found_in(posted(place), of_channels)
    _was_looked_for_where_it_could_be(network, people, tmp_path, written, told)


def _was_looked_for_where_it_could_be(
    network: Network, people: Sequence[Actor], folder: Path, written: str, told: str
) -> None:
    """The story did happen, and the search finds what may be found."""
    heard = shown_to(people)
    said_by_telegram = {"what Telegram said of a message", "what Telegram said of a question"}
    typed = {what: value for what, value in TYPED.items() if what not in said_by_telegram | {"a caption"}}
    assert set(found_in(heard, typed)) == set(typed)
    for event in ("update_failed", "update_set_aside", "refused", "poll_failed", "received"):
        assert f'"{event}"' in written, event
    assert written.count('"operator_update_set_aside"') == 1, "the operator is told once"
    assert 'bot_updates_total{outcome="set_aside"} 1.0' in told
    assert 'bot_sends_total{outcome="refused"}' in told
    channel = network.channels[TURKU]
    number = {"number": channel.transcript()[channel.transcript().index("K-") :][:8]}
    assert found_in(posted(channel), number)
    assert found_in_files(folder, number)
    assert list((folder / "backups").iterdir()), "a backup was made, and searched, too"
    assert found_in_files(folder, {"a channel": str(channel.chat_id)}), "the ids of channels are kept as they are"
