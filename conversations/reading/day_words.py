"""Words for days, weekdays and months in three languages, folded."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.reading.folding import fold, folded_words

_FINNISH_MONTHS = {
    stem: n
    for n, stem in enumerate(
        ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"),
        start=1,
    )
}
_FINNISH_ENDINGS = ("kuu", "kuun", "kuuta", "kuussa", "kuusta", "kuuhun", "kuus", "k")
_OTHER_MONTHS = {
    1: "januari january jan tammi",
    2: "februari february feb febr helmi",
    3: "mars march mar maalis",
    4: "april apr huhti",
    5: "maj may touko",
    6: "juni june jun",
    7: "juli july jul heinä",
    8: "augusti august aug",
    9: "september sept sep syys",
    10: "oktober october okt oct loka",
    11: "november nov marras",
    12: "december dec",
}
MONTHS: Mapping[str, int] = {
    **{fold(stem + ending): n for stem, n in _FINNISH_MONTHS.items() for ending in _FINNISH_ENDINGS},
    **{word: n for n, line in _OTHER_MONTHS.items() for word in folded_words(line)},
}
"""Month names, also cut short, for beside a day."""

LONG_MONTHS: Mapping[str, int] = {
    word: n for word, n in MONTHS.items() if len(word) > 4 or word in folded_words("may maj mars juni juli june july")
}
"""Month names that stand alone: "jul" is Christmas to a Swedish reader."""

WEEKDAYS: Mapping[str, int] = {
    word: day
    for day, line in enumerate(
        (
            "maanantai maanantaina maanantaista maantaina måndag måndagen monday",
            "tiistai tiistaina tiistaista tisdag tisdagen tuesday",
            "keskiviikko keskiviikkona keskiviikosta onsdag onsdagen wednesday",
            "torstai torstaina torstaista torsdag torsdagen thursday",
            "perjantai perjantaina perjantaista fredag fredagen friday",
            "lauantai lauantaina lauantaista lördag lördagen saturday",
            "sunnuntai sunnuntaina sunnuntaista söndag söndagen sunday",
        )
    )
    for word in folded_words(line)
}
SHORT_WEEKDAYS: Mapping[str, int] = {
    word: day
    for day, line in enumerate(
        (
            "ma må mån mon",
            "ti tis tue tues",
            "ke ons wed",
            "to tor tors thu thurs",
            "pe fr fre fri",
            "la lö lör sat",
            "su sö sön sun",
        )
    )
    for word in folded_words(line)
}
"""Weekdays cut short; alone they are only a guess, since "on" and "to" are words, too."""

_PARTS = {
    "first": "alussa alkuun alusta alku alkupuolella alkupuolelta början beginning start early",
    "middle": "puolivälissä puoliväli puolivälistä keskivaiheilla mitten middle mid",
    "last": "lopussa lopulla loppuun lopusta loppu loppupuolella slutet end late",
}
PARTS: Mapping[str, str] = {word: part for part, line in _PARTS.items() for word in folded_words(line)}
"""Words for the beginning, the middle and the end of a month."""


def _phrases(lines: str) -> frozenset[str]:
    return frozenset(fold(phrase) for line in lines.splitlines() for phrase in line.split(",") if phrase.strip())


TODAY = _phrases("""
    heti, ihan heti, vaikka heti, heti kun mahdollista, heti kun voi, heti kun käy, heti kun sopii, heti vaan, nyt
    nyt heti
    vaikka nyt, jo nyt, tänään, vaikka tänään, tänä iltana, välittömästi, saman tien, samantien
    mahdollisimman pian, mahdollisimman nopeasti, niin pian kuin mahdollista, niin pian kun mahdollista, milloin vain
    milloin vaan, milloin tahansa, koska vain, koska vaan, koska tahansa, tällä viikolla, tässä kuussa
    tämän kuun aikana
    genast, omedelbart, nu, nu genast, redan nu, med detsamma, direkt, strax, i dag, idag, i kväll, ikväll, i natt
    så fort som möjligt, så snart som möjligt, så fort det går, snarast, snarast möjligt, när som helst
    den här veckan
    denna vecka, den här månaden, denna månad
    now, right now, right away, straight away, immediately, at once, asap, a.s.a.p., as soon as possible, today
    tonight
    any time, anytime, whenever, whenever needed, any day, this week, this month, from now, from now on, from today
