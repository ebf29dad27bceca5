"""Answers of hosts and guests: believable ones for the stories, and any that the real models accept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Literal, TypeVar, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel, JsonValue, ValidationError
from pydantic.fields import FieldInfo

from bot.matching import Need, Offer, Tables, Verdict, judge
from bot.network.municipalities import Municipalities
from conversations.guest import GuestAnswers
from conversations.host import HostAnswers

DATA = Path(__file__).parents[2] / "data"
TODAY = dt.date(2027, 3, 1)
SENT = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
PLACES = Municipalities.load(DATA)
TABLES = Tables.load(DATA)

HELSINKI, ESPOO, JARVENPAA, PORVOO = "091", "049", "186", "638"
LAHTI, TURKU, KAARINA, INARI = "398", "853", "202", "148"
UUSIMAA, VARSINAIS_SUOMI, LAPLAND = "region:01", "region:02", "region:19"
GONE = "999"
"""A municipality that has merged into another since the answer was given."""

HOST: Mapping[str, JsonValue] = {
    "name": "Maija",
    "contact": {"way": "chat"},
    "languages": ["fi", "en"],
    "household": {"women": 1, "men": 1},
    "municipality": HELSINKI,
    "space": {"kind": "own_room", "sleeps": 4},
    "welcome": {"whom": ["woman", "man", "couple", "family"], "children": 3},
    "since": "2027-03-01",
    "length": "open",
    "step_free": "yes",
    "animals": [],
    "animals_welcome": "yes",
    "smoking": "outside",
}
"""A home that could suit nearly everyone."""

GUEST: Mapping[str, JsonValue] = {
    "for_whom": "self",
    "name": "Amal",
    "contact": {"way": "chat"},
    "languages": ["ar", "en"],
    "party": {"women": 1},
    "places": [HELSINKI],
    "since": "2027-03-01",
    "stay": {"length": "months", "shortest": "month"},
    "near": [],
    "own_room": "not_needed",
    "women_only": False,
    "smoking": "any",
    "health": True,
    "step_free": "not_needed",
    "allergies": [],
}
"""A guest whom nearly every home could suit."""


def host(**changed: JsonValue) -> HostAnswers:
    """A host's answers."""
    return HostAnswers.model_validate({**HOST, **changed})


def guest(**changed: JsonValue) -> GuestAnswers:
    """A guest's answers."""
    return GuestAnswers.model_validate({**GUEST, **changed})


def offer(answers: HostAnswers, case_id: str = "h", sent_at: dt.datetime = SENT) -> Offer:
    """The host's side."""
    return Offer.of(answers, case_id=case_id, person_id=f"host {case_id}", sent_at=sent_at)


def need(answers: GuestAnswers, case_id: str = "g", sent_at: dt.datetime = SENT) -> Need:
    """The guest's side."""
    return Need.of(answers, case_id=case_id, person_id=f"guest {case_id}", sent_at=sent_at)


Said = dict[str, JsonValue]
"""Some answers, by field."""


def look(home: Said, party: Said) -> Verdict:
    """A home that suits nearly everyone and a guest whom nearly every home suits, but for these answers."""
    return judge(offer(host(**home)), need(guest(**party)), TODAY, PLACES, TABLES)


def hosts() -> st.SearchStrategy[HostAnswers]:
    """Any host."""
    return _answers(HostAnswers)


def guests() -> st.SearchStrategy[GuestAnswers]:
    """Any guest."""
    return _answers(GuestAnswers)


def easy_hosts() -> st.SearchStrategy[HostAnswers]:
    """Hosts who suit nearly everyone, but for up to three answers that may be anything."""
    return _nearly(host(), hosts())


def easy_guests() -> st.SearchStrategy[GuestAnswers]:
    """Guests who speak for themselves and whom nearly every home suits, but for up to three answers."""
    return _nearly(guest(), guests().filter(lambda answers: answers.for_whom == "self"))


Answers = TypeVar("Answers", bound=BaseModel)
Given = dict[str, object]

TOWNS = st.sampled_from([HELSINKI] * 3 + [ESPOO, PORVOO, JARVENPAA, LAHTI, TURKU, KAARINA, INARI, GONE])
AREAS = st.one_of(TOWNS, st.sampled_from([UUSIMAA, VARSINAIS_SUOMI, LAPLAND, "region:99"]))
WISHED = st.one_of(st.just(("anywhere",)), st.lists(AREAS, min_size=1, max_size=3, unique=True).map(tuple))
SPOKEN = st.lists(st.sampled_from(["fi", "sv", "en", "ar", "uk"]), min_size=1, max_size=4, unique=True).map(tuple)
DAYS = st.integers(-100, 150).map(lambda days: TODAY + dt.timedelta(days=days))


def _answers(model: type[Answers]) -> st.SearchStrategy[Answers]:
    """Every field by its type and limits, so that a new question or option is tried out, too."""
    fields = {name: _field(name, info) for name, info in model.model_fields.items()}
    made = st.fixed_dictionaries(fields).map(_as_asked).map(lambda given: _accepted(model, given))
    return made.filter(lambda answers: answers is not None).map(lambda answers: _surely(model, answers))


def _nearly(easy: Answers, others: st.SearchStrategy[Answers]) -> st.SearchStrategy[Answers]:
    changed = st.sets(st.sampled_from(sorted(type(easy).model_fields)), max_size=3)
    return st.builds(
        lambda other, fields: easy.model_copy(update={field: getattr(other, field) for field in fields}),
        others,
        changed,
    )


def _as_asked(given: Given) -> Given:
    """Sensitive questions are asked only of the person, and only after their consent."""
    if given.get("for_whom") == "other":
        return {**given, "health": None, "safety": None, "step_free": None, "allergies": None, "safe": None}
    return given


def _accepted(model: type[Answers], given: Given) -> Answers | None:
    try:
        return model.model_validate(given)
    except ValidationError:
        return None


def _surely(model: type[Answers], answers: Answers | None) -> Answers:
    assert isinstance(answers, model)
    return answers


def _field(name: str, info: FieldInfo) -> st.SearchStrategy[object]:
    match name:
        case "languages":
            return SPOKEN
        case "places":
            return WISHED
        case "contact":
            return st.just({"way": "chat"})
    return _of_type(info.annotation, info.metadata)


def _of_type(kind: object, limits: list[object]) -> st.SearchStrategy[object]:
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is frozenset:
        least = next((limit.min_length for limit in limits if isinstance(limit, MinLen)), 0)
        return st.frozensets(_of_type(get_args(kind)[0], []), min_size=least)
    if NoneType in get_args(kind):
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return st.one_of(st.none(), _of_type(inner, limits))
    if kind is bool:
        return st.booleans()
    if kind is int:
        return _count(limits)
    if kind is dt.date:
        return DAYS
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _answers(kind)
    assert kind is str, f"no strategy for {kind}"
    return TOWNS if "pattern" in repr(limits) else st.just("words")


def _count(limits: list[object]) -> st.SearchStrategy[int]:
    """Mostly few."""
    least = next(limit.ge for limit in limits if isinstance(limit, Ge))
    most = next(limit.le for limit in limits if isinstance(limit, Le))
    assert isinstance(least, int)
    assert isinstance(most, int)
    few = [least] * 4 + [least + 1] * 3 + [least + 2, least + 3]
    return st.sampled_from([count for count in few if count <= most])
