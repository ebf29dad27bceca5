"""A data file that people edit, as a checked model."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.network.edits import Entry, WrongEdit, read_yaml

Model = TypeVar("Model", bound=BaseModel)
Where = tuple[str | int, ...]
MISSING, UNKNOWN = "missing", "extra_forbidden"
"""pydantic's words for a field that is not there, and for one that the model does not have."""


def read_model(path: Path, model: type[Model]) -> Model:
    """The file's content; raises WrongEdit with the file, the line and what to change.

    A validator that knows better where the mistake stands raises a PydanticCustomError with the way there as "at".
    """
    places: dict[Where, Entry] = {}
    content = _content(read_yaml(path), (), places)
    try:
        return model.model_validate(content)
    except ValidationError as wrong:
        errors = wrong.errors(include_input=False, include_url=False)
        missing = {tuple(error["loc"]) for error in errors if error["type"] == MISSING}
        first = min(errors, key=lambda error: error["type"] != UNKNOWN)  # a misspelt name is missing, too
        where = (*first["loc"], *first.get("ctx", {}).get("at", ()))
        raise _refusal(places, where, _sentence(where, first["type"], first["msg"], missing)) from None


def _content(entry: Entry, where: Where, places: dict[Where, Entry]) -> object:
    """The entry as plain values, words for everything single; notes where each piece stands."""
    places[where] = entry
    if isinstance(entry.node, yaml.MappingNode):
        return {name: _content(part, (*where, name), places) for name, part in entry.fields().items()}
    if isinstance(entry.node, yaml.SequenceNode):
        return [_content(part, (*where, at), places) for at, part in enumerate(entry.items())]
    return entry.text()


def _sentence(where: Where, kind: str, message: str, missing: set[Where]) -> str:
    field = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    if kind == MISSING:
        return f"The field “{field}” is missing here."
    if kind == UNKNOWN:
        instead = " or ".join(f"“{other[-1]}”" for other in sorted(missing, key=str) if other[:-1] == where[:-1])
        return f"There is no field “{field}” here." + (f" Is {instead} meant?" if instead else "")
    said = message.removeprefix("Value error, ").rstrip(".")
    return f"The field “{field}” is not right: {said}." if field else f"{said}."


def _refusal(places: dict[Where, Entry], where: Where, sentence: str) -> WrongEdit:
    while where not in places:
        where = where[:-1]
    return places[where].refuse(sentence)
