"""Who is meant: women, men, adults and children of an age band, as people write it."""

from __future__ import annotations

from conversations.reading.outcome import UnreadPeople
from conversations.reading.people_items import items_of
from conversations.reading.people_party import Party, People, UnclearPeople

__all__ = ["People", "UnclearPeople", "read_people"]

LONGEST = 300
"""Characters of an answer that may name people; more is a story."""


def read_people(typed: str) -> People | UnclearPeople:
    """Who is meant: "2 naista ja yksi mies, lapset 3 ja 7 v", "jag och min fru och ett barn 5 år", "yksin".

    Nobody is invented and nobody dropped: an unknown word, a child without an age ("age missing"), persons of whom
    it is not said whether they are of age, and a plural without a number leave the whole unread, with the part that
    was understood. Somebody of 18 years or more is an adult, whatever the word; a baby is under three. The person
    who types ("me", "yksin") is an adult not further said, unless a younger age is given.
    """
    if len(typed) > LONGEST:
        return UnclearPeople(UnreadPeople.UNCLEAR)
    party = Party()
    items = items_of(typed)
    for at, item in enumerate(items):
        party.take(item, items[at + 1 :])
    return party.counted()