""")
TOMORROW = _phrases("""
    huomenna, huomisesta, jo huomenna, vaikka huomenna, i morgon, imorgon, i morron, imorron, imorrn, imorn
    redan i morgon, tomorrow, tmrw, tmr, as early as tomorrow
""")
DAY_AFTER = _phrases("""
    ylihuomenna, i övermorgon, iövermorgon, övermorgon, day after tomorrow, the day after tomorrow
""")
NEXT_WEEK = _phrases("""
    ensi viikolla, ens viikolla, ensiviikolla, ensviikolla, ensi viikko, ensi viikosta, seuraavalla viikolla
    tulevalla viikolla, ensi viikon alussa, ensi viikon alkupuolella, ensi viikkoa
    nästa vecka, nästkommande vecka, kommande vecka, under nästa vecka, i början av nästa vecka
    next week, the next week, during next week, coming week, the coming week, early next week, the week after this
""")
NEXT_MONTH = _phrases("""
    ensi kuussa, ens kuussa, ensikuussa, ensi kuu, ensi kuusta, seuraavassa kuussa, ensi kuun alussa, ensi kuukausi
    kuun vaihteessa, kuunvaihteessa, kuun vaihduttua, kuukauden vaihteessa
    nästa månad, under nästa månad, i början av nästa månad, vid månadsskiftet, månadsskiftet
    next month, the next month, during next month, early next month, at the beginning of next month
""")
WEEKEND = _phrases("""
    viikonloppuna, tänä viikonloppuna, tulevana viikonloppuna, viikonloppu, i helgen, till helgen, den här helgen
    på veckoslutet, this weekend, on the weekend, at the weekend, the weekend, weekend
""")
NEXT_WEEKEND = _phrases("""
    ensi viikonloppuna, ens viikonloppuna, seuraavana viikonloppuna, nästa helg, nästa veckoslut, next weekend
""")
NEW_YEAR = _phrases("""
    vuodenvaihteessa, vuoden vaihteessa, vuoden alussa, ensi vuoden alussa, ensi vuoden alusta, uutenavuotena
    vuodenvaihteen jälkeen, uuden vuoden jälkeen, vid årsskiftet, årsskiftet, efter årsskiftet, efter nyår, vid nyår
    i början av nästa år, i början av året, new year, at new year, after new year, beginning of next year
    at the beginning of next year, early next year
""")
GONE = _phrases("""
    eilen, toissapäivänä, viime viikolla, viime kuussa, viime vuonna, igår, i går, i förrgår, förra veckan
    förra månaden
    förra året, yesterday, last week, last month, last year
""")
VAGUE = _phrases("""
    myöhemmin, joskus, pian, kohta, lähiaikoina, lähiviikkoina, lähipäivinä, en tiedä, en tiedä vielä, ei tietoa
    riippuu
    ei väliä, sovitaan, sopimuksen mukaan, joustava, joustavasti, avoin, ensi vuonna, tänä vuonna, jouluna
    joulun jälkeen
    ennen joulua, juhannuksena, juhannuksen jälkeen, pääsiäisenä, pääsiäisen jälkeen, loman jälkeen
    muutaman päivän päästä
    muutaman viikon päästä, muutaman kuukauden päästä, muutaman viikon kuluttua, jouluksi
    senare, snart, någon gång, inom kort, vet inte, vet ej, jag vet inte, det beror på, spelar ingen roll, flexibel
    flexibelt, enligt överenskommelse, nästa år, i år, till jul, efter jul, före jul, till midsommar, efter midsommar
    till påsk, efter påsk, om några dagar, om några veckor, om några månader, efter semestern, öppet
    later, soon, some time, sometime, someday, i don't know, dont know, not sure, it depends, depends, flexible, open
    next year, this year, at christmas, after christmas, before christmas, in a few days, in a few weeks
    in a few months, after the holidays, to be agreed
""")
SEASONS = folded_words(
    "kevät keväällä keväänä kevääksi kesä kesällä kesänä kesäksi syksy syksyllä syksynä syksyksi talvi talvella",
    "talvena talveksi",
    "vår våren vårens sommar sommaren höst hösten vinter vintern spring summer autumn fall winter",
)
"""Seasons: a month is needed."""
