"""What a coordinator promises, and what people read of where things stand."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.casework import promise
from bot.casework.standing import Sent, Standing, Unfinished, receipt, receipt_number, standing_text
from bot.texts import LANGUAGES
from conversations.text import _
from tests.casework.conftest import Reads

DAY = dt.date(2027, 1, 15)


def sent(**given: object) -> Sent:
    """A sent interview."""
    known: dict[str, object] = {
        "role": "guest",
        "number": "K-234567",
        "group": "Kotimajoitus Salo",
        "sent_at": DAY,
        "answer_by": DAY + dt.timedelta(days=7),
        "looking": False,
        "confirmed": True,
        "today": DAY,
    }
    return Sent(**{**known, **given})  # type: ignore[arg-type]  # a story gives what it is about


def test_the_version_follows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before = promise.promise_version()
    assert promise.promise_version() == before
    monkeypatch.setattr(promise, "PROMISE", (*promise.PROMISE, _("• I change one word.")))
    assert promise.promise_version() != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_names_the_group_and_the_promise_in_each_language(reads: Reads, language: str) -> None:
    told = reads(promise.invitation("Kotimajoitus Salo"), language)
    assert "Kotimajoitus Salo" in told
    assert told.count("•") == 6
    assert len(told) < 4096


def test_what_is_left_is_counted(reads: Reads) -> None:
    told = [reads(standing_text(Unfinished("host", left, paused=False)), "en") for left in (0, 1, 2)]
    assert "it is not sent yet" in told[0]
    assert "1 question is left" in told[1]
    assert "2 questions are left" in told[2]


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        (sent(), "try to get in touch by 22 January 2027"),
        (sent(today=None), "try to get in touch by 22 January 2027"),
        (sent(today=DAY + dt.timedelta(days=7)), "try to get in touch by 22 January 2027"),
        (sent(today=DAY + dt.timedelta(days=8)), "it is taking longer than usual"),
        (sent(looking=True), "a coordinator is looking for a home for you"),
        (sent(looking=True, role="host"), "a coordinator is looking whom your home could suit"),
        (sent(confirmed=False, looking=True), "waits until the person it is about has confirmed it"),
    ],
)
def test_where_things_stand(reads: Reads, standing: Standing, told: str) -> None:
    assert told in reads(standing_text(standing), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_of_a_refusal_or_a_promise_and_the_number_comes_last(reads: Reads, language: str) -> None:
    for role in ("host", "guest"):
        standing = sent(role=role)
        words = reads((*receipt(standing), *receipt_number(standing.number), *standing_text(standing)), language)
        assert "Kotimajoitus Salo" in words
        assert not [word for word in ("refus", "reject", "hylät", "avslag", "avvis") if word in words.casefold()]
        assert "K-234567" not in reads(receipt(standing), language)
        assert "K-234567" in reads(receipt_number(standing.number), language)
