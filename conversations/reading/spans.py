"""How long a stay may be: weeks, months, the whole process, open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from conversations.reading.folding import fold, folded_words
from conversations.reading.not_words import denies
from conversations.reading.number_words import NUMBER_WORDS
from conversations.reading.outcome import Unread, UnreadSpan


class Unit(StrEnum):
    """What a length of time is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    PROCESS = "process"
    """As long as the asylum process takes."""
    OPEN = "open"
    """Until further notice."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; the numbers are None where they were not said ("some months", "at least")."""

    unit: Unit
    least: int | None = None
    most: int | None = None


_UNITS = {
    Unit.DAYS: folded_words("päivä päivän päiväksi pv pvä vrk vuorokausi yö yön dag dygn natt day night"),
    Unit.WEEKS: folded_words("viikko viikon viikoksi vk vko vecka veckas week wk"),
    Unit.MONTHS: folded_words("kuukausi kuukauden kuukaudeksi kuu kk månad månads mån month mth"),
}
_PLURALS = {
    Unit.DAYS: folded_words("päivää päiviä vuorokautta vuorokausia yötä öitä dagar dagars nätter days nights"),
    Unit.WEEKS: folded_words("viikkoa viikkoja vkoa veckor veckors weeks wks"),
    Unit.MONTHS: folded_words("kuukautta kuukausia kuuta månader månaders months mths"),
}
_YEAR = folded_words("vuosi vuoden vuodeksi vuotta år års year years yr yrs")
_ARTICLE = folded_words("a an the per")
_SOME = folded_words(
    "muutama muutamia muutaman muutamaksi joitakin joitain useita useampi useamman monta jokunen",
    "några nån någon flera some few several many",
)
_MOST = folded_words("enintään korkeintaan max maks maksimissaan högst maximalt most maximum")
_LEAST = folded_words(
    "vähintään ainakin minimissään min pidempään pitempään enemmän",
    "minst åtminstone minimum längre mer least longer more",
)
_BESIDE = folded_words(
    "noin n suunnilleen ehkä ajan ajaksi verran vain esim esimerkiksi vaikka",
    "ca cirka ungefär omkring i kanske bara tid för på under typ",
    "about around approximately maybe for only just of at",
)
_BETWEEN = folded_words("tai vai ja eller till och or to and")
_KNOWN = _SOME | _MOST | _LEAST | _BESIDE | _BETWEEN | _ARTICLE | frozenset("-.,!()~:;+")
_WHOLE_PHRASES = (
    (re.compile(r"\bett par\b|\ba couple(?: of)?\b"), "2"),
    (re.compile(r"\bpuoli vuotta\b|\bpuoleksi vuodeksi\b|\bpuolen vuoden\b|\b(?:ett )?halvar\b"), "6 kk"),
    (re.compile(r"\b(?:half a|a half|half) year\b|\bett halvt ar\b"), "6 kk"),
    (re.compile(r"\bviikonloppu\w*|\b(?:en |ett )?(?:week-?end|helg|veckoslut)\w*"), "2 pv"),
    (re.compile(r"\bup to\b|\bupp till\b"), "max"),
)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]|_")
_LONGEST = 200
_MOST_COUNTED = 1000


def _phrases(lines: str) -> frozenset[str]:
    return frozenset(_plain(phrase) for line in lines.splitlines() for phrase in line.split(",") if phrase.strip())


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


