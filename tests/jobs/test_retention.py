"""What has been kept long enough goes, whom it is about is told before, and whoever wants to stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.casework.retention import Record, Told
from bot.jobs import retention
from bot.store import alerts, cases, interviews, keeping, matches, notes, people, tasks
from bot.store.keystore import KeyGone
from bot.store.people import Person
from bot.store.tables import (
    AccessLog,
    Alert,
    AlertState,
    Base,
    CaseEvent,
    CaseFile,
    CaseNote,
    Interview,
    Keeping,
    Task,
)
from bot.store.tables import Person as PersonRow
from tests.kit.network import HOST, NATIONAL, TURKU, Network, steps
from tests.kit.people import Actor
from tests.kit.stays import HELSINKI

HALF_WAY = steps({name: HOST[name] for name in ("adult", "keep", "agreed", "name", "contact")})
UNFINISHED, WARNED = 30, 5
UNMATCHED, WARNED_OF_CASES = 180, 14


async def runs(network: Network) -> int:
    """The job, once."""
    done = await retention.run(network.built.store, network.built.house)
    await network.quiet()
    return done


async def half_way(network: Network, name: str) -> Actor:
    """Somebody who went away in the middle of a host's interview."""
    actor = await network.person(name)
    await network.walks(actor, "=/host", *HALF_WAY)
    await actor.sees("languages")
    return actor


async def days_pass(network: Network, days: float) -> None:
    """All that anybody did was so many days longer ago."""
    ago = dt.timedelta(days=days)
    moved: Sequence[tuple[type[Base], Sequence[str]]] = (
        (Interview, ("changed_at", "started_at")),
        (PersonRow, ("seen_at", "made_at")),
        (CaseFile, ("sent_at", "changed_at", "held_on")),
        (CaseEvent, ("at",)),
        (Keeping, ("warned_at", "goes_on", "kept_at")),
        (Task, ("made_at", "changed_at")),
        (CaseNote, ("at",)),
        (AccessLog, ("at",)),
        (Alert, ("made_at", "changed_at")),
    )
    async with network.built.store.work() as work:
        for table, names in moved:
            (key,) = sa.inspect(table).primary_key
            columns = [getattr(table, name) for name in names]
            for row_id, *values in (await work.session.execute(sa.select(key, *columns))).all():
                earlier = {
                    name: _ago(value, ago) for name, value in zip(names, values, strict=True) if value is not None
                }
                if earlier:
                    await work.session.execute(sa.update(table).where(key == row_id).values(**earlier))


def _ago(value: dt.date, ago: dt.timedelta) -> dt.date:
    """So long before, at the same hour in Finland, be it summer or winter."""
    if not isinstance(value, dt.datetime):
        return value - ago
    return (value.astimezone(HELSINKI) - ago).astimezone(dt.UTC)


async def find(network: Network, actor: Actor) -> Person | None:
    async with network.built.store.look() as look:
        return await people.find(look, actor.id)


async def known(network: Network, actor: Actor) -> Person:
    found = await find(network, actor)
    assert found is not None
    return found


async def roles(network: Network, actor: Actor) -> list[str]:
    person = await known(network, actor)
    async with network.built.store.look() as look:
        return sorted(one.role for one in await interviews.of_person(look, person) if one.role in {"host", "guest"})


async def case_of(network: Network, number: str) -> CaseFile | None:
    async with network.built.store.look() as look:
        return await cases.by_number(look, number)


