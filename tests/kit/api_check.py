"""Watches every exchange with the local Bot API server, against aiogram's models of the Bot API.

Give one to the server as its observer, and at the end of the test call `check.clean()`. A request must be one that
`aiogram.methods` knows, a reply one that `aiogram.types` describes: no unknown field, no missing one, no other type.
"""

import json
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile, ResponseParameters, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from bot.playground.params import Params
    from bot.playground.wire import JsonObject

# aiogram's models are generic over what a method returns; here any will do.
_METHODS: dict[str, type[TelegramMethod[Any]]] = {
    name: model
    for name, model in vars(aiogram.methods).items()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
_NEWER = {"can_send_welcome_messages"}
"""Fields of requests that came after the Bot API 10.0 of our client; Telegram takes requests without them."""

_BY_API_NAME = {model.__api_method__: model for model in _METHODS.values() if hasattr(model, "__api_method__")}


class ApiCheck:
    """Collects what is wrong; `seen` counts the exchanges by method, so that a test can show that there were some."""

    def __init__(self, *, broken_updates: bool = False) -> None:
        self.problems: list[str] = []
        self.seen: dict[str, int] = {}
        self._broken_updates = broken_updates

    def __call__(self, method: str, params: "Params", reply: "JsonObject") -> None:
        """One exchange; an update sent by webhook comes as method "webhook"."""
        self.seen[method] = self.seen.get(method, 0) + 1
        model = _BY_API_NAME.get(method)
        if model is None and method != "webhook":
            self._note(method, "no such method in the Bot API", params.values)
            return
        if model is not None:
            self._request(method, model, params)
        if reply.get("ok") is True:
            self._result(method, model, reply)
        else:
            self._refusal(method, reply)

    def clean(self) -> None:
        """Fail with everything that was wrong."""
        assert not self.problems, "\n".join(["the Bot API would not know this:", *self.problems])

    def _request(self, method: str, model: type[TelegramMethod[Any]], params: "Params") -> None:
        given = {name: _decoded(model, name, value) for name, value in params.values.items()}
        attached = {f"attach://{name}" for name in params.files}
        for name, upload in params.files.items():
            if name in model.model_fields:
                given[name] = BufferedInputFile(upload.content, upload.name)
        for name, value in given.items():
            if isinstance(value, str) and value.startswith("attach://") and value not in attached:
                self._note(method, f"{name} names a file that was not sent", value)
        self._validated(method, model, given, "request")

    def _result(self, method: str, model: type[TelegramMethod[Any]] | None, reply: "JsonObject") -> None:
        if set(reply) - {"ok", "result", "description"} or "result" not in reply:
            self._note(method, "not the frame of a reply", reply)
        if method in {"getUpdates", "webhook"}:
            if not self._broken_updates:
                self._validated(method, list[Update], reply.get("result"), "updates")
        elif model is not None:
            self._validated(method, model.__returning__, reply.get("result"), "reply")

    def _refusal(self, method: str, reply: "JsonObject") -> None:
        fields = {name: type(value) for name, value in reply.items() if name != "parameters"}
        if fields != {"ok": bool, "error_code": int, "description": str}:
            self._note(method, "not the frame of a refusal", reply)
        if "parameters" in reply:
            self._validated(method, ResponseParameters, reply["parameters"], "parameters")

    def _validated(self, method: str, wanted: object, given: object, what: str) -> None:
        adapter = _adapter(wanted)
        try:
            value = adapter.validate_python(given)
        except ValidationError as error:
            left_out = {str(wrong["loc"][-1]) for wrong in error.errors() if wrong["type"] == "missing"}
            if what != "request" or len(left_out) < error.error_count() or left_out - _NEWER:
                self._note(method, f"{what} does not fit: {error}", given)
            return
        for path in _unknown(value, what):
            self._note(method, f"unknown field {path}", given)
        if what != "request" or not _holds_file(given):
            dumped = adapter.dump_python(value, mode="json", by_alias=True, exclude_unset=True)
            if not _same(dumped, given):
                self._note(method, f"{what} changes when it is read: {dumped}", given)

    def _note(self, method: str, why: str, what: object) -> None:
        self.problems.append(f"{method}: {why}\n    {what}")


@cache
def _adapter(wanted: object) -> TypeAdapter[Any]:
    """Building one takes long; there are few."""
    return TypeAdapter(wanted)


def _decoded(model: type[TelegramMethod[Any]], name: str, value: str) -> object:
    """A parameter's value as the model wants it: a text as it is, everything else is JSON inside the text."""
    field = model.model_fields.get(name)
    kinds = _kinds(field.annotation) if field else {str}
    if str in kinds and int not in kinds:
        return value
    try:
        decoded: object = json.loads(value)
    except ValueError:
        return value
    return decoded


def _kinds(annotation: object) -> set[object]:
    """The members of a union, or the one type."""
    if get_origin(annotation) in {Union, UnionType}:
        return {kind for part in get_args(annotation) for kind in _kinds(part)} - {NoneType}
    return {annotation}


def _unknown(value: object, path: str) -> list[str]:
    """The places of fields that the models do not have."""
    if isinstance(value, BaseModel):
        extra = [f"{path}.{name}" for name in value.model_extra or {}]
        return extra + [
            place for name in type(value).model_fields for place in _unknown(getattr(value, name), f"{path}.{name}")
        ]
    if isinstance(value, list | tuple):
        return [place for index, item in enumerate(value) for place in _unknown(item, f"{path}[{index}]")]
    return []


def _holds_file(given: object) -> bool:
    return isinstance(given, Mapping) and any(isinstance(value, InputFile) for value in given.values())


def _same(one: object, other: object) -> bool:
    """Equal, and of the same types all the way down (1 is not True)."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other
