"""Refusals, in Telegram's own words.

Texts follow the public Bot API server and TDLib; clients match on them, so every letter counts.
"""

from bot.playground.wire import JsonObject


class Refused(Exception):
    """The Bot API says no: an HTTP status, a sentence, and sometimes parameters."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def reply(self) -> JsonObject:
        """The body that a client gets."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> Refused:
    """400 with Telegram's prefix; as there, the reason starts in lower case unless it is a constant like THIS_ONE."""
    if not (len(why) > 1 and (why[1] == "_" or why[1].isupper())):
        why = why[:1].lower() + why[1:]
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """403 with Telegram's prefix."""
    return Refused(403, f"Forbidden: {why}")


def too_many_requests(retry_after: int) -> Refused:
    """429: the client must wait this many seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def conflict(why: str) -> Refused:
    """409: two want the updates at once."""
    return Refused(409, f"Conflict: {why}")


def unauthorized() -> Refused:
    """401: the token is not this bot's."""
    return Refused(401, "Unauthorized")


def no_such_method() -> Refused:
    """404: the Bot API has no method of this name."""
    return Refused(404, "Not Found: method not found")


OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
POLL_ENDED_BY_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
GROUP_UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
