"""Who lives in a home, and who is coming: numbers and age bands only, never names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, Field, JsonValue, model_validator

from conversations.button_words import typed_button
from conversations.questions.base import Drafted, OnlyMinors, Option, Reply, mapping
from conversations.questions.panel import Counter, Panel, ReadParts, Toggles
from conversations.questions.panel_words import PIECES, named_options
from conversations.reading import People, UnclearPeople, UnreadPeople, denies, read_number, read_people, read_yes_no
from conversations.screens import Button, Screen
from conversations.text import Text, _, n_
from conversations.world import World

Count = Annotated[int, Field(ge=0, le=12)]
Animal = Literal["dog", "cat", "other"]

ANIMALS: tuple[Option, ...] = (
    Option("dog", _("Dog"), ("koira", "koiran", "koiria", "koiraa", "hund", "hundar", "dogs")),
    Option("cat", _("Cat"), ("kissa", "kissan", "kissoja", "kissaa", "katt", "katter", "cats")),
    Option(
        "other",
        _("Another animal"),
        (
            *("muu eläin", "lintu", "lintuja", "kani", "kaneja", "hamsteri", "marsu", "kana", "kanoja", "hevonen"),
            *("kala", "kaloja", "akvaariokala", "akvaariokaloja", "undulaatti", "undulaatteja", "papukaija"),
            *("annat djur", "fågel", "fåglar", "kanin", "kaniner", "hamster", "marsvin", "höna", "höns", "häst"),
            *("fisk", "fiskar", "akvariefiskar", "undulat", "undulater", "papegoja"),
            *("bird", "birds", "rabbit", "rabbits", "guinea pig", "hamster", "horse", "horses", "fish", "parrot"),
        ),
    ),
)

FURRY = ("turkiseläimet", "turkiseläimille", "karvaiset eläimet", "pälsdjur", "furry animals", "fur")
ALLERGENS = tuple(replace(option, words=(*option.words, *FURRY)) for option in ANIMALS)
"""As animals, but an allergy is often to all that have fur."""

NO_ANIMALS = (
    *("ei eläimiä", "ei lemmikkejä", "ei ole eläimiä", "ei ole lemmikkejä", "ei meillä ole eläimiä"),
    *("inga djur", "inga husdjur", "inga sällskapsdjur", "vi har inga djur", "jag har inga djur"),
    *("no animals", "no pets", "we have no animals", "i have no animals", "no animals here"),
)


class Household(BaseModel, hide_input_in_errors=True):
    """Adults by what was said of them, children by age band; at least one adult."""

    women: Annotated[Count, Counter(label=_("Women"), told=n_("{n} woman", "{n} women"))] = 0
    men: Annotated[Count, Counter(label=_("Men"), told=n_("{n} man", "{n} men"))] = 0
    adults: Annotated[Count, Counter(label=_("Other adults"), told=n_("{n} adult", "{n} adults"))] = 0
    children_0_2: Annotated[
        Count, Counter(label=_("Children 0–2"), told=n_("{n} child (0–2)", "{n} children (0–2)"))
    ] = 0
    children_3_6: Annotated[
        Count, Counter(label=_("Children 3–6"), told=n_("{n} child (3–6)", "{n} children (3–6)"))
    ] = 0
    children_7_12: Annotated[
        Count, Counter(label=_("Children 7–12"), told=n_("{n} child (7–12)", "{n} children (7–12)"))
    ] = 0
    children_13_17: Annotated[
        Count, Counter(label=_("Children 13–17"), told=n_("{n} child (13–17)", "{n} children (13–17)"))
    ] = 0

    @property
    def grown(self) -> int:
        """How many adults."""
        return self.women + self.men + self.adults

    @property
    def children(self) -> int:
        """How many people under 18."""
        return self.children_0_2 + self.children_3_6 + self.children_7_12 + self.children_13_17

    @property
    def size(self) -> int:
        """How many people in all."""
        return self.grown + self.children

    @model_validator(mode="after")
    def _has_an_adult(self) -> Self:
        if self.grown == 0:
            raise ValueError("at least one adult")
        return self


class Party(Household):
    """Who is coming together, with their animals."""

    animals: Annotated[frozenset[Animal], Toggles(label=_("Animals"), options=ANIMALS, width=3)] = frozenset()


# Toast: shown over the buttons, too
AN_ADULT_NEEDED = _(
    "At least one adult must be coming: we cannot find homes for children alone. For example: “1 woman, child 5 years”."
)

ONLY_CHILDREN = "only children"
AN_ADULT = ((Button(_("Yes, I’ll add them"), "adult"),), (Button(_("No, only children"), "minors"),))

GROWN = ("women", "men", "adults")
CHILDREN = ("children_0_2", "children_3_6", "children_7_12", "children_13_17")


def read_household(words: str, _world: World) -> ReadParts | None:
    """Reads "2 women and a child of 5"."""
    read = read_people(words)
    if isinstance(read, People):
        return ReadParts(_counts(read))
    if read.reason is UnreadPeople.UNCLEAR:
        return None
    return ReadParts(_counts(read.understood), say=_still_missing(read))


def read_party(words: str, world: World) -> ReadParts | None:
    """Reads people and animals: "1 woman, a child of 5 and a cat"; animals beside "no dog" are not clear."""
    animals: set[str] = set()
    people: list[str] = []
    denied = False
    for piece in PIECES.split(words):
        named, left = named_options(ANIMALS, piece, world)
        if named and denies(left.split()):
            denied = True
            people.append(piece.strip())
            continue
        animals |= {*named}
        besides = left.replace(",", " ").strip() if named else piece.strip()
        if besides and not (named and isinstance(read_number(besides), int)):
            people.append(besides)
    if denied and animals:
        return None
    read = read_household(", ".join(people) if animals else words, world)
    told: list[JsonValue] = [option.code for option in ANIMALS if option.code in animals]
    if read is None:
        return ReadParts({"animals": told}) if animals and not people else None
    return ReadParts({**read.parts, "animals": told}, read.say)


def _counts(people: People) -> dict[str, JsonValue]:
    return {name: count for name, count in asdict(people).items() if count}


def _still_missing(read: UnclearPeople) -> Text:
    match read.reason:
        case UnreadPeople.AGE_MISSING:
            return _("How old are the children? Please write it for example like this: “one woman, children 3 and 7”.")
        case UnreadPeople.ADULTS_OR_CHILDREN:
            return _("Are they adults or children? Please write it for example like this: “2 adults, child 5 years”.")
        case _:
            return _("How many are they? Please write it for example like this: “2 women, child 5 years”.")


@dataclass(frozen=True, kw_only=True)
class Coming(Panel):
    """Who is coming: where only children are, it is asked once more whether an adult comes, too."""

    kind: ClassVar[str] = "who is coming"

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """The counters; or whether an adult comes, too."""
        if mapping(draft).get(ONLY_CHILDREN) is True:
            return Screen((_("Will an adult live there with the children?"),), AN_ADULT)
        return Panel.screen(self, known, draft, world)

    def pressed(self, press: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """As a panel; and the answer to whether an adult comes, too."""
        state = self._state(draft, known)
        if press == "adult":
            return Drafted({**state})
        if press == "minors":
            return OnlyMinors({**state})
        return Panel.pressed(self, press, {**state}, known, world)

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """As a panel; and the answer to whether an adult comes, too."""
        if mapping(draft).get(ONLY_CHILDREN) is True:
            press = typed_button(words, AN_ADULT, world)
            plainly = read_yes_no(words)
            if press is not None or isinstance(plainly, bool):
                return self.pressed(press or ("adult" if plainly else "minors"), draft, known, world)
        return Panel.typed(self, words, draft, known, world)

    def complete(self, state: Mapping[str, JsonValue]) -> Reply:
        """Asks once more where there are children and no adult."""
        if any(state.get(name) for name in CHILDREN) and not any(state.get(name) for name in GROWN):
            return Drafted({**state, ONLY_CHILDREN: True}, fresh=True)
        return Panel.complete(self, state)
