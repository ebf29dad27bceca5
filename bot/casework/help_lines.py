"""The numbers of data/help_lines.yaml, which help at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.matching.edited import read_model
from conversations.text import Lines, Text, Verbatim, _

Number = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ]{1,19}$")]
Named = Annotated[str, Field(min_length=2, max_length=100)]


class Names(BaseModel):
    """Whose line it is, in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fi: Named
    sv: Named
    en: Named

    def spoken(self, language: str) -> str:
        """The name in a language; in English for all others."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)


class HelpLine(BaseModel):
    """One number. Hours are not kept: they change, and a wrong one can do harm."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Number
    name: Names
    always: bool = False
    """It answers day and night."""


class HelpLines(BaseModel):
    """All of them; see the comments in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emergency: Number
    write_to: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")
    lines: tuple[HelpLine, ...] = Field(min_length=1)

    @classmethod
    def load(cls, path: Path) -> HelpLines:
        """Reads the file; raises WrongEdit with the line and what to change."""
        return read_model(path, cls)

    def danger(self) -> Text:
        """What stands above all else."""
        return _("<b>If you are in danger, call {number} now.</b>").of(number=Verbatim(self.emergency))

    def told(self, language: str) -> Lines:
        """All numbers but the emergency one, each with its name in a language."""
        return Lines(tuple(_line(line, language) for line in self.lines))


def _line(line: HelpLine, language: str) -> Text:
    says = _("• {name}, day and night: {number}") if line.always else _("• {name}: {number}")
    return says.of(name=Verbatim(line.name.spoken(language)), number=Verbatim(line.number))
