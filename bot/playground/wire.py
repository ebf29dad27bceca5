"""Shapes of what goes over the wire: JSON objects and uploaded files."""

from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

JsonObject: TypeAlias = dict[str, object]


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart request."""

    name: str
    content: bytes
    mime_type: str


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Is this decoded JSON value an object?"""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[object]]:
    """Is this decoded JSON value an array?"""
    return isinstance(value, list)


def is_integer(value: object) -> TypeGuard[int]:
    """Is this decoded JSON value a whole number? (True and False are not.)"""
    return isinstance(value, int) and not isinstance(value, bool)


def without_none(**fields: object) -> JsonObject:
    """A JSON object of the fields that have a value; Telegram leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}
