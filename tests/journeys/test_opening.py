"""Before anything is kept: the age, the consents, and what stays of somebody who says no."""

import pytest

from bot.store import people
from tests.kit.network import Network
from tests.kit.people import Actor


async def nothing_is_kept(network: Network, actor: Actor) -> None:
    """No row knows the person, and the database holds neither name nor number in the clear."""
    async with network.built.store.look() as work:
        assert await people.find(work, actor.id) is None
    await network.built.store.swept()
    for file in network.folder.glob("bot.db*"):
        held = file.read_bytes()
        assert actor.name.encode() not in held, file.name
        assert str(actor.id).encode() not in held, file.name


@pytest.mark.parametrize("role", ["host", "guest"])
async def test_under_eighteen_ends_kindly_before_any_consent(network: Network, role: str) -> None:
    young = await network.person("Younganna")
    await young.starts(role)
    await young.sees("18 years old or over?")
    await young.presses("No")
    await young.sees("so we end here and keep nothing")
    young.has_not_seen("May we keep your answers")
    await nothing_is_kept(network, young)


async def test_without_the_needed_consent_nothing_is_kept_and_one_may_come_back(network: Network) -> None:
    careful = await network.person("Carefulanna")
    await careful.starts("host")
    await careful.presses("Yes")
    await careful.sees("May we keep your answers")
    await careful.says("no")
    await careful.sees("we end here and keep nothing")
    await nothing_is_kept(network, careful)

    await careful.says("/host")
    await careful.sees("18 years old or over?")


async def test_stopping_in_the_middle_erases_what_was_answered(network: Network) -> None:
    anna = await network.person("Annastops")
    await network.walks(anna, "=/host", "yes", "yes", "done", "=Anna Stops")
    await anna.says("/cancel")
    await anna.sees("Nothing of it is kept")
    await anna.presses("Yes, stop")
    await anna.sees("nothing of it is kept")
    await nothing_is_kept(network, anna)


async def test_the_notice_says_that_it_is_a_trial_while_nobody_answers_for_the_data(network: Network) -> None:
    anna = await network.person("Anna")
    await anna.starts("guest")
    await anna.sees("This is a trial. Please give no real data.")
    await anna.says("/privacy")
    await anna.sees("Data Protection Ombudsman")
    await anna.sees("18 years old or over?")
