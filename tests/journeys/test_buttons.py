"""Buttons pressed twice, hammered, pressed too late, out of nowhere, or of somebody else."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground import errors
from bot.playground.faults import Fault
from bot.playground.keyboards import buttons
from bot.playground.server import BotApiServer
from bot.store import inbox, interviews, people
from conversations.session import Session
from tests.kit.api_check import ApiCheck
from tests.kit.network import HOST, QUICK, Network, running, steps
from tests.kit.people import Actor, World
from tests.kit.screens import Screen

TOO_OLD = "This button does not work any more"
DONE = "That question is done"


async def _presses_many(actor: Actor, *presses: tuple[Screen, str]) -> list[str]:
    """Presses all of these at once, without waiting for the bot; the numbers of the presses."""
    actor.mark = len(actor.world.server.feed.events)
    people_side = actor.world.server.people
    return [await people_side.presses_data(actor.id, screen.message_id, data) for screen, data in presses]


async def _all_answered(network: Network, presses: list[str]) -> list[str]:
    """Waits until each press was answered; what the toasts said."""
    known = network.server.account.state.presses
    await network.until(lambda: all(known[press].answer is not None for press in presses), "every press is answered")
    return [str((known[press].answer or {}).get("text")) for press in presses]


def _data(screen: Screen, label: str) -> tuple[Screen, str]:
    """A button of a screen, to be pressed even when it is gone."""
    return screen, next(button.data or "" for button in buttons(screen.message.reply_markup) if label in button.label)


async def _nothing_failed(network: Network) -> None:
    await network.quiet()
    async with network.built.store.look() as work:
        count = await inbox.count(work)
    assert (count.waiting, count.aside) == (0, 0)


async def test_a_button_pressed_twice_or_five_times_at_once_counts_once(network: Network) -> None:
    anna = await network.person("Anna")
    await anna.says("/start")
    role = _data(await anna.sees_button("I offer a home"), "I offer a home")
    await _all_answered(network, await _presses_many(anna, *[role] * 2))
    adult = _data(await anna.sees("18 years old"), "Yes")
    toasts = await _all_answered(network, await _presses_many(anna, *[adult] * 2))
    assert toasts == ["", "Got it already."]
    keep = _data(await anna.sees("May we keep"), "Yes, I agree")
    toasts = await _all_answered(network, await _presses_many(anna, *[keep] * 5))
    assert toasts == ["", *["Got it already."] * 4]
    await _nothing_failed(network)
    for once in ("Welcome to", "18 or over: Yes", "✓ Keeping my answers", "These three are up to you"):
        assert sum(once in screen for screen in anna.screens) == 1, once


MENUS = (
    ("/status", "Tell more", "What kind of home is it?"),
    ("/privacy", "Send me news", "What you have agreed to"),
    ("/language", "Svenska", "Hurdant hem är det?"),
    ("/delete", "Ja, radera allt", "Allt om dig är raderat"),
)
"""What brings a menu, a button in it, and what comes of it."""


async def test_menu_buttons_pressed_thrice_do_it_once(network: Network) -> None:
    anna = await network.host("Anna")
    for brings, label, comes in MENUS:
        await anna.says(brings)
        await network.quiet()
        button = _data(next(s for s in reversed(anna.screens) if any(label in b for b in s.buttons)), label)
        before = sum(comes in screen for screen in anna.screens)
        await _all_answered(network, await _presses_many(anna, *[button] * 3))
        await _nothing_failed(network)
        assert sum(comes in screen for screen in anna.screens) == before + 1, anna.transcript()
    async with network.built.store.look() as work:
        assert await people.find(work, anna.id) is None


async def test_an_invitations_buttons_pressed_again_when_it_is_over_say_nothing_new(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    welcome = [screen for screen in kaisa.screens if screen.from_bot]
    again = [(screen, button) for screen in welcome for button in ("1:n:promise:yes", "1:n:myname", "1:n:noreason")]
    before = len(kaisa.screens)
    await _all_answered(network, await _presses_many(kaisa, *again))
    await _nothing_failed(network)
    assert len(kaisa.screens) == before


TYPED = {
    "18 years old": "yes",
    "May we keep": "yes",
    "These three": "none",
    "like to be called": "Helena",
    "reach you": "in this chat",
    "Which languages": "Swedish",
    "Who lives": "1 woman",
    "which municipality": "Turku",
    "What can you offer": "own room, 2",
    "Whom could you host": "a woman",
    "From when": "tomorrow",
    "For how long": "some months",
}
"""What is typed in answer to each question of a host, by a part of the question."""


async def _types_on(network: Network, anna: Actor) -> None:
    """Answers whatever is asked, in writing, and sends it at the end."""
    for _question in range(len(TYPED) + 1):
        if "is everything right?" in anna.screen:
            break
        fragment = next((fragment for fragment in TYPED if fragment in anna.screen), None)
        assert fragment is not None, anna.transcript()
        await anna.says(TYPED[fragment])
        await network.quiet()
    await anna.says("send now")
    await anna.sees("K-")


async def _present_turn(network: Network, actor: Actor) -> int:
    """The number of the screen at which somebody's interview stands."""
    async with network.built.store.look() as look:
        person = await people.find(look, actor.id)
        assert person is not None
        (interview,) = await interviews.of_person(look, person)
    return Session.model_validate(interview.session).turn


async def test_thirty_mixed_presses_leave_the_interview_where_one_can_go_on(network: Network) -> None:
    anna, chance = await network.person("Anna"), random.Random(7)
    await network.walks(anna, "=/host", *steps(HOST)[:7])
    seen = [screen for screen in anna.screens if screen.from_bot]
    words = ("yes", "done", "chat", "!back", "shown", "pick:told", "+:women", "nonsense")
    present = await _present_turn(network, anna)
    data = [f"1:i:h:{turn}:{word}" for turn in range(present - 7, present + 5) for word in words]
    presses = await _presses_many(anna, *[(chance.choice(seen), chance.choice(data)) for _press in range(30)])
    await _all_answered(network, presses)
    await _nothing_failed(network)

    await anna.says("/start")
    await network.quiet()
    await _types_on(network, anna)


