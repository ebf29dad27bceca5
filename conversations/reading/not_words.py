"""Words that deny what stands beside them: "ei miehiä", "inga män", "everyone except men"."""

from __future__ import annotations

from collections.abc import Sequence

from conversations.reading.folding import folded_words

_NOT = folded_words(
    "ei en emme eivät eikä enkä emmekä eivätkä et ette älä ilman paitsi muut kuin ottamatta lukuunottamatta",
    "inte ej icke utan utom förutom undantag undantaget ingen inga inget ingenting aldrig andra varken bortsett",
    "not no nor don't dont doesn't doesnt didn't isn't aren't can't cannot won't haven't without except excluding",
    "but than never nobody none nothing neither",
)
_EN = "en"
"""Finnish "I don't", or the Swedish article."""
_AFTER_THE_ARTICLE = folded_words(
    "kvinna man dam familj barnfamilj person pers vuxen gäst vän väninna kompis släkting inneboende annan egen liten",
    "stor hel enda hund katt kanin häst fågel höna hamster undulat papegoja fisk sköldpadda lägenhet bostad gård villa",
    "bondgård stuga våning studio etta tvåa trea hyreslägenhet aktiebostad månad vecka dag natt helg kväll dusch skola",
    "toalett kurs språkkurs arbetsplats yrkesskola förläggning bebis dotter son pojke flicka mamma pappa bror syster",
    "kusin pojkvän flickvän tonåring åring",
)
"""Swedish nouns and adjectives: an "en" before one of them is the article."""
_BEFORE_A_NUMBER = folded_words("för åt till")
"""Swedish words after which "en" is a number: "rum för en"."""


def not_words(words: Sequence[str]) -> tuple[int, ...]:
    """The places of the words that deny, in folded words; a Swedish article and number "en" is none of them."""
    return tuple(at for at, word in enumerate(words) if word in _NOT and not _is_swedish_en(words, at))


def denies(words: Sequence[str]) -> bool:
    """Whether something is denied in these folded words; what stands in them is then never taken as said."""
    return bool(not_words(words))


def without_article(words: Sequence[str]) -> tuple[str, ...]:
    """The words without the Swedish article "en", so that an "en" that is left denies."""
    return tuple(word for at, word in enumerate(words) if word != _EN or not _is_article(words, at))


def _is_article(words: Sequence[str], at: int) -> bool:
    return words[at] == _EN and at + 1 < len(words) and words[at + 1] in _AFTER_THE_ARTICLE


def _is_swedish_en(words: Sequence[str], at: int) -> bool:
    return _is_article(words, at) or (words[at] == _EN and at > 0 and words[at - 1] in _BEFORE_A_NUMBER)
