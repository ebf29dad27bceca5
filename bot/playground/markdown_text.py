"""parse_mode=MarkdownV2 and the older Markdown, as Telegram reads them."""

from dataclasses import dataclass, field

from bot.playground.errors import Refused, bad_request
from bot.playground.links import link_entity
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject

_RESERVED = "_*[]()~`>#+-=|{}.!"
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_MARKERS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
_OPENERS = (
    ("```", "pre"),
    ("`", "code"),
    ("__", "underline"),
    ("||", "spoiler"),
    ("![", "custom_emoji"),
    ("*", "bold"),
    ("_", "italic"),
    ("~", "strikethrough"),
    ("[", "text_link"),
)


@dataclass
class _Open:
    kind: str
    offset: int
    start: int
    byte: int
    extra: JsonObject = field(default_factory=dict)


def parse_markdown(source: str, *, version: int) -> tuple[str, list[JsonObject]]:
    """The text without its marks, and the entities in it."""
    return _Reader(source, legacy=version == 1).read()


class _Reader:
    def __init__(self, source: str, *, legacy: bool) -> None:
        self.source = source
        self.legacy = legacy
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[JsonObject] = []

    def read(self) -> tuple[str, list[JsonObject]]:
        while self.at < len(self.source):
            self._step()
        if any(opened.kind == "blockquote" for opened in self.open):
            self._end_quote(self.offset)
        if self.open:
            raise self._endless(self.open[-1])
        return "".join(self.text), self.entities

    def _step(self) -> None:
        character = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if character == "\\" and self._escapable(following):
            self._put(following)
            self.at += 2
        elif self.open and self._ends(self.open[-1].kind):
            self._end(self.open.pop())
        elif self.open and self.open[-1].kind in {"code", "pre"}:
            self._plain(character)
        elif not self.legacy and character == ">" and self._line_start():
            self._quote()
        elif not self._start():
            self._plain_or_reserved(character)
        if self.open and character == "\n":
            self._maybe_end_quote()

    def _escapable(self, following: str) -> bool:
        if self.legacy:
            return bool(following) and following in "_*`[" and not self.open
        return bool(following) and 0 < ord(following) <= 126

    def _plain(self, character: str) -> None:
        self._put(character)
        self.at += 1

    def _plain_or_reserved(self, character: str) -> None:
        if not self.legacy and character in _RESERVED:
            raise self._wrong(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
        self._plain(character)

    def _put(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += units(piece)

    def _ends(self, kind: str) -> bool:
        marker = _MARKERS.get(kind)
        if marker is None or not self.source.startswith(marker, self.at):
            return False
        return kind != "italic" or self.legacy or not self.source.startswith("__", self.at)

    def _start(self) -> bool:
        if self.legacy and self.open:
            return False
        for marker, kind in _OPENERS:
            if self.legacy and kind not in {"pre", "code", "bold", "italic", "text_link"}:
                continue
            if self.source.startswith(marker, self.at):
                self.open.append(_Open(kind, self.offset, len(self.text), self._byte(self.at)))
                self.at += len(marker)
                if kind == "pre":
                    self._language(self.open[-1])
                return True
        return False

    def _language(self, opened: _Open) -> None:
        """```python and a line end: the language of a block of code."""
        end = self.at
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        if self.at != end and end < len(self.source) and self.source[end] != "`":
            opened.extra["language"] = self.source[self.at : end]
            self.at = end
        for newline in ("\r\n", "\n\r", "\n", "\r"):
            if self.source.startswith(newline, self.at):
                self.at += len(newline)
                break

    def _line_start(self) -> bool:
        return "".join(self.text[-1:]) in {"", "\n"}

    def _quote(self) -> None:
        self.at += 1
        if not any(opened.kind == "blockquote" for opened in self.open):
            self.open.append(_Open("blockquote", self.offset, len(self.text), self._byte(self.at - 1)))

    def _maybe_end_quote(self) -> None:
        """A quote ends where a line does not start with ">"; nothing inside it may go on."""
        quoting = any(opened.kind == "blockquote" for opened in self.open)
        if not quoting or self.source.startswith(">", self.at) or not self.text or self.text[-1] != "\n":
            return
        self._end_quote(self.offset - 1)

    def _end_quote(self, upto: int) -> None:
        """A lone || at its end makes the quote one that can be opened and closed."""
        last = self.open.pop()
        if last.kind == "spoiler" and last.offset == upto and self.open:
            last = self.open.pop()
            last.extra["expandable"] = True
        if last.kind != "blockquote":
            raise self._endless(last)
        self._close(last, upto=upto)

    def _end(self, opened: _Open) -> None:
        self.at += len(_MARKERS[opened.kind])
        if opened.kind in {"text_link", "custom_emoji"}:
            url = self._url()
            self._link(opened, url if url is not None else "".join(self.text[opened.start :]))
        else:
            self._close(opened)

    def _url(self) -> str | None:
        if not self.source.startswith("(", self.at):
            return None
        begin = self.at + 1
        self.at = begin
        url: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\" and not self.legacy and self.at + 1 < len(self.source):
                self.at += 1
            url.append(self.source[self.at])
            self.at += 1
        if self.at >= len(self.source):
            raise self._wrong(f"Can't find end of a URL at byte offset {self._byte(begin)}")
        self.at += 1
        return "".join(url)

    def _link(self, opened: _Open, url: str) -> None:
        if opened.kind == "custom_emoji":
            emoji = url.removeprefix("tg://emoji?id=")
            if emoji == url or not emoji.isdigit():
                raise self._wrong("The entity must contain a tg://emoji or tg://time URL")
            opened.extra["custom_emoji_id"] = emoji
            self._close(opened)
            return
        link = link_entity(url)
        if link:
            opened.kind = str(link.pop("type"))
            opened.extra |= link
            self._close(opened)

    def _close(self, opened: _Open, upto: int | None = None) -> None:
        length = (self.offset if upto is None else upto) - opened.offset
        if length <= 0:
            return
        kind = "expandable_blockquote" if opened.extra.pop("expandable", False) else opened.kind
        self.entities.append({"type": kind, **opened.extra, "offset": opened.offset, "length": length})

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _endless(self, opened: _Open) -> Refused:
        name = _NAMES[opened.kind].lower() if self.legacy else _NAMES[opened.kind]
        if self.legacy:
            return self._wrong(f"Can't find end of the entity starting at byte offset {opened.byte}")
        return self._wrong(f"Can't find end of {name} entity at byte offset {opened.byte}")

    def _wrong(self, why: str) -> Refused:
        return bad_request(f"can't parse entities: {why}")
