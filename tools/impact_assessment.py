"""docs/impact_assessment.md: a draft of the data-protection impact assessment (article 35), partly from the models."""

from __future__ import annotations

from collections.abc import Iterator

from bot.casework.retention import Record, Told
from bot.store.columns import Base, Holds
from conversations.answers import INTERVIEWS, PLAN
from tools.record_of_processing import RETENTION

HEAD = """\
# Data-protection impact assessment: a draft

Made by `make docs` from `tools/impact_assessment.py` and the models; change it there. It is a draft for the controller,
who decides, completes and signs it, and looks at it anew when the bot changes. What is kept, why and how long stands in
the [record of processing](record_of_processing.md).

## Why one is needed

The people are vulnerable (they seek asylum, and need a home), and some answers are of special categories (health,
safety; the whole record of a guest may tell of origin). Two such criteria are enough for an assessment. A leak could
lead somebody dangerous to a person’s door.

## What is done

A person answers an interview in a Telegram chat, or a coordinator writes the answers down on the phone. The bot
suggests pairs; coordinators look, ask each side in coarse words, and introduce the two when both have said yes. Stays
are followed with short questions. Nothing is decided by a program alone.
"""

FIGURES = """
## The extent, counted from the models

| | |
|---|---|
"""

NECESSITY = """
## Whether it is necessary and in proportion

- **Each question has its reason**, which stands beside it in the model; a test refuses a question without one. What the
  law, a case or a belief is about is never asked. Household members are counts and age bands, without names.
- **Optional is optional**: an answer that is not given never excludes anybody. Health and safety are asked only after a
  consent of their own, and only of the person.
- **Free will is doubtful where somebody needs a home.** So the notice and the interview say that refusing what is
  optional does not lower the chances, nothing is ticked beforehand, and one press takes a consent back.
- **Under 18**: one question, and a “no” ends the interview. No row, no message and no key of that person stays.
- **Time**: {unmatched} days after the last sign of life an open offer or search goes, {unfinished} days for an
  unfinished interview, {withdrawn} days for what was taken back, {stay} days for the words of a stay. People are told
  {warned} to {warned_most} days before.
- **Less would not do**: without municipality, dates, household and languages no home can be suggested; a street address
  is never asked for.

## Risks to people, what is done, and what is left

| Risk | What is done | What is left |
|---|---|---|
"""

RISKS: tuple[tuple[str, str, str], ...] = (
    (
        "Somebody violent looks for one particular guest, or poses as a host",
        "No search by name; a host sees no guests, only what a coordinator sends in coarse words; a talk, "
        "and where the group does so a visit, come before the approval; contacts only when both have said yes; "
        "two coordinators together can exclude somebody, if the controller allows that.",
        "A coordinator can be deceived. The meeting before moving in, and the talk with each side alone, stay people’s "
        "work.",
    ),
    (
        "A coordinator’s account is taken over, or a coordinator leaves in anger",
        "Each look asks Telegram whether the person is still in the channel; every look is written down and can be "
        "asked for; details are protected from forwarding; a coordinator sees the cases of their own group.",
        "What was read or photographed before cannot be called back.",
    ),
    (
        "The server, a backup or a stolen disk is read",
        "What people told is sealed field by field under a key of each person; the keys lie apart from the database; "
        "an erasure destroys the key first.",
        "Whoever has the running machine and its keys reads everything. Who runs it, and how it is guarded, is the "
        "controller’s to settle.",
    ),
    (
        "Telegram reads the chats, or gives them to somebody",
        "The notice says so before the first question; another way (by phone) is offered; health and safety are asked "
        "by buttons where possible; nothing secret is asked for.",
        "Telegram’s own copies of a chat are outside the bot’s reach. People can delete the chat themselves.",
    ),
    (
        "Something told in confidence is passed on to the other side",
        "Each answer says in its model whether a coarse form may be told; answers in confidence are sealed and shown "
        "to the coordinator only; nobody hears who refused, or why.",
        "Free words may hold a name. Coordinators read a preview before they send it.",
    ),
    (
        "Data is kept longer than it is needed, or lost while it is needed",
        "A daily job erases by `data/retention.yaml` and says what it removed as counts; people are told before and "
        "can be kept; nobody in a running match is removed; people without Telegram are called first.",
        "A copy in a coordinator’s own notes is not the bot’s. Coordinators promise to keep none.",
    ),
    (
        "Somebody is put at a disadvantage by the order of suggestions",
        "The rules stand in a file that people can read; the plan looks at how long somebody has waited; no score of a "
        "person is kept; a coordinator decides.",
        "Rules may be unfair without anybody noticing. The report counts who waits for how long.",
    ),
)

SENSITIVE = """
## Answers of special categories

| Of | Field | Category | Why it is asked |
|---|---|---|---|
"""

LEFT = """
## Open questions for the controller

1. Which body is the controller, and is there an agreement (article 26 or 28) with whoever runs the server?
2. Where does the data lie, and who has the keys? (`DATA_LIES_AT`, `DATA_KEY_FILE`)
3. Is explicit consent the right ground for the whole record of a guest, or only for the answers marked above?
4. Are the times in `data/retention.yaml` right? They are a proposal.
5. Shall safety exclusions be used (`exclusions` in `data/casework.yaml`)? The notice then says so.
6. Do coordinators sign a promise of confidentiality besides the one in the bot, and who looks at the access log?
7. Who answers requests for what `/mydata` leaves out, within a month?
8. Who tells the Data Protection Ombudsman and the people after a breach, within 72 hours?
9. Have people who seek asylum, and hosts, been asked what they think of this (article 35(9))?
10. News: nobody is sent any by the bot yet. Shall the consent be asked for before there is a newsletter?

[Date, name and decision of the controller]
"""


def impact_assessment() -> str:
    """The whole document."""
    return "".join((HEAD, FIGURES, *_figures(), _necessity(), *_risks(), SENSITIVE, *_sensitive(), LEFT))


def _figures() -> Iterator[str]:
    for role, interview in INTERVIEWS.items():
        yield f"| Questions to a {role} | {len(interview.questions)} |\n"
    yield f"| Questions of the plan of a stay | {len(PLAN.questions)} |\n"
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    for holds, what in ((Holds.SEALED, "Encrypted"), (Holds.HASHED, "Hashed")):
        yield f"| {what} columns of {len(columns)} | {sum(column.info['holds'] is holds for column in columns)} |\n"


def _necessity() -> str:
    people = RETENTION.people
    return NECESSITY.format(
        unmatched=people[Told.UNMATCHED].days,
        unfinished=people[Told.UNFINISHED].days,
        withdrawn=people[Told.WITHDRAWN].days,
        stay=RETENTION.records[Record.STAY_WORDS],
        warned=min(period.warn_days for period in people.values()),
        warned_most=max(period.warn_days for period in people.values()),
    )


def _risks() -> Iterator[str]:
    for risk, done, left in RISKS:
        yield f"| {risk} | {done} | {left} |\n"


def _sensitive() -> Iterator[str]:
    for role, interview in INTERVIEWS.items():
        for asked in interview.questions:
            if asked.question.sensitive:
                yield f"| {role} | `{asked.field}` | {asked.question.sensitive} | {asked.question.why} |\n"
