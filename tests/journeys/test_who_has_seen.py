"""Who looked at whose details: written down with each look, told to the group, and in other words to the person."""

from __future__ import annotations

import datetime as dt
import json
import re

import sqlalchemy as sa
import time_machine

from bot.casework.looks import NOBODY_YET
from bot.operating import coordinators as operating
from bot.store import cases, coordinators, people
from bot.store.tables import AccessLog, Outbox
from bot.telegram.keyboards import data
from tests.kit.network import NATIONAL, Network
from tests.kit.people import Actor
from tests.kit.whole_stay import NOTE, QUESTION, WORDS, and_what_goes_on_beside_it, until_they_live_together

PHONE, HOSTS_PHONE = "040 765 4321", "040 123 4567"
DETAILS = re.compile("|".join(map(re.escape, ("Helena", "Amir", "7654321", "1234567", NOTE, WORDS, QUESTION))))


async def _opens(network: Network, coordinator: Actor, whose: Actor) -> str:
    number = await network.case_number(whose)
    await coordinator.says(f"/cases {number}")
    await coordinator.sees("Way in:")
    return number


async def _coordinator_id(network: Network, actor: Actor) -> str:
    async with network.built.store.look() as look:
        person = await people.find(look, actor.id)
        assert person is not None
        (mine,) = await coordinators.of_person(look, person.id)
    return mine.id


async def test_a_guest_reads_how_many_looked_of_which_group_and_at_what(network: Network) -> None:
    kaisa, pekka = await network.coordinator("Kaisa"), await network.coordinator("Pekka")
    amir = await network.guest()
    await amir.says("/whohasseen")
    await amir.sees("Nobody has looked at your details yet.")
    for one in (kaisa, pekka):
        await _opens(network, one, amir)
    await kaisa.presses("Notes")
    await kaisa.sees("No notes yet.")
    await amir.says("/whohasseen")
    told = await amir.sees("Who has looked at your details")
    group = network.built.house.groups.by_slug("turku-varsinais-suomi").name
    assert f"• {group}: 2 coordinators – answers and contact and notes" in told
    assert "Their names stay with the group" in told
    assert not re.search("Kaisa|Pekka", told.text)

    await amir.says("/mydata")
    told = await amir.sees("Everything that is kept about you")
    assert f"• {group}: 2 coordinators – answers and contact and notes" in told
    await network.quiet()
    (sent,) = [one for one in (screen.message.content.get("document") for screen in amir.screens) if one is not None]
    assert isinstance(sent, dict)
    rows = json.loads(network.server.account.state.files[str(sent["file_id"])].content)["access_log"]
    assert [row["what"] for row in rows] == ["details", "details", "notes"]
    assert {row["a_coordinator_of"] for row in rows} == {"turku-varsinais-suomi"}


async def test_the_commands_have_names_in_three_languages(network: Network) -> None:
    for language, typed in (("fi", "/kukakatsoi"), ("sv", "/vemharsett"), ("sv", "/vemharsett@kotimajoitus_bot")):
        actor = await network.person("Sam", language)
        await actor.says(typed.replace("kotimajoitus_bot", network.built.house.username))
        await actor.sees(network.built.house.texts.plain(NOBODY_YET, language))


