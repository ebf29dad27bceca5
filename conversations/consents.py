"""What a person may agree to: one purpose, one sentence, one answer each, with the version of the words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import JsonValue

from conversations.button_words import typed_button
from conversations.questions.base import DONE, Answered, Option, Reply, done
from conversations.questions.choice import Choices, YesNo, marked
from conversations.screens import Button, Screen
from conversations.text import Text, _
from conversations.world import World

Purpose = Literal["keep", "told", "contacts", "news", "health", "safety"]

SENTENCES: dict[Purpose, Text] = {
    "keep": _(
        "My answers may be kept and shown to the coordinators of my local group, "
        "and of a group that looks together with it."
    ),
    "told": _("A possible match may be told of me in coarse words, without my name or contact."),
    "contacts": _("When both sides have said yes, our names and contacts may be exchanged."),
    "news": _("I would like to get the network’s news now and then."),
    "health": _("My answers on step-free access and allergies may be kept, only to find a suitable home."),
    "safety": _(
        "What I write about feeling safe may be kept and shown to the coordinators who look for a home for me."
    ),
}
"""The sentence that a person agrees to, by purpose."""

NEEDED: Purpose = "keep"
OPTIONAL: tuple[Purpose, ...] = ("told", "contacts", "news")


def version(purpose: Purpose) -> str:
    """The version of a consent's words: it changes when the sentence changes."""
    return hashlib.sha256(SENTENCES[purpose].message.encode()).hexdigest()[:8]


@dataclass(frozen=True, kw_only=True)
class Consent(YesNo):
    """One purpose, agreed to or not."""

    purpose: Purpose
    yes: Text = _("Yes, I agree")
    no: Text = _("No")
    kind: ClassVar[str] = "a consent"

    def paragraphs(self) -> tuple[Text, ...]:
        """The question, and the sentence that is agreed to."""
        return (*YesNo.paragraphs(self), _("“{sentence}”").of(sentence=SENTENCES[self.purpose]))


NONE_OF_THESE_GO_ON = Button(_("None of these, go on"), DONE)


@dataclass(frozen=True, kw_only=True)
class Consents(Choices):
    """Several purposes on one screen, each agreed to on its own; nothing is ticked beforehand."""

    kind: ClassVar[str] = "several consents"

    def paragraphs(self) -> tuple[Text, ...]:
        """The question, and each sentence under the short words of its button."""
        sentences = tuple(
            _("<b>{button}</b>: {sentence}").of(button=option.label, sentence=SENTENCES[purpose])
            for option in self.options
            for purpose in OPTIONAL
            if option.code == purpose
        )
        return (*Choices.paragraphs(self), *sentences)

    def screen(self, known: JsonValue, draft: JsonValue, world: World) -> Screen:
        """One purpose a row; going on with none is as easy as with all."""
        chosen = self._chosen(draft, known)
        rows = tuple((Button(marked(option, option.code in chosen), f"pick:{option.code}"),) for option in self.options)
        return Screen(self.paragraphs(), (*rows, (done() if chosen else NONE_OF_THESE_GO_ON,)))

    def typed(self, words: str, draft: JsonValue, known: JsonValue, world: World) -> Reply:
        """As any choice of several; a bare "yes" agrees to nothing, since it does not say to what."""
        if typed_button(words, ((NONE_OF_THESE_GO_ON,),), world) and not typed_button(words, ((done(),),), world):
            return Answered([])
        return Choices.typed(self, words, draft, known, world)


__all__ = ["NEEDED", "OPTIONAL", "SENTENCES", "Consent", "Consents", "Option", "Purpose", "version"]
