"""What hosts and guests read of a match under way, at every stage and in each language."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from bot.casework.endings import FAR_AWAY
from bot.casework.help_lines import HelpLines
from bot.casework.pauses import NO_END, is_endless, is_paused, lasts, pause_text
from bot.casework.stages import ASKING, KNOWN, RUNNING, Stage, Standing
from bot.casework.together import Together, is_asked, knows, together_text
from bot.network.edits import WrongEdit
from bot.telegram.house import DATA
from bot.texts import LANGUAGES
from conversations.answers import Role
from tests.casework.conftest import Reads

DAY = dt.date(2027, 1, 15)
ROLES: tuple[Role, ...] = ("host", "guest")


def test_nobody_hears_of_a_match_before_they_are_asked() -> None:
    for stage in set(Stage) - ASKING - KNOWN:
        assert not any(knows(role, Standing(stage)) for role in ROLES), stage
    for stage in KNOWN | {Stage.AGREED}:
        assert all(knows(role, Standing(stage, True, True)) for role in ROLES), stage
    assert [knows(role, Standing(Stage.HOST_ASKED)) for role in ROLES] == [True, False]
    assert [knows(role, Standing(Stage.HOST_ASKED, host_yes=True)) for role in ROLES] == [True, False]
    assert [knows(role, Standing(Stage.GUEST_ASKED, host_yes=True)) for role in ROLES] == [True, True]
    assert [knows(role, Standing(Stage.HOST_ASKED, guest_yes=True)) for role in ROLES] == [True, True]


def test_it_is_ones_turn_only_until_one_has_answered() -> None:
    for stage, host_yes, guest_yes in itertools.product(RUNNING, (False, True), (False, True)):
        standing = Standing(stage, host_yes, guest_yes)
        for role in ROLES:
            if is_asked(role, standing):
                assert knows(role, standing)
                assert not (host_yes if role == "host" else guest_yes)
    assert is_asked("host", Standing(Stage.HOST_ASKED))
    assert not is_asked("guest", Standing(Stage.HOST_ASKED))
    assert is_asked("guest", Standing(Stage.GUEST_ASKED, host_yes=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", sorted(ASKING | KNOWN))
def test_every_stage_says_how_it_is_now_and_nothing_of_a_refusal(
    reads: Reads, stage: Stage, role: Role, language: str
) -> None:
    for own_yes in (False, True):
        words = reads(together_text(Together(role, stage, own_yes, by=DAY)), language)
        assert words.startswith(("Nyt", "Nu", "Now"))
        assert not [word for word in ("refus", "reject", "hylät", "avslag", "avvis") if word in words.casefold()]


def test_what_the_person_must_see_to_comes_before_moving_in_and_is_each_sides_own(reads: Reads) -> None:
    def duties(role: Role, stage: Stage) -> str:
        return reads(together_text(Together(role, stage, own_yes=True)), "en")

    for stage in (Stage.PLAN_AGREED, Stage.TRIAL, Stage.LIVING):
        assert "tell the centre your new address" in duties("guest", stage)
        assert "landlord" not in duties("guest", stage)
        assert "tell your landlord" in duties("host", stage)
        assert "reception centre" not in duties("host", stage)
    assert "address" not in duties("guest", Stage.INTRODUCED)


def test_days_and_times_are_told_where_they_are_known(reads: Reads) -> None:
    at = dt.datetime(2027, 1, 20, 15, 30, tzinfo=dt.UTC)
    meeting = reads(together_text(Together("guest", Stage.MEETING_SET, True, meeting_at=at, plan="yours")), "en")
    assert "20 January 2027 at 17:30" in meeting
    assert "it waits for your word" in meeting
    until = DAY + dt.timedelta(days=90)
    living = reads(together_text(Together("host", Stage.LIVING, True, since=DAY, until=until)), "en")
    assert "since 15 January 2027, as agreed until 15 April 2027" in living
    asked = reads(together_text(Together("host", Stage.HOST_ASKED, own_yes=False, by=DAY)), "en")
    assert "Please answer by 15 January 2027" in asked


def test_a_pause_has_an_end_or_none(reads: Reads) -> None:
    assert NO_END == FAR_AWAY
    assert is_paused(DAY + dt.timedelta(days=1), DAY)
    assert not is_paused(DAY, DAY)
    assert not is_paused(None, DAY)
    assert is_endless(NO_END)
    assert "until you say" in reads((pause_text(NO_END, DAY),), "en")
    assert "until 16 January 2027" in reads((pause_text(DAY + dt.timedelta(days=1), DAY),), "en")
    assert [reads((lasts(days),), "en") for days in (14, 30, 90, 10)] == ["2 weeks", "1 month", "3 months", "10 days"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_lines_name_no_hours_but_day_and_night(reads: Reads, language: str) -> None:
    lines = HelpLines.load(DATA / "help_lines.yaml")
    words = reads((lines.danger(), lines.told(language)), language)
    for number in ("112", "080 005 005", "029 546 3177", "09 2525 0111"):
        assert number in words
    assert words.index("112") < words.index("080 005 005")
    assert not [line for line in words.splitlines() if ":00" in line or "–" in line]


def test_a_wrong_number_keeps_the_bot_from_starting(tmp_path: Path) -> None:
    path = DATA / "help_lines.yaml"
    wrong = tmp_path / "help_lines.yaml"
    wrong.write_text(path.read_text("utf-8").replace("080 005 005", "call Anna"), "utf-8")
    with pytest.raises(WrongEdit, match="number"):
        HelpLines.load(wrong)
