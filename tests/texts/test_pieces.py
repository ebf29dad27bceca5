"""A message too long for Telegram arrives whole, in pieces that each stand alone."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import split, units
from bot.texts.template import TAG

WORDS = st.text(alphabet=st.sampled_from('ab &<>"\n👍é'), max_size=30).map(html.escape)


def marked_up(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Markup around markup, as messages have it."""
    tags = st.sampled_from([("<b>", "</b>"), ("<i>", "</i>"), ('<a href="https://example.org/?a=1&amp;b=2">', "</a>")])
    return st.builds(lambda tag, parts: tag[0] + "".join(parts) + tag[1], tags, st.lists(inner, max_size=4))


MESSAGES = st.lists(st.recursive(WORDS, marked_up, max_leaves=12), max_size=8).map("".join)


def shown(piece: str) -> str:
    """What a reader sees of a piece of HTML; fails where a tag or entity is cut or not closed."""
    opened: list[str] = []
    for tag in TAG.finditer(piece):
        if tag["end"]:
            assert opened.pop() == tag["name"], piece
        else:
            opened.append(tag["name"])
    assert not opened, piece
    words = TAG.sub("", piece)
    assert "<" not in words, piece
    assert not re.search(r"&(?!#?\w+;)", words), piece
    return html.unescape(words)


@given(MESSAGES, st.integers(min_value=2, max_value=40))
def test_every_piece_stands_alone_and_all_text_is_kept(message: str, limit: int) -> None:
    pieces = split(message, limit)
    seen = [shown(piece) for piece in pieces]
    assert all(0 < units(words) <= limit for words in seen)
    assert all(words.strip() for words in seen)
    assert "".join("".join(seen).split()) == "".join(shown(message).split())


def test_a_short_message_is_left_as_it_is() -> None:
    assert split("<b>Hello</b> &amp; welcome") == ["<b>Hello</b> &amp; welcome"]
    assert split("") == []
    assert split(" \n ") == []


def test_a_piece_ends_after_a_paragraph_before_a_line_before_a_word() -> None:
    assert split("aaa bbb\nccc ddd\n\neee fff\nggg", 20) == ["aaa bbb\nccc ddd\n\n", "eee fff\nggg"]
    assert split("aaa bbb\nccc ddd eee", 12) == ["aaa bbb\n", "ccc ddd eee"]
    assert split("aaaaa bbbbb ccccc", 12) == ["aaaaa bbbbb ", "ccccc"]
    assert split("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_markup_goes_on_in_the_next_piece() -> None:
    assert split('<b>one <a href="https://example.org">two three</a></b> four', 8) == [
        '<b>one <a href="https://example.org">two </a></b>',
        '<b><a href="https://example.org">three</a></b> ',
        "four",
    ]


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert units("a") == 1
    assert units("😀") == 2
    assert [units(piece) for piece in split("😀" * 3000)] == [4096, 1904]
    entities = "&amp;" * 4096
    assert split(entities) == [entities], "an entity counts as the one character that it shows"


@pytest.mark.parametrize("sign", ["👩‍👩‍👧‍👦", "e\u0301", "👍\ufe0f"])
def test_signs_of_several_characters_are_not_torn_apart(sign: str) -> None:
    for limit in range(units(sign), 3 * units(sign)):
        assert all(set(piece.split(sign)) == {""} for piece in split(sign * 30, limit))
