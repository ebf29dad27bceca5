"""Yes and no, in words and signs."""

from __future__ import annotations

import re

from conversations.reading.folding import fold
from conversations.reading.outcome import Unread, UnreadAnswer

_SAYS = re.compile(r"[^\w+✅✔☑👍👌👎❌✖🚫🙅🤷💯]+|_")


def _as_said(typed: str) -> str:
    """Folded words with single spaces; "jooooo" is "jo", so that a drawn-out answer is the same answer."""
    return re.sub(r"(\D)\1+", r"\1", _SAYS.sub(" ", fold(typed)).strip())


def _answers(lines: str) -> frozenset[str]:
    return frozenset(_as_said(answer) for line in lines.splitlines() for answer in line.split(",") if answer.strip())


_YES = _answers("""
    kyllä, kylä, kyl, kyllä kiitos, kyllä vaan, kyllä on, kyllä olen, joo, juu, jo, jep, jepjep, jees, jeps
    juup, joop
    jooh, juh, joo o, juu u, joo joo, joo kyllä, joo on, joo kiitos, no joo, no kyllä, on, onhan, on kyllä, olen, oon
    olen kyllä, olemme, ollaan, toki, tottakai, totta kai, totta, tietysti, tietenkin, ilman muuta, ehdottomasti
    varmasti, mielelläni, mielellään, mieluusti, käy, sopii, se sopii, hyvä, selvä, ok, okei, okej, okay, okke, k, kk
    haluan, haluaisin, voin, voi, voidaan, saa, saatte, pääsee, pitää, suostun, hyväksyn
    ja, jå, jo, ja ja, jodå, jadå, javisst, jovisst, visst, jo visst, jajamän, jajamensan, japp, jap
    ja tack, jo tack, ja gärna, gärna, absolut, självklart, naturligtvis, såklart, så klart, givetvis, säkert, stämmer
    det stämmer, det går bra, går bra, jag är, jag är det, det är jag, det är det
    det har jag, det har vi, jag har, jag vill, j, ja det är jag
    yes, ye, yeah, yea, yep, yup, yeap, yess, ya, aye, y, yes please, yes i am, yes i do, yes we do, yes it is, i am
    i do, we do, it is, sure, of course, ofc, certainly, definitely, absolutely, indeed, correct, right, true, fine
    all right, alright, that is fine, with pleasure, gladly, i agree, agree, agreed, i accept
    👍, ✅, ✔, ☑, 👌, 💯, +1
""")

_NO = _answers("""
    ei, e, ei kiitos, ei ole, ei oo, eioo, ei oikein, en, en ole, en oo, en halua, en tahdo, en voi, emme, ei voi
    ei saa, ei pääse, ei tarvitse, ei pidä
    ei käy, ei sovi, eipä, eipä ole, ei suinkaan, ei todellakaan, ei missään nimessä, ei ikinä, ei koskaan, ei ei
    no ei, joo ei, juu ei, eikä, ehei, ei tällä kertaa, ei vielä, ei nyt, kieltäydyn
    nej, näj, nä, nää, nähä, nepp, nepps, nejdå, nej tack, nej inte, inte, inte alls, inte nu, inte än, absolut inte
    verkligen inte, aldrig, det är jag inte, det har jag inte, jag är inte, jag har inte, jag vill inte
    nej det är jag inte, no, nope, nop, nah, naw, na, n, no thanks, no thank you, not, not now, not yet, never
    no way, not at all, i am not
    i'm not, i do not, i don't, i dont, we do not, we don't, it is not, it's not, it isn't, no i am not, no i do not
    no i don't, certainly not, definitely not, absolutely not, of course not
    👎, ❌, ✖, 🚫, 🙅
""")

_UNDECIDED = _answers("""
    ehkä, ehkä ei, kai, kaipa, mahdollisesti, en tiedä, emt, en osaa sanoa, en ole varma, katsotaan, saa nähdä
    ei väliä, riippuu
    kanske, kanhända, vet inte, vet ej, jag vet inte, osäker, inte säker, jag är inte säker, får se, vi får se, nja
    möjligen, det beror på, spelar ingen roll, njaa
    maybe, perhaps, possibly, not sure, i am not sure, i'm not sure, i don't know, i dont know, i do not know, dunno
    idk, don't know, dont know, it depends, depends, we will see, we'll see, both, either, yes and no
    🤷
""")


def read_yes_no(typed: str) -> bool | Unread[UnreadAnswer]:
    """Yes or no in any of the languages, as the whole of what was typed.

    Only whole answers count, never a word found inside: "not sure" is not "sure", and "juu ei" is a Finnish no.
    A lone "en" is the Finnish "I don't", a lone "jo" the Swedish yes. "Maybe" has a reason of its own.
    """
    said = _as_said(typed)
    if said in _YES or said in _NO:
        return said in _YES
    return Unread(UnreadAnswer.UNDECIDED if said in _UNDECIDED else UnreadAnswer.UNCLEAR)
