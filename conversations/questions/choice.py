"""One of the usual answers, several of them, or yes and no."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from conversations.button_words import typed_button
from conversations.questions.base import (
    DONE,
    Answered,
    Drafted,
    Option,
    Question,
    Reply,
    Unclear,
    done,
    names,
)
from conversations.reading import Several, Unread, fold, read_choice, read_choices, read_yes_no
from conversations.screens import Button, Screen, in_rows
from conversations.text import Items, Text, Value, _
from conversations.world import World

YES, NO = _("Yes"), _("No")
NONE = _("None")
NONE_OF_THESE = Button(_("None of these"), "none")
WHICH = _("Which of these do you mean?")


def say_which(plainly: bool, offered: Sequence[str]) -> str | None:
    """What a bare "yes" or "no" says to "which of these do you mean?"; None where nothing was offered, or several."""
    if not offered or (plainly and len(offered) > 1):
        return None
    return offered[0] if plainly else NONE_OF_THESE.press


def spoken(options: Sequence[Option], world: World) -> Mapping[str, Sequence[str]]:
    """Every way of saying each option: its label in all languages, and its other words."""
    return {option.code: (*world.says(option.label), *option.words) for option in options}


def label_of(options: Sequence[Option], code: str) -> Text:
    """The words of an option; raises StopIteration for a code that is none of them."""
    return next(option.label for option in options if option.code == code)


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """Exactly one of the usual answers."""

    options: tuple[Option, ...]
    width: int = 2
    if_yes: tuple[str, ...] = ()
    """The options that a bare "yes" can mean."""
    if_no: tuple[str, ...] = ()
    """The options that a bare "no" can mean."""
    reader: Callable[[str], str | None] | None = None
    """Reads other ways of saying an option ("three months"), as its code."""
    remarks: tuple[tuple[str, Text], ...] = ()
    """What is said after an option was chosen, by its code."""
    kind: ClassVar[str] = "one of several"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """All options, or those that a typed answer left open."""
        left = [option for option in self.options if option.code in names(draft)]
        buttons = [Button(option.label, f"pick:{option.code}") for option in left or self.options]
        rows = in_rows(buttons, self.width)
        return Screen((self.ask, WHICH), (*rows, (NONE_OF_THESE,))) if left else Screen(self.paragraphs(), rows)

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Picks the option."""
        if press == NONE_OF_THESE.press:
            return Drafted(None)
        code = press.removeprefix("pick:")
        known_here = any(option.code == code for option in self.options)
        return Answered(code) if known_here else Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Finds the option by its label in any language; asks back where several could be meant."""
        if press := typed_button(words, self.screen(known, draft, world).rows, world):
            return self.pressed(press, draft, known, world)
        if self.reader and (code := self.reader(words)):
            return Answered(code)
        found = read_choice(words, spoken(self.options, world))
        if isinstance(found, str):
            return Answered(found)
        plainly = read_yes_no(words)
        if isinstance(plainly, bool) and (meant := say_which(plainly, names(draft))) is not None:
            return self.pressed(meant if meant == NONE_OF_THESE.press else f"pick:{meant}", draft, known, world)
        if isinstance(plainly, bool) and (self.if_yes or self.if_no):
            codes = self.if_yes if plainly else self.if_no
            return Answered(codes[0]) if len(codes) == 1 else self._asked_back(codes)
        return self._asked_back(found.keys) if isinstance(found, Several) else Unclear(self.expected())

    def _asked_back(self, codes: Sequence[str]) -> Reply:
        """Which of these is meant; also of a single one, since it may have been denied."""
        offered: list[JsonValue] = [*codes]
        return Drafted(offered, fresh=True) if codes else Unclear(self.expected())

    def expected(self) -> Text:
        """Names an option as the example."""
        # Toast: shown over the buttons, too
        sentence = _("Please choose one of the buttons, or write for example “{example}”.")
        return sentence.of(example=self.options[0].label)

    def remark(self, value: JsonValue) -> Text | None:
        """The remark on this option."""
        return next((remark for code, remark in self.remarks if code == value), None)

    def tell(self, value: JsonValue) -> Value:
        """The option's words."""
        return label_of(self.options, str(value))


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Any number of the usual answers, or none of them, ended with Done."""

    options: tuple[Option, ...]
    width: int = 2
    none_words: tuple[str, ...] = ()
    """What people type for none of them, besides the usual words."""
    none: Text = NONE
    """How none of them is called."""
    kind: ClassVar[str] = "any of several"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """Options with a mark at those chosen."""
        chosen = self._chosen(draft, known)
        buttons = [Button(marked(option, option.code in chosen), f"pick:{option.code}") for option in self.options]
        last = done() if chosen else Button(self.none, DONE)
        return Screen(self.paragraphs(), (*in_rows(buttons, self.width), (last,)))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Turns an option on or off, or ends."""
        chosen = self._chosen(draft, known)
        if press == DONE:
            return Answered([*chosen])
        code = press.removeprefix("pick:")
        if all(option.code != code for option in self.options):
            return Unclear(self.expected())
        return Drafted(self._in_order({*chosen} ^ {code}))

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Reads a list of options, added to those just chosen by button; "none" empties it."""
        if typed_button(words, ((done(),),), world):
            return self.pressed(DONE, draft, known, world)
        nothing = (Button(NONE, "none"), Button(self.none, "none"))
        if typed_button(words, (nothing,), world) or read_yes_no(words) is False:
            return Answered([])
        if fold(words).strip(" .!") in map(fold, self.none_words):
            return Answered([])
        read = read_choices(words, spoken(self.options, world))
        if isinstance(read, Unread):
            return Unclear(self.expected())
        return Answered(self._in_order({*read, *names(draft)}) if read else [])

    def _chosen(self, draft: JsonValue, known: JsonValue) -> list[str]:
        chosen = names(draft if draft is not None else known)
        return [option.code for option in self.options if option.code in chosen]

    def _in_order(self, codes: set[str]) -> list[JsonValue]:
        return [option.code for option in self.options if option.code in codes]

    def expected(self) -> Text:
        """Names two options as the example."""
        example = Items(tuple(option.label for option in self.options[:2]))
        # Toast: shown over the buttons, too
        return _("Choose as many as you like, or write for example “{example}”.").of(example=example)

    def tell(self, value: JsonValue) -> Value:
        """The options as a list."""
        chosen = tuple(label_of(self.options, code) for code in names(value))
        return Items(chosen) if chosen else self.none


@dataclass(frozen=True, kw_only=True)
class YesNo(Question):
    """Yes or no."""

    yes: Text = YES
    no: Text = NO
    kind: ClassVar[str] = "yes or no"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """Two buttons."""
        return Screen(self.paragraphs(), ((Button(self.yes, "yes"), Button(self.no, "no")),))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Either of the two."""
        return Answered(press == "yes") if press in {"yes", "no"} else Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """A word for yes or no in any language, or the label of a button."""
        read = read_yes_no(words)
        if isinstance(read, bool):
            return Answered(read)
        answer = read_choice(words, {"yes": world.says(self.yes), "no": world.says(self.no)})
        return Answered(answer == "yes") if answer in ("yes", "no") else Unclear(self.expected())

    def expected(self) -> Text:
        """Both words."""
        # Toast: shown over the buttons, too
        return _("Please answer “{yes}” or “{no}”.").of(yes=self.yes, no=self.no)

    def tell(self, value: JsonValue) -> Value:
        """The word that was pressed."""
        return self.yes if value is True else self.no


def marked(option: Option, chosen: bool) -> Text:
    """An option's label with a mark for "chosen" or "not chosen"."""
    return _("☑ {option}").of(option=option.label) if chosen else _("☐ {option}").of(option=option.label)
