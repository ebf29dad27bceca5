"""The plan of the stay: what the network wants agreed before anyone moves in.

One of the two fills it in, or the coordinator; so every question speaks of "the guest" and "the host". Nearly all
answers are choices, which each side reads in their own language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from conversations.homes import Facilities, Sharing, SpaceKind
from conversations.plan_options import (
    ANIMALS,
    CLEANING,
    FOOD_COSTS,
    LAUNDRY,
    MEALS,
    NO_ANIMALS,
    NOTICE,
    PRIVACY,
    QUIET,
    RULES,
    SHARED,
    SLEEPING,
    SMOKING,
    TRIAL,
    VISITORS,
)
from conversations.questions.choice import Choice, Choices
from conversations.questions.panel import Panel, Pick, Toggles
from conversations.questions.panel_parts import parts_of
from conversations.questions.span import Dates, FromUntil
from conversations.questions.words import Words
from conversations.text import _

MOST_WORDS = 300
"""Characters of a free text in the plan: it is read by two people and stands on paper."""

HOME = parts_of(Facilities)


class Spaces(BaseModel, hide_input_in_errors=True):
    """Where the guest sleeps, washes and cooks, and what is the guest's alone of it."""

    sleeping: Annotated[SpaceKind, Pick(label=_("Sleeping"), options=SLEEPING, width=1)]
    bathroom: Annotated[Sharing, HOME["bathroom"]]
    kitchen: Annotated[Sharing, HOME["kitchen"]]


class HouseRules(BaseModel, hide_input_in_errors=True):
    """Smoking, and other rules of the house."""

    smoking: Annotated[Literal["no", "outside", "inside"], Pick(label=_("Smoking"), options=SMOKING, width=1)]
    rules: Annotated[
        frozenset[Literal["shoes", "doors", "stove", "candles", "alcohol", "tell"]],
        Toggles(label=_("House rules"), options=RULES, width=1),
    ] = frozenset()


class Housework(BaseModel, hide_input_in_errors=True):
    """Who cleans the shared spaces, and the laundry."""

    cleaning: Annotated[
        Literal["own_traces", "turns", "together", "talk"],
        Pick(label=_("Shared spaces"), options=CLEANING, width=1),
    ]
    laundry: Annotated[
        Literal["own_wash", "shared_wash"] | None,
        Pick(label=_("Laundry"), options=LAUNDRY, width=1),
    ] = None


class Food(BaseModel, hide_input_in_errors=True):
    """Meals, and who buys the food."""

    meals: Annotated[
        Literal["apart", "sometimes", "together", "talk"],
        Pick(label=_("Meals"), options=MEALS, width=1),
    ]
    costs: Annotated[
        Literal["each", "in_turns", "host"] | None,
        Pick(label=_("Cost of food"), options=FOOD_COSTS, width=1),
    ] = None


