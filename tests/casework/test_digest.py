"""Several alerts in one message: counted by kind, with their numbers, and how they stand."""

from __future__ import annotations

import pytest

from bot.casework.alert_kinds import Kind
from bot.casework.digest import COUNTED, MOST_NUMBERS, Told, bundle_text, digest_text, reminder
from bot.casework.policy import Policy
from bot.telegram.house import DATA
from bot.texts import LANGUAGES
from tests.casework.conftest import Reads

LONGEST_MESSAGE = 4096


def old(number: str, *more: str, waits: bool = True, again: bool = False, group: str = "") -> Told:
    """A match that has stood still."""
    return Told(kind=Kind.STAGE_OLD, numbers=(number, *more), waits=waits, again=again, group_name=group)


def test_every_kind_that_may_be_told_with_others_is_counted() -> None:
    assert set(Kind) - set(COUNTED) == {Kind.UNSAFE}
    policy = Policy.load(DATA / "alert_policy.yaml")
    assert {kind for kind, urgency in policy.kinds.items() if urgency.level == "blue"} <= set(COUNTED)


def test_a_morning_lists_each_kind_once_with_its_numbers(reads: Reads) -> None:
    told = (
        Told(kind=Kind.TASK_LATE, numbers=("K-222222",)),
        old("K-333333", "K-444444"),
        old("K-555555", "K-666666", group="Salo"),
        old("K-777777", again=True),
    )
    assert reads(digest_text(told), "en") == (
        "☀️ Good morning! This waits for somebody\n\n"
        "• 2 matches have stood still for long: K-333333 + K-444444 and K-555555 + K-666666 (Salo)\n"
        "• 1 task is late: K-222222\n\n"
        "Still from earlier days:\n"
        "• 1 match has stood still for long: K-777777"
    )


def test_what_is_taken_or_over_is_counted_and_no_longer_named(reads: Reads) -> None:
    text = reads(digest_text((old("K-333333", waits=False), old("K-555555"))), "en")
    assert "K-333333" not in text
    assert text.endswith("🙋 1 is taken or done.")
    assert reads(digest_text((old("K-333333", waits=False),)), "en").endswith("✅ All of this is taken or done.")


def test_a_burst_counts_all_and_names_those_that_wait(reads: Reads) -> None:
    hosts = [Told(kind=Kind.INTERVIEW, a_host=True, numbers=(f"K-22222{n}",), waits=n != 3) for n in range(2, 8)]
    assert reads(bundle_text(hosts), "en") == (
        "6 new hosts\n\nNot taken yet: K-222222, K-222224, K-222225, K-222226 and K-222227\n\n🙋 1 is taken or done."
    )
    assert "1 new guest" in reads(bundle_text([Told(kind=Kind.INTERVIEW, numbers=("K-222222",))]), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_message_has_room(reads: Reads, language: str) -> None:
    pair, group = ("K-WWWWWW", "K-MMMMMM"), "Kotimajoitusverkosto Turku ja Varsinais-Suomi"
    flood = [Told(kind=Kind.STAGE_OLD, numbers=pair) for _ in range(500)]
    flood += [Told(kind=kind, numbers=pair, group_name=group) for kind in COUNTED]
    for text in (digest_text(flood), bundle_text(flood), reminder(range(1000, 1500), flood)):
        told = reads(text, language)
        assert len(told) <= LONGEST_MESSAGE
        assert told.count("K-WWWWWW") <= MOST_NUMBERS + len(COUNTED)
        assert "{" not in told


def test_a_reminder_names_the_alerts(reads: Reads) -> None:
    assert reads(reminder((7,), (old("K-333333"),)), "en") == (
        "⏰ Nobody has taken alert 7 yet.\n\n• 1 match has stood still for long: K-333333"
    )
    assert "these 2 alerts yet: 7 and 9" in reads(reminder((7, 9), (old("K-333333"), old("K-555555"))), "en")
