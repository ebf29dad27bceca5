"""Tasks in words, where a case stands, and its history in sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework.history import MOVES, by_day, case_event, looks, match_event
from bot.casework.phases import PHASE_NAMES, Phase, phase_of
from bot.casework.stages import RECEIVED, RUNNING, STAYING, Move, Stage
from bot.casework.tasks import KIND_NAMES, TaskKind, due_choices, due_line, due_on, late, one_line, what
from bot.casework.way_in import Way, code_of, taken_back
from conversations.text import Verbatim
from tests.casework.conftest import Reads

TODAY = dt.date(2027, 3, 27)


def test_a_task_is_late_only_after_its_day_and_while_it_is_open() -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    assert late("open", yesterday, TODAY)
    assert late("taken", yesterday, TODAY)
    assert not late("open", TODAY, TODAY)
    assert not late("open", None, TODAY)
    assert not late("done", yesterday, TODAY)
    assert not late("dropped", yesterday, TODAY)


def test_only_the_days_that_are_offered_can_be_chosen() -> None:
    offered = (0, 1, 7)
    assert [due_on(code, offered, TODAY) for code, _label in due_choices(offered)] == [
        TODAY,
        dt.date(2027, 3, 28),
        dt.date(2027, 4, 3),
        None,
    ]
    for forged in ("2", "-1", "x", "", "٣"):
        with pytest.raises(ValueError, match="no such day"):
            due_on(forged, offered, TODAY)


def test_a_task_says_what_it_is_and_by_when(reads: Reads) -> None:
    assert reads((what("call", "meeting"),), "en") == "Call: the meeting"
    assert reads((what("call", "something new"),), "en") == "Call"
    assert reads((what("unknown", ""),), "en") == "Something else"
    assert set(KIND_NAMES) == set(TaskKind)
    said = reads((one_line("K-234567", "visit", "", TODAY, is_late=True),), "en")
    assert said == "K-234567: Visit the home. ⏰ Was due on 27 March 2027"
    assert reads((due_line(None, is_late=False),), "en") == "Without a day"


@pytest.mark.parametrize(
    ("state", "way", "stages", "phase"),
    [
        (RECEIVED, Way.RECEIVED, [], Phase.TALK),
        (RECEIVED, Way.SPOKEN, [], Phase.WAY),
        (RECEIVED, Way.VISITED, [Stage.SET_ASIDE, Stage.ENDED], Phase.WAY),
        (RECEIVED, Way.APPROVED, [Stage.SUGGESTED], Phase.READY),
        (RECEIVED, Way.APPROVED, [Stage.SUGGESTED, Stage.HOST_ASKED], Phase.ASKING),
        (RECEIVED, Way.APPROVED, [Stage.MEETING_SET], Phase.MEETING),
        (RECEIVED, Way.APPROVED, [Stage.LIVING, Stage.TAKEN], Phase.STAYING),
        ("set_aside", Way.NOT_NOW, [Stage.WITHDRAWN], Phase.OVER),
    ],
)
def test_a_case_stands_in_one_place(state: str, way: Way, stages: list[Stage], phase: Phase) -> None:
    assert phase_of(state, way, stages) is phase


def test_every_running_stage_is_in_a_phase_of_its_own_kind() -> None:
    for stage in RUNNING:
        phase = phase_of(RECEIVED, Way.APPROVED, [stage])
        assert phase in {Phase.ASKING, Phase.MEETING, Phase.STAYING}
        assert (phase is Phase.STAYING) == (stage in STAYING)
    assert set(PHASE_NAMES) == set(Phase)


def test_history_says_each_step_and_each_move(reads: Reads) -> None:
    assert set(MOVES) == set(Move)

    def says(code: str) -> str | None:
        words = case_event(code)
        return None if words is None else reads((words,), "en")

    assert says(code_of(Way.SPOKEN, "phone")) == "Spoken with by phone"
    assert says(code_of(Way.DECLINED)) == "Declined"
    assert says(taken_back(Way.RECEIVED)) == "Back to: Received"
    assert says("only:for:machines") is None
    moved = match_event(Move.HOST_YES, "K-234567")
    assert moved is not None
    assert reads((moved,), "en") == "With K-234567: The host said yes"
    assert match_event("a note", "K-234567") is None


def test_looks_are_told_once_a_person_and_day(reads: Reads) -> None:
    at = dt.datetime(2027, 3, 27, 9, tzinfo=dt.UTC)
    later = at + dt.timedelta(hours=2)
    told = looks([(at, TODAY, Verbatim("Kaisa")), (later, TODAY, Verbatim("Kaisa")), (at, TODAY, Verbatim("Pekka"))])
    assert [(one.at, reads((one.what,), "en")) for one in told] == [
        (later, "Looked at by Kaisa, 2 times"),
        (at, "Looked at by Pekka"),
    ]
    page = by_day([(TODAY, told[0].what), (TODAY, told[1].what), (dt.date(2027, 3, 1), told[1].what)])
    assert reads(page, "en").split("\n\n") == [
        "27 March 2027\n• Looked at by Kaisa, 2 times\n• Looked at by Pekka",
        "1 March 2027\n• Looked at by Pekka",
    ]
