"""Languages as people name them: in Finnish, Swedish, English or their own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network.languages import READERS, Languages, language_name
from conversations.world import Languages as LanguagesProtocol

LANGUAGES = Languages()


NAMED = (
    ("suomi", "fi"),
    ("Suomi, ruotsi, englanti", "fi sv en"),
    ("suomea, englantia ja vähän ruotsia", "fi en sv"),
    ("suomi ruotsi englanti", "fi sv en"),
    ("venäjää ja ukrainaa", "ru uk"),
    ("hyvä englanti, vähän suomea", "en fi"),
    ("äidinkieli suomi", "fi"),
    ("englannin kieli", "en"),
    ("turkin kieltä", "tr"),
    ("puhun arabiaa", "ar"),
    ("svenska", "sv"),
    ("svenska och lite finska", "sv fi"),
    ("Arabiska", "ar"),
    ("finska (modersmål), engelska", "fi en"),
    ("jag talar ryska och ukrainska", "ru uk"),
    ("English", "en"),
    ("English, Finnish", "en fi"),
    ("I speak English and a little Swedish", "en sv"),
    ("farsi", "fa"),
    ("persiaa", "fa"),
    ("dari", "prs"),
    ("persiaa ja daria", "fa prs"),
    ("kurdi", "ku"),
    ("kurmandži", "ku"),
    ("kurmanji", "ku"),
    ("sorani", "ckb"),
    ("soranî", "ckb"),
    ("somalia", "so"),
    ("Somali", "so"),
    ("tigrinja", "ti"),
    ("Tigrinya", "ti"),
    ("pashto", "ps"),
    ("русский", "ru"),
    ("українська, english", "uk en"),
    ("العربية", "ar"),
    ("فارسی", "fa"),
    ("Türkçe", "tr"),
    ("français", "fr"),
    ("español", "es"),
    ("viro", "et"),
    ("englatni", "en"),
    ("engelsk", "en"),
    ("fi, sv, en", "fi sv en"),
    ("suomi, suomi", "fi"),
    ("Ranska.", "fr"),
    ("kiinaa", "zh"),
)


@pytest.mark.parametrize(("typed", "codes"), NAMED)
def test_the_languages_are_found_in_the_order_typed(typed: str, codes: str) -> None:
    assert LANGUAGES.find(typed) == tuple(codes.split())


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hei",
        "en",
        "no",
        "ei suomea",
        "en puhu suomea",
        "inte finska",
        "no English",
        "klingon",
        "suomi ja kissa",
        "latina",
        "?",
        "vai",
    ],
)
def test_any_word_that_is_no_language_leaves_none(typed: str) -> None:
    assert LANGUAGES.find(typed) == ()


def test_the_usual_ones_are_known_by_their_names_in_every_language() -> None:
    asked_for: LanguagesProtocol = LANGUAGES
    assert 10 <= len(asked_for.usual()) <= 14
    for code in LANGUAGES.usual():
        for reader in READERS:
            name = language_name(code, reader)
            assert name != code
            assert LANGUAGES.find(name) == (code,)
            assert LANGUAGES.find(name.upper()) == (code,)


def test_dari_is_shown_by_its_name_though_cldr_files_it_under_persian() -> None:
    assert [language_name("prs", reader) for reader in READERS] == ["dari", "dari", "Dari"]


@given(st.text(max_size=4096))
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    assert all(language_name(code, "en") for code in LANGUAGES.find(typed))
