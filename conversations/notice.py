"""The privacy notice in its long form (what article 13 of the GDPR asks for), in plain words."""

from __future__ import annotations

from conversations.opening import TRIAL
from conversations.text import Lines, Paragraph, Verbatim, _

EXCLUSIONS = _(
    "<b>Safety</b>\nWhere others would be in danger, two coordinators together may decide that somebody is not brought "
    "together with others. Then an unreadable mark of the account and the phone number is kept for at most {months} "
    "months, also after everything else is erased, with the reason as one word."
)


def long_notice(
    controller: str, contact: str, unfinished_days: int, exclusion_months: int = 0
) -> tuple[Paragraph, ...]:
    """Everything about a person's data; `controller` is empty while nobody answers for the data (a trial).

    `exclusion_months`: how long a safety exclusion may last; 0 where there are none.
    """
    if controller:
        answers_for = _("<b>Who answers for your data</b>\n{controller}, {contact}").of(
            controller=Verbatim(controller), contact=Verbatim(contact)
        )
    else:
        answers_for = TRIAL
    return (
        _("<b>How your data is looked after</b>"),
        answers_for,
        _(
            "<b>What for</b>\nTo find a home or a guest, and to support the stay. Nothing else: "
            "no advertising, no selling, no scoring of people. A person always decides, never a program."
        ),
        _(
            "<b>On what ground</b>\nYour consent. We ask for it separately for each purpose, and you can take it back "
            "at any time. Refusing what is optional does not lower your chances."
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
            "background, politics, sexual orientation, your identity code or street address."
        ),
        _(
            "<b>How long</b>\nAn unfinished interview is erased after {days} days. The rest is erased when you ask "
            "for it, or when it is no longer needed."
        ).of(days=unfinished_days),
        *([EXCLUSIONS.of(months=exclusion_months)] if exclusion_months else []),
        _(
            "<b>How it is kept</b>\nYour answers are encrypted with a key of your own. When you erase your data, "
            "the key goes first, so that old copies cannot be read either."
        ),
        _(
            "<b>Telegram</b>\nTelegram is a separate service. Chats with a bot are not end-to-end encrypted: "
            "Telegram can see them, and they may lie on servers outside the EU. If you would rather not use it, "
            "write to the network: info@kotimajoitusverkosto.fi"
        ),
        Lines(
            (
                _("<b>Your rights</b>"),
                _("• see everything, and get a copy: /mydata"),
                _("• correct it: /edit"),
                _("• erase it: /delete"),
                _("• take back a consent: /privacy and the buttons below"),
                _("• complain to the Data Protection Ombudsman: tietosuoja.fi"),
            )
        ),
    )
