"""The municipalities of 2026: names in each language, regions, and how far it is from one to another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.network.edits import WrongEdit
from bot.network.municipalities import Municipalities
from conversations.reading import name_key
from tests.network.conftest import DATA


def test_there_are_308_in_19_regions(municipalities: Municipalities) -> None:
    assert len(municipalities) == 308
    regions = municipalities.all_regions
    assert len(regions) == 19
    assert sum(len(municipalities.municipalities_in(code)) for code in regions) == 308
    assert all(
        one.code in municipalities.municipalities_in(municipalities.region_of(one.code)) for one in municipalities
    )
    assert sum(one.name_fi != one.name_sv for one in municipalities) == 114


def test_no_two_have_a_name_in_common(municipalities: Municipalities) -> None:
    keys = [key for one in municipalities for key in {name_key(one.name_fi), name_key(one.name_sv)}]
    assert len(keys) == len(set(keys))


def test_each_reader_sees_the_name_that_is_used_in_the_language(municipalities: Municipalities) -> None:
    def name(typed: str, language: str) -> str:
        return municipalities.name(str(municipalities.named(typed)), language)

    assert [name("Porvoo", language) for language in ("fi", "sv", "en")] == ["Porvoo", "Borgå", "Porvoo"]
    assert [name("Sipoo", language) for language in ("fi", "sv", "en")] == ["Sipoo", "Sibbo", "Sipoo"]
    assert [name("Akaa", language) for language in ("fi", "sv", "en")] == ["Akaa", "Akaa (Ackas)", "Akaa"]
    assert [name("Mariehamn", language) for language in ("fi", "sv", "en")] == [
        "Maarianhamina",
        "Mariehamn",
        "Mariehamn",
    ]
    assert [municipalities.name("region:19", language) for language in ("fi", "sv", "en")] == [
        "Lappi",
        "Lappland",
        "Lapland",
    ]
    with pytest.raises(KeyError):
        municipalities.name("000", "fi")


def test_distances_are_those_of_the_map(municipalities: Municipalities) -> None:
    def km(a: str, b: str) -> float:
        return municipalities.distance_km(str(municipalities.named(a)), str(municipalities.named(b)))

    assert km("Helsinki", "Turku") == pytest.approx(150, abs=5)
    assert km("Helsinki", "Tampere") == pytest.approx(161, abs=5)
    assert km("Helsinki", "Utsjoki") == pytest.approx(1083, abs=15)
    assert km("Espoo", "Kauniainen") < 6
    assert km("Turku", "Helsinki") == km("Helsinki", "Turku")
    assert km("Oulu", "Oulu") == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        ("municipalities.csv", "\n009,", "\n005,", 3, "second time"),
        ("municipalities.csv", "\n005,Alajärvi", "\n5,Alajärvi", 2, "code"),
        ("municipalities.csv", ",fi,14,63.0000,", ",fi,14,6.3,", 2, "lat"),
        ("municipalities.csv", ",fi,14,63.0000,", ",fi,99,63.0000,", 2, "no region 99"),
        ("municipalities.csv", ",,fi,17,64.1667", ",,no,17,64.1667", 3, "languages"),
        ("regions.csv", "Uusimaa,Helsinki", "Uusimaa,Helsinky", 2, "no municipality “Helsinky”"),
    ],
)
def test_a_wrong_edit_is_refused_with_its_line(
    file: str, old: str, new: str, line: int, says: str, tmp_path: Path
) -> None:
    for name in ("municipalities.csv", "regions.csv"):
        shutil.copy(DATA / name, tmp_path / name)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WrongEdit) as refused:
        Municipalities.load(tmp_path)
    assert (refused.value.path, refused.value.line) == (tmp_path / file, line)
    assert says in str(refused.value)


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(WrongEdit, match="missing"):
        Municipalities.load(tmp_path)
