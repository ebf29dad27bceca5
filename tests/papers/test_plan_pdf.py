"""The plan on paper: in both languages, with every name, and the same bytes for the same plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.papers.plan_pdf import PlanPaper, plan_pdf
from bot.texts import Texts
from conversations.text import Verbatim
from tests.conversations.a_plan import PLANNED
from tests.papers.reading import words_of

TEXTS = Texts.load()

PLAN = PlanPaper(
    answers={**PLANNED, "more_rules": "The cat stays in. 🐈‍⬛ Please close the gate."},
    host_name="Maija",
    guest_name="Оксана",
    languages=("fi", "en"),
    agreed_on=dt.date(2027, 2, 10),
    numbers=("K-234567", "K-345678"),
    writers={"more_rules": Verbatim("Maija")},
)


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    return pdf.count(b"/Type /Page\n")


def test_each_of_the_two_reads_it_in_their_own_language() -> None:
    words = words_of(plan_pdf(TEXTS, PLAN))
    assert "Agreed on 10 February 2027" in words
    assert "10. helmikuuta 2027" in words
    assert words.count("Maija and Оксана") + words.count("Maija ja Оксана") == 2
    assert "From 1 March 2027 until 31 August 2027" in words
    assert "The cat stays in. Please close the gate." in words
    assert "in the words of Maija" in words


def test_one_language_is_one_part() -> None:
    both, one = plan_pdf(TEXTS, PLAN), plan_pdf(TEXTS, replace(PLAN, languages=("en", "en")))
    assert (pages(both), pages(one)) == (2, 1)
    assert words_of(one).count("Agreed on") == 1


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_pdf(TEXTS, PLAN) == plan_pdf(TEXTS, PLAN)
    assert plan_pdf(TEXTS, PLAN) != plan_pdf(TEXTS, replace(PLAN, host_name="Liisa"))


def test_arabic_names_and_words_are_joined_and_run_from_the_right() -> None:
    arabic = replace(
        PLAN, guest_name="سلام", languages=("en",), answers={**PLANNED, "anything": "نأكل (معا) يوم الجمعة"}
    )
    words = words_of(plan_pdf(TEXTS, arabic))
    assert "Maija and \ufee1\ufefc\ufeb3" in words, "seen from the left: meem, lam with alef, seen as it begins a word"
    line = next(line for line in words.splitlines() if "\ufe94" in line)
    assert line.startswith("\ufe94"), "the last letter stands at the left"
    assert line.index("(") < line.index(")")


def test_letters_that_the_paper_does_not_have_do_not_become_boxes() -> None:
    amharic = replace(PLAN, guest_name="ሰላም", languages=("en",), answers={**PLANNED, "anything": "እሁድ አብረን እንበላለን"})
    words = words_of(plan_pdf(TEXTS, amharic))
    assert "Maija and the guest" in words
    assert "letters that this paper cannot show" in words
    assert "ሰ" not in words
    assert "\ufffd" not in words


def test_long_words_break_and_long_plans_take_more_pages() -> None:
    long = "w" * 300
    arabic = "س" * 300
    one = replace(PLAN, languages=("en",), answers={**PLANNED, "more_rules": long, "anything": arabic})
    words = words_of(plan_pdf(TEXTS, one)).replace("\n", "")
    assert long in words
    assert sum(words.count(form) for form in "سﺱﺲﺳﺴ") == 300


def test_what_both_know_stands_there_and_no_address() -> None:
    words = words_of(plan_pdf(TEXTS, replace(PLAN, languages=("en",))))
    assert "no rent, and no work in return" in words
    assert "In an emergency call 112" in words
    assert "1/" in words
    assert "K-234567 · K-345678" in words
