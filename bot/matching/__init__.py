"""Which homes could suit whom, and why: pure functions, no I/O but the loading of two data files."""

from bot.matching.betters import betters
from bot.matching.channel import channel_lines, to_check_in_channel
from bot.matching.columns.atlas import Atlas
from bot.matching.counting import SafetyCount, count_safety
from bot.matching.index import Candidate, Index
from bot.matching.outcomes import Outcome, Pair, Pairs, Places
from bot.matching.planning.plan import Plan, plan
from bot.matching.sides import Need, Offer
from bot.matching.suggest import Verdict, all_permitted, judge, suggestions
from bot.matching.tables import Tables
from bot.matching.why_none import WhyNone, why_none

__all__ = [
    "Atlas",
    "Candidate",
    "Index",
    "Need",
    "Offer",
    "Outcome",
    "Pair",
    "Pairs",
    "Places",
    "Plan",
    "SafetyCount",
    "Tables",
    "Verdict",
    "WhyNone",
    "all_permitted",
    "betters",
    "channel_lines",
    "count_safety",
    "judge",
    "plan",
    "suggestions",
    "to_check_in_channel",
    "why_none",
]
