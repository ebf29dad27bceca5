"""The board of a channel, and the picture of the week in words: counts, and the names of who is on duty."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.board import SHOWN_STAGES, BoardFigures, Both, board_text
from bot.casework.figures import WAITING_WEEKS, WEEKS_AHEAD, WeekFigures, homes_by_week, in_words
from bot.casework.stages import OVER, RUNNING, STAYING, Stage
from bot.texts import LANGUAGES
from tests.casework.conftest import Reads

MONDAY = dt.date(2027, 3, 22)
FULL = BoardFigures(
    group_name="Kotimajoitus Salo",
    to_talk=Both(hosts=2, guests=3),
    on_the_way=Both(hosts=1),
    waiting=Both(hosts=4, guests=5),
    longest_wait=41,
    stages={Stage.SUGGESTED: 6, Stage.HOST_ASKED: 1, Stage.LIVING: 2, Stage.TRIAL: 1, Stage.ENDED: 9},
    untaken=1,
    on_duty=("Kaisa", "Pekka"),
)


def test_a_full_board(reads: Reads) -> None:
    assert reads(board_text(FULL), "en") == (
        "📌 Kotimajoitus Salo\n"
        "Hosts 🏠 and guests 🧳\n\n"
        "Waiting for the first talk: 🏠 2, 🧳 3\n"
        "Spoken with, not approved yet: 🏠 1, 🧳 0\n"
        "Approved and waiting: 🏠 4, 🧳 5\n"
        "Longest wait of a guest: 41 days\n\n"
        "Matches\n"
        "Suggested: 6\n"
        "Host asked: 1\n"
        "3 stays are running\n\n"
        "1 alert is not taken yet\n"
        "On duty this week: Kaisa and Pekka"
    )


def test_an_empty_board_says_so(reads: Reads) -> None:
    told = reads(board_text(BoardFigures(group_name="Salo", whole_country=True)), "en")
    assert "The whole country" in told
    assert "None under way just now." in told
    assert "0 stays are running" in told
    assert "Nobody is on duty this week" in told
    assert "Longest wait" not in told


def test_each_stage_is_counted_once_and_none_that_is_over() -> None:
    assert set(SHOWN_STAGES) | STAYING == RUNNING | {Stage.SUGGESTED}
    assert not set(SHOWN_STAGES) & (OVER | STAYING)


@pytest.mark.parametrize("language", LANGUAGES)
def test_boards_and_pictures_have_words_in_every_language(reads: Reads, language: str) -> None:
    week = figures((1, 0, 2, 0, 3, 1), stays=2)
    for text in (board_text(FULL), in_words(week)):
        told = reads(text, language)
        assert "{" not in told
        assert len(told) < 1024, "a caption has room for no more"


def figures(waiting: tuple[int, ...], stays: int = 0) -> WeekFigures:
    """A week."""
    assert len(waiting) == len(WAITING_WEEKS)
    return WeekFigures(
        group_name="Salo", week_begins=MONDAY, waiting=waiting, homes=(1,) * WEEKS_AHEAD, stays=stays, ending_soon=0
    )


def test_the_picture_in_words(reads: Reads) -> None:
    told = reads(in_words(figures((1, 0, 2, 0, 3, 1), stays=2)), "en").splitlines()
    assert told == [
        "Salo: week 12",
        "",
        "7 guests wait for a home",
        "4 of them for a quarter of a year or more",
        "1 home is open this week",
        "1 home is open in seven weeks",
        "2 stays are running",
        "0 of them end within eight weeks",
    ]
    assert "of them end" not in reads(in_words(figures((0,) * 6)), "en")


def test_a_home_counts_from_the_week_in_which_it_is_free() -> None:
    sunday = MONDAY + dt.timedelta(days=6)
    free = [dt.date.min, MONDAY, sunday, sunday + dt.timedelta(days=1), MONDAY + dt.timedelta(weeks=7), dt.date.max]
    assert homes_by_week(free, MONDAY) == (3, 4, 4, 4, 4, 4, 4, 5)
