"""setWebhook, deleteWebhook, getWebhookInfo."""

import asyncio
import re
from urllib.parse import urlsplit

from bot.playground import errors
from bot.playground.account import Account, Handler
from bot.playground.clock import unix
from bot.playground.errors import bad_request, conflict, too_many_requests
from bot.playground.params import Params
from bot.playground.updates import DEFAULT_KINDS
from bot.playground.wire import JsonObject


async def set_webhook(account: Account, params: Params) -> bool:
    """setWebhook. Telegram wants https; this server, like Telegram's own in local mode, takes http too."""
    url = params.text("url")
    if not url:
        return await delete_webhook(account, params)
    now = asyncio.get_running_loop().time()
    if now < account.next_webhook_at:
        raise too_many_requests(1)
    account.next_webhook_at = now + 1
    secret = params.text("secret_token")
    if len(secret) > account.limits.secret_token:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    account.updates.allow(params.json("allowed_updates", "can't parse allowed_updates JSON object"))
    if params.flag("drop_pending_updates"):
        account.updates.clear()
    account.poll.end(conflict(errors.POLL_ENDED_BY_WEBHOOK))
    await account.webhook.unset()
    account.webhook.set(url, secret, min(max(params.integer("max_connections", 40), 1), 100))
    return True


async def delete_webhook(account: Account, params: Params) -> bool:
    """deleteWebhook."""
    if params.flag("drop_pending_updates"):
        account.updates.clear()
    await account.webhook.unset()
    return True


def get_webhook_info(account: Account, _params: Params) -> JsonObject:
    """getWebhookInfo."""
    webhook, updates = account.webhook, account.updates
    info: JsonObject = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending()),
    }
    if webhook.url:
        info |= {"max_connections": webhook.max_connections, "ip_address": urlsplit(webhook.url).hostname}
        if webhook.last_error_at is not None:
            info |= {"last_error_date": unix(webhook.last_error_at), "last_error_message": webhook.last_error}
    if updates.allowed != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


METHODS: dict[str, Handler] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
