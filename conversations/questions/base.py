"""What every kind of question has in common.

A question is the metadata of a field of an interview's model: it knows how to ask, how to read what a person
says, and how to tell the answer again. One kind of question lives in one file of this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, Self

from pydantic import JsonValue

from conversations.screens import Button, Pressed, Said, Screen, SharedPhone, Typed
from conversations.text import Text, Value, _
from conversations.world import World

Part = Literal["opening", "send", "more"]
"""When a question is asked: before anything is kept, before *Send now*, or in *Tell more*."""

Known = Mapping[str, JsonValue]
"""The answers so far, by field, in their JSON form."""


def always(_known: Known) -> bool:
    """A question that is asked of everyone."""
    return True


@dataclass(frozen=True, slots=True)
class Answered:
    """The question is answered with this value (JSON form)."""

    value: JsonValue


@dataclass(frozen=True, slots=True)
class Drafted:
    """The screen changes, but the question is not answered yet (a counter, another month, a list to choose from)."""

    draft: JsonValue
    say: Text | None = None
    fresh: bool = False
    """Show it as a new message below instead of changing the one above."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was said is no answer; `say` tells in one sentence what is expected, with an example."""

    say: Text


@dataclass(frozen=True, slots=True)
class OnlyMinors:
    """Nobody of age would live there: the interview ends. `value` is what was said, to be told once more."""

    value: JsonValue


Reply = Answered | Drafted | Unclear | OnlyMinors


@dataclass(frozen=True, kw_only=True)
class Question:
    """How one field is asked, checked, told and documented."""

    ask: Text
    label: Text
    """Short name in the summary, the change menu and the documentation."""
    why: str
    """What the answer is for: the record of processing is made from it."""
    ask_helper: Text | None = None
    """The question for somebody who fills it in for another person, where it is worded differently."""
    hint: Text | None = None
    part: Part = "send"
    when: Callable[[Known], bool] = always
    sensitive: str | None = None
    """The purpose of the consent that an answer needs (health, safety); such a question is asked only of the person."""
    told: bool = False
    """Whether a coarse form of it may be told to a possible match."""

    kind: ClassVar[str]
    """The kind's name in the documentation and in the golden transcripts."""

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The question with its buttons; `known` is the present answer. A draft that fits no more is passed over."""
        raise NotImplementedError

    def read(self, said: Said, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """What was pressed, typed or shared, as an answer, a changed draft or a friendly refusal."""
        if isinstance(said, Pressed):
            return self.pressed(said.press, draft, known, world)
        if isinstance(said, Typed):
            return self.typed(said.words, draft, known, world)
        if isinstance(said, SharedPhone):
            return self.shared(said, world)
        return Unclear(self.expected())

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A button of this question's screen."""
        raise NotImplementedError

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """An answer in the person's own words."""
        raise NotImplementedError

    def shared(self, phone: SharedPhone, world: World) -> Reply:
        """A shared contact, which only one kind of question takes."""
        return Unclear(_("I don’t need a contact here. Please answer in writing or with a button."))

    def reworded(self, words: str, world: World) -> Reply:
        """A message edited after it was answered: its answer only where the words alone are a whole one."""
        return self.typed(words, None, None, world)

    def holds(self, value: JsonValue, world: World) -> bool:
        """Whether an answer given earlier is still one: a municipality may be no more."""
        return True

    def outdated(self, value: JsonValue, world: World) -> Text | None:
        """Why an answer given earlier is asked once more before it is sent: a day may have gone by."""
        return None

    def expected(self) -> Text:
        """One friendly sentence on what an answer looks like, with an example."""
        raise NotImplementedError

    def tell(self, value: JsonValue) -> Value:
        """The answer as it stands in the summary; only for a value that the model accepts."""
        raise NotImplementedError

    def remark(self, value: JsonValue) -> Text | None:
        """What is said once more after an answer, where it needs a word."""
        return None

    def of_helper(self) -> Self:
        """The question as it is asked of somebody who helps another person."""
        return self if self.ask_helper is None else replace(self, ask=self.ask_helper)

    def paragraphs(self) -> tuple[Text, ...]:
        """The question and its hint."""
        return (self.ask,) if self.hint is None else (self.ask, self.hint)


def names(value: JsonValue) -> list[str]:
    """A JSON list of strings, as such; anything else is an empty list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def mapping(value: JsonValue) -> dict[str, JsonValue]:
    """A JSON object, as such; anything else is an empty one."""
    return dict(value) if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the usual answers: its code, its words, and other words that people type for it."""

    code: str
    label: Text
    words: tuple[str, ...] = field(default=())


DONE = "done"
DONE_LABEL = _("Done")


def done() -> Button:
    """The button that ends a screen on which several things can be set."""
    return Button(DONE_LABEL, DONE)
