"""The catalogues: complete, current with the code, and written as people write.

A test that fails for one sentence prints that sentence, so that a translator sees at once what to mend.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.texts import LANGUAGES, SOURCE, Texts, units
from bot.texts.catalogues import DOMAIN, LOCALES_FOLDER, catalogue_path
from bot.texts.template import template as parts
from tests.texts.labels import DRAWN, labels, toasts
from tools import messages

TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE)

LONGEST_LABEL = 40
ROOM_FOR_A_MARK = 2
"""A label may be shown with "☑ " or "✓ " before it."""

LONGEST_TOAST = 200
LONGEST_MESSAGE = 4096

END_MARKS = ".!?:…"


@cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is in the repository."""
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN)


def sentences(language: str) -> list[Message]:
    """All sentences of a catalogue but the header, which has no source."""
    return [message for message in catalogue(language) if message.id]


def sources(message: Message) -> tuple[str, ...]:
    """The English sentence; with a plural, both forms."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every English form with the translation of that form; the untranslated are left out (a test of their own)."""
    for message in sentences(language):
        english = sources(message)
        for index, words in enumerate(messages.strings(message)):
            if words:
                yield english[min(index, len(english) - 1)], words


def written(language: str) -> Iterator[str]:
    """Every sentence of a language."""
    if language == SOURCE:
        for message in sentences(TRANSLATED[0]):
            yield from sources(message)
    else:
        yield from (words for _english, words in pairs(language))


