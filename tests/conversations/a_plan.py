"""A plan of a stay, filled in."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

PLANNED: Mapping[str, JsonValue] = {
    "spaces": {"sleeping": "own_room", "bathroom": "shared", "kitchen": "shared"},
    "shared": ["living_room", "sauna"],
    "privacy": ["knock", "key"],
    "house_rules": {"smoking": "outside", "rules": ["shoes"]},
    "housework": {"cleaning": "turns", "laundry": "own_wash"},
    "visitors": "ask",
    "animals": [],
    "food": {"meals": "sometimes", "costs": "each"},
    "quiet": "22_7",
    "dates": {"since": "2027-03-01", "until": "2027-08-31"},
    "notice": "d14",
    "trial": "weekend",
}
"""All that must be agreed."""

TYPED: Mapping[str, str] = {
    "spaces": "own room, own bathroom, shared kitchen",
    "shared": "sauna, internet",
    "privacy": "knock before coming in",
    "house_rules": "smoking only outside, shoes off indoors",
    "housework": "cleaning in turns, each washes their own clothes",
    "visitors": "ask each time first",
    "animals": "no animals",
    "food": "each cooks for themself, each buys their own food",
    "quiet": "22-7",
    "dates": "1.3.–31.8.",
    "notice": "two weeks before",
    "trial": "a weekend first",
}
"""An answer to each that can be typed, in English."""
