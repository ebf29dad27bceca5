"""Languages by their names in Finnish, Swedish, English and themselves, as CLDR has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale
from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.network.inflection import endings_cut, stems
from conversations.reading import fold, folded_words

USUAL = ("fi", "sv", "en", "ar", "fa", "prs", "ku", "so", "ru", "uk", "tr", "fr", "es")
"""Languages with a button: those of hosts, and of most who ask for a home."""

READERS = ("fi", "sv", "en")

_IN_CLDR = {"prs": "fa_AF"}
"""Codes under which CLDR keeps a language that has an ISO code of its own: Dari."""

_ALSO: Mapping[str, str] = {
    "fi": "suomi suom fin finska finnish selkosuomi",
    "sv": "ruotsi svenska swedish swe finlandssvenska suomenruotsi",
    "en": "englanti enkku engl eng engelska english",
    "ar": "arabia arabiska arabic عربي العربية عربية",
    "fa": "persia farsi persiska persian iranilainen فارسی فارسي",
    "prs": "dari دری",
    "ku": "kurdi kurdiska kurdish kurmanji kurmandzi kurmandži kurmandji kurmanci kurmancî badini کوردی کردی",
    "ckb": "sorani soranî sorania soraniska keskikurdi centralkurdiska سۆرانی سوراني",
    "so": "somali somalia somaliska soomaali af-soomaali",
    "ru": "venäjä ryska russian русский",
    "uk": "ukraina ukrainska ukrainan ukrainian українська украинский",
    "tr": "turkki turkiska turkish türkçe turkce",
    "fr": "ranska franska french français",
    "es": "espanja spanska spanish español",
    "ti": "tigrinja tigrinya tigrina tigriniska ትግርኛ",
    "am": "amhara amhariska amharic አማርኛ",
    "ps": "pashto pashtu paštu pasto پښتو",
    "ur": "urdu اردو",
    "az": "azeri azerbaidžani azerbajdzjanska azerbaijani",
    "sq": "albania albanska albanian shqip",
    "bs": "bosnia bosniska bosnian bosanski",
    "sr": "serbia serbiska serbian srpski српски",
    "hr": "kroatia kroatiska croatian hrvatski",
    "zh": "kiina kinesiska chinese mandariini mandarin 中文 汉语 普通话",
    "vi": "vietnam vietnamesiska vietnamese tiếng-việt",
    "th": "thai thaimaa thailändska ไทย",
    "fil": "tagalog filipino filippiini filippinska",
    "ln": "lingala",
    "sw": "swahili suahili",
    "rw": "ruanda kinyarwanda rwanda",
    "rn": "rundi kirundi",
    "om": "oromo oromia oromiska",
    "bn": "bengali bangla bengaliska বাংলা",
    "ne": "nepali nepalesiska nepalin नेपाली",
    "ta": "tamili tamil tamilska தமிழ்",
    "ka": "georgia georgiska georgian gruusia ქართული",
    "hy": "armenia armeniska armenian հայերեն",
    "de": "saksa tyska german deutsch",
    "it": "italia italienska italian italiano",
    "pt": "portugali portugisiska portuguese português",
    "et": "viro eesti estniska estonian",
    "pl": "puola polska polish polski",
    "ro": "romania rumänska romanian română moldova",
    "rom": "romani",
    "se": "pohjoissaame saame nordsamiska samiska sami",
    "no": "norja norska norwegian",
    "hi": "hindi हिन्दी",
    "pa": "punjabi pandžabi ਪੰਜਾਬੀ",
    "el": "kreikka grekiska greek ελληνικά",
    "hu": "unkari ungerska hungarian magyar",
    "bg": "bulgaria bulgariska bulgarian български",
    "lt": "liettua litauiska lithuanian lietuvių",
    "lv": "latvia lettiska latvian latviešu",
    "nl": "hollanti holländska dutch nederlands",
    "ja": "japani japanska japanese 日本語",
    "ko": "korea koreanska korean 한국어",
    "id": "indonesia indonesiska indonesian",
    "uz": "uzbekki uzbekiska uzbek ozbek",
    "kk": "kazakki kazakiska kazakh қазақша",
    "ky": "kirgiisi kirgisiska kyrgyz кыргызча",
    "tg": "tadžikki tadzjikiska tajik тоҷикӣ",
    "da": "tanska danska danish dansk",
}
"""Other words for a language beside its names in CLDR, its own name among them."""

_BESIDE = folded_words(
    "ja sekä puhun puhumme osaan osaamme vähän hieman hyvin hyvää hyvä jonkin verran äidinkieli äidinkielenä kieli",
    "kieltä kielet kieliä auttavasti auttavaa sujuvasti sujuvaa sujuva perusteet myös heikosti paras parhaiten ensin",
    "sitten melko",
    "och samt jag vi talar pratar kan lite litet bra modersmål språk också flytande hjälpligt grunderna även bäst",
    "sedan",
    "and i we speak a little bit some good well fluent fluently native basic basics mother tongue language languages",
    "also very of best then my is are in",
)
"""Words around a language that do not deny it."""

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[,;/&+.()\n]| (?:ja|seka|och|samt|and) ")
LONGEST = 200


def language_name(code: str, reader: str) -> str:
    """The name of a language for readers of fi, sv or en, as CLDR writes it; the code where CLDR has none."""
    return str(Locale(reader).languages.get(_IN_CLDR.get(code, code), code))


class Languages:
    """Implements `conversations.world.Languages`."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}
        for code in _spoken():
            self._learn(code, (language_name(code, reader) for reader in READERS))
        for code, line in _ALSO.items():
            self._learn(code, line.split(), surely=True)
        self._by_stem = {stem: code for name, code in self._by_name.items() for stem in stems(name)}
        self._long_names = [name for name in self._by_name if len(name) > 4]

    def _learn(self, code: str, names: Iterable[str], *, surely: bool = False) -> None:
        for name in filter(None, map(_plain, names)):
            if surely or len(name) > 3:
                self._by_name[name] = code

    def find(self, typed: str) -> tuple[str, ...]:
        """Codes of the languages named in the text, in the order typed; empty if any word is not a language.

        Words such as "vähän" and "jag talar" are passed over, but not "ei" or "inte". One slip of the fingers is
        forgiven in a long name where no other language is as near.
        """
        if len(typed) > LONGEST:
            return ()
        found: list[str] = []
        for part in filter(_plain, _BETWEEN.split(fold(typed))):
            words = [word for word in _plain(part).split() if word not in _BESIDE]
            whole = self._by_name.get(" ".join(words))
            codes = [whole] if whole else [self._one(word) for word in words]
            if not all(codes):
                return self._by_codes(typed)
            found += [code for code in codes if code]
        return tuple(dict.fromkeys(found))

    def usual(self) -> Sequence[str]:
        """Codes worth a button of their own."""
        return USUAL

    def knows(self, code: str) -> bool:
        """Whether there is a language with this code, so that it can be named."""
        return language_name(code, "en") != code

    def _one(self, word: str) -> str | None:
        if code := self._by_name.get(word):
            return code
        cut = (stem for short in (False, True) for stem in endings_cut(word, short=short))
        inflected = {code for stem in cut if (code := self._by_stem.get(stem))}
        return inflected.pop() if len(inflected) == 1 else self._slipped(word)

    def _slipped(self, word: str) -> str | None:
        near = process.extract(word, self._long_names, scorer=OSA.distance, score_cutoff=1, limit=5)
        codes = {self._by_name[name] for name, _distance, _at in near}
        return codes.pop() if len(word) > 5 and len(codes) == 1 else None

    def _by_codes(self, typed: str) -> tuple[str, ...]:
        """ "fi, sv, en": only as a list of such codes, for "en" alone is a word."""
        codes = _plain(typed).split()
        return tuple(dict.fromkeys(codes)) if len(codes) > 1 and all(code in USUAL for code in codes) else ()


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _spoken() -> Iterator[str]:
    """Languages that CLDR knows to be spoken somewhere: Latin and Old Norse are no help to a guest."""
    spoken = {str(code) for territory in get_global("territory_languages").values() for code in territory}
    named = map(str, Locale("en").languages)
    return (code for code in named if code.isalpha() and code in spoken and code not in ("la", "eo"))
