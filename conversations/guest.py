"""The interview of a guest: a person who needs a home."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from conversations.consents import Consent
from conversations.guest_options import FOR_WHOM, NEAR, NOT_YET, OWN_ROOM, RATHER_NOT, SMOKING
from conversations.household import ALLERGENS, AN_ADULT_NEEDED, Animal, Coming, Party, read_party
from conversations.lengths import LENGTHS, SHORTEST, Length, Shortest, read_stay
from conversations.opening import ORDERED_PLACE
from conversations.questions.base import Known, Option
from conversations.questions.choice import Choice, Choices, YesNo
from conversations.questions.day import Day
from conversations.questions.languages import Languages
from conversations.questions.panel import Panel, Pick
from conversations.questions.place import ANYWHERE, Place, Places
from conversations.questions.reach import Contact, Reach
from conversations.questions.words import Name, Words
from conversations.text import _

Near = Literal["school", "work", "centre", "studies"]
PlaceCode = Annotated[str, Field(pattern=r"^(\d{3}|region:\d{2}|anywhere)$")]

FOR_HELPERS = _(
    "Thank you for helping. The person confirms your answers before we look for a home: when you have sent them, "
    "you will hear how. Some questions are left for the person alone."
)


def needs_near(known: Known) -> bool:
    """Whether something must stay near."""
    return bool(known.get("near"))


def agreed_health(known: Known) -> bool:
    """Whether the person agreed to be asked about health facts."""
    return known.get("health") is True


def agreed_safety(known: Known) -> bool:
    """Whether the person agreed that what they write about safety is kept."""
    return known.get("safety") is True


class Stay(BaseModel, hide_input_in_errors=True):
    """How long a home is needed, and the shortest stay that would already help."""

    length: Annotated[Length, Pick(label=_("For how long"), options=LENGTHS)]
    shortest: Annotated[Shortest, Pick(label=_("At least"), options=SHORTEST)]


class GuestAnswers(BaseModel, hide_input_in_errors=True):
    """Everything a guest is asked. Sensitive answers come only from the person, which the interview sees to."""

    for_whom: Annotated[
        Literal["self", "other"],
        Choice(
            ask=_("For whom are you looking for a home?"),
            label=_("For whom"),
            hint=ORDERED_PLACE,
            why="What somebody else fills in stays unconfirmed until the person has confirmed it.",
            options=FOR_WHOM,
            remarks=(("other", FOR_HELPERS),),
            width=1,
        ),
    ]
    name: Annotated[
        str,
        Field(min_length=1, max_length=60),
        Name(
            ask=_("What would you like to be called?"),
            ask_helper=_("What would the person who needs the home like to be called?"),
            label=_("Name"),
            why="So that coordinators, and later the host, know how to call the guest.",
        ),
    ]
    contact: Annotated[
        Contact,
        Reach(
            ask=_("How may we reach you?"),
            label=_("Contact"),
            why="So that a coordinator can talk with the guest, or first with the person who helps them.",
        ),
    ]
    languages: Annotated[
        tuple[str, ...],
        Field(min_length=1, max_length=8),
        Languages(
            ask=_("Which languages do you speak? Your best one first, please."),
            ask_helper=_("Which languages does the person speak? Their best one first, please."),
            label=_("Languages"),
            why="A shared language makes living together easier.",
            told=True,
        ),
    ]
    party: Annotated[
        Party,
        Coming(
            ask=_("Who is coming? Please count everyone, and the animals that come along, too."),
            label=_("Who is coming"),
            hint=_("<i>Only how many, no names.</i>"),
            why="Room enough for all is a must; numbers and age bands only, no names.",
            model=Party,
            reader=read_party,
            missing=AN_ADULT_NEEDED,
            example=_("1 man, 1 woman, child 3 years"),
            told=True,
        ),
    ]
    places: Annotated[
        tuple[PlaceCode, ...],
        Field(min_length=1, max_length=10),
        Places(
            ask=_("Where could you live? You can give several places, the best one first."),
            ask_helper=_("Where could they live? You can give several places, the best one first."),
            label=_("Places"),
            why="Which local group looks, and which homes are near enough.",
        ),
    ]
    since: Annotated[
        dt.date,
        Day(
            ask=_("From when do you need a home?"),
            ask_helper=_("From when do they need a home?"),
            label=_("From"),
            hint=_("<i>Finding a home usually takes time, and we cannot promise one.</i>"),
            why="The dates of host and guest must meet.",
            told=True,
        ),
    ]
    stay: Annotated[
        Stay,
        Panel(
            ask=_("For how long, and what is the shortest stay that would already help?"),
            label=_("For how long"),
            why="A shorter stay can help, too.",
            model=Stay,
            reader=read_stay,
            # Toast: shown over the buttons, too
            missing=_(
                "Please choose one for how long, and one for the shortest stay. "
                "For example: “some months, two weeks at least”."
            ),
            example=_("some months, two weeks at least"),
            told=True,
        ),
    ]
    near: Annotated[
        frozenset[Near] | None,
        Choices(
            part="more",
            ask=_("Is there something that must stay near?"),
            label=_("Must stay near"),
            why="School, work and studies go on when the home changes.",
            options=NEAR,
        ),
    ] = None
    near_place: Annotated[
        str | None,
        Field(pattern=r"^\d{3}$"),
        Place(
            part="more",
            ask=_("In which municipality is that?"),
            label=_("Must stay near, where"),
            why="How far a home may be from what must stay near.",
            when=needs_near,
        ),
    ] = None
    now: Annotated[
        str | None,
        Field(pattern=r"^\d{3}$"),
        Place(
            part="more",
            ask=_("In which municipality are you now?"),
            ask_helper=_("In which municipality are they now?"),
            label=_("Municipality now"),
            hint=_("<i>The municipality is enough. Please don’t write the address.</i>"),
            why="Which group is nearest where the person would live anywhere; never told to a host.",
        ),
    ] = None
    registered: Annotated[
        Literal["yes", "not_yet", "rather_not"] | None,
        Choice(
            part="more",
            ask=_("Are you registered at a reception centre?"),
            ask_helper=_("Are they registered at a reception centre?"),
            label=_("Registered at a reception centre"),
            hint=_("<i>The answer does not change whether we look for a home.</i>"),
            why="The coordinator reminds of telling the centre the new address.",
            options=(Option("yes", _("Yes")), NOT_YET, RATHER_NOT),
            if_yes=("yes",),
            if_no=("not_yet",),
            width=2,
        ),
    ] = None
    own_room: Annotated[
        Literal["needed", "wished", "not_needed"] | None,
        Choice(
            part="more",
            ask=_("Do you need a room of your own?"),
            ask_helper=_("Do they need a room of their own?"),
            label=_("A room of their own"),
            why="A must or a wish for the space.",
            options=OWN_ROOM,
            if_yes=("needed", "wished"),
            if_no=("not_needed",),
            width=1,
            told=True,
        ),
    ] = None
    women_only: Annotated[
        bool | None,
        YesNo(
            part="more",
            ask=_("Should only women live in the home?"),
            label=_("Only women in the home"),
            why="A must that the guest sets.",
        ),
    ] = None
    smoking: Annotated[
        Literal["smoke_free", "any", "smokes"] | None,
        Choice(
            part="more",
            ask=_("How is it with smoking?"),
            label=_("Smoking"),
            why="Smoking is a wish that can be a must for either side.",
            options=SMOKING,
            width=1,
            told=True,
        ),
    ] = None
    health: Annotated[
        bool | None,
        Consent(
            part="more",
            purpose="health",
            sensitive="health",
            ask=_(
                "The next two questions are about step-free access and allergies. These are health facts, "
                "so we ask you first. Saying no does not lower your chances."
            ),
            label=_("Questions on health"),
            why="The explicit consent to keeping health facts.",
            yes=_("Yes, ask me"),
            no=_("Rather not say"),
        ),
    ] = None
    step_free: Annotated[
        Literal["needed", "not_needed", "rather_not"] | None,
        Choice(
            part="more",
            sensitive="health",
            ask=_("Do you need a home without steps?"),
            label=_("Step-free"),
            why="A home must suit the people who come.",
            options=(Option("needed", _("Yes")), Option("not_needed", _("No")), RATHER_NOT),
            if_yes=("needed",),
            if_no=("not_needed",),
            width=2,
            when=agreed_health,
        ),
    ] = None
    allergies: Annotated[
        frozenset[Animal] | None,
        Choices(
            part="more",
            sensitive="health",
            ask=_("Is anyone of you allergic to animals?"),
            label=_("Allergic to"),
            hint=_("<i>If you would rather not say, skip this question: it costs nothing.</i>"),
            why="A home must suit the people who come.",
            options=ALLERGENS,
            width=3,
            when=agreed_health,
        ),
    ] = None
    safety: Annotated[
        bool | None,
        Consent(
            part="more",
            purpose="safety",
            sensitive="safety",
            ask=_("May we ask what makes a home feel safe for you? Saying no does not lower your chances."),
            label=_("Question on feeling safe"),
            why="The explicit consent to keeping what a person writes about feeling safe.",
            yes=_("Yes, ask me"),
            no=_("Rather not say"),
        ),
    ] = None
    safe: Annotated[
        str | None,
        Field(max_length=1000),
        Words(
            part="more",
            sensitive="safety",
            ask=_("What makes a home feel safe for you?"),
            label=_("Feels safe when"),
            why="So that the coordinator looks for a home in which the person feels safe.",
            when=agreed_safety,
            example=_("I would like to be able to lock my door."),
        ),
    ] = None
    anything: Annotated[
        str | None,
        Field(max_length=1000),
        Words(
            part="more",
            ask=_("Is there anything else you would like us to know?"),
            label=_("Anything else"),
            why="What the person wants to add; the coordinator reads it.",
            example=_("We like to cook together."),
        ),
    ] = None

    @model_validator(mode="after")
    def _anywhere_stands_alone(self) -> Self:
        if ANYWHERE in self.places and len(self.places) > 1:
            raise ValueError("anywhere, or places")
        return self


__all__ = ["LENGTHS", "SHORTEST", "GuestAnswers", "Length", "Shortest", "Stay"]
