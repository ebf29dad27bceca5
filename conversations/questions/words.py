"""Free words: a name, or a few sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from pydantic import JsonValue

from conversations.questions.base import Answered, Question, Reply, Unclear
from conversations.screens import Button, Screen
from conversations.text import Text, Value, Verbatim, _
from conversations.world import World

JOINERS = "\u200c\u200d"
"""Invisible, but part of Persian words and of many emoji."""

IDENTITY_CODE = re.compile(r"(?<!\d)\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?!\w)", re.IGNORECASE)
"""A Finnish personal identity code: it is never kept."""


def tidy(words: str) -> str:
    """Printable words with single spaces in a line, without empty lines at the ends."""
    lines = (" ".join(line.split()) for line in words.splitlines())
    kept = "\n".join("".join(c for c in line if c.isprintable() or c in JOINERS) for line in lines)
    return kept.strip()


@dataclass(frozen=True, kw_only=True)
class Name(Question):
    """What a person wants to be called; the messenger's first name is offered as a button."""

    offers_own: bool = True
    """Whether the name to be asked is that of the person in the chat."""
    kind: ClassVar[str] = "a name"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The messenger's name as the one button, where it has one."""
        name = self._shown(world)
        return Screen(self.paragraphs(), ((Button(Verbatim(name), "shown"),),) if name else ())

    def _shown(self, world: World) -> str:
        name = _one_line(world.first_name)[: world.limits.name].strip()
        return name if self.offers_own and any(c.isalpha() for c in name) else ""

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Takes the messenger's name."""
        name = self._shown(world)
        return Answered(name) if press == "shown" and name else Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Any name with at least one letter, on one line."""
        name = _one_line(words)
        if len(name) > world.limits.name:
            too_long = _("That is a little long: at most {n} characters, please. For example “Maija”.")
            return Unclear(too_long.of(n=world.limits.name))
        return Answered(name) if any(c.isalpha() for c in name) else Unclear(self.expected())

    def of_helper(self) -> Self:
        """The name of another person: the one in the chat is not offered."""
        return replace(super().of_helper(), offers_own=False)

    def expected(self) -> Text:
        """An example of a name."""
        # Toast: shown over the buttons, too
        return _("Please write the name to be called by, for example “Maija”.")

    def tell(self, value: JsonValue) -> Value:
        """The name as written."""
        return Verbatim(str(value))


def _one_line(words: str) -> str:
    return " ".join(tidy(words).split())


@dataclass(frozen=True, kw_only=True)
class Words(Question):
    """A few sentences in the person's own words, with a limit and a line on what not to write."""

    example: Text
    most: int | None = None
    """Fewer characters than the limit of free words, where a short answer is enough."""
    kind: ClassVar[str] = "free words"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """No buttons; how much fits, and what to leave out."""
        return Screen((*self.paragraphs(), leave_out().of(n=self._most(world))))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """There is nothing to press here."""
        return Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Anything that has a letter or a number and is not too long."""
        kept = tidy(words)
        if IDENTITY_CODE.search(kept):
            without = _("Please leave out the identity code: we don’t keep it. For example: “{example}”")
            return Unclear(without.of(example=self.example))
        most = self._most(world)
        if len(kept) > most:
            too_long = _("Your text has {n} characters, and at most {most} fit. Please write it a little shorter.")
            return Unclear(too_long.of(n=len(kept), most=most))
        return Answered(kept) if any(c.isalnum() for c in kept) else Unclear(self.expected())

    def _most(self, world: World) -> int:
        return world.limits.words if self.most is None else min(self.most, world.limits.words)

    def expected(self) -> Text:
        """A sentence as the example."""
        # Toast: shown over the buttons, too
        return _("Please write it in your own words, for example: “{example}”").of(example=self.example)

    def tell(self, value: JsonValue) -> Value:
        """The words as written."""
        return Verbatim(str(value))


def leave_out() -> Text:
    """What nobody should write in free words, and how much fits."""
    return _(
        "<i>At most {n} characters. Please don’t write addresses, identity codes, reasons for seeking asylum, "
        "or other people’s names.</i>"
    )
