"""A stay in words, as coordinators read it on the card of its match."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.endings import FAR_AWAY, NEXT_HOMES, WISHES
from conversations.feedback import BETTER, GOING, WAS
from conversations.text import Items, Text, Verbatim, _, n_


@dataclass(frozen=True, slots=True)
class StayFacts:
    """The days of a stay, and what comes after it."""

    trial_on: dt.date | None
    began_on: dt.date | None
    until: dt.date | None
    notice_days: int
    next_home: str | None
    ended_on: dt.date | None


def stay_lines(stay: StayFacts) -> tuple[Text, ...]:
    """What is known of the stay's days."""
    lines: list[Text] = []
    if stay.trial_on is not None and stay.began_on is None:
        lines.append(_("Trial stay from {day}").of(day=stay.trial_on))
    if stay.began_on is not None:
        lines.append(_("Living together from {day}").of(day=stay.began_on))
        lines += _end_lines(stay)
    if stay.ended_on is not None:
        place = NEXT_HOMES.get(stay.next_home or "", NEXT_HOMES["not_known"])
        lines.append(_("Ended on {day}. After it: {place}").of(day=stay.ended_on, place=place))
    elif stay.next_home in WISHES:
        lines.append(_("Next home: {wish}").of(wish=WISHES[stay.next_home]))
    return tuple(lines)


def _end_lines(stay: StayFacts) -> list[Text]:
    if stay.ended_on is not None:
        return []
    until = _("No agreed end") if stay.until is None else _("Agreed until {until}").of(until=stay.until)
    if not stay.notice_days:
        return [until]
    told = n_("Told beforehand: {n} day", "Told beforehand: {n} days").of(n=stay.notice_days)
    return [until, told]


_GOING = {option.code: option.label for option in GOING}
_WAS = {option.code: option.label for option in WAS}
_BETTER = {option.code: option.label for option in BETTER}


def asked_line(number: str, kind: str, asked_on: dt.date, answered: bool) -> Text:
    """One question, as everybody who may open the match reads it: not what was answered."""
    if kind == "end_wish":
        return _("{day}, {number}: has asked for the end of the stay").of(day=asked_on, number=Verbatim(number))
    if answered:
        return _("{day}, {number}: answered").of(day=asked_on, number=Verbatim(number))
    return _("{day}, {number}: not answered yet").of(day=asked_on, number=Verbatim(number))


def going_line(number: str, asked_on: dt.date, answer: str) -> Text:
    """How it goes, as the coordinator reads it who looks after the stay."""
    label = _GOING.get(answer) or Verbatim(answer)
    return _("{day}, {number}: {answer}").of(day=asked_on, number=Verbatim(number), answer=label)


def end_lines(number: str, asked_on: dt.date, was: str, better: Sequence[str]) -> tuple[Text, ...]:
    """How it was, and what would make the next stay better."""
    label = _WAS.get(was) or Verbatim(was)
    lines = [_("{day}, {number}: {answer}").of(day=asked_on, number=Verbatim(number), answer=label)]
    if known := tuple(_BETTER[one] for one in better if one in _BETTER):
        lines.append(_("Would be better: {wishes}").of(wishes=Items(known)))
    return tuple(lines)


def words_line(words: str) -> Text:
    """What a side has said in words."""
    return _("“{words}”").of(words=Verbatim(words))


def open_line(paused_until: dt.date | None, today: dt.date) -> Text:
    """Whether the home is open again after the stay."""
    if paused_until is None or paused_until <= today:
        return _("The home is open again.")
    if paused_until == FAR_AWAY:
        return _("The home is not open for guests just now.")
    return _("The home is open again from {day}.").of(day=paused_until)
