"""A coordinator fills in for somebody without Telegram, whom they have on the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.store import cases, consents, people
from bot.store.tables import CaseFile, ConsentHow, Interview, Person
from bot.telegram import telling
from bot.telegram.turn import Turn
from conversations.text import _
from tests.kit.network import GUEST, HOST, Network, steps
from tests.kit.people import Actor

PHONE = "040 123 4567"


def asked_by_phone(answers: Mapping[str, str | Sequence[str]], **others: str | Sequence[str]) -> list[str]:
    """The steps of an interview without what a person on the phone is not asked."""
    known = {**answers, "contact": f"={PHONE}", **others}
    known.pop("for_whom", None)
    return steps(known)


def begins(role: str) -> list[str]:
    """From the command to the first question, for somebody who speaks Finnish."""
    return ["=/fillin", role, "fi"]


async def filled_in(network: Network, kaisa: Actor, role: str = "guest", **others: str | Sequence[str]) -> str:
    """Somebody whose interview Kaisa has filled in and sent; the number of the case."""
    await network.walks(kaisa, *begins(role), *asked_by_phone(GUEST if role == "guest" else HOST, **others), "!send")
    sent = await kaisa.sees("✓ Sent: K-")
    return sent.text[sent.text.index("K-") :][:8]


async def test_the_answers_are_those_of_the_person_and_the_case_is_the_coordinators(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    number = await filled_in(network, kaisa)
    await network.quiet()
    async with network.built.store.look() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        owner = await people.get(work, case.person_id)
        assert (owner.chat_id, owner.language, case.confirmed, case.coordinator_id is None) == (None, "fi", True, False)
        given = {row.purpose: (row.given, row.how, row.language) for row in await consents.history(work, owner.id)}
        assert given["keep"] == (True, ConsentHow.SPOKEN, "fi")
        assert given["contacts"] == (True, ConsentHow.SPOKEN, "fi")
        assert given["news"][0] is False
    alert = await network.channels["turku-varsinais-suomi"].sees(number)
    assert "Kaisa" in alert.text
    await kaisa.says(f"/cases {number}")
    card = await kaisa.sees("+358 40 1234567" if "+358 40" in kaisa.transcript() else "+358401234567")
    assert "Talk through the bot" not in card.buttons
    assert "Change their answers" in card.buttons


async def test_the_banner_stands_above_each_question_and_the_phone_is_the_only_way(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    opening = steps({name: GUEST[name] for name in ("adult", "keep", "agreed", "name")})
    await network.walks(kaisa, *begins("guest"), *opening)
    asked = await kaisa.sees("Which phone number reaches the person?")
    assert "You are filling in for somebody" in asked.text
    assert "In this chat" not in asked.buttons
    await kaisa.says("in this chat")
    await kaisa.sees("Which phone number reaches the person?")
    await kaisa.says(PHONE)
    await kaisa.sees("languages")


async def test_her_own_interview_is_another_one(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    opening = steps({name: HOST[name] for name in ("adult", "keep", "agreed")})
    await network.walks(kaisa, "=/host", *opening)
    await kaisa.sees("What would you like to be called")
    await network.walks(
        kaisa, *begins("host"), *steps({name: HOST[name] for name in ("adult", "keep", "agreed")}), "=Ritva"
    )
    await kaisa.sees("Which phone number reaches the person?")
    await kaisa.says("/pause")
    await kaisa.sees("Take your time")
    await kaisa.says("Kaisa K")
    await kaisa.sees("✓")
    async with network.built.store.look() as work:
        owners = (await work.session.scalars(sa.select(Interview.person_id).where(Interview.role == "host"))).all()
        assert len(set(owners)) == 2


async def test_paused_and_gone_on_with(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await network.walks(kaisa, *begins("guest"), "yes", "yes")
    await kaisa.says("/pause")
    await kaisa.sees("Take your time")
    await kaisa.says("/resume")
    await kaisa.sees("You are filling in for somebody")
    await kaisa.says("/fillin")
    await kaisa.presses("Go on: begun")
    await kaisa.sees("These three are up to you")


async def test_who_does_not_agree_leaves_nothing_behind(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await network.walks(kaisa, *begins("guest"), "yes", "no")
    await kaisa.sees("we end here and keep nothing")
    await network.quiet()
    async with network.built.store.look() as work:
        assert await work.session.scalar(sa.select(sa.func.count()).select_from(Interview)) == 0
        assert await work.session.scalar(sa.select(sa.func.count()).where(Person.telegram_hash.is_(None))) == 0
    await kaisa.says("hello")
    await kaisa.sees("I did not ask anything just now")


async def test_an_edited_message_changes_the_answer_that_it_gave(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await network.walks(kaisa, *begins("guest"), *steps({name: GUEST[name] for name in ("adult", "keep", "agreed")}))
    message = await kaisa.says("Amri")
    await kaisa.sees("Which phone number")
    await kaisa.edits("Amir", message_id=message)
    await kaisa.sees("✓ Changed")


async def test_what_others_read_becomes_a_call_and_the_answers_can_be_changed(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    number = await filled_in(network, kaisa)
    async with network.built.store.work() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        turn = Turn(work, network.built.house)
        assert await telling.tell(turn, case, (_("Are you sure?"),), about="match") is None
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Change their answers")
    await kaisa.sees(f"You are filling in for {number}")
    await kaisa.presses("Change an answer")
    await kaisa.presses("Name")
    await kaisa.sees("Your answer so far: Amir")
    await kaisa.says("Amir Ali")
    await kaisa.presses("Done, keep these")
    await kaisa.sees("The coordinators see your new answers")
    await kaisa.says(f"/cases {number}")
    await kaisa.sees("Amir Ali")


async def test_a_person_who_asks_on_the_phone_is_erased(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    number = await filled_in(network, kaisa)
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("Erase for them")
    await kaisa.presses("Yes, erase everything")
    await kaisa.sees("everything about the person is erased")
    async with network.built.store.look() as work:
        assert await work.session.scalar(sa.select(sa.func.count()).select_from(CaseFile)) == 0


async def test_the_card_says_that_whoever_looks_after_the_case_is_away(network: Network) -> None:
    kaisa, maija = await network.coordinator("Kaisa"), await network.coordinator("Maija")
    number = await filled_in(network, kaisa)
    await kaisa.says("/away")
    first = await kaisa.sees("From which day are you away?")
    await kaisa.presses(first.buttons[0])
    last = await kaisa.sees("Which is the last day?")
    await kaisa.presses(last.buttons[-2])
    await kaisa.sees("Noted: you are away")
    await maija.says(f"/cases {number}")
    await maija.sees("Kaisa is away until")


async def test_it_begins_from_the_list_of_cases_too(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    await kaisa.says("/cases")
    await kaisa.presses("Fill in for somebody")
    await kaisa.sees("Fill in for somebody who has no Telegram")


async def test_only_coordinators_fill_in(network: Network) -> None:
    amir = await network.guest()
    await amir.says("/fillin")
    await amir.sees("That is for coordinators")
