"""The privacy notice in its long form (what article 13 of the GDPR asks for), in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.opening import TRIAL
from conversations.text import Lines, Paragraph, Text, Verbatim, _

EXCLUSIONS = _(
    "<b>Safety</b>\nWhere others would be in danger, two coordinators together may decide that somebody is not brought "
    "together with others. Then an unreadable mark of the account and the phone number is kept for at most {months} "
    "months, also after everything else is erased, with the reason as one word."
)


@dataclass(frozen=True, slots=True)
class KeptFor:
    """For how many days what is kept, as the notice says it."""

    unfinished: int
    unmatched: int
    withdrawn: int
    """Also where it was declined, and after a stay."""
    warned_before: int
    """How many days before, at the least, the person is told."""
    proof: int
    """After everything is erased: the mark that proves a consent."""


@dataclass(frozen=True, slots=True)
class AnswersFor:
    """Who answers for the data; a name that is empty means that nobody does yet (a trial)."""

    name: str = ""
    contact: str = ""
    server: str = ""
    """Where the machine stands that keeps the data, and whose it is; empty where that is not said."""


def long_notice(who: AnswersFor, kept: KeptFor, exclusion_months: int = 0) -> tuple[Paragraph, ...]:
    """Everything about a person's data.

    `exclusion_months`: how long a safety exclusion may last; 0 where there are none.
    """
    return (
        _("<b>How your data is looked after</b>"),
        _who(who),
        _(
            "<b>What for</b>\nTo find a home or a guest, and to support the stay. Nothing else: "
            "no advertising, no selling, no scoring of people. A person always decides, never a program."
        ),
        _(
            "<b>On what ground</b>\nYour consent, and for what may tell of your health, your origin or your safety "
            "your explicit consent. We ask for it separately for each purpose, and you can take it back at any time; "
            "what was done until then stays right. You need not answer anything, and refusing what is optional does "
            "not lower your chances. Without the first consent we cannot look."
        ),
        _(
            "<b>Who sees what</b>\nCoordinators see your answers: those of your local group, of the national group "
            "where it is asked, and of the group of a possible match. They have promised confidentiality, and each "
            "look is written down. In their channels stand only a case number, places, sizes, dates, and for a "
            "possible match what fits and what is to be asked, in coarse words. A possible match hears of you only "
            "in coarse words, and only if you have agreed."
        ),
        _(
            "<b>What we never ask</b>\nWhy you seek asylum, your permit, orders by authorities, religion, ethnic "
            "background, politics, sexual orientation, your identity code or street address. Of people under 18 who "
            "are alone we keep nothing."
        ),
        _how_long(kept),
        *([EXCLUSIONS.of(months=exclusion_months)] if exclusion_months else []),
        _stored(who),
        _(
            "<b>Telegram</b>\nTelegram is a separate service. Chats with a bot are not end-to-end encrypted: "
            "Telegram can see them, and they may lie on servers outside the EU. If you would rather not use it, "
            "write to the network: info@kotimajoitusverkosto.fi"
        ),
        Lines(
            (
                _("<b>Your rights</b>"),
                _("• see everything, and get a copy, also as a file: /mydata"),
                _("• correct it: /edit"),
                _("• erase it: /delete"),
                _("• have it lie unused, without erasing it: /withdraw"),
                _("• take back a consent: /privacy and the buttons below"),
                _("• complain to the Data Protection Ombudsman: tietosuoja.fi"),
            )
        ),
    )


def _who(who: AnswersFor) -> Text:
    if not who.name:
        return TRIAL
    return _("<b>Who answers for your data</b>\n{controller}, {contact}").of(
        controller=Verbatim(who.name), contact=Verbatim(who.contact)
    )


def _how_long(kept: KeptFor) -> Lines:
    return Lines(
        (
            _("<b>How long</b>"),
            _("• an unfinished interview: {days} days").of(days=kept.unfinished),
            _("• an open offer or search: {days} days after we last heard from you").of(days=kept.unmatched),
            _("• after you have taken it back, it was declined, or a stay has ended: {days} days").of(
                days=kept.withdrawn
            ),
            _("At least {days} days before, you are told, and can ask to be kept.").of(days=kept.warned_before),
            _("/delete erases everything at once."),
            _(
                "What stays for {days} days after that is an unreadable mark that you had agreed, and to which words: "
                "no name, no answers."
            ).of(days=kept.proof),
        )
    )


def _stored(who: AnswersFor) -> Lines:
    where = [_("It lies here: {server}").of(server=Verbatim(who.server))] if who.server else []
    return Lines(
        (
            _("<b>How it is kept</b>"),
            _(
                "Your answers are encrypted with a key of your own. When you erase your data, the key goes first, so "
                "that old copies cannot be read either."
            ),
            *where,
        )
    )
