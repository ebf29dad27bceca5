"""From a `Text`, which is in no language yet, to the words that one person reads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.texts import formats
from bot.texts.catalogues import LOCALES_FOLDER, translations
from bot.texts.errors import TextError
from bot.texts.harmless import clean, escaped, isolated, one_line, untappable
from bot.texts.languages import LANGUAGES
from bot.texts.template import template
from conversations.text import (
    Items,
    LanguageName,
    Lines,
    Lowered,
    Moment,
    MonthName,
    PlaceName,
    Text,
    Value,
    Verbatim,
    WeekdayName,
    _,
)

Form = Literal["html", "plain"]

PlaceNamer = Callable[[str, str], str]
"""(code of a municipality or region, language) -> its name; raises LookupError for an unknown code."""

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY_AND_TIME = _("{day} at {time}")


def _no_places(code: str, _language: str) -> str:
    raise LookupError(code)


@dataclass(frozen=True)
class Texts:
    """Renders texts in any of the languages. Built once, then shared by all."""

    catalogues: Mapping[str, NullTranslations]
    place_name: PlaceNamer = _no_places
    timezone: dt.tzinfo = HELSINKI

    @classmethod
    def load(
        cls,
        place_name: PlaceNamer = _no_places,
        timezone: dt.tzinfo = HELSINKI,
        folder: Path = LOCALES_FOLDER,
    ) -> Texts:
        """Reads the catalogues; raises TextError where one is missing."""
        return cls({language: translations(language, folder) for language in LANGUAGES}, place_name, timezone)

    def render(self, text: Value | Sequence[Value], language: str) -> str:
        """Telegram's HTML for a message; several texts become paragraphs with an empty line between them.

        What a person typed is shown as it was typed and has no effect: no markup, no command to tap, no change of
        the writing direction around it. Raises TextError for a missing value, an unknown code or language.
        """
        return self._all(text, language, "html")

    def plain(self, text: Value | Sequence[Value], language: str) -> str:
        """Words without markup, for a button, a toast or a terminal. Raises TextError as `render` does."""
        return self._all(text, language, "plain")

    def says(self, text: Text) -> tuple[str, ...]:
        """The text in all languages, in the order of LANGUAGES, to compare with what a person typed."""
        return tuple(self._value(text, language, "plain") for language in LANGUAGES)

    def _all(self, text: Value | Sequence[Value], language: str, form: Form) -> str:
        if language not in self.catalogues:
            raise TextError(f"There is no language {language!r}.")
        if isinstance(text, str) or not isinstance(text, Sequence):
            return self._value(text, language, form)
        paragraphs = (self._value(part, language, form) for part in text)
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)

    def _value(self, value: Value, language: str, form: Form) -> str:
        if isinstance(value, Text):
            return self._sentence(value, language, form)
        if isinstance(value, Items):
            parts = [*value.parts[:1], *map(Lowered, value.parts[1:])]
            return formats.items([self._value(part, language, form) for part in parts], language)
        if isinstance(value, Lowered):
            return self._lowered(value.value, language, form)
        if isinstance(value, Lines):
            return "\n".join(self._value(part, language, form) for part in value.parts)
        if isinstance(value, Moment):
            return self._moment(value, language, form)
        if isinstance(value, Verbatim):
            return self._verbatim(value.words, form)
        words = self._words(value, language)
        return escaped(words) if form == "html" else words

    def _lowered(self, value: Value, language: str, form: Form) -> str:
        """A label as it stands within a sentence or list: "Woman and family with children".

        Only our own words change, and only those that begin with a letter of theirs: names, places, languages and
        what a person typed stay as they are, as do an English "I" and abbreviations.
        """
        if isinstance(value, Items):
            return self._value(Items((*map(Lowered, value.parts[:1]), *value.parts[1:])), language, form)
        words = self._value(value, language, form)
        begins_itself = isinstance(value, Text) and self._translated(value, language)[:2] == words[:2]
        stays = words[1:2].isupper() or (language == "en" and re.match(r"I\b", words))
        return words[:1].lower() + words[1:] if begins_itself and not stays else words

    def _sentence(self, text: Text, language: str, form: Form) -> str:
        if not text.message:  # gettext answers the empty string with the catalogue's header
            return ""
        sentence = template(self._translated(text, language))
        try:
            values = {name: text.values[name] for name in sentence.names}
        except KeyError as missing:
            raise TextError(f"“{text.message}” lacks the value {missing}.") from None
        written = sentence.html if form == "html" else sentence.plain
        return written.format_map({name: self._value(value, language, form) for name, value in values.items()})

    def _translated(self, text: Text, language: str) -> str:
        catalogue = self.catalogues[language]
        if not text.plural:
            return catalogue.gettext(text.message)
        n = text.values.get("n")
        if not isinstance(n, int):
            raise TextError(f"“{text.message}” has a plural, but no number n.")
        return catalogue.ngettext(text.message, text.plural, abs(n))

    def _moment(self, moment: Moment, language: str, form: Form) -> str:
        if moment.at.tzinfo is None:
            raise TextError("A moment without a time zone cannot be shown.")
        local = moment.at.astimezone(self.timezone)
        day = formats.weekday_and_day(local.date(), language)
        at = DAY_AND_TIME.of(day=day, time=formats.time(local.time(), language))
        return self._sentence(at, language, form)

    @staticmethod
    def _verbatim(words: str, form: Form) -> str:
        cleaned = clean(words)
        return escaped(isolated(untappable(cleaned))) if form == "html" else one_line(cleaned)

    def _words(self, value: Value, language: str) -> str:
        match value:
            case str():
                return clean(value)
            case bool() | dt.datetime():
                raise TextError(f"A value of the type {type(value).__name__} has no form that people read.")
            case int():
                return formats.number(value, language)
            case dt.date():
                return formats.day(value, language)
            case MonthName(year=year, month=month):
                return formats.month(year, month, language)
            case WeekdayName(weekday=weekday):
                return formats.weekday(weekday, language)
            case LanguageName(code=code):
                return formats.language_name(code, language)
            case PlaceName(code=code):
                return self._place(code, language)
        raise TextError(f"A value of the type {type(value).__name__} has no form that people read.")

    def _place(self, code: str, language: str) -> str:
        try:
            return self.place_name(code, language)
        except LookupError as unknown:
            raise TextError(f"No place is known by the code {code!r}.") from unknown
