"""The server's clock. Tests move it; it never stands still by itself."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock, plus how far a test has moved it.

    Dates of messages and every expiry follow it; how long a poll waits does not.
    """

    def __init__(self) -> None:
        self._moved = timedelta()

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC) + self._moved

    def move(self, by: timedelta) -> None:
        """Move the clock on (or back, with a negative span)."""
        self._moved += by


def unix(moment: datetime) -> int:
    """A moment as the Bot API writes it: whole seconds since 1970."""
    return int(moment.timestamp())
