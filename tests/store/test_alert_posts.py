"""Which message shows which alerts, what is told again, boards, and figures: on each engine."""

from __future__ import annotations

import datetime as dt

from bot.store import alert_posts, alerts, boards, cases, figures, matches, outbox, people
from bot.store.store import Store, Times
from bot.store.tables import Alert, Stay
from bot.store.work import Work
from tests.store import stories

TURKU, SALO = "turku", "salo"
MONDAY = dt.date(2027, 3, 22)
MINUTE = dt.timedelta(minutes=1)


async def shown(work: Work, kind: str = "question", *, post_kind: str = "alert", **about: str | None) -> Alert:
    """An alert of Turku that its channel shows in a message of its own."""
    alert = await alerts.add(work, kind, TURKU, {}, **about)  # type: ignore[arg-type]  # case_id or match_id
    post_id = await outbox.add(work, outbox.to_chat(work, stories.CHANNEL), stories.letter(kind=post_kind))
    await alerts.posted(work, alert.id, TURKU, post_id)
    return await alerts.get(work, alert.id) or alert


async def pair(work: Work) -> tuple[str, str, str]:
    """A host's and a guest's case, and their match."""
    _interview, host = await stories.sent_case(work, await stories.anna(work), "host")
    _interview, guest = await stories.sent_case(work, await stories.berit(work), "guest")
    match, _new = await matches.put(work, host.id, guest.id, stage="suggested", reasons=[], score=1.0)
    return host.id, guest.id, match.id


async def test_a_case_has_one_thread_in_a_channel(store: Store) -> None:
    async with store.work() as work:
        host, guest, match = await pair(work)
        await shown(work, post_kind="bundle", case_id=guest)
        first = await shown(work, "interview", case_id=host)
        second = await shown(work, "match", match_id=match)

        async def begins(case_id: str, channel: str = TURKU, before: int = second.number + 1) -> str | None:
            return await alert_posts.first_post(work, case_id, channel, before, "alert")

        assert await begins(host) == first.post_id
        assert await begins(guest) == second.post_id, "a message about many is nobody's thread"
        assert await begins(guest, before=second.number) is None
        assert await begins(host, SALO) is None


async def test_what_came_lately_and_which_message_shows_it(store: Store) -> None:
    async with store.work() as work:
        one = await shown(work)
        two = await shown(work, post_kind="bundle")
        await shown(work, "interview")
        await alerts.add(work, "question", TURKU, {})
        lately = await alert_posts.lately(work, "question", TURKU, work.now - MINUTE)
        assert [alert.id for alert in lately] == [one.id, two.id]
        assert not await alert_posts.lately(work, "question", SALO, work.now - MINUTE)
        assert not await alert_posts.lately(work, "question", TURKU, work.now + MINUTE)
        posts = {str(one.post_id), str(two.post_id)}
        assert await alert_posts.newest_post(work, posts, "bundle") == two.post_id
        assert await alert_posts.newest_post(work, posts, "digest") is None
        assert await alert_posts.message_kind(work, str(two.post_id)) == "bundle"
        assert [alert.id for alert in await alert_posts.with_post(work, str(two.post_id))] == [two.id]


async def test_what_waits_for_its_moment_is_due_when_it_comes(store: Store) -> None:
    async with store.work() as work:
        now = await alerts.add(work, "question", TURKU, {})
        past = await alerts.add(work, "question", TURKU, {}, shows_at=work.now - MINUTE)
        await alerts.add(work, "question", TURKU, {}, shows_at=work.now + MINUTE)
        assert [alert.id for alert in await alerts.due(work)] == [now.id, past.id]
        assert len(await alerts.waiting(work)) == 3


async def test_a_reminder_and_the_national_group_come_once_and_only_while_nobody_has_it(store: Store) -> None:
    async with store.work() as work:
        kaisa = await stories.coordinator(work, await stories.anna(work))
        free, taken = await shown(work), await shown(work)
        assert await alerts.take(work, taken.id, kaisa.id)
        assert [alert.id for alert in await alerts.untaken(work)] == [free.id]
        assert await alerts.count_untaken(work, TURKU) == 1
        assert await alerts.count_untaken(work, SALO) == 0
        assert not await alert_posts.digested(work, TURKU, work.now, "blue")
        for once in (alerts.reminded, alerts.escalated):
            assert [await once(work, free.id), await once(work, free.id)] == [True, False]
            assert not await once(work, taken.id)
        assert await alert_posts.digested(work, TURKU, work.now, "orange")
        assert not await alert_posts.digested(work, TURKU, work.now + MINUTE, "orange")
        assert await alerts.give_back(work, taken.id, kaisa.id)
        assert await alerts.reminded(work, taken.id)
        assert await alerts.take(work, taken.id, kaisa.id)
        assert await alerts.give_back(work, taken.id, kaisa.id)
        assert await alerts.reminded(work, taken.id), "who gives it back leaves it to the others to be reminded"


