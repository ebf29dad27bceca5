"""The command menus: in each language, for everyone, for coordinators, and for whoever leads a chat."""

from bot.playground.state import Chat
from bot.telegram.commands import COMMANDS, read_command
from tests.kit.network import TURKU, Network
from tests.kit.people import Actor

LANGUAGES = ("", "fi", "sv", "en")


def _menu(network: Network, actor: Actor, chat: Chat | None = None) -> dict[str, str]:
    """The commands that the person's app offers in a chat, by default in the one with the bot."""
    person = network.server.people.person(actor.id)
    commands = network.server.account.profile.commands_for(person, chat or actor.chat)
    return {command["command"]: command["description"] for command in commands}


async def _introduced(network: Network) -> None:
    profile = network.server.account.profile
    await network.until(
        lambda: len(profile.commands) >= 8 and len(profile.descriptions) >= 4, "the bot says what it can"
    )


async def test_menus_and_descriptions_are_there_in_every_language_and_within_telegrams_limits(network: Network) -> None:
    await _introduced(network)
    profile = network.server.account.profile
    scopes = ("all_private_chats", "all_chat_administrators")
    assert set(profile.commands) == {(scope, language) for scope in scopes for language in LANGUAGES}
    for language in LANGUAGES:
        assert 0 < len(profile.short_descriptions[language]) <= 120
        assert 0 < len(profile.descriptions[language]) <= 512
        for scope in scopes:
            for command in profile.commands[scope, language]:
                assert len(command["description"]) <= 256
                assert read_command(f"/{command['command']}", "x") is not None
    assert len({profile.descriptions[language] for language in LANGUAGES}) == 3, "English is for all others, too"

    anna, kim = await network.person("Anna", "fi"), await network.person("Kim", "ar")
    assert "majoittaja" in _menu(network, anna)
    assert _menu(network, kim)["host"] == "Offer a home"
    assert "cases" not in _menu(network, kim)
    group = await network.world.group("Group", anna, members=[kim])
    assert list(_menu(network, anna, group.chat)) == ["liita"]
    assert not _menu(network, kim, group.chat)


async def test_a_menu_follows_the_language_and_what_one_may_do(network: Network) -> None:
    await _introduced(network)
    kaisa = await network.coordinator("Kaisa", TURKU, language="fi")
    await network.until(lambda: "tapaukset" in _menu(network, kaisa), "a coordinator's menu")
    assert "majoittaja" in _menu(network, kaisa)

    await kaisa.says("/kieli")
    await kaisa.presses("Svenska")
    await network.until(lambda: "arenden" in _menu(network, kaisa), "the menu in Swedish")
    assert set(_menu(network, kaisa)) == {command.sv for command in COMMANDS if command.audience != "chats"}
    for name in _menu(network, kaisa):
        command = read_command(f"/{name}", "x")
        assert command is not None
        assert command.name in {known.name for known in COMMANDS}

    await kaisa.says("/radera")
    await kaisa.presses("Ja, radera allt")
    await network.until(lambda: "arenden" not in _menu(network, kaisa), "the menu of somebody unknown")
    assert "tapaukset" not in _menu(network, kaisa)
    assert "majoittaja" in _menu(network, kaisa)
