"""The words of casework in each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.network.municipalities import Municipalities
from bot.telegram.house import DATA
from bot.texts import Texts
from conversations.text import Paragraph

Reads = Callable[[Sequence[Paragraph], str], str]


@pytest.fixture(scope="session")
def reads() -> Reads:
    """What a person reads, without tags."""
    texts = Texts.load(place_name=Municipalities.load(DATA).name)

    def read(paragraphs: Sequence[Paragraph], language: str) -> str:
        return texts.plain(tuple(paragraphs), language)

    return read
