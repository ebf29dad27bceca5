"""The tables, one file a subject. Importing this package knows them all."""

from bot.store.columns import Base
from bot.store.tables.cases import AccessLog, Alert, AlertState, CaseEvent, CaseFile, Match, MatchEvent
from bot.store.tables.desk import Away, Board, CaseNote, Duty, Exclusion, HandOver, LiveTalk, Task
from bot.store.tables.groups import Channel, ChannelState, Coordinator, OneTimeCode
from bot.store.tables.interviews import Answer, Interview, InterviewState
from bot.store.tables.keeping import ConsentProof, Keeping
from bot.store.tables.people import Consent, ConsentHow, Person
from bot.store.tables.stays import (
    AgreedPlan,
    FollowUp,
    Meeting,
    MeetingTime,
    Overtaken,
    PairDecision,
    PassedQuestion,
    SafetyTally,
    Stay,
    Timer,
)
from bot.store.tables.traffic import Inbox, InboxState, Outbox, OutboxState
from bot.store.tables.upkeep import JobRun

__all__ = [
    "AccessLog",
    "AgreedPlan",
    "Alert",
    "AlertState",
    "Answer",
    "Away",
    "Base",
    "Board",
    "CaseEvent",
    "CaseFile",
    "CaseNote",
    "Channel",
    "ChannelState",
    "Consent",
    "ConsentHow",
    "ConsentProof",
    "Coordinator",
    "Duty",
    "Exclusion",
    "FollowUp",
    "HandOver",
    "Inbox",
    "InboxState",
    "Interview",
    "InterviewState",
    "JobRun",
    "Keeping",
    "LiveTalk",
    "Match",
    "MatchEvent",
    "Meeting",
    "MeetingTime",
    "OneTimeCode",
    "Outbox",
    "OutboxState",
    "Overtaken",
    "PairDecision",
    "PassedQuestion",
    "Person",
    "SafetyTally",
    "Stay",
    "Task",
    "Timer",
]
