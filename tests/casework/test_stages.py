"""The table of a match's life: what may follow what, told as stories; and the stage rebuilt from the events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.casework.stages import (
    ASKED_ALREADY,
    ELSEWHERE,
    HAS_ANSWERED,
    KNOWN,
    NOT_APPROVED,
    NOT_YOURS,
    OVER,
    RUNNING,
    STAGE_NAMES,
    TABLE,
    By,
    Move,
    Refusal,
    Stage,
    Standing,
    moved,
    rebuilt,
    row_for,
)

BY: tuple[By, ...] = ("host", "guest", "coordinator", "bot")
Step = tuple[Move, By]

THE_GOOD_STORY: tuple[Step, ...] = (
    (Move.TAKE, "coordinator"),
    (Move.ASK_HOST, "coordinator"),
    (Move.HOST_YES, "host"),
    (Move.ASK_GUEST, "coordinator"),
    (Move.GUEST_YES, "guest"),
    (Move.INTRODUCE, "coordinator"),
    (Move.SET_MEETING, "bot"),
    (Move.AGREE_PLAN, "bot"),
    (Move.BEGIN_TRIAL, "coordinator"),
    (Move.END_TRIAL, "coordinator"),
    (Move.MOVE_IN, "coordinator"),
    (Move.END, "coordinator"),
)


def after(*steps: Step, approved: bool = True) -> Standing:
    standing = Standing(Stage.SUGGESTED)
    for move, by in steps:
        row = row_for(standing, move, by, approved=approved)
        assert not isinstance(row, Refusal), f"no {move} from {standing.stage}"
        standing = moved(standing, row)
    return standing


def refused(standing: Standing, move: Move, by: By, *, approved: bool = True) -> str:
    row = row_for(standing, move, by, approved=approved)
    assert isinstance(row, Refusal), f"{move} was allowed from {standing.stage}"
    return row.says.message


def test_a_stay_from_the_first_suggestion_to_its_end() -> None:
    assert after(*THE_GOOD_STORY) == Standing(Stage.ENDED, host_yes=True, guest_yes=True)


def test_the_guest_may_be_asked_first_as_well() -> None:
    steps: tuple[Step, ...] = (
        (Move.TAKE, "coordinator"),
        (Move.ASK_GUEST, "coordinator"),
        (Move.GUEST_YES, "guest"),
        (Move.ASK_HOST, "coordinator"),
        (Move.HOST_YES, "host"),
    )
    assert after(*steps).stage is Stage.AGREED


def test_the_other_side_is_asked_only_after_a_yes() -> None:
    asked = after((Move.TAKE, "coordinator"), (Move.ASK_HOST, "coordinator"))
    assert refused(asked, Move.ASK_GUEST, "coordinator") == ASKED_ALREADY.message
    assert refused(asked, Move.INTRODUCE, "coordinator") == ELSEWHERE.message


def test_nobody_is_asked_before_both_are_approved() -> None:
    taken = after((Move.TAKE, "coordinator"))
    for move in (Move.ASK_HOST, Move.ASK_GUEST):
        assert refused(taken, move, "coordinator", approved=False) == NOT_APPROVED.message


def test_only_a_coordinator_introduces() -> None:
    agreed = after(*THE_GOOD_STORY[:5])
    for by in ("host", "guest", "bot"):
        assert refused(agreed, Move.INTRODUCE, by) == NOT_YOURS.message


def test_what_somebody_said_yes_to_is_not_given_back_in_silence() -> None:
    said_yes = after(*THE_GOOD_STORY[:3])
    assert (
        refused(Standing(Stage.TAKEN, host_yes=said_yes.host_yes), Move.GIVE_BACK, "coordinator")
        == HAS_ANSWERED.message
    )


def test_who_is_suggested_anew_is_asked_anew() -> None:
    said_no = after(*THE_GOOD_STORY[:4], (Move.GUEST_NO, "guest"))
    assert said_no == Standing(Stage.GUEST_NO, host_yes=True)
    row = row_for(said_no, Move.REOPEN, "coordinator", approved=True)
    assert not isinstance(row, Refusal)
    assert moved(said_no, row) == Standing(Stage.SUGGESTED)


@pytest.mark.parametrize("side", ["host", "guest"])
def test_either_side_can_go_at_any_time_until_the_end(side: By) -> None:
    for stage in RUNNING | {Stage.SUGGESTED, Stage.LAPSED}:
        row = row_for(Standing(stage, host_yes=True, guest_yes=True), Move.WITHDRAW, side, approved=True)
        assert not isinstance(row, Refusal)
        assert row.to is Stage.WITHDRAWN


def test_who_goes_never_needs_approval_or_a_yes() -> None:
    leaving = {Move.HOST_NO, Move.GUEST_NO, Move.WITHDRAW, Move.BREAK_OFF, Move.SET_ASIDE, Move.SILENCE, Move.END}
    assert not [row for row in TABLE if row.move in leaving and row.needs]


def test_from_what_is_over_only_a_coordinator_leads_back() -> None:
    for row in TABLE:
        if row.starts & OVER:
            assert row.move is Move.REOPEN
            assert set(row.by) == {"coordinator"}


def test_no_side_is_told_of_a_match_that_it_never_heard_of() -> None:
    for row in TABLE:
        if row.move not in {Move.HOST_YES, Move.GUEST_YES, Move.HOST_NO, Move.GUEST_NO} and (
            row.host_told or row.guest_told
        ):
            assert row.starts <= KNOWN | {Stage.HOST_ASKED, Stage.GUEST_ASKED, Stage.AGREED}


def test_every_stage_has_a_name_and_can_be_reached() -> None:
    assert set(STAGE_NAMES) == set(Stage)
    assert {row.to for row in TABLE} == set(Stage)


@given(st.lists(st.tuples(st.sampled_from(list(Move)), st.sampled_from(BY), st.booleans()), max_size=40))
def test_the_stage_can_be_rebuilt_from_the_events(tries: list[tuple[Move, By, bool]]) -> None:
    standing = Standing(Stage.SUGGESTED)
    events: list[tuple[str, By]] = [(Stage.SUGGESTED, "bot"), ("note", "coordinator")]
    for move, by, approved in tries:
        row = row_for(standing, move, by, approved=approved)
        if not isinstance(row, Refusal):
            standing = moved(standing, row)
            events.append((move.value, by))
    assert rebuilt(events) == standing
    assert standing.stage not in KNOWN or (standing.host_yes and standing.guest_yes)


def test_events_that_no_match_can_have_are_told_loudly() -> None:
    with pytest.raises(ValueError, match="no introduce from suggested"):
        rebuilt([("suggested", "bot"), ("introduce", "coordinator")])
    with pytest.raises(ValueError, match="without events"):
        rebuilt([])
