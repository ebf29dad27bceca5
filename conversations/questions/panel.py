"""Several small things on one screen: counters with + and −, one-of-several and any-of-several, then Done.

The answer is a pydantic model of its own; its fields carry the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, JsonValue, ValidationError

from conversations.button_words import typed_button
from conversations.questions.base import (
    DONE,
    Answered,
    Drafted,
    Known,
    Question,
    Reply,
    Unclear,
    done,
    mapping,
)
from conversations.questions.choice import NONE
from conversations.questions.panel_parts import (
    Counter,
    PanelPart,
    Pick,
    Toggles,
    after_press,
    fitting,
    part_rows,
    parts_of,
    tell_part,
)
from conversations.questions.panel_words import read_parts
from conversations.screens import Rows, Screen
from conversations.text import Items, Lowered, Text, Value, _
from conversations.world import World

__all__ = ["Counter", "Panel", "Pick", "ReadParts", "Toggles"]

TO_BE_COMPLETED = "to be completed"
"""The mark of a draft from words that did not say all: what is written next belongs to it."""

IS_IT_RIGHT = _("Is it right like this? Then press “{done}”.")


@dataclass(frozen=True, slots=True)
class ReadParts:
    """What words say of the parts of a panel; `say` asks for what they leave open."""

    parts: Mapping[str, JsonValue]
    say: Text | None = None


Reader = Callable[[str, World], ReadParts | None]
"""Reads typed words as parts of a panel, all of it; None where it was not understood."""


@dataclass(frozen=True, kw_only=True)
class Panel(Question):
    """A screen of parts. `reader` knows how people write such an answer; else each part is looked for in the words."""

    model: type[BaseModel]
    example: Text
    """What a person could write instead of pressing."""
    missing: Text
    """What is still to be set, where the answer is not whole."""
    reader: Reader | None = None
    kind: ClassVar[str] = "several on one screen"

    def _state(self, draft: JsonValue, known: JsonValue) -> dict[str, JsonValue]:
        """What is set now; what does not fit the parts (any more) is passed over."""
        given = mapping(draft if draft is not None else known)
        fits = {name: fitting(part, given.get(name)) for name, part in parts_of(self.model).items()}
        return {name: value for name, value in fits.items() if value is not None}

    def _asked(self, state: Known) -> Iterator[tuple[str, PanelPart]]:
        return ((name, part) for name, part in parts_of(self.model).items() if part.when(state))

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """A row or more a part, and Done."""
        state = self._state(draft, known)
        rows: Rows = ()
        for name, part in self._asked(state):
            rows += part_rows(name, part, state.get(name))
        return Screen(self.paragraphs(), (*rows, (done(),)))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Changes a part, or ends when the model accepts what is set."""
        state = self._state(draft, known)
        if press == DONE:
            return self.complete(state)
        verb, _colon, rest = press.partition(":")
        name, _colon, given = rest.partition(":")
        part = parts_of(self.model).get(name)
        if part is None:
            return Unclear(self.expected())
        changed = after_press(part, verb, given, state.get(name))
        stopped = isinstance(part, Counter) and verb in "+-" and changed == state.get(name, part.least)
        return Drafted({**state, name: changed}, say=self._no_further(part) if stopped else None)

    def _no_further(self, part: PanelPart) -> Text | None:
        if not isinstance(part, Counter):
            return None
        # Toast: shown over the buttons
        return _("Here it goes from {least} to {most}.").of(least=part.least, most=part.most)

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Sets the parts that the words name; complete words answer the question."""
        if typed_button(words, ((done(),),), world):
            return self.pressed(DONE, draft, known, world)
        read = self.reader(words, world) if self.reader else self._read_each(words, world)
        if read is None:
            return Unclear(self.expected())
        also = self.reader is None or mapping(draft).get(TO_BE_COMPLETED) is True
        state = {**(self._state(draft, None) if also else {}), **read.parts}
        unsaid = self.reader is None and any(name not in state for name, _part in self._asked(state))
        complete = self.complete(state)
        if read.say is None and not unsaid and not isinstance(complete, Unclear):
            return complete
        say = read.say or (complete.say if isinstance(complete, Unclear) else IS_IT_RIGHT.of(done=done().label))
        return Drafted({**state, TO_BE_COMPLETED: True}, say=say, fresh=True)

    def _read_each(self, words: str, world: World) -> ReadParts | None:
        read = read_parts(parts_of(self.model), words, world)
        return ReadParts(read) if read else None

    def reworded(self, words: str, world: World) -> Reply:
        """Only where the words alone set all that is needed."""
        read = self.typed(words, None, None, world)
        return Unclear(read.say or self.expected()) if isinstance(read, Drafted) else read

    def complete(self, state: Mapping[str, JsonValue]) -> Reply:
        """The answer, if the model accepts what is set."""
        asked = {name: state[name] for name, _part in self._asked(state) if name in state}
        try:
            value = self.model.model_validate(asked)
        except ValidationError:
            return Unclear(self.missing)
        dumped: dict[str, JsonValue] = value.model_dump(mode="json")
        for name, part in parts_of(self.model).items():
            if isinstance(part, Toggles):
                dumped[name] = fitting(part, dumped.get(name))
        return Answered(dumped)

    def expected(self) -> Text:
        """The screen's own example."""
        # Toast: shown over the buttons, too
        sentence = _("Please use the buttons and press “{done}”, or write for example “{example}”.")
        return sentence.of(done=done().label, example=self.example)

    def tell(self, value: JsonValue) -> Value:
        """All parts that say something: the counts as one list, each choice for itself."""
        state = mapping(value)
        counted: list[Value] = []
        groups: list[Value] = []
        for name, part in self._asked(state):
            if (told := tell_part(part, state.get(name))) is not None:
                (counted if isinstance(part, Counter) else groups).append(told)
        if counted:
            first = isinstance(next(iter(parts_of(self.model).values())), Counter)
            groups.insert(0 if first else len(groups), Items(tuple(counted)))
        return side_by_side(groups)


def side_by_side(groups: Sequence[Value]) -> Value:
    """Things of different kinds in one line: "2 women and 1 child; a dog"."""
    told: Value = groups[0] if groups else NONE
    for group in groups[1:]:
        told = _("{first}; {second}").of(first=told, second=Lowered(group))
    return told
