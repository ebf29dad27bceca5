"""Whatever the types of the Bot API allow is handled: by hypothesis, which makes what breaks as small as it can."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.invariants import Looked, broken, is_well_formed
from tests.fuzz.stage import Stage, a_stage
from tests.fuzz.typed import update

numbers = itertools.count(200_000_001)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[asyncio.Runner, Stage, Looked]]:
    """One bot for all examples, in a loop of its own: what came before belongs to what may come."""
    folder: Path = tmp_path_factory.mktemp("typed")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        stage = runner.run(stack.enter_async_context(a_stage(folder)))
        yield runner, stage, Looked()
        runner.run(stack.aclose())


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(body=update())
def test_any_update_of_the_bot_api_is_handled(
    running: tuple[asyncio.Runner, Stage, Looked], body: dict[str, Any]
) -> None:
    runner, stage, looked = running
    came = {"update_id": next(numbers), **body}
    looked.changed.add(came["update_id"])
    looked.came([came])

    async def once() -> list[str]:
        await stage.takes([came])
        return await broken(stage, looked, thorough=True)

    stage.errors()
    assert runner.run(once()) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(body=update())
def test_what_is_made_is_an_update_for_the_library_that_has_the_types(body: dict[str, Any]) -> None:
    assert is_well_formed({"update_id": 1, **body}) or body.keys() <= {"poll", "chat_join_request", "message_reaction"}
