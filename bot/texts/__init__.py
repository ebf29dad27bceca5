"""A person's language: sentences from the catalogues, and dates, numbers, lists and names as the language has them.

    texts = Texts.load(place_name=places.name)
    texts.render(screen.text, "sv")        # HTML for a message
    texts.plain(button.label, "sv")        # words for a button or a toast

The language is always handed in; nothing here reads or sets a locale of the process, and all of it may be used
from several threads at once.
"""

from bot.texts.errors import TextError
from bot.texts.languages import LANGUAGES, SOURCE, language_of
from bot.texts.pieces import split, units
from bot.texts.rendering import Texts

__all__ = ["LANGUAGES", "SOURCE", "TextError", "Texts", "language_of", "split", "units"]
