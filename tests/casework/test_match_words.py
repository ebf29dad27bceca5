"""A match as coordinators read it."""

from __future__ import annotations

import datetime as dt

from bot.casework.match_words import MatchEvent, history_lines, missing_line, stage_line, taken_line
from bot.casework.stages import Move, Stage
from bot.casework.way_in import Way
from tests.casework.conftest import Reads

AT = dt.datetime(2027, 1, 20, 8, 30, tzinfo=dt.UTC)


def test_where_it_stands_is_told_in_helsinki_time(reads: Reads) -> None:
    assert "10:30" in reads((stage_line(Stage.HOST_ASKED, AT),), "en").replace(".", ":")
    assert "Host asked" in reads((stage_line(Stage.HOST_ASKED, AT),), "en")


def test_what_is_missing_before_anybody_is_asked(reads: Reads) -> None:
    assert missing_line("K-ABC234", "host", Way.APPROVED, visit=True) is None
    received = missing_line("K-ABC234", "host", Way.RECEIVED, visit=True)
    without_visit = missing_line("K-ABC234", "host", Way.RECEIVED, visit=False)
    ended = missing_line("K-ABC234", "guest", Way.NOT_NOW, visit=True)
    assert received is not None
    assert without_visit is not None
    assert ended is not None
    assert "visit" in reads((received,), "en")
    assert "visit" not in reads((without_visit,), "en")
    assert "K-ABC234" in reads((ended,), "en")


def test_who_has_it(reads: Reads) -> None:
    assert reads((taken_line(True, "Kaisa"),), "en") == "🙋 Taken by Kaisa"
    assert reads((taken_line(True, None),), "en") == "🙋 Taken by a coordinator"
    assert "Nobody" in reads((taken_line(False, None),), "en")


def test_the_newest_events_are_told_and_the_earlier_ones_counted(reads: Reads) -> None:
    events = [
        MatchEvent(Stage.SUGGESTED, AT),
        MatchEvent(Move.TAKE, AT, "Kaisa"),
        MatchEvent("something of the machine", AT),
        MatchEvent("question:host", AT),
        MatchEvent(Move.ASK_HOST, AT, "Kaisa"),
    ]
    told = [reads((line,), "en") for line in history_lines(events, 2)]
    assert told[0] == "… 2 earlier events"
    assert "The host asked something" in told[1]
    assert "Kaisa" in told[2]
    assert len(history_lines(events, 8)) == 4