GARBAGE = (
    *("", ":", "1", "1:", "1:x", "0:i:h:1:yes", "2:n:language:sv", "1:i", "1:i:h", "1:i:h:one:yes", "1:i:h:٣:yes"),
    *("1:i:h:²:yes", "1:i:z:1:yes", "1:i:h:99999999999999999999:yes", "1:i:h:1:" + "x" * 40, "1:n", "1:n:language:xx"),
    *("1:n:role:owner", "1:n:more:owner", "1:n:group:host:nowhere", "1:n:consent:keep:no", "1:n:consent:x:yes"),
    *("1:n:erase", "1:k:case:nobody", "1:k:list:all:99999999999999", "1:k:list:x:y", "1:a:nobody:take", "1:a:nobody:x"),
    *("1:a:", "\N{OBJECT REPLACEMENT CHARACTER}", "'; DROP TABLE person; --", "<b>", "👩‍👩‍👧" * 2, "None"),
)


async def test_garbage_and_another_persons_buttons_are_answered_and_change_nothing(network: Network) -> None:
    anna, berit = await network.person("Anna"), await network.person("Berit")
    await network.walks(anna, "=/host", *steps(HOST)[:3])
    asked = anna.screen
    await berit.says("/help")
    shown = await berit.sees("What you can do here")
    theirs = [button.data or "" for screen in anna.screens for button in buttons(screen.message.reply_markup)]
    presses = await _presses_many(berit, *[(shown, data) for data in (*GARBAGE, *theirs)])
    toasts = await _all_answered(network, presses)
    assert len(theirs) > 2
    assert all(TOO_OLD in toast for toast in toasts[-len(theirs) :]), toasts
    await _nothing_failed(network)
    async with network.built.store.look() as work:
        person = await people.find(work, berit.id)
        assert person is not None
        assert not await interviews.of_person(work, person)
        assert person.language == "en"
    assert anna.screen == asked


async def test_an_old_button_of_somebody_unknown_makes_no_record_of_them(network: Network) -> None:
    anna = await network.person("Anna")
    await network.walks(anna, "=/host", *steps(HOST)[:3])
    screen = anna.screen
    old = [_data(screen, screen.buttons[0]), _data(screen, screen.buttons[-1])]
    await network.walks(anna, "=/cancel", "!stop")
    await anna.sees("welcome back")
    toasts = await _all_answered(network, await _presses_many(anna, *old))
    assert all(TOO_OLD in toast for toast in toasts)
    async with network.built.store.look() as work:
        assert await people.find(work, anna.id) is None


async def test_a_screen_that_is_gone_comes_anew_and_late_answers_to_presses_do_no_harm(network: Network) -> None:
    anna = await network.person("Anna")
    faults = network.server.faults
    await network.walks(anna, "=/host", *steps(HOST)[:2])
    panel = await anna.sees("These three")
    await network.server.people.deletes(anna.id, panel.message_id)
    pick, done = (_data(panel, label) for label in ("Tell a possible match", "go on"))
    await _presses_many(anna, pick)
    fresh = await anna.sees_button("☑ Tell a possible match about me")
    assert fresh.message_id > panel.message_id
    await anna.presses("Exchange contacts")
    same = await anna.sees_button("☑ Exchange contacts")
    assert same.message_id == fresh.message_id

    # The press is answered too late, and another device has changed the message already: nobody notices.
    faults.add(Fault("error", "answerCallbackQuery", code=400, description=f"Bad Request: {errors.QUERY_TOO_OLD}"))
    faults.add(Fault("error", "editMessageText", code=400, description=f"Bad Request: {errors.NOT_MODIFIED}"))
    await _presses_many(anna, (same, done[1]))
    await anna.sees("like to be called")
    await _nothing_failed(network)
    anna.has_not_seen("my fault")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """A Bot API server beside which the bot is started and stopped."""
    check = ApiCheck()
    started = BotApiServer(limits=QUICK, observer=check)
    await started.start()
    yield started
    await started.stop()
    check.clean()


async def test_buttons_from_before_a_restart_and_presses_that_telegram_forgot(
    server: BotApiServer, tmp_path: Path
) -> None:
    anna = await World(server).person("Anna", language="en")
    async with running(server, tmp_path) as built:
        network = Network(World(server), built, tmp_path)
        await network.walks(anna, "=/host")
        adult = _data(await anna.sees("18 years old"), "Yes")[1]
        await anna.presses("Yes")
        await anna.sees("May we keep")
        await anna.presses("Yes, I agree")
        await anna.sees("These three")
    async with running(server, tmp_path):
        await anna.presses("None of these, go on")
        await anna.sees("like to be called")
        await anna.presses("Anna")
        asked = await anna.sees("How may we reach you?")
        await _presses_many(anna, (asked, adult))
        await anna.sees_toast(DONE)
    await anna.presses("In this chat")
    server.clock.move(timedelta(seconds=151))
    async with running(server, tmp_path) as built:
        network = Network(World(server), built, tmp_path)
        built.house.policy = built.house.policy.model_copy(update={"reask_seconds": 0})
        await _presses_many(anna, (asked, adult))
        await anna.sees_toast(DONE)
        await anna.sees("How may we reach you?")
        await anna.says("/resume")
        await anna.sees("How may we reach you?")
        await anna.says("in this chat")
        await anna.sees("Which languages do you speak?")
        await _nothing_failed(network)
