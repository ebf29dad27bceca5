"""How a stay is going, and how it was: one tap, some words for whoever likes, and a person to talk with.

What somebody answers is never shown to the other side of the stay, and never to a channel: an alert says only that
the answer was low, or that somebody wants to talk.
"""

from __future__ import annotations

from typing import Literal, get_args

from conversations.questions.base import Option
from conversations.text import Text, _

Going = Literal["well", "fine", "mixed", "badly", "talk"]

GOING_ASK: tuple[Text, ...] = (
    _("<b>How is it going?</b>"),
    _(
        "One tap is enough. Only the coordinator who looks after the stay sees what you answer; "
        "it is not told to those you live with."
    ),
)

GOING: tuple[Option, ...] = (
    Option("well", _("🙂 Well"), ("hyvin", "tosi hyvin", "bra", "väldigt bra", "good", "great", "very well")),
    Option("fine", _("👍 All right"), ("ihan hyvin", "ok", "okei", "helt okej", "okay", "fine", "alright")),
    Option("mixed", _("🤔 Some things are hard"), ("vaihtelevasti", "sådär", "så där", "so-so", "mixed")),
    Option("badly", _("🙁 Not well"), ("huonosti", "ei hyvin", "dåligt", "inte bra", "badly", "not good")),
    Option(
        "talk",
        _("💬 I want to talk with someone"),
        ("haluan puhua", "soita minulle", "jag vill prata", "ring mig", "call me", "talk", "i want to talk"),
    ),
)

LOW: frozenset[Going] = frozenset({"badly", "talk"})
"""Answers that a coordinator hears of at once."""

GOING_THANKS: dict[Going, Text] = {
    "well": _("Thank you, that is good to hear."),
    "fine": _("Thank you. If something comes up, you can write here at any time."),
    "mixed": _("Thank you for telling. Would you like to say what is hard, or talk with someone?"),
    "badly": _("Thank you for telling. A coordinator hears of it now and gets in touch with you."),
    "talk": _("A coordinator hears now that you want to talk, and gets in touch with you."),
}
"""Said after the tap."""

SAY_MORE = _("Say it in words")
TALK = _("I want to talk with someone")
"""Buttons under the thanks."""

WORDS_ASK: tuple[Text, ...] = (
    _("What would you like to say? Only the coordinator who looks after the stay reads it."),
    _("<i>At most {n} characters. Please don’t write addresses or identity codes.</i>"),
)
"""With the value `n`."""

MOST_WORDS = 1000
"""Characters of the words on how it is going, and at the end."""

WORDS_THANKS = _("Thank you. The coordinator reads it.")

Was = Literal["well", "fine", "mixed", "badly", "rather_not"]

WAS_ASK: dict[Literal["host", "guest"], tuple[Text, ...]] = {
    "host": (
        _("<b>The stay has come to its end. Thank you for sharing your home.</b>"),
        _("How was it for you? Only coordinators see what you answer."),
    ),
    "guest": (
        _("<b>The stay has come to its end. We wish you all the best in the next home.</b>"),
        _("How was it for you? Only coordinators see what you answer."),
    ),
}

WAS: tuple[Option, ...] = (
    Option("well", _("🙂 It was good"), ("hyvin", "hyvä", "bra", "good", "great")),
    Option("fine", _("👍 It was all right"), ("ihan hyvin", "ok", "okej", "fine", "okay")),
    Option("mixed", _("🤔 Some things were hard"), ("vaihtelevasti", "sådär", "so-so", "mixed")),
    Option("badly", _("🙁 It was not good"), ("huonosti", "dåligt", "badly", "not good")),
    Option("rather_not", _("I’d rather not say"), ("en halua sanoa", "vill inte säga", "rather not")),
)

HELPED_ASK = _("What would make the next stay better? You can choose several.")

BETTER: tuple[Option, ...] = (
    Option("meeting", _("More time to meet first"), ("tapaaminen", "möte", "meeting")),
    Option("plan", _("A clearer plan of the stay"), ("suunnitelma", "plan", "planen")),
    Option("support", _("More support meanwhile"), ("tuki", "stöd", "support")),
    Option("language", _("Help with the language"), ("kieli", "språk", "language")),
    Option("ending", _("A calmer end"), ("loppu", "slutet", "ending")),
    Option("nothing", _("Nothing, it was good so"), ("ei mitään", "inget", "ingenting", "nothing")),
)

AGAIN_ASK = _("Is your home open again for a guest?")

AGAIN: tuple[Option, ...] = (
    Option("now", _("Yes, at once"), ("kyllä", "heti", "ja", "genast", "yes", "now")),
    Option("later", _("Yes, later"), ("myöhemmin", "senare", "later")),
    Option("rest", _("Not for now"), ("ei nyt", "tauko", "inte nu", "paus", "not now", "no")),
)
"""Asked of the host; "later" asks for the day, "rest" pauses the offer."""

END_THANKS = _("Thank you. It helps the network to do better.")


def is_low(answer: str) -> bool:
    """Whether a coordinator hears of this answer at once."""
    return answer in LOW


def going(code: str) -> Going | None:
    """The answer of a button's code; None for a code that is none (any more)."""
    return next((answer for answer in get_args(Going) if answer == code), None)
