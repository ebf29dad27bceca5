"""What is typed: what people answer, what they get wrong, and what somebody types who wants to see it break."""

from __future__ import annotations

import random
from typing import Final

from bot.telegram.commands import COMMANDS
from tests.fuzz.cast import CANARY
from tests.kit.nasty import NASTY

ANSWERS: Final = (
    *("yes", "no", "ei", "kyllä", "ja", "nej", "send", "send now", "done", "valmis", "back", "skip", "none", "kaikki"),
    *("Turku", "Åbo", "Uusimaa, Turku", "anywhere", "stadi", "heti", "1.3.", "31.2.", "tomorrow", "1.5.–30.6."),
    *("2", "kaksi", "2 naista ja koira", "family", "3 kk", "suomi, ruotsi", "Arabic, English", "040 123 4567"),
    *("own room, 2", "change", "Name", "well", "not well", "yes, I am sure", "I don’t feel safe", "18:00", "14.00, 16"),
    *("K-222222", "K-ABCDEF", "k abcdef", "?", "", " ", "0", "-1", "999999999999", "½", "٣", "1.1.1900", "1.1.9999"),
)


def typed(chance: random.Random) -> str:
    """Words of any sort, with the canary where they are nobody's answer."""
    match chance.randrange(10):
        case 0 | 1 | 2 | 3 | 4:
            return chance.choice(ANSWERS) or CANARY
        case 5 | 6:
            return f"{CANARY} {chance.choice(NASTY)}"
        case 7:
            return f"{CANARY} Leyla {chance.randrange(100)}"
        case 8:
            return str(chance.randrange(-5, 100_000))
        case _:
            return _letters(chance)


def command(chance: random.Random) -> str:
    """A command, often with something behind it that it does not expect."""
    chosen = chance.choice(COMMANDS)
    name = chance.choice((chosen.name, chosen.fi, chosen.sv, chosen.name.upper(), chosen.name + "x"))
    at = chance.choice(("", "", "", "@kotimajoitusbot", "@anotherbot", "@"))
    rest = chance.choice(("", "", "", f" {typed(chance)}", f" {chance.choice(NASTY)}", " K-222222", " 0", " " * 30))
    return f"/{name}{at}{rest}"


def payload(chance: random.Random, seen: list[str]) -> str:
    """What stands behind ?start=: a code that the bot has given, a changed one, or junk."""
    kind = chance.choice(("invite", "details", "confirm", "bind", "cases", "host", "guest", "privacy", "x"))
    code = chance.choice(seen) if seen and chance.random() < 0.6 else f"{kind}_{_code(chance)}"
    match chance.randrange(4):
        case 0:
            return code[: chance.randrange(len(code) + 1)]
        case 1:
            return f"{kind}_{code.partition('_')[2]}"
        case _:
            return code


def changed(chance: random.Random, word: str) -> str:
    """A word with something wrong in it."""
    at = chance.randrange(len(word) + 1)
    match chance.randrange(6):
        case 0:
            return word[:at]
        case 1:
            return word[:at] + chance.choice((":", "\x00", "é", "0", "-", "::", "😀", "\ud83d")) + word[at:]
        case 2:
            parts = word.split(":")
            chance.shuffle(parts)
            return ":".join(parts)
        case 3:
            return f"{word}:{chance.choice(('', '0', '-1', '99999999999999999999', 'yes', 'x' * 80))}"
        case 4:
            parts = word.split(":")
            parts[chance.randrange(len(parts))] = chance.choice(("", "0", "-1", "²", "٣", "x", "None", "h", "1e5"))
            return ":".join(parts)
        case _:
            return word.swapcase()


def _code(chance: random.Random) -> str:
    return "".join(chance.choice("abcdefgh0123456789-_") for _ in range(chance.choice((0, 1, 22, 60))))


def _letters(chance: random.Random) -> str:
    return CANARY + "".join(
        chr(
            chance.choice(
                (chance.randrange(32, 127), chance.randrange(0xA0, 0x2FFF), chance.randrange(0x1F300, 0x1FAFF))
            )
        )
        for _ in range(chance.choice((1, 3, 20, 300)))
    )
