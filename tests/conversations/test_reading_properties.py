"""What holds for whatever people type: nothing raises, nothing is slow, nothing is made up, all can be read back."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.reading import (
    Guess,
    People,
    Several,
    Unread,
    fold,
    name_key,
    read_choice,
    read_choices,
    read_day,
    read_number,
    read_people,
    read_phone,
    read_span,
    read_yes_no,
)
from conversations.reading.number_words import NUMBER_WORDS

TODAY = dt.date(2026, 11, 25)
ROOM = {"own": ("Own room", "Oma huone", "Eget rum"), "flat": ("Whole flat", "Koko asunto", "Hel lägenhet")}
READERS: tuple[Callable[[str], object], ...] = (
    read_number,
    lambda typed: read_day(typed, TODAY),
    read_yes_no,
    lambda typed: read_choice(typed, ROOM),
    lambda typed: read_choices(typed, ROOM),
    read_people,
    read_span,
    read_phone,
    fold,
    name_key,
)
PIECES = (
    *(
        "1",
        "2",
        "12",
        "2027",
        "½",
        "٣",
        "1,5",
        "1.3.",
        "31.2.",
        "040",
        "+358",
        "0-2",
        "-",
        "–",
        ".",
        ",",
        "/",
        "(",
        ")",
    ),
    *("+", ":", "'", "\n", " ", "\u200b", "\u202e", "\u0301", "👍", "ei", "ja", "tai", "pari", "me", "minä", "lapsi"),
    *(
        "lasta",
        "naista",
        "hlö",
        "perhe",
        "v",
        "kk",
        "maaliskuu",
        "ma",
        "to",
        "ensi",
        "viikolla",
        "alussa",
        "huone",
        "klo",
    ),
    *("och", "en", "ett", "i", "år", "mån", "par", "mars", "om", "veckor", "vecka", "inte", "max", "noin", "x", "ext"),
    *("and", "kids", "years old", "family", "twins", "may", "in", "weeks", "week 53", "end of", "next", "room", "no"),
)

TRY_MANY = settings(max_examples=400, deadline=None)  # the first use of dateparser takes half a second
anything = st.text(max_size=4096)
almost_sense = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@TRY_MANY
@given(anything | almost_sense | glued)
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    for read in READERS:
        read(typed)


LONG = (
    *("1", "1 ", "1,", "1.", "1-", "a", "a ", "ja ", "( ", "2 lasta ", "v ", "1 000 ", "\u0301", "👍", "\u200f", "ma "),
    *("0 ", "+3 ", "ensi ", "-", " ", "en ", "١", "no ", "1/3 ", "x1", "4,9 v ", "mars "),
)


@pytest.mark.parametrize("piece", LONG)
def test_the_longest_message_of_anything_is_read_at_once(piece: str) -> None:
    typed = (piece * 4096)[:4096]
    started = time.process_time()
    for read in READERS:
        read(typed)
    assert time.process_time() - started < 0.5


@TRY_MANY
@given(anything | almost_sense | glued)
def test_no_number_comes_out_of_nothing(typed: str) -> None:
    read = read_number(typed)
    if isinstance(read, int):
        told = fold(typed)
        assert str(read) in told.replace(" ", "") or any(word in NUMBER_WORDS for word in re.findall(r"[a-z]+", told))


@given(st.integers(min_value=0, max_value=999_999))
def test_a_number_written_as_in_a_book_is_that_number_or_none(number: int) -> None:
    for language in ("fi", "sv"):
        assert read_number(format_decimal(number, locale=language)) == number
    english = read_number(format_decimal(number, locale="en"))
    assert english == number or isinstance(english, Unread)
    assert read_number(f"{number} hlö") == number


WORDS = {
    "fi": "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista "
    "kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista kahdeksantoista yhdeksäntoista kaksikymmentä",
    "sv": "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton "
    "tjugo",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
}


@pytest.mark.parametrize("language", WORDS)
def test_the_words_from_nought_to_twenty(language: str) -> None:
    assert [read_number(word) for word in WORDS[language].split()] == list(range(21))
    assert [read_number(word.upper()) for word in WORDS[language].split()] == list(range(21))


days = st.dates(min_value=TODAY, max_value=TODAY + dt.timedelta(days=730))


@given(days)
def test_a_day_written_out_is_that_day(day: dt.date) -> None:
    for written in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year % 100}",
        f"{day.day}/{day.month} {day.year}",
        format_date(day, "long", locale="fi"),
        format_date(day, "long", locale="sv"),
        format_date(day, "long", locale="en_GB"),
        format_date(day, "long", locale="en_US"),
        format_date(day, "d MMM y", locale="en"),
    ):
        assert read_day(written, TODAY) == day, written


@given(days)
def test_a_day_with_its_weekday_is_that_day_and_with_another_weekday_is_none(day: dt.date) -> None:
    for language in ("fi", "sv", "en_GB"):
        assert read_day(format_date(day, "EEEE d.M.y", locale=language), TODAY) == day
        wrong = format_date(day + dt.timedelta(days=1), "EEEE", locale=language)
        assert isinstance(read_day(f"{wrong} {day.day}.{day.month}.{day.year}", TODAY), Unread)


@given(st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2031, 12, 31)), st.integers(0, 364))
def test_a_day_without_its_year_is_the_next_one_to_come(today: dt.date, ahead: int) -> None:
    day = today + dt.timedelta(days=ahead)
    read = read_day(f"{day.day}.{day.month}.", today)
    if day.month == 2 and day.day == 29:
        assert read == day or isinstance(read, Unread)
    else:
        assert read in (day, Guess(day))
        assert isinstance(read, dt.date) or ahead > 330


@TRY_MANY
@given(anything | almost_sense | glued, st.dates(min_value=dt.date(2026, 1, 1), max_value=dt.date(2040, 1, 1)))
def test_every_day_read_lies_within_the_limits(typed: str, today: dt.date) -> None:
    read = read_day(typed, today, days_ahead=100)
    day = read.day if isinstance(read, Guess) else read
    assert isinstance(day, Unread) or today <= day <= today + dt.timedelta(days=100)


@given(st.integers(min_value=4_000_0000, max_value=5_099_999_999), st.sampled_from([" ", "-", "", ". "]))
def test_a_phone_number_may_be_cut_into_groups_in_any_way(number: int, between: str) -> None:
    digits = f"0{number}"
    grouped = between.join((digits[:3], digits[3:6], digits[6:]))
    read = read_phone(grouped)
    assert read == read_phone(digits)
    if isinstance(read, str):
        assert read == f"+358{number}"
        assert read_phone(read) == read


children = st.lists(st.integers(min_value=0, max_value=17), max_size=4)


@given(st.integers(0, 3), st.integers(0, 3), children)
def test_a_party_told_in_full_is_read_in_full(women: int, men: int, ages: list[int]) -> None:
    bands = [sum(low <= age <= high for age in ages) for low, high in ((0, 2), (3, 6), (7, 12), (13, 17))]
    told = People(women, men, 0, *bands)
    listed = {
        "fi": (f"{women} naista ja {men} miestä", f"{len(ages)} lasta", [f"{age} v" for age in ages]),
        "sv": (f"{women} kvinnor och {men} män", f"{len(ages)} barn", [f"{age} år" for age in ages]),
        "en": (f"{women} women and {men} men", f"{len(ages)} children", [f"{age} years" for age in ages]),
    }
    for adults, kids, years in listed.values():
        typed = f"{adults}, {kids} ({', '.join(years)})" if ages else adults
        read = read_people(typed)
        assert read == told if told.all else isinstance(read, Unread), typed


@given(st.integers(1, 4), children)
def test_a_child_without_an_age_is_never_counted(missing: int, ages: list[int]) -> None:
    typed = f"äiti ja {len(ages) + missing} lasta: {', '.join(f'{age} v' for age in ages)}"
    read = read_people(typed)
    assert isinstance(read, Unread)
    assert read.understood.all <= 1 + len(ages)


@given(
    st.sampled_from([*ROOM]), st.integers(0, 2), st.integers(0, 20), st.characters(categories=["Ll"]), st.integers(0, 3)
)
def test_one_slip_never_leads_to_another_option(key: str, language: int, at: int, letter: str, kind: int) -> None:
    label = ROOM[key][language]
    at %= len(label)
    slip = (
        label[:at] + label[at + 1 :],
        label[:at] + letter + label[at:],
        label[:at] + letter + label[at + 1 :],
        label,
    )
    read = read_choice(slip[kind], ROOM)
    assert read == key or isinstance(read, Several | Unread)
    assert kind != 3 or read == key


@pytest.mark.parametrize("negation", ["ei", "en", "inte", "not", "i'm not"])
def test_a_yes_beside_a_no_is_never_a_yes(negation: str) -> None:
    for yes in ("kyllä", "joo", "ja", "jo", "sure", "yes", "ok", "olen", "i am", "absolut", "definitely"):
        assert read_yes_no(f"{negation} {yes}") is not True
        assert read_yes_no(f"{yes} {negation}") is not True


@given(st.sampled_from(["Åbo", "Järvenpää", "två", "kyllä", "Öja", "A\u030abo"]))
def test_letters_are_the_same_however_they_are_put_together(word: str) -> None:
    decomposed = "\u200b".join(word.replace("å", "a\u030a").replace("ä", "a\u0308").replace("ö", "o\u0308"))
    assert fold(decomposed) == fold(word) == fold(word.upper()) == fold(f" {word}\u200e ")
    assert name_key(decomposed) == name_key(word)


def test_aabo_abo_and_åbo_have_one_key() -> None:
    assert {name_key(name) for name in ("AABO", "Abo", "Åbo", "A\u030abo", " åbo ")} == {"abo"}
    assert name_key("S:t Karins") == name_key("Sankt Karins") == name_key("St. Karins")
