"""What a person hears of their data before the first question, and what is kept of whom nothing may be kept."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.store import cases, consents, keeping, people
from bot.store.tables import Inbox, Interview
from bot.store.tables import Person as PersonRow
from bot.telegram.house import Controller
from tests.kit.network import TURKU, Network

ARTICLE_13 = (
    "Who answers for your data",
    "What for",
    "On what ground",
    "Who sees what",
    "How long",
    "How it is kept",
    "Telegram",
    "Your rights",
    "Data Protection Ombudsman",
    "need not answer anything",
    "never a program",
)


async def test_the_notice_says_what_article_13_asks_for_with_the_times_of_the_data_file(network: Network) -> None:
    house = network.built.house
    house.controller = Controller("The Network ry", "data@network.example", "a server of X Oy in Helsinki")
    told = await network.person("Told")
    await told.says("/privacy")
    notice = await told.sees("How your data is looked after")
    for what in ARTICLE_13:
        assert what in notice, what
    for named in ("The Network ry", "data@network.example", "a server of X Oy in Helsinki"):
        assert named in notice
    for period in house.retention.people.values():
        assert f"{period.days} days" in notice
    assert "730 days" in notice


async def test_a_time_that_is_changed_in_the_file_is_changed_in_both_notices(network: Network) -> None:
    house = network.built.house
    times = dict(house.retention.people)
    (unfinished,) = [kind for kind in times if kind == "unfinished"]
    times[unfinished] = times[unfinished].model_copy(update={"days": 21})
    house.retention = house.retention.model_copy(update={"people": times})
    told = await network.person("Told")
    await told.says("/privacy")
    assert "an unfinished interview: 21 days" in await told.sees("How your data is looked after")
    await told.says("/guest")
    assert "erased after 21 days" in await told.sees("Your data, in short")


@pytest.mark.parametrize("role", ["host", "guest"])
async def test_of_somebody_under_age_nothing_is_kept_not_even_a_row(network: Network, role: str) -> None:
    child = await network.person("Zzchildcanary")
    await network.walks(child, f"=/{role}", "no")
    await child.sees("keep nothing")
    await network.quiet()
    await network.built.store.swept()
    async with network.built.store.look() as look:
        assert await people.find(look, child.id) is None
        assert not (await look.session.execute(sa.select(PersonRow))).first()
        assert not (await look.session.execute(sa.select(Interview))).first()
        payloads = (await look.session.scalars(sa.select(Inbox.payload))).all()
    assert payloads
    assert not any(payloads), "what came from them is emptied"
    files = list(network.folder.glob("bot.db*"))
    assert files
    for file in files:
        held = file.read_bytes()
        for canary in ("Zzchildcanary", str(child.id)):
            assert canary.encode() not in held, (file.name, canary)
    await child.says("/status")
    await child.sees("I know nothing of you yet")


async def test_my_data_comes_also_as_a_file_with_everything(network: Network) -> None:
    amir = await network.guest("Amir", name="=Zzamir")
    number = await network.case_number(amir)
    await amir.says("/mydata")
    await amir.sees("as a file")
    (sent,) = [one for one in (screen.message.content.get("document") for screen in amir.screens) if one is not None]
    assert isinstance(sent, dict)
    content = network.server.account.state.files[str(sent["file_id"])].content
    rows = json.loads(content)
    assert rows["person"][0]["chat_id"] == str(amir.id)
    assert [row["number"] for row in rows["case_file"]] == [number]
    assert {row["field"]: row["value"] for row in rows["answer"]}["name"] == "Zzamir"
    assert {row["purpose"] for row in rows["consent"]} >= {"keep", "told", "contacts"}


async def test_after_an_erasure_only_unreadable_proof_of_the_consents_stays(network: Network) -> None:
    amir = await network.guest()
    number = await network.case_number(amir)
    await amir.says("/delete")
    await amir.presses("Yes, erase everything")
    await amir.sees("Everything about you is erased")
    async with network.built.store.look() as look:
        assert await cases.by_number(look, number) is None
        for purpose in ("keep", "told", "contacts"):
            (proof,) = await keeping.proofs(look, amir.id, purpose)
            assert proof.text_version
            days = (proof.forget_on - proof.given_on).days
            assert abs(days - 730) <= 1
        assert await keeping.proofs(look, amir.id, "news") == []
        assert await keeping.proofs(look, amir.id + 1, "keep") == []


async def test_the_coordinator_who_looks_after_a_case_hears_only_the_number_when_it_is_erased(
    network: Network,
) -> None:
    kaisa = await network.coordinator("Kaisa")
    helena = await network.host("Zzhelena", name="=Zzhelena")
    number = await network.case_number(helena)
    await network.channels[TURKU].sees("New host")
    await kaisa.says(f"/cases {number}")
    await kaisa.presses("I look after it")
    await network.quiet()
    await helena.says("/delete")
    await helena.presses("Yes, erase everything")
    await helena.sees("Everything about you is erased")
    told = await kaisa.sees(f"{number} is erased")
    assert "Zzhelena" not in told


async def test_a_consent_to_news_taken_back_stands_no_more_and_its_words_have_a_version(network: Network) -> None:
    amir = await network.guest(agreed=("pick:news", "done"))
    person_id = await _id_of(network, amir.id)
    async with network.built.store.look() as look:
        assert await consents.given(look, person_id, "news")
        (row,) = [one for one in await consents.history(look, person_id) if one.purpose == "news" and one.given]
        assert len(row.text_version) == 8
    await amir.says("/privacy")
    await amir.presses("☑ Send me news")
    await network.quiet()
    async with network.built.store.look() as look:
        assert not await consents.given(look, person_id, "news")


async def _id_of(network: Network, telegram_id: int) -> str:
    async with network.built.store.look() as look:
        person = await people.find(look, telegram_id)
    assert person is not None
    return person.id
