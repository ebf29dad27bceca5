"""A wrong edit of the names by which people call places is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.network.edits import WrongEdit
from bot.network.municipalities import Municipalities
from bot.network.place_file import read_place_names
from bot.network.places import Places
from conversations.world import Found

SMALL = """\
usual: [Helsinki, Turku]
areas:
  - names: [kaksoiskaupunki]
    places: [Turku, Kaarina]
regions:
  Lappi: [Pohjola]
also:
  Tammela: [Tampere]
municipalities:
  Turku:
    - Aurajokilaakso
    - Martti
  Tampere: [Martti]
"""


def loaded(text: str, folder: Path, municipalities: Municipalities) -> Places:
    path = folder / "place_aliases.yaml"
    path.write_text(text, encoding="utf-8")
    return Places(municipalities, read_place_names(path, municipalities))


def test_what_is_written_there_is_found(tmp_path: Path, municipalities: Municipalities) -> None:
    places = loaded(SMALL, tmp_path, municipalities)
    assert places.find("Aurajokilaaksossa") == Found(("853",), sure=True)
    assert places.find("Martti") == Found(("853", "837"), sure=False)
    assert places.find("Tammela") == Found(("834", "837"), sure=False)
    assert places.find("kaksoiskaupunki") == Found(("853", "202"), sure=False)
    assert places.find_area("Pohjola") == Found(("region:19",), sure=True)
    assert places.usual() == ("091", "853")


def test_a_well_known_name_is_taken_though_a_municipality_is_one_letter_away(
    tmp_path: Path, municipalities: Municipalities
) -> None:
    text = SMALL.replace("    - Martti\n", "    - Vaasi\n")
    assert loaded(text, tmp_path, municipalities).find("Vaasi") == Found(("853", "905"), sure=False)
    known = loaded(text.replace("also:", "well known: [Vaasi]\nalso:"), tmp_path, municipalities)
    assert known.find("Vaasi") == Found(("853",), sure=True)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("  Turku:\n", "  Turkku:\n", 10, "no municipality “Turkku”"),
        ("- Martti", "- Salo", 12, "“Salo” is the name of a municipality of its own"),
        ("- Martti", "- '!'", 12, "A name is expected"),
        ("Tammela: [Tampere]", "Kaleva: [Tampere]", 8, "not the official name"),
        ("Tammela: [Tampere]", "Tammela: [Tamppere]", 8, "no municipality “Tamppere”"),
        ("Lappi: [Pohjola]", "Lapi: [Pohjola]", 6, "no region “Lapi”"),
        ("[Turku, Kaarina]", "[]", 4, "Between one and 5"),
        ("    places:", "    towns:", 3, "“names” and “places”"),
        ("also:", "well known: [Marti]\nalso:", 7, "“Marti” does not stand under “municipalities”"),
        ("usual:", "usually:", 1, "no section “usually”"),
        ("[Helsinki, Turku]", "[Helsinki, Åboo]", 1, "no municipality “Åboo”"),
    ],
)
def test_a_wrong_edit_is_refused_with_its_line(
    old: str, new: str, line: int, says: str, tmp_path: Path, municipalities: Municipalities
) -> None:
    assert old in SMALL
    with pytest.raises(WrongEdit) as refused:
        loaded(SMALL.replace(old, new, 1), tmp_path, municipalities)
    assert says in str(refused.value)
    assert refused.value.line == line
