"""The queue of updates keeps Telegram's promises whatever happens in whatever order."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.playground.clock import Clock
from bot.playground.updates import Queued, UpdateQueue

PRESS, MESSAGE = timedelta(seconds=150), timedelta(hours=24)


class QueueMachine(RuleBasedStateMachine):
    """Compared with the plainest telling of the rules: a list of what waits, with its time."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.queue = UpdateQueue(self.clock)
        self.waiting: list[tuple[int, timedelta]] = []
        self.passed = timedelta()
        self.last_id = 0

    @rule(press=st.booleans())
    def comes(self, press: bool) -> None:
        keep = PRESS if press else MESSAGE
        number = self.queue.add("callback_query" if press else "message", {}, keep=keep, lane="a")
        assert number is not None
        assert not self.last_id or number == self.last_id + 1
        self.last_id = number
        self.waiting.append((number, self.passed + keep))

    @rule(seconds=st.sampled_from([10, 149, 151, 86_000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.move(timedelta(seconds=seconds))
        self.passed += timedelta(seconds=seconds)

    @rule(back=st.integers(0, 5), limit=st.integers(1, 3))
    def is_read(self, back: int, limit: int) -> None:
        offset = max(self.last_id - back, 1)
        self.waiting = [(number, end) for number, end in self.waiting if number >= offset]
        assert self.numbers(self.queue.read(offset, limit)) == self.due()[:limit]

    @rule(last=st.integers(1, 4))
    def is_read_from_the_end(self, last: int) -> None:
        kept = self.due()[-last:]
        self.waiting = [(number, end) for number, end in self.waiting if number in kept]
        assert self.numbers(self.queue.read(-last, 100)) == kept

    @rule()
    def is_emptied(self) -> None:
        self.queue.clear()
        self.waiting = []

    @invariant()
    def looking_changes_nothing(self) -> None:
        assert self.numbers(self.queue.read(0, 100)) == self.due()

    def due(self) -> list[int]:
        return [number for number, end in self.waiting if end > self.passed]

    @staticmethod
    def numbers(updates: list[Queued]) -> list[int]:
        return [update.update_id for update in updates]


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
