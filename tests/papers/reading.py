"""The words of a PDF that fpdf2 made, read back from its bytes by the fonts' own tables."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"/Length (\d+)[^<>]*>>\s*stream\n")
SHOWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
ENTRY = re.compile(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")


def words_of(pdf: bytes) -> str:
    """All words in the order drawn, a line for each piece."""
    streams = [_open(pdf[found.end() : found.end() + int(found[1])]) for found in STREAM.finditer(pdf)]
    tables = [_table(stream.decode("latin-1")) for stream in streams if b"beginbfchar" in stream]
    pages = [stream for stream in streams if b" Tj" in stream]
    return "\n".join(piece for page in pages for piece in _pieces(page, tables))


def _open(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _table(stream: str) -> dict[int, str]:
    start, end = stream.index("beginbfchar"), stream.rindex("endbfchar")
    return {
        int(glyph, 16): bytes.fromhex(letter).decode("utf-16-be") for glyph, letter in ENTRY.findall(stream[start:end])
    }


def _pieces(page: bytes, tables: list[dict[int, str]]) -> list[str]:
    font, found = 1, []
    for chosen, shown in SHOWN.findall(page):
        if chosen:
            font = int(chosen)
            continue
        raw = ESCAPE.sub(lambda escape: ESCAPED.get(escape[1], escape[1]), shown)
        glyphs = (int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))
        found.append("".join(tables[font - 1].get(glyph, "\ufffd") for glyph in glyphs))
    return found
