"""The way in: its steps in order, one back at a time, and what is said when it ends."""

from __future__ import annotations

import pytest

from bot.casework.way_in import (
    ENDED,
    WAY_NAMES,
    Way,
    before_the_end,
    code_of,
    ending_words,
    next_step,
    read_code,
    step_before,
    steps,
    still_to_do,
    taken_back,
)
from conversations.answers import Role
from tests.casework.conftest import Reads

BOTH: tuple[Role, ...] = ("host", "guest")


@pytest.mark.parametrize("role", BOTH)
@pytest.mark.parametrize("visit", [True, False])
def test_the_steps_lead_from_the_first_to_the_approval_and_back(role: Role, visit: bool) -> None:
    way, walked = Way.RECEIVED, [Way.RECEIVED]
    while (step := next_step(way, role, visit=visit)) is not None:
        assert step_before(step, role, visit=visit) is way
        way = step
        walked.append(way)
    assert tuple(walked) == steps(role, visit=visit)
    assert walked[-1] is Way.APPROVED
    assert Way.SPOKEN in walked, "the talk is never dropped"
    assert (Way.VISITED in walked) == (role == "host" and visit)
    assert step_before(Way.RECEIVED, role, visit=visit) is None


def test_what_is_missing_grows_less_with_every_step() -> None:
    missing = [len(still_to_do(way, "host", visit=True)) for way in steps("host", visit=True)]
    assert missing == [3, 2, 1, 0]
    assert len(still_to_do(Way.RECEIVED, "guest", visit=True)) == 2


def test_a_home_that_was_visited_goes_on_where_the_group_has_dropped_the_visit() -> None:
    assert next_step(Way.VISITED, "host", visit=False) is Way.APPROVED
    assert step_before(Way.VISITED, "host", visit=False) is Way.SPOKEN


@pytest.mark.parametrize("way", sorted(ENDED))
def test_a_way_in_that_has_ended_has_no_next_step(way: Way) -> None:
    assert next_step(way, "host", visit=True) is None
    assert step_before(way, "host", visit=True) is None
    assert still_to_do(way, "host", visit=True) == ()


def test_what_an_event_keeps_can_be_read_again() -> None:
    assert read_code(code_of(Way.SPOKEN, "phone")) == (Way.SPOKEN, "phone")
    assert read_code(code_of(Way.APPROVED)) == (Way.APPROVED, "")
    assert read_code(taken_back(Way.RECEIVED)) == (Way.RECEIVED, "back")
    assert all(read_code(other) is None for other in ("sent", "way", "way:nowhere", "way:back", "taken"))


def test_the_way_in_goes_on_where_it_stood_before_it_ended() -> None:
    spoken, visited = code_of(Way.SPOKEN, "person"), code_of(Way.VISITED)
    ended = code_of(Way.NOT_NOW)
    assert before_the_end(["sent", spoken, visited, taken_back(Way.SPOKEN), ended]) is Way.SPOKEN
    assert before_the_end(["sent", spoken, visited, ended]) is Way.VISITED
    assert before_the_end(["sent", ended]) is Way.RECEIVED


@pytest.mark.parametrize("role", BOTH)
@pytest.mark.parametrize("way", sorted(ENDED))
def test_nobody_reads_why_or_by_whom(role: Role, way: Way, reads: Reads) -> None:
    words = reads(ending_words(way, role), "en")
    assert words.startswith("Thank you")
    assert not any(refusal in words.lower() for refusal in ("declined", "refused", "rejected", "unsuitable"))
    assert "/delete" in words


def test_every_step_has_a_name() -> None:
    assert set(WAY_NAMES) == set(Way)
