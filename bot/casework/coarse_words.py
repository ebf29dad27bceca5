"""What a possible match may read of an interview: answers in coarse words, never a name, a contact or free words."""

from __future__ import annotations

from conversations.pages import told
from conversations.session import Session
from conversations.text import Text, _


def coarse_lines(session: Session) -> tuple[Text, ...]:
    """One line for each answer that may be told, in the order of the questions."""
    known = session.known()
    return tuple(
        _("<b>{label}</b>: {answer}").of(label=asked.question.label, answer=told(asked, known[asked.field]))
        for asked in session.applicable("send", "more")
        if asked.question.told and asked.question.sensitive is None and asked.field in known
    )
