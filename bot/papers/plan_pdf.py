"""The plan of a stay on paper, for both sides, each in their own language; no address, no family names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from bot.papers.paper import MARGIN, MIST, PINE, QUIET, Block, Paper, Style
from bot.texts import Texts
from conversations.plan_telling import PlanLine, Writers, plan_lines
from conversations.text import Text, Value, Verbatim, _

NETWORK = _("The home accommodation network")
TITLE = _("The plan of the stay")
THE_HOST, THE_GUEST = _("the host"), _("the guest")
OTHER_LETTERS = _("(These words are in letters that this paper cannot show. They stand in the chat.)")
BY = _("in the words of {writer}")

BOTH_KNOW: tuple[Text, ...] = (
    _("Living together is free of charge: no rent, and no work in return."),
    _("Either side may end the stay at any time."),
    _("The plan can be changed together. A change holds when both have agreed to it."),
    _("If something is difficult, a coordinator of the network helps. You can write to the bot at any time."),
    _("In an emergency call 112. Whoever does not feel safe need not wait a single day."),
)

LABEL_WIDTH = 52.0
INDENT = 5.0
ROW_GAP = 1.8
HEAD, SUBHEAD = Style(20, bold=True, colour=PINE), Style(12.5, bold=True, colour=PINE)
SMALL, LABEL, BODY = Style(9.5, colour=QUIET), Style(11, bold=True), Style(11)


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """What stands on the paper. `languages` are those of host and guest; one where it is the same."""

    answers: Mapping[str, JsonValue]
    host_name: str
    guest_name: str
    languages: tuple[str, ...]
    agreed_on: dt.date
    """The day (in Helsinki) on which the second of the two agreed."""
    numbers: tuple[str, ...]
    """Case numbers, for whoever wants to talk about it with the network."""
    writers: Writers = field(default_factory=dict)
    """Who wrote the free words, by field."""


def plan_pdf(texts: Texts, plan: PlanPaper) -> bytes:
    """The PDF: a part in each language, each on a page of its own. The same plan gives the same bytes.

    Raises TextError for a language that the bot does not speak.
    """
    languages = tuple(dict.fromkeys(plan.languages))
    paper = Paper(plan.agreed_on, " · ".join(plan.numbers))
    paper.set_title(" / ".join(texts.plain(TITLE, language) for language in languages))
    paper.set_lang(languages[0])
    for language in languages:
        _Part(paper, texts, language, plan).draw()
    return bytes(paper.output())


@dataclass(frozen=True, slots=True)
class _Part:
    """The plan in one language."""

    paper: Paper
    texts: Texts
    language: str
    plan: PlanPaper

    def draw(self) -> None:
        self.paper.add_page()
        self.paper.start_section(self._plain(TITLE))
        self._head()
        for line in plan_lines(self.plan.answers, self.plan.writers):
            self._row(line)
        self._both_know()

    def _head(self) -> None:
        names = _("{host} and {guest}").of(
            host=self._name(self.plan.host_name, THE_HOST), guest=self._name(self.plan.guest_name, THE_GUEST)
        )
        self.paper.paragraph(self._plain(NETWORK), SMALL, 1)
        self.paper.paragraph(self._plain(TITLE), HEAD, 1)
        self.paper.paragraph(self._plain(names), SUBHEAD, 1)
        self.paper.paragraph(self._plain(_("Agreed on {day}").of(day=self.plan.agreed_on)), SMALL, 2)

    def _name(self, name: str, instead: Text) -> Value:
        """The first name, or what the person is in the stay where the name cannot be drawn."""
        known = self.paper.writable(name)
        return Verbatim(known) if known else instead

    def _row(self, line: PlanLine) -> None:
        """A label and its answer beside each other, never torn apart by the end of a page."""
        paper, answer_width = self.paper, self.paper.epw - LABEL_WIDTH
        label = paper.block(self._plain(line.label), LABEL_WIDTH, LABEL)
        answers = self._answer(line, answer_width)
        height = max(label.height, sum(block.height for block in answers)) + 2 * ROW_GAP
        paper.room_for(height)
        top = paper.get_y()
        paper.rule()
        paper.set_y(top + ROW_GAP)
        paper.draw(label, paper.l_margin, LABEL_WIDTH)
        paper.set_y(top + ROW_GAP)
        for block in answers:
            paper.draw(block, paper.l_margin + LABEL_WIDTH, answer_width)
        paper.set_y(top + height)

    def _answer(self, line: PlanLine, width: float) -> list[Block]:
        paper = self.paper
        if not isinstance(line.answer, Verbatim):
            return [paper.block(self._plain(line.answer), width, BODY)]
        words = paper.writable(line.answer.words)
        own = paper.block(words or self._plain(OTHER_LETTERS), width, BODY, own_direction=words is not None)
        if line.writer is None:
            return [own]
        return [own, paper.block(self._plain(BY.of(writer=line.writer)), width, SMALL)]

    def _both_know(self) -> None:
        """What holds in every stay, on a quiet ground."""
        paper, inner = self.paper, self.paper.epw - 2 * INDENT
        head = paper.block(self._plain(_("What both know")), inner, SUBHEAD)
        blocks = [paper.block(self._plain(text), inner - INDENT, BODY) for text in BOTH_KNOW]
        height = head.height + sum(block.height + 0.6 for block in blocks) + 7
        paper.ln(3)
        paper.room_for(height)
        top = paper.get_y()
        paper.set_fill_color(*MIST)
        paper.rect(paper.l_margin, top, paper.epw, height, style="F", round_corners=True, corner_radius=2)
        paper.set_y(top + 3)
        paper.draw(head, MARGIN + INDENT, inner)
        for block in blocks:
            paper.ln(0.6)
            line = paper.get_y()
            paper.draw(Block(("•",), BODY), MARGIN + INDENT, INDENT)
            paper.set_y(line)
            paper.draw(block, MARGIN + 2 * INDENT, inner - INDENT)
        paper.set_y(top + height)

    def _plain(self, text: Value) -> str:
        return self.texts.plain(text, self.language)
