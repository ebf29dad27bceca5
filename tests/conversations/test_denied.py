"""What somebody denies is never taken as said, in whatever language and however it is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from conversations.answers import Asked, Role
from conversations.questions.base import Option
from conversations.questions.choice import Choice, Choices
from conversations.questions.panel import Panel, Pick, Toggles
from conversations.questions.panel_parts import parts_of
from conversations.reading import read_yes_no
from tests.conversations.filled import at_question
from tests.conversations.test_models import every_question, talk_at

ASKED_BACK: list[tuple[Role, str, str, list[str]]] = [
    ("guest", "smoking", "en polta", ["smoke_free", "any"]),
    ("guest", "smoking", "en tupakoi", ["smoke_free", "any"]),
    ("guest", "smoking", "emme tupakoi", ["smoke_free", "any"]),
    ("guest", "smoking", "kukaan meistä ei tupakoi", ["smoke_free", "any"]),
    ("guest", "smoking", "röker inte", ["smoke_free", "any"]),
    ("guest", "smoking", "jag röker inte", ["smoke_free", "any"]),
    ("guest", "smoking", "ingen röker", ["smoke_free", "any"]),
    ("guest", "smoking", "ingen av oss röker", ["smoke_free", "any"]),
    ("guest", "smoking", "I don't smoke", ["smoke_free", "any"]),
    ("guest", "smoking", "I don’t smoke", ["smoke_free", "any"]),
    ("guest", "smoking", "we never smoke", ["smokes"]),
    ("host", "smoking", "ei sisällä", ["no", "outside"]),
    ("host", "smoking", "sisällä ei saa", ["no", "outside"]),
    ("host", "smoking", "inte inomhus", ["no", "outside"]),
    ("host", "smoking", "inte inne", ["no", "outside"]),
    ("host", "smoking", "not inside", ["no", "outside"]),
    ("host", "smoking", "inomhus helst inte", ["inside"]),
    ("host", "smoking", "saa tupakoida", ["outside", "inside"]),
    ("host", "smoking", "saa", ["outside", "inside"]),
    ("host", "smoking", "får röka", ["outside", "inside"]),
    ("host", "experience", "en ole ollut kotimajoittaja", ["none", "network"]),
    ("host", "experience", "har inte varit inkvarterare", ["none", "network"]),
    ("host", "home_type", "ei maatila", ["farm"]),
    ("host", "home_type", "inte lägenhet", ["flat"]),
    ("host", "home_type", "not a house", ["house"]),
    ("guest", "own_room", "vi behöver inte eget rum", ["not_needed"]),
]
"""What leaves open which option is meant, and those that are offered."""


@pytest.mark.parametrize(("role", "field", "typed", "offered"), ASKED_BACK)
def test_what_may_be_denied_is_asked_back(role: Role, field: str, typed: str, offered: list[str]) -> None:
    talk = at_question(field, role)
    talk.says(typed)
    assert field not in talk.answers, talk.transcript()
    screen = talk.rehearsal.screen
    assert screen
    presses = [button.press for _label, button in screen.buttons() if button.press.startswith("pick:")]
    assert presses == [f"pick:{code}" for code in offered]
    talk.sees("Which of these do you mean?")
    talk.presses("None of these")
    assert talk.asks() == field


UNDERSTOOD: list[tuple[Role, str, str, JsonValue]] = [
    ("host", "smoking", "ei saa tupakoida", "no"),
    ("host", "smoking", "får inte röka", "no"),
    ("host", "smoking", "ei saa", "no"),
    ("host", "smoking", "på balkongen", "outside"),
    ("host", "smoking", "på gården", "outside"),
    ("host", "smoking", "gården", "outside"),
    ("host", "smoking", "parvekkeella", "outside"),
    ("host", "smoking", "pihalla", "outside"),
    ("host", "experience", "en ole ollut", "none"),
    ("host", "experience", "vänner", "friends"),
    ("host", "experience", "kompis", "friends"),
    ("host", "experience", "släktingar", "friends"),
    ("host", "experience", "inneboende", "friends"),
    ("host", "experience", "kämppiksiä", "friends"),
    ("guest", "own_room", "behöver inte", "not_needed"),
    ("guest", "own_room", "inte nödvändigt", "not_needed"),
    ("guest", "own_room", "en tarvitse", "not_needed"),
    ("guest", "own_room", "ei ole pakko", "not_needed"),
    ("guest", "own_room", "behövs inte", "not_needed"),
    ("guest", "own_room", "behövs", "needed"),
    ("guest", "own_room", "det behövs", "needed"),
    ("guest", "own_room", "nödvändigt", "needed"),
    ("guest", "own_room", "måste", "needed"),
    ("guest", "own_room", "helst", "wished"),
    ("guest", "for_whom", "en itselleni", "other"),
    ("guest", "for_whom", "inte för mig själv", "other"),
    ("guest", "for_whom", "not for myself", "other"),
    ("guest", "for_whom", "mej", "self"),
    ("guest", "for_whom", "åt en kompis", "other"),
    ("guest", "for_whom", "för min bror", "other"),
    ("guest", "for_whom", "autan ystävää", "other"),
    ("guest", "for_whom", "autan perhettä", "other"),
    ("guest", "for_whom", "tutulle", "other"),
    ("guest", "registered", "en ole vielä", "not_yet"),
    ("guest", "registered", "hellre inte", "rather_not"),
    ("guest", "registered", "vill inte berätta", "rather_not"),
    ("host", "tenure", "hyr, har inte berättat än", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("host", "tenure", "hyr, hyresvärden vet inte", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("host", "tenure", "hyrt, hyresvärden vet", {"tenure": "rented", "landlord_knows": "yes"}),
    ("host", "tenure", "vuokra, en ole kertonut", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("host", "tenure", "vuokra, olen kertonut", {"tenure": "rented", "landlord_knows": "yes"}),
    ("host", "tenure", "vuokralla, vuokranantaja ei tiedä", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("host", "tenure", "rented, the landlord doesn’t know", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("host", "tenure", "eget", {"tenure": "owned", "landlord_knows": None}),
    ("host", "tenure", "jag äger", {"tenure": "owned", "landlord_knows": None}),
    ("host", "tenure", "aktiebostad", {"tenure": "owned", "landlord_knows": None}),
    ("host", "animals", "inga djur", []),
    ("host", "animals", "ei eläimiä", []),
    ("host", "animals", "no animals", []),
    ("host", "animals", "två katter", ["cat"]),
    ("host", "animals", "kaksi kissaa ja koira", ["dog", "cat"]),
    ("host", "animals", "fisk", ["other"]),
    ("host", "animals", "undulat", ["other"]),
    ("host", "animals", "akvaariokaloja", ["other"]),
    ("host", "animals", "en hund", ["dog"]),
    ("guest", "allergies", "pälsdjur", ["dog", "cat", "other"]),
    ("host", "space", "hela bostaden, 2", {"kind": "whole_home", "sleeps": 2}),
    ("host", "space", "hela huset, 4", {"kind": "whole_home", "sleeps": 4}),
    ("host", "space", "gästrum, 1", {"kind": "own_room", "sleeps": 1}),
    ("host", "space", "ett eget rum för en", {"kind": "own_room", "sleeps": 1}),
    ("host", "welcome", "en kvinna, en man", {"whom": ["woman", "man"], "children": 0}),
    ("host", "welcome", "en familj med två barn", {"whom": ["family"], "children": 2}),
    ("host", "home_type", "flervåningshus", "flat"),
    ("host", "home_type", "kerrostalossa", "flat"),
    ("host", "home_type", "kaksio", "flat"),
    ("host", "home_type", "etta", "flat"),
    ("host", "home_type", "studio", "flat"),
    ("host", "home_type", "rivari", "row_house"),
    ("host", "home_type", "okt", "house"),
    ("host", "home_type", "småhus", "house"),
    ("host", "home_type", "villa", "house"),
    ("host", "home_type", "stuga", "other"),
    ("host", "home_type", "mökki", "other"),
    ("host", "facilities", "delat badrum och kök", {"bathroom": "shared", "kitchen": "shared"}),
    ("host", "facilities", "båda delade", {"bathroom": "shared", "kitchen": "shared"}),
    ("host", "facilities", "båda gemensamma", {"bathroom": "shared", "kitchen": "shared"}),
    ("host", "facilities", "kaikki yhteistä", {"bathroom": "shared", "kitchen": "shared"}),
    ("host", "facilities", "egen toalett, delat kök", {"bathroom": "own", "kitchen": "shared"}),
    ("host", "facilities", "oma wc, yhteinen keittiö", {"bathroom": "own", "kitchen": "shared"}),
    ("host", "facilities", "eget wc, gemensamt kök", {"bathroom": "own", "kitchen": "shared"}),
    ("guest", "near", "jobbet", ["work"]),
    ("guest", "near", "arbetsplats, dagis", ["school", "work"]),
    ("guest", "near", "universitet", ["studies"]),
    ("guest", "near", "yrkesskola", ["studies"]),
    ("guest", "near", "språkkurs", ["studies"]),
    ("guest", "near", "opiskelupaikka", ["studies"]),
    ("guest", "near", "lasten koulu", ["school"]),
    ("guest", "near", "inget av dem", []),
    ("guest", "near", "inga av dessa", []),
    ("guest", "places", "missä vain suomessa", ["anywhere"]),
    ("guest", "stay", "obestämt, åtminstone två veckor", {"length": "open", "shortest": "weeks"}),
    ("host", "step_free", "pääsee", "yes"),
    ("host", "step_free", "ei pääse", "no"),
    ("host", "lockable", "voi", True),
    ("host", "animals_welcome", "saa", "yes"),
    ("host", "animals_welcome", "ja ja", "yes"),
    ("host", "animals_welcome", "jovisst", "yes"),
    ("guest", "women_only", "pitää", True),
    ("guest", "women_only", "ei tarvitse", False),
    ("guest", "women_only", "ei pidä", False),
    ("guest", "contact", "via telegram", {"way": "chat", "phone": None}),
]


@pytest.mark.parametrize(("role", "field", "typed", "answer"), UNDERSTOOD)
def test_what_is_clear_is_understood(role: Role, field: str, typed: str, answer: JsonValue) -> None:
    talk = at_question(field, role)
    if field == "allergies":
        talk.rehearsal.consents["health"] = True
    talk.says(typed)
    assert talk.answers.get(field) == answer, talk.transcript()


UNCLEAR: list[tuple[Role, str, str]] = [
    ("host", "welcome", "inga män"),
    ("host", "welcome", "inte män"),
    ("host", "welcome", "alla utom män"),
    ("host", "welcome", "everyone except men"),
    ("host", "welcome", "anyone but men"),
    ("host", "welcome", "not men"),
    ("host", "welcome", "ei miehiä"),
    ("host", "welcome", "en miehiä"),
    ("host", "welcome", "kaikki paitsi miehet"),
    ("host", "welcome", "muut kuin miehet"),
    ("host", "welcome", "kvinnor, inte män"),
    ("host", "welcome", "inga kvinnor eller män"),
    ("host", "welcome", "miehiä ja pareja ei"),
    ("host", "space", "ei oma huone 1"),
    ("host", "space", "inte eget rum, 2"),
    ("host", "tenure", "ei vuokra"),
    ("host", "tenure", "inte hyrt"),
    ("host", "facilities", "ei omaa kylpyhuonetta, oma keittiö"),
    ("host", "animals", "ei koiraa"),
    ("host", "animals", "katter, inte hundar"),
    ("host", "animals", "0 katter"),
    ("guest", "near", "inte skola eller arbete"),
]


@pytest.mark.parametrize(("role", "field", "typed"), UNCLEAR)
def test_a_list_in_which_something_is_denied_is_not_clear(role: Role, field: str, typed: str) -> None:
    talk = at_question(field, role)
    talk.says(typed)
    assert field not in talk.answers
    assert not talk.session.draft, "nothing is ticked by what was denied"
    talk.sees("write for example")


@pytest.mark.parametrize("typed", ["hyr", "hyrd", "hyrt", "hyres", "hyreslägenhet", "vuokra", "vuokr", "rented"])
def test_to_rent_says_nothing_of_what_the_landlord_knows(typed: str) -> None:
    talk = at_question("tenure", "host")
    talk.says(typed)
    assert talk.session.draft is None or "landlord_knows" not in str(talk.session.draft), talk.session.draft
    assert str(talk.session.draft).count("rented") == 1


@pytest.mark.parametrize(
    "typed", ["1 kvinna utan hund", "1 nainen, ei koiraa", "one woman, no dog", "en kvinna, inga hundar"]
)
def test_animals_that_are_denied_do_not_come(typed: str) -> None:
    talk = at_question("party", "guest")
    talk.says(typed)
    party = talk.answers["party"]
    assert isinstance(party, dict)
    assert (party["women"], party["animals"]) == (1, [])


@pytest.mark.parametrize("typed", ["1 kvinna utan hund och katt", "1 nainen, kissa, ei koiraa"])
def test_animals_beside_denied_ones_are_not_clear(typed: str) -> None:
    talk = at_question("party", "guest")
    talk.says(typed)
    assert "party" not in talk.answers
    assert not talk.session.draft


NOT = ("ei", "en", "inte", "inga", "utan", "utom", "ilman", "not", "no", "without", "never", "emme")


def options_of(asked: Asked) -> Iterator[tuple[str, Option]]:
    """Every option of a question, with the part of the panel in which it stands."""
    question = asked.question
    if isinstance(question, Choice | Choices):
        yield from (("", option) for option in question.options)
    elif isinstance(question, Panel):
        for name, part in parts_of(question.model).items():
            yield from ((name, option) for option in (part.options if isinstance(part, Pick | Toggles) else ()))


def denials(asked: Asked) -> Iterator[tuple[str, Option, str]]:
    """Each option with a word such as "not" before it, in each language."""
    says = at_question("name", "host").rehearsal.world.says
    for name, option in options_of(asked):
        for label in dict.fromkeys(says(option.label)):
            for word in NOT:
                article = word == "en" and label in SWEDISH_AFTER_EN
                # "Ei, nej" is a no, and the Finnish "no kyllä" a yes.
                plain = read_yes_no(label) is False or isinstance(read_yes_no(f"{word} {label}"), bool)
                if not article and not plain and word not in option.words:
                    yield name, option, f"{word} {label}"


SWEDISH_AFTER_EN = {"Kvinna", "Man", "Familj med barn", "Hund", "Katt", "Lägenhet", "Gård", "Skola eller daghem"}
SWEDISH_AFTER_EN |= {"Förläggning", "Hel bostad"}
"""Labels before which a Swedish "en" is the article, and not the Finnish "I don’t"."""


@pytest.mark.parametrize(("role", "asked"), [pytest.param(r, a, id=f"{r} {a.field}") for r, a in every_question()])
def test_an_option_after_a_word_that_denies_is_never_taken_in_silence(role: Role, asked: Asked) -> None:
    for name, option, typed in denials(asked):
        talk = talk_at(role, asked, "en")
        talk.says(typed)
        taken = talk.session.known().get(asked.field)
        if name:
            state = taken or talk.session.draft
            value = state.get(name) if isinstance(state, dict) else None
        else:
            value = taken
        assert value != option.code, typed
        assert not isinstance(value, list) or option.code not in value, typed
