"""Which group a place belongs to, and how a wrong edit of the file that says so is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.network.edits import WrongEdit
from bot.network.groups import LocalGroups
from bot.network.municipalities import Municipalities
from bot.network.places import Places
from tests.network.conftest import DATA

NAMES = (
    "Kotimajoitusta turvapaikkaa tarvitseville (Finland) – valtakunnallinen ryhmä",
    "Kotimajoitus Helsinki-Espoo-Vantaa",
    "Kotimajoitusverkosto Keski-Uusimaa",
    "Kotimajoitusverkosto Itä-Uusimaa (Mäntsälä, Pornainen, Porvoo, Sipoo)",
    "Kotimajoitusverkosto Turku ja Varsinais-Suomi",
    "Kotimajoitusverkosto Satakunta",
    "Kotimajoitusverkosto Lahti ja lähialueet",
    "Kotimajoitus Tampere ja Pirkanmaa",
    "Kotimajoitus Hämeenlinna ja lähialueet",
    "Kotimajoitus Salo",
    "Kotimajoitus Jyväskylä",
    "Kotimajoitus Kymenlaakso",
)


def code(name: str, municipalities: Municipalities) -> str:
    found = municipalities.named(name)
    assert found is not None
    return found


def test_the_groups_are_named_exactly_as_the_network_names_them(groups: LocalGroups) -> None:
    assert tuple(group.name for group in groups.all) == NAMES
    assert groups.national.national
    assert not any(group.national for group in groups.local)


def test_the_first_language_is_that_of_the_channel_and_swedish_is_added_where_it_is_spoken(groups: LocalGroups) -> None:
    assert {group.languages[0] for group in groups.all} == {"fi"}
    swedish = {group.slug for group in groups.all if "sv" in group.languages}
    assert swedish == {"national", "helsinki-espoo-vantaa", "ita-uusimaa", "turku-varsinais-suomi"}


@pytest.mark.parametrize(
    ("place", "slug"),
    [
        ("Helsinki", "helsinki-espoo-vantaa"), ("Kauniainen", "helsinki-espoo-vantaa"), ("Kerava", "keski-uusimaa"),
        ("Porvoo", "ita-uusimaa"), ("Åbo", "turku-varsinais-suomi"), ("Somero", "turku-varsinais-suomi"),
        ("Salo", "salo"),
        ("Pori", "satakunta"), ("Iitti", "lahti"), ("Tampere", "pirkanmaa"), ("Riihimäki", "hameenlinna"),
        ("Jyväskylä", "jyvaskyla"), ("Kouvola", "kymenlaakso"), ("Oulu", "national"), ("Mariehamn", "national"),
        ("Lohja", "national"),
    ],
)  # fmt: skip
def test_a_place_belongs_to_one_group(
    place: str, slug: str, groups: LocalGroups, municipalities: Municipalities
) -> None:
    assert groups.covering(code(place, municipalities)).slug == slug


def test_118_municipalities_have_a_local_group_and_190_the_national_one(
    groups: LocalGroups, municipalities: Municipalities
) -> None:
    national = [one for one in municipalities if groups.covering(one.code).national]
    assert (len(national), len(municipalities)) == (190, 308)


@pytest.mark.parametrize(
    ("place", "slug"),
    [
        ("Lohja", "helsinki-espoo-vantaa"), ("Äänekoski", "jyvaskyla"),  # as the data says
        ("Lappeenranta", "kymenlaakso"), ("Mikkeli", "lahti"), ("Utsjoki", "jyvaskyla"), ("Vaasa", "satakunta"),
        ("Mariehamn", "turku-varsinais-suomi"),  # by the map
        ("Turku", "turku-varsinais-suomi"),  # covered
    ],
)  # fmt: skip
def test_where_no_group_covers_a_place_the_nearest_can_be_picked(
    place: str, slug: str, groups: LocalGroups, municipalities: Municipalities
) -> None:
    here = code(place, municipalities)
    assert groups.nearest(here).slug == slug
    assert groups.offered(here)[0].slug == slug
    assert groups.offered(here)[-1] is groups.national


def test_a_place_between_two_groups_may_pick_either(groups: LocalGroups, municipalities: Municipalities) -> None:
    offered = [group.slug for group in groups.offered(code("Mäntsälä", municipalities))]
    assert offered == ["ita-uusimaa", "keski-uusimaa", "national"]


def test_a_region_belongs_to_the_group_of_its_centre(groups: LocalGroups, places: Places) -> None:
    slugs = {places.municipalities.name(region, "fi"): groups.covering_area(region).slug for region in places.regions()}
    assert slugs["Uusimaa"] == "helsinki-espoo-vantaa"
    assert slugs["Varsinais-Suomi"] == "turku-varsinais-suomi"
    assert slugs["Keski-Suomi"] == "jyvaskyla"
    assert slugs["Lappi"] == "national"
    assert groups.covering_area(code("Pori", places.municipalities)).slug == "satakunta"


def test_an_unknown_place_or_group_is_an_error_and_not_the_national_group(groups: LocalGroups) -> None:
    for wrong in (groups.covering, groups.nearest, groups.offered, groups.covering_area):
        with pytest.raises(KeyError):
            wrong("000")
    with pytest.raises(KeyError):
        groups.by_slug("nowhere")
    assert groups.by_slug("salo").name == "Kotimajoitus Salo"


SMALL = """\
national:
  slug: national
  name: Valtakunnallinen ryhmä
  languages: [fi, sv]
