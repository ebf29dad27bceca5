"""The interview of a host: a person who offers a home."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from conversations.homes import (
    SPACES,
    UNKNOWN,
    WHOM,
    Facilities,
    Space,
    SpaceKind,
    Tenure,
    Welcome,
    Whom,
    read_facilities,
)
from conversations.host_options import EXPERIENCE, HOME_TYPES, SECOND_SPACE, SMOKING
from conversations.household import ANIMALS, NO_ANIMALS, Animal, Household, read_household
from conversations.lengths import LENGTHS, Length, read_length, read_notice
from conversations.questions.base import Option
from conversations.questions.choice import Choice, Choices, YesNo
from conversations.questions.day import Day
from conversations.questions.languages import Languages
from conversations.questions.panel import Panel
from conversations.questions.place import Place
from conversations.questions.reach import Contact, Reach
from conversations.questions.words import Name, Words
from conversations.text import _

__all__ = [
    "LENGTHS",
    "SPACES",
    "WHOM",
    "Facilities",
    "HostAnswers",
    "Length",
    "Space",
    "SpaceKind",
    "Tenure",
    "Welcome",
    "Whom",
]


class HostAnswers(BaseModel, hide_input_in_errors=True):
    """Everything a host is asked."""

    name: Annotated[
        str,
        Field(min_length=1, max_length=60),
        Name(
            ask=_("What would you like to be called?"),
            label=_("Name"),
            why="So that coordinators, and later the guest, know how to call the host.",
        ),
    ]
    contact: Annotated[
        Contact,
        Reach(
            ask=_("How may we reach you?"),
            label=_("Contact"),
            why="So that a coordinator can talk with the host.",
        ),
    ]
    languages: Annotated[
        tuple[str, ...],
        Field(min_length=1, max_length=8),
        Languages(
            ask=_("Which languages do you speak? Your best one first, please."),
            label=_("Languages"),
            why="A shared language makes living together easier.",
            told=True,
        ),
    ]
    household: Annotated[
        Household,
        Panel(
            ask=_("Who lives in your home, you included?"),
            label=_("Living in the home"),
            hint=_("<i>Only how many, no names. If you offer a home where nobody lives now, count only yourself.</i>"),
            why="Whom a home could suit depends on who lives there; numbers and age bands only, no names.",
            model=Household,
            reader=read_household,
            # Toast: shown over the buttons, too
            missing=_(
                "At least one adult lives in the home: please add yourself, too. For example: “1 woman, child 5 years”."
            ),
            example=_("2 women, child 5 years"),
            told=True,
        ),
    ]
    municipality: Annotated[
        str,
        Field(pattern=r"^\d{3}$"),
        Place(
            ask=_("In which municipality is the home?"),
            label=_("Municipality"),
            hint=_("<i>The municipality is enough. Please don’t write the address.</i>"),
            why="Which local group looks after the offer, and whom the place suits; never an address.",
            told=True,
        ),
    ]
    space: Annotated[
        Space,
        Panel(
            ask=_("What can you offer, and for how many people?"),
            label=_("Space"),
            why="Room enough for all is a must.",
            model=Space,
            # Toast: shown over the buttons, too
            missing=_("Please choose what kind of space it is, for example “a room of their own”."),
            example=_("own room, 2"),
            told=True,
        ),
    ]
    welcome: Annotated[
        Welcome,
        Panel(
            ask=_("Whom could you host? You can choose several."),
            label=_("Could host"),
            why="Nobody is suggested whom the host could not host.",
            model=Welcome,
            # Toast: shown over the buttons, too
            missing=_(
                "Please choose whom you could host; for a family, also how many children at most. "
                "For example: “woman, family, 2 children”."
            ),
            example=_("woman, couple"),
        ),
    ]
    since: Annotated[
        dt.date,
        Day(
            ask=_("From when could someone live with you?"),
            label=_("From"),
            why="The dates of host and guest must meet.",
            told=True,
        ),
    ]
    length: Annotated[
        Length,
        Choice(
            ask=_("For how long? You can change your mind later."),
            label=_("For how long"),
            why="The stay must be long enough to help.",
            options=LENGTHS,
            reader=read_length,
            told=True,
        ),
    ]
    home_type: Annotated[
        Literal["flat", "row_house", "house", "farm", "other"] | None,
        Choice(
            part="more",
            ask=_("What kind of home is it?"),
            label=_("Kind of home"),
            why="Gives a picture of the home.",
            options=HOME_TYPES,
            told=True,
        ),
    ] = None
    second_space: Annotated[
        Literal["no", "1", "2", "3", "4"] | None,
        Choice(
            part="more",
            ask=_("Is there a second space, apart from the first, so that two parties could live in your home?"),
            label=_("A second space"),
            hint=_("<i>If there is, please choose how many of the people you told of could sleep in it.</i>"),
            why="A home with two spaces can take two parties at the same time.",
            options=SECOND_SPACE,
            if_yes=("1", "2", "3", "4"),
            if_no=("no",),
            width=1,
            told=True,
        ),
    ] = None
    facilities: Annotated[
        Facilities | None,
        Panel(
            part="more",
            ask=_("Would the guest have a bathroom and a kitchen of their own?"),
            label=_("Bathroom and kitchen"),
            why="Own and shared spaces are agreed before moving in.",
            model=Facilities,
            reader=read_facilities,
            # Toast: shown over the buttons, too
            missing=_(
                "Please choose for the bathroom and for the kitchen, for example “own bathroom, shared kitchen”."
            ),
            example=_("own bathroom, shared kitchen"),
            told=True,
        ),
    ] = None
    step_free: Annotated[
        Literal["yes", "no", "unknown"] | None,
        Choice(
            part="more",
            ask=_("Can one get into the home and the bathroom without steps?"),
            label=_("Step-free"),
            why="Some people need a step-free home.",
            options=(Option("yes", _("Yes")), Option("no", _("No")), UNKNOWN),
            if_yes=("yes",),
            if_no=("no",),
            width=3,
            told=True,
        ),
    ] = None
    lockable: Annotated[
        bool | None,
        YesNo(
            part="more",
            ask=_("Can the guest lock the door of their room?"),
            label=_("Lockable door"),
            why="A lockable door gives privacy and safety.",
            told=True,
        ),
    ] = None
    animals: Annotated[
        frozenset[Animal] | None,
        Choices(
            part="more",
            ask=_("Do animals live in your home?"),
            label=_("Animals in the home"),
            why="Allergies and fears must be respected.",
            options=ANIMALS,
            none_words=NO_ANIMALS,
            width=3,
            told=True,
        ),
    ] = None
    animals_welcome: Annotated[
        Literal["yes", "no", "ask"] | None,
        Choice(
            part="more",
            ask=_("May the guest bring an animal?"),
            label=_("Guest’s animals"),
            why="A guest with an animal needs a home where it is welcome.",
            options=(
                Option("yes", _("Yes")),
                Option("no", _("No")),
                Option("ask", _("Let’s talk about it"), ("ehkä", "riippuu", "kanske", "beror på", "maybe", "depends")),
            ),
            if_yes=("yes",),
            if_no=("no",),
            width=3,
            told=True,
        ),
    ] = None
    smoking: Annotated[
        Literal["no", "outside", "inside"] | None,
        Choice(
            part="more",
            ask=_("Is smoking all right at your place?"),
            label=_("Smoking"),
            why="Smoking is a wish that can be a must for either side.",
            options=SMOKING,
            if_yes=("outside", "inside"),
            if_no=("no",),
            width=3,
            told=True,
        ),
    ] = None
    tenure: Annotated[
        Tenure | None,
        Panel(
            part="more",
            ask=_("Is the home your own or rented?"),
            label=_("Own or rented"),
            hint=_("<i>If you rent, it is good to tell the landlord before anyone moves in.</i>"),
            why="A tenant tells the landlord; the coordinator reminds of it.",
            model=Tenure,
            # Toast: shown over the buttons, too
            missing=_("Please choose whether the home is your own or rented, for example “rented”."),
            example=_("rented, the landlord knows"),
        ),
    ] = None
    notice: Annotated[
        Literal["days", "weeks", "month"] | None,
        Choice(
            part="more",
            ask=_("How long before would you like to know that someone moves in?"),
            label=_("Notice before moving in"),
            why="Some hosts need time to prepare.",
            options=(
                Option("days", _("A few days"), ("päiviä", "muutama päivä", "några dagar", "dagar", "days")),
                Option("weeks", _("A week or two"), ("viikko", "viikkoja", "vecka", "veckor", "week", "weeks")),
                Option("month", _("A month"), ("kuukausi", "månad", "month")),
            ),
            width=3,
            reader=read_notice,
        ),
    ] = None
    experience: Annotated[
        Literal["none", "friends", "network"] | None,
        Choice(
            part="more",
            ask=_("Have you shared your home with someone before?"),
            label=_("Experience"),
            why="The coordinator knows what to talk about.",
            options=EXPERIENCE,
            if_yes=("friends", "network"),
            if_no=("none",),
            width=1,
        ),
    ] = None
    wishes: Annotated[
        str | None,
        Field(max_length=1000),
        Words(
            part="more",
            ask=_("What do you wish for, and does anything worry you?"),
            label=_("Wishes and worries"),
            why="So that the coordinator can talk about it before anyone meets.",
            example=_("I get up early, so evenings are quiet here."),
        ),
    ] = None
