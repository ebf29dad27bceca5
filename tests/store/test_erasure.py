"""Erased means erased: in the tables, in the files, in the files' logs, and also when the process dies halfway."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import (
    access,
    alerts,
    aways,
    codes,
    consents,
    coordinators,
    dispatch,
    duties,
    erasure,
    exclusions,
    hand_overs,
    inbox,
    job_runs,
    keeping,
    live_talks,
    matches,
    notes,
    outbox,
    people,
    tasks,
    timers,
)
from bot.store.columns import new_id
from bot.store.coordinators import Coordinator
from bot.store.keystore import KeyGone, KeyPurpose
from bot.store.outbox import SCREEN
from bot.store.people import Person
from bot.store.store import Store
from bot.store.tables import (
    AgreedPlan,
    AlertState,
    Base,
    Board,
    CaseFile,
    FollowUp,
    Match,
    Meeting,
    MeetingTime,
    OutboxState,
    Overtaken,
    PairDecision,
    PassedQuestion,
    SafetyTally,
    Stay,
)
from bot.store.work import Work
from tests.store.stories import ANNA, anna, arrival, berit, coordinator, letter, sent_case, to_anna


async def a_full_life(work: Work) -> tuple[Person, Person]:
    """Anna has left traces in every table; Berit, too, so that hers can be seen to stay."""
    a, b = await anna(work), await berit(work)
    who = await coordinator(work, a)
    colleague = await coordinator(work, b)
    _, guest = await sent_case(work, a)
    _, host = await sent_case(work, b, "host")
    match, _ = await matches.put(work, host.id, guest.id, stage="suggested", reasons=[], score=1)
    await matches.keep_refusal(work, match.id, "Canary reason")
    await alerts.add(work, "interview", "turku", {"number": guest.number}, case_id=guest.id)
    await alerts.add(work, "match", "turku", {"number": guest.number}, match_id=match.id)
    await alerts.add(work, "interview", "turku", {"number": host.number}, case_id=host.id)
    await consents.record(work, a.id, "keep", given=True, text_version="1", language="sv")
    await consents.record(work, b.id, "keep", given=True, text_version="1", language="sv")
    await keeping.prove(work, b, work.now.date())
    await keeping.keep(work, guest.interview_id)
    await keeping.keep(work, host.interview_id)
    await access.note(work, colleague.id, guest.id, "details")
    await access.note(work, who.id, host.id, "details")
    await codes.make(work, "details", {"case": host.id}, lives=dt.timedelta(hours=1), person_id=a.id)
    await inbox.keep(work, [arrival(1, text="Canary words"), arrival(2, text="Canary trouble"), arrival(3)])
    await inbox.set_aside(work, 2, "ValueError")
    await to_anna(work, a, letter("Canary screen", kind=SCREEN), letter("Canary news"))
    await outbox.add(work, await outbox.to_person(work, b), letter("to Berit"))
    await _at_the_desk(work, a, who, guest)
    await _at_the_desk(work, b, colleague, host)
    await exclusions.put(work, b, None, why="violence", coordinator_id=who.id, expires_on=work.now.date())
    await _a_stay(work, match)
    work.session.add(Board(group_slug="turku", post_id="1", shown="x", pictured_on=None, changed_at=work.now))
    await job_runs.succeeded(work, "digests", 60)
    tally = SafetyTally(day=work.now.date(), looked_at=1, forbidden=0, overridden=0)
    work.session.add(tally)
    await work.session.flush()
    return a, b


async def _at_the_desk(work: Work, person: Person, who: Coordinator, case: CaseFile) -> None:
    """A coordinator's desk, and what lies on it about a case of the same person."""
    today = work.now.date()
    await notes.add(work, person, case.id, who.id, "Canary note")
    await tasks.add(work, person, case.id, "call", words="Canary task")
    await hand_overs.offer(work, case.id, who.id, who.id)
    await duties.put(work, who, today)
    await aways.put(work, [who.id], today, today)
    await live_talks.start(work, case_id=case.id, person_id=person.id, coordinator_id=who.id)
    await timers.start(work, "hold", work.now, case_id=case.id)
    work.session.add(Overtaken(case_id=case.id, times=1))
    await work.session.flush()


