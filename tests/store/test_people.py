"""People, what they agreed to, and what they answered."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from bot.store import consents, interviews, people
from bot.store.store import Store
from bot.store.tables import ConsentHow, InterviewState
from tests.store.stories import ANNA, BERIT, anna, berit


async def test_a_person_is_found_by_their_account_and_only_so(store: Store) -> None:
    async with store.work() as work:
        made = await anna(work)
        assert await people.find(work, ANNA) == made
        assert await people.get(work, made.id) == made
        assert await people.find(work, BERIT) is None
        with pytest.raises(LookupError):
            await people.get(work, "nobody")
        assert (made.chat_id, made.language, made.language_chosen) == (ANNA, "sv", False)


async def test_what_is_personal_is_not_shown_when_a_person_is_printed(store: Store) -> None:
    async with store.work() as work:
        made = await anna(work)
        shown = f"{made!r} {await interviews.start(work, made, 'host', session={'said': 'Canary words'})!r}"
    assert "Canary" not in shown
    assert str(ANNA) not in shown


async def test_a_chosen_language_stays(store: Store) -> None:
    async with store.work() as work:
        changed = await people.set_language(work, await anna(work), "fi")
        assert (changed.language, changed.language_chosen) == ("fi", True)
        assert await people.find(work, ANNA) == changed


async def test_somebody_who_cannot_be_reached_is_noted_once_until_they_are_back(store: Store) -> None:
    async with store.work() as work:
        made = await anna(work)
        assert await people.unreachable(work, made.id)
        assert not await people.unreachable(work, made.id)
        assert not await people.unreachable(work, "nobody")
        found = await people.find(work, ANNA)
        assert found is not None
        assert found.unreachable_at == work.now
        assert (await people.seen(work, found)).unreachable_at is None
        assert await people.unreachable(work, made.id)


async def test_somebody_without_telegram_has_no_chat(store: Store) -> None:
    async with store.work() as work:
        first, second = [await people.add(work, None, "fi") for _ in range(2)]
        assert first.chat_id is None
        assert first.id != second.id
        assert await people.get(work, first.id) == first


async def test_consent_is_the_newest_word_on_each_purpose(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            person = await anna(work)
            await consents.record(work, person.id, "keep", given=True, text_version="1", language="sv")
            await consents.record(
                work, person.id, "news", given=False, text_version="1", language="sv", how=ConsentHow.SPOKEN
            )
            assert await consents.given(work, person.id, "keep")
            assert not await consents.given(work, person.id, "news")
            assert not await consents.given(work, person.id, "never asked")
        clock.shift(60)
        async with store.work() as work:
            assert await consents.withdraw(work, person.id, "keep")
            assert not await consents.withdraw(work, person.id, "keep")
            assert not await consents.given(work, person.id, "keep")
        clock.shift(60)
        async with store.work() as work:
            await consents.record(work, person.id, "keep", given=True, text_version="2", language="fi")
            assert await consents.given(work, person.id, "keep")
            words = [
                (one.purpose, one.text_version, one.withdrawn_at) for one in await consents.history(work, person.id)
            ]
        withdrawn = dt.datetime(2027, 3, 1, 0, 1, tzinfo=dt.UTC)
        assert sorted(words, key=str) == [("keep", "1", withdrawn), ("keep", "2", None), ("news", "1", None)]


async def test_an_interview_keeps_its_answers_and_where_they_were_said(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        interview = await interviews.start(work, person, "host", session={"at": "welcome"})
        assert interview.state is InterviewState.OPENING
        await interviews.put_answer(work, person, interview, "beds", 2, said_in=41)
        await interviews.put_answer(work, person, interview, "beds", 3, said_in=43)
        await interviews.put_answer(work, person, interview, "pets", ["cat", "Ö"])
        kept = await interviews.answers(work, person, interview)
        assert {name: (one.value, one.said_in) for name, one in kept.items()} == {
            "beds": (3, 43),
            "pets": (["cat", "Ö"], None),
        }
        assert await interviews.said_in(work, person, 43) == (interview.id, "beds")
        assert await interviews.said_in(work, person, 41) is None
        await interviews.drop_answer(work, interview, "beds")
        assert list(await interviews.answers(work, person, interview)) == ["pets"]


async def test_an_interview_goes_on_where_it_stood(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        interview = await interviews.start(work, person, "host", session={"at": "welcome"})
        saved = await interviews.save(work, person, interview, session={"at": "beds"}, state=InterviewState.ASKING)
        assert (saved.session, saved.state, saved.screen_id) == ({"at": "beds"}, InterviewState.ASKING, None)
        saved = await interviews.save(work, person, saved, screen_id="an outbox id")
        assert (saved.session, saved.screen_id) == ({"at": "beds"}, "an outbox id")
    async with store.look() as work:
        assert await interviews.current(work, person) == saved


async def test_a_person_may_have_several_interviews_and_sees_only_their_own(store: Store) -> None:
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False) as clock:
        async with store.work() as work:
            a, b = await anna(work), await berit(work)
            host = await interviews.start(work, a, "host", state=InterviewState.PAUSED)
        clock.shift(1)
        async with store.work() as work:
            guest = await interviews.start(work, a, "guest", state=InterviewState.ASKING)
            assert [one.id for one in await interviews.of_person(work, a)] == [guest.id, host.id]
            assert [one.id for one in await interviews.of_person(work, a, role="host")] == [host.id]
            assert [one.id for one in await interviews.of_person(work, a, states=interviews.OPEN)] == [
                guest.id,
                host.id,
            ]
            with pytest.raises(LookupError):
                await interviews.get(work, b, host.id)
            await interviews.remove(work, b, host.id)
            await interviews.remove(work, a, guest.id)
            assert await interviews.current(work, a) is None
            assert [one.id for one in await interviews.of_person(work, a)] == [host.id]


async def test_half_a_surrogate_pair_does_no_harm(store: Store) -> None:
    async with store.work() as work:
        person = await anna(work)
        interview = await interviews.start(work, person, "host")
        await interviews.put_answer(work, person, interview, "name", "A\ud83d\x00B")
        assert (await interviews.answers(work, person, interview))["name"].value == "A\ud83d\x00B"
