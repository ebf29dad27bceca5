"""A text in a person's language: catalogues, values, paragraphs, and errors that are heard."""

from __future__ import annotations

import datetime as dt
import locale
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import pytest

from bot.texts import LANGUAGES, TextError, Texts, language_of
from conversations.text import (
    Items,
    LanguageName,
    Lowered,
    Moment,
    MonthName,
    PlaceName,
    Text,
    Value,
    Verbatim,
    WeekdayName,
    n_,
)
from conversations.text import _ as text

NAMES = {("638", "fi"): "Porvoo", ("638", "sv"): "Borgå", ("638", "en"): "Porvoo"}

SWEDISH = """
msgid ""
msgstr ""
"Language: sv\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{name} lives in <b>{place}</b> & waits."
msgstr "{name} bor i <b>{place}</b> & väntar."

msgid "{n} bed"
msgid_plural "{n} beds"
msgstr[0] "{n} sängplats"
msgstr[1] "{n} sängplatser"

msgid "{day} at {time}"
msgstr "{day} kl. {time}"

msgid "Yes"
msgstr "Ja"

#, fuzzy
msgid "No"
msgstr "Kanske"
"""

FINNISH = """
msgid ""
msgstr ""
"Language: fi\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{n} bed"
msgid_plural "{n} beds"
msgstr[0] "{n} vuode"
msgstr[1] "{n} vuodetta"

msgid "{day} at {time}"
msgstr "{day} klo {time}"

msgid "Yes"
msgstr "Kyllä"
"""

