"""“I don’t feel safe”: numbers first, then whether and who may be told, and nobody else hears of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.casework.alert_kinds import Kind
from bot.store import alerts
from bot.store.tables import Alert
from tests.kit.matched import case_of, number_of
from tests.kit.network import NATIONAL, TURKU, Network
from tests.kit.screens import Screen


async def _kinds(network: Network, case_id: str) -> list[str]:
    async with network.built.store.look() as look:
        return [alert.kind for alert in await alerts.of_case(look, case_id)]


def _red(screens: list[Screen]) -> list[Screen]:
    return [screen for screen in screens if "does not feel safe" in screen]


@pytest.mark.parametrize(("language", "command"), [("en", "/unsafe"), ("fi", "/hätä"), ("sv", "/nöd")])
async def test_numbers_come_first_in_each_language_also_for_somebody_unknown(
    network: Network, language: str, command: str
) -> None:
    sanna = await network.person("Sanna", language)
    await sanna.says("/start")
    await sanna.says(command)
    screen = await sanna.sees("112")
    assert screen.text.index("112") < screen.text.index("080 005 005")
    assert "029 546 3177" in screen
    assert "info@kotimajoitusverkosto.fi" in screen
    assert not screen.buttons, "there is nothing that could be told of somebody who has no case"


async def test_the_alert_says_the_number_and_goes_only_where_the_person_lets_it(network: Network) -> None:
    await network.coordinator("Kaisa")
    await network.coordinator("Nea", NATIONAL)
    turku, national = network.channels[TURKU], network.channels[NATIONAL]
    amir = await network.guest("Amircanary", name="=Amircanary")
    number = await network.case_number(amir)
    await network.quiet()

    await amir.says("/help")
    await amir.presses("I don’t feel safe")
    await amir.sees("May I tell a coordinator?")
    assert "the one who knows my case" not in " ".join(amir.screen.buttons), "nobody has taken the case yet"
    await network.quiet()
    for channel in (turku, national):
        assert not _red(channel.screens), "nothing is told before the person says so"

    await amir.presses("Yes, the national group")
    await amir.sees("I have told coordinators of the national group")
    alert = await national.sees("does not feel safe")
    assert number in alert
    for word in ("Turku", "Amircanary", "adult"):
        assert word not in alert
    await network.quiet()
    assert not _red(turku.screens)

    await amir.says("/unsafe")
    await amir.presses("Yes, the national group")
    await amir.sees("I have told")
    await network.quiet()
    assert len(_red(national.screens)) == 1, "never the same alert twice"


async def test_nobody_means_nobody_and_typed_words_go_nowhere(network: Network) -> None:
    await network.coordinator("Kaisa")
    amir = await network.guest()
    await network.quiet()
    await amir.says("/unsafe")
    await amir.sees("May I tell a coordinator?")
    await amir.says("He shouts at night")
    await amir.sees("did not quite understand")
    await amir.says("nobody")
    await amir.sees("I tell nobody")
    await network.quiet()
    assert not _red(network.channels[TURKU].screens)
    assert Kind.UNSAFE not in await _kinds(network, (await case_of(network, amir)).id)


async def test_the_coordinator_who_knows_the_case_is_told_alone_and_the_person_hears_when_it_was_seen(
    network: Network,
) -> None:
    kaisa, other = await network.coordinator("Kaisa"), await network.coordinator("Other")
    channel = network.channels[TURKU]
    amir = await network.guest()
    await channel.sees("New guest")
    await kaisa.presses("Take", in_=channel)
    await network.quiet()

    await amir.says("/unsafe")
    await amir.presses("Yes, the one who knows my case")
    await amir.sees("and nobody else")
    told = await kaisa.sees("does not feel safe")
    assert number_of(amir) in told
    await kaisa.presses("I have seen this")
    await amir.sees("has seen your message")
    await network.quiet()
    other.has_not_seen("does not feel safe")
    assert not _red(channel.screens)
    assert "I have seen this" not in " ".join(kaisa.screens[-1].buttons)


async def test_a_group_in_which_the_host_is_a_volunteer_is_passed_by(network: Network) -> None:
    helena = await network.coordinator("Helena")
    await network.coordinator("Nea", NATIONAL)
    turku = network.channels[TURKU]
    await network.walks(helena, "=/host", *network.host_steps(), "!send")
    await helena.sees("K-")
    await network.quiet()
    await helena.says("/unsafe")
    screen = await helena.sees("May I tell a coordinator?")
    assert "Yes, my local group" not in screen.buttons
    await helena.presses("Yes, the national group")
    await network.channels[NATIONAL].sees("does not feel safe")
    await network.quiet()
    assert not _red(turku.screens)


async def test_who_wants_to_talk_is_heard_by_the_group_and_by_whoever_knows_the_case(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    await channel.sees("New host")
    await kaisa.presses("Take", in_=channel)
    await helena.says("/status")
    await helena.presses("I want to talk with a coordinator")
    await helena.sees("a coordinator gets in touch with you")
    await channel.sees("Wants to talk with a coordinator")
    await kaisa.sees("wants to talk with a coordinator")
    await helena.presses("I want to talk with a coordinator")
    await network.quiet()
    async with network.built.store.look() as look:
        found = await look.session.scalars(sa.select(Alert).where(Alert.kind == Kind.WANTS_TALK))
        assert len(list(found)) == 1
