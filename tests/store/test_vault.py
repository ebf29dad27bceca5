"""What is sealed opens only where it belongs, tells nothing by its length, and never without its key."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.keystore import KeyGone, KeyPurpose, KeyUnknown
from bot.store.store import Store
from bot.store.tables import Answer, Coordinator, Person
from bot.store.vault import Keyring, SealBroken

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
RING = Keyring("k1", bytes(range(32)))


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert RING.open(Answer.value, "row", RING.seal(Answer.value, "row", text)) == text


@given(st.text(), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(text: str, where: int, change: int) -> None:
    sealed = bytearray(RING.seal(Answer.value, "row", text))
    sealed[where % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        RING.open(Answer.value, "row", bytes(sealed))


@given(st.binary(max_size=100))
def test_rubbish_does_not_open(rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        RING.open(Answer.value, "row", rubbish)


def test_a_value_moved_elsewhere_does_not_open() -> None:
    sealed = RING.seal(Person.chat_id, "anna", "Anna")
    others: list[Callable[[], str]] = [
        lambda: RING.open(Person.chat_id, "berit", sealed),
        lambda: RING.open(Coordinator.shown_name, "anna", sealed),
        lambda: RING.open(Answer.value, "anna", sealed),
        lambda: Keyring("k2", bytes(range(32))).open(Person.chat_id, "anna", sealed),
        lambda: Keyring("k1", bytes(32)).open(Person.chat_id, "anna", sealed),
    ]
    for other in others:
        with pytest.raises(SealBroken):
            other()


def test_the_same_word_is_never_sealed_the_same() -> None:
    assert len({RING.seal(Answer.value, "row", "yes") for _ in range(100)}) == 100


def test_the_length_does_not_tell_yes_from_no() -> None:
    lengths = {len(RING.seal(Answer.value, "row", word)) for word in ("yes", "no", "rather not say", '"women_only"')}
    assert len(lengths) == 1


def test_only_a_sealed_column_can_be_sealed() -> None:
    with pytest.raises(ValueError, match="not a sealed column"):
        RING.seal(Person.language, "row", "fi")  # type: ignore[arg-type]  # a mistake that the types see, too


async def test_a_key_is_stored_before_anybody_gets_it(store: Store) -> None:
    ring = await store.vault.new_key(KeyPurpose.PERSON, NOW)
    sealed = ring.seal(Answer.value, "row", "kaksi")
    found = await store._keys.read(ring.id)
    assert Keyring(ring.id, found).open(Answer.value, "row", sealed) == "kaksi"


async def test_keys_outlive_a_restart(url: str, key_file: Path, store: Store) -> None:
    ring = await store.vault.new_key(KeyPurpose.PERSON, NOW)
    sealed = ring.seal(Answer.value, "row", "kaksi")
    hashed = store.vault.hash("telegram", 12345)
    again = await Store.open(url, key_file)
    opened = await again.vault.keyring(ring.id)
    assert opened.open(Answer.value, "row", sealed) == "kaksi"
    assert again.vault.hash("telegram", 12345) == hashed
    await again.close()


async def test_a_destroyed_key_is_gone_for_good(store: Store) -> None:
    ring = await store.vault.new_key(KeyPurpose.PERSON, NOW)
    other = await store.vault.new_key(KeyPurpose.PERSON, NOW)
    await store.vault.destroy([ring.id], NOW)
    with pytest.raises(KeyGone):
        await store.vault.keyring(ring.id)
    assert await store.vault.destroyed(KeyPurpose.PERSON) == {ring.id}
    assert (await store.vault.keyring(other.id)).id == other.id


async def test_a_key_that_never_was_is_another_matter(store: Store) -> None:
    with pytest.raises(KeyUnknown):
        await store.vault.keyring("0" * 32)


async def test_the_inbox_key_changes_every_day(store: Store) -> None:
    today = await store.vault.inbox_keyring(NOW)
    rings = await asyncio.gather(*(store.vault.inbox_keyring(NOW + dt.timedelta(hours=h)) for h in (1, 12, 23)))
    assert {ring.id for ring in rings} == {today.id}
    tomorrow = await store.vault.inbox_keyring(NOW + dt.timedelta(days=1, minutes=1))
    assert tomorrow.id != today.id
    assert await store.vault.worn_inbox_keys(NOW + dt.timedelta(days=2, minutes=2)) == [today.id]


async def test_the_inbox_key_of_today_is_used_again_after_a_restart(store: Store, url: str, key_file: Path) -> None:
    today = await store.vault.inbox_keyring(NOW)
    again = await Store.open(url, key_file)
    assert (await again.vault.inbox_keyring(NOW + dt.timedelta(hours=1))).id == today.id
    await again.close()


async def test_hashes_differ_by_subject_and_by_database(store: Store) -> None:
    hashes = {store.vault.hash(subject, 12345) for subject in ("telegram", "lane", "code bind")}
    assert len(hashes) == 3
    assert all(len(one) == 43 for one in hashes)
