"""Asking the two sides: who is asked when, whose answer is awaited, and who has heard of a match at all."""

from __future__ import annotations

from bot.casework.asked import ASK, NEWS, SAYS_NO, SAYS_YES, asked_sides, awaited, next_asked, said
from bot.casework.stages import RUNNING, Move, Refusal, Stage, Standing, moved, row_for
from conversations.answers import Role


def test_either_side_is_asked_first_and_the_other_one_after_a_yes() -> None:
    assert next_asked(Standing(Stage.TAKEN)) == ("host", "guest")
    assert next_asked(Standing(Stage.HOST_ASKED)) == ()
    assert next_asked(Standing(Stage.HOST_ASKED, host_yes=True)) == ("guest",)
    assert next_asked(Standing(Stage.GUEST_ASKED)) == ()
    assert next_asked(Standing(Stage.GUEST_ASKED, guest_yes=True)) == ("host",)


def test_whoever_can_be_asked_is_whom_the_table_lets_a_coordinator_ask() -> None:
    for stage in Stage:
        for yes in ((False, False), (True, False), (False, True), (True, True)):
            standing = Standing(stage, *yes)
            allowed = {
                side
                for side, move in ASK.items()
                if not isinstance(row_for(standing, move, "coordinator", approved=True), Refusal)
            }
            assert set(next_asked(standing)) == allowed, standing


def test_an_answer_is_awaited_until_it_has_come() -> None:
    assert awaited(Standing(Stage.HOST_ASKED)) == "host"
    assert awaited(Standing(Stage.HOST_ASKED, host_yes=True)) is None
    assert awaited(Standing(Stage.GUEST_ASKED, host_yes=True)) == "guest"
    assert awaited(Standing(Stage.GUEST_ASKED, host_yes=True, guest_yes=True)) is None
    assert awaited(Standing(Stage.AGREED, host_yes=True, guest_yes=True)) is None


def test_a_side_has_heard_of_the_match_once_it_was_asked() -> None:
    assert asked_sides(["suggested", "take"]) == frozenset()
    assert asked_sides(["suggested", "take", "ask_host"]) == {"host"}
    assert asked_sides(["suggested", "take", "ask_guest", "guest_yes", "ask_host"]) == {"host", "guest"}


def test_after_a_new_beginning_nobody_counts_as_asked() -> None:
    assert asked_sides(["suggested", "take", "ask_host", "host_says_no", "reopen", "take"]) == frozenset()
    assert asked_sides(["suggested", "take", "ask_host", "silence", "reopen", "take", "ask_guest"]) == {"guest"}


def test_what_a_side_has_said() -> None:
    asked: frozenset[Role] = frozenset({"host", "guest"})
    assert said(Standing(Stage.TAKEN), "host", frozenset()) == "not_asked"
    assert said(Standing(Stage.GUEST_ASKED, host_yes=True), "host", asked) == "yes"
    assert said(Standing(Stage.GUEST_ASKED, host_yes=True), "guest", asked) == "asked"
    assert said(Standing(Stage.HOST_NO, host_yes=True), "host", asked) == "no"
    assert said(Standing(Stage.HOST_NO, guest_yes=True), "guest", asked) == "yes"


def test_the_coordinator_hears_of_each_answer() -> None:
    told = {move for _side, move in NEWS}
    assert told == {*SAYS_YES.values(), *SAYS_NO.values(), Move.SILENCE}


def test_a_side_is_never_asked_while_the_other_ones_answer_is_awaited() -> None:
    for stage in RUNNING:
        for move in ASK.values():
            row = row_for(Standing(stage), move, "coordinator", approved=True)
            if not isinstance(row, Refusal):
                assert awaited(Standing(stage)) is None
                assert awaited(moved(Standing(stage), row)) is not None
