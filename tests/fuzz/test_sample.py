"""A sample of the fuzzing: the same machinery as `make fuzz`, a few chapters of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fuzz.__main__ import loaded, main
from tests.fuzz.chapters import tell

SEED = 4


@pytest.mark.parametrize("chapter", [0, 1])
async def test_nothing_breaks_whatever_comes(chapter: int, tmp_path: Path) -> None:
    told = await tell(SEED, chapter, 600, tmp_path)
    assert told.broken == []
    assert told.updates >= 600
    assert {"message", "callback_query", "edited_message", "channel_post", "chat_member"} <= set(told.kinds)
    assert told.set_aside < told.updates / 5


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fuzz.json"
    given = ["--seed", "9", "--chapter", "15", "--resume", str(file)]
    assert main([*given, "--updates", "15"]) == 0
    first = json.loads(file.read_text())
    assert first["chapters"] == 1
    assert main([*given, "--updates", str(first["updates"] + 1)]) == 0
    second = json.loads(file.read_text())
    assert second["chapters"] == 2
    assert second["updates"] > first["updates"]
    assert "seed 9: " in capsys.readouterr().out
    with pytest.raises(ValueError, match="the seed 9"):
        loaded(file, seed=8, chapter_updates=15)
