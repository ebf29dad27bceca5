"""What is blotted out of a log, and what stays readable."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat

from bot.logs.redact import redacted, safe

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"


class Stage(enum.Enum):
    """Something of ours with a name."""

    TAKEN = 1


@pytest.mark.parametrize(
    "told",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/documents/file_1.pdf",
        f"bot{TOKEN.replace(':', '%3A')}",
        "http://localhost:8081/botNOT-EVEN-A-TOKEN/getMe",
    ],
)
def test_no_token_is_written(told: str) -> None:
    shown = redacted(f"POST {told} failed")
    assert "[token]" in shown
    assert "AAF" not in shown
    assert "NOT-EVEN" not in shown
    assert shown.startswith("POST ")
    assert shown.endswith(" failed")


@pytest.mark.parametrize(
    "told",
    [
        "1234567",
        "987654321",
        "-1001234567890",
        "040 123 4567",
        "+358 40 123 45 67",
        "+358401234567",
        "(09) 2525-0111",
        "040-1234567",
        "0401-23-4567",
        "040/123 4567",
        "٠٤٠١٢٣٤٥٦٧",
        "040\u00a0123\u00a04567",
    ],
)
def test_no_number_of_a_chat_or_a_phone_is_written(told: str) -> None:
    shown = redacted(f"call {told} now")
    assert not any(sign.isdigit() for sign in shown), shown
    assert "[number]" in shown


@pytest.mark.parametrize("told", ["@maija_m", "(@Ali)", "t.me/maija_m", "https://t.me/+AbCd", "tg://user?id=12345"])
def test_no_account_is_written(told: str) -> None:
    shown = redacted(f"see {told}").lower()
    assert "[account]" in shown
    assert not any(name in shown for name in ("maija", "ali)", "abcd", "12345"))


def test_no_address_is_written() -> None:
    assert redacted("from maija.m+x@example.org.") == "from [account]"


@pytest.mark.parametrize(
    "told",
    [
        "took 123456 ms",
        "at 2027-03-28 03:00:00.123456 in 2 s",
        "at 2027-03-28T03:00:00+02:00",
        "on 2027-03-28",
        "127.0.0.1:8080",
        "case K-7H3KQ2, alert 12",
        "bot/telegram/deliver.py:120 in send",
        "error@",
    ],
)
def test_what_helps_to_understand_stays(told: str) -> None:
    assert redacted(told) == told


def test_values_are_plain_or_only_a_class() -> None:
    assert safe({"ok": True, "n": 3, "seconds": 0.123456789, "none": None}) == {
        "ok": True,
        "n": 3,
        "seconds": 0.123456789,
        "none": None,
    }
    assert safe([1234567, -100123456789, "@maija"]) == ["[number]", "[number]", "[account]"]
    assert safe(Stage.TAKEN) == "TAKEN"
    assert safe(Path("var/bot.db")) == "var/bot.db"
    assert safe(dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)) == "2027-03-01T12:00:00+00:00"
    assert safe(dt.timedelta(minutes=1)) == 60
    assert safe(ValueError("Åsa")) == "<ValueError>"
    assert safe(Chat(id=123456789, type="private", first_name="Åsa")) == "<Chat>"


@pytest.mark.parametrize("name", ["text", "first_name", "chat_id", "phone", "answer", "username", "token", "payload"])
def test_some_values_are_never_shown(name: str) -> None:
    assert safe("Åsa", name) == "[hidden]"
    assert safe({name: "Åsa", "stage": "taken"}) == {name: "[hidden]", "stage": "taken"}


@given(st.text(max_size=60), st.integers(min_value=10**6, max_value=10**13), st.text(max_size=60))
def test_a_long_number_is_never_readable_whatever_stands_around_it(before: str, number: int, after: str) -> None:
    assert str(number) not in redacted(f"{before}{number}{after}")
