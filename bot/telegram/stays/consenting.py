"""What a side must agree to before anything is told of them: asked by the bot, or by a coordinator on the phone."""

from __future__ import annotations

from typing import Final, Literal

from bot.casework.alert_kinds import Kind
from bot.casework.stages import ELSEWHERE, OVER, RUNNING, Refusal, Stage
from bot.store import consents
from bot.store.coordinators import Coordinator
from bot.store.people import Person
from bot.store.tables import ConsentHow
from bot.telegram import asking, telling
from bot.telegram.keyboards import Choice, data
from bot.telegram.moves import Pair
from bot.telegram.speaking import say
from bot.telegram.stays import card
from bot.telegram.stays.sides import BY_LETTER
from bot.telegram.turn import Turn
from conversations.answers import Role
from conversations.consents import SENTENCES, version
from conversations.text import Paragraph, Text, Verbatim, _

Purpose = Literal["told", "contacts"]
PURPOSES: Final[dict[str, Purpose]] = {"told": "told", "contacts": "contacts"}
ABOUT: Final = "consent"

_MISSING: Final[dict[Purpose, Text]] = {
    "told": _("{number} has not agreed yet that a possible match is told of them. They must be asked first."),
    "contacts": _("{number} has not agreed yet to exchange names and contacts."),
}
_MAY: Final[dict[Purpose, Text]] = {
    "told": _("There may be somebody who suits you. Before we tell them anything about you, we ask you:"),
    "contacts": _("You have both said yes. Before we give your name and contact to the other side, we ask you:"),
}
_ASKED_AT: Final[dict[Purpose, frozenset[Stage]]] = {
    "told": frozenset({Stage.SUGGESTED}) | RUNNING,
    "contacts": frozenset({Stage.AGREED}),
}
"""The stages at which each is asked: that both have said yes is told only when it is so."""
_NO_HARM: Final = _("Saying no does not lower your chances: a coordinator finds another way with you.")


async def missing(turn: Turn, person: Person, pair: Pair, side: Role, purpose: Purpose) -> bool:
    """The coordinator sees what is missing, and how it can be asked for."""
    turn.answer_callback()
    await say(turn, person, (_MISSING[purpose].of(number=Verbatim(pair.case(side).number)),), rows(pair, side, purpose))
    return True


def rows(pair: Pair, side: Role, purpose: Purpose) -> list[list[Choice]]:
    """The two ways in which a side can be asked, and the way back."""
    letter = side[0]
    return [
        [Choice(_("Ask them"), data("m", pair.match.id, "may", letter, purpose))],
        [Choice(_("They agree (said by phone)"), data("m", pair.match.id, "mayphone", letter, purpose))],
        [card.opening(pair)],
    ]


async def ask(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The bot asks the side."""
    side, purpose = _read(args)
    if side is None or purpose is None:
        return False
    if pair.standing.stage not in _ASKED_AT[purpose]:
        return await card.refused(turn, person, coordinator, pair, Refusal(ELSEWHERE))
    text: tuple[Paragraph, ...] = (_MAY[purpose], _("“{sentence}”").of(sentence=SENTENCES[purpose]), _NO_HARM)
    owner = await telling.person_of(turn, pair.case(side))
    if telling.can_be_written_to(owner):
        yes, no = (data("s", pair.match.id, "may", purpose, answer) for answer in ("yes", "no"))
        answers = [[Choice(_("Yes, I agree"), yes)], [Choice(_("Rather not"), no)]]
        await asking.ask(turn, owner, text, answers, about=ABOUT)
    else:
        await telling.tell(turn, pair.case(side), text, about=ABOUT)
    turn.answer_callback(turn.house.texts.plain(_("Sent. You hear from me when the answer comes."), person.language))
    return True


async def phoned(turn: Turn, person: Person, coordinator: Coordinator, pair: Pair, args: tuple[str, ...]) -> bool:
    """The side agreed on the phone."""
    side, purpose = _read(args)
    if side is None or purpose is None:
        return False
    owner = await telling.person_of(turn, pair.case(side))
    await _record(turn, owner, purpose, given=True, how=ConsentHow.SPOKEN)
    turn.answer_callback(turn.house.texts.plain(_("Noted. Thank you!"), person.language))
    await card.show(turn, person, coordinator, pair)
    return True


async def answered(turn: Turn, person: Person, pair: Pair, side: Role, given: str, yes: bool) -> bool:
    """The side's own answer; the coordinator hears it."""
    purpose = PURPOSES.get(given)
    if purpose is None:
        return False
    turn.answer_callback()
    await _record(turn, person, purpose, given=yes, how=ConsentHow.SELF)
    await say(turn, person, (_("Thank you, noted. You can change it at any time with /privacy."),))
    if pair.standing.stage in OVER:
        # Who has heard of no match does not learn from this that there was one.
        return True
    said = _("{number} agrees: “{sentence}”") if yes else _("{number} would rather not: “{sentence}”")
    told = said.of(number=Verbatim(pair.case(side).number), sentence=SENTENCES[purpose])
    await telling.tell_coordinator(turn, pair, (told,), otherwise=Kind.ANSWERED)
    return True


async def _record(turn: Turn, owner: Person, purpose: Purpose, *, given: bool, how: ConsentHow) -> None:
    if await consents.given(turn.work, owner.id, purpose) != given:
        await consents.record(
            turn.work,
            owner.id,
            purpose,
            given=given,
            text_version=version(purpose),
            language=owner.language,
            how=how,
        )


def _read(args: tuple[str, ...]) -> tuple[Role | None, Purpose | None]:
    return (BY_LETTER.get(args[0]), PURPOSES.get(args[1])) if len(args) == 2 else (None, None)


card.add(verbs={"may": ask, "mayphone": phoned})
