"""What the stories about backups begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.store import backups, erasure, people
from bot.store.backups import Kind, Progress
from bot.store.backups.sealing import unseal
from bot.store.datakey import DataKey, read_data_key
from bot.store.people import Person
from bot.store.store import Store
from bot.store.work import Work
from tests.store.stories import ANNA, anna, sent_case

NIGHT = dt.datetime(2027, 2, 1, 2, 40, tzinfo=dt.UTC)
CANARIES = (b"Canary", str(ANNA).encode())


async def tells(store: Store, who: Callable[[Work], Awaitable[Person]] = anna) -> None:
    """Somebody tells of themselves."""
    async with store.work() as work:
        await sent_case(work, await who(work))


async def erased(store: Store, telegram_id: int = ANNA) -> None:
    async with store.work() as work:
        person = await people.find(work, telegram_id)
        assert person is not None
        await erasure.erase(work, person)
    await store.swept()


def plain(backup: Path, key_file: Path) -> bytes:
    """What whoever has the data key finds in a backup."""
    opened = backup.with_name("opened")
    unseal(backup, opened, read_data_key(key_file), Progress())
    content = opened.read_bytes()
    opened.unlink()
    return content


def kept(folder: Path, kind: Kind) -> list[Path]:
    return sorted(folder.glob(f"{kind}-*.backup"))


class Restoring:
    """A store that is closed, and what is put back there."""

    def __init__(self, url: str, key_file: Path, tmp_path: Path) -> None:
        self.url, self.key_file = url, key_file
        self.main, self.keys = tmp_path / "bot.db", tmp_path / "bot.db-keys"

    def puts_back(
        self, backup: Path, *, replace: bool = True, key: DataKey | None = None, older: Sequence[DataKey] = ()
    ) -> backups.Restored:
        """As the command does."""
        now = NIGHT + dt.timedelta(days=1)
        data_key = key or read_data_key(self.key_file)
        return backups.restore(self.url, backup, data_key, Progress(), now=now, replace=replace, older=older)

    async def knows(self, telegram_id: int = ANNA) -> bool:
        """Whether the store, opened as at a start, still has somebody."""
        store = await Store.open(self.url, self.key_file)
        try:
            async with store.look() as work:
                person = await people.find(work, telegram_id)
                if person is not None:
                    assert person.chat_id == telegram_id, "what they told can be read"
                return person is not None
        finally:
            await store.close()
