"""The home that a host offers: the space, whom it could suit, bathroom and kitchen, own or rented."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from conversations.questions.base import Known, Option
from conversations.questions.panel import Counter, Pick, ReadParts, Toggles
from conversations.questions.panel_parts import parts_of
from conversations.questions.panel_words import read_parts
from conversations.reading import fold
from conversations.text import _, n_
from conversations.world import World

SpaceKind = Literal["own_room", "shared", "whole_home"]
Whom = Literal["woman", "man", "couple", "family"]
Sharing = Literal["own", "shared"]

SPACES: tuple[Option, ...] = (
    Option(
        "own_room",
        _("A room of their own"),
        ("oma huone", "eget rum", "own room", "private room", "huone", "rum", "room"),
    ),
    Option("shared", _("A shared room"), ("jaettu", "jaettu huone", "yhteinen huone", "delat", "delat rum", "shared")),
    Option(
        "whole_home",
        _("A whole home"),
        ("koko asunto", "koko koti", "asunto", "hela lägenheten", "hela hemmet", "lägenhet", "whole flat", "flat"),
    ),
)

WHOM: tuple[Option, ...] = (
    Option("woman", _("A woman"), ("nainen", "naisen", "naisia", "kvinna", "kvinnor", "woman", "women")),
    Option("man", _("A man"), ("mies", "miehen", "miehiä", "man", "män", "men")),
    Option("couple", _("A couple"), ("pari", "pariskunta", "pariskunnan", "pariskuntia", "par", "couple", "couples")),
    Option(
        "family",
        _("A family with children"),
        ("perhe", "perheen", "perheitä", "lapsiperhe", "familj", "familjer", "barnfamilj", "family", "families"),
    ),
)

UNKNOWN = Option("unknown", _("Don’t know"), ("en tiedä", "vet inte", "vet ej", "i don't know", "?"))


BOTH_OWN = ("molemmat omat", "omat", "båda egna", "egna", "both own", "own", "both")
BOTH_SHARED = ("molemmat yhteiset", "yhteiset", "båda delas", "delade", "gemensamma", "both shared", "shared")


def takes_families(known: Known) -> bool:
    """Whether a family with children is among those whom the host can host."""
    whom = known.get("whom")
    return isinstance(whom, list) and "family" in whom


def rents(known: Known) -> bool:
    """Whether the home is rented."""
    return known.get("tenure") == "rented"


class Space(BaseModel):
    """What there is to live in, and for how many."""

    kind: Annotated[SpaceKind, Pick(label=_("Space"), options=SPACES)]
    sleeps: Annotated[
        int,
        Field(ge=1, le=12),
        Counter(label=_("For how many"), told=n_("for {n} person", "for {n} people"), least=1),
    ] = 1


class Welcome(BaseModel):
    """Whom the host can host."""

    whom: Annotated[frozenset[Whom], Field(min_length=1), Toggles(label=_("Whom"), options=WHOM)]
    children: Annotated[
        int,
        Field(ge=0, le=12),
        Counter(
            label=_("Children at most"),
            told=n_("at most {n} child", "at most {n} children"),
            when=takes_families,
        ),
    ] = 0

    @model_validator(mode="after")
    def _a_family_has_children(self) -> Welcome:
        if "family" in self.whom and self.children == 0:
            raise ValueError("how many children at most")
        return self


class Facilities(BaseModel):
    """Bathroom and kitchen."""

    bathroom: Annotated[
        Sharing,
        Pick(
            label=_("Bathroom"),
            options=(
                Option("own", _("Own bathroom"), ("oma kylpyhuone", "oma vessa", "eget badrum")),
                Option("shared", _("Shared bathroom"), ("yhteinen kylpyhuone", "delat badrum")),
            ),
        ),
    ]
    kitchen: Annotated[
        Sharing,
        Pick(
            label=_("Kitchen"),
            options=(
                Option("own", _("Own kitchen"), ("oma keittiö", "eget kök")),
                Option("shared", _("Shared kitchen"), ("yhteinen keittiö", "delat kök", "gemensamt kök")),
            ),
        ),
    ]


def read_facilities(words: str, world: World) -> ReadParts | None:
    """Reads "own bathroom, shared kitchen"; and "both own"."""
    for code, phrases in (("own", BOTH_OWN), ("shared", BOTH_SHARED)):
        if fold(words).strip(" .!") in map(fold, phrases):
            return ReadParts({"bathroom": code, "kitchen": code})
    read = read_parts(parts_of(Facilities), words, world)
    return ReadParts(read) if read else None


class Tenure(BaseModel):
    """Rented or own; where rented, whether the landlord knows."""

    tenure: Annotated[
        Literal["owned", "rented"],
        Pick(
            label=_("Home"),
            options=(
                Option(
                    "owned",
                    _("My own"),
                    ("oma", "omistusasunto", "omistan", "egen", "ägd", "ägarbostad", "own", "owned"),
                ),
                Option(
                    "rented",
                    _("Rented"),
                    ("vuokra", "vuokralla", "vuokra-asunto", "hyrd", "hyresbostad", "hyr", "rent", "rental"),
                ),
            ),
        ),
    ]
    landlord_knows: Annotated[
        Literal["yes", "not_yet"] | None,
        Pick(
            label=_("Landlord"),
            options=(
                Option(
                    "yes",
                    _("The landlord knows"),
                    ("vuokranantaja tietää", "hyresvärden vet", "landlord knows", "tietää", "vet"),
                ),
                Option(
                    "not_yet",
                    _("Not told yet"),
                    ("ei vielä", "ei tiedä", "inte än", "inte ännu", "vet inte", "not yet", "doesn’t know"),
                ),
            ),
            when=rents,
        ),
    ] = None
