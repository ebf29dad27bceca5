"""The usual answers of the plan of a stay, with what people type for them in Finnish, Swedish and English."""

from __future__ import annotations

from conversations.host_options import MAY_NOT_SMOKE, MAY_SMOKE, NOT_INSIDE
from conversations.questions.base import Option
from conversations.text import Text, _

TALK_WORDS = (
    *("puhutaan yhdessä", "jutellaan", "sovitaan myöhemmin", "ei vielä", "vi pratar om det", "senare", "inte ännu"),
    *("not yet", "later", "depends", "riippuu", "beror på"),
)


TO_TALK_ABOUT = Option("talk", _("Still to talk about"), TALK_WORDS)
"""What is not settled yet."""


SLEEPING: tuple[Option, ...] = (
    Option("own_room", _("A room of their own"), ("oma huone", "huone", "eget rum", "rum", "own room", "room")),
    Option("shared", _("A shared room"), ("jaettu huone", "yhteinen huone", "delat rum", "shared room")),
    Option("whole_home", _("A whole home"), ("koko asunto", "koko koti", "hela bostaden", "hela hemmet", "whole flat")),
)

SHARED: tuple[Option, ...] = (
    Option("living_room", _("Living room"), ("olohuone", "vardagsrum", "vardagsrummet")),
    Option("washing", _("Washing machine"), ("pesukone", "pyykkikone", "tvättmaskin", "tvättstuga", "pesutupa")),
    Option("sauna", _("Sauna"), ("sauna", "bastu")),
    Option("yard", _("Balcony or yard"), ("parveke", "piha", "balkong", "gård", "trädgård", "balcony", "yard")),
    Option("internet", _("Internet"), ("netti", "wifi", "nät", "internet")),
    Option("store", _("Room for storing things"), ("varasto", "kellari", "komero", "förråd", "källare", "storage")),
)

PRIVACY: tuple[Option, ...] = (
    Option("knock", _("Knock before coming in"), ("koputetaan", "koputus", "knacka", "knacka först", "knock")),
    Option("lock", _("The guest’s door can be locked"), ("lukko", "lukittava ovi", "lås", "låsbar dörr", "lock")),
    Option("key", _("The guest has a key to the home"), ("avain", "oma avain", "nyckel", "egen nyckel", "key")),
    Option(
        "host_rooms",
        _("The host’s own rooms are private"),
        ("majoittajan huone", "isännän huone", "värdens rum", "host's room"),
    ),
    Option("pictures", _("No pictures of each other unasked"), ("ei kuvia", "inga bilder", "no photos")),
    Option("quiet_about", _("We don’t tell others who lives here"), ("ei kerrota muille", "berätta inte")),
)

SMOKING: tuple[Option, ...] = (
    Option("no", _("No smoking"), ("savuton", "rökfritt", "smoke-free", *MAY_NOT_SMOKE, *NOT_INSIDE)),
    Option(
        "outside",
        _("Smoking only outside"),
        (
            *("ulkona", "vain ulkona", "parvekkeella", "ute", "bara ute", "utomhus", "på balkongen", "outside"),
            *("only outside", *MAY_SMOKE, *NOT_INSIDE),
        ),
    ),
    Option("inside", _("Smoking inside, too"), ("myös sisällä", "sisällä", "också inne", "inne", "inside", *MAY_SMOKE)),
)

RULES: tuple[Option, ...] = (
    Option("shoes", _("Shoes off indoors"), ("kengät pois", "skorna av", "inga skor", "shoes off", "no shoes")),
    Option("doors", _("Lock the door when leaving"), ("ovi lukkoon", "lås dörren", "lock the door")),
    Option("stove", _("Check the stove after cooking"), ("hella", "liesi", "spisen", "stove")),
    Option("candles", _("No candles left alone"), ("kynttilät", "ei kynttilöitä", "ljus", "levande ljus", "candles")),
    Option("alcohol", _("No alcohol in the home"), ("ei alkoholia", "alkoholi", "ingen alkohol", "alkohol", "alcohol")),
    Option("tell", _("Tell when away overnight"), ("yö muualla", "borta över natten", "away overnight")),
)

CLEANING: tuple[Option, ...] = (
    Option("own_traces", _("Each cleans up after themself"), ("omat jäljet", "var och en", "each their own")),
    Option("turns", _("Cleaning in turns"), ("vuorotellen", "vuorot", "turvis", "i tur och ordning", "in turns")),
    Option("together", _("Cleaning together"), ("yhdessä", "tillsammans", "together")),
    Option("talk", _("Cleaning: still to talk about"), TALK_WORDS),
)

