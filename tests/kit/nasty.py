"""Words that somebody types who wants to see something break: in chats, on paper, in files, logs and terminals."""

from __future__ import annotations

import unicodedata
from typing import Final

from bot.texts.harmless import END_ISOLATE, ISOLATE

NASTY: Final = (
    "\u202eevil\u202c",
    "\u2066\u2067\u2068",
    "a\u200bb\ufeff\u2060",
    "👩‍👩‍👧‍👦" * 360,
    "😀" * 2000,
    "x" * 4096,
    "<b>bold</b><i><a href='https://example.org'>",
    "&lt;&amp;&#0;&#x202e;",
    "*_`[](){}~>#+-=|.!\\",
    "=cmd|' /C calc'!A0",
    "\x00\x07\x1b[31mred\x1b[0m",
    "a\r\nb\rc\u2028d\u2029e\x85f",
    "\ud83d",
    "\udfff\ud800",
    "محمد علي (12)",
    "{name} {0} %s %(x)d $HOME",
    "'; DROP TABLE person; --",
    "\U000e0067\U000e007f\U0010ffff\ufdd0",
    "é" * 100 + "e\u0301" * 100 + "Z̸̢͎̗" * 60,
    "١٢٣٤٥٦٧٨٩",
    "/delete /start\n/help",
    "٪\u0600\u06dd",
    "null",
    "1e309",
    "NaN",
    "t.me/kotimajoitusbot?start=details_x",
)

UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of what is not seen, and may reorder, hide or break what stands around it."""
JOINERS: Final = "\u200c\u200d"


def harm_in(words: str, allowed: str = f"\n{JOINERS}") -> str:
    """What could reorder, hide or break the words around it, but for our own marks; empty where there is nothing."""
    ours = words.replace("/\u2060", "/")
    isolates = "".join(sign for sign in ours if sign in ISOLATE + END_ISOLATE)
    while ISOLATE + END_ISOLATE in isolates:
        isolates = isolates.replace(ISOLATE + END_ISOLATE, "")
    known = allowed + ISOLATE + END_ISOLATE
    return isolates + "".join(one for one in ours if one not in known and unicodedata.category(one) in UNSEEN)
