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
        (
            *("oma huone", "vierashuone", "huone", "eget rum", "gästrum", "rum"),
            *("own room", "private room", "guest room", "spare room", "room"),
        ),
    ),
    Option("shared", _("A shared room"), ("jaettu", "jaettu huone", "yhteinen huone", "delat", "delat rum", "shared")),
    Option(
        "whole_home",
        _("A whole home"),
        (
            *("koko asunto", "koko koti", "koko talo", "asunto", "hela lägenheten", "hela hemmet", "hela bostaden"),
            *("hela huset", "bostad", "lägenhet", "whole flat", "whole house", "flat"),
        ),
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


BOTH_OWN = (
    *("molemmat omat", "omat", "oma kylpyhuone ja keittiö", "båda egna", "egna", "eget badrum och kök"),
    *("eget kök och badrum", "both own", "own", "both", "own bathroom and kitchen"),
)
BOTH_SHARED = (
    *("molemmat yhteiset", "yhteiset", "kaikki yhteistä", "kaikki on yhteistä", "yhteinen kylpyhuone ja keittiö"),
    *("båda delas", "båda delade", "båda gemensamma", "delade", "gemensamma", "allt gemensamt", "allt delas"),
    *("delat badrum och kök", "delat kök och badrum", "gemensamt badrum och kök", "gemensamt kök och badrum"),
    *("both shared", "shared", "all shared", "everything shared", "shared bathroom and kitchen"),
)


def takes_families(known: Known) -> bool:
    """Whether a family with children is among those whom the host can host."""
    whom = known.get("whom")
    return isinstance(whom, list) and "family" in whom


def rents(known: Known) -> bool:
    """Whether the home is rented."""
    return known.get("tenure") == "rented"


class Space(BaseModel, hide_input_in_errors=True):
    """What there is to live in, and for how many."""

    kind: Annotated[SpaceKind, Pick(label=_("Space"), options=SPACES)]
    sleeps: Annotated[
        int,
        Field(ge=1, le=12),
        Counter(label=_("For how many"), told=n_("for {n} person", "for {n} people"), least=1),
    ] = 1


class Welcome(BaseModel, hide_input_in_errors=True):
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


class Facilities(BaseModel, hide_input_in_errors=True):
    """Bathroom and kitchen."""

    bathroom: Annotated[
        Sharing,
        Pick(
            label=_("Bathroom"),
            options=(
                Option(
                    "own",
                    _("Own bathroom"),
                    (
                        *("oma kylpyhuone", "oma kylppäri", "oma vessa", "oma wc", "oma suihku", "eget badrum"),
                        *("egen toalett", "eget wc", "egen dusch", "own toilet", "own shower"),
                    ),
                ),
                Option(
                    "shared",
                    _("Shared bathroom"),
                    (
                        *("yhteinen kylpyhuone", "yhteinen kylppäri", "yhteinen vessa", "yhteinen wc"),
                        *("delat badrum", "delad toalett", "gemensam toalett", "shared toilet"),
                    ),
                ),
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


class Tenure(BaseModel, hide_input_in_errors=True):
    """Rented or own; where rented, whether the landlord knows."""

    tenure: Annotated[
        Literal["owned", "rented"],
        Pick(
            label=_("Home"),
            options=(
                Option(
                    "owned",
                    _("My own"),
                    (
                        *(
                            "oma",
                            "omistusasunto",
                            "omistan",
                            "osakehuoneisto",
                            "egen",
                            "eget",
                            "ägd",
                            "äger",
                            "jag äger",
                        ),
                        *("ägarbostad", "aktiebostad", "own", "owned"),
                    ),
                ),
                Option(
                    "rented",
                    _("Rented"),
                    (
                        *("vuokra", "vuokralla", "vuokra-asunto", "hyrd", "hyrt", "hyr", "hyres", "hyresbostad"),
                        *("hyreslägenhet", "rent", "rental"),
                    ),
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
                    (
                        *("vuokranantaja tietää", "tietää", "olen kertonut", "hyresvärden vet", "vet"),
                        *("har berättat", "landlord knows", "have told"),
                    ),
                ),
                Option(
                    "not_yet",
                    _("Not told yet"),
                    (
                        *("ei vielä", "ei tiedä", "vuokranantaja ei tiedä", "vuokranantaja ei tiedä vielä"),
                        *(
                            "en ole kertonut",
                            "en ole vielä kertonut",
                            "inte än",
                            "inte ännu",
                            "vet inte",
                            "vet inte än",
                        ),
                        *("vet inte ännu", "hyresvärden vet inte", "hyresvärden vet inte än", "inte berättat"),
                        *("hyresvärden vet inte ännu", "har inte berättat", "har inte berättat än"),
                        *("har inte berättat ännu", "inte berättat än", "not yet", "doesn’t know", "does not know"),
                        *("landlord doesn’t know", "landlord does not know", "haven’t told", "have not told"),
                    ),
                ),
            ),
            when=rents,
        ),
    ] = None
