"""The gettext catalogues in locales/: where they lie, and how they are compiled and read."""

from __future__ import annotations

import io
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.texts.errors import TextError
from bot.texts.languages import SOURCE

LOCALES_FOLDER = Path(__file__).parents[2] / "locales"
DOMAIN = "bot"


def catalogue_path(language: str, folder: Path = LOCALES_FOLDER) -> Path:
    """The catalogue that translators edit; the compiled one lies beside it with the suffix .mo."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def compiled(po: Path) -> bytes:
    """The catalogue in gettext's binary form, without fuzzy entries."""
    binary = io.BytesIO()
    with po.open("rb") as source:
        write_mo(binary, read_po(source, domain=DOMAIN))
    return binary.getvalue()


def translations(language: str, folder: Path = LOCALES_FOLDER) -> NullTranslations:
    """The sentences of one language; those not yet translated are answered with their source.

    A compiled catalogue older than its source is passed over, so that a forgotten `make messages` shows no old
    words. Raises TextError where the language has no catalogue.
    """
    if language == SOURCE:
        return NullTranslations()
    po = catalogue_path(language, folder)
    mo = po.with_suffix(".mo")
    if mo.exists() and (not po.exists() or mo.stat().st_mtime >= po.stat().st_mtime):
        with mo.open("rb") as binary:
            return GNUTranslations(binary)
    if not po.exists():
        raise TextError(f"There is no catalogue for the language {language!r} in {folder.name}/.")
    return GNUTranslations(io.BytesIO(compiled(po)))
