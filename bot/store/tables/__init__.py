"""The tables, one file a subject. Importing this package knows them all."""

from bot.store.columns import Base
from bot.store.tables.cases import AccessLog, Alert, AlertState, CaseFile, Match, MatchEvent
from bot.store.tables.groups import Channel, ChannelState, Coordinator, OneTimeCode
from bot.store.tables.interviews import Answer, Interview, InterviewState
from bot.store.tables.people import Consent, ConsentHow, Person
from bot.store.tables.traffic import Inbox, InboxState, Outbox, OutboxState

__all__ = [
    "AccessLog",
    "Alert",
    "AlertState",
    "Answer",
    "Base",
    "CaseFile",
    "Channel",
    "ChannelState",
    "Consent",
    "ConsentHow",
    "Coordinator",
    "Inbox",
    "InboxState",
    "Interview",
    "InterviewState",
    "Match",
    "MatchEvent",
    "OneTimeCode",
    "Outbox",
    "OutboxState",
    "Person",
]
