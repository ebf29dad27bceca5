"""getUpdates: handing updates out to a bot that asks for them."""

from bot.playground import errors
from bot.playground.account import Account, Handler
from bot.playground.errors import conflict
from bot.playground.params import Params
from bot.playground.wire import JsonObject


async def get_updates(account: Account, params: Params) -> list[JsonObject]:
    """getUpdates."""
    if account.webhook.url:
        await account.poll.hold_conflict()
        raise conflict(errors.WEBHOOK_ACTIVE)
    account.updates.allow(params.json("allowed_updates", "can't parse allowed_updates JSON object"))
    limit = min(max(params.integer("limit", 100), 1), 100)
    timeout = min(max(params.integer("timeout"), 0), account.limits.long_poll)
    return await account.poll.get(params.integer("offset"), limit, float(timeout))


METHODS: dict[str, Handler] = {"getUpdates": get_updates}