async def test_somebody_who_went_away_is_told_once_and_after_the_days_of_the_notice_nothing_is_left(
    network: Network,
) -> None:
    assert network.built.house.retention.unfinished_days == UNFINISHED
    old = await half_way(network, "Old")
    key_id = (await known(network, old)).key_id
    await days_pass(network, UNFINISHED - WARNED - 1)
    assert await runs(network) == 0
    await days_pass(network, 1)
    recent = await half_way(network, "Recent")
    with capture_logs() as logged:
        assert await runs(network) == 1
    assert [line for line in logged if line["event"] == "retention"] == [
        {"event": "retention", "log_level": "info", "told": 1}
    ]
    await old.sees("Unless you ask me to keep your answers, I erase them on")
    assert await runs(network) == 0, "nobody is told twice"
    await days_pass(network, WARNED)
    with capture_logs() as logged:
        assert await runs(network) == 1
    assert {"event": "retention", "log_level": "info", "unfinished": 1} in logged
    await old.sees("Everything about you is erased, as I said before")
    assert await find(network, old) is None
    with pytest.raises(KeyGone):
        await network.built.store.vault.keyring(key_id)
    assert await roles(network, recent) == ["host"]

    await old.says("/status")
    await old.sees("I know nothing of you yet")


@pytest.mark.parametrize("answer", ["press", "words"])
async def test_whoever_wants_to_be_kept_is_kept_for_as_long_again(network: Network, answer: str) -> None:
    old = await half_way(network, "Old")
    await days_pass(network, UNFINISHED - WARNED)
    await runs(network)
    await old.sees("I erase them on")
    await (old.presses("Keep my answers") if answer == "press" else old.says("Please keep me"))
    await old.sees("your answers are kept")
    await days_pass(network, UNFINISHED - WARNED - 1)
    assert await runs(network) == 0
    assert await roles(network, old) == ["host"]
    await days_pass(network, 1)
    assert await runs(network) == 1
    await old.sees("I erase them on")


async def test_whoever_goes_on_after_the_warning_is_not_erased_on_that_day(network: Network) -> None:
    old = await half_way(network, "Old")
    await days_pass(network, UNFINISHED - WARNED)
    await runs(network)
    await old.sees("I erase them on")
    await network.walks(old, "=/resume", "=Swedish, English")
    await network.quiet()
    await days_pass(network, WARNED)
    await runs(network)
    assert await roles(network, old) == ["host"]


async def test_erase_them_now_asks_once_more_and_erases(network: Network) -> None:
    old = await half_way(network, "Old")
    await days_pass(network, UNFINISHED - WARNED)
    await runs(network)
    await old.sees("I erase them on")
    await old.presses("Erase them now")
    await old.sees("Shall I erase everything about you?")
    await old.presses("Yes, erase everything")
    await old.sees("Everything about you is erased")
    assert await find(network, old) is None


async def test_nobody_is_erased_without_a_warning_after_the_bot_stood_still(network: Network) -> None:
    old = await half_way(network, "Old")
    await days_pass(network, 3 * UNFINISHED)
    assert await runs(network) == 1
    await old.sees("I erase them on")
    await days_pass(network, WARNED - 1)
    assert await runs(network) == 0
    await days_pass(network, 1)
    assert await runs(network) == 1
    assert await find(network, old) is None


async def test_what_was_sent_stays_and_only_the_unfinished_one_goes(network: Network) -> None:
    both = await network.host("Both")
    await network.walks(both, "=/guest", "yes", "yes", "done", "pick:self")
    await days_pass(network, UNFINISHED - WARNED)
    await runs(network)
    await both.sees("I erase them on")
    await days_pass(network, WARNED)
    assert await runs(network) == 1
    await both.sees("What else you told us is still here")
    assert await roles(network, both) == ["host"]


async def test_what_a_helper_sent_and_nobody_confirmed_goes_with_its_alert(network: Network) -> None:
    channel = await network.channel(TURKU)
    helper = await network.guest("Helper", for_whom="pick:other")
    alert = await channel.sees("not confirmed yet")
    await days_pass(network, UNFINISHED - WARNED)
    await runs(network)
    await helper.sees("have not finished")
    await days_pass(network, WARNED)
    await runs(network)
    await channel.sees("No longer current")
    assert "Turku" not in next(one for one in channel.screens if one.message_id == alert.message_id)
    assert await find(network, helper) is None


