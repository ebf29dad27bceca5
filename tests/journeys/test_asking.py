"""Questions outside the interviews: answered in writing as with a button, and never in place of another question."""

import pytest

from bot.operating import coordinators
from bot.store import cases, consents, interviews, people
from bot.telegram import asking
from tests.kit.network import HOST, TURKU, Network, steps
from tests.kit.people import Actor

KEEP = "May we keep your answers"
SURE = "Shall I erase everything about you?"


async def _at_the_consent(network: Network, language: str = "en") -> Actor:
    anna = await network.person("Anna", language)
    await network.walks(anna, "=/host", "yes")
    return anna


async def _kept(network: Network, actor: Actor) -> tuple[list[str], list[str]]:
    """The purposes that the person has answered to, and the roles of their talks."""
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        if person is None:
            return [], []
        answered = await consents.history(work, person.id)
        return sorted(row.purpose for row in answered), sorted(
            {one.role for one in await interviews.of_person(work, person)}
        )


def _minutes(network: Network, minutes: int) -> None:
    """For how long typed words answer a short question; with 0 it is over at once."""
    network.built.house.policy = network.built.house.policy.model_copy(update={"ask_minutes": minutes})


async def test_a_yes_to_erasing_is_no_consent(network: Network) -> None:
    anna = await _at_the_consent(network)
    await anna.says("/delete")
    await anna.sees(SURE)
    await anna.says("yes")
    await anna.sees("Everything about you is erased")
    anna.has_not_seen("Keeping my answers")
    assert await _kept(network, anna) == ([], [])


@pytest.mark.parametrize(("language", "no"), [("fi", "Ei kiitos"), ("sv", "nej, behåll"), ("en", "no, keep it")])
async def test_a_no_to_erasing_keeps_everything_and_the_question_comes_again(
    network: Network, language: str, no: str
) -> None:
    anna = await _at_the_consent(network, language)
    await network.quiet()
    asked = anna.screen.text
    await anna.says("/delete")
    await network.quiet()
    sure = anna.screen.text
    assert sure != asked
    await anna.says("hmm, 7")
    await anna.sees(sure)
    await anna.says(no)
    await anna.sees(asked)
    await network.quiet()
    assert await _kept(network, anna) == ([], ["host"])


@pytest.mark.parametrize("said", ["no erase", "radera inte", "älä poista", "perhaps", "not everything", "Turku"])
async def test_what_is_not_clearly_a_yes_erases_nothing_and_is_asked_again(network: Network, said: str) -> None:
    anna = await _at_the_consent(network)
    await anna.says("/delete")
    await anna.sees(SURE)
    await anna.says(said)
    await anna.sees("I did not quite understand")
    await anna.sees(SURE)
    await anna.sends("sticker")
    await anna.sees("Nice sticker")
    await anna.sees(SURE)
    assert await _kept(network, anna) == ([], ["ask", "host"])


async def test_another_command_or_a_button_ends_the_question(network: Network) -> None:
    anna = await _at_the_consent(network)
    await anna.says("/delete")
    await anna.sees(SURE)
    await anna.says("/help")
    await anna.sees(KEEP)
    await anna.says("/delete")
    await anna.sees(SURE)
    await anna.says("/cancel")
    await anna.sees("nothing is erased")
    await anna.sees(KEEP)
    await anna.says("/delete")
    await anna.presses("No, keep it")
    await anna.sees(KEEP)
    assert await _kept(network, anna) == ([], ["host"])
    await anna.presses("No, keep it")
    await anna.sees_toast("nothing is erased")
    await anna.says("yes")
    await anna.sees("Keeping my answers")


async def test_a_question_from_an_hour_ago_takes_no_answer_and_gives_it_to_no_other(network: Network) -> None:
    anna = await _at_the_consent(network)
    await anna.says("/delete")
    await anna.sees(SURE)
    _minutes(network, 0)
    await anna.says("yes")
    await anna.sees("My question was some time ago")
    await anna.sees(KEEP)
    assert await _kept(network, anna) == ([], ["host"])
    await anna.says("yes")
    await anna.sees("Keeping my answers")


@pytest.mark.parametrize(
    ("said", "sees"),
    [
        ("I offer a home", "18 years old"),
        ("tarjoan", "18 years old"),
        ("Jag behöver ett hem", "18 years old"),
        ("guest", "18 years old"),
        ("suomi", "Hei"),
        ("på svenska", "Hej"),
        ("English", "Hello"),
    ],
)
async def test_the_way_in_can_be_typed(network: Network, said: str, sees: str) -> None:
    anna = await network.person("Anna")
    await anna.starts()
    await anna.sees("They try to get in touch with you")
    await anna.says("what is this?")
    await anna.sees("I did not quite understand")
    await anna.sees_button("I need a home")
    await anna.says(said)
    await anna.sees(sees)


async def test_the_greeting_in_a_new_language_still_hears_typed_words(network: Network) -> None:
    anna = await network.person("Anna")
    await anna.starts()
    await anna.presses("Svenska")
    await anna.sees("Hej")
    await anna.says("svenska")
    await anna.sees("jag talar svenska")
    await anna.says("jag erbjuder ett hem")
    await anna.sees("18 år")


