"""What the bot offers: commands by place and language, the menu button, the rights that it asks for."""

import re

from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.objects import rights_in
from bot.playground.params import Params
from bot.playground.profile import Command, language_of
from bot.playground.state import ChatKind
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject, is_array, is_integer, is_object

_COMMAND = re.compile(r"[a-z0-9_]+")
_PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def _scope(account: Account, params: Params) -> str:
    """The scope of a request as a key."""
    scope = params.json("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        return "default"
    if not is_object(scope):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = account.chat(Params({"chat_id": str(scope.get("chat_id", ""))}), "read")
    if chat.kind is ChatKind.CHANNEL:
        raise bad_request("can't change commands in channel chats")
    if kind == "chat":
        return f"chat {chat.id}"
    if chat.kind is ChatKind.PRIVATE:
        raise bad_request("can't use specified scope in private chats")
    if kind == "chat_administrators":
        return f"chat_administrators {chat.id}"
    user_id = scope.get("user_id")
    if not is_integer(user_id) or user_id <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return f"chat_member {chat.id} {user_id}"


def set_my_commands(account: Account, params: Params) -> bool:
    """setMyCommands."""
    commands = params.json("commands", "can't parse commands JSON object")
    if commands is not None and not is_array(commands):
        raise bad_request("expected an Array of BotCommand")
    scope, language = _scope(account, params), language_of(params.text("language_code"))
    if len(commands or []) > account.limits.commands:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    account.profile.commands[scope, language] = [_command(account, command) for command in commands or []]
    if not commands:
        del account.profile.commands[scope, language]
    account.feed.add("commands", {"scope": scope, "language_code": language})
    return True


def _command(account: Account, command: object) -> Command:
    if not is_object(command):
        raise bad_request("can't parse BotCommand: expected an Object")
    fields: Command = {}
    for name in ("command", "description"):
        value = command.get(name)
        if value is None:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
        if not isinstance(value, str):
            raise bad_request(f'can\'t parse BotCommand: Field "{name}" must be of type String')
        fields[name] = value
    fields["command"] = fields["command"].removeprefix("/")
    if not _COMMAND.fullmatch(fields["command"]) or len(fields["command"]) > account.limits.command:
        raise bad_request("BOT_COMMAND_INVALID")
    if not fields["description"].strip():
        raise bad_request("command description must be non-empty")
    if units(fields["description"]) > account.limits.command_description:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return fields


def get_my_commands(account: Account, params: Params) -> list[Command]:
    """getMyCommands: exactly those of this scope and language, no others in their stead."""
    return account.profile.commands.get((_scope(account, params), language_of(params.text("language_code"))), [])


def delete_my_commands(account: Account, params: Params) -> bool:
    """deleteMyCommands."""
    account.profile.commands.pop((_scope(account, params), language_of(params.text("language_code"))), None)
    return True


def set_chat_menu_button(account: Account, params: Params) -> bool:
    """setChatMenuButton: of one private chat, or of all."""
    button = params.json("menu_button", "can't parse menu button JSON object")
    if button is not None and not is_object(button):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    kind = (button or {"type": "default"}).get("type")
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    account.profile.menu_buttons[_private_chat(account, params)] = button or {"type": "default"}
    return True


def get_chat_menu_button(account: Account, params: Params) -> JsonObject:
    """getChatMenuButton."""
    buttons = account.profile.menu_buttons
    return buttons.get(_private_chat(account, params)) or buttons.get(0) or {"type": "commands"}


def _private_chat(account: Account, params: Params) -> int:
    if not params.has("chat_id"):
        return 0
    chat = account.chat(params, "read")
    if chat.kind is not ChatKind.PRIVATE:
        raise bad_request("private chat not found")
    return chat.id


def set_my_default_administrator_rights(account: Account, params: Params) -> bool:
    """setMyDefaultAdministratorRights."""
    rights = params.json("rights", "can't parse ChatAdministratorRights JSON object")
    if rights is not None and not is_object(rights):
        raise bad_request("can't parse ChatAdministratorRights: ChatAdministratorRights must be an Object")
    account.profile.rights[params.flag("for_channels")] = rights or {}
    return True


def get_my_default_administrator_rights(account: Account, params: Params) -> JsonObject:
    """getMyDefaultAdministratorRights."""
    for_channels = params.flag("for_channels")
    chosen = account.profile.rights.get(for_channels, {})
    names = rights_in(ChatKind.CHANNEL if for_channels else ChatKind.SUPERGROUP)
    return {"is_anonymous": False, **{name: chosen.get(name) is True for name in names}}


METHODS: dict[str, Handler] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyDefaultAdministratorRights": set_my_default_administrator_rights,
    "getMyDefaultAdministratorRights": get_my_default_administrator_rights,
}
