"""What is said and asked before anything is kept: what the network is, the notice, the age, the consents."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel

from conversations.consents import Consent, Consents, Purpose
from conversations.questions.base import Option
from conversations.questions.choice import YesNo
from conversations.text import Text, _, n_

WELCOME: tuple[Text, ...] = (
    _("<b>Welcome to the home accommodation network</b>"),
    _(
        "We are volunteers. We bring together people who offer a home and people seeking asylum or protection "
        "who need one, and we support the stay. It is free of charge for both: no rent, and no work in return."
    ),
    _(
        "What we share: trust, respect for privacy, and that everything is planned and done together. "
        "You meet first and decide then. Either side may stop at any time."
    ),
    _("We are not emergency housing, and we cannot promise a home. In an emergency, call 112."),
)

ORDERED_PLACE = _(
    "<i>If an authority has ordered where you must live, please ask your reception centre first. "
    "We don’t ask about it, and nothing of it is kept.</i>"
)

NOTICE_HEAD = _("<b>Your data, in short</b>")
TRIAL = _("<b>This is a trial. Please give no real data.</b>")
CONTROLLER = _("Who answers for your data: {controller}")

NOTICE: tuple[Text, ...] = (
    _(
        "We use your answers only to find a home or a guest, and to support the stay. They are seen by "
        "the coordinators of your local group, and of a group that looks together with it."
    ),
    n_(
        "An unfinished interview is erased after {n} day, other answers when they are no longer needed. "
        "You can see everything with /mydata, change it with /edit and erase it with /delete. "
        "Answering is voluntary.",
        "An unfinished interview is erased after {n} days, other answers when they are no longer needed. "
        "You can see everything with /mydata, change it with /edit and erase it with /delete. "
        "Answering is voluntary.",
    ),
    _("Telegram is a separate service that can see this chat. Don’t write here what must stay secret. More: /privacy"),
)

SAFETY = _(
    "For the safety of others, a mark by which you can be recognised may in rare cases be kept longer. More: /privacy"
)
"""Part of the notice only where safety exclusions are in use."""

HELP_ELSEWHERE = _(
    "In an emergency call 112. For urgent health questions call 116 117. "
    "You can also write to the network at info@kotimajoitusverkosto.fi; an answer may take time."
)
CENTRE_HELPS = _("If you are registered at a reception centre, the centre can help with a place to live.")
WELCOME_BACK = _("You are welcome back whenever you like: /start")

UNDER_AGE_GUEST: tuple[Text, ...] = (
    _("Thank you for telling us. We can only find homes for adults and for families, so we end here and keep nothing."),
    _(
        "If you are under 18 and in Finland without your parents, please talk with your representative "
        "or with the staff of your unit: they can help you find a good place to live. "
        "If a parent is with you, they are welcome to answer here."
    ),
    HELP_ELSEWHERE,
)

UNDER_AGE_HOST: tuple[Text, ...] = (
    _("Thank you for telling us, and for wanting to help. A host must be 18 or over, so we end here and keep nothing."),
    _("An adult who lives with you is welcome to answer here."),
    HELP_ELSEWHERE,
)

NOT_KEPT_GUEST: tuple[Text, ...] = (
    _("That is quite all right. Without this we cannot look for a home, so we end here and keep nothing."),
    CENTRE_HELPS,
    HELP_ELSEWHERE,
    WELCOME_BACK,
)

NOT_KEPT_HOST: tuple[Text, ...] = (
    _("That is quite all right. Without this we cannot look for a guest, so we end here and keep nothing."),
    HELP_ELSEWHERE,
    WELCOME_BACK,
)


class Opening(BaseModel, hide_input_in_errors=True):
    """The questions before the interview itself, as a guest is asked them."""

    adult: Annotated[
        Literal[True],
        YesNo(
            part="opening",
            ask=_("Is the person who needs the home 18 years old or over?"),
            label=_("18 or over"),
            why="The network helps adults and families; people under 18 who are alone are cared for by others.",
        ),
    ]
    keep: Annotated[
        Literal[True],
        Consent(
            part="opening",
            purpose="keep",
            ask=_("May we keep your answers and show them to the coordinators? We need this to look."),
            label=_("Keeping my answers"),
            why="The consent on which everything else rests.",
        ),
    ]
    agreed: Annotated[
        frozenset[Purpose],
        Consents(
            part="opening",
            ask=_(
                "These three are up to you, and saying no to them does not lower your chances. "
                "We ask again when it matters, and you can change your mind at any time."
            ),
            label=_("What I have agreed to"),
            why="Consents by purpose, none of them needed for the interview.",
            options=(
                Option("told", _("Tell a possible match about me"), ("kertominen", "berätta", "match", "told")),
                Option("contacts", _("Exchange contacts"), ("yhteystiedot", "kontakter", "contacts")),
                Option("news", _("Send me news"), ("uutiset", "uutisia", "nyheter", "news")),
            ),
        ),
    ]


class NoOpening(BaseModel, hide_input_in_errors=True):
    """An interview that begins with its first question: its people have come through an opening before."""


class HostOpening(Opening):
    """The questions before the interview itself, as a host is asked them."""

    adult: Annotated[
        Literal[True],
        YesNo(
            part="opening",
            ask=_("Are you 18 years old or over?"),
            label=_("18 or over"),
            why="The network helps adults and families, and a host must be of age.",
        ),
    ]