async def test_the_language_is_typed_and_other_words_go_on_to_the_interview(network: Network) -> None:
    anna = await network.person("Anna")
    await network.walks(anna, "=/host", *steps(HOST)[:7])
    await anna.sees("Which languages do you speak?")
    await anna.says("/language")
    await anna.sees("In which language shall we talk?")
    await anna.says("Swedish")
    await anna.sees("Vilka språk talar du?")
    await anna.says("/language")
    await anna.sees("Vilket språk ska vi")
    await anna.says("arabiska")
    await anna.sees("Vem bor i ditt hem")
    assert await _kept(network, anna) == (["contacts", "keep", "news", "told"], ["host"])


async def _invited(network: Network, name: str = "Kaisa") -> Actor:
    await network.channel()
    kaisa = await network.person(name)
    await network.server.people.joins(kaisa.id, network.channels[TURKU].chat_id)
    await kaisa.opens(await coordinators.invite(network.built.store, network.built.house, TURKU))
    await kaisa.sees("Do you accept this?")
    return kaisa


async def test_the_promise_is_accepted_in_writing_and_in_another_language(network: Network) -> None:
    kaisa = await _invited(network)
    await kaisa.says("how much time does it take?")
    await kaisa.sees("I did not quite understand")
    await kaisa.sees("Do you accept this?")
    await kaisa.says("/language")
    await kaisa.says("svenska")
    await kaisa.sees("Lovar du det här?")
    await kaisa.says("/delete")
    await kaisa.says("nej")
    await kaisa.sees("Lovar du det här?")
    await kaisa.says("ja")
    await kaisa.sees_button("Kaisa")
    await kaisa.says("/status")
    await kaisa.sees_button("Kaisa")
    _minutes(network, 0)
    await kaisa.says("Kaisa K")
    await kaisa.sees_button("Kaisa")
    _minutes(network, 60)
    await kaisa.says("Kaisa K")
    await kaisa.sees("Kaisa K")
    assert await _kept(network, kaisa) == ([], [])


@pytest.mark.parametrize("said", ["no", "ei", "/cancel"])
async def test_the_promise_is_declined_in_writing_beside_an_interview(network: Network, said: str) -> None:
    anna = await _at_the_consent(network)
    await network.channel()
    await anna.opens(await coordinators.invite(network.built.store, network.built.house, TURKU))
    await anna.sees("Do you accept this?")
    await anna.says(said)
    await anna.sees("Nothing has changed")
    await anna.sees(KEEP)
    assert await _kept(network, anna) == ([], ["host"])


async def _asked_why(network: Network, kaisa: Actor) -> None:
    channel = network.channels[TURKU]
    await kaisa.presses("Not suitable", in_=channel)
    await kaisa.sees("why is it not suitable?")


async def _reason(network: Network, number: str) -> str | None:
    async with network.built.store.look() as work:
        case = await cases.by_number(work, number)
        assert case is not None
        return await cases.why(work, await people.get(work, case.person_id), case)


async def test_a_reason_is_left_out_in_writing_or_too_late_and_never_kept_for_something_else(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    channel = network.channels[TURKU]
    helena = await network.host()
    number = await network.case_number(helena)
    for leaves in ("leave it out", "En kerro syytä", "/cancel"):
        await _asked_why(network, kaisa)
        await kaisa.says(leaves)
        await kaisa.sees("without a reason")
        assert await _reason(network, number) is None
        await kaisa.presses("Suitable after all", in_=channel)
        await network.quiet()
    await _asked_why(network, kaisa)
    _minutes(network, 0)
    await kaisa.says("too far away")
    await kaisa.sees("My question was some time ago")
    assert await _reason(network, number) is None
    assert await _kept(network, kaisa) == ([], [])


async def test_a_reason_for_what_is_suitable_again_is_not_kept_and_not_asked_again(network: Network) -> None:
    kaisa = await network.coordinator("Kaisa")
    number = await network.case_number(await network.host())
    await _asked_why(network, kaisa)
    await kaisa.says("/help")
    await kaisa.sees("why is it not suitable?")
    await kaisa.presses("Suitable after all", in_=network.channels[TURKU])
    await network.quiet()
    await kaisa.says("too far away")
    await kaisa.sees("so the reason is not kept")
    assert await _reason(network, number) is None
    await _asked_why(network, kaisa)
    await kaisa.presses("Suitable after all", in_=network.channels[TURKU])
    await network.quiet()
    await kaisa.says("/help")
    await network.quiet()
    assert "What you can do here" in kaisa.screen
    assert await _kept(network, kaisa) == ([], [])


async def test_the_status_says_when_the_answer_takes_longer_than_promised(network: Network) -> None:
    helena = await network.host()
    await helena.says("/status")
    await helena.sees("try to get in touch by")
    network.built.house.policy = network.built.house.policy.model_copy(update={"answer_days": -1})
    await helena.says("/status")
    late = await helena.sees("it is taking longer than usual")
    assert "by" not in late.text.split("Now:")[1].split("\n")[0].split()


NOTHING_KEPT = {
    "/status": "I know nothing of you yet",
    "/mydata": "Everything that is kept about you",
    "/edit": "There is no interview under way",
    "/resume": "There is no interview under way",
    "/cancel": "There is no interview under way",
}


async def test_a_question_is_no_interview(network: Network) -> None:
    anna = await network.person("Anna")
    await anna.starts()
    await anna.sees_button("I offer a home")
    assert await _kept(network, anna) == ([], [asking.ROLE])
    for command, word in NOTHING_KEPT.items():
        await anna.starts()
        await network.quiet()
        await anna.says(command)
        assert "As a " not in await anna.sees(word)
    await anna.starts()
    await anna.says("host")
    await anna.sees("18 years old")
    await anna.says("no")
    await anna.sees("keep nothing")
    assert await _kept(network, anna) == ([], [])
