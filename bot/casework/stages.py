"""Where a match and a case stand, as words that are stored."""

from __future__ import annotations

from typing import Final

SUGGESTED: Final = "suggested"
"""A match: no must forbids it, and coordinators have been told."""
LAPSED: Final = "lapsed"
"""A match: something has changed, and a must forbids it now, or one of its sides is not open."""
SET_ASIDE: Final = "set_aside"
"""A match or a case: a coordinator found it not suitable."""
RECEIVED: Final = "received"
"""A case: sent, and matches are looked for."""
