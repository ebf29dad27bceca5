"""Reads data/place_aliases.yaml: the other names by which people call places."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from bot.network.edits import Entry, read_yaml
from bot.network.municipalities import Municipalities
from conversations.reading import name_key

_MOST_TOGETHER = 5


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """Other names and what they mean, as pairs; one name may occur several times."""

    municipalities: tuple[tuple[str, str], ...]
    """(name, municipality code)"""
    regions: tuple[tuple[str, str], ...]
    """(name, region code)"""
    well_known: tuple[str, ...]
    """Names among those of municipalities that are taken at once, though an official one is a slip away."""
    areas: tuple[tuple[str, tuple[str, ...]], ...]
    """(name, municipality codes)"""
    usual: tuple[str, ...]
    """Municipalities that have a button of their own."""


def read_place_names(path: Path, municipalities: Municipalities) -> PlaceNames:
    """All other names; raises WrongEdit with the line and what to change."""
    sections = read_yaml(path).fields()
    for name, entry in sections.items():
        if name not in ("usual", "areas", "regions", "also", "well known", "municipalities"):
            raise entry.refuse_field(f"There is no section “{name}”.")
    given = {name: sections[name] for name in sections}
    aliases = tuple(_aliases(given.get("municipalities"), municipalities))
    return PlaceNames(
        municipalities=(*aliases, *_official_names_of_parts(given.get("also"), municipalities)),
        well_known=tuple(_well_known(given.get("well known"), {name for name, _code in aliases})),
        regions=tuple(_regions(given.get("regions"), municipalities)),
        areas=tuple(_areas(given.get("areas"), municipalities)),
        usual=tuple(_codes(given["usual"], municipalities)) if "usual" in given else (),
    )


def _aliases(entry: Entry | None, municipalities: Municipalities) -> Iterator[tuple[str, str]]:
    for name, aliases in entry.fields().items() if entry else ():
        code = municipalities.named(name)
        if code is None:
            raise aliases.refuse_field(f"There is no municipality “{name}”.")
        for alias, at in aliases.texts():
            other = municipalities.named(alias)
            if other not in (None, code):
                raise at.refuse(f"“{alias}” is the name of a municipality of its own; see “also”.")
            if not name_key(alias):
                raise at.refuse("A name is expected here.")
            yield alias, code


def _well_known(entry: Entry | None, aliases: Set[str]) -> Iterator[str]:
    for name, at in entry.texts() if entry else ():
        if name not in aliases:
            raise at.refuse(f"“{name}” does not stand under “municipalities”.")
        yield name


def _official_names_of_parts(entry: Entry | None, municipalities: Municipalities) -> Iterator[tuple[str, str]]:
    for name, places in entry.fields().items() if entry else ():
        if municipalities.named(name) is None:
            raise places.refuse_field(
                f"“{name}” is not the official name of a municipality, so it belongs further down."
            )
        yield from ((name, code) for code in _codes(places, municipalities))


def _regions(entry: Entry | None, municipalities: Municipalities) -> Iterator[tuple[str, str]]:
    by_name = {name_key(region.name_fi): code for code, region in municipalities.all_regions.items()}
    for name, aliases in entry.fields().items() if entry else ():
        if name_key(name) not in by_name:
            raise aliases.refuse_field(f"There is no region “{name}”.")
        yield from ((alias, by_name[name_key(name)]) for alias, _at in aliases.texts())


def _areas(entry: Entry | None, municipalities: Municipalities) -> Iterator[tuple[str, tuple[str, ...]]]:
    for area in entry.items() if entry else ():
        fields = area.fields()
        if set(fields) != {"names", "places"}:
            raise area.refuse("An area has “names” and “places”.")
        codes = tuple(_codes(fields["places"], municipalities))
        if not 0 < len(codes) <= _MOST_TOGETHER:
            raise fields["places"].refuse(f"Between one and {_MOST_TOGETHER} municipalities are expected here.")
        yield from ((name, codes) for name, _at in fields["names"].texts())


def _codes(entry: Entry, municipalities: Municipalities) -> Iterator[str]:
    for name, at in entry.texts():
        code = municipalities.named(name)
        if code is None:
            raise at.refuse(f"There is no municipality “{name}”.")
        yield code
