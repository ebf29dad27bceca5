"""Every question can be answered by typing, as people write in Finnish, Swedish and English."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from conversations.answers import INTERVIEWS, Role
from conversations.screens import Pressed
from tests.conversations.filled import at_question, sent_and_reopened
from tests.kit.talk import Talk

OWN_ROOM_2: JsonValue = {"kind": "own_room", "sleeps": 2}


def role_of(field: str) -> Role:
    """The interview that asks this; the guest's where both do."""
    return "guest" if field in INTERVIEWS["guest"].by_field and field != "smoking" else "host"


AS_WRITTEN: list[tuple[str, str, JsonValue]] = [
    ("space", "oma huone, 2", OWN_ROOM_2),
    ("space", "ett eget rum för två", OWN_ROOM_2),
    ("space", "own room for two people", OWN_ROOM_2),
    ("space", "kaksi hlö, oma huone", OWN_ROOM_2),
    ("space", "koko asunto neljälle", {"kind": "whole_home", "sleeps": 4}),
    ("space", "hela lägenheten, 3 personer", {"kind": "whole_home", "sleeps": 3}),
    ("space", "a shared room for one", {"kind": "shared", "sleeps": 1}),
    ("welcome", "nainen", {"whom": ["woman"], "children": 0}),
    ("welcome", "en kvinna eller en man", {"whom": ["woman", "man"], "children": 0}),
    ("welcome", "nainen tai perhe, 3 lasta", {"whom": ["woman", "family"], "children": 3}),
    ("welcome", "a family with two children", {"whom": ["family"], "children": 2}),
    ("facilities", "oma kylpyhuone, yhteinen keittiö", {"bathroom": "own", "kitchen": "shared"}),
    ("facilities", "båda egna", {"bathroom": "own", "kitchen": "own"}),
    ("facilities", "shared", {"bathroom": "shared", "kitchen": "shared"}),
    ("second_space", "ei", "no"),
    ("second_space", "kahdelle", "2"),
    ("second_space", "för två", "2"),
    ("second_space", "for one", "1"),
    ("tenure", "oma", {"tenure": "owned", "landlord_knows": None}),
    ("tenure", "hyrd, hyresvärden vet", {"tenure": "rented", "landlord_knows": "yes"}),
    ("tenure", "rented, not told yet", {"tenure": "rented", "landlord_knows": "not_yet"}),
    ("stay", "muutama kuukausi, vähintään kaksi viikkoa", {"length": "months", "shortest": "weeks"}),
    ("stay", "hela processen, minst en månad", {"length": "process", "shortest": "month"}),
    ("stay", "6 months, at least 3 months", {"length": "months", "shortest": "months"}),
    ("stay", "toistaiseksi, muutama päivä riittää", {"length": "open", "shortest": "weekend"}),
    ("stay", "6 kk, vähintään 14 päivää", {"length": "months", "shortest": "weeks"}),
    ("stay", "some weeks, 4 weeks at least", {"length": "weeks", "shortest": "month"}),
    ("length", "3 kk", "months"),
    ("length", "två veckor", "weeks"),
    ("length", "tills vidare", "open"),
    ("length", "koko prosessin ajan", "process"),
    ("notice", "2 viikkoa", "weeks"),
    ("notice", "a month", "month"),
    ("notice", "3 dagar", "days"),
    ("household", "2 naista ja 5-vuotias lapsi", {"women": 2, "children_3_6": 1}),
    ("household", "yksin", {"adults": 1}),
    ("household", "en kvinna, barn 3 och 7 år", {"women": 1, "children_3_6": 1, "children_7_12": 1}),
    ("party", "1 woman and a dog", {"women": 1, "animals": ["dog"]}),
    ("party", "kaksi naista ja kaksi kissaa", {"women": 2, "animals": ["cat"]}),
    ("party", "en man, en hund, ett barn 5 år", {"men": 1, "children_3_6": 1, "animals": ["dog"]}),
    ("languages", "suomi, ruotsi", ["fi", "sv"]),
    ("languages", "arabiska och engelska", ["ar", "en"]),
    ("municipality", "Åbo", "853"),
    ("municipality", "stadi", "091"),
    ("municipality", "Esbo", "049"),
    ("contact", "tässä", {"way": "chat", "phone": None}),
    ("contact", "040 123 4567", {"way": "phone", "phone": "+358401234567"}),
    ("contact", "+46 70 123 45 67", {"way": "phone", "phone": "+46701234567"}),
    ("animals", "koira ja kissa", ["dog", "cat"]),
    ("animals", "ei ole", []),
    ("animals", "nej", []),
    ("animals", "en", []),
    ("allergies", "none", []),
    ("near", "koulu, työ", ["school", "work"]),
    ("step_free", "joo", "needed"),
    ("step_free", "en halua sanoa", "rather_not"),
    ("registered", "ei vielä", "not_yet"),
    ("registered", "vill inte säga", "rather_not"),
    ("own_room", "ei", "not_needed"),
    ("animals_welcome", "kyllä", "yes"),
    ("animals_welcome", "kanske", "ask"),
    ("lockable", "jo", True),
    ("women_only", "en", False),
    ("since", "heti", "2027-01-15"),
    ("since", "1.3.", "2027-03-01"),
    ("since", "1 mars", "2027-03-01"),
    ("since", "tomorrow", "2027-01-16"),
    ("since", "ensi viikolla", "2027-01-18"),
    ("for_whom", "itselleni", "self"),
    ("for_whom", "någon annan", "other"),
    ("home_type", "kerrostalo", "flat"),
    ("experience", "ei", "none"),
    ("name", "  Maija   Meikäläinen ", "Maija Meikäläinen"),
    ("wishes", "می‌خواهم آرام باشم", "می‌خواهم آرام باشم"),
]


