"""Words for people in three languages, folded, with what each says of number, sex and age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from conversations.reading.folding import folded_words


class Kind(Enum):
    """What a word says of a person."""

    WOMAN = auto()
    MAN = auto()
    ADULT = auto()
    SELF = auto()
    ALONE = auto()
    """The person who types, unless somebody of age is named: "yksin", but "nainen yksin" is one woman."""
    COUPLE = auto()
    CHILD = auto()
    GIRL = auto()
    BOY = auto()
    BABY = auto()
    TWINS = auto()
    SISTER = auto()
    BROTHER = auto()
    PERSON = auto()
    """Of age or not: it is not said."""
    FAMILY = auto()
    PET = auto()


class Number(Enum):
    """How many a word means when no number stands before it."""

    ONE = auto()
    MANY = auto()
    OPEN = auto()
    """One or many: "barn", and the Finnish partitive, which wants a number."""


CHILDREN = frozenset({Kind.CHILD, Kind.GIRL, Kind.BOY, Kind.BABY, Kind.TWINS})


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for somebody."""

    kind: Kind
    number: Number
    language: str
    describes: bool = False
    """Whether it may as well describe somebody just named: "minä, nainen 35 v"."""


_NOUNS: tuple[tuple[Kind, Number, str, str, str], ...] = (
    (Kind.WOMAN, Number.ONE,
     "nainen rouva vaimo vaimoni avovaimo äiti äitini yksinhuoltajaäiti mummo mummoni mummi isoäiti anoppi täti "
     "tyttöystävä tyttöystäväni",
     "kvinna dam fru hustru maka mamma mor moder mormor farmor svärmor moster faster flickvän",
     "woman lady wife mother mom mum mummy grandmother grandma aunt girlfriend female"),
    (Kind.WOMAN, Number.MANY, "naiset naisia äidit äitejä rouvat", "kvinnor kvinnorna damer mammor mödrar",
     "women ladies mothers females"),
    (Kind.WOMAN, Number.OPEN, "naista vaimoa äitiä rouvaa mummoa", "", ""),
    (Kind.MAN, Number.ONE,
     "mies mieheni aviomies avomies isä isäni ukki ukkini vaari isoisä setä eno appi poikaystävä poikaystäväni",
     "man make herre pappa far fader morfar farfar svärfar morbror farbror pojkvän",
     "husband father dad daddy grandfather grandpa uncle boyfriend male gentleman"),
    (Kind.MAN, Number.MANY, "miehet miehiä isät isiä", "männen herrar pappor", "men males husbands fathers"),
    (Kind.MAN, Number.OPEN, "miestä isää", "", ""),
    (Kind.ADULT, Number.ONE,
     "aikuinen puoliso puolisoni aviopuoliso avopuoliso kumppani kumppanini huoltaja yksinhuoltaja isovanhempi "
     "eläkeläinen",
     "vuxen sambo förälder ensamförälder pensionär", "adult grownup spouse partner parent grandparent pensioner"),
    (Kind.ADULT, Number.MANY, "aikuiset aikuisia vanhemmat vanhempani isovanhemmat", "vuxna föräldrar",
     "adults grownups parents grandparents"),
    (Kind.ADULT, Number.OPEN, "aikuista puolisoa vanhempaa eläkeläistä", "", ""),
    (Kind.SELF, Number.ONE, "minä mä mää mie", "jag mig", ""),
    (Kind.ALONE, Number.ONE, "yksin yksinäni yksikseni itse itseni", "ensam själv", "alone myself"),
    (Kind.COUPLE, Number.ONE, "pariskunta aviopari avopari avioparia pariskuntaa", "", ""),
    (Kind.CHILD, Number.ONE, "lapsi lapseni teini koululainen taapero", "barnet tonåring",
     "child kid teenager teen toddler"),
    (Kind.CHILD, Number.MANY, "lapset lapsia lapsemme muksut teinit", "barnen tonåringar",
     "children kids teenagers teens toddlers"),
    (Kind.CHILD, Number.OPEN, "lasta teiniä muksua", "barn", ""),
    (Kind.GIRL, Number.ONE, "tyttö tyttöni tytär tyttäreni", "flicka dotter tjej", "girl daughter"),
    (Kind.GIRL, Number.MANY, "tytöt tyttöjä tyttäret tyttäriä", "flickor döttrar tjejer", "girls daughters"),
    (Kind.GIRL, Number.OPEN, "tyttöä tytärtä", "", ""),
    (Kind.BOY, Number.ONE, "poika poikani", "pojke kille", "boy son"),
    (Kind.BOY, Number.MANY, "pojat poikia", "pojkar söner killar", "boys sons"),
    (Kind.BOY, Number.OPEN, "poikaa", "", ""),
    (Kind.BABY, Number.ONE, "vauva vauvani vastasyntynyt", "bebis spädbarn nyfödd", "baby newborn infant"),
    (Kind.BABY, Number.MANY, "vauvat vauvoja", "bebisar", "babies infants newborns"),
    (Kind.BABY, Number.OPEN, "vauvaa", "", ""),
    (Kind.TWINS, Number.ONE, "kaksoset kaksosia", "tvillingar tvillingarna", "twins"),
    (Kind.SISTER, Number.ONE, "sisko siskoni sisar sisareni", "syster", "sister"),
    (Kind.SISTER, Number.MANY, "siskot sisaret", "systrar", "sisters"),
    (Kind.SISTER, Number.OPEN, "siskoa sisarta", "", ""),
    (Kind.BROTHER, Number.ONE, "veli veljeni", "bror brorsa", "brother"),
    (Kind.BROTHER, Number.MANY, "veljet", "bröder", "brothers"),
    (Kind.BROTHER, Number.OPEN, "veljeä", "", ""),
    (Kind.PERSON, Number.ONE,
     "henkilö ihminen ystävä ystäväni kaveri kaverini serkku serkkuni sukulainen", "vän kompis kusin släkting",
     "person friend cousin relative sibling nephew niece"),
    (Kind.PERSON, Number.MANY, "ihmisiä ihmiset henkilöt ystävät kaverit", "personer vänner kompisar syskon",
     "people persons ppl friends relatives siblings"),
    (Kind.PERSON, Number.OPEN, "hlö hlöä henkilöä henkeä henkinen ihmistä ystävää kaveria", "pers", ""),
    (Kind.FAMILY, Number.ONE, "perhe perheeni perheemme", "familj familjen", "family"),
    (Kind.PET, Number.OPEN,
     "koira koiraa koiran koiria kissa kissaa kissan kissoja lemmikki lemmikkiä lemmikkejä eläimiä marsu kani",
     "hund hundar katt katter husdjur djur", "dog dogs cat cats pet pets animals"),
)  # fmt: skip


