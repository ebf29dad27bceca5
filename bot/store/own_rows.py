"""Everything that is kept of one person, row by row, for the person: by table and column, in plain values.

A table is either in `SHOWN`, with the columns that are given, or in `LEFT_OUT` with the reason; so is each column. What
tells of somebody else (the other side of a match, a coordinator's own words) is not the person's to see here.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from pydantic import JsonValue

from bot.store import access, agreed_plans, inbox, matches, people, tables
from bot.store.columns import Base, Holds
from bot.store.people import Person
from bot.store.vault import Keyring
from bot.store.work import Work

Row = dict[str, JsonValue]
OwnRows = dict[str, list[Row]]

NOT_THE_PERSONS: Final = "Nothing of any person of whom there are answers: it belongs to a group or to the machine."
WORK: Final = (
    "How coordinators organise their work; it holds nothing that the person told. The controller gives it when asked, "
    "after taking out what tells of others."
)
OTHERS: Final = "It tells of the other side of a match, whose right to privacy weighs as much."
SAID: Final = "Said to the person in words: /status tells where things stand."
MACHINE: Final = "The machine’s own handling of a message that the person has in the chat."

SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("chat_id", "language", "language_chosen", "made_at", "seen_at", "unreachable_at"),
    "interview": ("role", "state", "session", "started_at", "changed_at"),
    "answer": ("field", "value", "answered_at"),
    "consent": ("purpose", "given", "text_version", "language", "how", "at", "withdrawn_at"),
    "keeping": ("warned_at", "goes_on", "kept_at"),
    "case_file": (
        *("number", "role", "group_slug", "municipality", "confirmed", "sent_at", "changed_at"),
        *("held_on", "hold_asked_at", "paused_until"),
    ),
    "access_log": ("what", "at"),
    "live_talk": ("opened_at", "last_at", "closed_at"),
    "one_time_code": ("kind", "made_at", "expires_at", "used_at"),
    "coordinator": (
        *("group_slug", "shown_name", "promise_version", "promised_at", "member_status", "member_checked_at"),
        *("added_at", "removed_at", "vanish_hours"),
    ),
    "duty": ("group_slug", "week"),
    "away": ("first", "last"),
    "inbox": ("kind", "received_at", "sent_at", "state", "settled_at"),
    "outbox": ("kind", "state", "made_at", "settled_at"),
    "home_match": ("refusal",),
    "passed_question": ("words", "reply", "asked_at", "replied_at"),
    "follow_up": ("kind", "answer", "words", "asked_at", "answered_at"),
    "agreed_plan": ("version", "answers", "changed_at"),
    "stay": ("trial_on", "began_on", "until", "notice_days", "ended_on"),
    "meeting": ("state", "at", "changed_at"),
}
"""What a person sees of each table; of a match only what is their own, or was told to both."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "board": NOT_THE_PERSONS,
    "channel": NOT_THE_PERSONS,
    "job_run": NOT_THE_PERSONS,
    "safety_tally": NOT_THE_PERSONS,
    "consent_proof": "It is made when everything is erased, and nobody can tell whose it is.",
    "alert": WORK,
    "case_note": WORK,
    "case_event": WORK,
    "task": WORK,
    "hand_over": WORK,
    "timer": WORK,
    "overtaken": WORK,
    "pair_decision": WORK,
    "exclusion": "A decision for the safety of others; the controller answers about it when asked.",
    "match_event": OTHERS,
    "meeting_time": OTHERS,
    "person.telegram_hash": "Made from the account number that is shown.",
    "case_file.contact_hash": "Made from the phone number that is among the answers.",
    "case_file.set_aside_why": WORK,
    "case_file.state": SAID,
    "case_file.way": SAID,
    "answer.said_in": "The number of a message in the person’s own chat.",
    "stay.next_home": OTHERS,
    **{f"home_match.{name}": OTHERS for name in ("stage", "reasons", "score", "made_at", "changed_at", "stage_at")},
    **{f"home_match.{name}": OTHERS for name in ("host_yes", "guest_yes")},
    **{f"agreed_plan.{name}": OTHERS for name in ("filled_by", "host_agreed", "guest_agreed")},
    "passed_question.side": "Only the person’s own are shown.",
    "follow_up.side": "Only the person’s own are shown.",
    "meeting.sequence": MACHINE,
    "meeting.made_at": MACHINE,
    "one_time_code.hash": "The code itself is not kept.",
    "one_time_code.payload": "Codes and random ids.",
    **{f"inbox.{name}": MACHINE for name in ("lane", "payload", "tries", "error")},
    **{
        f"outbox.{name}": MACHINE
        for name in (
            *("position", "lane", "method", "payload", "target_message", "reply", "late", "fresh", "not_before"),
            *("held_until", "tries", "repeats", "sending_at", "error"),
        )
    },
}
"""Tables and columns (“table.column”) that are not given, each with the reason. Random ids and keys never are."""


@dataclass(frozen=True, slots=True)
class _Whose:
    """By what a person's rows are found."""

    lane: str | None
    interviews: sa.Select[str]
    cases: sa.Select[str]
    memberships: sa.Select[str]
    person_id: str


