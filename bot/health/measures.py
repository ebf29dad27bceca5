"""What the bot counts of its work while it runs, for /metrics. Labels hold only the words that stand in this file."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.store.vitals import Vitals

Handled = Literal["handled", "failed", "set_aside"]
Sending = Literal["sent", "held", "moved", "refused", "unknown", "failed"]
Loop = Literal["handling", "sending"]

HANDLED: Final[tuple[Handled, ...]] = ("handled", "failed", "set_aside")
SENDING: Final[tuple[Sending, ...]] = ("sent", "held", "moved", "refused", "unknown", "failed")
_WORK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_WAITS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)


class Measures:
    """Counters of this process in a registry of its own, and when its loops last did something."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds that passed."""
        self._clock = clock
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._started = Gauge("bot_started_at_seconds", "When this process began.", registry=self.registry)
        self._started.set_to_current_time()
        self._count()
        self._stand()
        self._heard_at = clock()
        self._began: dict[Loop, float] = {}

    def _count(self) -> None:
        registry = self.registry
        self._updates = Counter("bot_updates", "Updates, by what came of a try.", ["outcome"], registry=registry)
        self._sends = Counter("bot_sends", "Calls that send, by Telegram's answer.", ["outcome"], registry=registry)
        self._work = Histogram("bot_handling_seconds", "Work on one update.", registry=registry, buckets=_WORK)
        self._waits = Histogram(
            "bot_update_wait_seconds", "From an update's coming to its end.", registry=registry, buckets=_WAITS
        )
        for handled in HANDLED:
            self._updates.labels(handled)
        for sending in SENDING:
            self._sends.labels(sending)

    def _stand(self) -> None:
        def gauge(name: str, about: str, *labels: str) -> Gauge:
            return Gauge(f"bot_{name}", about, labels, registry=self.registry)

        self._database = gauge("database_up", "1 where the database gave the figures, 0 where it did not.")
        self._waiting = gauge("updates_waiting", "Updates that wait to be handled.")
        self._oldest = gauge("updates_oldest_seconds", "How long the oldest of them has waited.")
        self._aside = gauge("updates_aside", "Updates that were set aside.")
        self._unsent = gauge("messages_waiting", "Messages that are due, or on their way.")
        self._unsent_oldest = gauge("messages_oldest_seconds", "How long the oldest of them has waited.")
        self._tables = gauge("tables_version", "The step to which the tables were brought.")
        self._succeeded = gauge("job_last_success_seconds", "When the job last went well; 0: not yet.", "job")
        self._silence = gauge("telegram_silent_seconds", "How long ago Telegram last answered the question for news.")

    @contextlib.contextmanager
    def at_work(self, loop: Loop) -> Iterator[None]:
        """A round of this loop, from its beginning to its end."""
        self._began[loop] = self._clock()
        try:
            yield
        finally:
            del self._began[loop]

    def busy_for(self, loop: Loop) -> float:
        """For how many seconds the present round has gone on; 0 between two."""
        began = self._began.get(loop)
        return 0.0 if began is None else self._clock() - began

    def heard(self) -> None:
        """Telegram has answered the question for news."""
        self._heard_at = self._clock()

    @property
    def silence(self) -> float:
        """How many seconds ago Telegram last answered, or the process began."""
        return self._clock() - self._heard_at

    def tried(self, outcome: Handled, seconds: float, waited: float) -> None:
        """An update was tried: so long did the work take, and so long ago did it come."""
        self._updates.labels(outcome).inc()
        self._work.observe(seconds)
        if outcome != "failed":
            self._waits.observe(max(0.0, waited))

    def sending(self, outcome: Sending) -> None:
        """A call that sends came back."""
        self._sends.labels(outcome).inc()

    def text(self, vitals: Vitals | None) -> bytes:
        """Everything as Prometheus reads it; None where the database did not answer."""
        self._database.set(0 if vitals is None else 1)
        self._silence.set(self.silence)
        if vitals is not None:
            self._show(vitals)
        return generate_latest(self.registry)

    def _show(self, vitals: Vitals) -> None:
        def age(gauge: Gauge, since: object) -> None:
            gauge.set((vitals.at - since).total_seconds() if isinstance(since, type(vitals.at)) else 0)

        self._waiting.set(vitals.updates.waiting)
        self._aside.set(vitals.updates.aside)
        age(self._oldest, vitals.updates.oldest)
        self._unsent.set(vitals.messages)
        age(self._unsent_oldest, vitals.oldest_message)
        self._tables.set(int(vitals.tables) if vitals.tables.isdecimal() else 0)
        for job in vitals.jobs:
            self._succeeded.labels(job.job).set(job.last_success_at.timestamp() if job.last_success_at else 0)