_DESCRIBING = folded_words("nainen mies aikuinen kvinna man vuxen woman male female adult")


def _by_word() -> Iterator[tuple[str, Noun]]:
    for kind, number, *lines in _NOUNS:
        for language, line in zip(("fi", "sv", "en"), lines, strict=True):
            for word in folded_words(line):
                yield word, Noun(kind, number, language, describes=word in _DESCRIBING)


NOUNS: Mapping[str, Noun] = dict(_by_word())
"""Words for people by their folded form."""

YEARS = folded_words(
    "v vuotias vuotiaat vuotiasta vuotiaita vuotta vuotiaan vee år årig åriga åring åringar",
    "year years yr yrs yo y",
)
MONTHS = folded_words("kk kuukautta kuukauden kuinen månad månader month months mo mths")
AGED = folded_words("ikä iät iältään åldern åldrar åldrarna ålder age aged ages")
"""Words after which numbers are ages."""

OF_YEARS = folded_words("of på")
"""After a child they lead to its age: "a child of 5", "ett barn på 5"."""

AND = folded_words("ja sekä plus kanssa och samt med and with")
NONE = folded_words("ei ilman eikä inget utan no without")
TOTAL = folded_words("yhteensä sammanlagt totalt total altogether")
COUPLE = folded_words("pari par couple")
"""Two of what follows ("pari lasta"), or a couple."""

_BESIDE = {
    "fi": (
        "on ovat olen olemme ollaan ole oo meitä meidän minun mun tulee tulisi tulossa muuttaa asuu täällä siis vain",
        "joista joilla jolla pieni pientä pienet pieniä nuori nuoret nuorta oma omat vanha vanhaa vanhat raskaana",
        "oleva kotona perheessä iso isot",
    ),
    "sv": (
        "är vi min mitt mina vår vårt våra kommer som bor här bara endast små liten litet lilla ung unga gammal",
        "gamla ensamstående gravid gift gifta äkta hos oss det till i st stycken",
    ),
    "en": (
        "is are am we my our his her their the of small little young old olds only just single pregnant have has will",
        "come coming live living lives here it's i'm we're in i there a an",
    ),
}
BESIDE: Mapping[str, str] = {word: language for language, lines in _BESIDE.items() for word in folded_words(*lines)}
"""Words that change nothing, by the language they show."""

WE = folded_words("me vi we")
"""Alone beside "and" they are people of whom nothing is said."""
