"""The parameters of one request, read with Telegram's defaults and refusals."""

import json
from dataclasses import dataclass, field

from bot.playground.errors import bad_request
from bot.playground.wire import JsonObject, Upload, is_array, is_object

_TRUE = {"true", "yes", "1"}
_FALSE = {"false", "no", "0", ""}


@dataclass(frozen=True)
class Params:
    """Names and values as they came: every value is text, nested ones are JSON; files lie beside them."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text; empty where it was left out."""
        return self.values.get(name, "")

    def has(self, name: str) -> bool:
        """Was it given, and not as an empty text?"""
        return bool(self.values.get(name))

    def required(self, name: str) -> str:
        """A text that must be there."""
        if not self.has(name):
            raise bad_request(f'Parameter "{name}" is required')
        return self.values[name]

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number. (Telegram reads what is none as 0; here the mistake is named.)"""
        value = self.text(name).strip()
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad_request(f'Parameter "{name}" must be an Integer') from None

    def flag(self, name: str) -> bool:
        """True or False. (Telegram reads what is neither as False; here the mistake is named.)"""
        value = self.text(name).strip().lower()
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise bad_request(f'Parameter "{name}" must be a Boolean')

    def json(self, name: str, unreadable: str) -> object:
        """A nested value, decoded; None where it was left out. `unreadable` is what Telegram says of broken JSON."""
        if not self.has(name):
            return None
        try:
            value: object = json.loads(self.values[name])
        except ValueError:
            raise bad_request(unreadable) from None
        return value

    def object(self, name: str, *, what: str) -> JsonObject | None:
        """A nested object; `what` is Telegram's name for it in "Object expected as …"."""
        value = self.json(name, f"can't parse {what} JSON object")
        if value is not None and not is_object(value):
            raise bad_request(f"Object expected as {what}")
        return value

    def message_ids(self, name: str = "message_ids", most: int = 100) -> list[int]:
        """A list of message numbers."""
        ids = self.json(name, f"can't parse {name} JSON object")
        if ids is None or ids == []:
            raise bad_request("Message identifiers are not specified")
        if not is_array(ids):
            raise bad_request("Expected an Array of message identifiers")
        if len(ids) > most:
            raise bad_request("Too many message identifiers specified")
        return [_message_id(value) for value in ids]


def _message_id(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad_request("Message identifier must be a Number")
    try:
        number = int(value)
    except ValueError:
        raise bad_request("Can't parse message identifier as a Number") from None
    if number <= 0:
        raise bad_request("Invalid message identifier specified")
    return number