NOT_FOR_SURE = [
    ("length", "3 päivää"),
    ("length", "pitkään"),
    ("notice", "3 viikkoa"),
    ("notice", "pian"),
    ("stay", "pitkään"),
    ("space", "sauna"),
    ("facilities", "sauna"),
]


@pytest.mark.parametrize(("field", "typed"), NOT_FOR_SURE)
def test_what_is_not_for_sure_is_no_answer(field: str, typed: str) -> None:
    talk = at_question(field, role_of(field))
    talk.says(typed)
    assert field not in talk.answers
    assert talk.asks() == field
    talk.sees("write for example")


@pytest.mark.parametrize(("field", "typed", "answer"), AS_WRITTEN)
def test_an_answer_as_people_write_it(field: str, typed: str, answer: JsonValue) -> None:
    role = role_of(field)
    talk = at_question(field, role)
    if field in {"step_free", "allergies"}:
        talk.rehearsal.consents["health"] = True
    talk.says(typed)
    given = talk.answers.get(field)
    told = {k: v for k, v in given.items() if v not in (0, [])} if field in {"household", "party"} else given  # type: ignore[union-attr]
    assert told == answer, talk.transcript()


@pytest.mark.parametrize("typed", ["kaikki käy", "alla går bra", "anyone"])
def test_a_host_who_takes_anyone_is_asked_only_for_the_number_of_children(typed: str) -> None:
    talk = at_question("welcome", "host")
    talk.says(typed)
    talk.sees("how many children at most")
    talk.says("2")
    assert talk.answers["welcome"] == {"whom": ["woman", "man", "couple", "family"], "children": 2}


def test_a_space_without_a_number_is_shown_before_it_counts() -> None:
    talk = at_question("space", "host")
    talk.says("own room")
    talk.sees("Is it right like this? Then press “Done”.")
    talk.sees_button("For how many: 1")
    assert "space" not in talk.answers
    talk.says("3")
    assert talk.answers["space"] == {"kind": "own_room", "sleeps": 3}


def test_two_numbers_are_asked_back() -> None:
    talk = at_question("space", "host")
    talk.says("own room, two rooms for four")
    assert "space" not in talk.answers


