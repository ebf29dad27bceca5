"""docs/record_of_processing.md: what is kept, why, how long, and who sees it (article 30), made from the models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from bot.casework.course import Course
from bot.casework.retention import Record, Retention, Told
from bot.store.columns import Base, Holds
from bot.store.own_rows import LEFT_OUT, SHOWN
from bot.telegram.house import DATA
from bot.texts import SOURCE, Texts
from conversations.answers import INTERVIEWS, PLAN, Asked
from conversations.consents import NEEDED, SENTENCES
from conversations.text import Text

HEAD = """\
# Record of processing activities

Made by `make docs` from the models (`conversations/`, `bot/store/tables/`, `data/retention.yaml`); change it there. It
is what article 30 of the GDPR asks a controller to keep. What only the controller can say stands in square brackets.

| | |
|---|---|
| Controller | [the association or group that answers for the data: `CONTROLLER_NAME`, `CONTROLLER_CONTACT`] |
| Data protection officer | [if there is one] |
| Processor | [whoever runs the server for the controller, with a written agreement (article 28); `DATA_LIES_AT`] |
| Purposes | to find a home or a guest, to support the stay; with a consent of their own: to tell a possible match in \
coarse words, to exchange contacts, to send news |
| Whose data | people who offer a home, people who seek one, those who live with them (as counts and age bands only, \
without names), and coordinators |
| Special categories | answers marked *health* or *safety* below; that somebody seeks asylum may tell of their origin, \
so everything of a guest is treated alike |
| Ground | consent (article 6(1)(a)); for special categories explicit consent (article 9(2)(a)), asked for purpose by \
purpose |
| Who receives it | coordinators of the local group, of the group that looks together with it and, where it is asked, \
of the national one; a possible match in coarse words; the other side of a match, names and contacts, when both have \
said yes |
| Outside the EU/EEA | nothing is sent there by the bot. Telegram is a separate service that carries the chats and may \
keep them elsewhere: the notice says so before the first question, and another way is offered |
| Automated decisions | none: the bot suggests, and coordinators and the two sides decide |
| Security | fields sealed one by one (AES-GCM) under a key of each person, a key ring outside the database, an access \
log, details only in private chats and only for members of the channel |

## The consents

| Purpose | The sentence | Needed |
|---|---|---|
"""

ANSWERS = """
## What people answer

Each answer is sealed under the person’s own key. *Told*: a coarse form may be told to a possible match, if the person
has agreed. *Needs* names the consent without which the question is not asked.
"""

TABLE = """
| Field | What | Why | Special category | Needs | Told |
|---|---|---|---|---|---|
"""

PERIODS = """
## How long

The times stand in `data/retention.yaml`. Whoever told something is told before it goes, once, in their language, and
can ask to be kept. Nobody in a match that runs is erased. `/delete` erases everything at once.

| What | Days | Told before |
|---|---|---|
"""

TABLES = """
## What the database holds

*Sealed*: encrypted. *Hashed*: a keyed hash, which cannot be turned back. *Open*: codes, times, counts and random ids.
The last column says whether the person gets it with `/mydata`; what is left out has its reason below.

| Table | What | Sealed | Hashed | Open | Kept | /mydata |
|---|---|---|---|---|---|---|
"""

LEFT_OUT_HEAD = """
## What /mydata leaves out, and why

