"""What a person typed shows as it was typed, and does nothing to what stands around it."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts, split, units
from bot.texts.harmless import END_ISOLATE, ISOLATE, clean
from conversations.text import Verbatim
from conversations.text import _ as text

TEXTS = Texts.load()
SENTENCE = text("“{words}” is what was written.")
BIDI_CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shown(words: str) -> str:
    """The words as a reader of the message sees them."""
    return html.unescape(TEXTS.render(SENTENCE.of(words=Verbatim(words)), "en"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('A_b*[<b>&"', 'A_b*[<b>&"'),
        ("O’Brien-Ääkkönen", "O’Brien-Ääkkönen"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("bell\x07\x00", "bell"),
        ("tab\there", "tab here"),
        ("two\u2028lines", "two\nlines"),
        ("👩‍👩‍👧‍👦 👍🏽 🇫🇮", "👩‍👩‍👧‍👦 👍🏽 🇫🇮"),
        ("می‌خواهم", "می‌خواهم"),
        ("\u200d\u200djoin\u200c\u200c \u200dx\u200d", "join x"),
        ("a\u030a", "a\u030a"),
        ("flag \U0001f3f4\U000e0067\U000e007f", "flag \U0001f3f4"),
    ],
)
def test_only_what_could_disturb_is_taken_away(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_right_to_left_words_do_not_reorder_the_sentence() -> None:
    assert shown("علي (12)") == f"“{ISOLATE}علي (12){END_ISOLATE}” is what was written."
    assert shown("Ali (12)") == "“Ali (12)” is what was written."
    assert TEXTS.plain(Verbatim("علي"), "en") == "علي", "a button is compared with typed words, so it holds no marks"


@pytest.mark.parametrize("typed", ["/delete", "see /delete now", "(/start", "“/start”", "a\n/mydata"])
def test_nobody_can_plant_a_command_for_another_to_tap(typed: str) -> None:
    assert "/\u2060" in shown(typed)
    assert shown(typed).replace("\u2060", "") == f"“{typed}” is what was written."


@pytest.mark.parametrize("typed", ["24/7", "and/or", "https://example.org/a", "1/2"])
def test_a_slash_within_a_word_stays_as_it_is(typed: str) -> None:
    assert typed in shown(typed)


def test_our_own_commands_can_be_tapped() -> None:
    assert TEXTS.render(text("Press {command}.").of(command="/help"), "en") == "Press /help."


@given(st.text(max_size=200))
def test_whatever_is_typed_nothing_invisible_remains_that_reorders_or_hides(typed: str) -> None:
    cleaned = clean(typed)
    assert not set(cleaned) & set(BIDI_CONTROLS + "\u200b\ufeff\u2060")
    assert all(unicodedata.category(sign) not in {"Cc", "Cs"} or sign == "\n" for sign in cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(alphabet=st.sampled_from("<>&\"'{}/ab \n👍\u202eع"), max_size=300))
def test_whatever_is_typed_the_markup_of_the_message_is_ours(typed: str) -> None:
    message = TEXTS.render(text("<b>{words}</b>").of(words=Verbatim(typed)), "en")
    assert message.count("<") == 2
    assert message.startswith("<b>")
    assert message.endswith("</b>")


def test_four_thousand_emoji_are_split_and_sent() -> None:
    message = TEXTS.render(text("<b>{words}</b>").of(words=Verbatim("😀" * 4000)), "en")
    pieces = split(message)
    assert len(pieces) == 2
    assert all(units(piece) <= 4096 + len("<b></b>") for piece in pieces)
