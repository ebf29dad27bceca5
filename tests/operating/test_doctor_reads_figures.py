"""The doctor reads the same figures as /healthz, in a process of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.settings import SettingsError
from bot.store.tables import JobRun, Outbox, OutboxState
from tests.kit.network import NATIONAL, Network, running
from tests.operating.conftest import Terminal
from tests.operating.test_doctor import _found, _red


async def test_jobs_and_their_last_success_are_told_and_a_late_one_is_red(network: Network) -> None:
    await network.channel(NATIONAL)
    async with network.built.store.work() as work:
        digests = await work.session.get_one(JobRun, "digests")
        digests.counted_from = digests.last_success_at = work.now - dt.timedelta(hours=3)
        tidying = await work.session.get_one(JobRun, "tidying")
        tidying.last_success_at = work.now - dt.timedelta(minutes=40, seconds=2)
    found = await _found(network)
    mend = "Does the bot run? Its log says why (job_failed)."
    assert _red(found) == {"The job “digests” is late; it last went well 3 hours ago.": mend}
    told = [one.what for one in found if one.well]
    assert "The job “tidying”: it last went well 40 minutes ago." in told
    assert "The job “nightly matching”: it has not gone well yet." in told


async def test_what_has_waited_for_too_long_is_red(network: Network) -> None:
    await network.channel(NATIONAL)
    await network.quiet()
    assert "Nothing waits." in [one.what for one in await _found(network)]
    async with network.built.store.work() as work:
        long_ago, later = work.now - dt.timedelta(minutes=45), work.now + dt.timedelta(hours=1)
        post = {"lane": "x", "kind": "news", "method": "sendMessage", "state": OutboxState.WAITING, "tries": 1}
        # Telegram has asked to wait: nobody sends it before an hour has passed.
        work.session.add(Outbox(**post, made_at=long_ago, held_until=later))
    (told,) = _red(await _found(network)).items()
    assert told == (
        "The oldest message that waits has waited for 45 minutes.",
        "Does the bot run, and does it reach Telegram? Its log says what holds it up.",
    )


def test_a_house_in_which_the_bot_was_never_started_says_so(terminal: Terminal) -> None:
    assert "ok   No job has run yet: the bot has not been started." in terminal.types("doctor").out


async def test_an_address_that_another_program_has_is_told(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = network.server.base_url.removeprefix("http://")
    monkeypatch.setenv("HEALTH_LISTEN", taken)
    with pytest.raises(SettingsError, match=f"HEALTH_LISTEN: it is not possible to listen at {taken}"):
        async with running(network.server, network.folder / "other"):
            pass
