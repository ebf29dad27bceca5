"""One municipality, or the places where somebody could live."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import JsonValue

from conversations.button_words import typed_button
from conversations.questions.base import DONE, Answered, Drafted, Question, Reply, Unclear, done, mapping, names
from conversations.questions.choice import NONE_OF_THESE, WHICH, say_which
from conversations.reading import read_yes_no
from conversations.screens import Button, Screen, in_rows
from conversations.text import Items, PlaceName, Text, Value, Verbatim, _
from conversations.world import World

ANYWHERE = "anywhere"
MOST = 10

ANYWHERE_BUTTON = Button(_("Anywhere in Finland"), ANYWHERE)
REGIONS_BUTTON = Button(_("Regions …"), "regions")
TOWNS_BUTTON = Button(_("Towns …"), "towns")
BETWEEN = re.compile(r"[,;/\n+&]|\s(?:ja|tai|sekä|och|eller|samt|and|or)\s", re.IGNORECASE)
LONGEST_NAME = 60


def place_buttons(codes: Sequence[str]) -> list[Button]:
    """A button a municipality or region."""
    return [Button(PlaceName(code), f"place:{code}") for code in codes]


def no_such_place(name: str) -> Text:
    """Nothing in Finland has that name."""
    sentence = _("I don’t know a place called “{name}” in Finland. Please write a municipality, for example “Porvoo”.")
    return sentence.of(name=Verbatim(name[:LONGEST_NAME]))


def which_screen(ask: Text, maybe: Sequence[str]) -> Screen:
    """Those places that a typed name may mean."""
    return Screen((ask, WHICH), (*in_rows(place_buttons(maybe), 2), (NONE_OF_THESE,)))


def known_places(value: JsonValue, world: World) -> list[str]:
    """The codes among what was drafted or answered that are places, each once."""
    return [code for code in dict.fromkeys(names(value)) if world.places.knows(code)]


@dataclass(frozen=True, kw_only=True)
class Place(Question):
    """One municipality, found by what people call it."""

    kind: ClassVar[str] = "a municipality"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The most usual municipalities; or those that a typed name may mean."""
        if maybe := known_places(draft, world):
            return which_screen(self.ask, maybe)
        return Screen(self.paragraphs(), in_rows(place_buttons(world.places.usual()), 3))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Takes the municipality."""
        if press == NONE_OF_THESE.press:
            # Toast: shown over the buttons, too
            return Drafted(None, say=_("Please write the name once more, perhaps that of the whole municipality."))
        code = press.removeprefix("place:")
        return Answered(code) if self.holds(code, world) else Unclear(self.expected())

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Finds the municipality; asks back unless it can only be one."""
        if press := typed_button(words, self.screen(known, draft, world).rows, world):
            return self.pressed(press, draft, known, world)
        if meant := _meant(words, known_places(draft, world)):
            return self.pressed(meant, draft, known, world)
        found = world.places.find(words)
        if not found.codes:
            return Unclear(no_such_place(words))
        return Answered(found.codes[0]) if found.sure else Drafted([*found.codes], fresh=True)

    def holds(self, value: JsonValue, world: World) -> bool:
        """Whether it is a municipality of today."""
        return isinstance(value, str) and ":" not in value and world.places.knows(value)

    def expected(self) -> Text:
        """A municipality as the example."""
        # Toast: shown over the buttons, too
        return _("Please write the municipality, for example “Porvoo”.")

    def tell(self, value: JsonValue) -> Value:
        """The municipality by its name in the reader's language."""
        return PlaceName(str(value))


