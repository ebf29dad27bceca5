"""Whatever a person presses, types, sends or edits, in whatever order, the interview stays whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rehearsal import Message, Rehearsal
from bot.telegram.keyboards import MOST_BYTES, data
from bot.texts import LANGUAGES, units
from conversations.answers import INTERVIEWS, Role
from conversations.events import Show, Toast
from conversations.interview import Step, screen, step
from conversations.screens import Corrected, Order, Ordered, Other, OtherKind, Pressed, Said, SharedPhone, Typed
from conversations.session import Session
from conversations.text import LanguageName, PlaceName, Verbatim
from tests.conversations.filled import ROLES, words_for
from tests.kit.talk import A_DAY

LONGEST_MESSAGE, LONGEST_TOAST, LONGEST_LABEL, MOST_BUTTONS, WIDEST_ROW, LONGEST_PRESS = 4096, 200, 40, 100, 8, 40

Act = tuple[str, int, str]
"""What happens, with a number and words that say more of it."""

SAID = st.one_of(
    st.sampled_from(
        [
            *("yes", "ei", "ja", "no", "kaksi", "2 hlö", "1.3.", "1 mars", "heti", "tomorrow", "31.2.", "Åbo", "stadi"),
            *("Uusimaa, Turku", "tampre", "missä vain", "done", "valmis", "none", "kaikki", "skip", "tillbaka", "send"),
            *("oma huone, 2", "perhe", "3 kk", "2 naista ja koira", "lapset 3 ja 7 v", "suomi, ruotsi", "kalenteri"),
            *("change", "Name", "Maija", "040 123 4567", "None of these", "<b>&amp;{n}</b>", "/", "?", "👩‍👧‍👦"),
        ]
    ),
    st.text(max_size=60),
    st.integers(0, 10**9).map(str),
)

ACTS = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 120), st.just("")),
    st.tuples(st.just("press"), st.integers(0, 120), st.just("")),
    st.tuples(st.just("answer"), st.just(0), st.just("")),
    st.tuples(st.just("type"), st.just(0), SAID),
    st.tuples(st.just("order"), st.just(0), st.sampled_from(get_args(Order))),
    st.tuples(st.just("other"), st.just(0), st.sampled_from(get_args(OtherKind))),
    st.tuples(st.just("phone"), st.integers(0, 1), st.sampled_from(["358401234567", "+46701234567", "1", "", "☎"])),
    st.tuples(st.just("old"), st.integers(0, 200), st.just("")),
    st.tuples(st.just("edit"), st.integers(0, 60), SAID),
    st.tuples(st.just("edit-command"), st.just(0), st.just("")),
    st.tuples(st.just("wait"), st.integers(1, 400), st.just("")),
)


WAYS = ("answer", "/back", "/skip", "keep", "erase", "more", "press")


class Watched:
    """A rehearsal that is looked at after every step."""

    def __init__(self, role: Role, language: str) -> None:
        self.role = role
        self.rehearsal = Rehearsal.opened(role, language, A_DAY, first_name="<Kim & Co>")
        self.pressable = self.remembered()

    def remembered(self) -> list[tuple[str, int]]:
        """Every button that has been on a screen, with its turn."""
        up = self.rehearsal.screen
        turn = self.rehearsal.session.turn
        return [(button.press, turn) for _label, button in up.buttons()] if up else []

    def does(self, act: Act) -> None:
        """One act, and a look at what came of it."""
        kind, number, words = act
        if kind == "wait":
            later = self.rehearsal.world.today + dt.timedelta(days=number)
            self.rehearsal.world = replace(self.rehearsal.world, today=later)
            self.drawn(self.rehearsal.session)
        elif kind == "edit-command":
            self.rehearsal.types("/edit")
        elif (said := self.said(kind, number, words)) is not None:
            self.hears(said)
        self.pressable = (self.pressable + self.remembered())[-400:]

    def said(self, kind: str, number: int, words: str) -> Said | None:
        """The act as the interview hears it."""
        session, up = self.rehearsal.session, self.rehearsal.screen
        match kind:
            case "press":
                buttons = list(up.buttons()) if up else []
                return Pressed(buttons[number % len(buttons)][1].press, session.turn) if buttons else None
            case "old":
                return Pressed(*self.pressable[number % len(self.pressable)]) if self.pressable else None
            case "answer":
                fits = session.at == "question"
                return Typed(words_for(self.role, session.field), 100 + session.turn) if fits else None
            case "order":
                return Ordered(next(order for order in get_args(Order) if order == words))
            case "other":
                return Other(next(one for one in get_args(OtherKind) if one == words))
            case "phone":
                return SharedPhone(words, own=number == 1)
            case "edit":
                fields = list(INTERVIEWS[self.role].by_field)
                return Corrected(words, fields[number % len(fields)], 1)
            case _:
                return Typed(words, 1000 + session.turn)

    def hears(self, said: Said) -> None:
        """One step, and all that must hold after it."""
        before, world = self.rehearsal.session, self.rehearsal.world
        came = step(before, said, world)
        assert came == step(before, said, world), "the same input has the same result"
        self.rehearsal.take(came)
        self.whole(before, said, came)
        for event in came.events:
            if isinstance(event, Toast):
                for language in LANGUAGES:
                    assert units(self.rehearsal.texts.plain(event.text, language)) <= LONGEST_TOAST

    def whole(self, before: Session, said: Said, came: Step) -> None:
        """The session fits what was told to be kept, and no one is left without a word."""
        after = self.rehearsal.session
        assert Session.model_validate_json(came.session.model_dump_json()) == came.session.model_copy(
            update={"answers": {}, "consents": {}}
        )
        assert after.turn >= before.turn
        fresh = [event for event in came.events if isinstance(event, Show) and event.fresh]
        assert after.turn - before.turn == len(fresh)
        if not self.rehearsal.ended:
            assert came.session.answers == self.rehearsal.answers
            assert came.session.consents == {k: v for k, v in self.rehearsal.consents.items() if k != "keep" or v}
        if not isinstance(said, Pressed) and before.at != "closed":
            assert any(not isinstance(event, Toast) for event in came.events), "a toast is not seen by who has typed"
        if before.at == "closed" and not isinstance(said, Corrected | Ordered):
            assert came.events == ()
        self.nothing_sensitive_without_consent(after)
        self.drawn(after)

    def nothing_sensitive_without_consent(self, session: Session) -> None:
        """Sensitive answers come from the person, after their consent."""
        for asked in session.interview.questions:
            if asked.question.sensitive in ("health", "safety") and asked.field in session.answers:
                assert session.alone
                assert session.consents[asked.question.sensitive] is True  # type: ignore[index]

    def drawn(self, session: Session) -> None:
        """The screen can be shown in all languages, and its buttons are such as the messenger takes."""
        shown = screen(session, self.rehearsal.world)
        texts = self.rehearsal.texts
        assert sum(1 for _button in shown.buttons()) <= MOST_BUTTONS
        assert all(0 < len(row) <= WIDEST_ROW for row in shown.rows)
        for button in shown.buttons():
            assert len(button.press.encode()) <= LONGEST_PRESS
            assert len(data("i", session.role[0], str(session.turn + 10**6), button.press).encode()) <= MOST_BYTES
        for language in LANGUAGES:
            whole = texts.render(shown.text, language)
            assert whole.strip()
            if session.at == "question":
                assert units(texts.plain(shown.text, language)) <= LONGEST_MESSAGE
            for button in shown.buttons():
                label = texts.plain(button.label, language)
                assert label.strip()
                ours = not isinstance(button.label, Verbatim | PlaceName | LanguageName)
                assert not ours or len(label) <= LONGEST_LABEL, label

    def finishes(self) -> None:
        """Goes on sensibly until all is sent; what was sent is accepted by the models."""
        self.rehearsal.types("/resume")
        for _step in range(60):
            session = self.rehearsal.session
            if session.at == "closed":
                break
            if session.at == "question":
                self.hears(Typed(words_for(self.role, session.field)))
                if session.field == "places" and self.rehearsal.session.field == "places":
                    self.hears(Typed("done"))
            else:
                self.hears(
                    Typed("send" if session.at == "summary" else "no") if session.at != "change" else Ordered("back")
                )
        assert self.rehearsal.session.at == "closed"


def newest(messages: Sequence[Message]) -> str:
    """The last thing that the bot said."""
    return messages[-1].text if messages else ""


@pytest.mark.parametrize("role", ROLES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(ACTS, max_size=30), language=st.sampled_from(LANGUAGES))
def test_nothing_breaks_and_nothing_is_lost(role: Role, acts: list[Act], language: str) -> None:
    watched = Watched(role, language)
    for act in acts:
        watched.does(act)
    if not watched.rehearsal.ended:
        watched.finishes()
    if watched.rehearsal.sent:
        INTERVIEWS[role].model.model_validate(INTERVIEWS[role].own_answers(watched.rehearsal.answers))
    assert bool(watched.rehearsal.sent) != bool(watched.rehearsal.ended)


@pytest.mark.parametrize("role", ROLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(["answer", "/back", "/skip", "keep", "erase", "more", "press"]), max_size=60), st.data()
)
def test_any_order_of_back_and_skip_comes_to_an_end(role: Role, ways: list[str], picked: st.DataObject) -> None:
    watched = Watched(role, "en")
    for way in ways:
        session = watched.rehearsal.session
        if session.at == "closed":
            break
        if way == "answer" and session.at == "question":
            watched.hears(Typed(words_for(role, session.field)))
        elif way == "press":
            watched.does(("press", picked.draw(st.integers(0, 120)), ""))
        elif way.startswith("/"):
            watched.rehearsal.types(way)
        else:
            watched.hears(Typed(way))
    if not watched.rehearsal.ended:
        watched.finishes()