groups:
  - slug: turku
    name: Turun ryhmä
    languages: [fi, sv]
    link: https://example.org/turku
    partners:
      - name: Turun työpaja
        link: https://example.org/
    covers:
      - Turku
      - Kaarina # St Karins
  - slug: salo
    name: Salon ryhmä
    languages: [fi]
    covers: [Salo]
    nearest_for:
      - Somero
"""


def loaded(text: str, folder: Path, municipalities: Municipalities) -> LocalGroups:
    path = folder / "local_groups.yaml"
    path.write_text(text, encoding="utf-8")
    return LocalGroups.load(path, municipalities)


def test_a_group_may_have_a_link_and_partners(tmp_path: Path, municipalities: Municipalities) -> None:
    groups = loaded(SMALL, tmp_path, municipalities)
    turku = groups.by_slug("turku")
    assert turku.link == "https://example.org/turku"
    assert [(partner.name, partner.link) for partner in turku.partners] == [("Turun työpaja", "https://example.org/")]
    assert groups.covering(code("S:t Karins", municipalities)) is turku
    assert groups.nearest(code("Somero", municipalities)).slug == "salo"


def test_without_local_groups_the_national_one_is_the_nearest(tmp_path: Path, municipalities: Municipalities) -> None:
    groups = loaded(SMALL.split("groups:")[0] + "groups: []\n", tmp_path, municipalities)
    assert groups.nearest("853") is groups.national
    assert groups.offered("853") == (groups.national,)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("- Turku", "- Turkku", 14, "There is no municipality “Turkku”"),
        ("[Salo]", "[Salo, Turku]", 19, "Turku is covered by another group already, on line 14"),
        ("- Somero", "- Salo", 21, "Salo is covered by this group"),
        ("slug: salo", "slug: turku", 16, "The slug “turku” is already used on line 6"),
        ("name: Salon ryhmä", "name: Turun ryhmä", 17, "The name “Turun ryhmä” is already used on line 7"),
        ("slug: salo", "slug: Salo!", 16, "a short name of small letters"),
        ("languages: [fi]", "languages: [fi, se]", 18, "fi, sv or en"),
        ("languages: [fi]", "languages: []", 18, "fi, sv or en"),
        ("languages: [fi]", "languages: [fi, fi]", 18, "each once"),
        ("languages: [fi]", "languages: fi", 18, "A list is expected"),
        ("    name: Salon ryhmä\n", "", 16, "“name” is missing"),
        ("    covers: [Salo]\n", "", 16, "“covers” is missing"),
        ("    covers: [Salo]", "    cover: [Salo]", 19, "no field “cover”"),
        ("https://example.org/turku", "http://example.org/turku", 9, "https://"),
        ("https://example.org/turku", "https://x", 9, "https://"),
        ("      - name: Turun työpaja", "      - title: Turun työpaja", 11, "no field “title”"),
        ("link: https://example.org/\n", "link: example.org\n", 12, "https://"),
        ("name: Salon ryhmä", "name: [Salo]", 17, "One word or name"),
        ("name: Salon ryhmä", "name:", 17, "One word or name"),
        ("    covers: [Salo]", "    covers: [Salo]\n    covers: [Somero]", 20, "a second time"),
        ("    covers: [Salo]", "   covers: [Salo]", 19, "cannot be read"),
        ("national:", "nation:", 1, "no field “nation”"),
        ("groups:\n", "groups: []\nother:\n", 6, "no field “other”"),
    ],
)  # fmt: skip
def test_a_wrong_edit_is_refused_with_its_line_and_what_to_change(
    old: str, new: str, line: int, says: str, tmp_path: Path, municipalities: Municipalities
) -> None:
    assert old in SMALL
    with pytest.raises(WrongEdit) as refused:
        loaded(SMALL.replace(old, new, 1), tmp_path, municipalities)
    said = str(refused.value)
    assert says in said
    assert f"local_groups.yaml, line {line}:" in said


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "- a\n- b\n", "national: x\n", "\x00", "a: [", "national: {slug: n}\ngroups: []"]
)
def test_a_broken_file_is_refused_in_words(text: str, tmp_path: Path, municipalities: Municipalities) -> None:
    with pytest.raises(WrongEdit, match=r"line \d+: [A-Z]"):
        loaded(text, tmp_path, municipalities)


def test_a_missing_file_is_refused_in_words(tmp_path: Path, municipalities: Municipalities) -> None:
    with pytest.raises(WrongEdit, match="missing"):
        LocalGroups.load(tmp_path / "local_groups.yaml", municipalities)


def test_the_files_of_the_project_load_as_they_are(municipalities: Municipalities) -> None:
    assert LocalGroups.load(DATA / "local_groups.yaml", municipalities).local
