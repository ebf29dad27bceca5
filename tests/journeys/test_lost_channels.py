"""A group's channel is lost, found again or moved, and no alert goes missing or comes twice."""

import pytest

from bot.jobs import boards, waiting_alerts
from bot.operating import groups
from bot.playground.faults import Fault
from bot.store import channels
from bot.store.tables import Channel
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor, Place

FOR_TURKU = "· for Kotimajoitusverkosto Turku ja Varsinais-Suomi"


def _alerts(place: Place) -> list[str]:
    """The new hosts that stand in a chat."""
    return [screen.text for screen in place.screens if screen.from_bot and "New host" in screen]


def _founder(network: Network) -> Actor:
    assert network.founder is not None
    return network.founder


async def test_a_channel_that_refuses_is_lost_after_one_try_and_found_when_the_bot_is_back(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    kicked = Fault("error", "sendMessage", turku.chat_id, None, code=403)
    kicked.description = "Forbidden: bot was kicked from the channel chat"
    network.server.faults.add(kicked)
    await network.host()
    await national.sees(FOR_TURKU)
    await network.host("Hilla")
    await network.until(lambda: len(_alerts(national)) == 2, "the second one, too")
    assert kicked.struck == 1

    network.server.faults.clear()
    founder, turns = _founder(network), network.server.people
    await turns.removes(founder.id, turku.chat_id, turns.bot_id)
    await turns.promotes(founder.id, turku.chat_id, turns.bot_id)
    await network.host("Heli")
    await turku.sees("New host")
    assert len(_alerts(national)) == 2


async def test_an_alert_on_its_way_into_a_channel_that_is_just_lost_goes_to_the_national_one(network: Network) -> None:
    turku, national = await network.channel(TURKU), await network.channel(NATIONAL)
    founder, turns = _founder(network), network.server.people
    hold = Fault("too_many_requests", "sendMessage", turku.chat_id, retry_after=1)
    network.server.faults.add(hold)
    await network.host()
    await network.until(lambda: hold.struck == 1, "the alert is held")
    await turns.removes(founder.id, turku.chat_id, turns.bot_id)
    await national.sees(FOR_TURKU)


async def _bound_group(network: Network, *, is_forum: bool = False) -> tuple[Actor, Place]:
    """A group in which the bot is an administrator."""
    founder = network.founder = await network.person("Founder")
    people = network.server.people
    chat_id = await people.create_chat(founder.id, "Turku", "supergroup" if is_forum else "group", is_forum=is_forum)
    await people.promotes(founder.id, chat_id, people.bot_id)
    return founder, Place(network.world, chat_id)


async def _binds(network: Network, place: Place, thread: int | None = None) -> None:
    code = await groups.bind_code(network.built.store, network.built.house, TURKU)
    await network.server.people.says(_founder(network).id, f"/bind {code}", place.chat_id, thread_id=thread)
    await place.sees("This chat is now")


async def _channel(network: Network) -> Channel:
    async with network.built.store.look() as work:
        channel = await channels.of_group(work, TURKU)
    assert channel is not None
    return channel


async def test_a_group_becomes_a_supergroup_and_the_bot_learns_of_it_by_a_refusal(network: Network) -> None:
    founder, old = await _bound_group(network)
    await _binds(network, old)
    helena = await network.host()
    await old.sees("New host")
    hold = Fault("too_many_requests", "sendMessage", old.chat_id, retry_after=1)
    network.server.faults.add(hold)
    await network.host("Hilla")
    await network.until(lambda: hold.struck == 1, "the alert is held")
    updates = network.server.account.updates
    # Telegram's two lines about the move do not come.
    asked_for, updates.allowed = updates.allowed, frozenset()
    new = Place(network.world, await network.server.people.upgrades_to_supergroup(founder.id, old.chat_id))
    updates.allowed = asked_for
    await new.sees("New host")
    assert len(_alerts(old)) == len(_alerts(new)) == 1
    assert (await _channel(network)).chat_id == new.chat_id

    await network.walks(helena, "=/edit", "=For how long", "pick:weeks")
    await network.until(lambda: len(_alerts(new)) == 2, "the first alert as it is now, in the new chat")
    await network.walks(helena, "=For how long", "pick:open")
    await network.until(lambda: any("open for now" in alert for alert in _alerts(new)), "as it is now once more")
    assert len(_alerts(new)) == 2
    assert all(request.status == 200 for request in network.server.journal.of("editMessageText", new.chat_id))


@pytest.mark.parametrize("new_first", [False, True])
async def test_a_group_becomes_a_supergroup_and_says_so_in_any_order(network: Network, new_first: bool) -> None:
    founder, old = await _bound_group(network)
    await _binds(network, old)
    upgrade = network.server.people.upgrades_to_supergroup
    new = Place(network.world, await upgrade(founder.id, old.chat_id, new_chat_speaks_first=new_first))
    await network.host()
    await new.sees("New host")
    assert len(_alerts(new)) == 1
    assert not _alerts(old)
    channel = await _channel(network)
    assert (channel.chat_id, channel.kind) == (new.chat_id, "supergroup")


async def test_the_board_and_the_links_move_with_the_group(network: Network) -> None:
    founder, old = await _bound_group(network)
    await _binds(network, old)
    network.channels[TURKU] = old
    kaisa = await network.coordinator("Kaisa")
    await boards.refresh(network.built.store, network.built.house)
    await old.sees("📌")
    new = Place(network.world, await network.server.people.upgrades_to_supergroup(founder.id, old.chat_id))
    await network.quiet()
    await network.host()
    await new.sees("New host")
    for _minute in range(2):
        await boards.refresh(network.built.store, network.built.house)
        await network.quiet()
    (board,) = [screen for screen in new.screens if screen.from_bot and screen.text.startswith("📌")]
    assert new.chat.pinned == [board.message_id]
    await kaisa.presses("Details", in_=new)
    await kaisa.follows_toast()
    await kaisa.sees("Local group")


async def test_a_topic_is_kept_to_and_when_it_is_closed_or_gone_no_alert_is_lost(network: Network) -> None:
    founder, forum = await _bound_group(network, is_forum=True)
    turns = network.server.people
    topic = await turns.adds_topic(founder.id, forum.chat_id, "Bot")
    await _binds(network, forum, topic)
    helena = await network.host()
    alert = await forum.sees("New host")
    assert {alert.message.thread_id, (await forum.sees("This chat is now")).message.thread_id} == {topic}

    await turns.demotes(founder.id, forum.chat_id, turns.bot_id)
    await turns.closes_topic(founder.id, forum.chat_id, topic)
    await network.host("Hilla")
    await founder.says("/cases", in_=forum)
    await forum.sees("The cases open")
    assert len(_alerts(forum)) == 1
    forum.chat.closed_topics.clear()
    # What the job does each minute.
    assert await waiting_alerts.post(network.built.store, network.built.house) == 1
    await network.until(lambda: len(_alerts(forum)) == 2, "the alert that was refused")

    await turns.deletes_topic(founder.id, forum.chat_id, topic)
    await network.walks(helena, "=/edit", "=For how long", "pick:weeks")
    await network.until(lambda: len(_alerts(forum)) == 1, "the first alert, in the main chat")
    await founder.says("/cases", in_=forum)
    await network.until(lambda: sum("The cases open" in screen for screen in forum.screens) == 2, "an answer")
    assert (await _channel(network)).thread_id is None