LAUNDRY: tuple[Option, ...] = (
    Option("own_wash", _("Each washes their own clothes"), ("omat pyykit", "egen tvätt", "own laundry")),
    Option("shared_wash", _("Laundry together"), ("pyykit yhdessä", "tvätta tillsammans", "shared laundry")),
)

VISITORS: tuple[Option, ...] = (
    Option("free", _("Welcome, tell beforehand"), ("tervetulleita", "saa kutsua", "välkomna", "welcome", "allowed")),
    Option("ask", _("Ask each time first"), ("kysytään", "kysy ensin", "fråga först", "ask", "ask first")),
    Option("daytime", _("In the daytime, not overnight"), ("päivällä", "ei yöksi", "på dagen", "daytime")),
    Option("none", _("No visitors"), ("ei vieraita", "ei vierailijoita", "inga besökare", "inga gäster", "nobody")),
    TO_TALK_ABOUT,
)

ANIMALS: tuple[Option, ...] = (
    Option(
        "home", _("Animals live in the home"), ("kodin eläimet", "majoittajan eläimet", "djur i hemmet", "host's pets")
    ),
    Option(
        "guest",
        _("The guest’s animal comes along"),
        ("majoittujan eläin", "vieraan eläin", "gästens djur", "guest's pet"),
    ),
    Option("own_care", _("Each looks after their own animals"), ("omat eläimet", "egna djur", "own animals")),
    Option("not_in_room", _("No animals in the guest’s room"), ("ei majoittujan huoneeseen", "inte i gästens rum")),
)
NO_ANIMALS = (
    *("ei eläimiä", "ei lemmikkejä", "inga djur", "inga husdjur", "no animals", "no pets", "ei", "nej", "no"),
)

MEALS: tuple[Option, ...] = (
    Option("apart", _("Each cooks for themself"), ("kukin itse", "erikseen", "var för sig", "separately", "apart")),
    Option("sometimes", _("Sometimes a meal together"), ("joskus yhdessä", "ibland tillsammans", "sometimes")),
    Option("together", _("Meals together"), ("ruokailu yhdessä", "äter tillsammans", "meals together")),
    Option("talk", _("Meals: still to talk about"), TALK_WORDS),
)

FOOD_COSTS: tuple[Option, ...] = (
    Option("each", _("Each buys their own food"), ("omat ruoat", "omat ruuat", "egen mat", "own food")),
    Option("in_turns", _("Shared food, bought in turns"), ("ostetaan vuorotellen", "handlar turvis", "in turns")),
    Option(
        "host",
        _("The host offers the food"),
        ("majoittaja tarjoaa", "isäntä tarjoaa", "värden bjuder", "host offers", "host pays"),
    ),
)


def hours(start: int, end: int) -> Text:
    """From an hour in the evening to one in the morning."""
    return _("From {start} to {end}").of(start=str(start), end=str(end))


QUIET: tuple[Option, ...] = (
    *(
        Option(f"{start}_{end}", hours(start, end), (f"{start}-{end}", f"{start}–{end}", f"klo {start}–{end}"))
        for start, end in ((21, 7), (22, 6), (22, 7), (23, 8))
    ),
    Option("no_hours", _("No set hours"), ("ei rajaa", "ei aikoja", "inga tider", "no hours")),
    TO_TALK_ABOUT,
)

NOTICE: tuple[Option, ...] = (
    Option("d7", _("One week before"), ("viikko", "1 viikko", "en vecka", "1 vecka", "a week", "one week", "1 week")),
    Option("d14", _("Two weeks before"), ("kaksi viikkoa", "2 viikkoa", "två veckor", "2 veckor", "2 weeks")),
    Option("d30", _("One month before"), ("kuukausi", "1 kuukausi", "en månad", "1 månad", "a month", "1 month")),
    Option("d60", _("Two months before"), ("kaksi kuukautta", "2 kuukautta", "två månader", "2 months")),
)

TRIAL: tuple[Option, ...] = (
    Option("weekend", _("A weekend first"), ("viikonloppu", "helg", "veckoslut", "weekend")),
    Option("no", _("No trial needed"), ("ei tarvita", "behövs inte", "not needed")),
    TO_TALK_ABOUT,
)
