"""A sheet of paper in the network's look: calm, large enough, few colours; and letters that no font has left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import matplotlib
from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from bot.papers.letters import begins_right, drawn, right_to_left, writable

FONT = "dejavu"
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""matplotlib brings the font along: Latin, Cyrillic, Greek, Arabic and more."""

Colour = tuple[int, int, int]
INK: Colour = (34, 40, 49)
QUIET: Colour = (96, 106, 118)
PINE: Colour = (27, 94, 89)
MIST: Colour = (238, 244, 243)
LINE: Colour = (208, 216, 218)

MARGIN, TOP, FOOT = 20.0, 14.0, 16.0
POINT = 25.4 / 72
"""Millimetres of a point."""
LONGEST_WORD = 100
"""Signs of a word that are put in order at once: the library takes a call inside a call for each."""
LEADING = 1.42
"""A line's height, in sizes of its letters."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: points, weight and colour."""

    size: float = 11.5
    bold: bool = False
    colour: Colour = INK

    @property
    def leading(self) -> float:
        """A line's height in millimetres."""
        return self.size * POINT * LEADING


@dataclass(frozen=True, slots=True)
class Block:
    """Words broken into lines, ready to be drawn."""

    lines: tuple[str, ...]
    style: Style
    from_right: bool = False

    @property
    def height(self) -> float:
        """In millimetres."""
        return len(self.lines) * self.style.leading


class Paper(FPDF):
    """A4 with page numbers. The same content gives the same bytes."""

    def __init__(self, made_on: dt.date, footer: str) -> None:
        super().__init__(format="A4")
        self.footer_words = footer
        self.set_margins(MARGIN, TOP)
        self.set_auto_page_break(auto=False)
        self.add_font(FONT, "", FONTS / "DejaVuSans.ttf")
        self.add_font(FONT, "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_font(FONT)
        self.set_creation_date(dt.datetime.combine(made_on, dt.time(12), dt.UTC))
        self.set_producer("")

    def footer(self) -> None:
        """The foot of each page: what it is, and which page of how many."""
        self.set_y(-FOOT + 4)
        self._use(Style(9, colour=QUIET))
        self.cell(self.epw, 5, f"{self.page_no()}/{{nb}}   {self.footer_words}")

    @property
    def bottom(self) -> float:
        """Where the room for words ends."""
        return float(self.h) - FOOT

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for it, plain and bold."""
        fonts = (self.fonts[key] for key in (FONT, f"{FONT}B"))
        return all(isinstance(font, TTFFont) and ord(character) in font.cmap for font in fonts)

    def writable(self, words: str) -> str | None:
        """As `letters.writable`, with the paper's font."""
        return writable(words, self.has)

    def block(self, words: str, width: float, style: Style, *, own_direction: bool = False) -> Block:
        """Breaks words into lines; `own_direction`: they are somebody's own and may begin at the right."""
        self._use(style)
        known = self.writable(words) or ""
        from_right = own_direction and begins_right(known)
        if right_to_left(known):
            lines = [line for paragraph in known.split("\n") for line in self._wrapped(paragraph, width)]
            return Block(tuple(drawn(line, self.has, from_right=from_right) for line in lines), style, from_right)
        found = self.multi_cell(width, style.leading, known, align="L", dry_run=True, output=MethodReturnValue.LINES)
        return Block(tuple(found) if isinstance(found, list) else (), style)

    def _wrapped(self, words: str, width: float) -> list[str]:
        """Lines in the order of reading, none wider than the room; a word that is wider is broken."""
        room, lines = width - 2 * self.c_margin, [""]
        for between, word in _pieces(words):
            longer = f"{lines[-1]}{between}{word}".strip()
            if self._width(longer) <= room:
                lines[-1] = longer
                continue
            lines += [word] if lines[-1] else []
            lines[-1] = word
            while self._width(lines[-1]) > room:
                at = next(n for n in range(len(lines[-1]) - 1, 0, -1) if self._width(lines[-1][:n]) <= room or n == 1)
                lines[-1:] = [lines[-1][:at], lines[-1][at:]]
        return lines

    def _width(self, words: str) -> float:
        return self.get_string_width(drawn(words, self.has, from_right=False))

    def draw(self, block: Block, x: float, width: float) -> None:
        """Draws the lines at the present height, which moves below them."""
        self._use(block.style)
        align: Literal["L", "R"] = "R" if block.from_right else "L"
        for line in block.lines:
            self.set_x(x)
            self.cell(width, block.style.leading, line, align=align, new_x="LEFT", new_y="NEXT")

    def paragraph(self, words: str, style: Style, gap: float = 0.0) -> None:
        """Words over the whole width, with a gap below."""
        block = self.block(words, self.epw, style)
        self.room_for(block.height)
        self.draw(block, self.l_margin, self.epw)
        self.ln(gap)

    def room_for(self, height: float) -> None:
        """A new page where this would not fit any more."""
        if self.get_y() + height > self.bottom:
            self.add_page()

    def rule(self, colour: Colour = LINE) -> None:
        """A thin line over the whole width."""
        self.set_draw_color(*colour)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.get_y(), self.l_margin + self.epw, self.get_y())

    def _use(self, style: Style) -> None:
        self.set_font(FONT, "B" if style.bold else "", style.size)
        self.set_text_color(*style.colour)


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """What stands before a word, and the word; one that is very long comes in several with nothing between them."""
    for word in words.split():
        for at in range(0, len(word), LONGEST_WORD):
            yield "" if at else " ", word[at : at + LONGEST_WORD]
