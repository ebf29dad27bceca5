"""One translated sentence, taken apart once: its markup checked, its places for values known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from bot.texts.errors import TextError
from bot.texts.harmless import escaped

TAGS = {"b", "i", "u", "s", "code", "blockquote", "a"}
"""The markup that a sentence may hold, as Telegram has it; only <a> has an attribute, href."""

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<attributes>[^<>]*)>")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with places for values, as HTML and as plain words."""

    html: str
    plain: str
    names: tuple[str, ...]
    tags: tuple[str, ...]


@lru_cache(maxsize=8192)
def template(message: str) -> Template:
    """Takes a sentence apart.

    Everything but the tags is escaped, so a sentence is written as it is read: "&", never "&amp;". A brace that
    is no place for a value is doubled. Raises TextError for markup that Telegram would refuse, and for a place
    that is more than a name.
    """
    html_parts, plain_parts, tags = [], [], []
    end = 0
    for tag in TAG.finditer(message):
        words = message[end : tag.start()]
        html_parts += [escaped(words), tag.group()]
        plain_parts.append(words)
        tags.append(tag.group())
        end = tag.end()
    html_parts.append(escaped(message[end:]))
    plain_parts.append(message[end:])
    _check_nesting(message)
    html = "".join(html_parts)
    return Template(html=html, plain="".join(plain_parts), names=_names(html, message), tags=tuple(tags))


def _check_nesting(message: str) -> None:
    opened: list[str] = []
    for tag in TAG.finditer(message):
        name, attributes = tag["name"], tag["attributes"]
        usual = re.fullmatch(r' href="[^"]+"', attributes) if name == "a" and not tag["end"] else not attributes
        if name not in TAGS or not usual:
            raise TextError(f"{tag.group()} is not allowed in “{message}”.")
        if not tag["end"]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            raise TextError(f"{tag.group()} closes nothing in “{message}”.")
    if opened:
        raise TextError(f"<{opened[-1]}> is not closed in “{message}”.")


def _names(sentence: str, message: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    try:
        for _literal, name, spec, conversion in Formatter().parse(sentence):
            if name is None:
                continue
            if not name.isidentifier() or spec or conversion:
                raise TextError(f"A place in “{message}” is not just a name: {{{name}}}.")
            names[name] = None
    except ValueError as error:
        raise TextError(f"A brace is left alone in “{message}”.") from error
    return tuple(names)