class StayPlan(BaseModel, hide_input_in_errors=True):
    """What host and guest agree on before the guest moves in; `notice_days` and `dates` drive the reminders."""

    spaces: Annotated[
        Spaces,
        Panel(
            ask=_("Which spaces does the guest have?"),
            label=_("The guest’s spaces"),
            why="Own and shared spaces are agreed before moving in.",
            model=Spaces,
            # Toast: shown over the buttons, too
            missing=_("Please choose where the guest sleeps, and for the bathroom and the kitchen: “own” or “shared”."),
            example=_("a room of their own, own bathroom, shared kitchen"),
        ),
    ]
    shared: Annotated[
        frozenset[Literal["living_room", "washing", "sauna", "yard", "internet", "store"]],
        Choices(
            ask=_("What else may everyone use?"),
            label=_("Shared by all"),
            why="Own and shared spaces are agreed before moving in.",
            options=SHARED,
            none=_("Nothing else"),
        ),
    ]
    privacy: Annotated[
        frozenset[Literal["knock", "lock", "key", "host_rooms", "pictures", "quiet_about"]],
        Choices(
            ask=_("What is agreed about privacy?"),
            label=_("Privacy"),
            why="Each needs a place where nobody disturbs, and decides who hears about them.",
            options=PRIVACY,
            none=_("Nothing in particular"),
            width=1,
        ),
    ]
    house_rules: Annotated[
        HouseRules,
        Panel(
            ask=_("Which rules does the house have?"),
            label=_("House rules"),
            hint=_("<i>They hold for everybody who lives here.</i>"),
            why="Rules that are said beforehand hurt nobody later.",
            model=HouseRules,
            # Toast: shown over the buttons, too
            missing=_("Please choose at least about smoking, for example “smoking only outside”."),
            example=_("smoking only outside, shoes off indoors"),
        ),
    ]
    housework: Annotated[
        Housework,
        Panel(
            ask=_("How are the shared spaces kept tidy, and how is the laundry done?"),
            label=_("Tidiness and housework"),
            hint=_("<i>Everybody does their share. Nobody works for a place to live.</i>"),
            why="Housework is shared as among equals; a stay is never paid for with work.",
            model=Housework,
            # Toast: shown over the buttons, too
            missing=_("Please choose how the shared spaces are kept tidy, for example “cleaning in turns”."),
            example=_("cleaning in turns, each washes their own clothes"),
        ),
    ]
    visitors: Annotated[
        Literal["free", "ask", "daytime", "none", "talk"],
        Choice(
            ask=_("May the guest have visitors at home?"),
            label=_("Visitors"),
            why="Both should know who comes into the home.",
            options=VISITORS,
            if_yes=("free", "ask", "daytime"),
            if_no=("none",),
            width=1,
        ),
    ]
    animals: Annotated[
        frozenset[Literal["home", "guest", "own_care", "not_in_room"]],
        Choices(
            ask=_("What is agreed about animals?"),
            label=_("Animals"),
            why="Allergies and fears must be respected, and an animal needs somebody who looks after it.",
            options=ANIMALS,
            none_words=NO_ANIMALS,
            none=_("No animals"),
            width=1,
        ),
    ]
    food: Annotated[
        Food,
        Panel(
            ask=_("How about meals, and who buys the food?"),
            label=_("Food and costs"),
            hint=_("<i>Living here is free of charge: no rent. Please write no sums.</i>"),
            why="Food and what it costs are agreed before moving in; the stay itself is free of charge.",
            model=Food,
            # Toast: shown over the buttons, too
            missing=_("Please choose how meals are, for example “sometimes a meal together”."),
            example=_("each cooks for themself, each buys their own food"),
        ),
    ]
    quiet: Annotated[
        Literal["21_7", "22_6", "22_7", "23_8", "no_hours", "talk"],
        Choice(
            ask=_("When should it be quiet at home?"),
            label=_("Quiet hours"),
            why="Everybody needs sleep, and days differ.",
            options=QUIET,
            if_no=("no_hours",),
        ),
    ]
    dates: Annotated[
        Dates,
        FromUntil(
            ask=_("From when does the guest live in the home?"),
            ask_until=_("From {day}, and until when? It can be made longer or shorter together."),
            label=_("Length of the stay"),
            why="The length is agreed first, so that the next home can be looked for in good time.",
        ),
    ]
    notice: Annotated[
        Literal["d7", "d14", "d30", "d60"],
        Choice(
            ask=_("If one of the two wants to end the stay earlier: how long before do they try to tell the other?"),
            label=_("Telling beforehand"),
            hint=_(
                "<i>Either side may end the stay at any time. This only gives time to find the next home. "
                "Whoever does not feel safe need not wait a single day.</i>"
            ),
            why="Time to find the next home, without binding anyone to stay.",
            options=NOTICE,
        ),
    ]
    trial: Annotated[
        Literal["weekend", "no", "talk"],
        Choice(
            ask=_("Would a trial stay be good first, and then some days to think?"),
            label=_("Trial stay"),
            why="Both find out what living together is like before they decide.",
            options=TRIAL,
            if_yes=("weekend",),
            if_no=("no",),
            width=1,
        ),
    ]
    more_rules: Annotated[
        str | None,
        Field(max_length=MOST_WORDS),
        Words(
            part="more",
            ask=_("Are there other rules of the house? In short words, please: they are shown as they are written."),
            label=_("Other rules"),
            why="Every home has something of its own.",
            example=_("The cat must not go out."),
            most=MOST_WORDS,
        ),
    ] = None
    anything: Annotated[
        str | None,
        Field(max_length=MOST_WORDS),
        Words(
            part="more",
            ask=_("What else do you want to agree? In short words, please: they are shown as they are written."),
            label=_("Also agreed"),
            why="What is important to the two and stands nowhere else.",
            example=_("On Sundays we eat together."),
            most=MOST_WORDS,
        ),
    ] = None

    @property
    def notice_days(self) -> int:
        """How many days before the end one tells the other, except where somebody does not feel safe."""
        return int(self.notice.removeprefix("d"))

    @property
    def trial_wished(self) -> bool:
        """Whether a trial stay comes before living together."""
        return self.trial == "weekend"

    def notice_from(self) -> dt.date | None:
        """The day from which an agreed end is as near as the notice; None where the stay is open."""
        return None if self.dates.until is None else self.dates.until - dt.timedelta(days=self.notice_days)


def read_plan(answers: Mapping[str, JsonValue]) -> StayPlan:
    """The plan of the answers that were sent; raises pydantic's ValidationError where one is missing or unreadable."""
    return StayPlan.model_validate({field: answers[field] for field in StayPlan.model_fields if field in answers})
