"""What a side answers at the end of a stay, step by step, as one short code that can be counted later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from conversations.feedback import BETTER, WAS

Step = Literal["was", "better", "again", "over"]

_PARTS: Final = ":"
_PICKS: Final = ","
_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class EndAnswer:
    """How it was, what would make it better, and whether it is to be again; None where that is not said yet."""

    was: str | None = None
    better: tuple[str, ...] = ()
    better_said: bool = False
    again: str | None = None

    @classmethod
    def read(cls, code: str | None) -> EndAnswer:
        """From the code that is kept."""
        if not code:
            return cls()
        was, *rest = code.split(_PARTS)
        better = tuple(pick for pick in rest[0].split(_PICKS) if pick) if rest else ()
        said = len(rest) > 1
        return cls(was, better, said, (rest[1] or None) if said else None)

    @property
    def code(self) -> str:
        """As it is kept."""
        parts = [self.was or ""]
        if self.better or self.better_said:
            parts.append(_PICKS.join(self.better))
        if self.better_said:
            parts.append(self.again or "")
        return _PARTS.join(parts)

    @property
    def step(self) -> Step:
        """What is asked next."""
        if self.was is None:
            return "was"
        if not self.better_said:
            return "better"
        return "over" if self.again else "again"

    def felt(self, code: str) -> EndAnswer | None:
        """How it was; whoever would rather not say is not asked what would be better. None for an unknown code."""
        if code not in {option.code for option in WAS}:
            return None
        silent = code == "rather_not"
        return replace(self, was=code, better=() if silent else self.better, better_said=silent or self.better_said)

    def turned(self, code: str) -> EndAnswer | None:
        """One thing that would make it better, chosen or taken back; "nothing" stands alone. None for no such thing."""
        known = [option.code for option in BETTER]
        if code not in known:
            return None
        chosen = set(self.better) ^ {code}
        if code in chosen:
            chosen = {code} if code == _NOTHING else chosen - {_NOTHING}
        return replace(self, better=tuple(one for one in known if one in chosen))

    def with_better_said(self) -> EndAnswer:
        """Nothing more is to be added to what would make it better."""
        return replace(self, better_said=True)

    def with_again(self, code: str) -> EndAnswer:
        """Whether it is to be again; what was not answered until now is passed over."""
        return replace(self, was=self.was or "rather_not", better_said=True, again=code)
