"""A whole number as people type it: digits or words, alone or in a short sentence."""

from __future__ import annotations

import re
import unicodedata

from conversations.reading.folding import fold, folded_words
from conversations.reading.number_words import NUMBER_WORDS
from conversations.reading.outcome import Unread, UnreadNumber

MOST = 1_000_000

_COUNTED = folded_words(
    "hlö hlöä hlölle henkilö henkilöä henkilölle henkeä hengelle ihminen ihmistä ihmiselle kpl kappaletta tyyppiä",
    "majoittuja majoittujaa vieras vierasta vuode vuodetta sänky sänkyä vuodepaikka vuodepaikkaa petipaikkaa paikka",
    "paikkaa lapsi lasta lapselle aikuinen aikuista aikuiselle nainen naista mies miestä",
    "st stycken styck pers person personer gäst gäster människa människor plats platser säng sängar bäddplats",
    "bäddplatser sovplats sovplatser barn vuxen vuxna kvinna kvinnor man",
    "people persons ppl pax guest guests bed beds place places child children kid kids adult adults",
)
"""What may be counted; other words beside the number may change what it means, and it is asked again."""

_BESIDE = folded_words(
    "noin n suunnilleen ehkä varmaan vaikka max maks maksimissaan enintään korkeintaan vain ainoastaan yhteensä",
    "meille meillä minulle minulla luokseni luoksemme mahtuu mahtuisi sopii on olisi voin voimme voisin voisimme ottaa",
    "majoittaa tilaa määrä lukumäärä siis no",
    "ca cirka circa ungefär omkring kanske högst maximalt max upp till bara endast sammanlagt totalt jag vi kan kunde",
    "ta emot har hos oss mig ryms inkvartera för är det",
    "about around approximately approx roughly maybe probably perhaps only just most up to at total i we can could",
    "take host have room space for it is it's i'd say of",
)
_JOINING = folded_words("tai vai ja eller och or and plus")
_PHRASES = (
    (re.compile(r"\bett par\b|\ba (?:couple|pair)\b"), " par "),
    (re.compile(r"\bei (?:yhtaan|yhtakaan|ketaan)\b|\bno one\b|\bnobody\b|\bnot any\b"), " nolla "),
    (re.compile(r"^(?:miinus|minus) "), "-"),
)
_HALF = re.compile(r"\d ?[⁄/] ?\d|\b(?:puoli|puolikas|puolitoista|halv|halva|half)\b")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)*)|(?P<glued>(?<=\d)[^\W\d_]+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<space>\s+)|(?P<mark>.)"
)

Literal = int | Unread[UnreadNumber]


def read_number(typed: str) -> int | Unread[UnreadNumber]:
    """The one whole number that is meant: "2", "2.0", "kaksi", "2 hlö", "noin 3", "1 000", "pari".

    Not read, with its reason: a range or two numbers, a number that is not whole, one below zero, a million and
    more, and any number beside words that may change what it means ("vähintään 3", "1.000", "2 weeks").
    """
    folded = fold(typed)
    for pattern, plain in _PHRASES:
        folded = pattern.sub(plain, folded).strip()
    if _HALF.search(folded):
        return Unread(UnreadNumber.NOT_WHOLE)
    negative = re.match(r"- ?\d|-[a-z]", folded) is not None
    found: list[Literal] = []
    joined = False
    for token in _TOKEN.finditer(folded.removeprefix("-") if negative else folded):
        kind, text = str(token.lastgroup), token.group()
        if kind == "number" or (kind != "mark" and text in NUMBER_WORDS):
            found.append(_literal(text) if kind == "number" else NUMBER_WORDS[text])
        elif (kind == "mark" and text in "-/&+") or text in _JOINING:
            joined = True
        elif not _harmless(kind, text):
            return Unread(UnreadNumber.UNCLEAR)
    return _the_one(found, joined=joined, negative=negative)


def _the_one(found: list[Literal], *, joined: bool, negative: bool) -> int | Unread[UnreadNumber]:
    if len(found) > 1:
        return Unread(UnreadNumber.RANGE)
    if not found or joined:
        return Unread(UnreadNumber.UNCLEAR)
    if negative and isinstance(found[0], int):
        return Unread(UnreadNumber.NEGATIVE)
    return found[0]


def _literal(digits: str) -> Literal:
    whole, *rest = re.split(r"[.,]", digits.replace(" ", ""))
    if len(rest) > 1 or (rest and len(rest[0]) == 3):
        return Unread(UnreadNumber.UNCLEAR)
    if rest and (rest[0].strip("0") or len(rest[0]) > 3):
        return Unread(UnreadNumber.NOT_WHOLE)
    number = int(whole) if len(whole) < 9 else MOST
    return number if number < MOST else Unread(UnreadNumber.TOO_LARGE)


def _harmless(kind: str, text: str) -> bool:
    if kind == "mark":
        return text in ".,!?;:()\"'~" or unicodedata.category(text) in {"So", "Sk"}
    return kind == "space" or text in _COUNTED or (kind == "word" and text in _BESIDE)