def test_a_child_without_an_age_is_asked_back_with_what_was_understood() -> None:
    talk = at_question("party", "guest")
    talk.says("2 women and a child")
    talk.sees("How old are the children?")
    talk.sees_button("Women: 2")
    talk.presses("+", at=3)
    talk.presses("Done")
    party = talk.answers["party"]
    assert isinstance(party, dict)
    assert (party["women"], party["children_0_2"]) == (2, 1)


def test_what_is_written_next_belongs_to_what_was_not_whole() -> None:
    talk = at_question("stay", "guest")
    talk.says("muutama kuukausi")
    talk.sees("the shortest stay")
    talk.says("vähintään kaksi viikkoa")
    assert talk.answers["stay"] == {"length": "months", "shortest": "weeks"}


@pytest.mark.parametrize("typed", ["missä vain", "var som helst", "anywhere", "Anywhere in Finland", "koko Suomi"])
def test_anywhere_can_be_typed(typed: str) -> None:
    talk = at_question("places", "guest")
    talk.says(typed)
    assert talk.answers["places"] == ["anywhere"]


def test_places_are_written_one_after_another_and_ended_with_done() -> None:
    talk = at_question("places", "guest")
    talk.says("Turku, Satakunta")
    talk.sees_button("✓ Turku")
    talk.says("Salo")
    talk.says("valmis")
    assert talk.answers["places"] == ["853", "region:04", "734"]


def test_a_place_that_is_unknown_is_named_and_the_others_are_kept() -> None:
    talk = at_question("places", "guest")
    talk.says("Turku, Xanadu, Salo")
    talk.sees("a place called “Xanadu”")
    talk.sees_button("✓ Turku")


def test_the_names_after_an_unclear_one_are_not_forgotten() -> None:
    talk = at_question("places", "guest")
    talk.says("Turku, tampre, Salo")
    if "None of these" in talk.labels:
        talk.presses("Tampere")
    talk.says("done")
    assert talk.answers["places"] == ["853", "837", "734"]


def test_a_place_that_is_meant_again_stays_chosen() -> None:
    talk = at_question("places", "guest")
    talk.says("Tampere")
    talk.says("tampre")
    talk.presses("Tampere")
    talk.sees_button("✓ Tampere")


def test_a_chosen_place_is_taken_out_by_its_button() -> None:
    talk = at_question("places", "guest")
    talk.says("Turku, Salo")
    talk.presses("✓ Turku")
    talk.says("done")
    assert talk.answers["places"] == ["734"]


TEN_PLACES = ["091", "049", "092", "837", "853", "564", "179", "398", "297", "609"]


def test_there_is_room_for_ten_places_and_that_is_said() -> None:
    talk = at_question("places", "guest")
    for code in TEN_PLACES:
        talk.rehearsal.hears(Pressed(f"place:{code}", talk.session.turn))
    talk.presses("Porvoo")
    talk.sees("At most 10 places fit here.")
    talk.says("Porvoo, Salo")
    talk.sees("At most 10 places fit here.")
    talk.says("done")
    assert talk.answers["places"] == TEN_PLACES


def test_there_is_room_for_eight_languages_and_that_is_said() -> None:
    talk = at_question("languages", "guest")
    for code in talk.rehearsal.world.languages.usual()[:8]:
        talk.rehearsal.hears(Pressed(f"flip:{code}", talk.session.turn))
    talk.presses("French")
    talk.sees("At most 8 languages fit here.")
    talk.presses("Done")
    assert talk.answers["languages"] == [*talk.rehearsal.world.languages.usual()[:8]]


def test_a_language_beyond_the_buttons_can_be_typed_and_has_a_button_when_it_is_changed() -> None:
    talk = at_question("languages", "guest")
    talk.says("Tigrinya, English")
    assert talk.answers["languages"] == ["ti", "en"]
    talk.says("languages")
    talk.sees_button("1. Tigrinya ✓")
    talk.presses("1. Tigrinya ✓")
    talk.presses("Done")
    assert talk.answers["languages"] == ["en"]


