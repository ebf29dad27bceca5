"""A chat becomes a local group's channel by a code, and may be lost, found again and moved."""

import pytest
import sqlalchemy as sa

from bot.jobs import waiting_alerts
from bot.operating import Impossible, groups
from bot.playground.state import ANONYMOUS_ADMINISTRATOR_ID, Right
from bot.store import people, tables
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.people import Actor, Place

TURKU_NAME = "Kotimajoitusverkosto Turku ja Varsinais-Suomi"
BOUND = f"coordinators’ channel of this group: {TURKU_NAME}"
OVER = "That code does not work"


async def _code(network: Network, slug: str = TURKU) -> str:
    return await groups.bind_code(network.built.store, network.built.house, slug)


async def _binds(network: Network, founder: Actor, place: Place, slug: str = TURKU, thread: int | None = None) -> None:
    said = f"/bind {await _code(network, slug)}"
    await network.server.people.says(founder.id, said, place.chat_id, thread_id=thread)
    await place.sees(network.built.house.groups.by_slug(slug).name)


async def test_a_code_binds_once_within_its_hour_and_its_message_goes(network: Network) -> None:
    founder = await network.person("Founder")
    channel, other = await network.world.channel("One", founder), await network.world.channel("Two", founder)

    await founder.says("/bind", in_=channel)
    await channel.sees(OVER)
    code = await _code(network)
    said = await founder.says(f"/bind {code}", in_=channel)
    await channel.sees(BOUND)
    await network.until(lambda: channel.chat.messages[said].deleted, "the code's message is gone")

    for works_no_more in (code, "no-such-code", await _expired_code(network)):
        said = await founder.says(f"/bind {works_no_more}", in_=other)
        await network.until(lambda n=said: other.screen.message_id > n, "an answer")  # type: ignore[misc]
        assert OVER in other.screen
    other.has_not_seen(TURKU_NAME)
    bound = [line for line in await groups.listed(network.built.store, network.built.house) if "working" in line]
    assert len(bound) == 1
    assert str(channel.chat_id) in bound[0]


async def _expired_code(network: Network) -> str:
    """A code whose hour is over."""
    code = await _code(network)
    async with network.built.store.work() as work:
        await work.session.execute(sa.update(tables.OneTimeCode).values(expires_at=work.now))
    return code


LACKING: list[tuple[str, tuple[Right, ...]]] = [
    ("I may not edit messages here yet", ("can_post_messages",)),
    ("I may not delete messages here yet", ("can_post_messages", "can_edit_messages")),
]


async def test_a_right_that_is_missing_is_named_and_the_same_code_works_later(network: Network) -> None:
    founder = await network.person("Founder")
    code, turns = await _code(network), network.server.people
    channel = await network.world.channel("Channel", founder, bot_rights=())
    await founder.says(f"/bind {code}", in_=channel)
    asked = network.server.journal
    await network.until(lambda: bool(asked.of("getChatMember", channel.chat_id)), "the bot looks what it may do")
    assert not channel.new_screens(), "it may not even say that it may not post"
    for sentence, rights in LACKING:
        await turns.promotes(founder.id, channel.chat_id, turns.bot_id, frozenset(rights))
        await founder.says(f"/bind {code}", in_=channel)
        await channel.sees(sentence)
    await turns.promotes(founder.id, channel.chat_id, turns.bot_id)
    await founder.says(f"/bind {code}", in_=channel)
    await channel.sees(BOUND)

    code = await _code(network, "salo")
    group = await network.world.group("Group", founder, with_bot=False)
    link = f"https://t.me/{network.built.house.username}?startgroup={code}"
    await founder.opens(link, in_=group)
    await group.sees("I am not an administrator here yet")
    for sentence, right in (("may not pin", "can_delete_messages"), ("may not delete", "can_pin_messages")):
        await turns.promotes(founder.id, group.chat_id, turns.bot_id, frozenset({right}))  # type: ignore[arg-type]
        await founder.says(f"/bind@{network.built.house.username} {code}", in_=group)
        await group.sees(sentence)
    await turns.promotes(founder.id, group.chat_id, turns.bot_id)
    await founder.opens(link, in_=group)
    await group.sees("Salo")


async def test_alerts_wait_for_a_channel_and_come_where_there_is_one(network: Network) -> None:
    await network.host()
    await network.guest(places=("=Kuopio", "done"))
    turku = await network.channel(TURKU)
    alert = await turku.sees("New host")
    assert " · for " not in alert
    turku.has_not_seen("New guest")
    national = await network.channel(NATIONAL)
    await national.sees("New guest")
    national.has_not_seen("New host")
    await _binds(network, network.founder or await network.person("Founder"), turku, "salo")
    await network.host("Saara", municipality="=Salo")
    await network.until(lambda: sum("New host" in screen for screen in turku.screens) == 2, "Salo's alert, too")

    assert await groups.unbind(network.built.store, network.built.house, TURKU)
    assert not await groups.unbind(network.built.store, network.built.house, TURKU)
    await network.host("Hilla")
    await national.sees(f"· for {TURKU_NAME}")


async def test_the_operator_binds_in_the_terminal_beside_the_living_bot(network: Network) -> None:
    founder = await network.person("Founder")
    channel = await network.world.channel("Channel", founder)
    await channel.sees("To bind this chat")
    store, house, api = network.built.store, network.built.house, await network.built.to_telegram()
    for slug, chat, told in (
        (TURKU, -12345, "does not show me chat -12345"),
        (TURKU, founder.id, "Only a channel or a group can be bound"),
        ("nowhere", channel.chat_id, "There is no group “nowhere”"),
    ):
        with pytest.raises(Impossible, match=told):
            await groups.bind(store, house, api, slug, chat)
    await founder.starts()
    await network.host()
    turns = network.server.people
    await turns.promotes(founder.id, channel.chat_id, turns.bot_id, frozenset({"can_post_messages"}))
    with pytest.raises(Impossible, match=r"administrator there who may edit messages, delete messages\."):
        await groups.bind(store, house, api, TURKU, channel.chat_id)
    channel.has_not_seen("New host")

    await turns.promotes(founder.id, channel.chat_id, turns.bot_id)
    await groups.bind(store, house, api, TURKU, channel.chat_id)
    await channel.sees(BOUND)
    await channel.sees("New host")
    assert await waiting_alerts.post(network.built.store, network.built.house) == 0


async def test_an_anonymous_administrator_binds_and_asks_for_the_cases_and_is_nobody(network: Network) -> None:
    founder = await network.person("Founder")
    group = await network.world.group("Group", founder)
    await network.server.people.hides(founder.id, group.chat_id)
    await _binds(network, founder, group)
    network.channels[TURKU] = group
    kaisa = await network.coordinator("Kaisa")
    await network.server.people.promotes(founder.id, group.chat_id, kaisa.id, is_anonymous=True)

    said = await kaisa.says("/cases", in_=group)
    assert group.chat.messages[said].sender is network.server.account.state.anonymous_administrator
    await group.sees("The cases open in our private chat")
    await kaisa.presses("Open my cases", in_=group)
    await kaisa.follows_toast()
    await kaisa.sees_button("Fill in for somebody")
    await founder.presses("Open my cases", in_=group)
    await founder.follows_toast()
    await founder.sees("/cases is for coordinators")
    async with network.built.store.look() as work:
        assert await people.find(work, ANONYMOUS_ADMINISTRATOR_ID) is None