async def _a_stay(work: Work, match: Match) -> None:
    """What belongs to a match from its first question to the end of the stay."""
    ring, now = await matches.keyring(work, match.id), work.now
    for _ in range(2):
        await timers.start(work, "answer", now, match_id=match.id)
    meeting = Meeting(match_id=match.id, state="offered", at=None, sequence=0, made_at=now, changed_at=now)
    work.session.add(meeting)
    await work.session.flush()
    plan = '{"answers": {"food": "Canary plan"}, "writers": {}}'
    sealed = ring.seal(AgreedPlan.answers, match.id, plan)
    question, answer = new_id(), new_id()
    work.session.add_all(
        [
            MeetingTime(meeting_id=meeting.id, at=now, host_suits=None, guest_suits=None),
            AgreedPlan(
                match_id=match.id,
                version=1,
                answers=sealed,
                filled_by="host",
                host_agreed=0,
                guest_agreed=0,
                changed_at=now,
            ),
            PassedQuestion(
                id=question,
                match_id=match.id,
                side="host",
                words=ring.seal(PassedQuestion.words, question, "Canary question"),
                reply=ring.seal(PassedQuestion.reply, question, "Canary reply"),
                asked_at=now,
                replied_at=now,
            ),
            Stay(
                match_id=match.id,
                trial_on=None,
                began_on=now.date(),
                until=None,
                notice_days=14,
                next_home=None,
                ended_on=None,
            ),
            FollowUp(
                id=answer,
                match_id=match.id,
                side="guest",
                kind="going",
                answer="well",
                words=ring.seal(FollowUp.words, answer, "Canary answer"),
                asked_at=now,
                answered_at=now,
            ),
            PairDecision(
                match_id=match.id,
                broken=["smoking"],
                words=ring.seal(PairDecision.words, match.id, "Canary decision"),
                first_id=None,
                second_id=None,
                state="agreed",
                made_at=now,
                decided_at=now,
            ),
        ]
    )
    await work.session.flush()


