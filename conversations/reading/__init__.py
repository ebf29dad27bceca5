"""How typed answers are read in Finnish, Swedish and English: pure functions, one file a subject.

A function returns the value, or says why there is none; what is only likely is never taken silently.
"""

from conversations.reading.answers import read_yes_no
from conversations.reading.choices import read_choice, read_choices
from conversations.reading.days import read_day
from conversations.reading.folding import fold, folded_words, name_key
from conversations.reading.not_words import denies, without_article
from conversations.reading.numbers import read_number
from conversations.reading.outcome import (
    Guess,
    Several,
    Unread,
    UnreadAnswer,
    UnreadChoice,
    UnreadDay,
    UnreadNumber,
    UnreadPeople,
    UnreadPhone,
    UnreadSpan,
)
from conversations.reading.people import People, UnclearPeople, read_people
from conversations.reading.phones import read_phone
from conversations.reading.spans import Span, Unit, read_span

__all__ = [
    "Guess",
    "People",
    "Several",
    "Span",
    "UnclearPeople",
    "Unit",
    "Unread",
    "UnreadAnswer",
    "UnreadChoice",
    "UnreadDay",
    "UnreadNumber",
    "UnreadPeople",
    "UnreadPhone",
    "UnreadSpan",
    "denies",
    "fold",
    "folded_words",
    "name_key",
    "read_choice",
    "read_choices",
    "read_day",
    "read_number",
    "read_people",
    "read_phone",
    "read_span",
    "read_yes_no",
    "without_article",
]