@dataclass(frozen=True, kw_only=True)
class Places(Question):
    """Municipalities and regions in order of preference, or anywhere in Finland."""

    kind: ClassVar[str] = "municipalities and regions"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """Those chosen, the usual ones, regions, anywhere; or what a typed name may mean."""
        state = mapping(draft)
        if maybe := known_places(state.get("maybe"), world):
            return which_screen(self.ask, maybe)
        chosen = self._chosen(draft, known, world)
        offered = state.get("regions") is True
        offer = world.places.regions() if offered else world.places.usual()
        buttons = [Button(_ticked(code, chosen), f"place:{code}") for code in dict.fromkeys((*chosen, *offer))]
        other = TOWNS_BUTTON if offered else REGIONS_BUTTON
        last = done() if chosen else ANYWHERE_BUTTON
        return Screen(self.paragraphs(), (*in_rows(buttons, 2 if offered else 3), (other, last)))

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Adds or takes out a place, turns between towns and regions, or ends."""
        state = mapping(draft)
        chosen = self._chosen(draft, known, world)
        if press == ANYWHERE:
            return Answered([ANYWHERE])
        if press == DONE:
            return Answered([*chosen]) if chosen else Unclear(self.expected())
        rest = names(state.get("rest"))
        if press == NONE_OF_THESE.press:
            return self._read_on(rest, chosen, world, fresh=bool(rest))
        if press in {REGIONS_BUTTON.press, TOWNS_BUTTON.press}:
            return Drafted({"chosen": [*chosen], "regions": press == REGIONS_BUTTON.press})
        code = press.removeprefix("place:")
        if not world.places.knows(code):
            return Unclear(self.expected())
        if "maybe" in state:
            return self._read_on(rest, [*dict.fromkeys((*chosen, code))], world, fresh=bool(rest))
        if code in chosen:
            return Drafted({**state, "chosen": [c for c in chosen if c != code]})
        if len(chosen) >= MOST:
            return Unclear(too_many())
        return Drafted({"chosen": [*chosen, code], "regions": state.get("regions") is True})

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """Reads one or several names, added to those just chosen; what was understood is shown, to be ended by Done."""
        state = mapping(draft)
        said = (done(), ANYWHERE_BUTTON, REGIONS_BUTTON, TOWNS_BUTTON, *((NONE_OF_THESE,) if "maybe" in state else ()))
        if press := typed_button(words, (said,), world):
            return self.pressed(press, draft, known, world)
        if meant := _meant(words, known_places(state.get("maybe"), world)):
            return self.pressed(meant, draft, known, world)
        return self._read_on(_split(words, world), self._chosen(draft, None, world), world, fresh=True)

    def reworded(self, words: str, world: World) -> Reply:
        """All places of the message, where every name is clear."""
        if typed_button(words, ((ANYWHERE_BUTTON,),), world):
            return Answered([ANYWHERE])
        read = self._read_on(_split(words, world), [], world, fresh=True)
        clear = isinstance(read, Drafted) and read.say is None and "maybe" not in mapping(read.draft)
        return self.pressed(DONE, read.draft, None, world) if isinstance(read, Drafted) and clear else read

    def _read_on(self, typed: Sequence[str], chosen: Sequence[str], world: World, *, fresh: bool) -> Reply:
        """Takes the names in turn until one is unknown or could mean several places."""
        kept = [*chosen]
        for at, name in enumerate(typed):
            found = world.places.find_area(name)
            if not found.codes:
                return Drafted(_chosen_so_far(kept), say=no_such_place(name), fresh=True)
            if not found.sure:
                return Drafted({"chosen": [*kept], "maybe": [*found.codes], "rest": [*typed[at + 1 :]]}, fresh=True)
            if found.codes[0] not in kept:
                kept.append(found.codes[0])
        if len(kept) > MOST:
            return Drafted(_chosen_so_far(kept[:MOST]), say=too_many(), fresh=True)
        return Drafted(_chosen_so_far(kept), fresh=fresh)

    def _chosen(self, draft: JsonValue, known: JsonValue, world: World) -> list[str]:
        return known_places(mapping(draft).get("chosen") if mapping(draft) else known, world)

    def holds(self, value: JsonValue, world: World) -> bool:
        """Whether all of them are places of today."""
        return names(value) == [ANYWHERE] or all(world.places.knows(code) for code in names(value))

    def expected(self) -> Text:
        """Two municipalities as the example."""
        # Toast: shown over the buttons, too
        sentence = _("Please write one or more places, for example “Turku, Salo”, and then press “{done}”.")
        return sentence.of(done=done().label)

    def tell(self, value: JsonValue) -> Value:
        """The places in their order."""
        codes = names(value)
        return ANYWHERE_BUTTON.label if codes == [ANYWHERE] else Items(tuple(PlaceName(code) for code in codes))


def too_many() -> Text:
    """No more places fit."""
    # Toast: shown over the buttons, too
    return _("At most {n} places fit here.").of(n=MOST)


def _meant(words: str, offered: Sequence[str]) -> str | None:
    plainly = read_yes_no(words)
    return say_which(plainly, offered) if isinstance(plainly, bool) else None


def _chosen_so_far(chosen: Sequence[str]) -> JsonValue:
    return {"chosen": [*chosen], "regions": False}


def _ticked(code: str, chosen: Sequence[str]) -> Text | PlaceName:
    return _("✓ {place}").of(place=PlaceName(code)) if code in chosen else PlaceName(code)


def _split(words: str, world: World) -> list[str]:
    """One name as it is, where it is one ("Rovaniemi, Finland"); otherwise the names between commas and "and"."""
    if world.places.find_area(words).sure:
        return [words]
    return [piece.strip() for piece in BETWEEN.split(words) if piece.strip()][: 2 * MOST] or [words]