LIVES_IN = Text("{name} lives in <b>{place}</b> & waits.")
BEDS = n_("{n} bed", "{n} beds")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues, as translators leave them: not compiled."""
    top = tmp_path_factory.mktemp("locales")
    for language, words in {"fi": FINNISH, "sv": SWEDISH}.items():
        po = top / language / "LC_MESSAGES" / "bot.po"
        po.parent.mkdir(parents=True)
        po.write_text(words.lstrip(), "utf-8")
    return top


@pytest.fixture(scope="module")
def texts(folder: Path) -> Texts:
    """Texts of that folder, knowing one place."""
    return Texts.load(lambda code, language: NAMES[code, language], folder=folder)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("fi", "fi"),
        ("sv-FI", "sv"),
        ("SV", "sv"),
        ("sv_SE", "sv"),
        ("en-US", "en"),
        ("uk", "en"),
        ("svc", "en"),
        ("fil", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_person_is_answered_in_the_language_of_their_messenger(said: str | None, language: str) -> None:
    assert language_of(said) == language


def test_values_stand_in_the_readers_language_and_their_markup_is_only_shown(texts: Texts) -> None:
    sentence = LIVES_IN.of(name=Verbatim("<i>Åsa & co</i>"), place=PlaceName("638"))
    shown = "&lt;i&gt;Åsa &amp; co&lt;/i&gt; bor i <b>Borgå</b> &amp; väntar."
    assert texts.render(sentence, "sv") == shown
    assert texts.plain(sentence, "sv") == "<i>Åsa & co</i> bor i Borgå & väntar."


def test_a_sentence_without_translation_is_shown_in_english(texts: Texts) -> None:
    assert (
        texts.render(LIVES_IN.of(name="Åsa", place=PlaceName("638")), "fi") == "Åsa lives in <b>Porvoo</b> &amp; waits."
    )
    assert texts.plain(text("No"), "sv") == "No", "a doubtful (fuzzy) translation is not used"


@pytest.mark.parametrize(
    ("n", "fi", "sv", "en"),
    [
        (1, "1 vuode", "1 sängplats", "1 bed"),
        (0, "0 vuodetta", "0 sängplatser", "0 beds"),
        (2, "2 vuodetta", "2 sängplatser", "2 beds"),
        (1234, "1\u00a0234 vuodetta", "1\u00a0234 sängplatser", "1,234 beds"),
    ],
)
def test_counted_things(texts: Texts, n: int, fi: str, sv: str, en: str) -> None:
    assert texts.says(BEDS.of(n=n)) == (fi, sv, en)


@pytest.mark.parametrize(
    ("value", "fi", "sv", "en"),
    [
        (-12345, "-12\u00a0345", "-12\u00a0345", "-12,345"),
        (dt.date(2027, 3, 1), "1. maaliskuuta 2027", "1 mars 2027", "1 March 2027"),
        (MonthName(2027, 3), "maaliskuu 2027", "mars 2027", "March 2027"),
        (WeekdayName(0), "ma", "må", "Mo"),
        (WeekdayName(6), "su", "sö", "Su"),
        (LanguageName("uk"), "ukraina", "ukrainska", "Ukrainian"),
        (LanguageName("fa"), "persia", "persiska", "Persian"),
        (PlaceName("638"), "Porvoo", "Borgå", "Porvoo"),
        (text("Yes"), "Kyllä", "Ja", "Yes"),
        ("K-7H3KQ2", "K-7H3KQ2", "K-7H3KQ2", "K-7H3KQ2"),
        (Items(()), "", "", ""),
        (Items(("a",)), "a", "a", "a"),
        (Items((text("Yes"), text("Yes"))), "Kyllä ja kyllä", "Ja och ja", "Yes and yes"),
        (Lowered(Items((text("Yes"), text("Yes")))), "kyllä ja kyllä", "ja och ja", "yes and yes"),
        (Lowered(PlaceName("638")), "Porvoo", "Borgå", "Porvoo"),
        (Items((3, Verbatim("Åsa"), Verbatim("Bo"))), "3, Åsa ja Bo", "3, Åsa och Bo", "3, Åsa and Bo"),
        (Items((LanguageName("sv"), Verbatim("b"), 3)), "ruotsi, b ja 3", "svenska, b och 3", "Swedish, b and 3"),
    ],
)
def test_each_value_as_the_language_writes_it(texts: Texts, value: Value, fi: str, sv: str, en: str) -> None:
    assert tuple(texts.plain(value, language) for language in LANGUAGES) == (fi, sv, en)


@pytest.mark.parametrize(
    "label", [text("I am helping"), text("I’m helping"), text("TV room"), text("{name} waits").of(name=Verbatim("Åsa"))]
)
def test_a_label_that_does_not_begin_with_a_small_word_of_ours_stays_as_it_is(texts: Texts, label: Text) -> None:
    assert texts.plain(Lowered(label), "en") == texts.plain(label, "en")


def test_a_moment_is_shown_in_helsinki_on_both_sides_of_summer_time(texts: Texts) -> None:
    winter = Moment(dt.datetime(2027, 3, 27, 22, 30, tzinfo=dt.UTC))
    assert texts.plain(winter, "fi") == "sunnuntai 28. maaliskuuta 2027 klo 0.30"
    summer = Moment(dt.datetime(2027, 3, 28, 11, 5, tzinfo=dt.UTC))
    assert texts.plain(summer, "sv") == "söndag 28 mars 2027 kl. 14.05"
    assert texts.plain(summer, "en") == "Sunday, 28 March 2027 at 14:05"


def test_paragraphs_have_an_empty_line_between_them(texts: Texts) -> None:
    assert texts.render((text("Yes"), Text(""), text("<i>No</i>")), "en") == "Yes\n\n<i>No</i>"
    assert texts.plain((text("Yes"), text("<i>No</i>")), "en") == "Yes\n\nNo"


def test_typed_words_keep_their_lines_in_a_message_and_lose_them_on_a_button(texts: Texts) -> None:
    typed = Verbatim("one \n  two")
    assert texts.render(typed, "en") == "one \n  two"
    assert texts.plain(typed, "en") == "one two"


def test_links_are_escaped_within_their_attribute(texts: Texts) -> None:
    link = text('<a href="{url}">here</a>').of(url='https://example.org/?a="1"&b=<2>')
    assert texts.render(link, "en") == '<a href="https://example.org/?a=&quot;1&quot;&amp;b=&lt;2&gt;">here</a>'
    assert texts.plain(link, "en") == "here"


def test_braces_in_what_a_person_typed_are_only_braces(texts: Texts) -> None:
    assert texts.plain(text("{a}").of(a=Verbatim("{b} {0} {a.__class__}")), "en") == "{b} {0} {a.__class__}"
    assert texts.plain(text("{{{a}}}").of(a=1), "en") == "{1}"


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (text("{name} waits"), "lacks the value 'name'"),
        (BEDS, "no number n"),
        (BEDS.of(n="two"), "no number n"),
        (text("{name!r}").of(name=1), "not just a name"),
        (text("{name:>4}").of(name=1), "not just a name"),
        (text("{name.real}").of(name=1), "not just a name"),
        (text("{0}").of(name=1), "not just a name"),
        (text("a { b"), "brace"),
        (text("<b>x"), "not closed"),
        (text("<b><i>x</b></i>"), "closes nothing"),
        (text("<script>x</script>"), "not allowed"),
        (text('<b class="x">x</b>'), "not allowed"),
        (text("<a>x</a>"), "not allowed"),
        (PlaceName("000"), "No place"),
        (LanguageName("xx-nonsense"), "No language"),
        (Moment(dt.datetime(2027, 3, 1)), "time zone"),  # noqa: DTZ001 - the mistake that is refused
        (dt.datetime(2027, 3, 1, tzinfo=dt.UTC), "datetime"),
        (True, "bool"),
    ],
)
def test_a_fault_of_ours_is_heard(texts: Texts, value: Value, complaint: str) -> None:
    for show in (texts.render, texts.plain):
        with pytest.raises(TextError, match=complaint):
            show(value, "en")


def test_a_language_that_we_do_not_speak_is_refused(texts: Texts) -> None:
    with pytest.raises(TextError, match="'de'"):
        texts.render(text("Yes"), "de")


def test_an_error_tells_the_sentence_and_never_a_value(texts: Texts) -> None:
    with pytest.raises(TextError) as caught:
        texts.render(text("{name} {gone}").of(name=Verbatim("CANARY")), "en")
    assert "CANARY" not in str(caught.value)


def test_without_a_catalogue_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="'fi'"):
        Texts.load(folder=tmp_path)


def test_a_compiled_catalogue_older_than_its_source_is_passed_over(folder: Path, tmp_path: Path) -> None:
    for po in folder.rglob("*.po"):
        copy = tmp_path / po.relative_to(folder)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(po.read_bytes())
        copy.with_suffix(".mo").write_bytes(b"from last year")
        os.utime(copy.with_suffix(".mo"), (1, 1))
    assert Texts.load(folder=tmp_path).says(text("Yes")) == ("Kyllä", "Ja", "Yes")


def test_the_locale_of_the_process_does_not_matter_and_is_not_touched(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_TIME", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    before = locale.setlocale(locale.LC_ALL)
    assert texts.plain(dt.date(2027, 12, 24), "sv") == "24 december 2027"
    assert locale.setlocale(locale.LC_ALL) == before


def test_many_threads_may_render_at_once(folder: Path) -> None:
    texts = Texts.load(lambda code, language: NAMES[code, language], folder=folder)
    days = [dt.date(2027, 1, 1) + dt.timedelta(days=n) for n in range(200)]
    sentence = text("{day} {beds} {place}")

    def render(language: str) -> list[str]:
        return [texts.render(sentence.of(day=day, beds=BEDS.of(n=2), place=PlaceName("638")), language) for day in days]

    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(render, LANGUAGES * 8))
    for index, language in enumerate(LANGUAGES):
        assert all(run == render(language) for run in runs[index :: len(LANGUAGES)])


def test_rendering_a_message_takes_far_less_than_a_millisecond(texts: Texts) -> None:
    paragraph = text("<b>{a}</b> {b} {c} {d}").of(
        a=Verbatim("Åsa"), b=dt.date(2027, 3, 1), c=PlaceName("638"), d=Items((LanguageName("uk"), LanguageName("fi")))
    )
    texts.render([paragraph] * 5, "fi")
    fastest = min(_seconds(texts, paragraph) for _ in range(20))
    assert fastest < 0.001


def _seconds(texts: Texts, paragraph: Text) -> float:
    began = perf_counter()
    texts.render([paragraph] * 5, "fi")
    return perf_counter() - began
