"""A stay that is under way, walked by the people themselves, with all that is pressed and written on the way there."""

from __future__ import annotations

import datetime as dt

from bot.jobs import timers as ringing
from tests.conversations.a_plan import TYPED
from tests.kit.network import SOON, TURKU, Network
from tests.kit.people import Actor
from tests.kit.stays import HELSINKI, on

NOTE, WORDS, QUESTION = "A note on quinces", "Their radio plays at night", "Do they have a piano?"
"""What is written in the story, and is for nobody else."""


async def taps(network: Network, actor: Actor, *patterns: str) -> None:
    """Presses one after the other, by what stands in the buttons’ data."""
    for pattern in patterns:
        await network.quiet()
        await actor.taps(pattern)
    await network.quiet()


async def says(network: Network, actor: Actor, *lines: str) -> None:
    """Writes one after the other."""
    for line in lines:
        await actor.says(line)
        await network.quiet()


async def until_they_live_together(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    """From the way in to the day of moving in: asked, met, planned, agreed."""
    channel = network.channels[TURKU]
    for person, steps in ((helena, 3), (amir, 2)):
        await says(network, kaisa, f"/cases {await network.case_number(person)}")
        await taps(network, kaisa, ":step:spoken:phone$", *[":step:"] * (steps - 1))
    await channel.sees("A possible match")
    await kaisa.taps(":take$", in_=channel)
    await network.quiet()
    await kaisa.taps(":details$", in_=channel)
    await kaisa.follows_toast()
    await taps(network, kaisa, ":ask:h$", "1:m:.*:send:")
    await taps(network, helena, "^1:s:.*:ask$")
    await says(network, helena, QUESTION)
    await taps(network, kaisa, "^1:m:.*:answer:0$")
    await says(network, kaisa, "No, but a guitar.")
    await taps(network, kaisa, "^1:m:.*:reply:0:")
    await taps(network, helena, "^1:s:.*:yes$")
    await taps(network, kaisa, "^1:m:.*:open$", ":ask:g$", "1:m:.*:send:")
    await taps(network, amir, "^1:s:.*:yes$")
    await taps(network, kaisa, "^1:m:.*:open$", ":intro$", ":introd", "^1:m:.*:open$", ":mtimes$", r":mtimes:\d")
    await taps(network, kaisa, ":mday:.*-15$", ":mat:", ":mpreview$", ":msend$")
    for side in (helena, amir):
        await taps(network, side, "^1:d:.*:t:0$", "^1:d:.*:done$")
    await taps(network, kaisa, "^1:m:.*:open$", ":plan$", ":plan_let:host$")
    await taps(network, helena, "^1:p:.*:fill")
    dates = f"{SOON:%-d.%-m.%Y}–{SOON + dt.timedelta(days=100):%-d.%-m.%Y}"
    await says(network, helena, *{**TYPED, "dates": dates}.values())
    await taps(network, helena, "^1:i:p.*!send$")
    await taps(network, amir, "^1:p:.*:yes")
    await taps(network, kaisa, "^1:m:.*:open$", ":movein$", r":movein:\d")
    await taps(network, kaisa, "^1:m:.*:open$", ":moved$", r":moved:\d")


async def and_what_goes_on_beside_it(network: Network, kaisa: Actor, helena: Actor, amir: Actor) -> None:
    """Questions on how it is going, a wish to end, and a coordinator’s desk."""
    with on(dt.datetime.now(HELSINKI).date() + dt.timedelta(days=4)):
        await ringing.ring(network.built.store, network.built.house)
        await network.quiet()
    await taps(network, helena, "^1:f:go:.*:well$")
    await taps(network, amir, "^1:f:go:.*:fine$", "^1:f:words:")
    await says(network, amir, WORDS)
    await taps(network, amir, "^1:f:end:")
    for side, asks in ((amir, ("/status", "/withdraw", "/unsafe")), (helena, ("/pausehosting", "/unsafe"))):
        await says(network, side, *asks)
        await taps(network, side, "^1:u:own$")
    number = await network.case_number(amir)
    for verbs in (("notes", "note"), ("tasks", "task", "task:[a-z_]+", "task:[a-z_]+:"), ("history",), ("way",)):
        await says(network, kaisa, f"/cases {number}")
        await taps(network, kaisa, *(f"^1:c:[0-9a-f]+:{verb}" for verb in verbs))
        if "note" in verbs:
            await says(network, kaisa, NOTE)
    await says(network, kaisa, f"/cases {number}")
    await taps(network, kaisa, "^1:c:.*:hand$", "^1:c:.*:give:", "^1:c:.*:talk$", "^1:l:.*:end$", "^1:k:matches:")
    await says(network, kaisa, "/cases", "/tasks", "/roster", "/jointplan", "/fillin", "/cancel")
