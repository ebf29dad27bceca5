"""Languages, the best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from conversations.button_words import typed_button
from conversations.questions.base import DONE, Answered, Drafted, Question, Reply, Unclear, done, names
from conversations.screens import Button, Screen, in_rows
from conversations.text import Items, LanguageName, Text, Value, _
from conversations.world import World

MOST = 8


@dataclass(frozen=True, kw_only=True)
class Languages(Question):
    """At least one language, in order of preference; buttons for the usual ones, any other can be typed."""

    kind: ClassVar[str] = "languages, best first"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The usual languages, those chosen with their place in the order."""
        chosen = self._chosen(draft, known, world)
        others = [code for code in chosen if code not in world.languages.usual()]
        buttons = [Button(_numbered(code, chosen), f"flip:{code}") for code in (*world.languages.usual(), *others)]
        return Screen(self.paragraphs(), (*in_rows(buttons, 3), (done(),)))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Adds a language as the last, takes it out again, or ends."""
        chosen = self._chosen(draft, known, world)
        if press == DONE:
            return self._complete(chosen)
        code = press.removeprefix("flip:")
        if code in chosen:
            return Drafted([kept for kept in chosen if kept != code])
        if code not in world.languages.usual():
            return Unclear(self.expected())
        if len(chosen) >= MOST:
            # Toast: shown over the buttons
            return Unclear(_("At most {n} languages fit here.").of(n=MOST))
        return Drafted([*chosen, code])

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Reads the languages named, in their order; those just chosen by button come first."""
        if typed_button(words, ((done(),),), world):
            return self.pressed(DONE, draft, known, world)
        found = world.languages.find(words)
        before = self._chosen(draft, None, world)
        return self._complete(list(dict.fromkeys((*before, *found)))) if found else Unclear(self.expected())

    def _chosen(self, draft: JsonValue, known: JsonValue, world: World) -> list[str]:
        """The codes drafted, without those that no language has (any more)."""
        chosen = names(draft if draft is not None else known)
        return [code for code in dict.fromkeys(chosen) if world.languages.knows(code)][:MOST]

    def _complete(self, chosen: list[str]) -> Reply:
        kept: list[JsonValue] = [*chosen[:MOST]]
        return Answered(kept) if kept else Unclear(self.expected())

    def holds(self, value: JsonValue, world: World) -> bool:
        """Whether all of them are languages that can be named."""
        return all(world.languages.knows(code) for code in names(value))

    def expected(self) -> Text:
        """Two languages as the example."""
        # Toast: shown over the buttons, too
        sentence = _("Please choose at least one language, or write for example “{example}”.")
        return sentence.of(example=Items((LanguageName("en"), LanguageName("fi"))))

    def tell(self, value: JsonValue) -> Value:
        """The languages in their order."""
        return Items(tuple(LanguageName(code) for code in names(value)))


def _numbered(code: str, chosen: list[str]) -> Text | LanguageName:
    if code not in chosen:
        return LanguageName(code)
    return _("{n}. {language} ✓").of(n=chosen.index(code) + 1, language=LanguageName(code))
