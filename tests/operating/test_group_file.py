"""`group add`: the data file grows by one group, keeps every comment, and is never left broken."""

from __future__ import annotations

import pytest

from bot.network.groups import LocalGroups
from bot.network.municipalities import Municipalities
from tests.operating.conftest import Terminal

KUOPIO = ("kuopio", "Kotimajoitus Kuopio", "Kuopio", "Siilinjärvi")


def test_a_group_is_added_below_the_others_and_the_comments_stay(terminal: Terminal) -> None:
    file = terminal.house / "data" / "local_groups.yaml"
    before = file.read_text("utf-8")
    mode = file.stat().st_mode
    added = terminal.types("group", "add", *KUOPIO, "--language", "fi", "--language", "sv")
    assert (added.code, added.err) == (0, "")
    assert "python -m bot group bind kuopio" in added.out
    assert file.read_text("utf-8").startswith(before.rstrip("\n"))
    assert file.stat().st_mode == mode

    municipalities = Municipalities.load(terminal.house / "data")
    group = LocalGroups.load(file, municipalities).by_slug("kuopio")
    assert (group.name, group.languages) == ("Kotimajoitus Kuopio", ("fi", "sv"))
    assert [municipalities.name(code, "fi") for code in group.covers] == ["Kuopio", "Siilinjärvi"]
    assert "Kotimajoitus Kuopio" in terminal.types("group", "list").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("kuopio", "Kotimajoitus Kuopio", "Kuopi"), "There is no municipality “Kuopi”. Nothing was added."),
        (("salo", "Toinen Salo", "Kuopio"), "The slug “salo” is already used on line"),
        (("Kuopio!", "Kotimajoitus Kuopio", "Kuopio"), "The field “slug” is not right"),
        (("kuopio", "K", "Kuopio"), "The field “name” is not right"),
        (("kuopio", "Kotimajoitus Kuopio", "Turku"), "Turku is covered by another group already, on line"),
        (("kuopio", "Kotimajoitus Kuopio", "Kuopio", "--language", "de"), "The field “languages” is not right"),
    ],
)
def test_what_is_wrong_is_told_and_the_file_stays_as_it_was(
    terminal: Terminal, words: tuple[str, ...], told: str
) -> None:
    file = terminal.house / "data" / "local_groups.yaml"
    before = file.read_bytes()
    terminal.types("group", "add", *words).refused(told)
    assert file.read_bytes() == before
    assert not list(file.parent.glob(".*")), "nothing is left lying about"


def test_a_file_that_was_wrong_before_is_told_with_its_line(terminal: Terminal) -> None:
    file = terminal.house / "data" / "local_groups.yaml"
    file.write_text(file.read_text("utf-8").replace("slug: salo", "slog: salo"), "utf-8")
    terminal.types("group", "add", *KUOPIO).refused("There is no field “slog”")
