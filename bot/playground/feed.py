"""What has happened, in order: the page's event stream, and what tests wait on."""

from dataclasses import dataclass

from bot.playground.waiting import Bell
from bot.playground.wire import JsonObject


@dataclass(frozen=True)
class Event:
    """One thing that happened; numbers grow by one, so a reader can go on where it stopped."""

    number: int
    kind: str
    data: JsonObject


class Feed:
    """A growing list of events, and a bell that rings with each."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.bell = Bell()

    def add(self, kind: str, data: JsonObject) -> Event:
        """Record an event and wake everyone who waits."""
        event = Event(len(self.events) + 1, kind, data)
        self.events.append(event)
        self.bell.ring()
        return event

    def since(self, number: int) -> list[Event]:
        """The events after this number."""
        return self.events[max(number, 0) :]