async def _rows(store: Store) -> dict[str, int]:
    async with store.look() as work:
        return {
            name: int(await work.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
            for name, table in Base.metadata.tables.items()
        }


async def test_everything_of_a_person_goes_and_everything_of_others_stays(store: Store) -> None:
    async with store.work() as work:
        a, b = await a_full_life(work)
    async with store.work() as work:
        await erasure.erase(work, a)
        await inbox.done(work, [1])
    assert await _rows(store) == {
        "person": 1,
        "interview": 1,
        "answer": 2,
        "case_file": 1,
        "consent": 1,
        "consent_proof": 1,
        "keeping": 1,
        "home_match": 0,
        "match_event": 0,
        "alert": 3,
        "access_log": 1,
        "coordinator": 2,
        "channel": 0,
        "one_time_code": 0,
        "inbox": 3,
        "outbox": 1,
        "case_event": 1,
        "case_note": 1,
        "task": 1,
        "hand_over": 1,
        "timer": 1,
        "live_talk": 1,
        "overtaken": 1,
        "duty": 1,
        "away": 1,
        "exclusion": 1,
        "board": 1,
        "safety_tally": 1,
        "job_run": 1,
        "meeting": 0,
        "meeting_time": 0,
        "agreed_plan": 0,
        "passed_question": 0,
        "stay": 0,
        "follow_up": 0,
        "pair_decision": 0,
    }
    with pytest.raises(KeyGone):
        await store.vault.keyring(a.key_id)
    async with store.look() as work:
        assert await people.find(work, ANNA) is None
        assert await people.get(work, b.id) == b


async def test_what_stays_of_an_alert_tells_nothing(store: Store) -> None:
    async with store.work() as work:
        a, _ = await a_full_life(work)
    async with store.work() as work:
        await erasure.erase(work, a)
    async with store.look() as work:
        told = await alerts.of_group(work, "turku", tuple(AlertState))
        assert [(one.state, bool(one.facts), one.case_id is None, one.match_id) for one in told] == [
            (AlertState.WITHDRAWN, False, True, None),
            (AlertState.WITHDRAWN, False, True, None),
            (AlertState.WAITING, True, False, None),
        ]


async def test_an_erased_coordinator_has_no_name_but_what_they_did_is_still_somebodys(store: Store) -> None:
    async with store.work() as work:
        a, _ = await a_full_life(work)
        (mine,) = await coordinators.of_person(work, a.id)
    async with store.work() as work:
        await erasure.erase(work, a)
    async with store.look() as work:
        left = await coordinators.get(work, mine.id)
        assert (left.person_id, left.shown_name, left.active) == (None, None, False)
        assert len(await access.of_coordinator(work, mine.id)) == 1


async def test_no_byte_of_it_is_left_in_any_file(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    async with store.work() as work:
        a, _ = await a_full_life(work)
        sealed = await _everything_sealed(work, a)
        hashed = [people.telegram_hash(work, ANNA), inbox.lane(store.vault, ANNA)]
    traces = [*sealed, *(one.encode() for one in (*hashed, a.id))]
    wrapped = (await _wrapped_key(store, a.key_id)) or b""
    before = _all_bytes(tmp_path)
    assert all(trace in before for trace in (*traces, wrapped)), "else the search below proves nothing"
    async with store.work() as work:
        await erasure.erase(work, a, "Canary goodbye")
        await inbox.done(work, [1, 3])
    await store.swept()
    after = _all_bytes(tmp_path)
    assert [trace for trace in (*traces, wrapped) if trace in after and trace != hashed[1].encode()] == []
    for canary in (b"Canary", str(ANNA).encode()):
        assert canary not in after
    assert (tmp_path / "bot.db-wal").stat().st_size == 0
    assert (tmp_path / "bot.db-keys-wal").stat().st_size == 0


async def test_the_last_words_reach_the_person_and_leave_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    store = sqlite_store
    async with store.work() as work:
        a, _ = await a_full_life(work)
    async with store.work() as work:
        await erasure.erase(work, a, "Goodbye")
        await inbox.done(work, [1, 3])
    async with store.work() as work:
        lane = inbox.lane(store.vault, ANNA)
        (goodbye,) = [one for one in await dispatch.ready(work, busy=(), most=9) if one.lane == lane]
        payload = await dispatch.open_payload(work, goodbye)
        assert (payload.chat_id, payload.params["text"]) == (ANNA, "Goodbye")
        await dispatch.settle(work, goodbye, OutboxState.SENT, message_id=1)
    await store.sweep()
    assert lane.encode() not in _all_bytes(tmp_path)


async def test_an_erasure_that_is_undone_destroys_no_key(store: Store) -> None:
    async with store.work() as work:
        a, _ = await a_full_life(work)

    async def fails_in_the_whole() -> None:
        async with store.work() as work:
            await erasure.erase(work, a)
            raise ZeroDivisionError

    async def fails_in_a_part(work: Work) -> None:
        async with work.savepoint():
            await erasure.erase(work, a)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails_in_the_whole()
    async with store.work() as work:
        with pytest.raises(ZeroDivisionError):
            await fails_in_a_part(work)
    async with store.look() as work:
        assert await people.find(work, ANNA) == a


async def test_a_process_that_dies_between_key_and_rows_is_finished_at_the_next_start(url: str, key_file: Path) -> None:
    store = await Store.open(url, key_file)
    async with store.work() as work:
        a, _ = await a_full_life(work)
    await store.vault.destroy([a.key_id], work.now)
    await store.close()
    store = await Store.open(url, key_file)
    rows = await _rows(store)
    assert (rows["person"], rows["interview"], rows["outbox"]) == (1, 1, 1)
    async with store.work() as work:
        assert await inbox.claim(work, busy=(), lanes=9, most=9) == []
    await store.close()


async def test_a_commit_that_fails_after_the_key_went_is_finished_by_itself(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sqlite_store
    async with store.work() as work:
        a, _ = await a_full_life(work)
    destroy = store.vault.destroy

    async def destroy_and_break(*args: object) -> None:
        await destroy(*args)  # type: ignore[arg-type]  # passed through
        raise sqlite3.OperationalError("the disk went away")

    async def erase() -> None:
        async with store.work() as work:
            await erasure.erase(work, a)

    with monkeypatch.context() as broken:
        broken.setattr(store.vault, "destroy", destroy_and_break)
        with pytest.raises(sqlite3.OperationalError):
            await erase()
    await store.swept()
    assert (await _rows(store))["person"] == 1


async def test_a_key_that_is_only_missing_erases_nobody(url: str, key_file: Path) -> None:
    """An old copy of the key store put back by mistake must not cost anybody their data."""
    store = await Store.open(url, key_file)
    async with store.work() as work:
        a, _ = await a_full_life(work)
    async with store._keys.database.transaction() as session:
        await session.execute(sa.text("DELETE FROM stored_key WHERE id = :id"), {"id": a.key_id})
    await store.close()
    store = await Store.open(url, key_file)
    assert (await _rows(store))["person"] == 2
    assert await store.vault.destroyed(KeyPurpose.PERSON) == set()
    await store.close()


async def _everything_sealed(work: Work, person: Person) -> list[bytes]:
    queries = (
        "SELECT chat_id FROM person WHERE id = :id",
        "SELECT session FROM interview WHERE person_id = :id",
        "SELECT value FROM answer JOIN interview ON interview.id = interview_id WHERE person_id = :id",
        "SELECT payload FROM outbox WHERE person_id = :id",
        "SELECT shown_name FROM coordinator WHERE person_id = :id",
        "SELECT payload FROM inbox WHERE :id = :id",
        "SELECT refusal FROM home_match WHERE :id = :id",
        "SELECT words FROM case_note JOIN case_file ON case_file.id = case_id WHERE person_id = :id",
        "SELECT words FROM task JOIN case_file ON case_file.id = case_id WHERE person_id = :id",
        "SELECT answers FROM agreed_plan WHERE :id = :id",
        "SELECT words FROM passed_question WHERE :id = :id",
        "SELECT reply FROM passed_question WHERE :id = :id",
        "SELECT words FROM follow_up WHERE :id = :id",
        "SELECT words FROM pair_decision WHERE :id = :id",
    )
    found: list[bytes] = []
    for query in queries:
        rows = (await work.session.execute(sa.text(query), {"id": person.id})).scalars().all()
        assert rows, query
        found += rows
    return found


async def _wrapped_key(store: Store, key_id: str) -> bytes | None:
    async with store._keys.database.reading() as session:
        query = sa.text("SELECT wrapped FROM stored_key WHERE id = :id")
        wrapped: bytes | None = await session.scalar(query, {"id": key_id})
        return wrapped


def _all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("bot.db*")))


def test_the_search_would_find_it(tmp_path: Path) -> None:
    """A deleted row without secure_delete is still in the file: that is what the tests above look for."""
    file = tmp_path / "bot.db"
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE t (x)")
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("INSERT INTO t VALUES (?)", (json.dumps("Canary"),))
        raw.commit()
        raw.execute("DELETE FROM t")
        raw.commit()
    raw.close()
    assert b"Canary" in _all_bytes(tmp_path)