async def test_two_hundred_looks_stay_readable(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    number = await network.case_number(amir)
    mine = await _coordinator_id(network, kaisa)
    async with network.built.store.work() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        for look in range(200):
            at = work.now - dt.timedelta(days=look // 8, minutes=look % 8)
            what = ("details", "notes", "tasks", "history")[look % 4]
            work.session.add(AccessLog(coordinator_id=mine, case_id=case.id, what=what, at=at))
    await amir.says("/whohasseen")
    pages = [await amir.sees("Who has looked at your details")]
    while "Older ›" in pages[-1].buttons:
        await amir.presses("Older ›")
        pages.append(await amir.sees("Who has looked at your details"))
    days = [line for page in pages for line in page.text.splitlines() if line.startswith("• ")]
    assert len(pages) == 3
    assert len(days) in {25, 26}, "one line a day and group"

    await _opens(network, kaisa, amir)
    await kaisa.presses("Who has looked")
    newest = await kaisa.sees("who has looked")
    assert newest.text.count("• ") == 15
    assert newest.text.count("Kaisa (") == 15
    await kaisa.presses("Older ›")
    older = await kaisa.sees_button("‹ Newer")
    assert older.text != newest.text


async def test_the_group_reads_who_looked_at_its_cases(network: Network) -> None:
    kaisa, riitta = await network.coordinator("Kaisa"), await network.coordinator("Riitta")
    amir = await network.guest()
    for one in (riitta, kaisa):
        await _opens(network, one, amir)
    await operating.remove(network.built.store, network.built.house, await _coordinator_id(network, riitta))
    await kaisa.presses("Who has looked")
    told = await kaisa.sees("who has looked")
    first, last = (line for line in told.text.splitlines() if line.startswith("• "))
    assert "Kaisa (" in first, "the newest stands first"
    assert "a former coordinator" in last
    assert told.message.protected
    assert "Riitta" not in told

    sami = await network.coordinator("Sami", NATIONAL)
    async with network.built.store.look() as look:
        case = await cases.by_number(look, await network.case_number(amir))
        assert case is not None
    await network.server.people.presses_data(sami.id, sami.screen.message_id, data("c", case.id, "looked"))
    await network.quiet()
    sami.has_not_seen("who has looked")


async def test_whatever_a_coordinator_sees_is_protected_written_down_and_may_vanish(network: Network) -> None:
    """A whole stay with its desk: each message with a name, a contact or somebody's words."""
    course = network.built.house.course
    network.built.house.course = course.model_copy(update={"vanish_default": 47})
    kaisa = await network.coordinator("Kaisa")
    await network.coordinator("Pekka")
    helena = await network.host(contact=("phone", f"={HOSTS_PHONE}"))
    amir = await network.guest(contact=("phone", f"={PHONE}"))
    await until_they_live_together(network, kaisa, helena, amir)
    await and_what_goes_on_beside_it(network, kaisa, helena, amir)
    await network.quiet()
    number = await network.case_number(amir)
    for button in ("Notes", "Answers", "What has happened", "Tasks"):
        await kaisa.says(f"/cases {number}")
        await kaisa.sees("Way in:")
        if button in kaisa.screen.buttons:
            await kaisa.presses(button)
        await network.quiet()

    told = {at: text for at, text in _everything_sent(kaisa).items() if DETAILS.search(text)}
    assert len(told) > 15
    async with network.built.store.look() as look:
        person = await people.find(look, kaisa.id)
        assert person is not None
        rows = sa.select(Outbox.message_id, Outbox.made_at).where(Outbox.person_id == person.id)
        made = {row.message_id: row.made_at for row in await look.session.execute(rows)}
        noted = set(await look.session.scalars(sa.select(AccessLog.at)))
    for at, text in told.items():
        assert kaisa.chat.messages[at].protected, text
        assert made[at] in noted, f"shown without being written down: {text}"

    assert _left(kaisa)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=47, minutes=30)):
        await amir.says("/help")
        await network.until(lambda: not _left(kaisa), "nothing is left in the coordinator’s chat")


def _everything_sent(actor: Actor) -> dict[int, str]:
    """By its number, the text that each message of the bot had when it came."""
    sent: dict[int, str] = {}
    for event in actor.world.server.feed.since(0):
        message = event.data.get("message")
        if event.kind == "message" and event.data.get("chat_id") == actor.chat_id and isinstance(message, dict):
            if (number := message["message_id"]) in {one.message_id for one in actor.screens if not one.from_bot}:
                continue
            sent[int(str(number))] = str(message.get("text", ""))
    return sent


def _left(coordinator: Actor) -> list[str]:
    return [screen.text for screen in coordinator.screens if screen.from_bot and DETAILS.search(screen.text)]