_PROCESS = _phrases("""
    prosessi, koko prosessi, koko prosessin, koko prosessin ajan, prosessin ajan, turvapaikkaprosessi
    koko turvapaikkaprosessi, turvapaikkaprosessin ajan, koko turvapaikkaprosessin ajan, prosessin loppuun
    prosessin loppuun asti, kunnes prosessi päättyy, kunnes tulee päätös, päätökseen asti, kunnes saa päätöksen
    kunnes saan päätöksen, niin kauan kuin prosessi kestää
    process, hela processen, processen, under hela processen, hela asylprocessen, asylprocessen, under processen
    så länge processen pågår, så länge processen varar, tills beslutet kommer, tills jag får beslut
    whole process, the whole process, the process, entire process, the entire process, asylum process
    the whole asylum process, the asylum process, during the process, as long as the process takes
    until the decision, until a decision, until i get a decision, through the whole process
""")
_OPEN = _phrases("""
    avoin, avoinna, auki, toistaiseksi, toistaseks, ei rajaa, rajaton, ei aikarajaa, ei takarajaa
    niin kauan kuin tarvitaan, niin kauan kuin tarve, niin kauan kuin on tarvetta, sovitaan, voidaan sopia
    katsotaan, sopimuksen mukaan, tarpeen mukaan, pysyvästi, jatkuva
    öppet, öppen, tills vidare, tillsvidare, obegränsat, obestämt, obestämd tid, på obestämd tid
    ingen gräns, så länge det behövs, enligt överenskommelse
    vi kommer överens, efter behov, pågående
    open, open ended, openended, until further notice, no limit, unlimited, as long as needed, as long as necessary
    as long as it takes, as needed, to be agreed, indefinitely, ongoing, indefinite
""")
_VAGUE = _phrases("""
    pitkään, pitkä, pitkä aika, kauan, pitkäaikainen, pitkäksi aikaa, lyhyt, lyhyt aika, lyhytaikainen, vähän aikaa
    hetki, hetken, väliaikaisesti, tilapäinen, tilapäisesti, jonkin aikaa, en tiedä, ei väliä, kesään, kesään asti
    kevääseen, syksyyn, jouluun asti, vuodenvaihteeseen
    länge, lång, lång tid, långvarig, långvarigt, kort, kort tid, kortvarigt, en stund, en tid, ett tag, ett litet tag
    tillfälligt, tillfällig, vet inte, till sommaren, till våren, till hösten, till jul
    long, long time, a long time, long term, short, short time, a short time, short term, a while, for a while
    some time, temporary, temporarily, i don't know, dont know, not sure, until summer, until spring, until autumn
""")


def read_span(typed: str) -> Span | Unread[UnreadSpan]:
    """The length of time that is meant: "2 viikkoa", "några månader", "a month", "koko prosessi", "tills vidare".

    A year is twelve months. "2–3 months" keeps both numbers, "at least" and "at most" one of them. "Long" and
    "until summer" are vague; a number without a unit, and two units, are unclear.
    """
    plain = _plain(typed)
    for phrases, unit in ((_PROCESS, Unit.PROCESS), (_OPEN, Unit.OPEN)):
        if plain in phrases:
            return Span(unit)
    if plain in _VAGUE:
        return Unread(UnreadSpan.VAGUE)
    folded = fold(typed[:_LONGEST])
    if denies(_TOKEN.findall(folded)):
        return Unread(UnreadSpan.UNCLEAR)
    for pattern, simple in _WHOLE_PHRASES:
        folded = pattern.sub(simple, folded)
    counted = _Counted()
    understood = all(counted.takes(word) for word in _TOKEN.findall(folded)) and len(typed) <= _LONGEST
    span = counted.span() if understood else None
    return span or Unread(UnreadSpan.UNCLEAR)


@dataclass(slots=True)
class _Counted:
    """What has been understood of a length so far."""

    units: list[tuple[Unit, int, bool]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    some: bool = False
    joined: bool = False
    at_most: bool = False
    at_least: bool = False

    def takes(self, word: str) -> bool:
        """Notes a word; False if it is not known here."""
        number = int(word) if word.isdecimal() and len(word) < 5 else NUMBER_WORDS.get(word)
        unit = _unit(word)
        if number is not None:
            self.joined = self.joined or (bool(self.numbers) and not self.units)
            self.numbers.append(number)
        elif unit is not None:
            self.units.append(unit)
        elif word in _BETWEEN or word == "-":
            self.joined = True
        self.some = self.some or word in _SOME
        self.at_most = self.at_most or word in _MOST
        self.at_least = self.at_least or word in _LEAST or word == "+"
        return number is not None or unit is not None or word in _KNOWN

    def span(self) -> Span | None:
        """The length, if all that was noted fits together."""
        if len({(unit, times) for unit, times, _plural in self.units}) != 1 or len(self.numbers) > 2:
            return None
        unit, times, plural = self.units[0]
        if self.some or not self.numbers:
            vague = self.some or plural
            self.numbers = [] if vague else [1]
        counts = [number * times for number in self.numbers]
        if not all(0 < count <= _MOST_COUNTED for count in counts) or (self.at_least and self.at_most):
            return None
        if len(counts) == 2:
            fits = counts[0] < counts[1] and self.joined and not self.at_least and not self.at_most
            return Span(unit, *counts) if fits else None
        count = counts[0] if counts else None
        return Span(unit, None if self.at_most else count, None if self.at_least else count)


def _unit(token: str) -> tuple[Unit, int, bool] | None:
    if token in _YEAR:
        return Unit.MONTHS, 12, False
    for unit in _UNITS:
        if token in _UNITS[unit] or token in _PLURALS[unit]:
            return unit, 1, token in _PLURALS[unit]
    return None
