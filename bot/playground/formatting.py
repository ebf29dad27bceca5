"""Text with its entities, as Telegram keeps it after a message was sent."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from bot.playground.detection import detect
from bot.playground.errors import bad_request
from bot.playground.html_text import parse_html
from bot.playground.markdown_text import parse_markdown
from bot.playground.utf16 import offsets, units
from bot.playground.wire import JsonObject, is_array, is_integer, is_object

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_WHOLE = ("code", "pre")
_DROPPED = {"\r", *map(chr, range(0x2028, 0x202F)), "\u0333", "\u033f", "\u030a"}
ENTITY_KINDS = frozenset(
    {
        *SPLITTABLE,
        *_WHOLE,
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
        "blockquote",
        "expandable_blockquote",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    }
)


@dataclass(frozen=True)
class FormattedText:
    """A text and the entities in it (offsets in UTF-16 units)."""

    text: str = ""
    entities: list[JsonObject] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Its length as Telegram counts."""
        return units(self.text)


def formatted(text: str, parse_mode: str, entities: object, *, most_entities: int = 100) -> FormattedText:
    """Read a text as the Bot API does: by its parse mode, or else with the given entities; then clean and detect.

    Raises Refused with "can't parse entities: …" for marks that do not add up.
    """
    mode = parse_mode.lower()
    found: list[JsonObject]
    if not text or mode in {"", "none"}:
        found = _given(entities)
    elif mode == "html":
        text, found = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        text, found = parse_markdown(text, version=1 if mode == "markdown" else 2)
    else:
        raise bad_request("Unsupported parse_mode")
    text, found = _cleaned(text, found)
    text, found = _trimmed(text, found)
    found = nested(found)
    return FormattedText(text, _with_detected(text, found)[:most_entities])


def _given(entities: object) -> list[JsonObject]:
    """The entities that a client sent, each checked."""
    if entities is None:
        return []
    if not is_array(entities):
        raise bad_request("can't parse MessageEntity: Expected an Array of MessageEntity")
    result: list[JsonObject] = []
    for entity in entities:
        if not is_object(entity):
            raise bad_request("can't parse MessageEntity: expected an Object")
        offset, length = entity.get("offset"), entity.get("length")
        if not is_integer(offset):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if not is_integer(length):
            raise bad_request('can\'t parse MessageEntity: Field "length" must be of type Number')
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if length < 0:
            raise bad_request(f"receive an entity with incorrect length {length}")
        if entity.get("type") not in ENTITY_KINDS:
            raise bad_request(f'can\'t parse MessageEntity: Unsupported type "{entity.get("type")}" specified')
        if length > 0:
            result.append(dict(entity))
    return result


def _place(entity: JsonObject) -> tuple[int, int]:
    offset, length = entity["offset"], entity["length"]
    if not is_integer(offset) or not is_integer(length):
        raise TypeError("an entity's offset and length are whole numbers")
    return offset, offset + length


def _cleaned(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Control characters become spaces; those that Telegram drops are dropped, and entities move along."""
    before = offsets(text)
    after: dict[int, int] = {}
    kept: list[str] = []
    position = 0
    for index, character in enumerate(text):
        after[before[index]] = position
        if character in _DROPPED:
            continue
        kept.append(" " if unicodedata.category(character) == "Cc" and character != "\n" else character)
        position += before[index + 1] - before[index]
    after[before[-1]] = position
    moved = [_moved(entity, after, before[-1], text) for entity in entities]
    return "".join(kept), [entity for entity in moved if _place(entity)[0] < _place(entity)[1]]


def _moved(entity: JsonObject, after: dict[int, int], end_of_text: int, text: str) -> JsonObject:
    start, end = _place(entity)
    if start >= end_of_text:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > end_of_text:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    if start not in after:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {_byte(text, start)}")
    if end not in after:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol at byte offset "
            f"{_byte(text, end)}"
        )
    return {**entity, "offset": after[start], "length": after[end] - after[start]}


def _byte(text: str, offset: int) -> int:
    """Where, in UTF-8, the character after the middle of a surrogate pair begins."""
    index = bisect_right(offsets(text), offset)
    return len(text[:index].encode())


def _trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Without spaces and empty lines at the end; at the start only up to the first entity."""
    shorter = text.rstrip(" \n")
    length = units(shorter)
    left: list[JsonObject] = []
    for entity in entities:
        start, end = _place(entity)
        if start < length:
            left.append({**entity, "length": min(end, length) - start})
    first = min((_place(entity)[0] for entity in left), default=length)
    lead = min(len(shorter) - len(shorter.lstrip(" \n")), first)
    return shorter[lead:], [{**entity, "offset": _place(entity)[0] - lead} for entity in left]


def nested(entities: list[JsonObject]) -> list[JsonObject]:
    """In order, styles of one kind joined where they meet or overlap, nothing inside code."""
    rest = [entity for entity in entities if entity["type"] not in SPLITTABLE]
    styles: list[JsonObject] = []
    for kind in SPLITTABLE:
        spans = sorted(_place(entity) for entity in entities if entity["type"] == kind)
        joined: list[list[int]] = []
        for start, end in spans:
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        styles += [{"type": kind, "offset": start, "length": end - start} for start, end in joined]
    whole = [entity for entity in rest if entity["type"] in _WHOLE]
    apart = [entity for entity in [*rest, *styles] if not any(_covers(code, entity) for code in whole)]
    return sorted(apart, key=_order)


def _covers(code: JsonObject, entity: JsonObject) -> bool:
    if code is entity or entity["type"] in {"blockquote", "expandable_blockquote"}:
        return False
    (start, end), (other_start, other_end) = _place(code), _place(entity)
    return start < other_end and other_start < end


def _order(entity: JsonObject) -> tuple[int, int, int]:
    start, end = _place(entity)
    kind = str(entity["type"])
    return start, -end, SPLITTABLE.index(kind) + 1 if kind in SPLITTABLE else 0


def _with_detected(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """Add what Telegram finds by itself, except inside links, code and the like."""
    taken = [_place(entity) for entity in entities if entity["type"] not in {*SPLITTABLE, "blockquote"}]
    found = [
        entity
        for entity in detect(text)
        if all(_place(entity)[1] <= start or _place(entity)[0] >= end for start, end in taken)
    ]
    return sorted([*entities, *found], key=_order)
