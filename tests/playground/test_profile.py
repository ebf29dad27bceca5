"""What the bot says of itself: commands by place and language, names, descriptions, menu button, rights."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    ChatAdministratorRights,
    MenuButtonCommands,
    MenuButtonDefault,
)
from telegram.error import BadRequest

from tests.kit.people import Actor, World
from tests.playground.conftest import SaysNo


def offered(world: World, person: Actor, chat_id: int | None = None) -> list[str]:
    """The commands that a person's app shows."""
    state = world.server.account.state
    chat = state.chats[chat_id or person.id]
    return [command["command"] for command in world.server.account.profile.commands_for(state.people[person.id], chat)]


async def test_commands_follow_the_language_and_the_narrowest_place(bot: Bot, world: World, anna: Actor) -> None:
    bo = await world.person("Bo", language="sv")
    group = await world.group("Ryhmä", anna, members=[bo])
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("start", "Start")], scope=private)
    await bot.set_my_commands([("aloita", "Aloita")], scope=private, language_code="fi")
    assert offered(world, anna) == ["aloita"]
    assert offered(world, bo) == ["start"]
    assert offered(world, bo, group.chat_id) == ["help"]
    await bot.set_my_commands([("bind", "Bind")], scope=BotCommandScopeAllChatAdministrators())
    await bot.set_my_commands([("mina", "Minä")], scope=BotCommandScopeChatMember(group.chat_id, bo.id))
    assert offered(world, anna, group.chat_id) == ["bind"]
    assert offered(world, bo, group.chat_id) == ["mina"]
    assert await bot.get_my_commands(private, "fi") == (BotCommand("aloita", "Aloita"),)
    assert await bot.get_my_commands(private, "sv") == ()
    await bot.delete_my_commands(private, "fi")
    assert offered(world, anna) == ["start"]


async def test_commands_are_short_and_plain(bot: Bot, world: World, anna: Actor, says_no: SaysNo) -> None:
    channel = await world.channel("Kanava", anna)
    for commands, why in (
        ([("språk", "Språk")], "BOT_COMMAND_INVALID"),
        ([("Help", "Help")], "BOT_COMMAND_INVALID"),
        ([("a" * 33, "Long")], "BOT_COMMAND_INVALID"),
        ([("help", " ")], "command description must be non-empty"),
        ([("help", "a" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([(f"a{number}", "a") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ):
        await says_no(bot.set_my_commands(commands), BadRequest, f"Bad Request: {why}")
    one = [("help", "Help")]
    await says_no(bot.set_my_commands(one, language_code="fin"), BadRequest, "Bad Request: LANG_CODE_INVALID")
    in_channel = bot.set_my_commands(one, scope=BotCommandScopeChat(channel.chat_id))
    await says_no(in_channel, BadRequest, "Bad Request: can't change commands in channel chats")
    in_private = bot.set_my_commands(one, scope=BotCommandScopeChatMember(anna.id, anna.id))
    await says_no(in_private, BadRequest, "Bad Request: can't use specified scope in private chats")


async def test_names_and_descriptions_by_language(bot: Bot, says_no: SaysNo) -> None:
    await bot.set_my_name("Kotimajoitus", language_code="fi")
    await bot.set_my_description("Home accommodation")
    await bot.set_my_description("Hemmaboende", language_code="sv")
    await bot.set_my_short_description("Kort", language_code="sv")
    assert (await bot.get_my_name("fi")).name == "Kotimajoitus"
    assert (await bot.get_my_name("sv")).name == (await bot.get_me()).first_name
    assert (await bot.get_my_description("sv")).description == "Hemmaboende"
    assert (await bot.get_my_description("fi")).description == "Home accommodation"
    assert (await bot.get_my_short_description()).short_description == ""
    await bot.set_my_description(language_code="sv")
    assert (await bot.get_my_description("sv")).description == "Home accommodation"
    for call, why in (
        (bot.set_my_name("a" * 65), "BOT_TITLE_TOO_LONG"),
        (bot.set_my_description("a" * 513), "DESCRIPTION_TOO_LONG"),
        (bot.set_my_short_description("a" * 121), "ABOUT_TOO_LONG"),
    ):
        await says_no(call, BadRequest, f"Bad Request: {why}")


async def test_the_menu_button_and_the_rights_that_the_bot_suggests(bot: Bot, anna: Actor) -> None:
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    await bot.set_chat_menu_button(anna.id, MenuButtonDefault())
    assert isinstance(await bot.get_chat_menu_button(anna.id), MenuButtonDefault)
    rights = ChatAdministratorRights.no_rights()
    assert (await bot.get_my_default_administrator_rights(for_channels=True)).can_post_messages is False
    names = {name: getattr(rights, name) for name in rights.__slots__ if name.startswith("can_")}
    wanted = ChatAdministratorRights(**{**names, "is_anonymous": False, "can_post_messages": True})
    await bot.set_my_default_administrator_rights(wanted, for_channels=True)
    kept = await bot.get_my_default_administrator_rights(for_channels=True)
    assert (kept.can_post_messages, kept.can_edit_messages) == (True, False)
