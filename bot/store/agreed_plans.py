"""The plan of a stay: as it was last sent, which version each side agreed to, and what both last agreed on.

All words are sealed under the key of the match.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as told
from typing import Literal

import sqlalchemy as sa
from pydantic import BaseModel, Field, JsonValue, ValidationError

from bot.store import matches
from bot.store.database import inserting
from bot.store.tables import AgreedPlan
from bot.store.vault import Keyring
from bot.store.work import Work
from conversations.plan import StayPlan, read_plan

Side = Literal["host", "guest"]
Filler = Literal["host", "guest", "coordinator"]
Answers = Mapping[str, JsonValue]
Writers = Mapping[str, Filler]
"""Who wrote the words of a field."""


class Wish(BaseModel, frozen=True, hide_input_in_errors=True):
    """A change that a side asked for and that nobody has made yet."""

    side: Side
    words: str = Field(repr=False)


class _Kept(BaseModel, frozen=True, hide_input_in_errors=True):
    """What is sealed."""

    answers: dict[str, JsonValue]
    writers: dict[str, Filler]
    before: dict[str, JsonValue] | None = None
    """What the version before said, or what both had agreed on."""
    held: dict[str, JsonValue] | None = None
    """What both last agreed on; it holds until both agree on something else."""
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one match, opened."""

    match_id: str
    version: int
    filled_by: Filler
    host_agreed: int
    guest_agreed: int
    changed_at: dt.datetime
    answers: Answers = told(repr=False)
    writers: Writers = told(repr=False)
    before: Answers | None = told(repr=False)
    held: Answers | None = told(repr=False)
    wishes: tuple[Wish, ...] = told(repr=False)

    def agreed(self, side: Side) -> bool:
        """Whether the side has agreed to the plan as it is now."""
        return self.version == (self.host_agreed if side == "host" else self.guest_agreed)

    @property
    def settled(self) -> bool:
        """Whether both have agreed to the plan as it is now; `changed_at` is then the moment of the second yes."""
        return self.agreed("host") and self.agreed("guest")


async def of_match(work: Work, match_id: str) -> Plan | None:
    """The plan of a match as it is now, if anybody has sent one."""
    row = await _row(work, match_id)
    return None if row is None else _opened(row, await matches.keyring(work, match_id))


async def read(work: Work, match_id: str) -> StayPlan | None:
    """What both last agreed on: the agreed dates and notice of a stay; None where they have not agreed yet."""
    plan = await of_match(work, match_id)
    if plan is None or plan.held is None:
        return None
    try:
        return read_plan(plan.held)
    except ValidationError:
        # Agreed on long ago, and a question or an option has gone since: what cannot be read is no date to rely on.
        return None


async def send(
    work: Work, match_id: str, answers: Answers, writers: Writers, *, filled_by: Filler, seen: int
) -> Plan | None:
    """A new version, sent by `filled_by`, who agrees to it by sending it where they are a side.

    None where the plan is not at the version that was seen (0: none) any more: of two who send at once, the first wins.
    """
    await _row(work, match_id, alone=True)
    old = await of_match(work, match_id)
    if (0 if old is None else old.version) != seen:
        return None
    held = None if old is None or old.held is None else dict(old.held)
    before = held if held is not None or old is None else dict(old.answers)
    kept = _Kept(answers=dict(answers), writers=dict(writers), before=before, held=held)
    ring = await matches.keyring(work, match_id)
    values: dict[str, object] = {
        "version": seen + 1,
        "answers": ring.seal(AgreedPlan.answers, match_id, kept.model_dump_json()),
        "filled_by": filled_by,
        "changed_at": work.now,
    }
    if filled_by != "coordinator":
        values[f"{filled_by}_agreed"] = seen + 1
    if not await _write(work, match_id, values, seen):
        return None
    return await of_match(work, match_id)


async def agree(work: Work, match_id: str, side: Side, version: int) -> Plan | None:
    """The side agrees to this version; None where it had agreed already, or the plan is at another version by now."""
    column = AgreedPlan.host_agreed if side == "host" else AgreedPlan.guest_agreed
    agreed = await work.session.execute(
        sa.update(AgreedPlan)
        .where(AgreedPlan.match_id == match_id, AgreedPlan.version == version, column != version)
        .values({column: version, AgreedPlan.changed_at: work.now})
        .returning(AgreedPlan.match_id)
    )
    if agreed.first() is None:
        return None
    plan = await of_match(work, match_id)
    if plan is not None and plan.settled:
        await _rewrite(work, match_id, held=dict(plan.answers), before=None, wishes=())
        return await of_match(work, match_id)
    return plan


async def wish(work: Work, match_id: str, side: Side, words: str) -> bool:
    """A side asks for a change, in place of what it asked for before; False where there is no plan."""
    await _row(work, match_id, alone=True)
    plan = await of_match(work, match_id)
    if plan is None:
        return False
    others = tuple(one for one in plan.wishes if one.side != side)
    await _rewrite(work, match_id, wishes=(*others, Wish(side=side, words=words)))
    return True


async def _write(work: Work, match_id: str, values: Mapping[str, object], seen: int) -> bool:
    if seen:
        written = await work.session.execute(
            sa.update(AgreedPlan)
            .where(AgreedPlan.match_id == match_id, AgreedPlan.version == seen)
            .values(**values)
            .returning(AgreedPlan.match_id)
        )
        return written.first() is not None
    new = {"match_id": match_id, "host_agreed": 0, "guest_agreed": 0, **values}
    written = await work.session.execute(
        inserting(work.session, AgreedPlan).values(**new).on_conflict_do_nothing().returning(AgreedPlan.match_id)
    )
    return written.first() is not None


async def _rewrite(work: Work, match_id: str, **changed: object) -> None:
    """Changes what is sealed and nothing else."""
    row = await _row(work, match_id, alone=True)
    if row is None:
        raise LookupError("no such plan")
    ring = await matches.keyring(work, match_id)
    kept = _unsealed(row, ring).model_copy(update=changed)
    row.answers = ring.seal(AgreedPlan.answers, match_id, kept.model_dump_json())
    await work.session.flush()


async def _row(work: Work, match_id: str, *, alone: bool = False) -> AgreedPlan | None:
    """The row; with `alone`, others who want to write it wait, so that nothing they sealed is written over."""
    return await work.session.get(AgreedPlan, match_id, populate_existing=True, with_for_update=alone or None)


def _unsealed(row: AgreedPlan, ring: Keyring) -> _Kept:
    return _Kept.model_validate(json.loads(ring.open(AgreedPlan.answers, row.match_id, row.answers)))


def _opened(row: AgreedPlan, ring: Keyring) -> Plan:
    kept = _unsealed(row, ring)
    return Plan(
        match_id=row.match_id,
        version=row.version,
        filled_by=_filler(row.filled_by),
        host_agreed=row.host_agreed,
        guest_agreed=row.guest_agreed,
        changed_at=row.changed_at,
        answers=kept.answers,
        writers=kept.writers,
        before=kept.before,
        held=kept.held,
        wishes=kept.wishes,
    )


def _filler(kept: str) -> Filler:
    known: dict[str, Filler] = {"host": "host", "guest": "guest"}
    return known.get(kept, "coordinator")
