"""The plan of the stay: filled in, read by both in their own languages, agreed on, changed, and on paper."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import pytest

from bot.casework.stages import Move
from bot.jobs import retention
from bot.jobs import timers as ringing
from bot.stage.walking import Walker
from bot.store import agreed_plans, alerts, consents, interviews, matches, people, stays, tasks, timers
from bot.store.agreed_plans import Plan
from bot.store.interviews import Json
from bot.telegram.keyboards import data
from tests.conversations.a_plan import PLANNED, TYPED
from tests.kit.matches import introduced, match_of, moves
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor, View
from tests.kit.screens import Screen
from tests.papers.reading import words_of

Story = tuple[Actor, Actor, Actor, str]
"""A coordinator, a host, a guest and the id of their match."""


@pytest.fixture
async def story(network: Network) -> Story:
    """A host and a guest whom a coordinator has introduced to each other."""
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(), await network.guest()
    return kaisa, helena, amir, await introduced(network, kaisa, helena, amir)


LATER: Mapping[str, Json] = {"dates": {"since": f"{SOON}", "until": f"{SOON + dt.timedelta(days=100)}"}}
"""Days of a stay that have not gone by."""


async def opens_plan(network: Network, kaisa: Actor, match_id: str) -> Screen:
    """The coordinator reads the plan from the card of the match."""
    await network.quiet()
    await presses_data(network, kaisa, data("m", match_id, "open"))
    await kaisa.sees_button("Plan of the stay")
    await kaisa.presses("Plan of the stay")
    return await kaisa.sees("the plan of the stay")


async def presses_data(network: Network, actor: Actor, wanted: str) -> None:
    """A button of some old message, which may be gone by now."""
    actor.mark = actor._toast_mark = len(network.server.feed.events)
    newest = [screen for screen in actor.screens if screen.from_bot][-1]
    await network.server.people.presses_data(actor.id, newest.message_id, wanted)


async def fills_in(network: Network, actor: Actor, answers: Mapping[str, str] = TYPED) -> None:
    """All questions of the plan are answered by typing, up to the summary."""
    await actor.sees("Which spaces does the guest have?")
    walker = Walker(network.server, actor.id)
    for said in answers.values():
        actor.mark = len(network.server.feed.events)
        await walker.says(said)
    await actor.sees("is everything right?")


async def begins(network: Network, actor: Actor, match_id: str, **answers: Json) -> None:
    """A side has filled in the plan and stands before its summary."""
    await presses_data(network, actor, data("p", match_id, "fill"))
    await actor.sees("Which spaces does the guest have?")
    async with network.built.store.work() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        (plan,) = await interviews.of_person(work, person, role="plan")
        filled: dict[str, Json] = {**json.loads(json.dumps(PLANNED)), **LATER, **answers}
        for field, value in filled.items():
            await interviews.put_answer(work, person, plan, field, value)
    await actor.says("/edit")
    await actor.sees("is everything right?")


async def changes(network: Network, actor: Actor, question: str, answer: str) -> None:
    """One answer of the plan that is open at its summary, by typing."""
    await actor.sees("The plan as it is now")
    walker = Walker(network.server, actor.id)
    await walker.says(question)
    actor.mark = len(network.server.feed.events)
    await walker.says(answer)
    await actor.sees("The plan as it is now")


async def host_sends(network: Network, story: Story) -> None:
    """The host has filled in the plan, and sends it."""
    kaisa, helena, amir, match_id = story
    await begins(network, helena, match_id)
    amir.mark = kaisa.mark = len(network.server.feed.events)
    await presses_plan(network, helena, "!send")
    await helena.sees("Amir is asked now")
    await amir.sees("Helena has filled in the plan")


async def both_agree(network: Network, story: Story) -> None:
    """The host has filled in the plan, and the guest agrees."""
    _kaisa, helena, amir, _match_id = story
    await host_sends(network, story)
    helena.mark = len(network.server.feed.events)
    await amir.presses("I agree")
    await amir.sees("Both of you have agreed")
    await network.quiet()


def files_of(network: Network, view: View) -> list[bytes]:
    """The files in a chat, oldest first."""
    documents = [screen.message.content.get("document") for screen in view.screens]
    kept = network.server.account.state.files
    return [kept[str(one["file_id"])].content for one in documents if isinstance(one, dict)]


async def plan_of(network: Network, match_id: str) -> Plan:
    """The plan as it is kept."""
    async with network.built.store.look() as look:
        plan = await agreed_plans.of_match(look, match_id)
        assert plan is not None
        return plan


async def test_the_host_fills_it_in_the_guest_agrees_and_both_get_it_on_paper(network: Network, story: Story) -> None:
    kaisa, helena, amir, match_id = story
    await opens_plan(network, kaisa, match_id)
    helena.mark = len(network.server.feed.events)
    await kaisa.presses("Let the host fill it in")
    await kaisa.sees_toast("Asked.")
    await helena.sees("Would you fill in the plan of your stay?")
    await helena.presses("Fill in the plan")
    await fills_in(network, helena)
    amir.mark = kaisa.mark = len(network.server.feed.events)
    await helena.presses("Ask both sides to agree")
    await helena.sees("Amir is asked now")
    await kaisa.sees("The host has sent the plan of the stay")
    read = await amir.sees("Helena has filled in the plan of your stay")
    assert "Quiet hours: From 22 to 7" in read
    assert "Until then nothing is decided" in read
    assert (await match_of(network, match_id)).stage == "introduced"

    helena.mark = len(network.server.feed.events)
    await amir.presses("I agree")
    await amir.sees("Both of you have agreed")
    await helena.sees("You have both agreed on the plan of the stay")
    await kaisa.sees("They wish for a trial stay first")
    assert (await match_of(network, match_id)).stage == "plan_agreed"
    papers = [files_of(network, view)[-1] for view in (helena, amir, kaisa)]
    assert papers[0] == papers[1] == papers[2]
    words = words_of(papers[0])
    assert "Helena and Amir" in words
    assert "From 22 to 7" in words
    channel = network.channels[TURKU]
    for told in ("Helena", "Amir", "Quiet"):
        channel.has_not_seen(told)


async def test_each_reads_it_in_their_own_language_with_free_words_as_they_were_written(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena, amir = await network.host(language="fi"), await network.guest()
    match_id = await introduced(network, kaisa, helena, amir)
    await begins(network, amir, match_id, more_rules="The cat must not go out.")
    helena.mark = len(network.server.feed.events)
    await presses_plan(network, amir, "!send")
    read = await helena.sees("The cat must not go out.")
    assert "Amir" in read
    assert "Quiet hours" not in read
    plan = await plan_of(network, match_id)
    assert plan.writers["more_rules"] == "guest"
    newest = [screen for screen in helena.screens if screen.buttons][-1]
    helena_agrees = newest.buttons[0]
    await helena.presses(helena_agrees)
    await network.quiet()
    words = words_of(files_of(network, helena)[-1])
    assert "Quiet hours" in words, "the paper is in both languages"
    assert words.count("The cat must not go out.") == 2


async def test_a_change_is_asked_for_made_by_the_coordinator_and_agreed_on_anew(network: Network, story: Story) -> None:
    kaisa, helena, amir, match_id = story
    await both_agree(network, story)
    kaisa.mark = len(network.server.feed.events)
    await amir.presses("Ask for a change")
    await amir.sees("What would you like to be different")
    await amir.says("My sister wants to visit on Sundays")
    await amir.sees("Nothing changes before you have both agreed")
    await kaisa.sees("My sister wants to visit on Sundays")
    helena.has_not_seen("My sister")
    assert (await match_of(network, match_id)).stage == "plan_agreed", "what is agreed holds"

    await kaisa.presses("Change the plan")
    await changes(network, kaisa, "visitors", "welcome")
    helena.mark = amir.mark = len(network.server.feed.events)
    await presses_plan(network, kaisa, "!send")
    for side in (helena, amir):
        told = await side.sees("A coordinator has changed the plan of the stay")
        assert "Visitors" in told
        assert "Quiet hours" not in told, "only what is new is told"
    assert (await match_of(network, match_id)).stage == "meeting_set"
    await helena.presses("Read the whole plan")
    await helena.sees("Quiet hours")
    await helena.presses("I agree")
    await helena.sees("as soon as Amir has agreed")
    assert not (await plan_of(network, match_id)).settled
    await amir.presses("I agree")
    await helena.sees("You have both agreed on the change")
    await network.quiet()
    assert (await match_of(network, match_id)).stage == "plan_agreed"
    assert (await plan_of(network, match_id)).wishes == ()


async def test_the_button_of_an_older_plan_shows_the_new_one_instead(network: Network, story: Story) -> None:
    kaisa, _helena, amir, match_id = story
    await host_sends(network, story)
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("Change the plan")
    await changes(network, kaisa, "quiet hours", "21-7")
    amir.mark = len(network.server.feed.events)
    await presses_plan(network, kaisa, "!send")
    await amir.sees("A coordinator has changed the plan")

    await presses_data(network, amir, data("p", match_id, "yes", "1"))
    await amir.sees("The plan has changed in the meantime")
    assert not (await plan_of(network, match_id)).agreed("guest")
    await amir.presses("I agree")
    await amir.sees("as soon as Helena has agreed")
    await presses_data(network, amir, data("p", match_id, "yes", "2"))
    await amir.sees_toast("agreed to this plan already")


async def test_agreement_can_be_typed(network: Network, story: Story) -> None:
    _kaisa, _helena, amir, match_id = story
    await host_sends(network, story)
    await amir.sees("Helena has filled in the plan")
    await amir.says("hmm")
    await amir.sees("I did not quite understand")
    await amir.says("yes")
    await amir.sees("Both of you have agreed")
    assert (await plan_of(network, match_id)).settled


async def test_two_fill_it_in_and_the_second_one_reads_the_first_one_s_and_keeps_theirs(
    network: Network, story: Story
) -> None:
    kaisa, helena, amir, match_id = story
    await begins(network, helena, match_id)
    await begins(network, amir, match_id, quiet="21_7")
    await presses_plan(network, helena, "!send")
    await helena.sees("Amir is asked now")
    await network.quiet()

    await presses_plan(network, amir, "!send")
    await amir.sees("somebody else has sent the plan")
    assert (await plan_of(network, match_id)).version == 1
    await amir.presses("Go on with my own answers")
    await amir.sees("From 21 to 7")
    helena.mark = len(network.server.feed.events)
    await presses_plan(network, amir, "!send")
    told = await helena.sees("Amir has changed the plan of the stay")
    assert "From 21 to 7" in told
    kaisa.has_not_seen("From 21 to 7")
    plan = await plan_of(network, match_id)
    assert (plan.version, plan.agreed("host"), plan.agreed("guest")) == (2, False, True)


async def presses_plan(network: Network, actor: Actor, press: str) -> None:
    """A button of the plan that is being filled in."""
    actor.mark = len(network.server.feed.events)
    await Walker(network.server, actor.id).presses(press)


async def test_somebody_without_telegram_is_called_and_the_coordinator_notes_the_answer(
    network: Network, story: Story
) -> None:
    kaisa, helena, amir, match_id = story
    async with network.built.store.work() as work:
        person = await people.find(work, helena.id)
        assert person is not None
        await people.unreachable(work, person.id)
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("Let the host fill it in")
    await kaisa.sees_toast("by phone")
    await kaisa.presses("Fill in the plan")
    await fills_in(network, kaisa)
    amir.mark = len(network.server.feed.events)
    await presses_plan(network, kaisa, "!send")
    await amir.sees("A coordinator has filled in the plan")
    await amir.presses("I agree")
    await amir.sees("as soon as Helena has agreed")
    async with network.built.store.look() as look:
        match = await matches.get(look, match_id)
        assert match is not None
        (call,) = await tasks.of_case(look, match.host_case_id)
        assert (call.kind, call.about) == ("call", "plan")
        owner = await people.get(look, person.id)
        assert "Quiet hours: From 22 to 7" in (await tasks.words(look, owner, call) or "")
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("The host agrees (by phone)")
    await kaisa.sees("Both have agreed on the plan")
    assert (await match_of(network, match_id)).stage == "plan_agreed"
    assert len(files_of(network, helena)) == 0


async def test_whoever_can_read_it_hears_what_a_coordinator_noted_for_them(network: Network, story: Story) -> None:
    kaisa, _helena, amir, match_id = story
    await host_sends(network, story)
    await opens_plan(network, kaisa, match_id)
    amir.mark = len(network.server.feed.events)
    await kaisa.presses("The guest agrees (by phone)")
    await amir.sees("A coordinator has noted that you agree")
    await presses_data(network, kaisa, data("m", match_id, "plan_yes", "guest", "1"))
    await kaisa.sees_toast("they have agreed already")


async def test_it_can_be_paused_gone_on_with_and_stopped_and_nothing_is_kept(network: Network, story: Story) -> None:
    _kaisa, helena, amir, match_id = story
    await presses_data(network, helena, data("p", match_id, "fill"))
    await helena.sees("Which spaces does the guest have?")
    await helena.says(TYPED["spaces"])
    await helena.sees("What else may everyone use?")
    await helena.says("/pause")
    await helena.sees("/resume goes on from here")
    await helena.says("/status")
    await helena.sees("K-")
    await helena.says("/resume")
    await helena.sees("What else may everyone use?")
    await helena.says("/back")
    await helena.sees("Your answer so far")
    await helena.says("/skip")
    await helena.says("/cancel")
    await helena.presses("Yes, stop")
    await helena.sees("It can be begun anew at any time")
    await helena.says("/status")
    await helena.sees("K-")
    await helena.says("/mydata")
    await helena.sees("As a host")
    async with network.built.store.look() as look:
        person = await people.find(look, helena.id)
        assert person is not None
        assert not await interviews.of_person(look, person, role="plan")
        assert await consents.standing(look, person.id)
    await presses_data(network, helena, data("p", match_id, "fill"))
    await helena.sees("Which spaces does the guest have?")
    amir.has_not_seen("plan of your stay")


async def test_a_change_that_is_stopped_changes_nothing(network: Network, story: Story) -> None:
    kaisa, _helena, amir, match_id = story
    await both_agree(network, story)
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("Change the plan")
    await changes(network, kaisa, "quiet hours", "21-7")
    amir.mark = len(network.server.feed.events)
    await kaisa.says("/cancel")
    await kaisa.presses("Yes, stop")
    await kaisa.sees("the plan stays as it was before")
    await network.quiet()
    plan = await plan_of(network, match_id)
    assert (plan.version, plan.settled) == (1, True)
    amir.has_not_seen("has changed the plan")


async def test_it_ends_with_the_match_and_old_buttons_say_so(network: Network, story: Story) -> None:
    kaisa, helena, amir, match_id = story
    await host_sends(network, story)
    await presses_data(network, amir, data("p", match_id, "fill"))
    await amir.sees("The plan as it is now")
    await moves(network, kaisa, match_id, (Move.BREAK_OFF, "coordinator"))
    await amir.says("/skip")
    await amir.sees("This plan is not needed any more")
    await presses_data(network, amir, data("p", match_id, "yes", "1"))
    await amir.sees_toast("This plan is not needed any more")
    await presses_data(network, kaisa, data("m", match_id, "plan"))
    await kaisa.sees_toast("has moved on")
    stranger = await network.person("Stranger")
    await stranger.says("/start")
    await stranger.sees_button("I need a home")
    await presses_data(network, stranger, data("p", match_id, "read"))
    await stranger.sees_toast("does not work any more")
    helena.has_not_seen("stranger")


async def test_a_coordinator_who_left_the_channel_does_not_go_on_with_it(network: Network, story: Story) -> None:
    kaisa, _helena, _amir, match_id = story
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("Fill in the plan")
    await kaisa.sees("Which spaces does the guest have?")
    await network.server.people.leaves(kaisa.id, network.channels[TURKU].chat_id)
    await kaisa.says(TYPED["spaces"])
    await kaisa.sees("This plan is not needed any more")
    kaisa.has_not_seen("What else may everyone use?")


async def test_where_nobody_looks_after_the_two_the_channel_hears_that_a_change_is_wished(
    network: Network, story: Story
) -> None:
    kaisa, _helena, amir, match_id = story
    await host_sends(network, story)
    async with network.built.store.work() as work:
        await matches.give_to(work, match_id, None)
    await amir.presses("Ask for a change")
    await amir.says("A desk for the school work")
    await amir.sees("A coordinator reads it")
    channel = network.channels[TURKU]
    await channel.sees("A change of the plan is wished")
    channel.has_not_seen("desk")
    card = await opens_plan(network, kaisa, match_id)
    assert "The guest asks for a change: A desk for the school work" in card
    await kaisa.presses("Let the host change it")
    await kaisa.sees_toast("Asked.")
    async with network.built.store.look() as look:
        found = await alerts.of_match(look, match_id)
        assert [one.kind for one in found].count("plan_open") == 1


async def test_a_plan_changed_while_they_live_together_moves_the_end_and_not_the_stage(
    network: Network, story: Story
) -> None:
    kaisa, helena, amir, match_id = story
    await both_agree(network, story)
    await moves(network, kaisa, match_id, (Move.MOVE_IN, "coordinator"))
    await opens_plan(network, kaisa, match_id)
    await kaisa.presses("Change the plan")
    await changes(network, kaisa, "length of the stay", "1.3.–31.10.")
    helena.mark = amir.mark = len(network.server.feed.events)
    await presses_plan(network, kaisa, "!send")
    await helena.presses("I agree")
    async with network.built.store.look() as look:
        before = await agreed_plans.read(look, match_id)
    await amir.presses("I agree")
    await helena.sees("You have both agreed on the change")
    await network.quiet()
    async with network.built.store.look() as look:
        after = await agreed_plans.read(look, match_id)
        stay = await stays.get(look, match_id)
    assert before is not None
    assert after is not None
    assert before.dates.until is not None
    assert after.dates.until is not None
    assert before.dates.until < after.dates.until
    assert stay is not None
    assert (stay.until, stay.notice_days) == (after.dates.until, after.notice_days)
    assert (await match_of(network, match_id)).stage == "living"


async def test_everything_that_is_kept_about_a_side_tells_the_plan(network: Network, story: Story) -> None:
    _kaisa, _helena, amir, _match_id = story
    await both_agree(network, story)
    await amir.presses("Ask for a change")
    await amir.says("A desk")
    await amir.sees("A coordinator reads it")
    await amir.says("/status")
    await amir.presses("Plan of the stay")
    await amir.sees("Both of you have agreed")
    await amir.says("/mydata")
    kept = await amir.sees("You asked for a change: A desk")
    assert "Quiet hours: From 22 to 7" in kept


async def test_a_plan_that_stands_still_is_told_to_the_channel_and_asked_again(network: Network, story: Story) -> None:
    _kaisa, helena, amir, match_id = story
    await host_sends(network, story)
    await network.quiet()
    amir.mark = helena.mark = len(network.server.feed.events)
    async with network.built.store.work() as work:
        await timers.start(work, "plan", work.now, match_id=match_id)
    assert await ringing.ring(network.built.store, network.built.house) == 1
    await amir.sees("still waits for your answer")
    await network.channels[TURKU].sees("A match has stood still for long")
    helena.has_not_seen("still waits for your answer")


async def test_what_was_begun_for_a_match_that_is_over_is_erased(network: Network, story: Story) -> None:
    kaisa, helena, _amir, match_id = story
    await presses_data(network, helena, data("p", match_id, "fill"))
    await helena.sees("Which spaces does the guest have?")
    store, house = network.built.store, network.built.house
    assert await retention.run(store, house) == 0
    await moves(network, kaisa, match_id, (Move.BREAK_OFF, "coordinator"))
    assert await retention.run(store, house) == 1
    async with store.look() as look:
        person = await people.find(look, helena.id)
        assert person is not None
        assert [one.role for one in await interviews.of_person(look, person)] == ["host"]
