"""What fuzzing has found, told again one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.playground.keyboards import buttons
from bot.playground.state import Message
from bot.store import inbox, outbox
from bot.store.outbox import Letter
from tests.fuzz.stage import Stage, a_stage

PERSON: dict[str, Any] = {"id": 5_000_000_001, "is_bot": False, "first_name": "Anna"}
CHAT: dict[str, Any] = {"id": 5_000_000_001, "type": "private", "first_name": "Anna"}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot with an empty database."""
    async with a_stage(tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    "wrong",
    [
        {"migrate_to_chat_id": 2**63},
        {"chat": {**CHAT, "id": []}},
        {"chat": {**CHAT, "id": "5000000001"}},
        {"from": {**PERSON, "id": -1_002_000_000_001}},
        {"from": {**PERSON, "id": 0}},
    ],
    ids=["more than 64 bits", "a list", "a word", "a channel's number", "nobody's number"],
)
async def test_an_update_with_impossible_numbers_is_set_aside_at_once(stage: Stage, wrong: dict[str, Any]) -> None:
    body = {"message_id": 1, "date": 0, "from": PERSON, "chat": CHAT, "text": "/start", **wrong}
    await stage.takes([{"update_id": 1, "message": body}])
    async with stage.store.look() as look:
        count = await inbox.count(look)
    assert (count.waiting, count.aside) == (0, 1)
    assert not [error for error in stage.errors() if "telling_of_failure_failed" in error]
    assert not stage.edge.said, "nothing is written into a chat that nobody came from"


async def test_a_persons_message_that_telegram_says_has_moved_is_given_up(stage: Stage) -> None:
    founder = await stage.people.add_person("Founder")
    group = await stage.people.create_chat(founder, "A group", "group")
    await stage.people.adds(founder, group, stage.people.bot_id)
    await stage.people.upgrades_to_supergroup(founder, group)
    async with stage.store.work() as work:
        letter = Letter(method="sendMessage", kind="notice", params={"text": "Hello"})
        await outbox.add(work, await outbox.to_stranger(work, group), letter)
    await stage.settles()
    assert len(stage.edge.said) == 1
    async with stage.store.look() as look:
        assert (await outbox.count(look)).waiting == 0


async def test_a_question_asked_before_erasing_has_no_buttons_afterwards(stage: Stage) -> None:
    anna = await stage.people.add_person("Anna", language_code="en")
    for typed in ("/host", "/delete", "yes"):
        await stage.people.says(anna, typed)
        await stage.takes(stage.drained())
    chat = stage.people.any_chat(anna)
    assert "is erased" in stage.edge.said[-1].words
    shown = [one.data for message in chat.live() for one in buttons(message.inline_keyboard)]
    assert not [press for press in shown if press is not None and press.startswith("1:i:")]


async def test_a_press_of_an_erased_interview_answers_nothing_in_the_next_one(stage: Stage) -> None:
    anna = await stage.people.add_person("Anna", language_code="en")
    asked: list[tuple[int, str]] = []
    for typed in ("/host", "/delete", "yes", "/host"):
        await stage.people.says(anna, typed)
        await stage.takes(stage.drained())
        asked += [(message.id, press) for message, press in _presses(stage, anna) if press.endswith(":yes")]
    old, new = asked[0], asked[-1]
    assert old[1] != new[1]
    for message_id, press in ((new[0], old[1]), new):
        await stage.people.presses_data(anna, message_id, press)
        await stage.takes(stage.drained())
        answered = [said for said in stage.edge.said if "18 or over: Yes" in said.words]
        assert bool(answered) == (press == new[1])


def _presses(stage: Stage, person: int) -> Iterator[tuple[Message, str]]:
    for message in stage.people.any_chat(person).live():
        for button in buttons(message.inline_keyboard):
            if button.data is not None and button.data.startswith("1:i:"):
                yield message, button.data
