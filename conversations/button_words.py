"""Buttons that a person types instead of pressing them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from conversations.reading import fold
from conversations.screens import Rows
from conversations.text import Text
from conversations.world import World

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "done": (
        "valmis",
        "klar",
        "klart",
        "färdig",
        "färdigt",
        "done",
        "ok",
        "okei",
        "okej",
        "okay",
        "ready",
        "siinä kaikki",
        "that’s all",
    ),
    "none": (
        *("ei mikään näistä", "ei mitään näistä", "inget av dessa", "inga av dessa", "ingen av dem", "inget av dem"),
        *("inga av dem", "none of these", "none of them", "none"),
    ),
    "calendar": ("kalenteri", "kalenterista", "kalender", "kalendern", "calendar"),
    "anywhere": (
        *("missä vain suomessa", "missä tahansa suomessa", "var som helst i finland", "vart som helst i finland"),
        *("missä vain", "missä tahansa", "mihin vain", "koko suomi", "koko suomessa", "ihan sama missä"),
        *("var som helst", "vart som helst", "hela finland", "i hela finland", "anywhere", "all of finland"),
        *("everywhere", "anywhere in finland", "kaikkialla", "överallt"),
    ),
    "regions": ("maakunnat", "maakunta", "landskap", "landskapen", "region", "regions"),
    "towns": ("kunnat", "kunta", "kaupungit", "kommuner", "kommunerna", "städer", "orter", "towns", "municipalities"),
    "!send": ("lähetä", "lähetä nyt", "skicka", "skicka nu", "sänd", "send", "send now"),
    "!more": ("kerro lisää", "kerron lisää", "lisää", "berätta mer", "mera", "mer", "tell more", "more"),
    "!enough": ("riittää", "tämä riittää", "det räcker", "räcker", "enough", "that is enough", "takaisin", "tillbaka"),
    "!change": ("muuta", "muuta vastausta", "muokkaa", "ändra", "ändra ett svar", "change", "change an answer", "edit"),
    "!skip": ("ohita", "ohitan", "hyppää yli", "hoppa över", "hoppa", "skip", "skip it", "pass"),
    "!back": ("takaisin", "edellinen", "tillbaka", "föregående", "back", "go back", "previous"),
    "!keep": ("pidä", "ennallaan", "behåll", "keep", "keep it"),
    "!erase": ("poista", "pyyhi", "radera", "ta bort", "erase", "remove", "delete"),
    "!ask-stop": ("lopeta", "keskeytä", "sluta", "avbryt", "stop", "quit"),
}
"""What people type for a button besides its label, by what the button says."""


def labelled(world: World, rows: Rows) -> dict[str, tuple[str, ...]]:
    """What each button that bears words says in all languages, with what else people type for it."""
    return {
        button.press: (*world.says(button.label), *OTHER_WORDS.get(button.press, ()))
        for row in rows
        for button in row
        if isinstance(button.label, Text)
    }


def typed_button(words: str, rows: Rows, world: World) -> str | None:
    """The button whose words were typed, and nothing else; None if none is."""
    said = _plain(words)
    return next((press for press, labels in labelled(world, rows).items() if said in map(_label, labels)), None)


@lru_cache(maxsize=4096)
def _label(label: str) -> str:
    """What is ours is folded once; what a person typed is never remembered."""
    return _plain(label)


def _plain(words: str) -> str:
    return fold(words).strip(" .,!?…‹›☑☐●○✓")
