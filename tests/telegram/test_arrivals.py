"""Whatever comes, its number is known, it is kept, and nothing breaks."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.interviews import Json
from bot.telegram.arrivals import arrival

ANYTHING: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(["message", "edited_message", "callback_query", "chat_member", "new_kind"])
BODIES = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("chat", "from", "date", "edit_date", "message", "text"), ANYTHING),
)


def _message(**more: Json) -> Json:
    message: Json = {
        "message_id": 1,
        "date": 1_800_000_000,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5},
        **more,
    }
    return {"update_id": 7, "message": message}


@given(ANYTHING)
def test_nothing_that_may_come_breaks_it(raw: Json) -> None:
    found = arrival(raw)
    assert found is None or isinstance(raw, dict)


@given(st.integers(0, 2**31), KINDS, BODIES)
def test_what_has_a_number_is_kept_as_it_came(update_id: int, kind: str, body: dict[str, Json]) -> None:
    raw: Json = {"update_id": update_id, kind: body}
    found = arrival(raw)
    assert found is not None
    assert (found.update_id, found.kind) == (update_id, kind)
    assert json.dumps(json.loads(found.text), sort_keys=True) == json.dumps(raw, sort_keys=True)


@pytest.mark.parametrize("number", [None, "7", 7.5, True, 2**70, [7]])
def test_what_has_no_number_cannot_be_kept(number: Json) -> None:
    assert arrival({"update_id": number, "message": {}}) is None


def test_a_message_is_in_its_chats_lane_and_a_press_in_its_pressers() -> None:
    message = arrival(_message(chat={"id": -100}))
    assert message is not None
    assert (message.lane_of, message.sender) == (-100, 5)
    press = arrival(
        {"update_id": 8, "callback_query": {"id": "1", "from": {"id": 5}, "message": {"chat": {"id": -100}}}}
    )
    assert press is not None
    assert (press.lane_of, press.sender, press.sent_at) == (5, 5, None)
    private = arrival(_message())
    assert private is not None
    assert private.lane_of == press.lane_of


def test_the_time_is_when_it_was_written_or_edited() -> None:
    written, edited = arrival(_message()), arrival(_message(edit_date=1_800_000_600))
    assert written is not None
    assert edited is not None
    assert written.sent_at == dt.datetime.fromtimestamp(1_800_000_000, dt.UTC)
    assert edited.sent_at == dt.datetime.fromtimestamp(1_800_000_600, dt.UTC)


def test_half_a_surrogate_pair_is_replaced() -> None:
    found = arrival(_message(text="a\ud83d"))
    assert found is not None
    assert "a?" in found.text