| What | Why |
|---|---|
"""

OF_THE_PERSON: Final = "with the person’s answers"
OF_THE_GROUP: Final = "while the group is there"

KEPT: Final[Mapping[str, Sequence[Told | Record] | str]] = {
    "person": tuple(Told),
    "interview": tuple(Told),
    "answer": tuple(Told),
    "case_file": tuple(Told),
    "consent": OF_THE_PERSON,
    "keeping": OF_THE_PERSON,
    "case_event": OF_THE_PERSON,
    "overtaken": OF_THE_PERSON,
    "home_match": (Record.STAY_WORDS, Record.MATCH_WORDS),
    "passed_question": (Record.STAY_WORDS, Record.MATCH_WORDS),
    "follow_up": (Record.STAY_WORDS, Record.MATCH_WORDS),
    "agreed_plan": (Record.STAY_WORDS, Record.MATCH_WORDS),
    "pair_decision": (Record.STAY_WORDS, Record.MATCH_WORDS),
    "match_event": OF_THE_PERSON,
    "meeting": OF_THE_PERSON,
    "meeting_time": OF_THE_PERSON,
    "stay": OF_THE_PERSON,
    "case_note": (Record.NOTES,),
    "task": (Record.TASKS,),
    "hand_over": (Record.TASKS,),
    "live_talk": (Record.TASKS,),
    "timer": (Record.TASKS,),
    "access_log": (Record.ACCESS_LOG,),
    "alert": (Record.ALERTS,),
    "duty": (Record.DUTIES,),
    "away": "until the days are over",
    "coordinator": "the name until the coordinator’s own data is erased; then an id that is nobody’s",
    "one_time_code": "until the code is used or too old",
    "channel": OF_THE_GROUP,
    "board": OF_THE_GROUP,
    "consent_proof": (Record.CONSENT_PROOF,),
    "exclusion": "as `exclusion_months` in `data/casework.yaml` says, if exclusions are in use",
    "safety_tally": "kept: it counts and tells of nobody",
    "inbox": (Record.HANDLED_UPDATES, Record.UPDATES_ASIDE),
    "outbox": (Record.SENT_MESSAGES,),
    "job_run": "kept: it tells of nobody",
}
"""How long the rows of each table are kept: by a kind of record, or in words where something else decides."""

WHAT: Final[Mapping[Told | Record, str]] = {
    Told.UNFINISHED: "An interview that was begun and not sent, or that nobody has confirmed",
    Told.UNMATCHED: "An offer or a search that is open, after the last sign of life",
    Told.WITHDRAWN: "An offer or a search that was taken back",
    Told.DECLINED: "A case that was ended with “not now” or “declined”, or by a safety exclusion",
    Told.STAYED: "A guest’s case after the stay",
    Record.STAY_WORDS: "The plan, questions and answers of a stay, after it has ended",
    Record.MATCH_WORDS: "Questions and reasons of a match that came to nothing",
    Record.NOTES: "Coordinators’ notes",
    Record.TASKS: "Tasks, hand-overs, talks and reminders that are over",
    Record.ACCESS_LOG: "Who looked at whose details",
    Record.ALERTS: "Alerts that are over",
    Record.DUTIES: "Who was on duty",
    Record.CONSENT_PROOF: "After an erasure: an unreadable mark that somebody agreed to which words",
    Record.HANDLED_UPDATES: "That an update of Telegram’s was handled; what it said goes at once",
    Record.UPDATES_ASIDE: "Sealed updates that could not be handled",
    Record.SENT_MESSAGES: "That a message was sent; what it said goes when it is sent",
}


def record_of_processing() -> str:
    """The whole document."""
    return "".join((HEAD, *_consents(), ANSWERS, *_answers(), PERIODS, *_periods(), TABLES, *_tables(), *_left_out()))


def _consents() -> Iterator[str]:
    for purpose, sentence in SENTENCES.items():
        yield f"| `{purpose}` | {_cell(sentence)} | {'yes' if purpose == NEEDED else 'no'} |\n"


def _answers() -> Iterator[str]:
    for role, interview in INTERVIEWS.items():
        yield f"\n### A {role}\n{TABLE}"
        yield from map(_answer, interview.questions)
    yield f"\n### The plan of a stay\n\nSealed under a key of the match; both sides read it.\n{TABLE}"
    yield from map(_answer, PLAN.questions)


def _answer(asked: Asked) -> str:
    question = asked.question
    special = question.sensitive or ""
    needs = special or ("" if question.part == "opening" else NEEDED)
    why = question.why.replace("|", "\\|")
    told = "yes" if question.told else "no"
    return f"| `{asked.field}` | {_cell(question.label)} | {why} | {special} | {needs} | {told} |\n".replace(
        "|  |", "| |"
    )


def _periods() -> Iterator[str]:
    for told, period in sorted(RETENTION.people.items(), key=lambda one: list(Told).index(one[0])):
        yield f"| {WHAT[told]} | {period.days} | {period.warn_days} days |\n"
    for record in Record:
        yield f"| {WHAT[record]} | {RETENTION.records[record]} | no |\n"
    months = COURSE.months_of_exclusion()
    lasts = f"{months} months" if months else "not in use"
    yield f"| A safety exclusion, known by keyed hashes only | {lasts} | no |\n"


def _tables() -> Iterator[str]:
    rooms = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    for name, table in sorted(Base.metadata.tables.items()):
        sealed, hashed, plain = (_named(table, holds) for holds in (Holds.SEALED, Holds.HASHED, Holds.PUBLIC))
        what = " ".join((rooms[name].__doc__ or "").split("\n\n")[0].split())
        shown = "yes" if name in SHOWN else "no"
        yield f"| `{name}` | {what} | {sealed} | {hashed} | {plain} | {_kept(name)} | {shown} |\n".replace(
            "|  |", "| |"
        )


def _named(table: sa.Table, holds: Holds) -> str:
    return ", ".join(f"`{column.name}`" for column in table.columns if column.info["holds"] is holds)


def _kept(table: str) -> str:
    kept = KEPT[table]
    if isinstance(kept, str):
        return kept
    if set(kept) == set(Told):
        return "as the answers: " + "/".join(str(RETENTION.people[told].days) for told in Told) + " days"
    return "/".join(str(RETENTION.records[one]) for one in kept if isinstance(one, Record)) + " days"


def _left_out() -> Iterator[str]:
    yield LEFT_OUT_HEAD
    for name, why in sorted(LEFT_OUT.items()):
        yield f"| `{name}` | {why} |\n"


def _cell(text: Text) -> str:
    return TEXTS.plain(text, SOURCE).replace("|", "\\|").replace("\n", " ")


TEXTS = Texts.load()
RETENTION = Retention.load(DATA / "retention.yaml")
COURSE = Course.load(DATA / "casework.yaml")
