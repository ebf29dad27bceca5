"""Words that are typed to see something break: on paper, in calendars, files, logs and the operator's terminal."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot import logs
from bot.logs.redact import safe
from bot.papers.calendar import meeting_ics
from bot.papers.plan_pdf import PlanPaper, plan_pdf
from bot.papers.week_picture import week_picture
from bot.playground.html_text import parse_html
from bot.texts import LANGUAGES, Texts, split, units
from bot.texts.harmless import numbered
from conversations.text import Text, Verbatim
from tests.conversations.a_plan import PLANNED
from tests.kit.nasty import NASTY, harm_in
from tests.papers.reading import words_of
from tests.papers.test_week_picture import FIGURES

TEXTS = Texts.load()
AFTER = "Case K-222222, two women (2), Turku"
SENTENCE = Text("<b>{words}</b>, " + AFTER)
LONGEST_RUN = 500
"""Signs without a direction that the library can put in order."""
MADE = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
HOUSE = Path(__file__).parents[2]

nasty = pytest.mark.parametrize("words", NASTY, ids=lambda words: ascii(words)[:20])


@nasty
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_read_by_telegram_and_says_what_we_say_after_the_words(words: str, language: str) -> None:
    message = TEXTS.render(SENTENCE.of(words=Verbatim(words)), language)
    pieces = [parse_html(piece) for piece in split(message)]
    assert all(units(text) <= 4096 for text, _entities in pieces)
    whole = "".join(text for text, _entities in pieces)
    assert whole.endswith(AFTER)
    assert not harm_in(whole)
    assert {str(entity["type"]) for _text, entities in pieces for entity in entities} <= {"bold"}


@nasty
def test_what_we_say_after_the_words_runs_in_its_own_direction(words: str) -> None:
    shown = TEXTS.render(SENTENCE.of(words=Verbatim(words[:LONGEST_RUN])), "en")
    line = parse_html(shown)[0].rpartition("\n")[2]
    ours = BidiParagraph(line, TextDirection.LTR).characters[-len(AFTER) :]
    assert "".join(one.character for one in ours) == AFTER
    assert {one.embedding_level for one in ours} == {0}


@nasty
def test_a_button_or_toast_is_one_line_without_anything_unseen(words: str) -> None:
    assert not harm_in(TEXTS.plain(Verbatim(words), "en"), allowed="\u200c\u200d")


@nasty
def test_the_plan_on_paper_shows_it_or_leaves_it_out(words: str) -> None:
    plan = PlanPaper(
        answers={**PLANNED, "more_rules": words[:1000], "anything": f"{words[:500]} Shoes off"},
        host_name=words[:60],
        guest_name="Amir",
        languages=("en",),
        agreed_on=dt.date(2027, 2, 10),
        numbers=("K-234567", "K-345678"),
        writers={"more_rules": Verbatim(words[:60])},
    )
    drawn = words_of(plan_pdf(TEXTS, plan))
    assert not harm_in(drawn, allowed="\n")
    assert "\ufffd" not in drawn
    assert "Agreed on 10 February 2027" in drawn
    assert "In an emergency call 112" in drawn
    assert "Amir" in drawn


@nasty
def test_a_calendar_has_no_more_lines_than_ours(words: str) -> None:
    title = TEXTS.plain(Verbatim(words), "en")
    written = meeting_ics("m7@home", MADE, 60, f"Meeting {title}", f"{title} Library", 0, MADE)
    plain = meeting_ics("m7@home", MADE, 60, "Meeting", "Library", 0, MADE)
    assert _properties(written) == _properties(plain)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert isinstance(event, Event)
    assert event["SUMMARY"] == f"Meeting {title}"


def test_a_calendar_takes_line_ends_in_a_title_for_words() -> None:
    written = meeting_ics("m7@home", MADE, 60, "A\r\nATTENDEE:mailto:x@example.org", "B\nURL:x\rDESCRIPTION:y", 0, MADE)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert not {"ATTENDEE", "URL", "DESCRIPTION"} & set(event)


def _properties(written: bytes) -> list[str]:
    unfolded = written.decode().replace("\r\n ", "")
    return [re.split("[:;]", line)[0] for line in unfolded.split("\r\n")]


@pytest.mark.parametrize(
    "words", ["\u202eevil\u202c", "$x^2$ \\alpha", "<b>&amp;", "a\x00\x1b[31mb", "{0} %s", "\r\n\u2066"]
)
def test_a_picture_is_drawn_with_it(words: str) -> None:
    named = FIGURES.model_copy(update={"group_name": f"Turku {words}"})
    assert week_picture(TEXTS, "en", named).startswith(b"\x89PNG")


def test_a_long_row_of_signs_among_arabic_letters_does_not_keep_the_paper_from_being_drawn() -> None:
    plan = PlanPaper(
        answers={**PLANNED, "anything": "\u0633" + "." * 990 + "\u0645"},
        host_name="Maija",
        guest_name="Amir",
        languages=("en",),
        agreed_on=dt.date(2027, 2, 10),
        numbers=("K-234567",),
    )
    assert words_of(plan_pdf(TEXTS, plan)).count(".") >= 990


@nasty
def test_my_data_as_a_file_says_the_same_and_turns_nothing(words: str) -> None:
    sound = words.encode("utf-8", "replace").decode()
    written = numbered(json.dumps({"name": sound, sound: [sound]}, ensure_ascii=False, indent=1))
    assert not harm_in(written)
    assert written.isprintable() or "\n" in written
    assert json.loads(written.encode()) == {"name": sound, sound: [sound]}


@given(st.text(st.characters(), max_size=100))
def test_any_json_says_the_same_by_numbers(words: str) -> None:
    written = numbered(json.dumps([words], ensure_ascii=False))
    assert json.loads(written) == [words]
    assert not harm_in(written)


@nasty
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_log_has_one_line_a_record_and_no_codes_for_the_terminal(words: str, form: str) -> None:
    with _logging(form) as stream:
        structlog.get_logger("bot.test").info("received", kind=words, of=[words], by={words: words}, about=words)
        structlog.get_logger("bot.test").info(words)
        logging.getLogger("another.library").warning(words)
    assert len(stream.getvalue().split("\n")) == 4
    assert not harm_in(stream.getvalue(), allowed="\n")


@contextmanager
def _logging(form: str) -> Iterator[io.StringIO]:
    """The log of the process; afterwards it logs as before."""
    stream, root = io.StringIO(), logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    root.handlers = []
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    logs.configure("DEBUG", "json" if form == "json" else "console", stream)
    try:
        yield stream
    finally:
        structlog.reset_defaults()
        root.setLevel(level)
        root.handlers = handlers
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)


@given(st.text(st.characters(), max_size=100))
def test_whatever_is_logged_is_on_one_line(words: str) -> None:
    assert str(safe(words)).isprintable()


def test_nothing_is_written_as_csv() -> None:
    """Where a table for other programs is added, its cells must not begin with one of = + - @ (tests come with it)."""
    sources = [
        file.read_text(encoding="utf-8") for room in ("bot", "conversations") for file in (HOUSE / room).rglob("*.py")
    ]
    assert len(sources) > 100
    assert not [source for source in sources if re.search(r"csv\.(writer|DictWriter)|text/csv|to_csv|\.xlsx", source)]
