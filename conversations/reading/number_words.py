"""Numbers as words: Finnish with its usual cases and spoken forms, Swedish, English."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.reading.folding import folded_words

_WORDS = {
    0: "nolla nollan noll zero none ingen inga",
    1: "yksi yks yhden yhtä yhdelle yhdellä yhteen en ett one",
    2: "kaksi kaks kahden kahta kahdelle kahdella kahteen två two pari parin paria par couple",
    3: "kolme kolmen kolmea kolmelle kolmella kolmeen tre three",
    4: "neljä neljän neljää neljälle neljällä neljään nelj fyra fyr four",
    5: "viisi viis viiden viittä viidelle viidellä viiteen fem five",
    6: "kuusi kuus kuuden kuutta kuudelle kuudella kuuteen sex six",
    7: "seitsemän seittemä seittemän seitsemää seitsemälle seitsemällä sju seven",
    8: "kahdeksan kaheksan kaheksa kahdeksaa kahdeksalle kahdeksalla åtta eight",
    9: "yhdeksän yheksän yheksä yhdeksää yhdeksälle yhdeksällä nio nie nine",
    10: "kymmenen kymmentä kymmenelle kymmenellä kymppi tio tie ten",
    11: "yksitoista ykstoista yhdentoista yhtätoista elva eleven",
    12: "kaksitoista kakstoista kahdentoista kahtatoista tusina tolv dussin twelve dozen",
    13: "kolmetoista kolmentoista kolmeatoista tretton thirteen",
    14: "neljätoista neljäntoista neljäätoista fjorton fourteen",
    15: "viisitoista viistoista viidentoista viittätoista femton fifteen",
    16: "kuusitoista kuustoista kuudentoista kuuttatoista sexton sixteen",
    17: "seitsemäntoista seittemäntoista seittementoista sjutton seventeen",
    18: "kahdeksantoista kaheksantoista arton aderton eighteen",
    19: "yhdeksäntoista yheksäntoista nitton nineteen",
    20: "kaksikymmentä kakskymmentä kaksikyt kakskyt kahdenkymmenen tjugo twenty",
}

NUMBER_WORDS: Mapping[str, int] = {word: number for number, line in _WORDS.items() for word in folded_words(line)}
"""What each folded word counts; "pari", "par" and "couple" are two."""
