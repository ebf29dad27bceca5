"""All Bot API methods that the server knows, by their name in small letters."""

from bot.playground import (
    methods_about,
    methods_bot,
    methods_callbacks,
    methods_chats,
    methods_copies,
    methods_files,
    methods_messages,
    methods_profile,
    methods_updates,
    methods_webhook,
)
from bot.playground.account import Handler

_NAMED: dict[str, Handler] = {
    **methods_about.METHODS,
    **methods_bot.METHODS,
    **methods_callbacks.METHODS,
    **methods_chats.METHODS,
    **methods_copies.METHODS,
    **methods_files.METHODS,
    **methods_messages.METHODS,
    **methods_profile.METHODS,
    **methods_updates.METHODS,
    **methods_webhook.METHODS,
}
METHODS: dict[str, tuple[str, Handler]] = {name.lower(): (name, handler) for name, handler in _NAMED.items()}
