"""One or several of the usual answers, found by their words in any language."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz.distance import OSA

from conversations.reading.folding import fold, folded_words
from conversations.reading.not_words import denies, not_words, without_article
from conversations.reading.number_words import NUMBER_WORDS
from conversations.reading.outcome import Several, Unread, UnreadChoice

K = TypeVar("K", bound=Hashable)
Spoken = Mapping[K, Sequence[tuple[str, ...]]]

MOST_CANDIDATES = 5
LONGEST = 200
"""Characters of an answer that may name options; more is a story, not a choice."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BETWEEN = re.compile(r"[,;/\n+&•]|\b(?:ja|sekä|seka|och|samt|and|plus)\b", re.IGNORECASE)
_SMALL = folded_words(
    "ja tai on se että kanssa olen asun meillä minulla haluan vain kiitos mun minun meidän",
    "och eller är det ett den att med för i på min mitt vi har jag vill bara tack",
    "and or is it the a an my with for in of to by at i we i'd like have only just please i'm our",
)


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(phrase) for line in lines.splitlines() for phrase in line.split(",") if phrase.strip())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(_WORD.findall(fold(text)))


_NONE = _phrases("""
    ei, ei mitään, ei mitään näistä, ei mikään, ei mikään näistä, ei yhtään, ei ole, ei ketään, ei kukaan, en mitään
    inga, inga alls, inget, inget av dessa, ingen, ingen av dem, ingenting, nej, noll
    none, none of these, none of them, nothing, no, nobody, no one, not any
""")
_ALL = _phrases("""
    kaikki, kaikki käy, kaikki käyvät, kaikki sopii, ihan kaikki, kaikki nämä, kaikki vaihtoehdot, kuka vain
    kuka tahansa, ketkä vain, mikä vain, mikä tahansa, alla, allt, alla går bra, vem som helst, vad som helst
    vilka som helst, alla dessa, all, all of them, all of these, everything, everyone, anyone, anybody, any, anything
""")


def read_choice(typed: str, options: Mapping[K, Sequence[str]]) -> K | Several[K] | Unread[UnreadChoice]:
    """The option that is meant; `options` gives each its label and other words for it, in all languages.

    Tried in turn: exactly the words; their beginning; an option named within a longer answer; words of an option;
    a slip of the fingers. A step counts only where it leaves one option and no telling word unexplained; else what
    it leaves is returned to choose from. An option beside a word such as "not" is never taken, only offered.
    """
    said = without_article(words_of(typed))
    if not said or len(typed) > LONGEST:
        return Unread(UnreadChoice.UNCLEAR)
    spoken = _spoken(options)
    for label_fits in (_exactly, _beginning):
        keys = [key for key, labels in spoken.items() if any(label_fits(said, label) for label in labels)]
        if keys:
            return keys[0] if len(keys) == 1 else Several(tuple(keys[:MOST_CANDIDATES]))
    named, left = _named(said, spoken)
    if named:
        return named[0] if len(named) == 1 and not _telling(left) else Several(tuple(named[:MOST_CANDIDATES]))
    partly = [key for key, labels in spoken.items() if any(_has_words(said, label) for label in labels)]
    if partly:
        agreeing = any(_has_words(said, label) and _deny_alike(said, label) for label in spoken[partly[0]])
        return partly[0] if len(partly) == 1 and agreeing else Several(tuple(partly[:MOST_CANDIDATES]))
    slipped = _slipped(said, spoken)
    ends = tuple(key for key, labels in spoken.items() if any(_has_ends(said, label) for label in labels))
    return Several(ends[:MOST_CANDIDATES]) if isinstance(slipped, Unread) and ends else slipped


def read_choices(typed: str, options: Mapping[K, Sequence[str]]) -> tuple[K, ...] | Unread[UnreadChoice]:
    """All options that are meant, in the order typed: separated by commas, lines, "and", "ja", "och".

    Empty for "none", all for "all", unless an option says just that. Every part must be clear, else none is taken.
    """
    whole = read_choice(typed, options)
    if not isinstance(whole, Unread | Several):
        return (whole,)
    if (said := words_of(typed)) in _NONE:
        return ()
    if said in _ALL:
        return tuple(options)
    found: list[K] = []
    spoken = _spoken(options)
    for part in filter(words_of, _BETWEEN.split(typed[: LONGEST + 1])):
        read = read_choice(part, options)
        if isinstance(read, Unread):
            return read
        named, left = _named(without_article(words_of(part)), spoken)
        if isinstance(read, Several) and (_telling(left, counted=True) or not named):
            return Unread(UnreadChoice.SEVERAL)
        found += named if isinstance(read, Several) else [read]
    return tuple(dict.fromkeys(found)) if found and len(typed) <= LONGEST else Unread(UnreadChoice.UNCLEAR)


