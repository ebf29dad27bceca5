"""An interview as a list of questions, read from the fields of its models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_type_hints

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from conversations.guest import GuestAnswers
from conversations.host import HostAnswers
from conversations.opening import HostOpening, NoOpening, Opening
from conversations.plan import StayPlan
from conversations.questions.base import Known, Part, Question
from conversations.wording import OF_A_PERSON, OF_THE_PLAN, Wording

Role = Literal["host", "guest"]
"""What a person is in the network."""

Subject = Literal["host", "guest", "plan"]
"""What an interview is about: a person in one of the roles, or the plan of a stay."""


@dataclass(frozen=True)
class Asked:
    """One question and the field whose answer it is."""

    field: str
    question: Question
    adapter: TypeAdapter[object]

    def accepts(self, value: JsonValue) -> bool:
        """Whether the model accepts the value for this field."""
        try:
            self.adapter.validate_python(value, strict=False)
        except ValidationError:
            return False
        return True


@dataclass(frozen=True)
class Interview:
    """The opening and the questions of one role, or of the plan of a stay, in the order asked."""

    role: Subject
    opening: type[BaseModel]
    model: type[BaseModel]
    words: Wording = OF_A_PERSON

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """All questions in their order."""
        return (*_asked_of(self.opening), *_asked_of(self.model))

    @cached_property
    def by_field(self) -> Mapping[str, Asked]:
        """The questions by their field."""
        return {asked.field: asked for asked in self.questions}

    def applicable(self, known: Known, part: Part, alone: bool) -> tuple[Asked, ...]:
        """The questions of a part that are asked, given the answers so far.

        `alone`: the person speaks for themself; sensitive questions are asked only then.
        """
        return tuple(
            asked
            for asked in self.questions
            if asked.question.part == part
            and asked.question.when(known)
            and (alone or asked.question.sensitive is None)
        )

    def own_answers(self, known: Known) -> dict[str, JsonValue]:
        """The answers to the interview itself, without those of the opening."""
        return {field: known[field] for field in self.model.model_fields if field in known}


def _asked_of(model: type[BaseModel]) -> Iterator[Asked]:
    hints = get_type_hints(model, include_extras=True)
    for field, info in model.model_fields.items():
        for question in info.metadata:
            if isinstance(question, Question):
                yield Asked(field, question, TypeAdapter(hints[field]))


INTERVIEWS: Mapping[Role, Interview] = {
    "host": Interview("host", HostOpening, HostAnswers),
    "guest": Interview("guest", Opening, GuestAnswers),
}
"""The interviews of people."""

PLAN = Interview("plan", NoOpening, StayPlan, OF_THE_PLAN)


def interview_of(subject: Subject) -> Interview:
    """The interview that is walked for a subject."""
    return PLAN if subject == "plan" else INTERVIEWS[subject]
