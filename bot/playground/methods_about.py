"""What the bot is called and says of itself, by language: name, description, short description.

Telegram's words for a text that is too long are not in its public sources; here they follow its API's error names.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.limits import Limits
from bot.playground.params import Params
from bot.playground.profile import Profile, language_of
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject


@dataclass(frozen=True)
class _Text:
    """One of the texts, with its limit, and what stands where none was set."""

    parameter: str
    kept: Callable[[Profile], dict[str, str]]
    limit: Callable[[Limits], int]
    too_long: str
    otherwise: Callable[[Account], str] = lambda _account: ""

    def set(self, account: Account, params: Params) -> bool:
        """setMy…; an empty text takes the old one away."""
        language, text = language_of(params.text("language_code")), params.text(self.parameter)
        if units(text) > self.limit(account.limits):
            raise bad_request(self.too_long)
        texts = self.kept(account.profile)
        texts.pop(language, None)
        if text:
            texts[language] = text
        account.feed.add("about", {"language_code": language})
        return True

    def get(self, account: Account, params: Params) -> JsonObject:
        """getMy…: that of the language, or the one for all others."""
        texts, language = self.kept(account.profile), language_of(params.text("language_code"))
        return {self.parameter: texts.get(language) or texts.get("") or self.otherwise(account)}


_NAME = _Text(
    "name",
    lambda profile: profile.names,
    lambda limits: limits.name,
    "BOT_TITLE_TOO_LONG",
    lambda account: account.bot.first_name,
)
_DESCRIPTION = _Text(
    "description",
    lambda profile: profile.descriptions,
    lambda limits: limits.description,
    "DESCRIPTION_TOO_LONG",
)
_SHORT = _Text(
    "short_description",
    lambda profile: profile.short_descriptions,
    lambda limits: limits.short_description,
    "ABOUT_TOO_LONG",
)

METHODS: dict[str, Handler] = {
    "setMyName": _NAME.set,
    "getMyName": _NAME.get,
    "setMyDescription": _DESCRIPTION.set,
    "getMyDescription": _DESCRIPTION.get,
    "setMyShortDescription": _SHORT.set,
    "getMyShortDescription": _SHORT.get,
}
