"""parse_mode=HTML, as Telegram reads it: which tags there are, and what it says of a mistake.

Offsets in error texts are bytes of the UTF-8 text, as in Telegram's own.
"""

import re
from dataclasses import dataclass

from bot.playground.errors import Refused, bad_request
from bot.playground.links import link_entity
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
_TAGS = frozenset(_STYLES) | {"a", "blockquote", "tg-emoji", "tg-time"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<dec>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![A-Za-z]));?")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """The text without its tags, and the entities in it, in the order in which their tags end."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "&":
                self._put(self._reference())
            elif character != "<":
                self._put(character)
                self.at += 1
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise self._wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def _put(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += units(piece)

    def _reference(self) -> str:
        """The character that a reference stands for; what is none stays as it is."""
        match = _REFERENCE.match(self.source, self.at)
        character = _character(match) if match else ""
        if match is None or not character:
            self.at += 1
            return "&"
        self.at = match.end()
        return character

    def _start_tag(self) -> None:
        begin = self.at
        where = self._byte(begin)
        match = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        self.at = match.end() if match else begin + 1
        if self.at >= len(self.source):
            raise self._wrong(f"Unclosed start tag at byte offset {where}")
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in _TAGS:
            raise self._wrong(f'Unsupported start tag "{tag}" at byte offset {where}')
        attributes = self._attributes(tag, where)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))

    def _attributes(self, tag: str, where: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        unclosed = self._wrong(f'Unclosed start tag "{tag}" at byte offset {where}')
        while self._skip_space(unclosed) != ">":
            match = _ATTRIBUTE_NAME.match(self.source, self.at)
            name = match.group() if match else ""
            if not name:
                raise self._wrong(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self.at += len(name)
            if self._skip_space(unclosed) != "=":
                attributes[name] = ""
                continue
            self.at += 1
            quote = self._skip_space(unclosed)
            attributes[name] = self._quoted(quote, unclosed) if quote in "\"'" else self._token()
            if self.at >= len(self.source):
                raise self._wrong(f"Unclosed start tag at byte offset {where}")
        return attributes

    def _token(self) -> str:
        begin = self.at
        match = _TOKEN.match(self.source, begin)
        self.at = match.end() if match else begin
        if self.at < len(self.source) and self.source[self.at] not in " \t\r\n>":
            raise self._wrong(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.source[begin : self.at].lower()

    def _quoted(self, quote: str, unclosed: Refused) -> str:
        self.at += 1
        value: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&":
                value.append(self._reference())
            else:
                value.append(self.source[self.at])
                self.at += 1
        if self.at >= len(self.source):
            raise unclosed
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        where = self._byte(begin)
        if not self.open:
            raise self._wrong(f"Unexpected end tag at byte offset {where}")
        match = re.compile(r"([^\s>]*)\s*").match(self.source, begin + 2)
        found = match.group(1).lower() if match else ""
        self.at = match.end() if match else begin + 2
        if self.at >= len(self.source) or self.source[self.at] != ">":
            raise self._wrong(f"Unclosed end tag at byte offset {where}")
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise self._wrong(
                f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.offset > opened.offset:
            self._entity(opened)

    def _entity(self, opened: _Open) -> None:
        place: JsonObject = {"offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            url = opened.attributes.get("href") or "".join(self.text[opened.start :])
            link = link_entity(url)
            if link:
                self.entities.append({**link, **place})
        elif opened.tag == "blockquote":
            expandable = "expandable" in opened.attributes
            self.entities.append({"type": "expandable_blockquote" if expandable else "blockquote", **place})
        elif opened.tag == "tg-emoji":
            emoji = opened.attributes.get("emoji-id", "")
            if not emoji.isdigit() or int(emoji) == 0:
                raise self._wrong("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", "custom_emoji_id": emoji, **place})
        elif opened.tag == "tg-time":
            self._time(opened, place)
        elif opened.tag in {"pre", "code"}:
            self._code(opened, place)
        else:
            self.entities.append({"type": _STYLES[opened.tag], **place})

    def _time(self, opened: _Open, place: JsonObject) -> None:
        moment = opened.attributes.get("unix", "")
        if moment.isdigit() and int(moment) > 0:
            entity: JsonObject = {"type": "date_time", "unix_time": int(moment), **place}
            if opened.attributes.get("format"):
                entity["date_time_format"] = opened.attributes["format"]
            self.entities.append(entity)

    def _code(self, opened: _Open, place: JsonObject) -> None:
        """<pre><code class="language-…"> is one entity with a language."""
        language = opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
        last = self.entities[-1] if self.entities else {}
        same_place = {name: last.get(name) for name in ("offset", "length")} == place
        if same_place and opened.tag == "pre" and last.get("type") == "code" and "language" in last:
            last["type"] = "pre"
        elif same_place and opened.tag == "code" and last.get("type") == "pre" and language:
            last["language"] = language
        else:
            self.entities.append({"type": opened.tag, **({"language": language} if language else {}), **place})

    def _skip_space(self, unclosed: Refused) -> str:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1
        if self.at >= len(self.source):
            raise unclosed
        return self.source[self.at]

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _wrong(self, why: str) -> Refused:
        return bad_request(f"can't parse entities: {why}")


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED[match["name"]]
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)
