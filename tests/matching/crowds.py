"""Many sides at once, for the index and the plan, with what only a case can have: a group, a pause, a decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from bot.matching import Atlas, Need, Offer, Pairs
from bot.matching.safety import PairSafety
from tests.matching.interviews import (
    PLACES,
    TABLES,
    TODAY,
    easy_guests,
    easy_hosts,
    guests,
    hosts,
    need,
    offer,
)

ATLAS = Atlas(PLACES)
GROUPS = st.sampled_from([None, None, "turku", "kuopio"])
HELD = st.none() | st.integers(0, 100).map(lambda days: TODAY - dt.timedelta(days=days))
TURKU_MEN = {
    "row": "turku-men",
    "coming": {"men": "1+"},
    "living_there": {"women": "1+"},
    "verdict": "not suggested",
    "reason": "agreed",
}
TIGHTER = PairSafety.model_validate({"rows": TABLES.safety.rows, "groups": {"turku": [TURKU_MEN]}})
TIGHT = replace(TABLES, safety=TIGHTER)
WEEKS_AGO = st.integers(0, 40)


def sent(weeks_ago: int) -> dt.datetime:
    return dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC) - dt.timedelta(weeks=weeks_ago)


@st.composite
def offers(draw: st.DrawFn, most: int = 8) -> list[Offer]:
    made = []
    for at in range(draw(st.integers(0, most))):
        side = offer(draw(easy_hosts() | hosts()), f"h{at}", sent(draw(WEEKS_AGO)))
        changed = {
            "person_id": f"person {draw(st.integers(0, 9))}",
            "open_for_matches": draw(st.integers(0, 5)) > 0,
            "group": draw(GROUPS),
            "held_on": draw(HELD),
        }
        made.append(side.model_copy(update=changed))
    return made


@st.composite
def needs(draw: st.DrawFn, most: int = 8) -> list[Need]:
    made = []
    for at in range(draw(st.integers(0, most))):
        side = need(draw(easy_guests() | guests()), f"g{at}", sent(draw(WEEKS_AGO)))
        changed = {
            "person_id": f"person {draw(st.integers(0, 9))}",
            "open_for_matches": draw(st.integers(0, 5)) > 0,
            "group": draw(GROUPS),
        }
        made.append(side.model_copy(update=changed))
    return made


PAIR = st.tuples(st.integers(0, 7).map("h{}".format), st.integers(0, 7).map("g{}".format))
DECIDED = st.builds(Pairs, st.frozensets(PAIR, max_size=6), st.frozensets(PAIR, max_size=12))
