"""The bot's own account: getMe, logOut, close, and what it says of itself."""

from bot.playground.account import Account, Handler
from bot.playground.objects import user_json
from bot.playground.params import Params
from bot.playground.wire import JsonObject


def get_me(account: Account, _params: Params) -> JsonObject:
    """getMe."""
    return {
        **user_json(account.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def log_out(account: Account, _params: Params) -> bool:
    """logOut: Telegram's cloud lets go of the bot; here only the webhook ends and what waits is dropped."""
    await account.webhook.unset()
    account.updates.clear()
    return True


async def close(account: Account, _params: Params) -> bool:
    """close: before a bot moves to another server; its webhook ends."""
    await account.webhook.unset()
    return True


METHODS: dict[str, Handler] = {"getMe": get_me, "logOut": log_out, "close": close}
