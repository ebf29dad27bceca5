"""The usual answers to what a guest is asked, with what people type for them in Finnish, Swedish and English."""

from __future__ import annotations

from conversations.questions.base import Option
from conversations.text import _

RATHER_NOT = Option(
    "rather_not",
    _("Rather not say"),
    (
        *("en halua sanoa", "en halua kertoa", "en kerro", "mieluummin en", "vill inte säga", "vill inte svara"),
        *("vill inte berätta", "hellre inte", "prefer not to say", "rather not"),
    ),
)

NOT_YET = Option("not_yet", _("Not yet"), ("ei vielä", "en vielä", "en ole vielä", "inte ännu", "inte än"))

NOBODY_SMOKES = (
    *("en polta", "emme polta", "ei polta", "en tupakoi", "emme tupakoi", "ei tupakoi", "ei tupakoita"),
    *("kukaan ei tupakoi", "kukaan ei polta", "kukaan meistä ei tupakoi", "röker inte", "röker ej", "ingen röker"),
    *("ingen av oss röker", "don’t smoke", "do not smoke", "doesn’t smoke", "nobody smokes", "no one smokes"),
    *("none of us smokes", "none of us smoke", "non-smoker", "non-smokers"),
)
"""It says nothing of the home: it is asked whether that must be smoke-free."""

FOR_WHOM: tuple[Option, ...] = (
    Option(
        "self",
        _("For myself (and my family)"),
        (
            *("itselle", "itselleni", "minulle", "meille", "perheelleni"),
            *("mig", "mej", "mig själv", "åt mig", "åt mej", "oss", "me", "myself", "us", "my family"),
        ),
    ),
    Option(
        "other",
        _("I’m helping someone else"),
        (
            *("toiselle", "jollekin toiselle", "ystävälle", "ystävälleni", "kaverille", "tutulle"),
            *("autan toista", "autan ystävää", "autan ystävääni", "autan perhettä", "autan tuttua"),
            *("någon annan", "en vän", "åt en vän", "för en vän", "åt en kompis", "för en kompis"),
            *("för min bror", "för min syster", "åt min bror", "åt min syster"),
            *("someone else", "a friend", "for a friend", "en itselleni", "ei itselleni"),
            *("inte för mig själv", "inte åt mig", "inte åt mig själv", "not for myself", "not for me"),
        ),
    ),
)

NEAR: tuple[Option, ...] = (
    Option(
        "school",
        _("School or day care"),
        (
            *("koulu", "lasten koulu", "päiväkoti", "skola", "skolan", "barnens skola", "daghem", "dagis"),
            *("school", "kindergarten"),
        ),
    ),
    Option("work", _("Work"), ("työ", "työpaikka", "jobb", "jobbet", "arbete", "arbetet", "arbetsplats", "job")),
    Option("centre", _("Reception centre"), ("vastaanottokeskus", "vok", "förläggning", "centre")),
    Option(
        "studies",
        _("Studies"),
        (
            *(
                "opiskelu",
                "opinnot",
                "opiskelupaikka",
                "yliopisto",
                "ammattikoulu",
                "kurssi",
                "kielikurssi",
            ),
            *("studier", "universitet", "universitetet", "yrkesskola", "kurs", "språkkurs"),
            *("university", "course", "language course"),
        ),
    ),
)

OWN_ROOM: tuple[Option, ...] = (
    Option(
        "needed",
        _("Yes, it is needed"),
        (
            *("tarvitsen", "tarvitsemme", "tarvitaan", "pakko", "on pakko", "välttämätön"),
            *("behöver", "behövs", "det behövs", "nödvändigt", "det är nödvändigt", "måste"),
            *("needed", "necessary", "must"),
        ),
    ),
    Option(
        "wished",
        _("It would be nice"),
        ("olisi kiva", "mielellään", "mieluiten", "gärna", "helst", "nice", "preferably"),
    ),
    Option(
        "not_needed",
        _("Not needed"),
        (
            *("ei tarvitse", "en tarvitse", "emme tarvitse", "ei ole pakko", "ei pakko", "ei välttämätön"),
            *("behövs inte", "det behövs inte", "behöver inte", "behövs ej", "inte nödvändigt"),
            *("det är inte nödvändigt", "måste inte", "no need", "don’t need", "not necessary"),
        ),
    ),
)

SMOKING: tuple[Option, ...] = (
    Option(
        "smoke_free",
        _("A smoke-free home is needed"),
        ("savuton", "rökfritt", "smoke-free", *NOBODY_SMOKES),
    ),
    Option(
        "any",
        _("It doesn’t matter"),
        ("ei väliä", "ihan sama", "spelar ingen roll", "any", *NOBODY_SMOKES),
    ),
    Option("smokes", _("One of us smokes"), ("tupakoin", "poltan", "röker", "jag röker", "smoke")),
)
