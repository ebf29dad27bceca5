"""The two sides of a match: what the rules need of the answers, and nothing else.

No name, contact, free text or present place is taken over. Both are kept sealed, as JSON
(`model_dump_json`, `model_validate_json`), and can be made anew from the answers at any time.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.matching.people import People
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers, SpaceKind, Whom
from conversations.household import Animal
from conversations.lengths import Length, Shortest


class Side(BaseModel):
    """What both sides have. Shows only its case number when it is printed or logged."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    case_id: str
    person_id: str
    """Whose case it is: one person may have both roles."""
    sent_at: AwareDatetime
    """When the interview was sent: since then the person waits."""
    languages: tuple[str, ...]
    """ISO 639 codes, the best first."""
    since: dt.date
    open_for_matches: bool = True
    """Whether matches are looked for: not while hosting is paused, or a stay has been agreed."""
    group: str | None = None
    """The slug of the local group that looks after the case, which may have made the safety table tighter."""

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return [("case_id", self.case_id)]


class Offer(Side):
    """A host's side. None: not answered, or not known to the host."""

    household: People
    municipality: str
    space: SpaceKind
    sleeps: int
    whom: frozenset[Whom]
    most_children: int
    length: Length
    step_free: bool | None
    animals: frozenset[Animal] | None
    animals_welcome: Literal["yes", "no", "ask"] | None
    smoking: Literal["no", "outside", "inside"] | None
    notice: Literal["days", "weeks", "month"] | None = None
    second_sleeps: int = 0
    """How many of `sleeps` are in a second space, apart from the first; 0 where there is none."""
    held_on: dt.date | None = None
    """The day on which the host last said that the offer still holds; None: not asked yet, and nothing fades."""

    @classmethod
    def of(
        cls,
        answers: HostAnswers,
        *,
        case_id: str,
        person_id: str,
        sent_at: dt.datetime,
        open_for_matches: bool = True,
        group: str | None = None,
        held_on: dt.date | None = None,
    ) -> Self:
        """The host's side by the answers; `sent_at` is aware."""
        second = int(answers.second_space) if answers.second_space not in (None, "no") else 0
        return cls(
            case_id=case_id,
            person_id=person_id,
            sent_at=sent_at,
            open_for_matches=open_for_matches,
            group=group,
            languages=answers.languages,
            since=answers.since,
            household=People.of(answers.household),
            municipality=answers.municipality,
            space=answers.space.kind,
            sleeps=answers.space.sleeps,
            whom=answers.welcome.whom,
            most_children=answers.welcome.children,
            length=answers.length,
            step_free={"yes": True, "no": False}.get(answers.step_free or ""),
            animals=answers.animals,
            animals_welcome=answers.animals_welcome,
            smoking=answers.smoking,
            notice=answers.notice,
            second_sleeps=second if second < answers.space.sleeps else 0,
            held_on=held_on,
        )


class Need(Side):
    """A guest's side. None: not answered; "rather not say" is the same as not answered."""

    confirmed: bool
    """Whether the person has given or confirmed the answers, or a coordinator has spoken with them alone."""
    party: People
    animals: frozenset[Animal]
    places: tuple[str, ...]
    """Municipalities and regions, the best first, or only "anywhere"."""
    length: Length
    shortest: Shortest
    near: bool | None
    """Whether something must stay near; what it is, is not taken over."""
    near_place: str | None
    own_room: Literal["needed", "wished", "not_needed"] | None
    women_only: bool | None
    smoking: Literal["smoke_free", "any", "smokes"] | None
    step_free: bool | None
    """A health fact, taken over only while the consent to it stands."""
    allergies: frozenset[Animal] | None
    """A health fact, taken over only while the consent to it stands."""

    @classmethod
    def of(
        cls,
        answers: GuestAnswers,
        *,
        case_id: str,
        person_id: str,
        sent_at: dt.datetime,
        confirmed: bool = False,
        open_for_matches: bool = True,
        group: str | None = None,
    ) -> Self:
        """The guest's side by the answers; `sent_at` is aware.

        `confirmed`: what somebody else filled in was confirmed since. Health facts are left out unless
        `answers.health` (the consent to them) is True, and while they may be somebody else's words.
        """
        confirmed = confirmed or answers.for_whom == "self"
        agreed = answers.health is True and confirmed
        return cls(
            case_id=case_id,
            person_id=person_id,
            sent_at=sent_at,
            open_for_matches=open_for_matches,
            group=group,
            languages=answers.languages,
            since=answers.since,
            confirmed=confirmed,
            party=People.of(answers.party),
            animals=answers.party.animals,
            places=answers.places,
            length=answers.stay.length,
            shortest=answers.stay.shortest,
            near=None if answers.near is None else bool(answers.near),
            near_place=answers.near_place if answers.near else None,
            own_room=answers.own_room,
            women_only=answers.women_only,
            smoking=answers.smoking,
            step_free={"needed": True, "not_needed": False}.get(answers.step_free or "") if agreed else None,
            allergies=answers.allergies if agreed else None,
        )
