"""The parts of a panel: counters with + and −, one-of-several and any-of-several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, JsonValue

from conversations.questions.base import Known, Option, always, names
from conversations.questions.choice import label_of, marked
from conversations.screens import Button, Rows, in_rows
from conversations.text import Items, Text, Value, Verbatim, _


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A number from `least` to `most` with a + and a − button."""

    label: Text
    told: Text
    """With the plural's `n`: "2 women"."""
    least: int = 0
    most: int = 12
    when: Callable[[Known], bool] = always


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One of several."""

    label: Text
    options: tuple[Option, ...]
    when: Callable[[Known], bool] = always
    width: int = 2


@dataclass(frozen=True, kw_only=True)
class Toggles:
    """Any of several."""

    label: Text
    options: tuple[Option, ...]
    when: Callable[[Known], bool] = always
    width: int = 2


PanelPart = Counter | Pick | Toggles


def parts_of(model: type[BaseModel]) -> dict[str, PanelPart]:
    """The parts of a panel's model, by field."""
    return {
        name: part
        for name, info in model.model_fields.items()
        for part in info.metadata
        if isinstance(part, Counter | Pick | Toggles)
    }


def fitting(part: PanelPart, value: JsonValue) -> JsonValue:
    """The value, as far as the part can have it: None for one from another time or of another shape."""
    if isinstance(part, Counter):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return min(part.most, max(part.least, value)) if whole and isinstance(value, int) else None
    codes = [option.code for option in part.options]
    if isinstance(part, Pick):
        return value if value in codes else None
    return [code for code in codes if code in names(value)] if isinstance(value, list) else None


def part_rows(name: str, part: PanelPart, value: JsonValue) -> Rows:
    """The buttons of one part of a panel."""
    if isinstance(part, Counter):
        count = value if isinstance(value, int) else part.least
        middle = _("{label}: {n}").of(label=part.label, n=count)
        return ((Button(Verbatim("−"), f"-:{name}"), Button(middle, f"=:{name}"), Button(Verbatim("+"), f"+:{name}")),)
    return in_rows(_option_buttons(name, part, value), part.width)


def _option_buttons(name: str, part: Pick | Toggles, value: JsonValue) -> Sequence[Button]:
    if isinstance(part, Pick):
        return [Button(_picked(option, option.code == value), f"pick:{name}:{option.code}") for option in part.options]
    chosen = names(value)
    return [Button(marked(option, option.code in chosen), f"flip:{name}:{option.code}") for option in part.options]


def _picked(option: Option, chosen: bool) -> Text:
    return _("● {option}").of(option=option.label) if chosen else _("○ {option}").of(option=option.label)


def after_press(part: PanelPart, verb: str, given: str, value: JsonValue) -> JsonValue:
    """The part's value after its button; a button that the part does not have changes nothing."""
    if isinstance(part, Counter):
        count = value if isinstance(value, int) else part.least
        return min(part.most, max(part.least, count + {"+": 1, "-": -1}.get(verb, 0)))
    if all(option.code != given for option in part.options):
        return value
    if isinstance(part, Pick):
        return given
    chosen = {*names(value)} ^ {given}
    return [option.code for option in part.options if option.code in chosen]


def tell_part(part: PanelPart, value: JsonValue) -> Value | None:
    """A part as it stands in a summary; None when it says nothing (a zero, nothing chosen)."""
    if isinstance(part, Counter):
        return part.told.of(n=value) if isinstance(value, int) and value > 0 else None
    if isinstance(part, Pick):
        return label_of(part.options, value) if isinstance(value, str) else None
    chosen = tuple(label_of(part.options, code) for code in names(value))
    return Items(chosen) if chosen else None
