"""What each side reads when the two are introduced: a name, the contact that was agreed to, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from conversations.answers import Role
from conversations.questions.base import mapping
from conversations.session import Session
from conversations.text import Lines, Paragraph, Text, Verbatim, _

_HEADS: Final[dict[Role, Text]] = {
    "host": _("<b>You have both said yes: here is your possible guest</b>"),
    "guest": _("<b>You have both said yes: here is your possible host</b>"),
}
"""By who reads it."""

THROUGH_COORDINATOR: Final = _("Messages: a coordinator passes them on between you.")


@dataclass(frozen=True, slots=True)
class Known:
    """What the other side gets to know of a person."""

    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, session: Session, *, agreed: bool) -> Known:
        """What a person agreed to give: nothing, or the name by which they want to be called, and a phone number."""
        if not agreed:
            return cls()
        name, phone = session.answers.get("name"), mapping(session.answers.get("contact")).get("phone")
        return cls(name if isinstance(name, str) else None, phone if isinstance(phone, str) else None)


def introduced(reader: Role, other: Known) -> tuple[Paragraph, ...]:
    """What a side reads of the other one."""
    return (
        _HEADS[reader],
        Lines((_name(other), _contact(other))),
        _("Please keep this to yourself: it is only for the two of you."),
        _(
            "What comes next: a coordinator offers times for a first meeting. After it you both decide freely, "
            "and either of you may say no at any time."
        ),
    )


def _name(other: Known) -> Text:
    if other.name is None:
        return _("Name: you hear it when you meet.")
    return _("Name: {name}").of(name=Verbatim(other.name))


def _contact(other: Known) -> Text:
    return THROUGH_COORDINATOR if other.phone is None else _("Phone: {phone}").of(phone=Verbatim(other.phone))