def test_what_could_mean_two_options_is_asked_back() -> None:
    talk = at_question("smoking", "host")
    talk.says("yes")
    talk.sees("Which of these do you mean?")
    assert talk.labels[:3] == ["Only outside", "Inside, too", "None of these"]
    talk.presses("None of these")
    talk.sees_button("No smoking")
    talk.says("yes")
    talk.says("None of these")
    talk.says("savuton")
    assert talk.answers["smoking"] == "no"


def test_two_phone_numbers_are_one_too_many() -> None:
    talk = at_question("contact", "host")
    talk.says("040 123 4567 tai 050 765 4321")
    talk.sees("Please write only one number")


@pytest.mark.parametrize("typed", ["maakunnat", "landskap", "regions"])
def test_the_regions_can_be_asked_for(typed: str) -> None:
    talk = at_question("places", "guest")
    talk.says(typed)
    talk.sees_button("Uusimaa")
    talk.says("kunnat")
    talk.sees_button("Helsinki")


def test_a_name_that_may_mean_several_places_is_asked_back() -> None:
    talk = at_question("municipality", "host")
    talk.says("Rauma ja Raahe")
    assert "municipality" not in talk.answers


def test_a_guess_of_a_day_is_asked_back() -> None:
    talk = at_question("since", "host")
    talk.says("noin 1.3.")
    talk.sees("Do you mean this day: 1 March 2027?")
    talk.says("Yes, that day")
    assert talk.answers["since"] == "2027-03-01"


@pytest.mark.parametrize("typed", ["kyllä", "ja", "yes"])
def test_a_guess_is_confirmed_by_a_word(typed: str) -> None:
    talk = at_question("since", "host")
    talk.says("noin 1.3.")
    talk.says(typed)
    assert talk.answers["since"] == "2027-03-01"
    talk = at_question("municipality", "host")
    talk.says("tampre")
    talk.sees("Which of these do you mean?")
    talk.says(typed)
    assert talk.answers["municipality"] == "837"


@pytest.mark.parametrize("typed", ["ei", "nej", "no", "None of these"])
def test_a_guess_is_denied_by_a_word(typed: str) -> None:
    talk = at_question("municipality", "host")
    talk.says("tampre")
    talk.says(typed)
    talk.sees("Please write the name once more")
    assert "municipality" not in talk.answers
    talk = at_question("places", "guest")
    talk.says("tampre, Turku")
    talk.says(typed)
    talk.sees_button("✓ Turku")
    assert not talk.buttons("✓ Tampere")


def test_another_day_than_the_guess_comes_from_the_calendar() -> None:
    talk = at_question("since", "host")
    talk.says("noin 1.3.")
    talk.presses("No, another day")
    talk.sees_button("January 2027")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.2.", "There is no such day"),
        ("1.1.2027", "That day has already gone."),
        ("1.1.2035", "That is very far ahead."),
        ("1.3.-5.3.", "Please give only the first day"),
        ("keväällä", "a day or a month"),
        ("purple", "Please choose a day"),
    ],
)
def test_a_day_that_is_none_is_told_why(typed: str, said: str) -> None:
    talk = at_question("since", "host")
    talk.says(typed)
    talk.sees(said)
    talk.sees("“1.3.”")
    talk.sees("From when could someone live with you?")


def test_a_phone_is_taken_only_where_it_is_the_senders_own() -> None:
    talk = at_question("contact", "host")
    talk.presses("By phone")
    talk.shares("358401112223", own=False)
    talk.sees("somebody else’s contact")
    assert "contact" not in talk.answers
    talk.shares("358401112223")
    assert talk.answers["contact"] == {"way": "phone", "phone": "+358401112223"}


def test_the_chat_can_be_chosen_after_all() -> None:
    talk = at_question("contact", "host")
    talk.says("phone")
    talk.sees("write “In this chat”")
    talk.says("in this chat")
    assert talk.answers["contact"] == {"way": "chat", "phone": None}


def test_a_foreign_number_without_its_country_code_is_asked_for_it() -> None:
    talk = at_question("contact", "host")
    talk.says("70 123 45 67")
    talk.sees("with its country code")


