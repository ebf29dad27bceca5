"""Which backups are kept, as the days go by."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.store.backups import Kind, Lives
from bot.store.backups.rotation import backups_in, name_of, rotate
from tests.store.backups.stories import NIGHT

DAY = dt.timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the main database is; its keys are beside it."""
    return tmp_path / "bot.db"


def _made(folder: Path, moment: dt.datetime, *kinds: Kind) -> None:
    folder.mkdir(exist_ok=True)
    for kind in kinds or tuple(Kind):
        (folder / name_of(kind, moment)).touch()


def _rotated(folder: Path, database: Path, now: dt.datetime, lives: Lives | None = None) -> int:
    return rotate(folder, database, database.with_name("bot.db-keys"), lives or Lives(), now)


def test_each_of_two_weeks_and_then_the_last_one_of_each_week(folder: Path, database: Path) -> None:
    for day in range(100):
        now = NIGHT + day * DAY
        _made(folder, now)
        _rotated(folder, database, now)
        ages = [(now - backup.made_at).days for backup in backups_in(folder, Kind.MAIN)]
        assert ages[:14] == list(range(min(day + 1, 14)))
        assert all(age < 56 for age in ages)
        weekly = [backup.made_at for backup in backups_in(folder, Kind.MAIN)][14:]
        assert all(made.isoweekday() == 7 for made in weekly[1:]), "of a week that is over, its last one"
        assert [(now - backup.made_at).days for backup in backups_in(folder, Kind.KEYS)] == ages[: min(day + 1, 7)]
    assert 6 <= len(weekly) <= 7


def test_where_none_could_be_made_the_newest_one_stays_and_the_keys_go_all_the_same(
    folder: Path, database: Path
) -> None:
    for day in range(3):
        _made(folder, NIGHT + day * DAY)
    now = NIGHT + dt.timedelta(days=400)
    assert _rotated(folder, database, now) == 5
    assert [path.name for path in folder.iterdir()] == ["main-2027-02-03T02-40-00Z.backup"]


def test_keys_are_gone_after_exactly_so_many_days(folder: Path, database: Path) -> None:
    _made(folder, NIGHT, Kind.KEYS)
    week = dt.timedelta(days=7)
    assert _rotated(folder, database, NIGHT + week - dt.timedelta(seconds=1)) == 0
    assert _rotated(folder, database, NIGHT + week) == 1
    assert list(folder.iterdir()) == []


def test_shorter_lives(folder: Path, database: Path) -> None:
    for day in range(30):
        _made(folder, NIGHT + day * DAY)
    _rotated(folder, database, NIGHT + 29 * DAY, Lives(days=2, weeks=0, key_days=1))
    assert len(backups_in(folder, Kind.MAIN)) == 2
    assert len(backups_in(folder, Kind.KEYS)) == 1


def test_halves_of_backups_go_and_what_is_not_ours_stays(folder: Path, database: Path) -> None:
    _made(folder, NIGHT)
    foreign = {"notes.txt", "main-2027-02-31T02-40-00Z.backup", "main-2020-01-01T00-00-00Z.backup.copy"}
    for name in (*foreign, "main-copy.working", "keys-opened.working", "keys-opened.working-wal"):
        (folder / name).touch()
    for name in ("bot.db", "bot.db.working", "bot.db-keys.working", "bot.db-keys-newer.working", "x.working"):
        (database.parent / name).touch()
    _rotated(folder, database, NIGHT)
    left = {path.name for path in folder.iterdir()}
    assert sorted(path.name for path in database.parent.iterdir()) == ["backups", "bot.db", "x.working"]
    assert left == {*foreign, name_of(Kind.MAIN, NIGHT), name_of(Kind.KEYS, NIGHT)}


def test_a_file_that_was_replaced_lives_no_longer_than_a_backup(folder: Path, database: Path) -> None:
    folder.mkdir()
    beside = database.parent
    for name in ("bot.db", "bot.db-keys"):
        for end in ("", ".replaced-2027-02-01T02-40-00Z", ".replaced-2027-02-01T02-40-00Z-wal", ".replaced-by-hand"):
            (beside / f"{name}{end}").touch()
    _rotated(folder, database, NIGHT + 7 * DAY)
    stay = {"bot.db", "bot.db-keys", "bot.db.replaced-by-hand", "bot.db-keys.replaced-by-hand"}
    replaced = {"bot.db.replaced-2027-02-01T02-40-00Z", "bot.db.replaced-2027-02-01T02-40-00Z-wal"}
    assert {path.name for path in beside.iterdir() if path.is_file()} == stay | replaced
    _rotated(folder, database, NIGHT + 14 * DAY)
    assert {path.name for path in beside.iterdir() if path.is_file()} == stay
