"""Where an interview stands. It is kept with the answers, so that any process can go on with it at any time."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from conversations.answers import Asked, Interview, Role, Subject, interview_of
from conversations.consents import OPTIONAL, Consent, Consents, Purpose
from conversations.questions.base import Known, Part, Question

At = Literal["question", "summary", "change", "sure", "closed"]
"""A question; the summary; the list of answers to change; "are you sure"; nothing more to answer."""


class Session(BaseModel, frozen=True, hide_input_in_errors=True):
    """The state of one interview. Answers and consents are kept in rows of their own and joined when it is loaded."""

    role: Subject
    at: At = "question"
    field: str = ""
    """The question that waits for an answer."""
    turn: int = 0
    """Grows with every new screen: a button of an older screen is known by it."""
    first_turn: int = 0
    """The turn at which the present place was first shown: its buttons stay good when it is shown again."""
    settled_turn: int = -1
    """The turn whose button led here: pressing there once more is a double tap."""
    draft: JsonValue = None
    """What is being put together on the present screen."""
    skipped: frozenset[str] = frozenset()
    changing: bool = False
    """One answer is being changed: after it comes the summary."""
    page: int = 0
    paused: bool = False
    sent: bool = False
    touched: bool = False
    """Whether an answer has changed since the interview was opened again."""
    confirmed: bool = False
    """For an interview that somebody else filled in: the person has confirmed it."""
    about: str = ""
    """For the plan of a stay: the id of the match."""
    seen: int = 0
    """For the plan of a stay: the version that is being changed; 0 where there was none."""
    answers: dict[str, JsonValue] = Field(default_factory=dict, exclude=True)
    consents: dict[Purpose, bool] = Field(default_factory=dict, exclude=True)

    @property
    def person_role(self) -> Role:
        """What the person of this interview is; raises ValueError for the plan of a stay, which is no person's."""
        if self.role == "plan":
            raise ValueError("the plan of a stay is no person's interview")
        return self.role

    @property
    def interview(self) -> Interview:
        """The questions of this role."""
        return interview_of(self.role)

    @property
    def asked(self) -> Asked:
        """The question that waits for an answer; raises KeyError where none does."""
        return self.interview.by_field[self.field]

    @property
    def question(self) -> Question:
        """That question, worded for the person or for somebody who helps them."""
        question = self.asked.question
        return question if self.alone else question.of_helper()

    @property
    def alone(self) -> bool:
        """Whether the person speaks for themself, or has confirmed what somebody else filled in."""
        return self.confirmed or self.answers.get("for_whom") != "other"

    def known(self) -> Known:
        """Answers and consents by field."""
        known = dict(self.answers)
        for asked in self.interview.questions:
            question = asked.question
            if isinstance(question, Consent) and question.purpose in self.consents:
                known[asked.field] = self.consents[question.purpose]
            elif isinstance(question, Consents) and any(purpose in self.consents for purpose in OPTIONAL):
                known[asked.field] = [purpose for purpose in OPTIONAL if self.consents.get(purpose)]
        return known

    def open_questions(self) -> tuple[Asked, ...]:
        """The questions of the opening and before *Send now* that are not answered yet."""
        known = self.known()
        return tuple(asked for asked in self.applicable("opening", "send") if asked.field not in known)

    def more_questions(self) -> tuple[Asked, ...]:
        """The questions of *Tell more* that are neither answered nor skipped."""
        known = self.known()
        return tuple(a for a in self.applicable("more") if a.field not in known and a.field not in self.skipped)

    def applicable(self, *parts: Part) -> tuple[Asked, ...]:
        """The questions of some parts that are asked of this person."""
        known = self.known()
        return tuple(asked for part in parts for asked in self.interview.applicable(known, part, self.alone))

    def applies(self, field: str) -> bool:
        """Whether the question of this field is asked of this person."""
        return any(asked.field == field for asked in self.applicable("opening", "send", "more"))