async def test_what_is_over_is_another_story_than_what_comes_after(store: Store) -> None:
    async with store.work() as work:
        host, _guest, _match = await pair(work)
        anna = await people.find(work, stories.ANNA)
        assert anna is not None
        kaisa = await stories.coordinator(work, anna)
        done = await shown(work, case_id=host)
        copy = await shown(work, case_id=host)
        other = await alerts.add(work, "question", TURKU, {}, case_id=host, topic="another")
        assert {one.id for one in await alerts.family(work, copy)} == {done.id, copy.id}
        assert [one.id for one in await alerts.family(work, other)] == [other.id]
        await alerts.finish(work, done.id, kaisa.id)
        await alerts.finish(work, copy.id, kaisa.id)
    async with store.work() as work:
        new = await alerts.add(work, "question", TURKU, {}, case_id=host)
        assert [one.id for one in await alerts.family(work, new)] == [new.id]
        assert {one.id for one in await alerts.family(work, copy)} == {done.id, copy.id}


async def test_the_same_for_another_channel_is_not_the_same(store: Store) -> None:
    async with store.work() as work:
        host, _guest, _match = await pair(work)
        await alerts.add(work, "question", TURKU, {}, case_id=host)
        assert await alerts.alike(work, "question", TURKU, "", case_id=host)
        assert await alerts.alike(work, "question", TURKU, "", case_id=host, asked=SALO) is None
        await alerts.add(work, "question", TURKU, {"asked": SALO}, case_id=host)
        assert await alerts.alike(work, "question", TURKU, "", case_id=host, asked=SALO)


async def test_a_board_is_changed_by_the_first_who_saw_it_and_its_message_is_kept(store: Store) -> None:
    async with store.work() as work:
        post_id = await outbox.add(work, outbox.to_chat(work, stories.CHANNEL), stories.letter())
        await boards.put(work, TURKU, post_id, "one")
        board = await boards.of_group(work, TURKU)
        assert board is not None
        assert await boards.changed(work, board, "two")
    async with store.work() as work:
        seen = await boards.of_group(work, TURKU)
        assert seen is not None
        assert seen.shown == "two"
        assert [await boards.pictured(work, TURKU, MONDAY), await boards.pictured(work, TURKU, MONDAY)] == [True, False]
        assert not await boards.pictured(work, TURKU, MONDAY - dt.timedelta(weeks=1))
        assert await boards.pictured(work, TURKU, MONDAY + dt.timedelta(weeks=1))
        assert not await boards.pictured(work, SALO, MONDAY)
    await store.tidy(Times(settled_messages=dt.timedelta(0)))
    async with store.look() as look:
        assert await outbox.message_of(look, post_id) is not None


async def test_figures_count_a_group_or_the_whole_country(store: Store) -> None:
    async with store.work() as work:
        host, guest, match = await pair(work)
        await cases.change(work, guest, group_slug=SALO)
        known = await matches.get(work, match)
        assert known is not None
        await matches.move(work, known, "take", ("living", True, True), by="bot", coordinator_id=None)
        work.session.add(Stay(match_id=match, notice_days=14, until=MONDAY))
        await work.session.flush()
        assert [case.id for case in await figures.cases(work, "received", TURKU)] == [host]
        assert {case.id for case in await figures.cases(work, "received", None)} == {host, guest}
        for slug in (TURKU, SALO, None):
            assert await figures.stages(work, slug) == {"living": 1}
            assert await figures.ends(work, ["living"], slug) == {host: MONDAY}
        assert await figures.stages(work, "tampere") == {}
        assert await figures.in_matches(work, ["living"]) == {host, guest}
        assert await figures.in_matches(work, ["taken"]) == set()
