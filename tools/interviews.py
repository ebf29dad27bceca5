"""docs/interviews.md: everything that the interviews ask, made from their models."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts import SOURCE, Texts
from conversations.answers import INTERVIEWS, PLAN, Asked, Interview
from conversations.consents import SENTENCES, Consent, Consents, Purpose
from conversations.questions.base import Option, Part, always
from conversations.questions.choice import Choice, Choices, YesNo
from conversations.questions.panel import Panel
from conversations.questions.panel_parts import Counter, parts_of
from conversations.text import Text

HEAD = """\
# The interviews

Made by `make docs` from `conversations/` (`host.py`, `homes.py`, `guest.py`, `plan.py`, `opening.py`); change it there.

An interview is a pydantic model: one field is one question. Its type says what is a valid answer, and the question that
stands beside it says how it is asked, what it is for, and who may be told of the answer. Nothing else lists the
questions, so a field that is added there is asked, shown in the summary, changed, exported and checked without more.

- **Opening**: before anything is kept. A “no” to the age or to keeping ends the interview, and nothing is kept.
- **To send**: what must be known before *Send now*. Opening and this are at most twelve screens.
- **Tell more**: each question can be skipped. What is not known is to be checked by the coordinator, never a refusal.

*Told*: a coarse form of the answer may be told to a possible match, if the person has agreed to that. *Consent*: the
question is asked only of the person themself, and only after their explicit consent to just this.

## To add a question

1. Add a field to the model, with its type and its question: `Annotated[Literal["yes", "no"] | None, Choice(...)]`. In
   *Tell more* it has `part="more"` and the default `None`.
2. Say in `why` what the answer is for: the table below and the record of processing are made from it. If it is not
   needed to find a home or a guest, do not ask it.
3. Write `ask`, `label` and the options as English sentences in `_()`; run `make messages`, and translate them.
4. A new kind of question is one file in `conversations/questions/`, and needs its talks in
   `tests/conversations/golden_talks.py`.
5. Run `make docs` and `make test`.

## What is agreed to

| Purpose | The sentence |
|---|---|
"""

PARTS: tuple[tuple[Part, str], ...] = (("opening", "Opening"), ("send", "To send"), ("more", "Tell more"))

TABLE = """
| Field | Question | Kind and answers | What it is for | Told | Consent |
|---|---|---|---|---|---|
"""


def interviews() -> str:
    """The whole document."""
    people = (part for one in INTERVIEWS.values() for part in _interview(one))
    return HEAD + "".join((*_consents(), *people, *_plan()))


def _consents() -> Iterator[str]:
    for purpose, sentence in SENTENCES.items():
        yield f"| `{purpose}` | {_cell(sentence)} |\n"


def _interview(interview: Interview) -> Iterator[str]:
    yield f"\n## What a {interview.role} is asked\n"
    for part, title in PARTS:
        asked = [one for one in interview.questions if one.question.part == part]
        yield f"\n### {title}: {len(asked)}\n{TABLE}"
        yield from map(_row, asked)


def _plan() -> Iterator[str]:
    yield "\n## What the plan of a stay asks\n\n"
    yield "Filled in by the host, the guest or a coordinator; agreed when both sides have said yes to it.\n"
    for part, title in PARTS[1:]:
        asked = [one for one in PLAN.questions if one.question.part == part]
        yield f"\n### {title}: {len(asked)}\n{TABLE}"
        yield from map(_row, asked)


def _row(asked: Asked) -> str:
    question = asked.question
    helper = f"<br>Of a helper: {_cell(question.ask_helper)}" if question.ask_helper else ""
    when = "" if question.when is always else f"<br>Asked only {_condition(asked)}"
    hint = f"<br>*{_cell(question.hint)}*" if question.hint else ""
    answers = _answers(asked)
    cells = (
        f"`{asked.field}`",
        f"{_cell(question.ask)}{hint}{helper}{when}",
        question.kind + (f": {answers}" if answers else ""),
        question.why.replace("|", "\\|"),
        "yes" if question.told else "no",
        question.sensitive or "",
    )
    return f"| {' | '.join(cells)} |\n".replace("|  |", "| |")


def _condition(asked: Asked) -> str:
    """The condition's own words: "Whether something must stay near." is "if something must stay near"."""
    words = (asked.question.when.__doc__ or "").strip().rstrip(".")
    return words.replace("Whether ", "if ", 1)


def _answers(asked: Asked) -> str:
    question = asked.question
    if isinstance(question, Consent):
        return f"{_cell(question.yes)} · {_cell(question.no)} (`{question.purpose}`)"
    if isinstance(question, Consents):
        purposes: list[Purpose] = [purpose for purpose in SENTENCES if purpose in {o.code for o in question.options}]
        return " · ".join(f"`{purpose}`" for purpose in purposes)
    if isinstance(question, Choice | Choices):
        return _options(question.options)
    if isinstance(question, YesNo):
        return f"{_cell(question.yes)} · {_cell(question.no)}"
    return "; ".join(_parts(question)) if isinstance(question, Panel) else ""


def _parts(panel: Panel) -> Iterator[str]:
    for part in parts_of(panel.model).values():
        if isinstance(part, Counter):
            yield f"{_cell(part.label)} {part.least}–{part.most}"
        else:
            yield f"{_cell(part.label)} ({_options(part.options)})"


def _options(options: tuple[Option, ...]) -> str:
    return " · ".join(_cell(option.label) for option in options)


def _cell(text: Text) -> str:
    return TEXTS.plain(text, SOURCE).replace("|", "\\|").replace("\n", " ")


TEXTS = Texts.load()