def test_free_words_are_kept_as_written_with_emoji_and_lines() -> None:
    talk = at_question("wishes", "host")
    talk.says("Hei! 👩‍👧‍👦\n\n  Olemme rauhallisia.  ")
    assert talk.answers["wishes"] == "Hei! 👩‍👧‍👦\n\nOlemme rauhallisia."


def test_free_words_have_a_limit() -> None:
    talk = at_question("wishes", "host")
    talk.sees("At most 1,000 characters")
    talk.says("a" * 1001)
    talk.sees("1,001")
    assert "wishes" not in talk.answers
    talk.says("a" * 1000)
    assert talk.answers["wishes"] == "a" * 1000


@pytest.mark.parametrize("code", ["131052-308T", "131052A308T", "010199+123a"])
def test_an_identity_code_is_never_kept(code: str) -> None:
    talk = at_question("wishes", "host")
    talk.says(f"Soita minulle, hetu {code}")
    talk.sees("Please leave out the identity code")
    assert "wishes" not in talk.answers


def test_a_name_has_a_letter_and_a_limit() -> None:
    talk = at_question("name", "host")
    talk.says("12345")
    talk.sees("for example “Maija”")
    talk.says("a" * 61)
    talk.sees("at most 60 characters")
    assert "name" not in talk.answers


@pytest.mark.parametrize("first_name", ["", "   ", "👩‍🚀", "123"])
def test_a_messengers_name_that_is_no_name_is_not_offered(first_name: str) -> None:
    talk = at_question("name", "host", first_name=first_name)
    assert talk.labels == ["‹ Back"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("picture", "pictures don’t help here"),
        ("voice", "can’t listen"),
        ("sticker", "Nice sticker!"),
        ("poll", "polls"),
        ("place", "don’t send your location"),
        ("file", "can’t read files"),
        ("forwarded", "forwarded message"),
        ("contact", "don’t need a contact"),
        ("unknown", "can’t read that kind"),
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_the_question_again(kind: str, said: str) -> None:
    for talk in (at_question("household", "host"), Talk("guest")):
        asked = talk.asks()
        talk.rehearsal.sends(kind)  # type: ignore[arg-type]
        talk.sees(said)
        assert talk.asks() == asked
        assert talk.labels


def test_a_contact_where_none_is_asked_gets_a_sentence() -> None:
    talk = at_question("household", "host")
    talk.shares("+358401234567")
    talk.sees("don’t need a contact")
    assert "+358401234567" not in str(talk.answers)


def test_children_alone_are_asked_for_an_adult_and_then_the_interview_ends_kindly() -> None:
    talk = at_question("party", "guest")
    talk.presses("+", at=6)
    talk.presses("Done")
    talk.sees("Will an adult live there with the children?")
    talk.presses("Yes, I’ll add them")
    talk.sees_button("Children 13–17: 1")
    talk.presses("Done")
    talk.says("nej")
    talk.sees("✓ Who is coming: 1 child (13–17)")
    talk.sees("your representative")
    assert talk.rehearsal.ended == "under age"
    assert not talk.answers


def test_a_sent_interview_is_not_ended_by_a_slip_of_the_fingers_but_keeps_its_adult() -> None:
    talk = sent_and_reopened("guest")
    talk.says("Who is coming")
    talk.presses("−", at=0)
    talk.presses("+", at=6)
    talk.presses("Done")
    talk.presses("No, only children")
    talk.sees("At least one adult must be coming")
    assert talk.rehearsal.ended == ""
    assert talk.asks() == "party"
    talk.presses("Keep this answer")
    assert talk.answers["party"] == {"women": 1, "animals": ["cat"]}


def test_children_alone_typed_are_asked_for_an_adult_too() -> None:
    talk = at_question("party", "guest")
    talk.says("lapset 3 ja 7 v")
    talk.sees("Will an adult live there with the children?")
    talk.says("ja")
    talk.presses("+", at=0)
    talk.presses("Done")
    assert talk.asks() != "party"
    assert "party" in talk.answers


def test_nobody_at_all_is_not_enough() -> None:
    talk = at_question("party", "guest")
    talk.presses("Done")
    talk.sees("At least one adult must be coming")
    assert talk.asks() == "party"