async def of_person(work: Work, person: Person) -> OwnRows:
    """All rows of `SHOWN`, by table; tables without rows are left out."""
    found: OwnRows = {}
    ring = await people.keyring(work, person)
    whose = _whose(work, person)
    for table, where in _PLAIN.items():
        found[table.__tablename__] = await _rows(work, table, where(whose), ring)
    found["access_log"] = [
        {"what": look.what, "at": look.at.isoformat(), "a_coordinator_of": look.group_slug}
        for look in await access.of_person(work, person.id)
    ]
    for match, side in await _matches(work, whose):
        for name, rows in (await _of_match(work, match, side)).items():
            found.setdefault(name, []).extend(rows)
    return {name: rows for name, rows in found.items() if rows}


def _whose(work: Work, person: Person) -> _Whose:
    i, c, m = tables.Interview, tables.CaseFile, tables.Coordinator
    return _Whose(
        lane=None if person.chat_id is None else inbox.lane(work.vault, person.chat_id),
        interviews=sa.select(i.id).where(i.person_id == person.id),
        cases=sa.select(c.id).where(c.person_id == person.id),
        memberships=sa.select(m.id).where(m.person_id == person.id),
        person_id=person.id,
    )


_PLAIN: Final[Mapping[type[Base], Callable[[_Whose], sa.ColumnElement[bool]]]] = {
    tables.Person: lambda whose: tables.Person.id == whose.person_id,
    tables.Interview: lambda whose: tables.Interview.person_id == whose.person_id,
    tables.Answer: lambda whose: tables.Answer.interview_id.in_(whose.interviews),
    tables.Consent: lambda whose: tables.Consent.person_id == whose.person_id,
    tables.Keeping: lambda whose: tables.Keeping.interview_id.in_(whose.interviews),
    tables.CaseFile: lambda whose: tables.CaseFile.person_id == whose.person_id,
    tables.LiveTalk: lambda whose: tables.LiveTalk.person_id == whose.person_id,
    tables.OneTimeCode: lambda whose: tables.OneTimeCode.person_id == whose.person_id,
    tables.Coordinator: lambda whose: tables.Coordinator.person_id == whose.person_id,
    tables.Duty: lambda whose: tables.Duty.coordinator_id.in_(whose.memberships),
    tables.Away: lambda whose: tables.Away.coordinator_id.in_(whose.memberships),
    tables.Inbox: lambda whose: tables.Inbox.lane == whose.lane,
    tables.Outbox: lambda whose: tables.Outbox.person_id == whose.person_id,
}
"""The tables whose rows are the person's alone, and how they are found."""


async def _rows(work: Work, table: type[Base], where: sa.ColumnElement[bool], ring: Keyring | None) -> list[Row]:
    columns = sa.inspect(table).columns
    (key,) = sa.inspect(table).primary_key
    shown = [columns[name] for name in SHOWN[table.__tablename__]]
    rows = await work.session.execute(sa.select(key.label("row_id"), *shown).where(where).order_by(key))
    return [_plain(table, str(row.pop("row_id")), row, ring) for row in map(dict, rows.mappings())]


def _plain(table: type[Base], row_id: str, row: dict[str, object], ring: Keyring | None) -> Row:
    columns = sa.inspect(table).columns
    return {
        name: _opened(getattr(table, name), row_id, value, ring)
        if columns[name].info["holds"] is Holds.SEALED
        else _value(value)
        for name, value in row.items()
    }


def _opened(column: sa.orm.InstrumentedAttribute[bytes], row_id: str, value: object, ring: Keyring | None) -> JsonValue:
    if not isinstance(value, bytes) or ring is None:
        return None
    text = ring.open(column, row_id, value)
    try:
        opened: JsonValue = json.loads(text)
    except ValueError:
        return text
    # A name or words that happen to be a number are words.
    return opened if column.key in {"value", "session"} else text


def _value(value: object) -> JsonValue:
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"a {type(value).__name__} is not shown to a person")


async def _matches(work: Work, whose: _Whose) -> list[tuple[tables.Match, str]]:
    m = tables.Match
    sides = [(m.host_case_id, "host"), (m.guest_case_id, "guest")]
    return [
        (match, side)
        for column, side in sides
        for match in await work.session.scalars(sa.select(m).where(column.in_(whose.cases)).order_by(m.id))
    ]


async def _of_match(work: Work, match: tables.Match, side: str) -> OwnRows:
    ring = None if match.key_id is None else await work.vault.keyring(match.key_id)
    q, f, s, t = tables.PassedQuestion, tables.FollowUp, tables.Stay, tables.Meeting
    refusal = await matches.refusal(work, match) if match.stage == f"{side}_no" else None
    return {
        "home_match": [] if refusal is None else [{"refusal": refusal}],
        "passed_question": await _rows(work, q, sa.and_(q.match_id == match.id, q.side == side), ring),
        "follow_up": await _rows(work, f, sa.and_(f.match_id == match.id, f.side == side), ring),
        "agreed_plan": await _plan(work, match.id, side),
        "stay": await _rows(work, s, s.match_id == match.id, ring),
        "meeting": await _rows(work, t, sa.and_(t.match_id == match.id, t.state != "drafted"), ring),
    }


async def _plan(work: Work, match_id: str, side: str) -> list[Row]:
    """The plan as both read it, with the person's own wishes and not the other's."""
    plan = await agreed_plans.of_match(work, match_id)
    if plan is None:
        return []
    answers: dict[str, JsonValue] = dict(plan.answers)
    wishes: Sequence[JsonValue] = [wish.words for wish in plan.wishes if wish.side == side]
    return [
        {
            "version": plan.version,
            "answers": answers,
            "changed_at": plan.changed_at.isoformat(),
            "changes_you_asked_for": list(wishes),
        }
    ]
