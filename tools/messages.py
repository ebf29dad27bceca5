"""The catalogues in locales/: sentences are extracted from the code, the translations updated and compiled.

`python -m tools.messages` does all of it (`make messages`); `python -m tools.messages compile` only the last.
The files hold no dates, versions or line numbers, so that a change of the code changes only the sentences it touches.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.texts.catalogues import DOMAIN, LOCALES_FOLDER, catalogue_path, compiled
from bot.texts.languages import LANGUAGES, SOURCE

HOUSE = Path(__file__).parents[1]
ROOMS = ("bot", "conversations")
"""The packages whose sentences people read."""

KEYWORDS = {"_": None, "n_": (1, 2)}
NOTES = ("Button:", "Toast:", "Note:")
"""Comments in the code, on the line above a sentence, that go to the translators; the first two also set a limit."""

TEMPLATE = LOCALES_FOLDER / f"{DOMAIN}.pot"
HEADER = "# What the bot says. Made by `make messages`; how to translate: docs/translating.md"
LEFT_OUT = re.compile(
    r'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    r"|Generated-By):.*\n",
    re.MULTILINE,
)
"""Lines of the header that say nothing here, or change with the clock."""


def template() -> Catalog:
    """All sentences of the code, in the order of the files and of the lines in them."""
    catalog = Catalog(domain=DOMAIN, header_comment=HEADER, fuzzy=False)
    for file, line, message, notes in _sentences():
        catalog.add(message, locations=[(file, line)], auto_comments=notes)
    return catalog


def _sentences() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str]]]:
    for room in ROOMS:
        found = extract_from_dir(HOUSE / room, [("**.py", "python")], keywords=KEYWORDS, comment_tags=NOTES)
        for file, line, message, notes, _context in sorted(found, key=lambda sentence: sentence[:2]):
            yield f"{room}/{file}", line, message, notes


def as_file(catalog: Catalog) -> str:
    """A catalogue as it is kept."""
    written = io.BytesIO()
    write_po(written, catalog, width=110, sort_by_file=True, include_lineno=False)
    return LEFT_OUT.sub("", written.getvalue().decode())


def updated(language: str, sentences: Catalog) -> Catalog:
    """A language's catalogue with exactly these sentences; a translation no longer used is kept at the end."""
    path = catalogue_path(language)
    if path.exists():
        with path.open("rb") as source:
            catalog = read_po(source, locale=language, domain=DOMAIN)
    else:
        catalog = Catalog(locale=language, domain=DOMAIN)
    catalog.fuzzy = False
    catalog.header_comment = HEADER
    _revive(catalog, sentences)
    catalog.update(sentences, no_fuzzy_matching=True)
    for key, message in list(catalog.obsolete.items()):
        if not any(strings(message)):
            del catalog.obsolete[key]
    return catalog


def _revive(catalog: Catalog, sentences: Catalog) -> None:
    """Sentences that the code says again get back the translations that were kept at the end."""
    for key, message in list(catalog.obsolete.items()):
        if message.id in sentences:
            catalog[message.id] = message
            del catalog.obsolete[key]


def update() -> None:
    """Writes the template and every language's catalogue anew."""
    sentences = template()
    TEMPLATE.write_text(as_file(sentences), "utf-8")
    for language in _translated():
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = updated(language, sentences)
        path.write_text(as_file(catalog), "utf-8")
        missing = len([message for message in catalog if message.id and not all(strings(message))])
        print(f"{path.relative_to(HOUSE)}: {len(catalog)} sentences, {missing} to translate")


def compile_all() -> None:
    """Compiles the catalogues; one that is being read is replaced at once, never half written."""
    for language in _translated():
        path = catalogue_path(language)
        unfinished = path.with_suffix(".mo.new")
        unfinished.write_bytes(compiled(path))
        unfinished.replace(path.with_suffix(".mo"))


def _translated() -> list[str]:
    return [language for language in LANGUAGES if language != SOURCE]


def strings(message: Message) -> tuple[str, ...]:
    """A sentence's translation: one string, or one for each plural form; empty where it is not translated."""
    if isinstance(message.string, tuple | list):
        return tuple(message.string)
    return (message.string or "",)


if __name__ == "__main__":
    if sys.argv[1:] != ["compile"]:
        update()
    compile_all()