def rows(name: str) -> list[dict[str, str]]:
    """A table beside the catalogues."""
    with (LOCALES_FOLDER / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_language_has_a_folder_and_every_folder_a_language() -> None:
    assert {path.name for path in LOCALES_FOLDER.iterdir() if path.is_dir()} == set(TRANSLATED)


def test_the_template_is_current_with_the_code() -> None:
    assert messages.TEMPLATE.read_text("utf-8") == messages.as_file(messages.template()), "Run `make messages`."


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_exactly_the_sentences_of_the_code(language: str) -> None:
    current = messages.as_file(messages.updated(language, messages.template()))
    assert catalogue_path(language).read_text("utf-8") == current, "Run `make messages`."


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_missing(language: str) -> None:
    missing = [sources(message)[0] for message in sentences(language) if not all(messages.strings(message))]
    assert not missing, f"{len(missing)} sentences are not translated."


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_doubtful(language: str) -> None:
    assert not [sources(message)[0] for message in sentences(language) if message.fuzzy]


def test_every_sentence_in_the_code_is_written_out_where_it_is_marked() -> None:
    files = [path for room in messages.ROOMS for path in sorted((messages.HOUSE / room).rglob("*.py"))]
    marked = [(path, call) for path in files for call in calls(ast.parse(path.read_text("utf-8")), {"_", "n_"})]
    assert marked
    computed = [
        f"{path.relative_to(messages.HOUSE)}:{call.lineno}"
        for path, call in marked
        if call.keywords or not all(isinstance(arg, ast.Constant) for arg in call.args)
    ]
    assert not computed, "The catalogues cannot hold what is put together at run time."


def calls(tree: ast.Module, names: set[str]) -> Iterator[ast.Call]:
    """Calls of the functions with these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_and_places_are_such_as_can_be_shown(language: str) -> None:
    for sentence in written(language):
        parts(sentence)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_places_and_the_markup_of_its_source(language: str) -> None:
    wrong = []
    for message in sentences(language):
        english = [parts(source) for source in sources(message)]
        for index, words in enumerate(messages.strings(message)):
            if not words:
                continue
            source, translation = english[min(index, len(english) - 1)], parts(words)
            places, own = {*source.names}, {*translation.names}
            counted = {"n"} if len(english) > 1 else set()
            if places - counted != own - counted or sorted(source.tags) != sorted(translation.tags):
                wrong.append(words)
    assert not wrong


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_plural_tells_its_number(language: str) -> None:
    silent = []
    for message in sentences(language):
        if len(sources(message)) > 1 and "n" in parts(sources(message)[-1]).names:
            silent += [words for words in messages.strings(message)[1:] if words and "n" not in parts(words).names]
    assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_typography(language: str) -> None:
    wrong = {sentence: faults for sentence in written(language) if (faults := list(untidy(sentence, language)))}
    assert not wrong


def untidy(sentence: str, language: str) -> Iterator[str]:
    """What a careful reader would mark in the margin."""
    words = parts(sentence).plain
    if re.search("[\"'´`]", words):
        yield "a straight quotation mark or apostrophe: write ” or ’"
    if language != SOURCE and re.search("[“„«»‘]", words):
        yield "a foreign quotation mark: Finnish and Swedish write ”so”"
    if language == SOURCE and words.count("“") != words.count("”"):
        yield "a quotation that is not closed"
    if language != SOURCE and words.count("”") % 2:
        yield "a quotation that is not closed"
    if "  " in words or words != words.strip():
        yield "a double space, or a space at an end"
    if re.search(r"\s[,.;!?](?:\s|$)", words):
        yield "a space before a mark"
    if ".." in words:
        yield "dots: write …"
    if re.search(r"&\w+;", sentence):
        yield "an entity: write the sign itself"
    if re.search(r"\s-\s", words):
        yield "a hyphen as a dash: write –"


@pytest.mark.parametrize(
    ("sentence", "language", "fault"),
    [
        ("It’s fine. “Yes” – <b>now</b> …", "en", None),
        ('Se on ”hyvä”. <a href="{url}">Tässä</a>', "fi", None),
        ("Don't", "en", "straight"),
        ('Säg "ja".', "sv", "straight"),
        ("Säg “ja”.", "sv", "foreign"),
        ("Säg ”ja.", "sv", "not closed"),
        ("Say “yes.", "en", "not closed"),
        ("Two  spaces", "en", "double space"),
        ("A space ", "en", "at an end"),
        ("Vad ?", "sv", "before a mark"),
        ("Wait...", "en", "write …"),
        ("You &amp; me", "en", "entity"),
        ("You - me", "en", "dash"),
    ],
)
def test_the_margin_of_a_careful_reader(sentence: str, language: str, fault: str | None) -> None:
    faults = list(untidy(sentence, language))
    assert [one for one in faults if fault and fault in one] if fault else not faults


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_ends_and_begins_as_its_source(language: str) -> None:
    def edges(sentence: str) -> tuple[str, str]:
        words = parts(sentence).plain.rstrip("”")
        return words[0] if words[0] in "✓☑☐●○‹" else "", words[-1] if words[-1] in END_MARKS else ""

    assert not [words for english, words in pairs(language) if edges(english) != edges(words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_we_do_not_use(language: str) -> None:
    avoided = [row for row in rows("avoid.csv") if row["language"] == language]
    assert avoided
    found = {
        sentence: f"{row['instead']} ({row['why']})"
        for sentence in written(language)
        for row in avoided
        if re.search(row["pattern"], sentence, re.IGNORECASE)
    }
    assert not found


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_words_of_the_glossary(language: str) -> None:
    binding = [row for row in rows("glossary.csv") if row["en_stem"]]
    assert binding
    missing = {
        words: row[language]
        for row in binding
        for english, words in pairs(language)
        if re.search(rf"\b{row['en_stem']}", english, re.IGNORECASE)
        and not re.search(row[f"{language}_stem"], words, re.IGNORECASE)
    }
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_a_button(language: str) -> None:
    marked = labels()
    assert marked
    wanted = [(english, english) for english in marked] if language == SOURCE else list(pairs(language))
    limit = LONGEST_LABEL - ROOM_FOR_A_MARK
    too_long = [
        words
        for english, words in wanted
        if english in marked and len(re.sub(r"\{\w+\}", "", parts(words).plain)) > limit
    ]
    assert not too_long
    assert not [english for english in marked if parts(english).tags], "A button shows no markup."


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_a_button_with_their_values(language: str) -> None:
    texts = Texts.load()
    drawn = {texts.plain(label, language) for draw in DRAWN for label in draw()}
    assert not [label for label in drawn if not 0 < len(label) <= LONGEST_LABEL]


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_and_toasts_keep_telegrams_limits(language: str) -> None:
    assert not [sentence for sentence in written(language) if units(parts(sentence).plain) > LONGEST_MESSAGE]
    short = toasts()
    assert short
    spoken = [(toast, toast) for toast in short] if language == SOURCE else list(pairs(language))
    assert not [words for english, words in spoken if english in short and units(parts(words).plain) > LONGEST_TOAST]
