"""What an alert says: a number, places, sizes and dates, in the group's language, and nothing personal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from pydantic import JsonValue, ValidationError

from bot.casework.alert_kinds import Kind
from bot.casework.alerts import CaseFacts, alert_text, facts_of
from bot.texts import LANGUAGES
from conversations.answers import Role
from tests.casework.conftest import Reads
from tests.conversations.filled import GUEST, HOST

KINDS = tuple(Kind)
CANARIES: Mapping[Role, Mapping[str, JsonValue]] = {
    "host": {"name": "CANARY", "contact": {"way": "phone", "phone": "+358409999999"}, "wishes": "CANARY, she said"},
    "guest": {"name": "CANARY", "contact": {"way": "phone", "phone": "+358409999999"}, "anything": "CANARY, he said"},
}
"""What must never be told."""


def facts(role: Role, number: str = "K-234567", *, confirmed: bool = True, **answers: JsonValue) -> CaseFacts:
    """The facts of a filled interview."""
    filled = HOST if role == "host" else GUEST
    return facts_of(role, number, {**filled, **CANARIES[role], **answers}, confirmed)


def test_a_new_host_in_three_languages(reads: Reads) -> None:
    alert = alert_text(Kind.INTERVIEW, 7, (facts("host"),), (), "open", None, None)
    heading, case = reads(alert, "en").split("\n\n")
    assert heading == "New host · alert 7"
    assert case == "🏠 K-234567 Turku: a room of their own, for 2 people, from 1 February 2027, some months"
    assert "🏠 K-234567 Åbo: eget rum" in reads(alert, "sv")
    assert "1. helmikuuta 2027" in reads(alert, "fi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_personal_stands_in_any_alert(reads: Reads, kind: Kind, language: str) -> None:
    both = (facts("host"), facts("guest", "K-765432"))
    for state in ("open", "taken", "done", "unsuitable", "withdrawn"):
        told = reads(alert_text(kind, 7, both, (), state, "Kaisa", "Kotimajoitus Salo", repeat=True), language)
        assert "CANARY" not in told
        assert "358409" not in told
        assert "Kotimajoitus Salo" in told
        assert "K-234567" in told
        assert len(told) < 1000
        assert not [brace for brace in "{}" if brace in told]


def test_a_guest_is_told_by_numbers(reads: Reads) -> None:
    told = reads(
        alert_text(Kind.INTERVIEW, 7, (facts("guest", party={"women": 1, "children_3_6": 2}),), (), "open", None, None),
        "en",
    )
    assert "New guest" in told
    assert "1 adult and 2 children" in told
    assert "Turku and " in told
    anywhere = reads(
        alert_text(Kind.INTERVIEW, 7, (facts("guest", places=["anywhere"]),), (), "open", None, None), "en"
    )
    assert "anywhere in Finland" in anywhere
    assert "not confirmed yet" not in told


def test_what_somebody_else_filled_in_says_so(reads: Reads) -> None:
    alert = alert_text(Kind.INTERVIEW, 7, (facts("guest", confirmed=False),), (), "open", None, None)
    assert "⚠ Filled in by somebody else, not confirmed yet" in reads(alert, "en")


@pytest.mark.parametrize(
    ("state", "name", "told"),
    [
        ("taken", "Kaisa", "🙋 Taken by Kaisa"),
        ("taken", None, "🙋 Taken by a coordinator"),
        ("done", "Kaisa", "✅ Done: Kaisa"),
        ("unsuitable", "Kaisa", "🚫 Not suitable: Kaisa"),
    ],
)
def test_who_has_it_stands_last(reads: Reads, state: str, name: str | None, told: str) -> None:
    assert reads(alert_text(Kind.INTERVIEW, 7, (facts("host"),), (), state, name, None), "en").endswith(told)
    waiting = reads(alert_text(Kind.INTERVIEW, 7, (facts("host"),), (), "open", "Kaisa", None), "en")
    assert "Kaisa" not in waiting


def test_of_what_is_over_only_the_numbers_stay(reads: Reads) -> None:
    both = (facts("host"), facts("guest", "K-765432"))
    told = reads(alert_text(Kind.MATCH, 7, both, (), "withdrawn", "Kaisa", None), "en")
    assert told.split("\n\n") == ["A possible match · alert 7", "Case: K-234567 and K-765432", "↩️ No longer current"]
    assert reads(alert_text(Kind.UNREACHABLE, 7, (), (), "withdrawn", None, None), "en").endswith("No longer current")


def test_an_alert_sent_again_says_so(reads: Reads) -> None:
    assert "(repeat)" in reads(alert_text(Kind.MATCH, 7, (facts("host"),), (), "open", None, None, repeat=True), "en")


def test_a_sent_interview_without_a_needed_answer_is_an_error() -> None:
    with pytest.raises(ValidationError):
        facts_of("host", "K-234567", {**HOST, "since": None}, True)
    stored = facts("guest").model_dump(mode="json")
    assert CaseFacts.model_validate(stored).since == dt.date.fromisoformat(str(GUEST["since"]))
    assert "CANARY" not in str(stored)