def _spoken(options: Mapping[K, Sequence[str]]) -> Spoken[K]:
    return {
        key: [words for label in labels if (words := without_article(words_of(label)))]
        for key, labels in options.items()
    }


def _exactly(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    return said == label


def _beginning(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """ "Behövs" is no beginning of "behövs inte"."""
    text = " ".join(said)
    begins = len(text) >= 2 and bool(_meaning(said)) and " ".join(label).startswith(text)
    return begins and _deny_alike(said, label)


def _deny_alike(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    return denies(said) == denies(label)


def _has_words(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    meaning = _meaning(said)
    return bool(meaning) and all(
        len(word) > 1 and any(word == other or (len(word) > 3 and other.startswith(word)) for other in label)
        for word in meaning
    )


def _has_ends(said: tuple[str, ...], label: tuple[str, ...]) -> bool:
    """Ends of compound words: "perhe" may be "lapsiperhe", but "smoking" may as well not be "nonsmoking"."""
    meaning = _meaning(said)
    return bool(meaning) and all(len(word) > 3 and any(other.endswith(word) for other in label) for word in meaning)


def _meaning(words: Sequence[str]) -> list[str]:
    denying = not_words(words)
    return [word for at, word in enumerate(words) if word not in _SMALL and at not in denying]


def _telling(words: Sequence[str], *, counted: bool = False) -> bool:
    """Whether a word may change what is meant; in a list of what there is, a number does not: "två katter"."""
    return any(word not in _SMALL and not (counted and _is_a_number(word)) for word in words)


def _is_a_number(word: str) -> bool:
    """A number above zero."""
    return int(word) > 0 if word.isdecimal() else NUMBER_WORDS.get(word, 0) > 0 and not denies((word,))


def _named(said: tuple[str, ...], spoken: Spoken[K]) -> tuple[list[K], list[str]]:
    """The options whose whole label stands in the answer, as typed, and the words left over.

    The longest labels count first, then those that deny: in "jag röker inte" it is "röker inte", not "jag röker".
    """
    left, found = list(said), list[tuple[int, K]]()
    all_labels = {label for labels in spoken.values() for label in labels}
    longest_first = sorted(all_labels, key=lambda label: (-len(label), not denies(label), label))
    for label in longest_first:
        for at in range(len(left) - len(label) + 1):
            if tuple(left[at : at + len(label)]) == label:
                left[at : at + len(label)] = [""] * len(label)
                found += [(at, key) for key, labels in spoken.items() if label in labels]
    in_order = [key for _at, key in sorted(found, key=lambda pair: pair[0])]
    return list(dict.fromkeys(in_order)), [word for word in left if word]


def _slipped(words: tuple[str, ...], spoken: Spoken[K]) -> K | Several[K] | Unread[UnreadChoice]:
    """By Damerau's distance: one slip in four letters, two in eight; clear only where no other is nearly as near.

    What denies is a slip of such labels only that deny, too: "ej behövs" is none of "det behövs".
    """
    said = " ".join(words)
    allowed = 0 if len(said) < 4 else 1 if len(said) < 8 else 2
    away = {
        key: min((_slips(said, label, allowed) for label in labels if denies(label) or not denies(words)), default=99)
        for key, labels in spoken.items()
    }
    near = sorted((key for key in away if away[key] <= allowed), key=lambda key: away[key])
    if not near:
        return Unread(UnreadChoice.UNCLEAR)
    clear = all(away[key] >= away[near[0]] + 2 for key in away if key != near[0])
    return near[0] if clear else Several(tuple(near[:MOST_CANDIDATES]))


def _slips(said: str, label: tuple[str, ...], allowed: int) -> int:
    return OSA.distance(said, " ".join(label), score_cutoff=allowed + 2)
