"""Texts with marks: what the reader sees, and where the marks are, in UTF-16 units."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message, MessageEntity
from telegram.constants import MessageEntityType
from telegram.helpers import escape_markdown

from bot.playground.detection import detect
from bot.playground.errors import Refused
from bot.playground.formatting import formatted
from bot.playground.utf16 import cut, offsets, units
from bot.playground.wire import JsonObject
from tests.kit.people import Actor

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u030a\u0333\u033f"), min_size=1)
"""Texts as people write them. Telegram drops a few characters (control characters, some combining ones)."""

DROPPED = re.compile("[\u2028-\u202e]")


def marked(text: str, entities: list[JsonObject]) -> list[tuple[object, str]]:
    """Kind and text of each entity."""
    return [(entity["type"], cut(text, int(str(entity["offset"])), int(str(entity["length"])))) for entity in entities]


def html_of(source: str) -> tuple[str, list[tuple[object, str]]]:
    read = formatted(source, "HTML", None)
    return read.text, marked(read.text, read.entities)


@given(PLAIN)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    expected = DROPPED.sub("", text).strip(" \n")
    assert formatted(html.escape(text), "HTML", None).text == expected
    assert formatted(escape_markdown(text, version=2), "MarkdownV2", None).text == expected


@given(PLAIN, PLAIN, PLAIN)
def test_marks_stand_where_python_telegram_bot_looks_for_them(before: str, bold: str, after: str) -> None:
    before, bold, after = (DROPPED.sub("", text).strip() or "x" for text in (before, bold, after))
    for mode, source in (
        ("HTML", f"{html.escape(before)}<b>{html.escape(bold)}</b>{html.escape(after)}"),
        ("MarkdownV2", "{}*{}*{}".format(*(escape_markdown(text, version=2) for text in (before, bold, after)))),
    ):
        read = formatted(source, mode, None)
        bold_places = [entity for entity in read.entities if entity["type"] == "bold"]
        assert marked(read.text, bold_places) == [("bold", bold)]
        ours = MessageEntity.de_json(dict(bold_places[0]), None)
        message = Message(1, None, None, text=read.text, entities=[ours])  # type: ignore[arg-type]
        assert message.parse_entity(ours) == bold


@given(st.text())
def test_utf_16_is_counted_as_it_is_encoded(text: str) -> None:
    whole = text.encode("utf-16-le", "surrogatepass")
    assert units(text) == len(whole) // 2 == offsets(text)[-1]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("🏠🏠 <b>Åbo</b>", "🏠🏠 Åbo", [("bold", "Åbo")]),
        ("<b>a<i>b</i></b><u>c</u>", "abc", [("bold", "ab"), ("italic", "b"), ("underline", "c")]),
        ("<b>a</b><b>b</b>", "ab", [("bold", "ab")]),
        ("<strong>a</strong><em>b</em><del>c</del>", "abc", [("bold", "a"), ("italic", "b"), ("strikethrough", "c")]),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", "x")]),
        ("<code>a.fi /b</code>", "a.fi /b", [("code", "a.fi /b")]),
        ('<pre><code class="language-python">x=1</code></pre>', "x=1", [("pre", "x=1")]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", [("spoiler", "ab")]),
        ("a &lt;b&gt; &amp;amp; &quot;&#39;&#x1F3E0; &nbsp;", "a <b> &amp; \"'🏠 &nbsp;", []),
        ("  <b>  a  </b>  ", "  a", [("bold", "  a")]),
        ("a<b></b>", "a", []),
        ("a\r\nb\tc", "a\nb c", []),
        ("<b>Katso </b><b>t.me/x</b>", "Katso t.me/x", [("bold", "Katso t.me/x"), ("url", "t.me/x")]),
        ("<a href='not a link'>x</a>", "x", []),
        ("<a href='tg://user?id=7'>Anna</a>", "Anna", [("text_mention", "Anna")]),
    ],
)
def test_html(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert html_of(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__ ~d~ ||e||", "a b c d e", ["bold", "italic", "underline", "strikethrough", "spoiler"]),
        ("`a*b` ```python\nx```", "a*b x", ["code", "pre"]),
        ("[x](https://example\\.org/a\\)b)", "x", ["text_link"]),
        ("🏠 *Å*", "🏠 Å", ["bold"]),
        (">a\n>b\nc", "a\nb\nc", ["blockquote"]),
        ("**>a\n>b||", "a\nb", ["expandable_blockquote"]),
        ("1\\. \\_x\\_", "1. _x_", []),
    ],
)
def test_markdown(source: str, text: str, entities: list[str]) -> None:
    read = formatted(source, "MarkdownV2", None)
    assert (read.text, [entity["type"] for entity in read.entities]) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ `c` [d](https://example.org)", "a b c d", ["bold", "italic", "code", "text_link"]),
        ("```x=1```", "x=1", ["pre"]),
        ("a.b! \\_x\\_ (1)", "a.b! _x_ (1)", []),
        ("*a _b_*", "a _b_", ["bold"]),
    ],
)
def test_the_older_markdown(source: str, text: str, entities: list[str]) -> None:
    read = formatted(source, "Markdown", None)
    assert (read.text, [entity["type"] for entity in read.entities]) == (text, entities)


def test_the_older_markdown_tells_where_a_mark_began() -> None:
    with pytest.raises(Refused, match="Can't find end of the entity starting at byte offset 3"):
        formatted("å *b", "Markdown", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start host", [("bot_command", "/start")]),
        ("🏠 /help@Kotibot, /status", [("bot_command", "/help@Kotibot"), ("bot_command", "/status")]),
        ("a/b ja http://x.fi/y", [("url", "http://x.fi/y")]),
        ("kirjoita anna.b+c@example.org.", [("email", "anna.b+c@example.org")]),
        ("@anna_ob ja x@y", [("mention", "@anna_ob")]),
        ("#koti #123 $EUR", [("hashtag", "#koti"), ("cashtag", "$EUR")]),
        ("soita +358 40 123 4567!", [("phone_number", "+358 40 123 4567")]),
        ("www.redcross.fi (katso).", [("url", "www.redcross.fi")]),
        ("2-3 henkeä, 1.3.2027", []),
    ],
)
def test_what_telegram_finds_in_plain_text(text: str, found: list[tuple[str, str]]) -> None:
    assert marked(text, detect(text)) == found


async def test_entities_can_be_given_instead_of_marks(bot: Bot, anna: Actor) -> None:
    bold = MessageEntity(MessageEntityType.BOLD, 3, 4)
    message = await bot.send_message(anna.id, "🏠 *Åbo*", entities=[bold])
    assert message.text == "🏠 *Åbo*"
    assert message.parse_entities() == {bold: "*Åbo"}


async def test_a_person_is_mentioned_by_number_only_if_known(bot: Bot, anna: Actor) -> None:
    text = f"<a href='tg://user?id={anna.id}'>Anna</a> <a href='tg://user?id=1'>Kuka</a>"
    message = await bot.send_message(anna.id, text, parse_mode="HTML")
    (mention,) = message.entities
    assert mention.user is not None
    assert (mention.user.id, message.parse_entity(mention)) == (anna.id, "Anna")
