"""As fast as Telegram allows, and no faster; but nobody who asked is kept waiting in advance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import Pace


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _sent_within(pace: Pace, watch: Watch, lanes: list[str], seconds: float, *, group: bool = False) -> int:
    """How many messages go when always something waits."""
    sent, end = 0, watch.now + seconds
    while watch.now < end:
        for lane in lanes:
            if pace.wait(lane, group=group) == 0:
                pace.went(lane, group=group)
                sent += 1
        watch.now += 0.01
    return sent


def test_overall_no_more_than_the_rate_after_a_first_burst() -> None:
    watch = Watch()
    pace = Pace(25, 0, 0, clock=watch)
    lanes = [str(n) for n in range(100)]
    assert _sent_within(pace, watch, lanes, 1.0) in range(48, 52)
    assert _sent_within(pace, watch, lanes, 10.0) in range(248, 252)


def test_one_chat_gets_a_burst_and_then_one_a_second() -> None:
    watch = Watch()
    pace = Pace(0, 1, 0, clock=watch)
    assert _sent_within(pace, watch, ["a"], 1.0) in range(5, 7)
    assert _sent_within(pace, watch, ["a"], 20.0) in range(19, 22)


@given(st.integers(0, 120))
def test_a_channel_never_gets_more_than_twenty_in_any_minute(idle: int) -> None:
    watch = Watch()
    pace = Pace(0, 0, 20, clock=watch)
    _sent_within(pace, watch, ["c"], 3.0, group=True)
    watch.now += idle
    times: list[float] = []
    end = watch.now + 90
    while watch.now < end:
        if pace.wait("c", group=True) == 0:
            pace.went("c", group=True)
            times.append(watch.now)
        watch.now += 0.05
    most = max(sum(1 for other in times if at <= other < at + 60) for at in times)
    assert most <= 20


def test_zero_switches_each_off() -> None:
    watch = Watch()
    pace = Pace(0, 0, 0, clock=watch)
    for _ in range(1000):
        assert pace.wait("a", group=False) == pace.wait("c", group=True) == pace.overall_wait() == 0
        pace.went("a", group=False)
        pace.went("c", group=True)
    assert pace.slow() == {}


def test_answers_are_counted_but_not_held_back() -> None:
    watch = Watch()
    pace = Pace(25, 1, 20, clock=watch)
    for _ in range(50):
        pace.went("a", group=False)
    assert pace.overall_wait() > 0
    assert 5 < pace.wait("a", group=False) <= 6, "what is unasked waits a little, not for every answer before it"
    assert pace.wait("b", group=False) < 2, "another chat waits for the whole bot only"
    assert pace.slow().keys() == {"a"}


def test_one_chat_that_is_told_to_wait_does_not_stop_the_others_but_three_do() -> None:
    watch = Watch()
    pace = Pace(25, 1, 20, clock=watch)
    assert not pace.told_to_wait("a", 5)
    assert not pace.told_to_wait("a", 5)
    assert not pace.told_to_wait("b", 5)
    assert pace.halted() == 0
    assert pace.told_to_wait("c", 7)
    assert pace.halted() == 7
    watch.now += 7
    assert pace.halted() == 0


def test_what_happened_long_ago_does_not_count() -> None:
    watch = Watch()
    pace = Pace(25, 1, 20, clock=watch)
    for lane in ("a", "b", "c", "d"):
        assert not pace.told_to_wait(lane, 5)
        watch.now += 8


def test_thousands_of_chats_are_not_remembered_for_ever() -> None:
    watch = Watch()
    pace = Pace(0, 1, 0, clock=watch)
    for n in range(5000):
        pace.went(str(n), group=False)
        watch.now += 0.1
    assert len(pace._chats) < 1200
