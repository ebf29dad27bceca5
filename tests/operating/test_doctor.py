"""The doctor: what is wrong, and how to mend it."""

from __future__ import annotations

import re
from pathlib import Path

from bot.operating import doctor
from bot.operating.doctor import Found
from bot.playground.faults import Fault
from bot.playground.state import Right
from bot.settings import Settings
from bot.store import channels, tables
from bot.store.tables import InboxState
from tests.kit.network import NATIONAL, TURKU, Network, settings_for

NAMED = {"controller_name": "Kotimajoituksen tuki ry", "controller_contact": "tuki@example.org"}


async def _found(network: Network, *, named: bool = True) -> list[Found]:
    settings = settings_for(network.server, network.folder)
    if named:
        settings = settings.model_copy(update=NAMED)
    return await doctor.examine(settings, network.built.store, network.built.house, network.built.api)


def _red(found: list[Found]) -> dict[str, str]:
    return {one.what: one.mend for one in found if not one.well}


async def test_a_house_in_order_is_well_and_its_channels_rights_are_told(network: Network) -> None:
    await network.channel(TURKU)
    await network.channel(NATIONAL)
    found = await _found(network)
    assert not _red(found)
    told = "\n".join(str(one) for one in found)
    assert f"Telegram knows the bot as @{network.server.account.bot.username}." in told
    assert "Turku ja Varsinais-Suomi: I am an administrator there, and may post messages, edit messages, delete" in told
    assert re.search(r"ok   The database and its key open; \d updates and \d messages wait\.", told)
    assert network.server.token not in told


async def test_nobody_who_answers_for_the_data_is_red_and_so_is_no_national_channel(network: Network) -> None:
    red = _red(await _found(network, named=False))
    assert set(red) == {"Nobody answers for the data.", "The national group has no channel."}
    assert "Set CONTROLLER_NAME and CONTROLLER_CONTACT" in red["Nobody answers for the data."]
    assert "python -m bot group bind national" in red["The national group has no channel."]


async def test_alerts_that_wait_are_counted(network: Network) -> None:
    await network.host()
    await network.guest()
    red = _red(await _found(network))
    assert "Alerts that wait for a channel: 3." in red
    await network.channel(NATIONAL)
    assert not _red(await _found(network))


async def test_each_right_that_a_channel_lacks_is_named(network: Network) -> None:
    turku = await network.channel(TURKU)
    await network.channel(NATIONAL)
    founder, turns = network.founder, network.server.people
    assert founder is not None
    await turns.promotes(founder.id, turku.chat_id, turns.bot_id, frozenset({"can_post_messages"}))
    ((what, mend),) = _red(await _found(network)).items()
    assert what.endswith("Turku ja Varsinais-Suomi: I lack rights in the channel.")
    assert mend == "Let the bot, as an administrator there, also edit messages, delete messages."

    group = await network.world.group("Group", founder, bot_rights=frozenset[Right]({"can_delete_messages"}))
    async with network.built.store.work() as work:
        await channels.bind(work, "salo", group.chat_id, "supergroup")
    await turns.promotes(founder.id, turku.chat_id, turns.bot_id)
    ((what, mend),) = _red(await _found(network)).items()
    assert (what, mend) == (
        "Kotimajoitus Salo: I lack rights in the channel.",
        "Let the bot, as an administrator there, also pin messages.",
    )


async def test_a_channel_that_does_not_let_the_bot_in_or_is_lost(network: Network) -> None:
    turku = await network.channel(TURKU)
    await network.channel(NATIONAL)
    founder, turns = network.founder, network.server.people
    assert founder is not None
    hidden = Fault("error", "getChatMember", turku.chat_id, None, code=400)
    hidden.description = "Bad Request: chat not found"
    network.server.faults.add(hidden)
    ((what, mend),) = _red(await _found(network)).items()
    assert what.endswith("I cannot look into the channel.")
    assert mend == f"Telegram does not show me chat {turku.chat_id}. Is the bot an administrator there?"
    network.server.faults.clear()

    await turns.removes(founder.id, turku.chat_id, turns.bot_id)
    await network.host("Hilla")
    await network.channels[NATIONAL].sees("New host")
    ((what, mend),) = _red(await _found(network)).items()
    assert what.endswith("Turku ja Varsinais-Suomi: the channel is lost.")
    assert mend == "Add the bot as an administrator again: alerts come by the national channel until then."


async def test_a_wrong_token_is_told_once_and_not_again_for_each_channel(network: Network) -> None:
    await network.channel(NATIONAL)
    wrong = Fault("error", "getMe", None, None, code=401)
    wrong.description = "Unauthorized"
    network.server.faults.add(wrong)
    red = _red(await _found(network))
    assert red["Telegram does not know TELEGRAM_BOT_TOKEN."] == "Copy it once more from @BotFather into .env."
    assert [mend for what, mend in red.items() if "bound" in what] == ["Mend the token first."]
    assert len(red) == 2


async def test_updates_that_were_set_aside_are_told(network: Network) -> None:
    await network.channel(NATIONAL)
    async with network.built.store.work() as work:
        aside = tables.Inbox(update_id=1, lane="x", kind="message", received_at=work.now, state=InboxState.ASIDE)
        work.session.add(aside)
    red = _red(await _found(network))
    assert red == {"1 updates were set aside.": "The log says what failed; they are kept for 30 days."}


async def test_without_a_token_it_says_so(tmp_path: Path, network: Network) -> None:
    settings = Settings.load(None, var_folder=tmp_path)
    red = _red(await doctor.examine(settings, network.built.store, network.built.house, None))
    assert red["TELEGRAM_BOT_TOKEN is not set."] == "Ask @BotFather for a token and put it into .env."
