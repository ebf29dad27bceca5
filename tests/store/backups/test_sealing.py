"""A sealed file opens as it was written, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store.backups import BackupDamaged, Kind, NoBackup, Progress
from bot.store.backups.sealing import Head, seal, unseal
from bot.store.datakey import DataKey
from bot.store.errors import KeyWrong
from tests.store.backups.stories import NIGHT


def _swapped(content: bytes) -> bytes:
    """The first two chunks change places."""
    head, chunk = len(content) % _SMALL_SEALED, _SMALL_SEALED
    first, second = content[head : head + chunk], content[head + chunk : head + 2 * chunk]
    return content[:head] + second + first + content[head + 2 * chunk :]


_SMALL = 512
_SMALL_SEALED = _SMALL + 16


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sealed file of eight chunks."""
    monkeypatch.setattr("bot.store.backups.sealing._CHUNK", _SMALL)
    source, target = tmp_path / "source", tmp_path / "main.backup"
    source.write_bytes(bytes(range(256)) * 16)
    seal(source, target, Kind.MAIN, NIGHT, DataKey(bytes(32)), Progress())
    return target


def _opens(path: Path, key: DataKey | None = None) -> Head:
    return unseal(path, path.with_name("opened"), key or DataKey(bytes(32)), Progress())


def test_a_sealed_file_opens_to_what_it_was(sealed: Path) -> None:
    head = _opens(sealed)
    assert (head.kind, head.made_at) == (Kind.MAIN, NIGHT)
    assert sealed.with_name("opened").read_bytes() == bytes(range(256)) * 16


def test_no_flipped_bit_anywhere_is_taken_for_a_backup(sealed: Path) -> None:
    content = sealed.read_bytes()
    for at in (*range(len(content) % _SMALL_SEALED), *range(300, len(content), 97), len(content) - 1):
        sealed.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises((BackupDamaged, NoBackup, KeyWrong)):
            _opens(sealed)


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda content: content[:-1],
        lambda content: content[:-_SMALL_SEALED],
        lambda content: content[: len(content) % _SMALL_SEALED],
        lambda content: content[: len(content) % _SMALL_SEALED + _SMALL_SEALED],
        lambda content: content + bytes(1),
        lambda content: content + content[-_SMALL_SEALED:],
        lambda content: (
            content[: len(content) % _SMALL_SEALED] + content[len(content) % _SMALL_SEALED + _SMALL_SEALED :]
        ),
        _swapped,
        lambda content: content.replace(b'"main"', b'"keys"'),
        lambda content: content.replace(b"2027-02-01", b"2027-02-02"),
    ],
)
def test_a_file_that_was_cut_grown_shuffled_or_renamed_is_damaged(
    sealed: Path, spoiled: Callable[[bytes], bytes]
) -> None:
    before = sealed.read_bytes()
    sealed.write_bytes(spoiled(before))
    assert sealed.read_bytes() != before
    with pytest.raises(BackupDamaged, match=r"main\.backup is damaged: it is not as it was written"):
        _opens(sealed)


def test_another_data_key_and_a_file_of_another_kind_are_told_apart_from_damage(sealed: Path) -> None:
    with pytest.raises(KeyWrong, match="sealed with another data key"):
        _opens(sealed, DataKey(bytes(31) + b"x"))
    sealed.write_bytes(b"PK a holiday picture")
    with pytest.raises(NoBackup, match="is no backup of this bot"):
        _opens(sealed)


def test_each_file_has_a_key_of_its_own(sealed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.backup"
    seal(tmp_path / "source", again, Kind.MAIN, NIGHT, DataKey(bytes(32)), Progress())
    assert again.read_bytes()[300:] != sealed.read_bytes()[300:]
