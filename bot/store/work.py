"""One transaction, as every function of the repositories takes it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.vault import Vault


@dataclass(slots=True)
class Work:
    """One transaction, its moment, and the keys. Keys given to `destroy_key` go just before the commit."""

    session: AsyncSession
    vault: Vault
    now: dt.datetime
    doomed: list[str] = field(default_factory=list)

    def destroy_key(self, key_id: str) -> None:
        """Destroy this key when, and only when, the work is about to be committed."""
        self.doomed.append(key_id)

    @contextlib.asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the work that can fail alone: where the block raises, only the block is undone."""
        doomed = len(self.doomed)
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            del self.doomed[doomed:]
            raise
