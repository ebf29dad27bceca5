"""Which homes could suit whom, and why: pure functions, no I/O but the loading of two data files."""

from bot.matching.channel import channel_lines, to_check_in_channel
from bot.matching.outcomes import Outcome, Places
from bot.matching.sides import Need, Offer
from bot.matching.suggest import Verdict, all_permitted, judge, suggestions
from bot.matching.tables import Tables

__all__ = [
    "Need",
    "Offer",
    "Outcome",
    "Places",
    "Tables",
    "Verdict",
    "all_permitted",
    "channel_lines",
    "judge",
    "suggestions",
    "to_check_in_channel",
]
