"""A chapter: a fresh bot, its cast, and so many updates. From the seed and its number it can be told again."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import time_machine

from bot.jobs.schedule import schedule
from bot.store.backups import Backups
from tests.fuzz import invariants
from tests.fuzz.acts import Actors
from tests.fuzz.cast import assembled
from tests.fuzz.invariants import Looked
from tests.fuzz.mutating import Mutator
from tests.fuzz.stage import Body, Stage, a_stage

BATCH: Final = (1, 3, 10, 40)
"""How many updates wait when the bot looks."""
SHARE_MUTATED: Final = 0.3
THOROUGH: Final = 12
"""Every so many batches, everything is looked at."""
JOBS: Final = 15
"""Every so many batches, time goes on and the jobs run."""
NOT_RUN: Final = frozenset({"backups", "pictures of the week"})
"""Jobs that write files and draw, and have nothing to do with updates."""
SEEN: Final = 400
"""Updates that are kept to be changed or to come once more."""
_CODE = re.compile(r"\?start=([\w-]+)")


@dataclass
class Told:
    """What came of a chapter."""

    number: int
    updates: int = 0
    set_aside: int = 0
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass
class Chapter:
    """One run of the stage."""

    stage: Stage
    chance: random.Random
    actors: Actors
    mutator: Mutator
    told: Told
    looked: Looked = field(default_factory=Looked)
    seen: list[Body] = field(default_factory=list)
    held_back: list[Body] = field(default_factory=list)
    """Updates that come one batch late: out of order, and some of them twice."""
    harvested: int = 0

    async def batch(self) -> None:
        """Some updates, in nearly the right order."""
        for _ in range(self.chance.choice(BATCH)):
            if self.seen and self.chance.random() < SHARE_MUTATED:
                changed = self.mutator.mutated(self.chance.choice(self.seen))
                number = self.stage.account.updates.add_raw(changed, keep=dt.timedelta(days=1))
                self.looked.changed.add(number)
            else:
                await self.actors.act()
        coming = self.stage.drained()
        self._remember(coming)
        coming = self._disordered(coming)
        self.looked.came(coming)
        await self.stage.takes(coming)
        self.told.updates += len(coming)
        self.told.kinds.update(next((name for name in update if name != "update_id"), "") for update in coming)
        self._harvest()

    def _disordered(self, coming: list[Body]) -> list[Body]:
        late, self.held_back = self.held_back, []
        if self.chance.random() < 0.15:
            self.held_back = [one for one in coming if self.chance.random() < 0.3]
            coming = [one for one in coming if one not in self.held_back]
        coming = late + coming
        if self.chance.random() < 0.2:
            coming += self.chance.sample(coming, min(3, len(coming)))
        if self.chance.random() < 0.1:
            self.chance.shuffle(coming)
        return coming

    def _remember(self, coming: list[Body]) -> None:
        self.seen += coming
        del self.seen[:-SEEN]

    def _harvest(self) -> None:
        """Callback data and codes that the bot has shown are what people press and follow from now on."""
        said = self.stage.edge.said
        for one in said[self.harvested :]:
            self.actors.pressed += one.presses
            self.actors.codes += _CODE.findall(" ".join((one.words, *one.links)))
        self.harvested = len(said)
        del self.actors.pressed[:-2000], self.actors.codes[:-200]

    async def jobs(self) -> None:
        """Everything that happens by itself when its time has come."""
        backups = Backups.__new__(Backups)
        for job in schedule(self.stage.store, self.stage.house, lambda: None, backups).get_jobs():
            if job.id not in NOT_RUN:
                await job.func(*job.args)
        await self.stage.settles()


async def tell(seed: int, number: int, updates: int, folder: Path | None = None) -> Told:
    """One chapter of so many updates, or a few more."""
    chance = random.Random(f"{seed}/{number}")
    told, began = Told(number), time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as files:
        async with a_stage(Path(files)) as stage:
            cast = await assembled(stage, chance)
            actors = Actors(stage, cast, chance)
            mutator = Mutator(chance, [*cast.everyone, *cast.places, stage.people.bot_id], actors.pressed)
            chapter = Chapter(stage, chance, actors, mutator, told)
            told.broken += await invariants.broken(stage, chapter.looked, thorough=True)
            await _goes_on(chapter, updates)
            told.set_aside = len(chapter.looked.aside)
    told.seconds = time.monotonic() - began
    return told


async def _goes_on(chapter: Chapter, updates: int) -> None:
    told, batches, now = chapter.told, 0, dt.datetime.now(dt.UTC)
    while told.updates < updates:
        batches += 1
        with time_machine.travel(now, tick=True):
            await chapter.batch()
            if batches % JOBS == 0:
                await chapter.jobs()
            thorough = batches % THOROUGH == 0 or told.updates >= updates
            found = await invariants.broken(chapter.stage, chapter.looked, thorough=thorough)
            now = dt.datetime.now(dt.UTC)
        told.broken += [f"{one}\nafter {json.dumps(chapter.seen[-3:], ensure_ascii=True)}" for one in found]
        if batches % JOBS == 0:
            now += dt.timedelta(minutes=chapter.chance.choice((1, 20, 180, 1500, 6000)))
        else:
            now += dt.timedelta(seconds=chapter.chance.choice((1, 5, 60)))
