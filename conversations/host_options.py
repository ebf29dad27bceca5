"""The usual answers to what a host is asked, with what people type for them in Finnish, Swedish and English."""

from __future__ import annotations

from conversations.questions.base import Option
from conversations.text import _

MAY_SMOKE = (
    *("saa tupakoida", "saa polttaa", "får röka", "man får röka", "det går bra att röka", "may smoke"),
    *("can smoke", "smoking is allowed", "smoking allowed", "smoking is ok"),
)
"""Outside, or inside, too: it is asked which."""
MAY_NOT_SMOKE = (
    *("ei saa tupakoida", "ei saa polttaa", "får inte röka", "man får inte röka", "may not smoke"),
    *("can't smoke", "cannot smoke", "smoking is not allowed", "smoking not allowed"),
)
NOT_INSIDE = (
    *("ei sisällä", "ei sisälle", "sisällä ei saa", "sisällä ei", "ei saa tupakoida sisällä", "ei saa polttaa sisällä"),
    *("inte inomhus", "inte inne", "får inte röka inne", "får inte röka inomhus", "not inside", "not indoors"),
)
"""Nowhere, or only outside: it is asked which."""

HOME_TYPES: tuple[Option, ...] = (
    Option(
        "flat",
        _("A flat"),
        (
            *("kerrostalo", "kerrostalossa", "kerrostaloasunto", "yksiö", "kaksio", "kolmio", "lägenhet"),
            *("höghus", "flervåningshus", "våning", "studio", "etta", "tvåa", "trea", "apartment"),
        ),
    ),
    Option(
        "row_house",
        _("A terraced house"),
        ("rivitalo", "rivitalossa", "rivari", "paritalo", "radhus", "parhus", "row house"),
    ),
    Option(
        "house",
        _("A house"),
        (
            *("omakotitalo", "omakotitalossa", "okt", "pientalo", "talo", "egnahemshus", "småhus", "villa"),
            *("hus", "detached house"),
        ),
    ),
    Option("farm", _("A farm"), ("maatila", "maatilalla", "gård", "bondgård")),
    Option("other", _("Something else"), ("muu", "mökki", "annat", "stuga", "cottage")),
)

SMOKING: tuple[Option, ...] = (
    Option("no", _("No smoking"), ("savuton", "rökfritt", "smoke-free", *MAY_NOT_SMOKE, *NOT_INSIDE)),
    Option(
        "outside",
        _("Only outside"),
        (
            *("ulkona", "parveke", "parvekkeella", "piha", "pihalla", "ute", "utomhus", "balkong"),
            *("balkongen", "på balkongen", "gården", "på gården", "outside", "balcony", "yard"),
            *(*MAY_SMOKE, *NOT_INSIDE),
        ),
    ),
    Option("inside", _("Inside, too"), ("sisällä", "inne", "inomhus", "inside", *MAY_SMOKE)),
)

EXPERIENCE: tuple[Option, ...] = (
    Option(
        "none",
        _("Not yet"),
        (
            *("en vielä", "en ole", "en ole ollut", "en ole koskaan", "en koskaan", "inte ännu", "inte än"),
            *("har inte", "jag har inte", "aldrig", "never", "i have not", "i haven’t"),
        ),
    ),
    Option(
        "friends",
        _("Yes, otherwise"),
        (
            *("muuten", "kämppis", "kämppiksiä", "kämppiksen kanssa", "ystäviä", "kavereita", "sukulaisia"),
            *("annars", "vänner", "kompis", "kompisar", "släktingar", "inneboende"),
            *("otherwise", "flatmate", "flatmates", "friends", "relatives", "lodger"),
        ),
    ),
    Option(
        "network",
        _("Yes, as a host in home accommodation"),
        ("kotimajoittaja", "majoittajana", "inkvarterare", "som inkvarterare", "as a host", "host"),
    ),
)

SECOND_SPACE: tuple[Option, ...] = (
    Option(
        "no", _("No second space"), ("ei toista tilaa", "ei ole", "inget andra utrymme", "only one", "just one space")
    ),
    Option("1", _("Yes, for one person"), ("1", "yksi", "yhdelle", "för en person", "one", "for one")),
    Option("2", _("Yes, for two people"), ("2", "kaksi", "kahdelle", "två", "för två", "two", "for two")),
    Option("3", _("Yes, for three people"), ("3", "kolme", "kolmelle", "tre", "för tre", "three", "for three")),
    Option("4", _("Yes, for four people"), ("4", "neljä", "neljälle", "fyra", "för fyra", "four", "for four")),
)