async def test_an_opening_that_was_never_agreed_to_goes_without_a_word(network: Network) -> None:
    looked = await network.person("Looked")
    await network.walks(looked, "=/host")
    await network.quiet()
    await days_pass(network, UNFINISHED)
    before = len(looked.screens)
    await runs(network)
    assert len(looked.screens) == before
    assert await find(network, looked) is None


async def test_people_of_whom_nothing_is_kept_are_forgotten_but_not_coordinators(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa", NATIONAL)
    looked = await network.person("Looked")
    await looked.says("/language")
    await looked.sees("In which language")
    await days_pass(network, UNFINISHED + 1)
    await runs(network)
    await runs(network)
    assert await find(network, looked) is None
    assert await find(network, kaisa) is not None


async def test_an_offer_that_found_nobody_goes_after_half_a_year_and_its_coordinator_hears_the_number(
    network: Network,
) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host("Zzhelena")
    number = await network.case_number(helena)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("I look after it")
    await network.quiet()
    await days_pass(network, UNMATCHED - WARNED_OF_CASES)
    await runs(network)
    await helena.sees("Your offer of a home is still open")
    await days_pass(network, WARNED_OF_CASES)
    await runs(network)
    assert await case_of(network, number) is None
    assert await find(network, helena) is None
    told = await kaisa.sees(f"{number} is erased")
    assert "Zzhelena" not in told


async def test_a_sign_of_life_keeps_an_open_search(network: Network) -> None:
    amir = await network.guest()
    await days_pass(network, UNMATCHED - WARNED_OF_CASES)
    await amir.says("/status")
    await network.quiet()
    assert await runs(network) == 0


async def test_what_is_withdrawn_goes_sooner(network: Network) -> None:
    amir = await network.guest()
    await amir.says("/withdraw")
    await amir.presses("Yes, take it back")
    await amir.sees("taken back")
    period = network.built.house.retention.people[Told.WITHDRAWN]
    await days_pass(network, period.days - period.warn_days)
    assert await runs(network) == 1
    await amir.sees("You took back your search")
    await days_pass(network, period.warn_days)
    await runs(network)
    assert await find(network, amir) is None


async def test_nobody_in_a_match_that_runs_or_whose_way_in_has_begun_is_told_or_erased(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    saara = await network.host("Saara", municipality="=Kuopio")
    hers = await network.case_number(saara)
    await network.channels[TURKU].sees("A possible match")
    async with network.built.store.work() as work:
        for number in (await network.case_number(helena), await network.case_number(amir)):
            case = await cases.by_number(work, number)
            assert case is not None
            for match in await matches.of_case(work, case.id):
                await matches.move(work, match, "take", ("taken", False, False), by="coordinator", coordinator_id=None)
        case = await cases.by_number(work, hers)
        assert case is not None
        await cases.change(work, case.id, way="spoken")
    await days_pass(network, 2 * UNMATCHED)
    await runs(network)
    await days_pass(network, WARNED_OF_CASES)
    await runs(network)
    for actor in (kaisa, helena, amir, saara):
        assert await find(network, actor) is not None
        actor.has_not_seen("I erase them on")


async def test_whoever_does_not_feel_safe_is_not_erased_while_that_is_open(network: Network) -> None:
    amir = await network.guest()
    number = await network.case_number(amir)
    await amir.says("/unsafe")
    await network.quiet()
    async with network.built.store.work() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        if not [one for one in await alerts.of_case(work, case.id) if one.kind == "unsafe"]:
            await alerts.add(work, "unsafe", TURKU, {}, case_id=case.id)
    await days_pass(network, 2 * UNMATCHED)
    await runs(network)
    amir.has_not_seen("I erase them on")


async def test_somebody_without_telegram_is_called_and_kept_until_the_call_is_made(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    amir = await network.guest()
    number = await network.case_number(amir)
    async with network.built.store.work() as work:
        person = await people.find(work, amir.id)
        assert person is not None
        await people.unreachable(work, person.id)
    await days_pass(network, UNMATCHED - WARNED_OF_CASES)
    await runs(network)
    amir.has_not_seen("I erase them on")
    (task,) = await _calls(network, number)
    await days_pass(network, 5 * WARNED_OF_CASES)
    await runs(network)
    assert await case_of(network, number) is not None, "nobody has called yet"

    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Keep them (said by phone)")
    await network.quiet()
    assert await _calls(network, number) == []
    async with network.built.store.look() as look:
        done = await tasks.get(look, task.id)
        assert done is not None
        case = await cases.by_number(look, number)
        assert case is not None
        told = await keeping.of_interview(look, case.interview_id)
        assert told is not None
        assert (told.goes_on, told.kept_at is not None) == (None, True)


async def _calls(network: Network, number: str) -> list[Task]:
    case = await case_of(network, number)
    assert case is not None
    async with network.built.store.look() as look:
        return [one for one in await tasks.of_case(look, case.id) if one.about == "keeping"]


async def test_after_the_call_was_made_and_nothing_wished_the_case_goes(network: Network) -> None:
    await network.coordinator("Kaisa")
    amir = await network.guest()
    number = await network.case_number(amir)
    async with network.built.store.work() as work:
        person = await people.find(work, amir.id)
        assert person is not None
        await people.unreachable(work, person.id)
    await days_pass(network, UNMATCHED - WARNED_OF_CASES)
    await runs(network)
    (task,) = await _calls(network, number)
    async with network.built.store.work() as work:
        await tasks.turn(work, task.id, "done", was=tasks.OPEN, coordinator_id=None)
    await days_pass(network, WARNED_OF_CASES)
    await runs(network)
    assert await case_of(network, number) is None


async def test_notes_looks_and_settled_alerts_go_in_their_time_and_in_batches(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host()
    number = await network.case_number(helena)
    await kaisa.says(f"/cases {number}")
    await network.quiet()
    house = network.built.house
    house.retention = house.retention.model_copy(update={"batch": 2})
    case = await case_of(network, number)
    person = await known(network, helena)
    assert case is not None
    async with network.built.store.work() as work:
        (looked,) = set(await work.session.scalars(sa.select(AccessLog.coordinator_id)))
        for _ in range(5):
            await notes.add(work, person, case.id, looked, "a note")
        settled = await alerts.of_case(work, case.id)
        await work.session.execute(sa.update(Alert).values(state=AlertState.DONE))
    assert settled
    days = house.retention.records
    await _kept_alive(network, helena, days[Record.NOTES] - 1)
    await runs(network)
    assert await _left(network) == (5, 1, len(settled))
    await _kept_alive(network, helena, 2)
    with capture_logs() as logged:
        await runs(network)
    (line,) = [line for line in logged if line["event"] == "retention"]
    assert (line["notes"], line["alerts"]) == (5, len(settled))
    assert await _left(network) == (0, 1, 0)
    await _kept_alive(network, helena, days[Record.ACCESS_LOG] - days[Record.NOTES])
    await runs(network)
    assert (await _left(network))[1] == 0


async def _kept_alive(network: Network, actor: Actor, days: int) -> None:
    """Time passes, in which the person gives signs of life."""
    await days_pass(network, days)
    person = await known(network, actor)
    async with network.built.store.work() as work:
        await work.session.execute(sa.update(PersonRow).where(PersonRow.id == person.id).values(seen_at=work.now))


async def _left(network: Network) -> tuple[int, ...]:
    async with network.built.store.look() as look:
        return tuple(
            [
                int(await look.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
                for table in (CaseNote, AccessLog, Alert)
            ]
        )


async def test_at_night_nobody_is_told_anything(network: Network) -> None:
    old = await half_way(network, "Old")
    await days_pass(network, UNFINISHED - WARNED)
    house = network.built.house
    hour = dt.datetime.now(house.timezone).hour
    house.policy = house.policy.model_copy(update={"quiet_from": hour, "quiet_to": (hour + 2) % 24})
    assert await runs(network) == 0
    old.has_not_seen("I erase them on")
