"""Wrong settings in sentences: which one, what is wrong, and what to do. What was given is never repeated."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from dotenv.parser import parse_stream
from pydantic_core import ErrorDetails


class SettingsError(Exception):
    """A setting is wrong or missing. The text is one sentence or more for the operator, each naming what to mend."""


def check_lines(env_file: Path) -> None:
    """Refuses a file with a line that is no setting at all, which would else be passed over in silence."""
    if not env_file.exists():
        return
    with env_file.open(encoding="utf-8") as stream:
        wrong = [line.original.line for line in parse_stream(stream) if line.error or (line.key and line.value is None)]
    if wrong:
        lines = " and ".join(str(line) for line in wrong)
        raise SettingsError(f".env has something in line {lines} that is no setting. Write it as NAME=value.")


def sentences(faults: Sequence[ErrorDetails], names: Sequence[str]) -> str:
    """One line for each fault that pydantic found; `names` are all settings there are."""
    return "\n".join(_sentence(fault, names) for fault in faults)


def _sentence(fault: ErrorDetails, names: Sequence[str]) -> str:
    if not fault["loc"]:
        return _ended(fault["msg"].removeprefix("Value error, "))
    name = str(fault["loc"][0]).upper()
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, names, 1)
        return f"{name} in .env is no setting. " + (f"Do you mean {near[0]}?" if near else "Remove the line.")
    return f"{name} {_ended(_reason(fault))} Mend it in .env or in the environment, or leave it out for the default."


def _ended(clause: str) -> str:
    return clause if clause.endswith(".") else f"{clause}."


def _reason(fault: ErrorDetails) -> str:
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "value_error":
            return fault["msg"].removeprefix("Value error, ")
        case "float_parsing" | "int_parsing" | "int_from_float":
            return "must be a number, such as 10"
        case "greater_than":
            return f"must be more than {limits['gt']:g}"
        case "greater_than_equal":
            return f"must be at least {limits['ge']:g}"
        case "less_than_equal":
            return f"must be at most {limits['le']:g}"
        case "literal_error":
            return f"must be one of {limits['expected'].replace(chr(39), '')}"
        case "zoneinfo_str":
            return "must be a time zone, such as Europe/Helsinki"
    return "cannot be read"
