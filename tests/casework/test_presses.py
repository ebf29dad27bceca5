"""What a press on an alert changes: every state, every button, by whoever has it."""

from __future__ import annotations

import itertools

import pytest

from bot.casework.presses import BUTTONS, LABELS, Moved, Press, Refused, after

STATES = tuple(BUTTONS)


def moves(state: str, *, mine: bool) -> dict[Press, str]:
    """Where each press leads, where it counts."""
    found = {press: after(press, state, mine, "Pekka" if state == "taken" else None) for press in Press}
    return {press: result.state for press, result in found.items() if isinstance(result, Moved)}


def test_what_may_be_done_with_an_alert_that_waits() -> None:
    assert moves("open", mine=False) == {
        Press.TAKE: "taken",
        Press.DONE: "done",
        Press.UNSUITABLE: "unsuitable",
        Press.NATIONAL: "open",
    }


def test_what_may_be_done_with_ones_own_and_with_anothers() -> None:
    assert moves("taken", mine=True) == {
        Press.GIVE_BACK: "open",
        Press.DONE: "done",
        Press.UNSUITABLE: "unsuitable",
        Press.NATIONAL: "taken",
    }
    assert moves("taken", mine=False) == {Press.NATIONAL: "taken"}


def test_what_is_over_stays_over_but_not_suitable_can_be_undone() -> None:
    for mine in (True, False):
        assert moves("done", mine=mine) == {}
        assert moves("withdrawn", mine=mine) == {}
        assert moves("unsuitable", mine=mine) == {Press.SUITABLE: "open"}


def test_the_first_one_wins_and_the_second_is_told_who() -> None:
    second = after(Press.TAKE, "taken", False, "Pekka")
    assert isinstance(second, Refused)
    assert second.toast.values["name"] != ""
    assert second.toast.message.startswith("Taken already")
    again = after(Press.TAKE, "taken", True, "Kaisa")
    assert isinstance(again, Refused)
    assert again.toast.message == "You have taken this already."


@pytest.mark.parametrize(("state", "press"), [*itertools.product(STATES, Press)])
def test_every_press_in_every_state_has_an_answer(state: str, press: Press) -> None:
    for mine in (True, False):
        result = after(press, state, mine, None)
        assert result.toast.message
        if isinstance(result, Moved):
            assert result.state in BUTTONS


@pytest.mark.parametrize("state", STATES)
def test_every_button_that_is_shown_does_something(state: str) -> None:
    shown = [press for row in BUTTONS[state] for press in row]
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(moves(state, mine=True)) | {Press.DETAILS}
    assert set(LABELS) == set(Press)
